"""A list of initiatives in SharePoint: named by its link, read from the sample tenant, imported, changed, and taken back."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from graph.sample_tenant.local import opened as opened_tenant
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from pilothouse.readers import Readers
from store import intakes, listings
from tests.scenarios.scene import ADA, OLGA, START, Chat, Scene, Shown, opened_scene

LINK = "https://contoso.sharepoint.com/sites/ai-office/Lists/Initiatives/AllItems.aspx?viewid=2"


@pytest.fixture
def tenant() -> Tenant:
    return Tenant(Model(as_of=date(2026, 8, 31), began=date(2026, 8, 31)))


@pytest.fixture
async def scene(store_url: str, tenant: Tenant) -> AsyncIterator[Scene]:
    async with (
        opened_tenant(tenant, lambda: START) as graph,
        opened_scene(store_url, readers=Readers(graph=graph)) as opened,
    ):
        yield opened


async def listed(scene: Scene, who: Chat) -> Shown:
    """The preview, once the worker has read the list."""
    await who.says(f"import {LINK}")
    await scene.look()
    return who.newest


async def imported(scene: Scene, shown: Shown) -> Shown:
    await shown.press("Import")
    await scene.look()
    return shown.chat.newest


async def names(scene: Scene) -> list[str]:
    return sorted(one.name for one in await scene.store.read(listings.entries))


async def test_a_list_is_read_by_the_names_people_see_imported_and_followed(scene: Scene, tenant: Tenant) -> None:
    (ada,) = await scene.met(ADA)
    reading = await ada.says(f"import {LINK}")
    assert "Reading" in reading.words and tenant.requests == [], "a turn asks nothing of the tenant"
    await scene.look()
    shown = ada.newest
    for said in ("7 rows", "Invoice approval", "in pilot · since 13 Apr 2026 · names a person", "Row 7", "Initiative ID",
                 "Business unit", "No column for: organisation, sponsor"):
        assert said in shown.words
    assert await names(scene) == []

    done = await imported(scene, shown)
    assert "Imported: 6 new, 0 changed" in done.words
    assert "Everything in" in (await listed(scene, ada)).words
    assert "Import" not in ada.newest.titles

    tenant.listed[0]["Phase"] = "In production"
    del tenant.listed[3]
    assert "Imported: 0 new, 1 changed" in (await imported(scene, await listed(scene, ada))).words
    assert len(await names(scene)) == 6, "what a list leaves out stays"


async def test_an_import_is_taken_back_within_seven_days_with_what_was_adopted_from_it(scene: Scene) -> None:
    (ada,) = await scene.met(ADA)
    done = await imported(scene, await listed(scene, ada))
    adopted = await (await ada.says("adopt")).press("Apply")
    assert "Invoice approval" in (await ada.says("list")).words, adopted.words
    scene.pass_(days=6, hours=23)
    assert "no longer counts" in (await done.press("Take it back")).words
    assert await names(scene) == []
    assert await scene.store.read(intakes.everything) == {}


async def test_after_seven_days_an_import_stays(scene: Scene) -> None:
    (ada,) = await scene.met(ADA)
    done = await imported(scene, await listed(scene, ada))
    scene.pass_(days=7, minutes=1)
    assert "no longer counts" not in (await done.press("Take it back")).words
    assert len(await names(scene)) == 6


async def test_the_office_reads_a_place_only_after_an_admin_has(scene: Scene, tenant: Tenant) -> None:
    ada, olga = await scene.met(ADA, OLGA)
    await olga.says(f"import {LINK}")
    await scene.look()
    assert tenant.requests == [] and await names(scene) == []
    await imported(scene, await listed(scene, ada))
    assert "Everything in" in (await listed(scene, olga)).words

"""`pilothouse doctor`: which permissions are missing and what each switches off; unknown is said as unknown."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actions import granted, lateness
from graph.permissions import NEEDS
from graph.sample_tenant.app import application
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from pilothouse.cli import main
from pilothouse.doctor_cli import said
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.granted import Granted, Off
from portfolio.sources import Failure, Trouble
from store import Store
from tests.actions.world import World, company
from tests.graph.reading import AS_OF, NOW, Reading, reading
from tests.pilothouse.office import Recorder
from tests.teams.serving import Served

USAGE = Off(permission="Reports.Read.All", feature="usage_reports")


@pytest.fixture
async def at() -> AsyncIterator[Reading]:
    tenant = Tenant(Model(as_of=AS_OF))
    served = await Served.start(application(tenant))
    async with reading(served.url, tenant) as opened:
        yield opened
    await served.stop()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    for name in ("APP_ID", "TENANT_ID"):
        monkeypatch.setenv(f"PILOTHOUSE_{name}", "11111111-2222-4333-8444-555555555555")
    monkeypatch.setenv("PILOTHOUSE_APP_SECRET", "a~value~that~is~no~id")
    return monkeypatch


def test_without_a_tenant_it_says_what_that_means(settings: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "No tenant is read" in capsys.readouterr().out
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"settings": "ok", "tenant": None}


def test_settings_that_cannot_be_used_are_said_first(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.setenv("PILOTHOUSE_GRAPH", "moon")
    assert main(["doctor"]) == 2
    assert "moon" in capsys.readouterr().err


def test_each_missing_permission_is_named_with_what_is_off() -> None:
    lines = said(Granted(at=NOW, total=8, off=(USAGE,)))
    assert lines[1:3] == [
        "7 of 8 permissions are granted", "  Reports.Read.All is missing. Off without it: reading usage reports",
    ]
    unseen = Failure(trouble=Trouble.UNAVAILABLE, about="no_token", since=NOW)
    assert said(Granted(at=NOW, total=8, off=(), failure=unseen))[1:] == [
        "Which permissions are granted could not be seen: no_token."
    ]


async def test_the_admins_card_says_the_same_and_is_looked_at_anew_each_day(store: Store, at: Reading) -> None:
    world = World(store, company(), now=NOW)
    adam = await world.meet("Adam Admin")
    worker = Worker(
        store, Recorder(), lambda _: world.company, lambda: world.now, readers=Readers(graph=at.graph, people=True)
    )
    assert (await store.read(lateness.report, adam, world.now)).granted is None, "nobody has looked"
    at.tenant.manners.withheld = {"Reports.Read.All"}
    await worker.ingest_until_idle()
    shown = (await store.read(lateness.report, adam, world.now)).granted
    assert shown is not None and (shown.total, shown.off) == (len(NEEDS), (USAGE,))
    at.tenant.manners.withheld = set()
    await worker.ingest_until_idle()
    assert (await store.read(granted.latest)) == shown, "once a day"
    world.pass_(days=1)
    await worker.ingest_until_idle()
    assert (await store.read(lateness.report, adam, world.now)).granted == Granted(at=world.now, total=len(NEEDS), off=())
    assert [entry["data"] for entry in await world.ledger() if entry["action"] == "source:permissions:changed"] == [
        {"missing": ["Reports.Read.All"]}, {"missing": []},
    ]

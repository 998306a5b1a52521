"""Connecting a metric to its data as a person does, for the tests of it."""

from datetime import timedelta
from pathlib import Path

from graph.sample_tenant.model import PILOTS
from portfolio.sources import Source
from store import Tx, initiatives, sources
from tests.scenarios.scene import ADA, START, Chat, Scene, Shown
from tests.scenarios.steps import METRIC, accepted

WORKS = PILOTS[0]
LINK = "https://contoso.sharepoint.com/sites/invoice-approval/Lists/Cases/AllItems.aspx?viewid=1"
CSV = ["Case,Received,First draft,Who", "A-1,2026-03-02,2026-03-07,Ada", "A-2,2026-03-03,,Ben", "A-3,soon,,Ben"]


async def asked(scene: Scene, place: str = LINK) -> tuple[Chat, Shown]:
    """Dana has a metric and names the place where it is counted."""
    dana, record = await accepted(scene)
    await scene.chat(ADA).says("release me")
    rules = await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    return dana, await (await rules.press("Connect its data")).press("Look at it", place=place)


async def enabled(scene: Scene, place: str = LINK) -> tuple[Chat, Shown]:
    """And an admin has enabled it: Dana goes on, and waits for the worker."""
    dana, _ = await asked(scene, place)
    await scene.work()
    await scene.chat(ADA).newest.press("Enable")
    await scene.work()
    return dana, await dana.newest.press("Choose the columns")


def now(shown: Shown) -> Shown:
    """A card as it looks now, wherever it stands in the chat."""
    return next(one for one in shown.chat.about("") if one.message == shown.message)


async def source_of(scene: Scene) -> Source:
    def look(tx: Tx) -> Source:
        return sources.in_force(tx, [one.id for one in initiatives.everything(tx)]).popitem()[1]

    return await scene.store.read(look)


def drop(folder: Path) -> None:
    import os

    path = folder / "rfp.csv"
    path.write_text("\n".join(CSV))
    then = (START - timedelta(hours=1)).timestamp()
    os.utime(path, (then, then))

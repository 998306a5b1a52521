"""A guardrail read end to end: connected by its own name, read daily, broken, and "fund" is off the recommendation."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from pilothouse.readers import Readers
from portfolio.sources import Source
from store import Tx, initiatives, sources
from tests.graph.https import Service, serving
from tests.scenarios.connecting import now
from tests.scenarios.scene import ADA, Chat, Scene, Shown, opened_scene
from tests.scenarios.steps import DUE, METRIC, accepted

RAIL = {"guard_name": "Share of drafts sent back", "guard_unit": "%", "guard_direction": "lower", "guard_margin": "10"}
BEGAN = date(2026, 9, 1)
FIRST = datetime(2026, 1, 5, 6, tzinfo=UTC)


def rows(today: datetime) -> list[dict[str, Any]]:
    """Four cases each working day. From first use on they take half as long, and four times as many are sent back."""
    made: list[dict[str, Any]] = []
    for past in range((today - FIRST).days + 1):
        day = FIRST + timedelta(days=past)
        if day.weekday() > 4:
            continue
        for nth in range(4):
            after, number = day.date() >= BEGAN, day.toordinal() * 4 + nth
            days = (2.0 if after else 5.0) + number % 5 * 0.4
            closed = day + timedelta(days=days)
            case: dict[str, Any] = {"id": number, "received": day.isoformat(), "sent": day.date().isoformat()}
            if closed <= today:
                case["draft"] = closed.isoformat()
            made.append(case | {"returned": number % 10 < (6 if after else 2)})
    return made


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with serving(tmp_path) as made:
        yield made


@pytest.fixture
async def scene(store_url: str, service: Service) -> AsyncIterator[Scene]:
    readers = Readers(gate=lambda host: replace(service.gate, hosts=frozenset({host})))
    async with opened_scene(store_url, readers=readers) as opened:
        service.answer = lambda request: web.json_response(rows(opened.now))
        yield opened


async def connected(scene: Scene, reading: Shown, shape: str | None = None, **fill: str) -> Shown:
    """From the host that is enabled to the number that is counted there; what stands on the card that says so."""
    await scene.look()
    await now(reading).press("Choose its fields", table="$")
    await scene.look()
    if shape is not None:
        await now(reading).press(shape)
    columns = now(reading)
    await columns.press("See what they say", **fill)
    await scene.look()
    return await now(reading).press("Count it here")


async def guarded(scene: Scene) -> tuple[Chat, Shown]:
    """Dana has a metric and a guardrail, and goes to where the guardrail is counted."""
    dana, record = await accepted(scene)
    await scene.chat(ADA).says("release me")
    rules = await (await record.press("Set the metric")).press("Save and see the rules", **METRIC | {"target": "4.0"})
    saved = await (await rules.press("Add what must not get worse")).press("Save it", **RAIL)
    return dana, await (await saved.press("Change: Share of drafts sent back")).press("Connect its data")


async def bound(scene: Scene) -> dict[int | None, Source]:
    def look(tx: Tx) -> dict[int | None, Source]:
        one = initiatives.everything(tx)[0].id
        metric = sources.in_force(tx, [one])[one]
        return {None: metric} | {number: found for (_, number), found in sources.of_guardrails(tx, [one]).items()}

    return await scene.store.read(look)


async def read_everything(scene: Scene) -> None:
    while await scene.worker.ingest_until_idle():
        pass


async def test_a_broken_guardrail_takes_fund_off_the_recommendation_and_is_named(scene: Scene, service: Service) -> None:
    dana, where = await guarded(scene)
    waits = await where.press("Look at it", place=service.url("/api/cases"))
    assert "Share of drafts sent back" in waits.words
    await scene.work()
    request = scene.chat(ADA).newest
    assert "Share of drafts sent back" in request.words, "the admin is asked for the number it is about"
    await request.press("Enable")
    await scene.work()
    told = dana.newest
    assert "Share of drafts sent back" in told.words and "Ada Admin enabled it" in told.words
    saved = await connected(scene, await told.press("Choose the columns"), at="sent", value="returned", key="id")
    assert "Share of drafts sent back" in saved.words

    reading = await (await dana.says("connect Proposal drafting")).press("Look at it", place=service.url("/api/cases"))
    saved = await connected(scene, reading, start="received", end="draft", key="id")
    assert METRIC["metric"] in saved.words
    assert {number: source.binding.value for number, source in (await bound(scene)).items()} == {None: None, 1: "returned"}
    await read_everything(scene)
    await scene.work()
    rules = await (await dana.says("show Proposal drafting")).press("See the rules")
    taken = await rules.press(next(title for title in rules.titles if title.startswith("Take the baseline from cases")))
    await taken.press("These are the rules")

    scene.at(DUE - timedelta(days=30))
    while scene.now.date() < DUE:
        scene.pass_(days=1)
        if scene.now.date() >= DUE - timedelta(days=9):
            await read_everything(scene)
            await scene.work()
    card = next(shown for shown in reversed(dana.about("Proposal drafting")) if "Decision due" in shown.words)
    assert "✓ Proven" in card.words and "A guardrail is broken: Share of drafts sent back" in card.words
    record = await dana.says("show Proposal drafting")
    assert "Since first use on 1 Sep 2026" in record.words and "Oct 26: 2.8 (" in record.words
    assert "funding is not recommended" in card.words and "The evidence recommends: Narrow scope" in card.words

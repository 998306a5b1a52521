"""From a pasted https address to a bound source: an admin enables the host, a service here answers over TLS."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from graph.guarded import MOST_BYTES, is_public
from pilothouse.readers import Readers
from portfolio.metrics import Provenance
from portfolio.observations import SourceKind
from store import observations
from tests.graph.https import HOST, Service, serving
from tests.scenarios.connecting import asked, enabled, now, source_of
from tests.scenarios.record import actions
from tests.scenarios.scene import ADA, START, Scene, opened_scene

Answer = Callable[[web.Request], web.StreamResponse]


def rows(count: int = 40) -> list[dict[str, Any]]:
    """Cases of the last months, the newest ones still open, and one that ends before it begins."""
    made: list[dict[str, Any]] = []
    for number in range(count):
        opened = START - timedelta(days=4 * number + 1)
        case: dict[str, Any] = {"id": f"R-{number}", "dates": {"received": opened.isoformat()}, "by": {"name": "Ben"}}
        if number > 2:
            case["dates"]["draft_sent"] = (opened + timedelta(days=2 + number % 4)).isoformat()
        made.append(case | {"fee": 1000 + number})
    made[9]["dates"]["draft_sent"] = (START - timedelta(days=200)).isoformat()
    return made


def cases(request: web.Request) -> web.StreamResponse:
    return web.json_response({"total": 40, "data": {"items": rows()}, "teams": [{"name": "Tax"}]})


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with serving(tmp_path) as made:
        made.answer = cases
        yield made


@pytest.fixture
async def scene(store_url: str, service: Service) -> AsyncIterator[Scene]:
    readers = Readers(gate=lambda host: replace(service.gate, hosts=frozenset({host})))
    async with opened_scene(store_url, readers=readers) as opened:
        yield opened


async def test_an_https_address_becomes_observations_by_a_path_and_fields(scene: Scene, service: Service) -> None:
    link = service.url("/api/rfp?year=2026")
    dana, waits = await asked(scene, link)
    assert "Not enabled yet" in waits.words
    await scene.work()
    request = scene.chat(ADA).newest
    assert f"{HOST}:{service.gate.port}, with every address there" in request.words and link in request.words
    assert "this one host is read for this one initiative" in request.words
    assert service.asked == [], "nothing is asked of the host before an admin has enabled it"
    await request.press("Enable")
    await scene.work()
    reading = await dana.newest.press("Choose the columns")
    assert "Looking at rfp" in reading.words and service.asked == []

    await scene.look()
    path = now(reading)
    assert "2 lists of rows were found" in path.words and "data.items" in path.words and "40 rows" in path.words
    assert path.typed == {"table": "data.items"}
    refused = await path.press("Choose its fields", table="data.rows")
    assert "no list of rows at this path" in refused.words and refused.typed == {"table": "data.rows"}
    await refused.press("Choose its fields", table="$.data.items")
    await scene.look()
    columns = now(reading)
    assert columns.typed["start"] == "dates.received" and columns.typed["end"] == "dates.draft_sent"
    assert columns.typed["key"] == "id"
    await columns.press("See what they say", person="by.name")
    await scene.look()
    seen = now(reading)
    assert "39 rows can be counted" in seen.words and "3 of them are still open" in seen.words
    assert "Apr 26: 3.5 (8) · May 26: 3.5 (8) · Jun 26: 3 (7) · Jul 26: 4 (7)\n" in seen.words, "August could still move"
    assert "One row cannot be counted" in seen.words and "Row 10 · dates.draft_sent" in seen.words
    assert "1,00" not in seen.words, "a field that was not chosen is not shown"

    saved = await seen.press("Count it here")
    assert "Counted in rfp" in saved.words
    assert (await actions(scene.store)).count("teams:source:bound") == 1
    while await scene.worker.ingest_until_idle():
        pass
    source = await source_of(scene)
    live = await scene.store.read(observations.live, source.id)
    batch = await scene.store.read(observations.newest, source.id)
    assert batch is not None and batch.refused == 1 and len(live) == 39
    assert (source.ref.kind, source.provenance) == (SourceKind.HTTP, Provenance.MEASURED)
    assert {path for _, path in service.asked} == {"/api/rfp?year=2026"}


async def test_another_address_of_an_enabled_host_is_read_at_once_and_another_host_is_asked_for(
    scene: Scene, service: Service
) -> None:
    dana, _ = await enabled(scene, service.url("/api/rfp"))
    await scene.look()
    form = await dana.newest.press("Another place")
    reading = await form.press("Look at it", place=service.url("/api/audits"))
    assert "Looking at audits" in reading.words
    await scene.look()
    assert "lists of rows were found" in now(reading).words
    assert [path for _, path in service.asked] == ["/api/rfp", "/api/audits"]
    again = await now(reading).press("Another place")
    other = await again.press("Look at it", place=service.url(host="other.contoso.example"))
    assert "Not enabled yet" in other.words
    admin = scene.chat(ADA)
    await admin.says("sources")
    withdrawn = await (await admin.newest.press("Open: Proposal drafting")).press("Withdraw")
    assert "Withdrawn by Ada Admin" in withdrawn.words
    refused = await again.press("Look at it", place=service.url("/api/audits"))
    assert "Not enabled yet" in refused.words


async def test_a_source_of_a_host_that_was_withdrawn_is_read_no_more(scene: Scene, service: Service) -> None:
    dana, reading = await enabled(scene, service.url("/api/rfp"))
    await scene.look()
    await now(reading).press("Choose its fields", table="data.items")
    await scene.look()
    await now(reading).press("See what they say")
    await scene.look()
    await now(reading).press("Count it here")
    await scene.worker.ingest_until_idle()
    await scene.chat(ADA).about("Data for Proposal drafting")[0].press("Withdraw")
    before = len(service.asked)
    scene.pass_(days=1)
    await scene.worker.ingest_until_idle()
    assert len(service.asked) == before
    assert "An admin has withdrawn it" in (await dana.says("show Proposal drafting")).words


def sends_to(target: str) -> Answer:
    return lambda request: web.Response(status=302, headers={"Location": target})


@pytest.mark.parametrize(("answer", "title"), [
    (sends_to("https://evil.example/x"), "It sends on to another host"),
    (sends_to("/api/rfp"), "It sends on again and again"),
    (sends_to(f"http://{HOST}/api/rfp"), "It leads to an address without https"),
    (lambda request: web.Response(body=b" " * (MOST_BYTES + 1)), "It is too big"),
    (lambda request: web.Response(text="<html>Sign in</html>"), "What came is not JSON"),
    (lambda request: web.json_response({"total": 3}), "There are no rows in the answer"),
    (lambda request: web.Response(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), "The answer comes compressed"),
    (lambda request: web.Response(status=401), "It asks for a password or a key"),
    (lambda request: web.Response(status=500), "It answered with the error 500"),
    (lambda request: web.Response(status=404), "There is nothing at this address"),
    (lambda request: web.Response(status=429, headers={"Retry-After": "3600"}), "asks to wait until 1 Sep 2026, 11:0"),
])  # fmt: skip
async def test_every_refusal_is_a_sentence_and_the_next_try_works(
    scene: Scene, service: Service, answer: Answer, title: str
) -> None:
    _, reading = await enabled(scene, service.url("/api/rfp"))
    service.answer = answer
    await scene.look()
    gap = now(reading)
    assert title in gap.words and "Nothing was saved or changed" in gap.words
    service.answer = cases
    await gap.press("Try again")
    await scene.look()
    assert "lists of rows were found" in now(reading).words


async def test_a_name_that_leads_into_a_private_network_is_not_asked(scene: Scene, service: Service) -> None:
    service.gate = replace(service.gate, permits=is_public)
    _, reading = await enabled(scene, service.url("/api/rfp"))
    await scene.look()
    assert "leads into a private network" in now(reading).words and service.asked == []


async def test_a_service_that_takes_too_long_is_left_with_a_sentence(scene: Scene, service: Service) -> None:
    async def never(host: str) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    service.gate = replace(service.gate, seconds=0.05, resolve=never)
    _, reading = await enabled(scene, service.url("/api/rfp"))
    await scene.look()
    assert "Reading took too long" in now(reading).words


async def test_a_port_of_its_own_is_refused_with_a_sentence(scene: Scene, service: Service) -> None:
    link = service.url("/api/rfp")
    service.gate = replace(service.gate, port=443)
    _, reading = await enabled(scene, link)
    await scene.look()
    assert "It names a port of its own" in now(reading).words and service.asked == []


async def test_a_key_in_an_address_is_turned_back_before_it_is_stored(scene: Scene, service: Service) -> None:
    _, form = await asked(scene, service.url("/api/rfp?api_key=S3cret"))
    assert "holds a key or password" in form.words
    assert "teams:source:asked" not in await actions(scene.store)

"""An HTTP JSON source is read from where an admin said, and from nowhere else: one test for each refusal."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from socket import gaierror
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from graph.guarded import MOST_BYTES, get, is_public
from graph.http_json import JsonSource, at_locator, json_fields, json_lists, read_json
from graph.json_paths import spelled, steps
from portfolio.observations import (
    NotAllowed,
    NotFound,
    Rejected,
    SourceKind,
    SourceRef,
    ThrottledUntil,
    Unavailable,
    Unreadable,
)
from tests.graph.https import HOST, Service, serving
from tests.graph.reading import NOW, value


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with serving(tmp_path) as made:
        yield made


async def read(service: Service, url: str | None = None, **more: Any) -> object:
    source = JsonSource(url=url or service.url(), rows="data.items", columns={"days": "took.days", "who": "by[0]"}, **more)
    return await read_json(source, service.gate, clock=lambda: NOW, headers={"X-Key": "k"})


async def test_rows_are_taken_from_where_the_paths_lead(service: Service) -> None:
    seen: list[str] = []

    def answer(request: web.Request) -> web.Response:
        seen.append(request.headers["X-Key"])
        rows = [{"id": 7, "took": {"days": 1.1}, "by": ["ada"]}, {"id": 8, "took": {"days": None}, "by": ["ben"]}]
        return web.json_response({"data": {"items": rows}})

    service.answer = answer
    table = value(await read(service, service.url("/cases?team=tax"), key="id"))
    assert [(row.key, row.cells) for row in table.rows] == [("7", (Decimal("1.1"), "ada")), ("8", (None, "ben"))]
    assert table.columns == ("days", "who") and table.origin.fetched_at == NOW
    locator = f"{HOST}:{service.gate.port}/cases?team=tax#data.items"
    assert table.origin.source == SourceRef(kind=SourceKind.HTTP, locator=locator)
    assert at_locator(locator, {}, None).source == table.origin.source
    assert seen == ["k"] and service.asked[0][1] == "/cases?team=tax"


async def test_a_field_that_a_row_leaves_out_is_empty_and_one_of_no_row_is_a_gap(service: Service) -> None:
    rows = [{"took": {"days": 1}, "by": ["a"]}, {"took": {}, "by": ["b"]}, {"took": {"days": {}}, "by": ["c"]}, 5]
    service.answer = lambda request: web.json_response({"data": {"items": rows}})
    table = value(await read(service))
    assert [row.cells for row in table.rows] == [(Decimal(1), "a"), (None, "b")]
    assert table.rejected == (Rejected(row=3, why="not_a_cell"), Rejected(row=4, why="not_a_row"))
    service.answer = lambda request: web.json_response({"data": {"items": [{"took": {"hours": 1}, "by": ["a"]}]}})
    assert await read(service) == Unreadable(why="column_missing", column="days")


async def test_a_sign_no_database_takes_is_left_out_and_an_empty_key_names_nothing(service: Service) -> None:
    rows = [{"id": "a\0b", "took": {"days": 1}, "by": ["x\0"]}, {"id": "", "took": {"days": 1}, "by": ["y"]}]
    service.answer = lambda request: web.json_response({"data": {"items": rows}})
    table = value(await read(service, key="id"))
    assert [(row.key, row.cells[1]) for row in table.rows] == [("ab", "x")]
    assert table.rejected == (Rejected(row=2, why="key_missing"),)


@pytest.mark.parametrize(("body", "why"), [
    (b"<html>", "not_json"), (b"[" * 100_000, "not_json"), (b'{"data": {}}', "rows_missing"),
    (b'{"data": {"items": 3}}', "rows_missing"),
])  # fmt: skip
async def test_what_is_not_rows_of_json_is_unreadable(service: Service, body: bytes, why: str) -> None:
    service.answer = lambda request: web.Response(body=body)
    assert await read(service) == Unreadable(why=why)


@pytest.mark.parametrize(("more", "gap"), [
    ({"@odata.nextLink": "https://x/?p=2"}, True), ({"links": {"next": {"href": "/?p=2"}}}, True),
    ({"has_more": True}, True), ({"meta": {"next_cursor": "b2"}}, True), ({"pageInfo": {"hasNextPage": True}}, True),
    ({"@odata.nextLink": None, "next": "", "has_more": False, "nextPage": 0}, False),
    ({"links": {"self": "/", "next": None}, "page": 1}, False),
])  # fmt: skip
async def test_a_first_page_does_not_pass_for_all_there_is(service: Service, more: dict[str, Any], gap: bool) -> None:
    rows = [{"id": 1, "took": {"days": 1, "next": "x"}, "by": ["a"]}]
    service.answer = lambda request: web.json_response({"data": {"items": rows}, **more})
    said = await read(service)
    assert (said == Unreadable(why="more_pages")) is gap and (gap or len(value(said).rows) == 1)
    service.answer = lambda request: web.json_response({"data": {"items": rows, **more}})
    assert (await read(service) == Unreadable(why="more_pages")) is gap, "it may be said beside the rows"
    header = {"Link": '</?page=1>; rel="prev", </?page=3>; rel="next"'}
    service.answer = lambda request: web.json_response({"data": {"items": rows}}, headers=header)
    assert await read(service) == Unreadable(why="more_pages")


async def test_the_lists_of_an_answer_and_the_fields_of_their_rows_are_told_by_their_paths(service: Service) -> None:
    rows = [{"id": 7, "took": {"days": 1}, "by": ["ada"], "a.b": 1}, {"id": 8, "closed": None, 'no"name': 1}]
    service.answer = lambda request: web.json_response(
        {"page": [1, 2], "data": {"items": rows}, "tables": [{"rows": [[1, 2]]}]}
    )
    url = service.url()
    lists = value(await json_lists(url, service.gate, clock=lambda: NOW))
    assert lists == [("data.items", 2), ("tables", 1), ("tables[0].rows", 1)]
    fields = value(await json_fields(url, "data.items", service.gate, clock=lambda: NOW))
    assert fields == ["id", "took.days", "by[0]", '["a.b"]', "closed"]
    assert value(await json_fields(url, "tables[0].rows", service.gate, clock=lambda: NOW)) == ["[0]", "[1]"]
    assert await json_fields(url, "data", service.gate, clock=lambda: NOW) == Unreadable(why="rows_missing")
    service.answer = lambda request: web.json_response([{"day": "2026-09-01"}])
    assert value(await json_lists(url, service.gate, clock=lambda: NOW)) == [("$", 1)]
    assert value(await json_fields(url, "$", service.gate, clock=lambda: NOW)) == ["day"]


async def test_json_without_any_rows_is_a_gap(service: Service) -> None:
    for body in ({"total": 3}, [], [1, 2], "text"):
        service.answer = lambda request, body=body: web.json_response(body)
        assert await json_lists(service.url(), service.gate, clock=lambda: NOW) == Unreadable(why="no_rows")


NAME = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.one_of(NAME, st.integers(0, 99)), max_size=6))
def test_a_path_that_is_told_leads_where_it_was_found(path: list[str | int]) -> None:
    told = spelled(tuple(path))
    assert told is None or steps(told) == tuple(path)


@pytest.mark.parametrize("path", ["a..b", "[x]", "a[*].b", "a.b[", "__import__('os')[", "a" + ".a" * 20])
async def test_a_path_that_is_none_is_refused_before_anything_is_asked(service: Service, path: str) -> None:
    source = JsonSource(url=service.url(), rows=path, columns={"a": "a"})
    assert await read_json(source, service.gate, clock=lambda: NOW) == Unreadable(why="path_wrong", column=path)
    assert service.asked == []


@pytest.mark.parametrize(("url", "why"), [
    ("http://metrics.contoso.example:{port}/x", "not_https"),
    ("ftp://metrics.contoso.example/x", "not_https"),
    ("https://metrics.contoso.example/x", "port"),
    ("https://other.contoso.example:{port}/x", "host_not_enabled"),
    ("https://metrics.contoso.example.evil.example:{port}/x", "host_not_enabled"),
    ("https://metrics.contoso.example@evil.example:{port}/x", "address_wrong"),
    ("https://user:pass@metrics.contoso.example:{port}/x", "address_wrong"),
    ("https://127.0.0.1:{port}/x", "host_not_enabled"),
    ("https://[::1]:{port}/x", "host_not_enabled"),
    ("https://metrics.contoso.example:99999999/x", "port"),
    ("https://metrics.contoso.example:port/x", "address_wrong"),
])  # fmt: skip
async def test_an_address_of_another_form_or_host_is_refused(service: Service, url: str, why: str) -> None:
    assert await read(service, url.format(port=service.gate.port)) == NotAllowed(why=why)
    assert service.asked == []


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "168.63.129.16", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00:ec2::254", "::ffff:127.0.0.1",
    "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "ff02::1", "192.0.0.192", "::127.0.0.1", "fec0::1",
    "::ffff:0:7f00:1", "64:ff9b:1::808:808", "3fff::1", "5f00::1",
])  # fmt: skip
async def test_a_name_that_leads_to_a_private_or_metadata_address_is_refused(service: Service, address: str) -> None:
    async def resolve(host: str) -> Sequence[str]:
        return ["93.184.215.14", address]

    assert not is_public(ip_address(address))
    service.gate = replace(service.gate, permits=is_public, resolve=resolve)
    assert await read(service) == NotAllowed(why="private_address")
    assert service.asked == []


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])
def test_an_address_on_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


async def test_the_connection_goes_to_the_address_that_was_checked(service: Service) -> None:
    answers = [["127.0.0.1"], ["127.0.0.99"]]

    async def rebinding(host: str) -> Sequence[str]:
        return answers.pop(0)

    service.gate = replace(service.gate, resolve=rebinding)
    service.answer = lambda request: web.json_response({"data": {"items": []}})
    assert value(await read(service)).rows == ()
    assert len(answers) == 1 and service.asked[0][0] == f"{HOST}:{service.gate.port}"


async def test_a_certificate_for_another_name_is_refused(service: Service) -> None:
    service.gate = replace(service.gate, hosts=frozenset({"else.contoso.example"}))
    result = await read(service, service.url(host="else.contoso.example"))
    assert result == Unavailable(why="no_connection") and service.asked == []


@pytest.mark.parametrize(("target", "why"), [
    ("https://evil.example/x", "redirect_elsewhere"),
    ("//evil.example/x", "redirect_elsewhere"),
    ("http://metrics.contoso.example/x", "not_https"),
    ("https://127.0.0.1/x", "redirect_elsewhere"),
    ("/cases", "too_many_redirects"),
    ("//user:pass@metrics.contoso.example/cases", "address_wrong"),
])  # fmt: skip
async def test_a_redirect_off_the_host_or_without_end_is_refused(service: Service, target: str, why: str) -> None:
    service.answer = lambda request: web.Response(status=302, headers={"Location": target})
    assert await read(service) == NotAllowed(why=why)


async def test_a_redirect_on_the_same_host_is_followed_and_checked_again(service: Service) -> None:
    def answer(request: web.Request) -> web.Response:
        if request.path == "/cases":
            return web.Response(status=307, headers={"Location": "/v2/cases"})
        return web.json_response({"data": {"items": []}})

    service.answer = answer
    assert value(await read(service)).rows == ()
    assert [path for _, path in service.asked] == ["/cases", "/v2/cases"]


async def test_a_body_beyond_the_cap_is_refused(service: Service) -> None:
    service.answer = lambda request: web.Response(body=b" " * (MOST_BYTES + 1))
    assert await read(service) == Unreadable(why="too_big")


async def test_a_compressed_body_is_refused_however_small(service: Service) -> None:
    service.answer = lambda request: web.Response(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    assert await read(service) == Unreadable(why="compressed")


async def test_a_service_that_takes_too_long_is_left(service: Service) -> None:
    async def never(host: str) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    service.gate = replace(service.gate, seconds=0.05, resolve=never)
    assert await read(service) == Unavailable(why="too_slow")


async def test_a_name_nobody_knows_is_a_gap(service: Service) -> None:
    async def unknown(host: str) -> Sequence[str]:
        raise gaierror(-2, "unknown")

    service.gate = replace(service.gate, resolve=unknown)
    assert await read(service) == Unavailable(why="name_unknown")


@pytest.mark.parametrize(("status", "headers", "gap"), [
    (429, {"Retry-After": "90"}, ThrottledUntil(at=NOW + timedelta(seconds=90))),
    (503, {}, ThrottledUntil(at=NOW + timedelta(seconds=60))),
    (404, {}, NotFound(what="http_source")),
    (401, {}, Unavailable(why="http_401")),
    (204, {}, Unavailable(why="http_204")),
])  # fmt: skip
async def test_a_refusal_is_named(service: Service, status: int, headers: dict[str, str], gap: object) -> None:
    service.answer = lambda request: web.Response(status=status, headers=headers)
    assert await read(service) == gap


async def test_an_address_of_the_sixth_version_is_written_as_one(service: Service) -> None:
    async def resolve(host: str) -> Sequence[str]:
        return ["::1"]

    service.gate = replace(service.gate, resolve=resolve)  # nobody listens there, which is not the same as a crash
    with pytest.raises(Exception, match="no_connection"):
        await get(service.gate, service.url(), {}, clock=lambda: NOW)

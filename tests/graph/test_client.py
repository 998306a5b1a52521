"""The client: what it waits for, what it hands back, where its token goes."""

from datetime import timedelta

import httpx
import pytest

from graph.client import open_graph
from graph.licences import _skus, copilot_plans
from graph.permissions import LICENCES
from graph.sample_tenant.local import AnyToken, cloud_at
from graph.sdk import Sdk
from portfolio.observations import MissingPermission, ThrottledUntil, Unavailable, Unreadable, Value
from tests.graph.reading import NOW, Reading


@pytest.mark.parametrize(
    ("asked", "waits"), [("2", 2.0), ("2.128", 2.128), ("Wed, 25 Nov 2026 09:30:03 GMT", 3.0), (None, 1.0)]
)
@pytest.mark.parametrize("status", [429, 503])
async def test_a_short_wait_is_waited_and_the_answer_read(at: Reading, status: int, asked: str | None, waits: float) -> None:
    at.tenant.manners.next(status, retry_after=asked)
    assert isinstance(await copilot_plans(at.graph), Value)
    assert at.slept == [waits]


@pytest.mark.parametrize(("asked", "seconds"), [("179", 179), ("3600", 3600), ("600.5", 600.5), ("99999999", 86_400)])
async def test_a_long_wait_is_handed_back_and_not_slept(at: Reading, asked: str, seconds: float) -> None:
    at.tenant.manners.next(429, retry_after=asked)
    assert await copilot_plans(at.graph) == ThrottledUntil(at=NOW + timedelta(seconds=seconds))
    assert at.slept == [] and len(at.tenant.requests) == 1


async def test_short_waits_do_not_add_up_beyond_the_patience(at: Reading) -> None:
    at.tenant.manners.next(429, retry_after="10", times=4)
    assert await copilot_plans(at.graph) == ThrottledUntil(at=NOW + timedelta(seconds=10))
    assert at.slept == [10.0]


async def test_a_service_that_stays_away_is_asked_four_times(at: Reading) -> None:
    at.tenant.manners.next(503, html=True, times=9)
    assert await copilot_plans(at.graph) == ThrottledUntil(at=NOW + timedelta(seconds=8))
    assert at.slept == [1.0, 2.0, 4.0] and len(at.tenant.requests) == 4


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_server_error_is_repeated_and_then_named(at: Reading, status: int) -> None:
    at.tenant.manners.next(status, html=True, times=1)
    assert isinstance(await copilot_plans(at.graph), Value)
    at.tenant.manners.next(status, html=True, times=9)
    assert await copilot_plans(at.graph) == Unavailable(why=f"http_{status}")


@pytest.mark.parametrize(("status", "gap"), [
    (403, MissingPermission(permission="LicenseAssignment.Read.All", feature="licences")),
    (401, Unavailable(why="token_refused")),
    (400, Unavailable(why="http_400")),
])  # fmt: skip
async def test_a_refusal_is_final_and_named(at: Reading, status: int, gap: object) -> None:
    at.tenant.manners.next(status, html=status == 403)
    assert await copilot_plans(at.graph) == gap
    assert at.slept == [] and len(at.tenant.requests) == 1


async def test_a_page_of_html_that_says_it_is_fine_is_unreadable(at: Reading) -> None:
    at.tenant.manners.next(200, html=True)
    assert await copilot_plans(at.graph) == Unreadable(why="not_json")


async def test_nobody_at_the_address_is_a_gap() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with open_graph(cloud_at("http://127.0.0.1:9"), AnyToken(), clock=lambda: NOW, sleep=sleep) as graph:
        assert await copilot_plans(graph) == Unavailable(why="no_connection")
    assert slept == [1.0, 2.0, 4.0]


async def test_a_login_service_that_refuses_is_a_gap(at: Reading) -> None:
    from azure.core.exceptions import ClientAuthenticationError

    async def refuse(*_: str, **__: object) -> None:
        raise ClientAuthenticationError("AADSTS7000215")

    at.credential.get_token = refuse  # type: ignore[assignment,method-assign]
    assert await copilot_plans(at.graph) == Unavailable(why="no_token")
    assert at.tenant.requests == []


async def test_no_stranger_is_asked_and_none_gets_a_token(at: Reading) -> None:
    sdk: Sdk = at.graph._sdk
    request = await sdk.request("https://evil.example/v1.0/subscribedSkus", {})
    assert "authorization" not in request.headers
    at.tenant.manners.page = 1
    assert isinstance(await copilot_plans(at.graph), Value)
    with pytest.raises(Exception, match="foreign_link"):
        async for _ in at.graph.pages("https://evil.example/v1.0/x", LICENCES, _skus):
            pass


async def test_the_client_is_closed_with_its_context(at: Reading) -> None:
    async with open_graph(at.graph.cloud, AnyToken()) as graph:
        http: httpx.AsyncClient = graph._http
        assert isinstance(await copilot_plans(graph), Value)
    assert http.is_closed

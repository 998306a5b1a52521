"""The reader's client: one per event loop, closed by whoever opened it. Only GET; raises `GapError`, nothing else.

Waiting is short and in one place: what the service wants waited for beyond `PATIENCE` is handed back as
`ThrottledUntil`, for the scheduler. A redirect to a download is followed without the token.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec
from azure.core.credentials_async import AsyncTokenCredential

from graph.clouds import Cloud
from graph.gaps import GapError
from graph.permissions import Need
from graph.retrying import AGAIN, ATTEMPTS, PATIENCE, asked_to_wait, until, wait_before
from graph.sdk import Address, Sdk, open_sdk
from portfolio.observations import Gap, MissingPermission, NotFound, ThrottledUntil, Unavailable, Unreadable

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
AGENT = "NONISV|Pilothouse|Pilothouse/1.0"  # the decorated form SharePoint asks for, so that it throttles us last
TIMEOUT = httpx.Timeout(connect=10, read=60, write=30, pool=30)
LIMITS = httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=60)
MAX_JSON = 32 * 2**20  # bytes of one page; Graph's own pages are a few megabytes at most
MAX_HOPS = 3
MAX_PAGES = 20_000

T = TypeVar("T")
N = TypeVar("N", bound="HasNext")
Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[object]]


class HasNext(Protocol):
    """A page of an answer: it may name the next one (`@odata.nextLink`)."""

    next: str | None


def _utc_now() -> datetime:
    return datetime.now(UTC)


class _DownloadRefused(httpx.TransportError):
    """A download address does not open: it is good for minutes only, so it is asked for again."""


class Graph:
    """Reads Graph. `clock` says when something was fetched, `sleep` waits; both are arguments for the tests' sake."""

    def __init__(self, sdk: Sdk, http: httpx.AsyncClient, *, cloud: Cloud, clock: Clock, sleep: Sleep) -> None:
        self._sdk = sdk
        self._http = http
        self._sleep = sleep
        self._authority = urlsplit(cloud.base_url)[:2]
        self.cloud = cloud
        self.clock = clock

    def url(self, pick: Address, **query: str) -> str:
        """An endpoint's address from the SDK's builders; query names without their dollar sign."""
        return self._sdk.url(pick, **query)

    def path(self, path: str, **query: str) -> str:
        """An address below the base, for what the SDK cannot say."""
        return self._sdk.path(path, **query)

    async def token(self) -> str:
        """The token that goes with every read. Raises `GapError`. To be looked at, and never kept or written down."""
        request = await self._sdk.request(self.path("/organization"), {})
        return request.headers["Authorization"].removeprefix("Bearer ")

    @asynccontextmanager
    async def open(self, url: str, need: Need, headers: Mapping[str, str] = NO_HEADERS) -> AsyncIterator[httpx.Response]:
        """A good answer whose body has not been read. Raises `GapError`."""
        response = await self._answer(url, need, headers)
        try:
            yield response
        finally:
            await response.aclose()

    async def body(self, url: str, need: Need, headers: Mapping[str, str] = NO_HEADERS, *, limit: int = MAX_JSON) -> bytes:
        """The whole body, up to `limit` bytes; one byte more is `Unreadable("too_big")`."""
        async with self.open(url, need, headers) as response:
            parts: list[bytes] = []
            size = 0
            async for part in chunks(response):
                size += len(part)
                if size > limit:
                    raise GapError(Unreadable(why="too_big"))
                parts.append(part)
        return b"".join(parts)

    async def pages(
        self, url: str, need: Need, decoder: msgspec.json.Decoder[N], headers: Mapping[str, str] = NO_HEADERS
    ) -> AsyncIterator[N]:
        """Every page, following next links to the end: an empty page in the middle is not the end."""
        seen: set[str] = set()
        at: str | None = url
        while at is not None:
            if at in seen or len(seen) >= MAX_PAGES:
                raise GapError(Unreadable(why="next_link_repeats"))
            seen.add(at)
            page = decoded(decoder, await self.body(at, need, headers))
            at = page.next
            yield page
            await asyncio.sleep(0)

    async def _answer(self, url: str, need: Need, headers: Mapping[str, str]) -> httpx.Response:
        if urlsplit(url)[:2] != self._authority:
            raise GapError(Unreadable(why="foreign_link"))  # it would get no token, and we would believe a stranger
        waited = 0.0
        for attempt in range(ATTEMPTS):
            response: httpx.Response | None = None
            gap: Gap = Unavailable(why="no_connection")
            wait = wait_before(attempt, None)
            try:
                response = await self._sent(url, headers)
            except _DownloadRefused:
                gap = Unavailable(why="download_refused")
            except httpx.TransportError:
                pass
            else:
                if response.status_code < 300:
                    return response
                gap, wait = await self._refusal(response, need, attempt)
            if attempt + 1 == ATTEMPTS or waited + wait > PATIENCE:
                if response is not None and response.status_code in (429, 503):
                    raise GapError(ThrottledUntil(at=until(self.clock(), wait)), status=response.status_code)
                raise GapError(gap, status=0 if response is None else response.status_code)
            await self._sleep(wait)
            waited += wait
        raise AssertionError("unreachable")

    async def _sent(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        request = await self._sdk.request(url, {"User-Agent": AGENT, **headers})
        response = await self._http.send(request, stream=True, follow_redirects=False)
        for _ in range(MAX_HOPS):
            if not response.is_redirect:
                return response
            await response.aclose()
            target = response.url.join(response.headers["location"])  # one that is no address was refused by httpx
            if target.scheme != self._authority[0]:
                raise GapError(Unreadable(why="unsafe_redirect"))
            # pre-authenticated, and on another host: no token
            plain = self._http.build_request("GET", target, headers={"User-Agent": AGENT})
            response = await self._http.send(plain, stream=True, follow_redirects=False)
            if response.status_code in (401, 403, 404):
                await response.aclose()
                raise _DownloadRefused("expired, or something between us and the host refuses")
        await response.aclose()
        raise GapError(Unreadable(why="too_many_redirects"))

    async def _refusal(self, response: httpx.Response, need: Need, attempt: int) -> tuple[Gap, float]:
        status = response.status_code
        await response.aclose()
        if status in AGAIN:
            asked = asked_to_wait(response.headers, self.clock())
            return Unavailable(why=f"http_{status}"), wait_before(attempt, asked)
        raise GapError(_final(status, need), status=status, location=response.headers.get("location", ""))


def _final(status: int, need: Need) -> Gap:
    if status == 403:
        return MissingPermission(permission=need.permission, feature=need.feature)
    if status == 404:
        return NotFound(what=need.feature)
    if status == 410:
        return Unreadable(why="resync")
    return Unavailable(why="token_refused" if status == 401 else f"http_{status}")


async def chunks(response: httpx.Response) -> AsyncIterator[bytes]:
    """A body in pieces; a connection lost on the way is a gap. Lets the event loop breathe between two pieces."""
    try:
        async for part in response.aiter_bytes():
            yield part
            await asyncio.sleep(0)
    except httpx.TransportError as error:
        raise GapError(Unavailable(why="connection_lost")) from error


def decoded(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """JSON as a typed value. An HTML page or another shape is `Unreadable("not_json")`."""
    try:
        return decoder.decode(body)
    except msgspec.DecodeError as error:
        raise GapError(Unreadable(why="not_json")) from error


@asynccontextmanager
async def open_graph(
    cloud: Cloud, credential: AsyncTokenCredential, *, clock: Clock = _utc_now, sleep: Sleep = asyncio.sleep,
    proxies: bool = True,
) -> AsyncIterator[Graph]:
    """A client for this event loop. The credential stays open. Proxies and CA bundles of the environment are honoured,
    unless `proxies` is off: then nothing stands between, which is for a tenant on this machine.
    """
    # in a thread: reading the CA bundle takes tens of milliseconds
    made = partial(httpx.AsyncClient, http2=False, timeout=TIMEOUT, limits=LIMITS, trust_env=proxies)
    async with await asyncio.to_thread(made) as http:
        yield Graph(await open_sdk(cloud, credential, http), http, cloud=cloud, clock=clock, sleep=sleep)

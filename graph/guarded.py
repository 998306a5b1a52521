"""One HTTPS request to a host an admin enabled, and to nowhere else (server-side request forgery; OWASP's list of defences).

https only, no credentials in the address, port 443, no address in place of a name; the name is resolved here, every
address it has must be a public one, and the connection goes to exactly the address that was checked: a name that changes
its mind in between changes nothing. The certificate is still checked against the name. Redirects are followed on the
same host only, and by a GET only. No compression, so that a small body stays small; sizes and times have caps. No proxy:
it would resolve the name again.
"""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import SOCK_STREAM, gaierror

import httpx

from graph.client import Clock, chunks
from graph.gaps import GapError
from graph.retrying import asked_to_wait, until
from portfolio.observations import NotAllowed, NotFound, ThrottledUntil, Unavailable, Unreadable

MOST_BYTES = 16 * 2**20
SECONDS = 30.0
MOST_HOPS = 2

# Two metadata services have addresses that count as public: Azure's platform, and Oracle's among those of protocols.
_PLATFORM, _PROTOCOLS = IPv4Address("168.63.129.16"), ip_network("192.0.0.0/24")
# Of IPv6 only what IANA gives out is the internet; the rest is local, or IPv4 in disguise, which NAT64 alone may wear.
_GIVEN_OUT, _DOCUMENTS, _NAT64 = ip_network("2000::/3"), ip_network("3fff::/20"), ip_network("64:ff9b::/96")

_NEXT = re.compile(r"rel=\"?next\b")
"""A header that says that this is not all there is (RFC 8288)."""

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Awaitable[Sequence[str]]]


def is_public(address: Address) -> bool:
    """Whether an address is somewhere on the internet: not this machine, this network, a metadata service or a group."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        inner = [address.sixtofour, *(address.teredo or ())]
        if any(one is not None and not is_public(one) for one in inner):
            return False
        return address.is_global and address in _GIVEN_OUT and address not in _DOCUMENTS
    return address.is_global and not address.is_multicast and address != _PLATFORM and address not in _PROTOCOLS


async def system_resolve(host: str) -> Sequence[str]:
    """The addresses of a name, as this machine sees them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What may be asked. `hosts` are exact names. The other three are what they say; tests have reasons to change them."""

    hosts: frozenset[str]
    resolve: Resolve = system_resolve
    permits: Callable[[Address], bool] = is_public
    port: int = 443
    tls: ssl.SSLContext | None = None
    seconds: float = SECONDS

    def checked(self, url: str) -> httpx.URL:
        """The address, if its form is allowed. Raises `GapError`."""
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError) as error:
            raise GapError(NotAllowed(why="address_wrong")) from error
        if parsed.scheme != "https":
            raise GapError(NotAllowed(why="not_https"))
        if parsed.userinfo or parsed.fragment:
            raise GapError(NotAllowed(why="address_wrong"))
        if (parsed.port or 443) != self.port:
            raise GapError(NotAllowed(why="port"))
        if parsed.host.lower() not in {host.lower() for host in self.hosts}:
            raise GapError(NotAllowed(why="host_not_enabled"))
        return parsed

    async def address(self, host: str) -> str:
        """An address of a host, all of whose addresses are permitted. Raises `GapError`."""
        try:
            texts = await self.resolve(host)
        except (gaierror, UnicodeError) as error:
            raise GapError(Unavailable(why="name_unknown")) from error
        found = [ip_address(text.partition("%")[0]) for text in texts]
        if not found:
            raise GapError(Unavailable(why="name_unknown"))
        if not all(self.permits(one) for one in found):
            raise GapError(NotAllowed(why="private_address"))
        return str(found[0])


async def get(gate: Gate, url: str, headers: Mapping[str, str], *, clock: Clock) -> bytes:
    """The body at an address. Raises `GapError`."""
    async with _opened(gate) as http:
        at = gate.checked(url)
        for _ in range(MOST_HOPS + 1):
            response = await _sent(gate, http, "GET", at, {"Accept": "application/json", **headers})
            try:
                if not response.is_redirect:
                    return await _body(response, clock)
                target = at.join(response.headers["location"])  # one that is no address was refused by httpx
            finally:
                await response.aclose()
            if target.raw_host != at.raw_host:
                raise GapError(NotAllowed(why="redirect_elsewhere"))
            at = gate.checked(str(target))
    raise GapError(NotAllowed(why="too_many_redirects"))


async def put(gate: Gate, url: str, headers: Mapping[str, str], data: bytes, *, clock: Clock) -> None:
    """Put bytes at an address that takes them all at once. Raises `GapError`: a redirect is one too, because what is sent
    goes where it was meant to go."""
    async with _opened(gate) as http:
        response = await _sent(gate, http, "PUT", gate.checked(url), headers, data)
        try:
            if response.status_code in (429, 503):
                raise GapError(ThrottledUntil(at=_wait(response, clock)))
            if response.status_code not in (200, 201):
                raise GapError(Unavailable(why=f"http_{response.status_code}"))
        finally:
            await response.aclose()


@asynccontextmanager
async def _opened(gate: Gate) -> AsyncIterator[httpx.AsyncClient]:
    try:
        async with asyncio.timeout(gate.seconds):
            # in a thread: reading the CA bundle takes tens of milliseconds
            tls = gate.tls if gate.tls is not None else await asyncio.to_thread(httpx.create_ssl_context, trust_env=True)
            async with httpx.AsyncClient(
                verify=tls, trust_env=False, timeout=gate.seconds, follow_redirects=False
            ) as http:
                yield http
    except TimeoutError as error:
        raise GapError(Unavailable(why="too_slow")) from error


async def _sent(
    gate: Gate, http: httpx.AsyncClient, method: str, at: httpx.URL, headers: Mapping[str, str], data: bytes | None = None
) -> httpx.Response:
    """The answer to one request, its body not read yet."""
    host = at.raw_host.decode("ascii")
    request = http.build_request(
        method, at.copy_with(host=await gate.address(host)), content=data,
        headers={**headers, "Host": at.netloc.decode("ascii"), "Accept-Encoding": "identity"},
        extensions={"sni_hostname": host, "timeout": httpx.Timeout(gate.seconds).as_dict()},
    )  # fmt: skip
    try:
        return await http.send(request, stream=True)
    except httpx.TransportError as error:
        raise GapError(Unavailable(why="no_connection")) from error


def _wait(response: httpx.Response, clock: Clock) -> datetime:
    return until(clock(), asked_to_wait(response.headers, clock()) or 60.0)


async def _body(response: httpx.Response, clock: Clock) -> bytes:
    status = response.status_code
    if status in (429, 503):
        raise GapError(ThrottledUntil(at=_wait(response, clock)))
    if status in (404, 410):
        raise GapError(NotFound(what="http_source"))
    if status != 200:
        raise GapError(Unavailable(why=f"http_{status}"))
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise GapError(Unreadable(why="compressed"))
    if _NEXT.search(response.headers.get("link", "")):
        raise GapError(Unreadable(why="more_pages"))
    parts: list[bytes] = []
    size = 0
    async for part in chunks(response):
        size += len(part)
        if size > MOST_BYTES:
            raise GapError(Unreadable(why="too_big"))
        parts.append(part)
    return b"".join(parts)

"""The public keys that Microsoft's channel service signs with, cached.

The SDK fetches them with a blocking call without a timeout and never looks again when a key is unknown, so a rotation
locks the bot out for up to a day (platform facts, D10 and D11). Here: one fetch at a time, off everybody's way; an
unknown key triggers a fetch, but at most one per `MIN_INTERVAL`, however many unknown keys come; keys already known
stay when a fetch fails. Addresses come from the settings, never from a token or an activity.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
import msgspec
from yarl import URL

from bot.journal import note

MIN_INTERVAL = 15.0  # seconds between two fetches: a rotation is picked up within that time
MAX_AGE = 6 * 3600.0  # seconds until known keys are read again anyway: a withdrawn key stops working
FETCH_TIMEOUT = aiohttp.ClientTimeout(total=5)
_LARGEST = 512 * 1024  # bytes of a key document; Microsoft's has about 60 kB


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A public key and the channels it may speak for."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class KeysUnavailable(Exception):
    """The key documents could not be read, or make no sense."""


class SigningKeys:
    """Keys by their id. `clock` is monotonic, in seconds."""

    def __init__(
        self, session: aiohttp.ClientSession, metadata_url: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._metadata_url = URL(metadata_url)
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._read_at: float | None = None
        self._tried_at: float | None = None
        self._fetching: asyncio.Task[None] | None = None

    async def get(self, kid: str) -> SigningKey | None:
        """The key with this id, or None. Waits for a fetch only if the key is unknown and a fetch is permitted."""
        known = self._keys.get(kid)
        if known is None:
            await self._refresh()
            return self._keys.get(kid)
        if self._read_at is None or self._clock() - self._read_at > MAX_AGE:
            self._start()  # behind this request's back: the known key serves meanwhile
        return known

    async def close(self) -> None:
        """Stop a fetch that is under way."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    async def _refresh(self) -> None:
        task = self._start()
        if task is not None:
            await asyncio.shield(task)  # who waits may give up; the fetch serves the others

    def _start(self) -> asyncio.Task[None] | None:
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        now = self._clock()
        if self._tried_at is not None and now - self._tried_at < MIN_INTERVAL:
            return None
        self._tried_at = now
        self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            metadata = await self._document(self._metadata_url)
            self._keys = _keys_of(await self._document(self._keys_url(metadata)))
            self._read_at = self._clock()
        except (KeysUnavailable, aiohttp.ClientError, TimeoutError) as error:
            note("signing_keys_unavailable", error=type(error).__name__, known=len(self._keys))

    def _keys_url(self, metadata: dict[str, Any]) -> URL:
        try:
            url = URL(metadata["jwks_uri"])
        except (KeyError, TypeError, ValueError):
            raise KeysUnavailable from None
        if url.scheme != self._metadata_url.scheme:  # https, unless a developer pointed us at this machine
            raise KeysUnavailable
        return url

    async def _document(self, url: URL) -> dict[str, Any]:
        async with self._session.get(url, timeout=FETCH_TIMEOUT, allow_redirects=False) as answer:
            if answer.status != 200:
                raise KeysUnavailable
            body = bytearray()
            async for chunk in answer.content.iter_chunked(64 * 1024):
                body += chunk
                if len(body) > _LARGEST:
                    raise KeysUnavailable
        try:
            document = msgspec.json.decode(body)
        except msgspec.DecodeError:
            raise KeysUnavailable from None
        if not isinstance(document, dict):
            raise KeysUnavailable
        return document


def _keys_of(document: dict[str, Any]) -> dict[str, SigningKey]:
    """The usable RSA keys of a key document. One that cannot be used is left out; none at all is an error."""
    listed = document.get("keys")
    keys = {}
    for entry in listed if isinstance(listed, list) else ():
        if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
            continue
        endorsements = entry.get("endorsements")
        try:
            key = jwt.PyJWK(entry, algorithm="RS256")
        except (jwt.PyJWTError, ValueError, TypeError):
            continue
        keys[entry["kid"]] = SigningKey(
            key=key,
            endorsements=frozenset(name for name in endorsements if isinstance(name, str))
            if isinstance(endorsements, list)
            else frozenset(),
        )
    if not keys:
        raise KeysUnavailable
    return keys

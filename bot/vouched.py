"""Tokens whose signature was proved a moment ago.

The channel service sends one token with all its requests for an hour or so, and proving it costs more than reading the
request. Everything that can change meanwhile is checked each time: that its key is still the one published, that it has
not run out, and (by the verifier) what the request says of itself.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.signing_keys import SigningKey, SigningKeys

MOST = 64
"""Tokens remembered; a bot sees one or two at a time."""
CLOCK_SKEW = 300
"""Seconds after its end for which a token still counts, as the Bot Connector's documentation allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proved:
    key: SigningKey
    claims: dict[str, Any]


class Vouched:
    """Remembers proved tokens. `now` is epoch seconds."""

    def __init__(self, keys: SigningKeys, *, now: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._now = now
        self._proved: dict[str, _Proved] = {}

    async def claims(self, token: str) -> dict[str, Any] | None:
        """The claims of a token that was proved before and still holds; None: prove it."""
        proved = self._proved.get(token)
        if proved is None:
            return None
        kid = proved.key.key.key_id
        if (kid is None or await self._keys.get(kid) is not proved.key
                or int(proved.claims["exp"]) + CLOCK_SKEW <= self._now()):
            self._proved.pop(token, None)
            return None
        return proved.claims

    def keep(self, token: str, key: SigningKey, claims: dict[str, Any]) -> None:
        """Remember a token that was just proved; the oldest makes room."""
        while len(self._proved) >= MOST:
            del self._proved[next(iter(self._proved))]
        self._proved[token] = _Proved(key=key, claims=claims)

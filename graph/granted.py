"""What an admin has granted to this app, read from the token Graph is asked with: it says so without asking anybody."""

import base64
import binascii

import msgspec

from graph.client import Graph
from graph.gaps import GapError, answers
from graph.permissions import NEEDS
from portfolio.granted import Off
from portfolio.observations import Unreadable


class _Claims(msgspec.Struct):
    roles: list[str] = msgspec.field(default_factory=list)


_claims = msgspec.json.Decoder(_Claims)


@answers
async def not_granted(graph: Graph) -> tuple[Off, ...]:
    """The permissions of the table that are missing, each with the feature that is off. A token that cannot be looked into
    (nobody promises its form) is `Unreadable`: then only a read tells."""
    granted = _roles(await graph.token())
    return tuple(Off(permission=need.permission, feature=need.feature) for need in NEEDS if not need.given(granted))


def _roles(token: str) -> frozenset[str]:
    try:
        _, claims, _ = token.split(".")
        return frozenset(_claims.decode(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4))).roles)
    except (ValueError, binascii.Error, msgspec.DecodeError) as error:
        raise GapError(Unreadable(why="token_unknown")) from error

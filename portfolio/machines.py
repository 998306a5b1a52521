"""State machines as data: a machine is a mapping from a state to the states it may become."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from portfolio.errors import Refused

S = TypeVar("S", bound=StrEnum)


def step(machine: Mapping[S, frozenset[S]], now: S, then: S, *, thing: str) -> S:
    """The new state, or Refused "illegal_move" naming the thing and both states. A state missing from the map is final."""
    if then not in machine.get(now, frozenset()):
        raise Refused("illegal_move", thing=thing, now=now.value, then=then.value)
    return then

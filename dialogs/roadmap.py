"""What somebody says about the roadmap: a move with its reason, how many squads there are."""

from collections.abc import Mapping
from decimal import Decimal

from dialogs.fields import Reader
from portfolio.errors import Invalid, problem
from portfolio.roadmap.commands import MoveCandidate, SizeCapacity
from portfolio.roadmap.values import LONGEST_WEEKS, MAX_REASON, MOST_SQUADS, SHORTEST_WEEKS, Capacity

_WAYS = {"up": -1, "down": 1}


def move(inputs: Mapping[str, str], opportunity: str, way: str, seen: int) -> MoveCandidate:
    """One place up or down. Invalid without a reason, and "bad_card" for any other way."""
    if way not in _WAYS:
        raise Invalid(code="bad_card")
    read = Reader(inputs)
    reason = read.text("reason", most=MAX_REASON)
    read.check()
    return MoveCandidate(opportunity=opportunity, places=_WAYS[way], reason=reason, seen=seen)


def size(inputs: Mapping[str, str], seen: int) -> SizeCapacity:
    """The capacity form (views.roadmap.CapacityForm names its inputs). Invalid with every problem."""
    read = Reader(inputs)
    squads = _whole(read, "squads", 0, MOST_SQUADS)
    weeks = _whole(read, "weeks", SHORTEST_WEEKS, LONGEST_WEEKS)
    reason = read.text("reason", most=MAX_REASON)
    read.check()
    return SizeCapacity(capacity=Capacity(squads=squads, weeks=weeks), reason=reason, seen=seen)


def _whole(read: Reader, id: str, least: int, most: int) -> int:
    before = len(read.problems)
    found = read.number(id, needed=True)
    if found is None:
        return least
    if len(read.problems) == before and (found != found.to_integral_value() or not Decimal(least) <= found <= most):
        read.problems.append(problem(id, "whole_between", least=least, most=most))
        return least
    return int(found)

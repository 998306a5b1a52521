"""Builders shared by the tests of the statistics."""

from collections.abc import Callable, Sequence
from math import log

import pytest

from portfolio.statistics.items import Case

Cases = Callable[..., list[Case]]


def build(
    values: Sequence[float], weeks: Sequence[int], people: Sequence[str] | None = None, kinds: Sequence[str] | None = None
) -> list[Case]:
    """Cases of lower-is-better values; a string of letters is one label each."""
    return [
        Case(y=log(value), week=week, person=people[at] if people else None, kind=kinds[at] if kinds else None)
        for at, (value, week) in enumerate(zip(values, weeks, strict=True))
    ]


@pytest.fixture
def cases() -> Cases:
    """Builds cases from values, weeks, people and kinds."""
    return build

"""Builders shared by the tests of the statistics."""

from collections.abc import Callable, Sequence
from math import log

import pytest
from hypothesis import settings

from portfolio.statistics.items import Case

# A law is not a race: on a busy machine the first call imports scipy inside an example.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

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

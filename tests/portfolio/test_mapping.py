"""The current-state map: the numbers of a hand calculation, a mark on every one of them, no words but those given (E4)."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.discover.interviews import InterviewState, Topic
from portfolio.discover.mapping import draw_up, slowest
from portfolio.discover.steps import Step
from portfolio.views.current_state import CurrentState, Figure, MapSource
from tests.cards.views_maps import BARE, GATHERED, LONG, ON, PARTLY, SEEN

EVERY = {"whole": GATHERED, "bare": BARE, "partly": PARTLY, "long": LONG}


def found(value: object) -> Iterator[object]:
    """Every number in a view that no figure holds, and every figure. The legend's own numbers are what marks stand for."""
    if isinstance(value, Figure) or (isinstance(value, int | Decimal | timedelta) and not isinstance(value, bool)):
        yield value
    elif is_dataclass(value) and not isinstance(value, MapSource | type):
        for one in fields(value):
            yield from found(getattr(value, one.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from found(part)


def check(view: CurrentState) -> None:
    legend = {one.mark for one in view.sources}
    assert len(legend) == len(view.sources)
    for one in found(view):
        assert isinstance(one, Figure), f"{one} stands on the map without a mark"
        assert one.value is None or one.mark in legend
    assert all(one.mark in legend for one in (*view.pains, *view.quotes))


@pytest.mark.parametrize("name", EVERY)
def test_every_number_has_a_mark_that_the_legend_resolves(name: str) -> None:
    check(draw_up(EVERY[name], ON, may_interview=False))


def test_the_seven_steps_add_up_as_by_hand() -> None:
    view = draw_up(GATHERED, ON, may_interview=False)
    assert (view.touch.value, view.wait.value) == (timedelta(hours=6.2), timedelta(days=4.1))
    assert (view.switches.value, view.copies.value, view.touch.missing) == (Decimal(8), Decimal(5), 0)
    assert [at for at, _ in slowest(view.steps, 3)] == [5, 3, 4]


def test_what_is_unknown_is_unknown_and_makes_a_sum_a_lower_bound() -> None:
    view = draw_up(PARTLY, ON, may_interview=False)
    assert view.steps[0].touch.value is None and view.steps[1].switches.value is None
    assert (view.touch.value, view.touch.missing) == (timedelta(hours=5.7), 1)
    bare = draw_up(BARE, ON, may_interview=False)
    assert bare.touch.value is bare.volume.value is None and bare.sources == ()


def test_only_those_who_said_yes_are_quoted_and_only_after_they_sent_it() -> None:
    view = draw_up(GATHERED, ON, may_interview=False)
    assert {one.text for one in view.quotes} == {
        *GATHERED.said["n-1"].values(), GATHERED.said["n-3"][Topic.FORBIDDEN]
    }  # fmt: skip
    begun = tuple(replace(one, state=InterviewState.STARTED) for one in GATHERED.interviews)
    silent = draw_up(replace(GATHERED, interviews=begun), ON, may_interview=False)
    assert silent.quotes == silent.pains == ()


lengths = st.none() | st.integers(0, 90_000).map(lambda minutes: timedelta(minutes=minutes))
counts = st.none() | st.integers(0, 99)
steps = st.lists(
    st.builds(
        Step, what=st.just("x"), role=st.none(), system=st.none(), touch=lengths, wait=lengths, switches=counts,
        copies=counts,
    ),
    max_size=12,
)


@given(steps, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_whatever_was_seen_every_number_has_its_mark_and_shares_add_up(seen: list[Step], on: date) -> None:
    view = draw_up(replace(GATHERED, observation=replace(SEEN, steps=tuple(seen))), on, may_interview=False)
    check(view)
    shares = [Decimal(str(step.share.value)) for step in view.steps if step.share.value is not None]
    assert not shares or abs(sum(shares) - 100) <= len(shares)
    assert all(0 <= share <= 100 for share in shares)


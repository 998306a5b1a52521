"""The current-state map, drawn up from what is known."""

from dataclasses import replace
from datetime import date, timedelta

from portfolio.discover.mapping import draw_up
from tests.cards.views_maps import GATHERED, SEEN


def test_steps_of_less_than_a_second_have_their_share_of_the_time() -> None:
    none = replace(SEEN.steps[0], touch=None, wait=None)
    half = replace(none, touch=timedelta(seconds=0.3))
    seen = replace(SEEN, steps=(half, half, none))
    view = draw_up(replace(GATHERED, observation=seen), date(2026, 11, 25), may_interview=False)
    assert [step.share.value for step in view.steps] == [50, 50, None]

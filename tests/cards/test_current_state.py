"""The map's card: what does not fit is counted, never dropped, and every mark on it stands in its legend."""

import re
from dataclasses import replace
from datetime import date

import pytest

from cards.render import render
from portfolio.discover.constraints import ConstraintStanding
from portfolio.views.current_state import CurrentState, Figure
from tests.cards.views_maps import SAMPLES

_MARK = re.compile(r"\[([A-Z])\]")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_mark_on_the_card_stands_in_its_legend(name: str, language: str) -> None:
    said = render(SAMPLES[name], language).text.split("\n")
    legend = {line[1] for line in said if _MARK.match(line)}
    used = {mark for line in said if not _MARK.match(line) for mark in _MARK.findall(line)}
    assert used == legend


def test_what_has_no_room_is_counted() -> None:
    view = SAMPLES["map_fullest"]
    assert isinstance(view, CurrentState)
    hurts = len(view.pains) + len(view.quotes) + sum(bool(step.pain) for step in view.steps)
    said = render(view, "en").text
    section = said[said.index("What hurts") : said.index("What limits it")]
    shown = section.count("Heard from:") + section.count("Seen at step") + section.count("“")  - section.count(", on “")
    assert f"and {hurts - shown} more" in section


@pytest.mark.parametrize(("language", "said"), [("en", "ended on"), ("de", "ausgelaufen")])
def test_a_constraint_that_has_ended_does_not_hold_until_a_day_that_is_over(language: str, said: str) -> None:
    view = SAMPLES["map_fullest"]
    assert isinstance(view, CurrentState)
    over = replace(
        view.constraints[0], standing=ConstraintStanding.EXPIRED, expires=Figure(value=date(2026, 10, 1), mark="A")
    )
    assert said in render(replace(view, constraints=(over,)), language).text

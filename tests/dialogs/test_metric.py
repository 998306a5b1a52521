"""The metric's form says everything that is wrong with it at once."""

import pytest

from dialogs.metric import save
from portfolio.errors import Invalid

FORM = {
    "metric": "RFP receipt to first draft", "family": "cycle_time", "unit": "days", "direction": "lower", "target": "4",
    "target_on": "2026-11-30", "retirement_plan": "Archive the site, empty the group", "source": "PSA",
}


def refused(**typed: str) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as invalid:
        save(FORM | typed, "i-1", 1)
    return [(found.field, found.code) for found in invalid.value.problems]


def test_a_number_that_is_none_and_a_name_that_counts_use_are_told_with_one_press() -> None:
    assert refused(target="a few", metric="Weekly active users", unit="users") == [
        ("target", "not_a_number"), ("metric", "metric_activity"), ("unit", "unit_activity"),
    ]


def test_two_units_for_one_number_are_told_with_the_rest() -> None:
    assert refused(target="a few", metric="Hours from request to answer") == [
        ("target", "not_a_number"), ("unit", "unit_differs"),
    ]


def test_a_name_that_is_not_there_is_asked_for_once() -> None:
    assert refused(metric=" ") == [("metric", "needed")]


def test_a_sound_form_is_a_command() -> None:
    assert save(FORM, "i-1", 1).name == FORM["metric"]

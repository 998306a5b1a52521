"""B9: a target lies on the better side of its baseline, and the floor between the two."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.metrics import HARD, LOWER_IS_BETTER, Family, Provenance, target_problems

numbers = st.decimals("-1000", "1000", allow_nan=False, allow_infinity=False, places=2)


@pytest.mark.parametrize(
    ("lower", "baseline", "target", "floor", "found"),
    [
        (True, "5.1", "4.0", "4.6", {}),
        (True, "5.1", "4.0", None, {}),
        (True, None, "4.0", None, {}),
        (True, None, "4.0", "4.6", {}),
        (True, "5.1", "4.0", "5.1", {}),                        # no change at all may be the floor
        (True, "5.1", "4.0", "4.0", {}),                        # and so may the target itself
        (True, "5.1", "5.1", None, {"target": "target_not_better"}),
        (True, "5.1", "5.2", None, {"target": "target_not_better"}),
        (True, "5.1", "4.0", "3.9", {"floor": "floor_beyond_target"}),
        (True, "5.1", "4.0", "5.2", {"floor": "floor_worse_than_baseline"}),
        (True, None, "4.0", "3.9", {"floor": "floor_beyond_target"}),
        (False, "5.1", "6.0", "5.5", {}),
        (False, "5.1", "5.1", None, {"target": "target_not_better"}),
        (False, "5.1", "4.0", None, {"target": "target_not_better"}),
        (False, "5.1", "6.0", "6.1", {"floor": "floor_beyond_target"}),
        (False, "5.1", "6.0", "5.0", {"floor": "floor_worse_than_baseline"}),
        (False, "-2", "0", "-1", {}),
        (True, "0", "-0.01", "0", {}),
    ],
)
def test_what_is_wrong_with_a_target(
    lower: bool, baseline: str | None, target: str, floor: str | None, found: dict[str, str]
) -> None:
    problems = target_problems(
        lower_is_better=lower, baseline=None if baseline is None else Decimal(baseline), target=Decimal(target),
        floor=None if floor is None else Decimal(floor),
    )
    assert {one.field: one.code for one in problems} == found


def test_each_problem_names_the_number_it_is_measured_against() -> None:
    wrong = target_problems(lower_is_better=True, baseline=Decimal("5.1"), target=Decimal(6), floor=Decimal("5.5"))
    assert [(one.code, dict(one.params)) for one in wrong] == [
        ("target_not_better", {"baseline": Decimal("5.1")}),
        ("floor_beyond_target", {"target": Decimal(6)}),
        ("floor_worse_than_baseline", {"baseline": Decimal("5.1")}),
    ]


@given(st.booleans(), numbers, numbers, numbers)
def test_turning_everything_round_turns_the_answer_round(
    lower: bool, baseline: Decimal, target: Decimal, floor: Decimal
) -> None:
    here = target_problems(lower_is_better=lower, baseline=baseline, target=target, floor=floor)
    there = target_problems(lower_is_better=not lower, baseline=-baseline, target=-target, floor=-floor)
    assert [one.code for one in here] == [one.code for one in there]


@given(st.booleans(), numbers, numbers, numbers)
def test_no_problem_means_baseline_floor_and_target_in_this_order(
    lower: bool, baseline: Decimal, target: Decimal, floor: Decimal
) -> None:
    in_order = [baseline, floor, target] == sorted([baseline, floor, target], reverse=lower) and baseline != target
    fine = not target_problems(lower_is_better=lower, baseline=baseline, target=target, floor=floor)
    assert fine is in_order


def test_every_family_has_a_direction_or_has_to_be_asked_for_one() -> None:
    assert set(LOWER_IS_BETTER) == set(Family)
    assert LOWER_IS_BETTER[Family.COMPLIANCE] is True and LOWER_IS_BETTER[Family.REVENUE] is False
    assert [family for family, lower in LOWER_IS_BETTER.items() if lower is None] == [Family.CUSTOM]


def test_what_somebody_says_is_no_evidence() -> None:
    assert [one for one in Provenance if one in HARD] == [Provenance.MEASURED, Provenance.EXTRACT]

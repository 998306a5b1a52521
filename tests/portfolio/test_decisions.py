"""The pieces of R4, the dates of R9, reasons, second persons and expiries."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.decisions import (
    OUTCOME,
    REVIEW_ROLES,
    SECOND_ROLES,
    Piece,
    date_problems,
    expiry_problems,
    missing_to_fund,
    reason_problems,
    second_problems,
)
from portfolio.errors import Problem
from portfolio.initiatives import MOVES, Initiative, Integration, SponsorState, Stage
from portfolio.metrics import BaselineState, Metric, Provenance
from portfolio.people import Role
from portfolio.verdicts import Choice
from tests.portfolio.values import DANA, NOW, TODAY, baseline, gate, initiative, metric

NOT_RECORDED_YET = (Piece.SAMPLE, Piece.CONTROLS, Piece.BUDGET, Piece.PRODUCTION_NEEDS, Piece.BREADTH)
ALONE: list[tuple[Initiative, Metric | None, tuple[Piece, ...]]] = [
    (initiative(), metric(), ()),
    (initiative(), None, (Piece.BASELINE, Piece.PROVENANCE)),
    (initiative(), metric(baseline=None), (Piece.BASELINE, Piece.PROVENANCE)),
    *((initiative(), metric(baseline=baseline(state=state)), (Piece.BASELINE,))
      for state in BaselineState if state is not BaselineState.LOCKED),
    (initiative(), metric(baseline=baseline(provenance=Provenance.REPORTED)), (Piece.PROVENANCE,)),
    (initiative(), metric(baseline=baseline(provenance=Provenance.ESTIMATED)), (Piece.PROVENANCE,)),
    (initiative(), metric(baseline=baseline(provenance=Provenance.EXTRACT)), ()),
    (initiative(sponsor=None, sponsor_state=SponsorState.DECLINED), metric(), (Piece.SPONSOR,)),
    (initiative(sponsor_state=SponsorState.ASKED), metric(), (Piece.SPONSOR,)),
    (initiative(adoption_lead=None), metric(), (Piece.ADOPTION_LEAD,)),
    (initiative(integration=None), metric(), (Piece.INTEGRATION,)),
    (initiative(integration=Integration.STANDALONE), metric(), (Piece.INTEGRATION,)),
    (initiative(integration=Integration.SERVICE_OR_CRM), metric(), ()),
]


@pytest.mark.parametrize(("one", "its_metric", "missing"), ALONE)
def test_each_piece_is_missed_by_itself(one: Initiative, its_metric: Metric | None, missing: tuple[Piece, ...]) -> None:
    found = missing_to_fund(one, its_metric, gate(armed_at=NOW))
    assert set(found) == {*missing, *NOT_RECORDED_YET}
    assert list(found) == [piece for piece in Piece if piece in found]     # the order a card lists them in


def test_what_nobody_has_recorded_is_missing() -> None:
    bare = initiative(sponsor=None, sponsor_state=SponsorState.NONE, adoption_lead=None, integration=None)
    assert missing_to_fund(bare, None, gate()) == tuple(Piece)


def test_a_gate_that_was_never_armed_blocks_funding() -> None:
    assert set(missing_to_fund(initiative(), metric(), gate())) == {Piece.RULES, *NOT_RECORDED_YET}


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in problems]


@pytest.mark.parametrize(
    ("choice", "days", "narrowings", "found"),
    [
        (Choice.FUND, 0, 0, []),
        (Choice.FUND, -1, 0, ["date_in_past"]),
        (Choice.FUND, 365, 0, []),
        (Choice.FUND, 366, 0, ["date_too_far"]),
        (Choice.RETIRE, 0, 2, []),
        (Choice.RETIRE, -1, 0, ["date_in_past"]),
        (Choice.RETIRE, 366, 0, ["date_too_far"]),
        (Choice.NARROW, 60, 0, []),
        (Choice.NARROW, 60, 1, []),
        (Choice.NARROW, 61, 0, ["narrowing_too_long"]),
        (Choice.NARROW, 61, 1, ["narrowing_too_long"]),
        (Choice.NARROW, 10, 2, ["narrowed_too_often"]),
        (Choice.NARROW, -1, 2, ["date_in_past"]),
    ],
)
def test_the_dates_a_decision_may_carry(choice: Choice, days: int, narrowings: int, found: list[str]) -> None:
    assert codes(date_problems(choice, TODAY + timedelta(days=days), TODAY, narrowings)) == found


@given(st.sampled_from(list(Choice)), st.integers(-400, 400), st.integers(0, 4))
def test_a_date_that_is_fine_is_never_past_and_a_narrowing_never_longer_than_60_days(
    choice: Choice, days: int, narrowings: int
) -> None:
    if not date_problems(choice, TODAY + timedelta(days=days), TODAY, narrowings):
        assert 0 <= days <= (60 if choice is Choice.NARROW else 365)
        assert choice is not Choice.NARROW or narrowings < 2


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("", ["reason_too_short"]),
        ("x" * 19, ["reason_too_short"]),
        ("x" * 20, []),
        ("  " + "x" * 19 + "  ", ["reason_too_short"]),
        (" " * 40, ["reason_too_short"]),
        ("x" * 1000, []),
        ("x" * 1001, ["text_too_long"]),
    ],
)
def test_a_reason_has_20_characters_or_more(reason: str, found: list[str]) -> None:
    assert codes(reason_problems(reason)) == found


def test_the_second_person_is_another_person() -> None:
    assert codes(second_problems(DANA, frozenset(Role), DANA, SECOND_ROLES)) == ["second_is_you"]


@pytest.mark.parametrize("role", list(Role))
def test_the_second_person_has_a_role_that_may_sign(role: Role) -> None:
    signs = role in {Role.REVIEWER, Role.PROGRAMME_OFFICE, Role.LEADERSHIP}
    assert codes(second_problems(7, frozenset({role}), DANA, SECOND_ROLES)) == ([] if signs else ["second_has_no_role"])
    reviews = role is Role.REVIEWER
    assert codes(second_problems(7, frozenset({role}), DANA, REVIEW_ROLES)) == ([] if reviews else ["second_has_no_role"])


def test_somebody_without_a_role_signs_nothing() -> None:
    assert codes(second_problems(7, frozenset(), DANA, SECOND_ROLES)) == ["second_has_no_role"]


@pytest.mark.parametrize(
    ("days", "found"),
    [(None, ["expiry_needed"]), (-1, ["expiry_out_of_range"]), (0, ["expiry_out_of_range"]), (1, []), (60, []),
     (61, ["expiry_out_of_range"])],
)
def test_an_override_ends_within_60_days(days: int | None, found: list[str]) -> None:
    expires: date | None = None if days is None else TODAY + timedelta(days=days)
    assert codes(expiry_problems(expires, TODAY)) == found


def test_there_are_three_decisions_and_each_leads_somewhere_from_the_gate() -> None:
    assert set(OUTCOME) == set(Choice) and len(Choice) == 3
    assert {*OUTCOME.values(), Stage.PILOTING} == MOVES[Stage.AT_GATE]  # an extension goes on piloting

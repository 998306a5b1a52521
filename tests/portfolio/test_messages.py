"""R14 as numbers: what the cap counts, what it never holds back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.messages import GATE_MONTH_CAP, MONTHLY_CAP, RULES, Kind, cap_allows

HELD_BY_THE_CAP = {
    Kind.BASELINE, Kind.CHECK_IN, Kind.GATE_PREPARE, Kind.LOG_ASKED, Kind.SPRINT_ENDED, Kind.SPONSOR_MISSING,
    Kind.SOURCE_LATE, Kind.OUTCOME, Kind.SPLIT, Kind.HANDED_OVER, Kind.AUDIT_CONFIRM, Kind.AUDIT_OPENED,
    Kind.MERGED,
    Kind.INTERVIEW,
    Kind.IDEAS_WAITING, Kind.NEEDS_NAMED, Kind.LEAD_NAMED, Kind.ATTESTATION,
}  # fmt: skip
NEVER_HELD = {Kind.ACCEPTANCE, Kind.GATE_DECISION, Kind.GATE_OVERDUE, Kind.GATE_NOTICE}


def test_every_kind_has_a_rule() -> None:
    assert set(RULES) == set(Kind)


def test_the_cap_counts_what_nobody_asked_for_and_spares_what_r14_spares() -> None:
    assert {kind for kind, rule in RULES.items() if rule.capped} == HELD_BY_THE_CAP
    assert not NEVER_HELD & HELD_BY_THE_CAP


@pytest.mark.parametrize("kind", sorted(HELD_BY_THE_CAP))
@pytest.mark.parametrize("gate", [False, True])
def test_two_a_month_and_four_in_a_month_with_a_gate(kind: Kind, gate: bool) -> None:
    most = GATE_MONTH_CAP if gate else MONTHLY_CAP
    assert most == (4 if gate else 2)
    allowed = [cap_allows(kind, sent_this_month=sent, gate_this_month=gate) for sent in range(6)]
    assert allowed == [True] * most + [False] * (6 - most)


@given(st.sampled_from(sorted(set(Kind) - HELD_BY_THE_CAP)), st.integers(0, 99), st.booleans())
def test_everything_else_goes_whatever_was_sent(kind: Kind, sent: int, gate: bool) -> None:
    assert cap_allows(kind, sent_this_month=sent, gate_this_month=gate)


def test_when_the_cap_binds_the_gate_comes_first_then_acceptance_then_the_check_in() -> None:
    order = sorted(Kind, key=lambda kind: RULES[kind].order)
    first = [kind for kind in order if kind.startswith("gate")]
    assert order[: len(first)] == first
    assert RULES[Kind.GATE_PREPARE].order < RULES[Kind.ACCEPTANCE].order < RULES[Kind.CHECK_IN].order
    rest = (Kind.DECIDED, Kind.DIGEST, Kind.CHANNEL_GATES, Kind.SPRINT_ENDED)
    assert all(RULES[Kind.CHECK_IN].order < RULES[kind].order < RULES[Kind.LOG_ASKED].order for kind in rest)


def test_a_channel_is_spoken_to_by_its_own_kinds_only() -> None:
    assert {kind for kind, rule in RULES.items() if rule.to_channel} == {
        Kind.DIGEST, Kind.CHANNEL_GATES, Kind.CHANNEL_DEFAULT,
    }

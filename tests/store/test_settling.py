from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.delivery import Blocked, Malformed, Missing, Outcome, Sent, Throttled, TooBig, Transient, Unknown
from portfolio.messages import Ambiguous
from store.settling import LONGEST_PAUSE, LONGEST_THROTTLE, MAX_AMBIGUOUS, MAX_REJECTIONS, Step, judge

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
SENT = Sent(activity_id="a", conversation_id="c")

outcomes = st.sampled_from(
    [
        SENT,
        Throttled(retry_after=None),
        Throttled(retry_after=30.0),
        Blocked(detail="x"),
        Missing(detail="x"),
        TooBig(),
        Malformed(detail="x"),
        Transient(detail="x"),
        Unknown(detail="x"),
    ]
)


def judged(outcome: Outcome, **facts: Any) -> Step:
    given = {"delivered": False, "rejections": 0, "ambiguous": 0, "policy": Ambiguous.RESEND, "now": NOW, "jitter": 0.5}
    return judge(outcome, **(given | facts))


@pytest.mark.parametrize(
    ("outcome", "state", "code"),
    [
        (SENT, "sent", "sent"),
        (Throttled(retry_after=None), "due", "throttled"),
        (Transient(detail="412"), "due", "transient"),
        (Unknown(detail="502"), "due", "unknown"),
        (Blocked(detail="uninstalled"), "undeliverable", "blocked"),
        (Missing(detail="404"), "undeliverable", "missing"),
        (TooBig(), "failed", "too_big"),
        (Malformed(detail="400"), "failed", "malformed"),
    ],
)
def test_each_outcome_has_its_state(outcome: Outcome, state: str, code: str) -> None:
    step = judged(outcome)
    assert (step.state, step.code) == (state, code)
    assert (step.next_try_at is not None) == (state == "due")


def test_an_unknown_outcome_is_counted_and_never_repeated_at_once() -> None:
    step = judged(Unknown(detail="timeout"), jitter=0.0)
    assert step.ambiguous == 1
    assert step.next_try_at is not None
    assert step.next_try_at >= NOW + timedelta(seconds=15)


def test_a_nudge_is_dropped_when_nobody_knows() -> None:
    step = judged(Unknown(detail="timeout"), policy=Ambiguous.DROP)
    assert (step.state, step.ambiguous) == ("in_doubt", 1)


def test_unknown_outcomes_have_an_end() -> None:
    assert judged(Unknown(detail="x"), ambiguous=MAX_AMBIGUOUS - 2).state == "due"
    assert judged(Unknown(detail="x"), ambiguous=MAX_AMBIGUOUS - 1).state == "in_doubt"


def test_rejections_have_an_end() -> None:
    assert judged(Transient(detail="x"), rejections=MAX_REJECTIONS - 2).state == "due"
    assert judged(Transient(detail="x"), rejections=MAX_REJECTIONS - 1).state == "failed"


def test_being_throttled_is_not_the_messages_fault() -> None:
    step = judged(Throttled(retry_after=5.0), rejections=MAX_REJECTIONS - 1)
    assert (step.state, step.rejections) == ("due", MAX_REJECTIONS - 1)


@given(st.floats() | st.none(), st.floats(0, 1, exclude_max=True))
def test_whatever_the_server_asks_the_wait_is_sane_and_not_shorter(seconds: float | None, jitter: float) -> None:
    step = judged(Throttled(retry_after=seconds), jitter=jitter)
    assert step.next_try_at is not None
    wait = (step.next_try_at - NOW).total_seconds()
    assert 1 <= wait <= LONGEST_THROTTLE * 1.25 + 1
    if seconds is not None and seconds <= LONGEST_THROTTLE:
        assert wait >= seconds - 1e-6
    assert step.pause


@given(outcomes, st.integers(0, 80), st.integers(0, 20), st.sampled_from(Ambiguous), st.floats(0, 1, exclude_max=True))
def test_an_update_is_never_in_doubt_and_never_kills_the_message(
    outcome: Outcome, rejections: int, ambiguous: int, policy: Ambiguous, jitter: float
) -> None:
    step = judged(
        outcome, delivered=True, rejections=rejections, ambiguous=ambiguous, policy=policy, jitter=jitter
    )
    assert step.state in ("sent", "due")
    assert step.ambiguous == ambiguous


@given(outcomes, st.integers(0, 80), st.integers(0, 20), st.sampled_from(Ambiguous), st.floats(0, 1, exclude_max=True))
def test_only_what_may_have_arrived_is_called_ambiguous(
    outcome: Outcome, rejections: int, ambiguous: int, policy: Ambiguous, jitter: float
) -> None:
    step = judged(outcome, rejections=rejections, ambiguous=ambiguous, policy=policy, jitter=jitter)
    assert step.ambiguous - ambiguous == isinstance(outcome, Unknown)
    assert (step.state == "sent") == isinstance(outcome, Sent)
    if step.next_try_at is not None and not isinstance(outcome, Throttled):
        assert NOW <= step.next_try_at <= NOW + LONGEST_PAUSE


def test_pauses_grow_and_start_at_zero_for_the_luckiest() -> None:
    def longest(rejections: int) -> timedelta:
        step = judged(Transient(detail="x"), rejections=rejections, jitter=0.999999)
        assert step.next_try_at is not None
        return step.next_try_at - NOW

    assert judged(Transient(detail="x"), jitter=0.0).next_try_at == NOW
    assert longest(0) < longest(1) < longest(5) < longest(9) <= LONGEST_PAUSE


def test_a_success_forgets_earlier_rejections() -> None:
    assert judged(SENT, rejections=7).rejections == 0

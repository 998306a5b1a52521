"""What one attempt to send a message means for its row. Pure: the outcome table and its constants."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portfolio.delivery import Blocked, Malformed, Missing, Outcome, Sent, Throttled, TooBig, Transient, Unknown
from portfolio.messages import Ambiguous

MAX_REJECTIONS = 60
"""Refused this often, a row is dead: about 6 hours of trying, so that an outage of the network kills nothing."""
MAX_AMBIGUOUS = 8
"""Each of these may be one more copy in the chat; after about half an hour of server errors somebody must look."""
FIRST_PAUSE = timedelta(seconds=2)
FIRST_AMBIGUOUS_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
UNTOLD_THROTTLE = 10.0
"""Seconds to wait after a 429 that names no time."""
LONGEST_THROTTLE = 3600.0
THROTTLE_SPREAD = 0.25
"""The rows of one 429 storm come back spread over this part of its Retry-After, and a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The row's next state. `pause`: nothing else to the same recipient before `next_try_at` either."""

    state: str
    code: str
    detail: str | None
    rejections: int
    ambiguous: int
    next_try_at: datetime | None = None
    pause: bool = False


def judge(
    outcome: Outcome,
    *,
    delivered: bool,
    rejections: int,
    ambiguous: int,
    policy: Ambiguous,
    now: datetime,
    jitter: float,
) -> Step:
    """The outcome table. `delivered`: the row's message is in the chat and the attempt was an update of it.

    An update is idempotent: an unknown outcome is repeated without doubt, and an update that cannot be made leaves the
    row "sent", with the code in its detail. `jitter` is a random number from 0 to below 1, drawn by the caller.
    """
    code, detail = describe(outcome)

    def step(state: str, next_try_at: datetime | None = None, *, pause: bool = False) -> Step:
        return Step(
            state=state,
            code=code,
            detail=detail,
            rejections=rejections,
            ambiguous=ambiguous,
            next_try_at=next_try_at,
            pause=pause,
        )

    def given_up(state: str) -> Step:
        return step("sent" if delivered else state)

    match outcome:
        case Sent():
            rejections = 0
            return step("sent")
        case Throttled(retry_after=seconds):
            wait = min(max(1.0, UNTOLD_THROTTLE if seconds is None else seconds), LONGEST_THROTTLE)
            spread = jitter * (1.0 + THROTTLE_SPREAD * wait)
            return step("due", now + timedelta(seconds=wait + spread), pause=True)
        case Blocked() | Missing():
            return given_up("undeliverable")
        case TooBig() | Malformed():
            return given_up("failed")
        case Unknown() if not delivered:
            ambiguous += 1
            if policy is Ambiguous.DROP or ambiguous >= MAX_AMBIGUOUS:
                return step("in_doubt")
            pause = _doubled(FIRST_AMBIGUOUS_PAUSE, ambiguous - 1)
            return step("due", now + pause * (0.5 + jitter / 2))  # at least half: the first copy may still be on its way
        case Transient() | Unknown():
            rejections += 1
            if rejections >= MAX_REJECTIONS:
                return given_up("failed")
            return step("due", now + _doubled(FIRST_PAUSE, rejections - 1) * jitter)


def _doubled(first: timedelta, times: int) -> timedelta:
    doubled: timedelta = first * 2 ** min(times, 20)
    return min(doubled, LONGEST_PAUSE)


def describe(outcome: Outcome) -> tuple[str, str | None]:
    """An outcome as a code and its detail, as kept in the attempts table."""
    match outcome:
        case Sent():
            return "sent", None
        case Throttled(retry_after=seconds):
            return "throttled", None if seconds is None else f"retry after {seconds:g} s"
        case Blocked(detail=detail):
            return "blocked", detail
        case Missing(detail=detail):
            return "missing", detail
        case TooBig():
            return "too_big", None
        case Malformed(detail=detail):
            return "malformed", detail
        case Transient(detail=detail):
            return "transient", detail
        case Unknown(detail=detail):
            return "unknown", detail

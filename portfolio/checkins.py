"""The monthly check-in: one card per sponsor with all their initiatives (DOMAIN.md, message policy; R14, R15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class CheckInState(StrEnum):
    """DOMAIN.md, state machines."""

    PLANNED = "planned"
    SUPPRESSED = "suppressed"
    SENT = "sent"
    PARTLY = "partly"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    SNOOZED = "snoozed"
    REMINDED = "reminded"
    HANDED_OVER = "handed_over"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"


_GIVEN = frozenset({CheckInState.PARTLY, CheckInState.ANSWERED})

MOVES: Mapping[CheckInState, frozenset[CheckInState]] = {
    # Snoozed from a card that was asked for with `check in`, before the planned one came.
    CheckInState.PLANNED: frozenset({CheckInState.SUPPRESSED, CheckInState.SENT, CheckInState.SNOOZED,
                                     CheckInState.SUPERSEDED}) | _GIVEN,
    # Away when it was to come: it does once they are back.
    CheckInState.SUPPRESSED: frozenset({CheckInState.SENT, CheckInState.SNOOZED, CheckInState.SUPERSEDED}) | _GIVEN,
    CheckInState.SENT: frozenset({CheckInState.SNOOZED, CheckInState.REMINDED, CheckInState.LAPSED,
                                  CheckInState.SUPERSEDED}) | _GIVEN,
    CheckInState.SNOOZED: frozenset({CheckInState.SENT, CheckInState.LAPSED}) | _GIVEN,
    CheckInState.REMINDED: frozenset({CheckInState.HANDED_OVER, CheckInState.LAPSED, CheckInState.SNOOZED}) | _GIVEN,
    CheckInState.HANDED_OVER: frozenset({CheckInState.LAPSED}) | _GIVEN,
    CheckInState.PARTLY: _GIVEN | {CheckInState.LAPSED},
    CheckInState.ANSWERED: frozenset({CheckInState.CONFIRMED}) | _GIVEN,
    # A correction after confirming is an answer that has to be confirmed again.
    CheckInState.CONFIRMED: _GIVEN,
    # Late answers are welcome: they become corrections of what the digest printed as unknown.
    CheckInState.LAPSED: _GIVEN,
    CheckInState.SUPERSEDED: _GIVEN,
}


class Outlook(StrEnum):
    """The sponsor's own judgement of gate day. Never pre-filled."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a sponsor said about one initiative. `value` None is unknown, never zero (R15)."""

    initiative: str
    value: Decimal | None
    outlook: Outlook
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One person's check-in for one period ("2026-10"). `revision` 0 means nothing was answered yet."""

    id: str
    person: int
    period: str
    state: CheckInState
    revision: int
    answers: tuple[Answer, ...]
    answered_by: int | None
    answered_at: datetime | None
    confirmed: bool
    corrected: bool


def merged(stored: tuple[Answer, ...], given: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The stored answers with the given ones in their place, ordered by initiative."""
    by_id = {answer.initiative: answer for answer in stored}
    by_id.update({answer.initiative: answer for answer in given})
    return tuple(by_id[key] for key in sorted(by_id))


UNANSWERED = frozenset({CheckInState.PLANNED, CheckInState.SUPPRESSED, CheckInState.SENT, CheckInState.SNOOZED,
                        CheckInState.REMINDED, CheckInState.HANDED_OVER})
"""Nothing was said yet: the card still is owed an answer."""


def same(stored: tuple[Answer, ...], given: tuple[Answer, ...]) -> bool:
    """True when the given answers change nothing: a replay gets the same receipt and no second ledger entry."""
    return merged(stored, given) == merged((), stored)


MOST_ROWS = 8
"""Open questions on one card; more would pass 28 kB. The rest follows once these are saved."""
MOST_SAID = 8_000
"""Bytes of remarks on one card on which answers are changed: twice eight of the longest in Latin letters. What is more takes
another page."""

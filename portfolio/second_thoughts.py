"""Second thoughts, each within its time: undoing a decision, taking a default back, extending a gate (R9, R10)."""

from datetime import date, datetime, timedelta

from portfolio.decisions import Decision, DecisionState
from portfolio.errors import Problem, problem
from portfolio.evidence import Evidence
from portfolio.gates import Gate
from portfolio.statistics.settle import REALISTIC
from portfolio.verdicts import Verdict

UNDO_WITHIN = timedelta(hours=24)            # DOMAIN.md, the gate's storyboard
REVERSIBLE_FOR = timedelta(days=30)          # R10
LONGEST_EXTENSION = timedelta(days=30)       # R9

_DAY = timedelta(days=1)


def undo_until(made: Decision) -> datetime | None:
    """Until when whoever decided may take it back; None for as long as it waits for its signature, and for policy's."""
    if made.state is not DecisionState.FINAL or made.by is None:
        return None
    return (made.signed_at or made.at) + UNDO_WITHIN


def may_undo(made: Decision, person: int, now: datetime) -> bool:
    """Whether this person may take this decision back now."""
    if made.by != person:
        return False
    until = undo_until(made)
    return made.state is DecisionState.PENDING or (until is not None and now <= until)


def reversible_until(taken_on: date) -> date:
    """R10: the last day on which a default can be taken back."""
    return taken_on + REVERSIBLE_FOR


def keeps_from_extending(gate: Gate, found: Evidence | None, today: date, *, before: bool) -> str | None:
    """The code of why a gate cannot be extended; None when it can. `before`: the initiative had its one extension (R9).

    More time helps only where it would settle something (the verdict table): counting has begun and nothing can be said yet,
    or the finding is open and about five times the data or less would settle it.
    """
    if gate.retire_only:
        return "retire_only"
    if before:
        return "extended_before"
    if today >= gate.due + LONGEST_EXTENSION:
        return "extension_over"
    if found is None or found.rows == 0:
        return "nothing_counted"
    if found.verdict is Verdict.NOT_MEASURED:
        return None
    undecided = found.verdict in (Verdict.IMPROVED, Verdict.UNCLEAR)
    return None if undecided and found.factor is not None and found.factor <= REALISTIC else "nothing_to_settle"


def extension_problems(on: date, gate: Gate, today: date) -> tuple[Problem, ...]:
    """R9: a day from tomorrow on, at most 30 days after the gate's date."""
    latest = gate.due + LONGEST_EXTENSION
    return () if today + _DAY <= on <= latest else (problem("on", "extension_out_of_range", latest=latest),)

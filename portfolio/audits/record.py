"""The audit record: its lines, what follows from them, and their canonical JSON, which is the same whenever it is made.

The document holds everything it was made from, but the lines of the audit before it, which that one's record holds. Its hash
stands in the ledger. How it is written down: `portfolio.ledger.canonical`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from statistics import median_low
from typing import Any

from portfolio.audits.changes import Changes, changes
from portfolio.audits.lines import Kind, Line, State, ordered
from portfolio.conditions import Next, Standing, Trait
from portfolio.ledger import canonical

METHOD = "record-3"
"""Changes with every rule that can change a document."""
OWED_BY: Mapping[Next, str] = {
    Next.SET_METRIC: "sponsor", Next.STATE_BASELINE: "sponsor", Next.LOCK_BASELINE: "sponsor",
    Next.MEASURE_BASELINE: "delivery_lead", Next.NAME_SPONSOR: "programme_office", Next.ACCEPT: "sponsor",
    Next.NAME_ADOPTION_LEAD: "sponsor", Next.MOVE_INTO_WORKFLOW: "delivery_lead", Next.STATE_INTEGRATION: "delivery_lead",
    Next.VERIFY_INTEGRATION: "delivery_lead", Next.RENEW_INTEGRATION: "delivery_lead", Next.WRITE_RETIREMENT: "sponsor",
    Next.WRITE_EXPANSION: "sponsor", Next.OWN_NEEDS: "sponsor",
}  # fmt: skip
"""Who owes the next action of a trait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The audit before: its number, day and hash, and its lines."""

    number: int
    on: date
    hash: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One audit of the record. `joins`: former keys and what they are now, as people said; `moved`: entries that became
    initiatives; `answers`: what owners answered of a line (alive, gone, not mine), by key."""

    on: date
    lines: tuple[Line, ...]
    before: Before | None
    joins: Mapping[str, str]
    moved: Mapping[str, str]
    answers: Mapping[str, str]

    @property
    def flying(self) -> tuple[Line, ...]:
        """What a decision is owed of."""
        return tuple(line for line in self.lines if line.state is State.FLYING)

    @property
    def in_purgatory(self) -> tuple[Line, ...]:
        """A6: past the day a decision was owed, neither funded nor retired; the longest first."""
        late = [line for line in self.lines if line.past(self.on) is not None]
        return tuple(sorted(late, key=lambda line: (-(line.past(self.on) or 0), line.key)))

    @property
    def changes(self) -> Changes | None:
        """Against the audit before; None for the first one."""
        if self.before is None:
            return None
        return changes(self.before.lines, self.before.on, self.lines, joins=self.joins, moved=self.moved)

    @property
    def met(self) -> Mapping[Trait, int]:
        """How many in flight meet each trait."""
        found = Counter(mark.trait for line in self.flying for mark in line.marks if mark.standing is Standing.MET)
        return {trait: found[trait] for trait in Trait}


def made(
    on: date, lines: Sequence[Line], before: Before | None, *, joins: Mapping[str, str], moved: Mapping[str, str],
    answers: Mapping[str, str],
) -> Audit:
    """An audit of these lines."""
    return Audit(on=on, lines=ordered(lines), before=before, joins=joins, moved=moved, answers=answers)


def document(done: Audit) -> bytes:
    """The audit as canonical JSON."""
    return canonical(as_plain(done))


def hash_of(written: bytes) -> str:
    """SHA-256 of a document, in hex: what the ledger keeps."""
    return sha256(written).hexdigest()


def as_plain(done: Audit) -> dict[str, Any]:
    """The document as plain values: the lines it was made from, and what follows from them."""
    ages = [age for line in done.flying if (age := line.age(done.on)) is not None]
    states = Counter(line.state for line in done.lines)
    return {
        "method": METHOD,
        "as_of": done.on.isoformat(),
        "before": None if done.before is None else {
            "number": done.before.number, "as_of": done.before.on.isoformat(), "hash": done.before.hash,
        },
        "joins": dict(done.joins),
        "moved": dict(done.moved),
        "lines": [_line(line, done) for line in done.lines],
        "initiatives": sum(line.kind is Kind.INITIATIVE for line in done.lines),
        "listed": sum(line.kind is Kind.LISTED for line in done.lines),
        "states": {state.value: states[state] for state in State},
        "median_age_days": median_low(ages) if ages else None,
        "undated": len(done.flying) - len(ages),
        "traits_met": {trait.value: count for trait, count in done.met.items()},
        "in_purgatory": [line.key for line in done.in_purgatory],
        "changes": None if (found := done.changes) is None else changes_as_plain(found),
    }  # fmt: skip


def _line(line: Line, done: Audit) -> dict[str, Any]:
    return {
        "key": line.key, "kind": line.kind.value, "name": line.name, "place": line.place, "stage": line.stage,
        "state": line.state.value, "started": _day(line.started), "due": _day(line.due), "decided": _day(line.decided),
        "choice": line.choice, "heard": _day(line.heard), "metric": line.metric, "scope": line.scope,
        "age_days": line.age(done.on), "days_past_decision": line.past(done.on), "answer": done.answers.get(line.key),
        "traits": [
            {"trait": mark.trait.value, "standing": mark.standing.value, "next": mark.next.value,
             "owed_by": OWED_BY.get(mark.next)}
            for mark in line.marks
        ],
    }  # fmt: skip


def changes_as_plain(found: Changes) -> dict[str, Any]:
    """The changes as plain values."""
    return {
        "since": found.since.isoformat(),
        "new": [line.key for line in found.new],
        "vanished": [
            {"key": one.line.key, "name": one.line.name, "stage": one.line.stage,
             "maybe": None if one.maybe is None else {"key": one.maybe.key, "name": one.maybe.name,
                                                      "confidence": one.confidence}}
            for one in found.vanished
        ],
        "decided": [line.key for line in found.decided],
        "reopened": [line.key for line in found.reopened],
        "silent": [line.key for line in found.silent],
        "rescoped": [line.key for line in found.rescoped],
        "remeasured": [line.key for line in found.remeasured],
        "joined": found.joined,
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

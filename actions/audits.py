"""The audit of the record (A4, A10): its lines as they stand, closed as a record that is made again to the same bytes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from actions import access
from portfolio.audits.kept import Check, again, checked, lines_of, method_of
from portfolio.audits.lines import Line, of_entry, of_initiative, ordered
from portfolio.audits.record import Audit, Before, document, hash_of, made
from portfolio.authority import Act
from portfolio.errors import Invalid, NotFound, problem
from portfolio.people import Actor
from portfolio.plans import NOTHING
from store import (
    Tx,
    audits,
    checkins,
    decisions,
    gates,
    initiatives,
    intakes,
    ledger,
    listings,
    metrics,
    plans,
)
from store.audits import Kept
from store.locks import alone

ALIKE = 100
"""Percent of agreement of two names that are the same."""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """An audit that was kept, and the hash of its document."""

    number: int
    audit: Audit
    document: bytes
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A record as it was kept. `hash` is what the ledger has of it, `method` its rules, `check` what holds of it. `before`
    is the record it was compared with, `passed` those between the two: they could not be read when it was made."""

    number: int
    document: bytes
    hash: str
    method: str | None
    check: Check
    before: int | None
    passed: tuple[int, ...]


def lines(tx: Tx, on: date, now: datetime) -> tuple[Line, ...]:
    """Every initiative, and every listed entry that is none and that its list still has."""
    ones = initiatives.everything(tx)
    ids = [one.id for one in ones]
    known, current, planned = metrics.latest_of(tx, ids), gates.current_of(tx, ids), plans.in_force_of(tx, ids)
    decided = {one.initiative: (one.on, one.choice.value) for one in decisions.final_between(tx, _EVER, now)}
    heard = _heard(tx, ids)
    adopted, gone = intakes.everything(tx), listings.no_longer(tx)
    return ordered([
        *(
            of_initiative(
                one, known.get(one.id), current.get(one.id), decided=decided.get(one.id), heard=heard.get(one.id), on=on,
                plans=planned.get(one.id, NOTHING),
            )
            for one in ones
        ),
        *(of_entry(one) for one in listings.entries(tx) if one.key not in adopted and one.key not in gone),
    ])


def _heard(tx: Tx, ids: list[str]) -> Mapping[str, date]:
    """The last day a person did something about each: in the ledger, or with a number in a check-in."""
    found = {id: at.date() for id, at in audits.heard(tx, ids).items()}
    for id, said in checkins.last_reported(tx, ids).items():
        found[id] = max(found.get(id, said.at.date()), said.at.date())
    return found


def present(tx: Tx, on: date, now: datetime) -> Audit:
    """The audit as it would be closed this moment. Nothing is stored."""
    under_way = audits.open_one(tx)
    before = _former(tx)
    answers = {} if under_way is None else audits.answers(tx, under_way.id)
    former = set() if before is None else {line.key for line in before.lines}
    moved = {key: one.initiative for key, one in intakes.everything(tx).items() if key in former}
    joins = {key: now_key for key, now_key in audits.joins(tx).items() if key in former}
    return made(
        on, lines(tx, on, now), before, joins=joins, moved=moved, answers={key: one.value for key, one in answers.items()}
    )


def _former(tx: Tx) -> Before | None:
    """The newest record that can be read: one that was damaged is passed over."""
    return next((found for kept in audits.closed(tx) if (found := _before(kept)) is not None), None)


def _before(kept: Kept) -> Before | None:
    found = lines_of(kept.document) if kept.document is not None else None
    if found is None or kept.hash is None:
        return None
    return Before(number=kept.id, on=kept.as_of, hash=kept.hash, lines=found)


def _hash(tx: Tx, kept: Kept) -> str:
    """What the ledger has of a record."""
    return audits.noted(tx, kept.id) or kept.hash or ""


def close(tx: Tx, on: date, now: datetime, actor: Actor | None = None) -> Closed:
    """Keep the audit of this day as a record; the one that is under way, or one of its own.

    `actor` None: run by whoever has the record's command line. Its hash stands in the ledger.
    """
    if actor is not None:
        access.demand(actor, Act.AUDIT)
    alone(tx, "audits")
    by = None if actor is None else actor.number
    done = present(tx, on, now)
    written = document(done)
    one = audits.open_one(tx) or audits.get(tx, audits.begin(tx, by=by, on=on, now=now))
    assert one is not None, "it was begun"
    hash = hash_of(written)
    before = None if done.before is None else done.before.number
    audits.close(tx, one, on=on, by=by, before=before, document=written.decode(), hash=hash, now=now)
    ledger.note(
        tx, at=now, actor=by, action=f"{'cli' if actor is None else 'teams'}:audit:closed", subject=str(one.id),
        data={"hash": hash, "lines": len(done.lines), "as_of": on.isoformat()},
    )
    return Closed(number=one.id, audit=done, document=written, hash=hash)


def closed_as(tx: Tx, kept: Kept) -> Closed | None:
    """The audit made again from what was kept of it; None while it is open, where the rules are others by now, and where it
    is not what was closed."""
    if kept.document is None or kept.hash is None:
        return None
    check, before = _checked(tx, kept)
    if check is not Check.SAME:
        return None
    return Closed(
        number=kept.id, audit=again(kept.document, before), document=kept.document.encode(), hash=_hash(tx, kept)
    )


def _checked(tx: Tx, kept: Kept) -> tuple[Check, Before | None]:
    """What holds of a record, and the one before it as far as that still is what was closed."""
    former = None if kept.before is None else audits.get(tx, kept.before)
    intact = former is not None and hash_of((former.document or "").encode()) == _hash(tx, former)
    before = _before(former) if former is not None and intact else None
    lost = former is not None and before is None
    return checked(kept.document or "", _hash(tx, kept), before, lost=lost), before


def recorded(tx: Tx, number: int) -> Recorded:
    """A record, and whether it is what was closed: made again from its lines and the record before it where the rules are
    still those of then. NotFound when there is none, or it is not closed."""
    kept = audits.get(tx, number)
    if kept is None or kept.document is None or kept.hash is None:
        raise NotFound("no_audit", number=number)
    return Recorded(
        number=number, document=kept.document.encode(), hash=_hash(tx, kept), method=method_of(kept.document),
        check=_checked(tx, kept)[0], before=kept.before, passed=tuple(audits.between(tx, kept.before, number)),
    )


def join(tx: Tx, former: str, now_key: str, now: datetime, actor: Actor | None = None) -> bool:
    """Say that a line of the last audit goes on under another key: a rename is joined by a person only. Saying it again
    changes nothing. Invalid for a key that the last audit, or the record of this day, does not have."""
    if actor is not None:
        access.demand(actor, Act.AUDIT)
    alone(tx, "audits")
    before = _former(tx)
    if before is None or all(line.key != former for line in before.lines):
        raise Invalid(problem("former", "audit_no_such_line", key=former))
    if all(line.key != now_key for line in lines(tx, now.date(), now)):
        raise Invalid(problem("now", "audit_no_such_line", key=now_key))
    by = None if actor is None else actor.number
    joined = audits.join(tx, former, now_key, by=by, at=now)
    if joined:
        ledger.note(
            tx, at=now, actor=by, action=f"{'cli' if actor is None else 'teams'}:audit:joined",
            subject=hash_of(former.encode())[:16], data={"now": hash_of(now_key.encode())[:16]},
        )
    return joined


def join_same(tx: Tx, now: datetime) -> int:
    """Say at once that every vanished line goes on as the new one of the very same name that was put beside it, as when a
    list gets ids; how many. Two that would go on as one, and one that could go on as either of two, are left to be joined
    one by one. By whoever has the record's command line; saying it again changes nothing."""
    alone(tx, "audits")
    found = present(tx, now.date(), now).changes
    vanished = found.vanished if found is not None else ()
    same = [(one.line.key, one.maybe.key) for one in vanished if one.maybe and one.confidence == ALIKE and not one.tied]
    into = Counter(now_key for _, now_key in same)
    pairs = [(former, now_key) for former, now_key in same if into[now_key] == 1]
    joined = sum(audits.join(tx, former, now_key, by=None, at=now) for former, now_key in pairs)
    if joined:
        ledger.note(
            tx, at=now, actor=None, action="cli:audit:joined", subject="same",
            data={"joined": joined, "hash": hash_of("\n".join(map("\t".join, sorted(pairs))).encode())},
        )
    return joined

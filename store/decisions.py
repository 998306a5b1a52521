"""Decisions: row <-> value."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.decisions import STANDING, Decision, DecisionState, Override, Piece
from portfolio.errors import Conflict
from portfolio.verdicts import Choice
from store import texts
from store.database import Tx
from store.domain_tables import decisions
from store.tables import texts as words
from store.values import dump, load


def _decision(row: Row[Any]) -> Decision:
    override = None
    if row.pieces is not None:
        override = Override(pieces=load(row.pieces, tuple[Piece, ...]), expires=row.expires)
    return Decision(
        id=row.id, gate=row.gate, initiative=row.initiative, choice=Choice(row.choice), on=row.on, reason=row.body or "",
        by=row.by, at=row.at, state=DecisionState(row.state), second=row.second, override=override,
        signed_at=row.signed_at,
    )


_STANDING = [state.value for state in sorted(STANDING)]
_ROWS = select(decisions, words.c.body).outerjoin(words, words.c.id == decisions.c.reason)


def add(tx: Tx, new: Decision) -> str | None:
    """A new decision. Returns the hash of its reason for the ledger; policy gives none."""
    override = new.override
    reason = texts.put(tx, new.reason) if new.reason else None
    tx.execute(insert(decisions).values(
        id=new.id, gate=new.gate, initiative=new.initiative, choice=new.choice.value, on=new.on,
        reason=reason.id if reason else None,
        by=new.by, at=new.at, state=new.state.value, second=new.second,
        pieces=dump(override.pieces) if override else None, expires=override.expires if override else None,
    ))
    return reason.hash if reason else None


def settle(tx: Tx, id: str, state: DecisionState, remark: str, now: datetime) -> str | None:
    """Sign or hand back a pending decision; the hash of the remark for the ledger. Conflict when it no longer is pending."""
    where = (decisions.c.id == id) & (decisions.c.state == DecisionState.PENDING.value)
    note = texts.put(tx, remark) if remark else None
    done = tx.execute(
        update(decisions).where(where).values(state=state.value, remark=note.id if note else None, signed_at=now)
    )
    if done.rowcount != 1:
        raise Conflict("decision_settled")
    return note.hash if note else None


def end(tx: Tx, made: Decision, state: DecisionState) -> None:
    """Have a decision no longer count: not signed in time, or taken back. Conflict when it has changed since it was read."""
    where = (decisions.c.id == made.id) & (decisions.c.state == made.state.value)
    if tx.execute(update(decisions).where(where).values(state=state.value)).rowcount != 1:
        raise Conflict("decision_settled")


def get(tx: Tx, id: str) -> Decision | None:
    """By id."""
    row = tx.execute(_ROWS.where(decisions.c.id == id)).first()
    return _decision(row) if row else None


def remark_of(tx: Tx, id: str) -> str:
    """What the second person wrote when signing or handing back; "" for nothing, or once it was erased."""
    said = select(words.c.body).join(decisions, words.c.id == decisions.c.remark).where(decisions.c.id == id)
    return tx.execute(said).scalar() or ""


def of_gate(tx: Tx, gate: str) -> Decision | None:
    """The gate's decision that counts, or waits for its signature."""
    rows = tx.execute(
        _ROWS.where(decisions.c.gate == gate, decisions.c.state.in_(_STANDING)).order_by(decisions.c.at.desc()).limit(1)
    )
    row = rows.first()
    return _decision(row) if row else None


def final_between(tx: Tx, since: datetime, until: datetime) -> list[Decision]:
    """Decisions that became final in [since, until), in order."""
    rows = tx.execute(
        _ROWS.where(decisions.c.state == DecisionState.FINAL.value).order_by(decisions.c.at, decisions.c.id)
    )
    return [_decision(row) for row in rows if since <= (row.signed_at or row.at) < until]


def lessons(tx: Tx) -> Mapping[str, str]:
    """Why each initiative was finally retired, in the words of whoever decided; those without words are left out."""
    rows = tx.execute(_ROWS.where(
        decisions.c.state == DecisionState.FINAL.value, decisions.c.choice == Choice.RETIRE.value, words.c.body.is_not(None)
    ).order_by(decisions.c.at))
    return {row.initiative: row.body for row in rows}


def funded_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Decision]:
    """The newest final decision to fund of each of these initiatives."""
    rows = tx.execute(
        _ROWS.where(
            decisions.c.initiative.in_(list(initiatives)), decisions.c.choice == Choice.FUND.value,
            decisions.c.state == DecisionState.FINAL.value,
        ).order_by(decisions.c.at, decisions.c.id)
    )
    return {row.initiative: _decision(row) for row in rows}


def overrides_in_force(tx: Tx, today: date) -> list[Decision]:
    """Final decisions whose override has not expired."""
    rows = tx.execute(
        _ROWS.where(
            decisions.c.state == DecisionState.FINAL.value, decisions.c.pieces.is_not(None), decisions.c.expires >= today
        ).order_by(decisions.c.expires)
    )
    return [_decision(row) for row in rows]


def reopened(tx: Tx, gate: str) -> int:
    """How often a gate was owed again: its decision handed back, not signed in time, or taken back."""
    where = (decisions.c.gate == gate) & decisions.c.state.not_in(_STANDING)
    return len(tx.execute(select(decisions.c.id).where(where)).all())


def lapsed(tx: Tx, gate: str) -> int:
    """How often a decision at this gate was not signed in time."""
    where = (decisions.c.gate == gate) & (decisions.c.state == DecisionState.LAPSED.value)
    return len(tx.execute(select(decisions.c.id).where(where)).all())


def pending(tx: Tx) -> list[Decision]:
    """Decisions that wait for their second signature, oldest first."""
    rows = tx.execute(
        _ROWS.where(decisions.c.state == DecisionState.PENDING.value).order_by(decisions.c.at, decisions.c.id)
    )
    return [_decision(row) for row in rows]


def count(tx: Tx, initiative: str, choices: Iterable[Choice]) -> int:
    """How often an initiative has finally been decided that way."""
    where = (
        (decisions.c.initiative == initiative) & (decisions.c.state == DecisionState.FINAL.value)
        & decisions.c.choice.in_([choice.value for choice in choices])
    )
    return len(tx.execute(select(decisions.c.id).where(where)).all())

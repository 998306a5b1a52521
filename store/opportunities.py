"""The opportunity register: row <-> value. An answer is never written over: a newer one has a higher version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from portfolio.errors import Conflict
from portfolio.opportunities.questions import Answer, Basis, Fact, Question
from portfolio.opportunities.ranking import USUAL, Weights
from portfolio.opportunities.register import OPEN, Opportunity, Origin, State
from store import constraints, texts, workflows
from store.database import Tx
from store.once import insert_new
from store.opportunity_tables import opportunities, opportunity_answers, ranking_weights
from store.tables import texts as words
from store.values import dump, load

_ROWS = select(opportunities, words.c.body).outerjoin(words, words.c.id == opportunities.c.reason)
_IN_ORDER = _ROWS.order_by(opportunities.c.proposed_at, opportunities.c.id)


def _opportunity(row: Row[Any]) -> Opportunity:
    return Opportunity(
        id=row.id, name=row.name, workflow=row.workflow, proposed_by=row.proposed_by, proposed_at=row.proposed_at,
        state=State(row.state), revision=row.revision, sponsor=row.sponsor, settled_at=row.settled_at,
        settled_by=row.settled_by, reason=row.body or "", into=row.into, initiative=row.initiative,
        origin=load(row.origin, Origin) if row.origin else None,
    )


def add(tx: Tx, new: Opportunity, token: str) -> bool:
    """A new opportunity; False when the form `token` has added one already: then nothing was added."""
    return insert_new(
        tx, opportunities, opportunities.c.id, id=new.id, token=token, name=new.name, workflow=new.workflow,
        proposed_by=new.proposed_by, proposed_at=new.proposed_at, state=new.state.value, revision=new.revision,
        sponsor=new.sponsor,
    )


def change(tx: Tx, old: Opportunity, **values: object) -> Opportunity:
    """Set columns and raise the revision. Conflict when somebody changed the row since `old` was read."""
    where = (opportunities.c.id == old.id) & (opportunities.c.revision == old.revision)
    done = tx.execute(update(opportunities).where(where).values(revision=old.revision + 1, **values))
    if done.rowcount != 1:
        raise Conflict("changed_since")
    found = get(tx, old.id)
    assert found is not None
    return found


def settle(
    tx: Tx, old: Opportunity, state: State, reason: str, *, by: int, now: datetime, into: str | None = None
) -> tuple[Opportunity, str]:
    """Merge it into another, which is then hit by what hits it, or reject it; with the hash of the reason for the ledger."""
    if into is not None:
        constraints.carry(tx, old.id, into)
    note = texts.put(tx, reason)
    done = change(tx, old, state=state.value, reason=note.id, settled_at=now, settled_by=by, into=into)
    return done, note.hash


def promote(tx: Tx, old: Opportunity, initiative: str, origin: Origin, *, by: int, now: datetime) -> Opportunity:
    """It became an initiative: what hits it, and the workflow it belongs to, are that one's as well."""
    constraints.carry(tx, old.id, initiative)
    workflows.carry(tx, old.id, initiative, by, now)
    return change(
        tx, old, state=State.PROMOTED.value, initiative=initiative, origin=dump(origin), settled_at=now, settled_by=by
    )


def get(tx: Tx, id: str) -> Opportunity | None:
    """By id."""
    return _one(tx, opportunities.c.id == id)


def by_token(tx: Tx, token: str) -> Opportunity | None:
    """By the form it was added with."""
    return _one(tx, opportunities.c.token == token)


def of_initiative(tx: Tx, initiative: str) -> Opportunity | None:
    """The one that became this initiative."""
    return _one(tx, opportunities.c.initiative == initiative)


def _one(tx: Tx, where: Any) -> Opportunity | None:
    row = tx.execute(_ROWS.where(where)).first()
    return _opportunity(row) if row else None


def everything(tx: Tx) -> list[Opportunity]:
    """All, in the order in which they were proposed."""
    return [_opportunity(row) for row in tx.execute(_IN_ORDER)]


def several(tx: Tx, ids: Iterable[str]) -> Mapping[str, Opportunity]:
    """Several by id."""
    where = opportunities.c.id.in_(list(ids))
    return {row.id: _opportunity(row) for row in tx.execute(_ROWS.where(where))}


def still_open(tx: Tx) -> list[Opportunity]:
    """Ideas and what is scored, in the order in which they were proposed."""
    where = opportunities.c.state.in_([state.value for state in OPEN])
    return [_opportunity(row) for row in tx.execute(_IN_ORDER.where(where))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer as somebody gave it, the first of a question with version 1; `answer` None: taken back, so it is unknown
    again. `by` None: on the command line."""

    question: Question
    answer: Answer | None
    version: int
    by: int | None
    at: datetime


def answer(
    tx: Tx, opportunity: str, new: Mapping[Question, Answer | None], *, by: int | None, now: datetime
) -> None:
    """Keep answers, each as the newest of its question; None takes back what was answered."""
    counted = select(opportunity_answers.c.question, func.max(opportunity_answers.c.version).label("last"))
    mine = counted.where(opportunity_answers.c.opportunity == opportunity).group_by(opportunity_answers.c.question)
    last = {row.question: row.last for row in tx.execute(mine)}
    rows = [
        {"opportunity": opportunity, "question": question.value, "version": last.get(question.value, 0) + 1, "by": by,
         "at": now, **_said(one)}
        for question, one in new.items()
    ]
    if rows:
        tx.execute(insert(opportunity_answers), rows)


def _said(one: Answer | None) -> dict[str, object]:
    if one is None:
        return dict.fromkeys(("fact", "amount", "basis", "source", "on"))
    return {
        "fact": one.fact.value if one.fact else None, "amount": one.amount, "basis": one.basis.value, "source": one.source,
        "on": one.on,
    }


def answers(tx: Tx, ids: Iterable[str]) -> Mapping[str, Mapping[Question, Answer]]:
    """What holds of several opportunities, by id; of one without answers nothing."""
    found: dict[str, dict[Question, Answer]] = {}
    where = opportunity_answers.c.opportunity.in_(list(ids))
    rows = select(opportunity_answers).where(where).order_by(opportunity_answers.c.version)
    for row in tx.execute(rows):
        given, newest = found.setdefault(row.opportunity, {}), _answer(row)
        if newest is None:
            given.pop(Question(row.question), None)
        else:
            given[newest.question] = newest
    return found


def history(tx: Tx, opportunity: str) -> list[Given]:
    """Everything that was ever answered, oldest first."""
    rows = select(opportunity_answers).where(opportunity_answers.c.opportunity == opportunity)
    ordered = rows.order_by(opportunity_answers.c.at, opportunity_answers.c.question)
    return [
        Given(question=Question(row.question), answer=_answer(row), version=row.version, by=row.by, at=row.at)
        for row in tx.execute(ordered)
    ]


def _answer(row: Row[Any]) -> Answer | None:
    if row.basis is None:
        return None
    return Answer(
        question=Question(row.question), fact=Fact(row.fact) if row.fact else None, amount=row.amount,
        basis=Basis(row.basis), source=row.source, on=row.on,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """The weights that hold. `version` 0: nobody has chosen any. `reason` is "" then, and once it was erased."""

    version: int
    weights: Weights
    reason: str = ""
    by: int | None = None
    at: datetime | None = None


def weighting(tx: Tx) -> Weighting:
    """What leadership has chosen last, or the usual."""
    rows = select(ranking_weights, words.c.body).outerjoin(words, words.c.id == ranking_weights.c.reason)
    row = tx.execute(rows.order_by(ranking_weights.c.version.desc()).limit(1)).first()
    if row is None:
        return Weighting(version=0, weights=USUAL)
    return Weighting(
        version=row.version, weights=Weights(value=row.value, feasibility=row.feasibility, risk=row.risk),
        reason=row.body or "", by=row.by, at=row.at,
    )


def weigh(tx: Tx, version: int, weights: Weights, reason: str, *, by: int, now: datetime) -> str:
    """New weights under this version; the hash of the reason, for the ledger. Conflict when there is one by that number."""
    note = texts.put(tx, reason)
    added = insert_new(
        tx, ranking_weights, ranking_weights.c.version, version=version, value=weights.value,
        feasibility=weights.feasibility, risk=weights.risk, reason=note.id, by=by, at=now,
    )
    if not added:
        raise Conflict("changed_since")
    return note.hash

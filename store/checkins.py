"""Check-ins and their answers; every revision of an answer is kept, the newest counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.checkins import Answer, CheckIn, CheckInState, Outlook
from portfolio.errors import Conflict
from portfolio.metrics import Reported
from store import texts
from store.database import Tx
from store.domain_tables import answers, check_ins
from store.ids import new_id
from store.once import insert_new
from store.tables import texts as words


def _answers(tx: Tx, check_in_ids: Iterable[str]) -> Mapping[str, tuple[Answer, ...]]:
    newest: dict[str, dict[str, Answer]] = {}
    rows = tx.execute(
        select(answers, words.c.body).outerjoin(words, words.c.id == answers.c.note)
        .where(answers.c.check_in.in_(list(check_in_ids))).order_by(answers.c.revision)
    )
    for row in rows:
        newest.setdefault(row.check_in, {})[row.initiative] = Answer(
            initiative=row.initiative, value=row.value, outlook=Outlook(row.outlook), note=row.body or ""
        )
    return {key: tuple(given[name] for name in sorted(given)) for key, given in newest.items()}


def _check_in(row: Row[Any], given: tuple[Answer, ...]) -> CheckIn:
    state = CheckInState(row.state)
    return CheckIn(
        id=row.id, person=row.person, period=row.period, state=state, revision=row.revision, answers=given,
        answered_by=row.answered_by, answered_at=row.answered_at, confirmed=state is CheckInState.CONFIRMED,
        corrected=row.corrected,
    )


def _all(tx: Tx, where: Any) -> list[CheckIn]:
    rows = list(tx.execute(select(check_ins).where(where).order_by(check_ins.c.period, check_ins.c.id)))
    given = _answers(tx, [row.id for row in rows])
    return [_check_in(row, given.get(row.id, ())) for row in rows]


def get(tx: Tx, id: str) -> CheckIn | None:
    """By id."""
    found = _all(tx, check_ins.c.id == id)
    return found[0] if found else None


def of(tx: Tx, person: int, period: str) -> CheckIn | None:
    """Somebody's check-in for a period."""
    found = _all(tx, (check_ins.c.person == person) & (check_ins.c.period == period))
    return found[0] if found else None


def of_period(tx: Tx, period: str) -> list[CheckIn]:
    """All check-ins of a period."""
    return _all(tx, check_ins.c.period == period)


def of_person(tx: Tx, person: int) -> list[CheckIn]:
    """All of somebody's check-ins, oldest first."""
    return _all(tx, check_ins.c.person == person)


def opened(tx: Tx, person: int, period: str) -> CheckIn:
    """The check-in of that person and period, made if there is none. UNIQUE (person, period) makes it one (R22)."""
    insert_new(
        tx, check_ins, check_ins.c.id, id=new_id("c"), person=person, period=period, state=CheckInState.PLANNED.value,
        revision=0, corrected=False,
    )
    found = of(tx, person, period)
    assert found is not None
    return found


def set_state(tx: Tx, old: CheckIn, state: CheckInState) -> None:
    """Move a check-in; whoever calls has checked that the move is legal. Conflict when it was moved since it was read."""
    where = (check_ins.c.id == old.id) & (check_ins.c.state == old.state.value)
    if tx.execute(update(check_ins).where(where).values(state=state.value)).rowcount != 1:
        raise Conflict("changed_since")


def save(
    tx: Tx, old: CheckIn, given: tuple[Answer, ...], *, state: CheckInState, by: int, now: datetime, corrected: bool
) -> tuple[CheckIn, dict[str, str]]:
    """A new revision, and the hash of each note for the ledger. Conflict when `old` no longer is the newest."""
    revision = old.revision + 1
    done = tx.execute(
        update(check_ins).where(check_ins.c.id == old.id, check_ins.c.revision == old.revision).values(
            state=state.value, revision=revision, answered_by=by, answered_at=now, corrected=corrected
        )
    )
    if done.rowcount != 1:
        raise Conflict("changed_since")
    hashes: dict[str, str] = {}
    for answer in given:
        note = texts.put(tx, answer.note) if answer.note else None
        if note:
            hashes[answer.initiative] = note.hash
        tx.execute(insert(answers).values(
            check_in=old.id, initiative=answer.initiative, revision=revision, value=answer.value,
            outlook=answer.outlook.value, note=note.id if note else None, by=by, at=now,
        ))
    found = get(tx, old.id)
    assert found is not None
    return found, hashes


def last_reported(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Reported]:
    """The newest number somebody reported for each initiative, of any period; unknowns are skipped, not zero."""
    rows = tx.execute(
        select(answers).where(answers.c.initiative.in_(list(initiatives)), answers.c.value.is_not(None))
        .order_by(answers.c.at, answers.c.revision)
    )
    return {row.initiative: Reported(value=row.value, at=row.at, by=row.by) for row in rows}


def lapsed_in_a_row(tx: Tx, person: int) -> int:
    """How many of somebody's newest check-ins lapsed without an answer in between."""
    count = 0
    for check_in in reversed(of_person(tx, person)):
        if check_in.state is CheckInState.LAPSED:
            count += 1
        elif check_in.revision:
            break
    return count

"""Check-ins and their answers; every revision of an answer is kept, the newest counts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Row, bindparam, insert, select, update

from portfolio.checkins import Answer, CheckIn, CheckInState, Outlook, merged
from portfolio.errors import Conflict
from portfolio.metrics import Reported
from store import texts
from store.database import Tx
from store.domain_tables import answers, check_ins
from store.ids import new_id
from store.once import insert_new
from store.tables import texts as words

_SAID = select(answers, words.c.body).outerjoin(words, words.c.id == answers.c.note).order_by(answers.c.revision)
_ANSWERS = _SAID.where(answers.c.check_in == bindparam("check_in"))
_ANSWERS_OF = _SAID.where(answers.c.check_in.in_(bindparam("check_ins", expanding=True)))
_CHECK_INS = select(check_ins).order_by(check_ins.c.period, check_ins.c.id)
_GET = _CHECK_INS.where(check_ins.c.id == bindparam("id"))
_OF_PERSON = _CHECK_INS.where(check_ins.c.person == bindparam("person"))
_OF_PERIOD = _CHECK_INS.where(check_ins.c.period == bindparam("period"))
_OF = _OF_PERSON.where(check_ins.c.period == bindparam("period"))
_MOVE = update(check_ins).where(check_ins.c.id == bindparam("of"), check_ins.c.state == bindparam("was"))
_REVISE = update(check_ins).where(check_ins.c.id == bindparam("of"), check_ins.c.revision == bindparam("was"))
_ANSWER = insert(answers)
_REPORTED = (
    select(answers)
    .where(answers.c.initiative.in_(bindparam("initiatives", expanding=True)), answers.c.value.is_not(None))
    .order_by(answers.c.at, answers.c.revision)
)


def _answers(tx: Tx, check_in_ids: Iterable[str]) -> Mapping[str, tuple[Answer, ...]]:
    wanted = list(check_in_ids)
    newest: dict[str, dict[str, Answer]] = {}
    for row in _rows(tx, wanted):
        newest.setdefault(row.check_in, {})[row.initiative] = Answer(
            initiative=row.initiative, value=row.value, outlook=Outlook(row.outlook), note=row.body or ""
        )
    return {key: tuple(given[name] for name in sorted(given)) for key, given in newest.items()}


def _rows(tx: Tx, check_ins: list[str]) -> Iterable[Row[Any]]:
    match check_ins:
        case []:
            return ()
        case [only]:
            return tx.execute(_ANSWERS, {"check_in": only})
    return tx.execute(_ANSWERS_OF, {"check_ins": check_ins})


def _check_in(row: Row[Any], given: tuple[Answer, ...]) -> CheckIn:
    state = CheckInState(row.state)
    return CheckIn(
        id=row.id, person=row.person, period=row.period, state=state, revision=row.revision, answers=given,
        answered_by=row.answered_by, answered_at=row.answered_at, confirmed=state is CheckInState.CONFIRMED,
        corrected=row.corrected,
    )


def _all(tx: Tx, statement: Executable, **params: object) -> list[CheckIn]:
    rows = list(tx.execute(statement, params))
    given = _answers(tx, [row.id for row in rows if row.revision])
    return [_check_in(row, given.get(row.id, ())) for row in rows]


def get(tx: Tx, id: str) -> CheckIn | None:
    """By id."""
    found = _all(tx, _GET, id=id)
    return found[0] if found else None


def of(tx: Tx, person: int, period: str) -> CheckIn | None:
    """Somebody's check-in for a period."""
    found = _all(tx, _OF, person=person, period=period)
    return found[0] if found else None


def of_period(tx: Tx, period: str) -> list[CheckIn]:
    """All check-ins of a period."""
    return _all(tx, _OF_PERIOD, period=period)


def of_person(tx: Tx, person: int) -> list[CheckIn]:
    """All of somebody's check-ins, oldest first."""
    return _all(tx, _OF_PERSON, person=person)


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
    if tx.execute(_MOVE, {"of": old.id, "was": old.state.value, "state": state.value}).rowcount != 1:
        raise Conflict("changed_since")


def save(
    tx: Tx, old: CheckIn, given: tuple[Answer, ...], *, state: CheckInState, by: int, now: datetime, corrected: bool
) -> tuple[CheckIn, dict[str, str]]:
    """A new revision, and the hash of each note for the ledger. Conflict when `old` no longer is the newest."""
    revision = old.revision + 1
    values = {"state": state.value, "revision": revision, "answered_by": by, "answered_at": now, "corrected": corrected}
    if tx.execute(_REVISE, {"of": old.id, "was": old.revision, **values}).rowcount != 1:
        raise Conflict("changed_since")
    hashes: dict[str, str] = {}
    for answer in given:
        note = texts.put(tx, answer.note) if answer.note else None
        if note:
            hashes[answer.initiative] = note.hash
        tx.execute(_ANSWER, {
            "check_in": old.id, "initiative": answer.initiative, "revision": revision, "value": answer.value,
            "outlook": answer.outlook.value, "note": note.id if note else None, "by": by, "at": now,
        })
    saved = replace(
        old, state=state, revision=revision, answers=merged(old.answers, given), answered_by=by, answered_at=now,
        confirmed=False, corrected=corrected,
    )
    return saved, hashes


def last_reported(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Reported]:
    """The newest number somebody reported for each initiative, of any period; unknowns are skipped, not zero."""
    rows = tx.execute(_REPORTED, {"initiatives": list(initiatives)})
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

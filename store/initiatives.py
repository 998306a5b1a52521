"""Initiatives: row <-> value."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Executable, Row, bindparam, select, update

from portfolio.errors import Conflict
from portfolio.imports.entries import Dated, Precision
from portfolio.initiatives import ACTIVE, FOLLOWED, WATCHED, Initiative, Integration, SponsorState, Stage
from portfolio.names import folded
from store.database import Tx
from store.initiative_tables import initiatives
from store.once import insert_new

_GET = select(initiatives).where(initiatives.c.id == bindparam("id"))
_BY_TOKEN = select(initiatives).where(initiatives.c.token == bindparam("token"))
_BY_NAME = select(initiatives).where(initiatives.c.name_key == bindparam("name_key"))
_EVERYTHING = select(initiatives).order_by(initiatives.c.name_key)
_IN_FLIGHT = _EVERYTHING.where(initiatives.c.stage.in_([stage.value for stage in ACTIVE]))
_WATCHED = _EVERYTHING.where(initiatives.c.stage.in_([stage.value for stage in WATCHED]))
_SPONSORED = _EVERYTHING.where(
    initiatives.c.sponsor == bindparam("sponsor"), initiatives.c.sponsor_state == SponsorState.ACCEPTED.value
)
_SEVERAL = select(initiatives).where(initiatives.c.id.in_(bindparam("ids", expanding=True)))
_NAMES = select(initiatives.c.id, initiatives.c.name).where(initiatives.c.id.in_(bindparam("ids", expanding=True)))
_CHANGE = update(initiatives).where(initiatives.c.id == bindparam("of"), initiatives.c.revision == bindparam("was"))


def _initiative(row: Row[Any]) -> Initiative:
    return Initiative(
        id=row.id, name=row.name, workflow=row.workflow, intent=row.intent, stage=Stage(row.stage),
        first_use=row.first_use, sponsor=row.sponsor, sponsor_state=SponsorState(row.sponsor_state),
        sponsor_since=row.sponsor_since, sponsor_asked=row.sponsor_asked,
        adoption_lead=row.adoption_lead, delivery_lead=row.delivery_lead,
        integration=Integration(row.integration) if row.integration else None, retirement_plan=row.retirement_plan,
        registered_by=row.registered_by, registered_at=row.registered_at, revision=row.revision,
        about=Dated(day=row.about, precision=Precision(row.about_precision)) if row.about else None,
    )


def name_key(name: str) -> str:
    """The name as compared. Folding can make a name three times as long; the column keeps enough of it."""
    return folded(name)[:200]


def add(tx: Tx, new: Initiative, token: str) -> bool:
    """A new initiative. False when its token or its folded name is there already: then nothing was added."""
    return insert_new(
        tx, initiatives, initiatives.c.id, id=new.id, token=token, name=new.name, name_key=name_key(new.name),
        workflow=new.workflow, intent=new.intent, stage=new.stage.value, first_use=new.first_use, sponsor=new.sponsor,
        sponsor_state=new.sponsor_state.value, sponsor_since=new.sponsor_since, sponsor_asked=new.sponsor_asked,
        adoption_lead=new.adoption_lead,
        delivery_lead=new.delivery_lead, integration=new.integration.value if new.integration else None,
        retirement_plan=new.retirement_plan,
        registered_by=new.registered_by, registered_at=new.registered_at, revision=new.revision,
        about=new.about.day if new.about else None, about_precision=new.about.precision.value if new.about else None,
    )


def change(tx: Tx, old: Initiative, **values: object) -> Initiative:
    """Set columns and raise the revision. Conflict when somebody changed the row since `old` was read."""
    done = tx.execute(_CHANGE, {"of": old.id, "was": old.revision, "revision": old.revision + 1, **values})
    if done.rowcount != 1:
        raise Conflict("changed_since")
    found = get(tx, old.id)
    assert found is not None
    return found


def _one(tx: Tx, statement: Executable, **params: str) -> Initiative | None:
    row = tx.execute(statement, params).first()
    return _initiative(row) if row else None


def get(tx: Tx, id: str) -> Initiative | None:
    """By id."""
    return _one(tx, _GET, id=id)


def by_token(tx: Tx, token: str) -> Initiative | None:
    """By the form it was registered with."""
    return _one(tx, _BY_TOKEN, token=token)


def by_name(tx: Tx, name: str) -> Initiative | None:
    """By its exact name, letter case and spaces aside."""
    return _one(tx, _BY_NAME, name_key=name_key(name))


def named_like(tx: Tx, text: str) -> list[Initiative]:
    """Those whose name contains the words typed, in name order."""
    where = initiatives.c.name_key.contains(name_key(text), autoescape=True)
    return _all(tx, _EVERYTHING.where(where))


def everything(tx: Tx) -> list[Initiative]:
    """All, in name order."""
    return _all(tx, _EVERYTHING)


def in_flight(tx: Tx) -> list[Initiative]:
    """Those that still owe a decision, in name order."""
    return _all(tx, _IN_FLIGHT)


def watched(tx: Tx) -> list[Initiative]:
    """Those in flight and those in production, in name order: what is read."""
    return _all(tx, _WATCHED)


def in_production(tx: Tx) -> list[Initiative]:
    """Those that were funded (R24), in name order."""
    return [one for one in watched(tx) if one.stage in FOLLOWED]


def asked(tx: Tx) -> list[Initiative]:
    """Those in flight or in production whose named sponsor has not answered, in name order."""
    return [one for one in watched(tx) if one.sponsor_state is SponsorState.ASKED]


def _all(tx: Tx, statement: Executable, **params: object) -> list[Initiative]:
    return [_initiative(row) for row in tx.execute(statement, params)]


def sponsored_by(tx: Tx, person: int) -> list[Initiative]:
    """In flight, with this person as the sponsor who has accepted."""
    return [one for one in _all(tx, _SPONSORED, sponsor=person) if one.stage in ACTIVE]


def sponsors(tx: Tx) -> list[int]:
    """Everybody who has accepted to sponsor something in flight."""
    return sorted({one.sponsor for one in in_flight(tx) if one.sponsor is not None and one.owned})


def several(tx: Tx, ids: Iterable[str]) -> Mapping[str, Initiative]:
    """Several by id."""
    return {one.id: one for one in _all(tx, _SEVERAL, ids=list(ids))}


def names(tx: Tx, ids: Iterable[str]) -> Mapping[str, str]:
    """Names by id."""
    return {row.id: row.name for row in tx.execute(_NAMES, {"ids": list(ids)})}

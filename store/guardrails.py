"""Guardrails: row <-> value, one row per version; the newest of a number counts unless it was dropped."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, insert, select

from portfolio.guardrails import Guardrail
from store.counting_tables import guardrails
from store.database import Tx


def add(tx: Tx, new: Guardrail, by: int, now: datetime, *, dropped: bool = False) -> None:
    """A new version; `dropped`: from here on it guards nothing."""
    tx.execute(insert(guardrails).values(
        initiative=new.initiative, number=new.number, version=new.version, name=new.name, unit=new.unit,
        lower_is_better=new.lower_is_better, margin=new.margin, dropped=dropped, saved_by=by, saved_at=now,
    ))


def in_force_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, tuple[Guardrail, ...]]:
    """The guardrails of each initiative that has any, in the order of their numbers."""
    where = guardrails.c.initiative.in_(list(initiatives))
    rows = tx.execute(select(guardrails).where(where).order_by(guardrails.c.number, guardrails.c.version))
    newest = {(row.initiative, row.number): row for row in rows}
    found: dict[str, list[Guardrail]] = {}
    for row in newest.values():
        if not row.dropped:
            found.setdefault(row.initiative, []).append(Guardrail(
                initiative=row.initiative, number=row.number, version=row.version, name=row.name, unit=row.unit,
                lower_is_better=row.lower_is_better, margin=row.margin,
            ))
    return {key: tuple(rails) for key, rails in found.items()}


def in_force(tx: Tx, initiative: str) -> tuple[Guardrail, ...]:
    """Those of one."""
    return in_force_of(tx, [initiative]).get(initiative, ())


def last_number(tx: Tx, initiative: str) -> int:
    """The highest number ever used; 0 when there was none."""
    top = select(func.max(guardrails.c.number)).where(guardrails.c.initiative == initiative)
    return tx.execute(top).scalar() or 0

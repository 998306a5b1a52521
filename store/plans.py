"""Plans: row <-> value, one row per version of a part; the newest counts unless it was taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select

from portfolio.plans import KINDS, NOTHING, Content, Needs, Part, Placement, Plans, together
from store.database import Tx
from store.plan_tables import plans
from store.values import dump, load

_IN_ORDER = select(plans).order_by(plans.c.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The newest version of a part. `content` None: it was taken back. `by` None: somebody was erased."""

    number: int
    content: Content | None
    by: int | None
    at: datetime


def newest(tx: Tx, initiative: str) -> Mapping[Part, Version]:
    """The newest version of each part that was ever written."""
    return _newest(tx, _IN_ORDER.where(plans.c.initiative == initiative)).get(initiative, {})


def in_force(tx: Tx, initiative: str) -> Plans:
    """What counts of one initiative."""
    return in_force_of(tx, [initiative]).get(initiative, NOTHING)


def in_force_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Plans]:
    """What counts of several; an initiative of which nothing was ever written is left out."""
    found = _newest(tx, _IN_ORDER.where(plans.c.initiative.in_(list(initiatives))))
    return {key: together(one.content for one in parts.values()) for key, parts in found.items()}


def placements(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Placement]:
    """Where the results of several appear; those of which it is not known are left out."""
    where = (plans.c.part == Part.INTEGRATION.value) & plans.c.initiative.in_(list(initiatives))
    found = {key: parts[Part.INTEGRATION].content for key, parts in _newest(tx, _IN_ORDER.where(where)).items()}
    return {key: content for key, content in found.items() if isinstance(content, Placement)}


def add(
    tx: Tx, initiative: str, part: Part, content: Content | None, *, version: int, by: int | None, now: datetime
) -> None:
    """A new version; no content: from here on there is none."""
    tx.execute(insert(plans).values(
        initiative=initiative, part=part.value, version=version, content=None if content is None else dump(content),
        saved_by=by, saved_at=now,
    ))


def owned_by(tx: Tx, person: int) -> frozenset[str]:
    """The initiatives of which somebody owns a need of production."""
    found = _newest(tx, _IN_ORDER.where(plans.c.part == Part.NEEDS.value))
    return frozenset(key for key, parts in found.items() if _owns(parts[Part.NEEDS].content, person))


def let_go(tx: Tx, initiative: str, person: int, now: datetime) -> None:
    """What they owned has no owner any more."""
    old = newest(tx, initiative).get(Part.NEEDS)
    if old is None or not isinstance(old.content, Needs) or not _owns(old.content, person):
        return
    left = tuple(replace(need, owner=None) if need.owner == person else need for need in old.content.needs)
    add(tx, initiative, Part.NEEDS, Needs(needs=left), version=old.number + 1, by=None, now=now)


def _owns(content: Content | None, person: int) -> bool:
    return isinstance(content, Needs) and any(need.owner == person for need in content.needs)


def _newest(tx: Tx, chosen: Select[Any]) -> dict[str, dict[Part, Version]]:
    rows: dict[tuple[str, str], Row[Any]] = {(row.initiative, row.part): row for row in tx.execute(chosen)}
    found: dict[str, dict[Part, Version]] = {}
    for (initiative, part), row in rows.items():
        kind = Part(part)
        found.setdefault(initiative, {})[kind] = Version(
            number=row.version, content=None if row.content is None else load(row.content, KINDS[kind]), by=row.saved_by,
            at=row.saved_at,
        )
    return found

"""What is late: sources of numbers and groups whose use is followed, by initiative; and all of them, for an admin."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from actions import access, granted, outgoing
from actions.sources import in_force, told, trouble
from portfolio.authority import Act
from portfolio.calendar import DAY, local_date, midnight
from portfolio.company import Company
from portfolio.lateness import Late, late_source, late_use
from portfolio.messages import Kind, Reason
from portfolio.metrics import Metric
from portfolio.people import Actor, Role
from portfolio.schedule import TroubleFacts
from portfolio.sources import Source, known_until
from portfolio.usage import Cohort
from portfolio.views.sources import SourceLine, Sources
from store import Tx, adoption, initiatives, metrics, observations, people, sources
from store.observations import Batch

MOST = 12
"""Lines on one card."""


def late(tx: Tx, ids: Iterable[str], known: Mapping[str, Metric], today: date) -> Mapping[str, tuple[Late, ...]]:
    """What is late of these initiatives; those of which nothing is are left out."""
    ids = list(ids)
    numbers, cohorts = in_force(tx, known), adoption.in_force(tx, ids)
    newest = observations.newest_of(tx, [source.id for source in numbers.values()])
    used = adoption.latest_of(tx, cohorts)
    found: dict[str, list[Late]] = {}
    for key, source in numbers.items():
        if (one := late_source(source, _known(source, newest.get(source.id)), today)) is not None:
            found.setdefault(key, []).append(one)
    for key, cohort in cohorts.items():
        told = used[key].on if key in used else _enabled(cohort)
        if (one := late_use(cohort, told, today)) is not None:
            found.setdefault(key, []).append(one)
    return {key: tuple(several) for key, several in found.items()}


def report(tx: Tx, actor: Actor, now: datetime) -> Sources:
    """`reading`: everything that is read for the initiatives in flight, what is in trouble first (M14)."""
    access.demand(actor, Act.ENABLE_SOURCE)
    return drawn(tx, local_date(now, actor.zone), why=None)


def troubles(tx: Tx) -> tuple[TroubleFacts, ...]:
    """What has not been readable, and since when."""
    if not (sources.failing(tx) or adoption.failing(tx)):  # as nearly always
        return ()
    ids = [one.id for one in initiatives.watched(tx)]
    numbers, cohorts = in_force(tx, metrics.latest_of(tx, ids)), adoption.in_force(tx, ids)
    read = [(one.id, one.failure) for one in numbers.values()] + [(one.id, one.failure) for one in cohorts.values()]
    return tuple(TroubleFacts(source=id, since=failure.since) for id, failure in read if failure is not None)


def warn(tx: Tx, company: Company, now: datetime) -> bool:
    """Tell the admins what cannot be read, one message a day at most; False when all of it can be again."""
    today = local_date(now, company.zone)
    view = drawn(tx, today, why=Reason.SOURCE_LATE)
    if not view.troubled:
        return False
    for one in people.everyone(tx):
        if Role.ADMIN in one.roles:
            outgoing.to_person(
                tx, one.number, Kind.SOURCE_LATE, view, key=f"source_late:{today}:{one.number}", reason=Reason.SOURCE_LATE,
                now=now, until=midnight(today + 7 * DAY, company.zone),
            )
    return True


def drawn(tx: Tx, today: date, *, why: Reason | None) -> Sources:
    """The same for whom it is sent to."""
    lines = read_for(tx, {one.id: one.name for one in initiatives.watched(tx)}, today)
    troubled = sum(line.trouble is not None or line.late for line in lines)
    return Sources(
        lines=tuple(lines[:MOST]), more=max(0, len(lines) - MOST), troubled=troubled, why=why, granted=granted.latest(tx)
    )


def read_for(tx: Tx, names: Mapping[str, str], today: date) -> list[SourceLine]:
    """Every source and group that is enabled for these initiatives, what is in trouble first. `names` by id."""
    known = metrics.latest_of(tx, names)
    numbers, cohorts = in_force(tx, known), adoption.in_force(tx, names)
    newest = observations.newest_of(tx, [source.id for source in numbers.values()])
    used = adoption.latest_of(tx, cohorts)
    overdue = {(one.initiative, one.source) for several in late(tx, names, known, today).values() for one in several}
    lines = [
        SourceLine(
            name=names[key], source=one.label, trouble=trouble(one, today), late=(key, one.label) in overdue,
            known_on=None if one.read_at is None else _known(one, newest.get(one.id)),
        )
        for key, one in numbers.items()
    ]
    lines += [
        SourceLine(
            name=names[key], source=one.label, known_on=used[key].on if key in used else None,
            late=(key, one.label) in overdue, trouble=told(one.label, one.failure, "UTC", today),
        )
        for key, one in cohorts.items()
    ]
    return sorted(lines, key=lambda line: (line.trouble is None, not line.late, line.name, line.source))


def _known(source: Source, batch: Batch | None) -> date:
    at = source.enabled_at if batch is None else known_until(source, batch.fetched_at, batch.refreshed_on)
    return local_date(at, source.binding.zone)


def _enabled(cohort: Cohort) -> date:
    return cohort.enabled_at.date()

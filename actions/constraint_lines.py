"""Constraints as they stand on cards: the register's own, a gate's, a check-in's, leadership's digest (D6)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from actions import subjects
from actions.published import reads_later
from portfolio.calendar import digest_after, local_date, month_of, next_first
from portfolio.company import Company
from portfolio.discover.constraints import Constraint, ending, expiring_first
from portfolio.initiatives import ACTIVE, Initiative
from portfolio.people import Actor, name_of
from portfolio.views.discover import ConstraintLine, Named
from store import Tx, constraints, initiatives, people, workflows


def lines(
    tx: Tx, found: Iterable[Constraint], today: date, names: Mapping[str, str], zone: str = "UTC"
) -> tuple[ConstraintLine, ...]:
    """Each with those of its hits that `names` knows, and how many others there are."""
    return each(tx, [(one, names) for one in found], today, zone)


def each(
    tx: Tx, found: Sequence[tuple[Constraint, Mapping[str, str]]], today: date, zone: str = "UTC"
) -> tuple[ConstraintLine, ...]:
    """The same, with names for each."""
    owners = people.many(tx, [one.owner for one, _ in found])
    return tuple(
        ConstraintLine(
            constraint=one.id, kind=one.kind, text=one.text, source=one.source, owner=name_of(owners, one.owner),
            expires=one.expires, reviewed_on=one.reviewed_on, standing=one.standing(today),
            hits=tuple(sorted(
                (Named(id=id, name=names[id]) for id in one.hits if id in names), key=lambda hit: (hit.name, hit.id)
            )),
            more=sum(id not in names for id in one.hits),
            lifted_on=local_date(one.lifted.at, zone) if one.lifted else None,
            reason=one.lifted.reason if one.lifted else "",
        )
        for one, names in found
    )


def readable(tx: Tx, actor: Actor | None, found: Iterable[Constraint], today: date) -> list[Constraint]:
    """Those this person may read today: what limits an initiative is news to its sponsor first, and leadership reads it from
    the day of the digest that says it (R18). Where nobody has accepted to answer for what it hits, nothing waits. `actor`
    None: a channel reads along."""
    some = list(found)
    mine = {one.id for one in some if actor is not None and one.owner == actor.number}
    waits = {one.id for one in some if one.id not in mine and one.open_on is not None and today < one.open_on}
    if not waits:
        return some
    return [one for one in some if one.id not in waits or not _news(tx, actor, one)]


def _news(tx: Tx, actor: Actor | None, one: Constraint) -> bool:
    """Whether it hits initiatives whose sponsors are told of it, and this person reads all of them later than those."""
    hit = {*one.hits, *(id for hit in one.hits for id in workflows.attached_to(tx, hit))}
    told = [each for each in initiatives.several(tx, hit).values() if _is_told(each)]
    return bool(told) and (actor is None or all(reads_later(actor, each) for each in told))


def open_on(company: Company, now: datetime) -> date:
    """The day from which leadership may read what begins to limit an initiative now: that of the digest that says it."""
    return digest_after(local_date(now, company.zone), company.holidays)


def later(tx: Tx, actor: Actor | None, ids: Iterable[str], today: date) -> Mapping[str, frozenset[str]]:
    """Of these initiatives, the constraints that came to them later (a merge, a workflow) and that this person does not read
    of there yet, as in `readable`."""
    told = [one for one in initiatives.several(tx, ids).values() if _is_told(one)]
    waits = [one.id for one in told if actor is None or reads_later(actor, one)]
    came = constraints.came_later(tx, waits) if waits else {}
    return {id: frozenset(limit for limit, day in days.items() if today < day) for id, days in came.items()}


def _is_told(one: Initiative) -> bool:
    """Whether somebody has accepted to answer for it, and is told on a card what limits it."""
    return one.owned and one.stage in ACTIVE


def named(
    tx: Tx, actor: Actor | None, found: Iterable[Constraint], today: date
) -> list[tuple[Constraint, Mapping[str, str]]]:
    """Each with the names of what it hits that this person may know of by now; `actor` None: that leadership may."""
    some = list(found)
    hit = sorted({id for one in some for id in one.hits})
    names = subjects.seen(tx, actor, hit) if actor is not None else subjects.names(tx, hit)
    waits = later(tx, actor, hit, today)
    return [
        (one, {id: names[id] for id in one.hits if id in names and one.id not in waits.get(id, ())}) for one in some
    ]


def of(tx: Tx, id: str, today: date, reader: Actor | None = None) -> tuple[ConstraintLine, ...]:
    """What hits one thing, the nearest end first; `reader` None: for whoever decides on it, or has the record. Of what else
    is hit only the number is said: whoever may see this one may not see all others."""
    found: Sequence[Constraint] = constraints.hitting(tx, [id])[id]
    if reader is not None:
        waits = later(tx, reader, [id], today).get(id, ())
        found = [one for one in readable(tx, reader, found, today) if one.id not in waits]
    return lines(tx, found, today, {})


def of_workflow(tx: Tx, actor: Actor, id: str, today: date) -> tuple[ConstraintLine, ...]:
    """What hits one workflow, as this person may know of it."""
    return each(tx, named(tx, actor, readable(tx, actor, constraints.hitting(tx, [id])[id], today), today), today)


def for_check_in(
    tx: Tx, person: int, mine: Collection[str], period: str, today: date
) -> tuple[ConstraintLine, ...]:
    """What a sponsor is told with the card about a month: what hits theirs, or is theirs to look after, and has ended, is
    about to, or was put down or came to theirs since that month began. Leadership reads of it in the digest of that card or
    later. `mine` are the ids of what they answer for."""
    if not constraints.any_open(tx):
        return ()
    hit = {one.id: one for several in constraints.hitting(tx, mine).values() for one in several}
    known = hit | {one.id: one for one in constraints.owned_by(tx, person)}
    begins = date(*month_of(period), 1)
    told = {one.id for one in ending(known.values(), today)}
    told |= {id for id, one in hit.items() if one.said_at.date() >= begins}
    came = constraints.came_later(tx, mine).values()
    told |= {id for each in came for id, day in each.items() if id in hit and day >= next_first(begins)}
    return lines(tx, expiring_first(known[id] for id in told), today, subjects.names(tx, mine)) if told else ()


def for_digest(tx: Tx, today: date) -> tuple[ConstraintLine, ...]:
    """What hits anything in flight and leadership may read by now: sponsors have had it on the card about that month."""
    flying = [one.id for one in initiatives.in_flight(tx)]
    hitting, waits = constraints.hitting(tx, flying), later(tx, None, flying, today)
    found = {
        one.id: one for id, several in hitting.items() for one in several
        if (one.open_on is None or one.open_on <= today) and one.id not in waits.get(id, ())
    }  # fmt: skip
    return each(tx, named(tx, None, expiring_first(found.values()), today), today)

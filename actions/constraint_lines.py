"""Constraints as they stand on cards: the register's own, a gate's, a check-in's, leadership's digest (D6)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from actions import subjects
from actions.published import reads_later
from portfolio.calendar import local_date, month_of
from portfolio.discover.constraints import Constraint, ending, expiring_first
from portfolio.initiatives import ACTIVE
from portfolio.people import Actor, name_of
from portfolio.views.discover import ConstraintLine, Named
from store import Tx, constraints, initiatives, people, workflows


def lines(
    tx: Tx, found: Iterable[Constraint], today: date, names: Mapping[str, str], zone: str = "UTC"
) -> tuple[ConstraintLine, ...]:
    """Each with those of its hits that `names` knows, and how many others there are."""
    found = tuple(found)
    owners = people.many(tx, [one.owner for one in found])
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
        for one in found
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
    told = [each for each in initiatives.several(tx, hit).values() if each.owned and each.stage in ACTIVE]
    return bool(told) and (actor is None or all(reads_later(actor, each) for each in told))


def of(tx: Tx, id: str, today: date, reader: Actor | None = None) -> tuple[ConstraintLine, ...]:
    """What hits one thing, the nearest end first; `reader` None: for whoever decides on it, or has the record. Of what else
    is hit only the number is said: whoever may see this one may not see all others."""
    found = constraints.hitting(tx, [id])[id]
    return lines(tx, readable(tx, reader, found, today) if reader else found, today, {})


def of_workflow(tx: Tx, actor: Actor, id: str, today: date) -> tuple[ConstraintLine, ...]:
    """What hits one workflow, as this person may know of it."""
    found = readable(tx, actor, constraints.hitting(tx, [id])[id], today)
    return lines(tx, found, today, subjects.seen(tx, actor, _hit(found)))


def for_check_in(
    tx: Tx, person: int, mine: Collection[str], period: str, today: date
) -> tuple[ConstraintLine, ...]:
    """What a sponsor is told with the card about a month: what hits theirs, or is theirs to look after, and has ended, is
    about to, or was put down since that month began. Leadership reads of it in the digest of that card or later. `mine` are
    the ids of what they answer for."""
    if not constraints.any_open(tx):
        return ()
    hit = {one.id: one for several in constraints.hitting(tx, mine).values() for one in several}
    known = hit | {one.id: one for one in constraints.owned_by(tx, person)}
    begins = date(*month_of(period), 1)
    told = {one.id for one in ending(known.values(), today)}
    told |= {id for id, one in hit.items() if one.said_at.date() >= begins}
    return lines(tx, expiring_first(known[id] for id in told), today, subjects.names(tx, mine)) if told else ()


def for_digest(tx: Tx, today: date) -> tuple[ConstraintLine, ...]:
    """What hits anything in flight and leadership may read by now: sponsors have had it on the card about that month."""
    flying = [one.id for one in initiatives.in_flight(tx)]
    hitting = constraints.hitting(tx, flying)
    found = {
        one.id: one for several in hitting.values() for one in several if one.open_on is None or one.open_on <= today
    }
    return lines(tx, expiring_first(found.values()), today, subjects.names(tx, _hit(found.values())))


def _hit(found: Iterable[Constraint]) -> list[str]:
    return sorted({id for one in found for id in one.hits})

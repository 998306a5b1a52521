"""What leadership may read of an initiative: the same as its sponsor, bad news three working days later (R18).

Until then leadership reads what was known before, with the day it is of; so it is never told that something is withheld.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import takewhile
from typing import TypeVar

from actions import adoption, evidence
from portfolio.adoption import Adoption
from portfolio.authority import duties
from portfolio.calendar import add_working_days, local_date
from portfolio.company import Company
from portfolio.evidence import Evidence
from portfolio.initiatives import Initiative
from portfolio.metrics import Metric
from portfolio.news import HEAD_START, LONGEST_HOLD, News, of_evidence, of_use, read_in
from portfolio.people import Actor, Role
from store import Tx, addresses, people, told

T = TypeVar("T", Evidence, Adoption)
_AT_ONCE = frozenset({Role.PROGRAMME_OFFICE, Role.AUDITOR, Role.REVIEWER, Role.ADMIN})
"""Who works on it or checks it, and is not who it is reported to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The evidence and the use that may be read of each initiative, by id; of those `held` newer evidence waits."""

    evidence: Mapping[str, Evidence]
    use: Mapping[str, Adoption]
    held: frozenset[str] = frozenset()


def reads_later(actor: Actor, one: Initiative, *, aloud: bool = False) -> bool:
    """Whether bad news of this initiative waits for this reader. `aloud`: a channel reads along."""
    return aloud or not (duties(actor.number, one) or actor.roles & _AT_ONCE)


def newest(tx: Tx, ones: Sequence[Initiative], known: Mapping[str, Metric]) -> Published:
    """What is known of these, as their sponsors read it. `known` are their metrics."""
    return Published(
        evidence=dict(evidence.shown(tx, known)), use=dict(adoption.shown(tx, [one.id for one in ones]))
    )


def readable(
    tx: Tx, actor: Actor, ones: Sequence[Initiative], known: Mapping[str, Metric], today: date, *, aloud: bool
) -> Published:
    """What this reader may read of them now; each at once, or as leadership does."""
    later = [one for one in ones if reads_later(actor, one, aloud=aloud)]
    waits = {one.id for one in later}
    free = newest(
        tx, [one for one in ones if one.id not in waits], {key: metric for key, metric in known.items() if key not in waits}
    )
    held = of(tx, later, {key: known[key] for key in waits & known.keys()}, today)
    return Published(evidence={**free.evidence, **held.evidence}, use={**free.use, **held.use}, held=held.held)


def of(tx: Tx, ones: Sequence[Initiative], known: Mapping[str, Metric], today: date) -> Published:
    """What may be read of these today. `known` are their metrics.

    Where nobody can be told first (no sponsor has accepted, Teams does not reach them, or they are in shadow mode), nothing
    waits; nor does anything wait longer than LONGEST_HOLD for a message that could not be sent.
    """
    ids = [one.id for one in ones]
    found = newest(tx, ones, known)
    owners = people.many(tx, [one.sponsor for one in ones if one.owned])
    told_of = told.open_of(tx, ids, today)
    measured, use = dict(found.evidence), dict(found.use)
    for one in ones:
        owner = owners.get(one.sponsor or 0)
        if owner is None or not (owner.reachable and owner.released) or addresses.of_person(tx, owner.number) is None:
            continue
        may = told_of.get(one.id, frozenset())
        if one.id in measured:
            _hold(measured, one.id, of_evidence, may, partial(evidence.earlier, tx, known[one.id]), today)
        if one.id in use:
            _hold(use, one.id, of_use, may, partial(adoption.earlier, tx, one.id), today)
    held = frozenset(key for key, one in found.evidence.items() if measured.get(key) is not one)
    return Published(evidence=measured, use=use, held=held)


def _hold(
    shown: dict[str, T], id: str, bad: Callable[[T | None], News], may: News, earlier: Callable[[], Iterable[T]], today: date
) -> None:
    waits = bad(shown.get(id)) - may
    may |= {code for code in waits if _found_on(code, bad, earlier()) <= today - LONGEST_HOLD}
    if waits <= may:
        return
    before = next((one for one in earlier() if bad(one) <= may), None)
    if before is None:
        del shown[id]
    else:
        shown[id] = before


def _found_on(code: str, bad: Callable[[T | None], News], earlier: Iterable[T]) -> date:
    """Since when this holds without a break; date.max where the newest of what was found before (`earlier`) has it not."""
    return min((one.read_at.date() for one in takewhile(lambda one: code in bad(one), earlier)), default=date.max)


def open_on(company: Company, now: datetime) -> date:
    """The day from which leadership may read what a sponsor is told now."""
    return add_working_days(local_date(now, company.zone), HEAD_START, company.holidays)


def tell(tx: Tx, view: object, on: date) -> None:
    """Its sponsor has this in front of them; others may read it from that day on."""
    for initiative, news in read_in(view).items():
        told.put(tx, initiative, news, on)

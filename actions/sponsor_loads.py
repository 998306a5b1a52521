"""How many gates each accepted sponsor has to decide in a week, and fitting them under the cap of R1 (FEATURES A8)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.gates import BEFORE, LONGEST, Gate, GateState
from portfolio.people import name_of
from portfolio.spreading import PER_WEEK, Pilot, monday_of, spread, weekly
from portfolio.views.intake import Load
from store import Tx, gates, initiatives, intakes, ledger, metrics, people


def loads(tx: Tx, company: Company, now: datetime) -> tuple[Load, ...]:
    """Every accepted sponsor with gates in the coming 90 days, the fullest week first."""
    today = local_date(now, company.zone)
    owned = {one.id: one for one in initiatives.in_flight(tx) if one.owned}
    ahead: dict[int, list[Gate]] = defaultdict(list)
    for gate in gates.current_of(tx, owned).values():
        sponsor = owned[gate.initiative].sponsor
        if sponsor is not None and _ahead(gate, today):
            ahead[sponsor].append(gate)
    names = people.many(tx, ahead)
    found = []
    for sponsor, own in ahead.items():
        own.sort(key=lambda gate: (gate.due, gate.id))
        found.append(Load(
            sponsor=name_of(names, sponsor) or "", gates=len(own), fullest=max(weekly(gate.due for gate in own).values()),
            spare=tuple(owned[gate.initiative].name for gate in over(own)),
        ))
    return tuple(sorted(found, key=lambda load: (-load.fullest, -load.gates, load.sponsor)))


def ahead_of(tx: Tx, sponsor: int, company: Company, now: datetime) -> list[Gate]:
    """The gates a sponsor has to decide in the coming 90 days, the earliest first."""
    today = local_date(now, company.zone)
    mine = [one.id for one in initiatives.sponsored_by(tx, sponsor)]
    own = [gate for gate in gates.current_of(tx, mine).values() if _ahead(gate, today)]
    return sorted(own, key=lambda gate: (gate.due, gate.id))


def _ahead(gate: Gate, today: date) -> bool:
    return gate.state in BEFORE and today < gate.due <= today + LONGEST


def over(own: Collection[Gate]) -> list[Gate]:
    """The gates beyond three in their week, by date. Of each week those go whose rules nobody has agreed on yet before those
    whose rules are locked, and the last ones first."""
    held: dict[date, int] = defaultdict(int)
    found = []
    for gate in sorted(own, key=lambda gate: (gate.state is GateState.PLANNED, gate.due, gate.id)):
        held[monday_of(gate.due)] += 1
        if held[monday_of(gate.due)] > PER_WEEK:
            found.append(gate)
    return sorted(found, key=lambda gate: (gate.due, gate.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """What fitting a sponsor's gates did: the new days by initiative, and the initiatives that are over three a week."""

    moved: Mapping[str, date]
    spare: tuple[str, ...]


def refit(tx: Tx, sponsor: int, fresh: Collection[str], company: Company, now: datetime) -> Refit:
    """R1 for a sponsor who has just accepted `fresh`: their gates fit under three a week, each within its 90 days.

    Only gates that came from a list and for which nobody has set anything yet are moved; those the sponsor had before only
    where nothing else helps. The gate of a pilot that is not in use yet stays: earlier it could come before first use. Each
    that moves is an entry of the ledger.
    """
    today = local_date(now, company.zone)
    mine = {one.id: one for one in initiatives.sponsored_by(tx, sponsor)}
    current = {key: gate for key, gate in gates.current_of(tx, mine).items() if gate.state in BEFORE}
    origins, set_ = intakes.of(tx, mine), metrics.latest_of(tx, mine)
    movable = {
        key for key, gate in current.items()
        if key in origins and key not in set_ and gate.state is GateState.PLANNED and gate.number == 1 and gate.due > today
        and (mine[key].first_use or today) <= today
    }

    def fitted(some: Collection[str]) -> tuple[Mapping[str, date], tuple[str, ...]]:
        pilots = [Pilot(id=key, sponsor=sponsor, latest=origins[key].latest, wanted=current[key].due) for key in some]
        rest = [gate.due for key, gate in current.items() if key not in some]
        found = spread(pilots, today, company.holidays, {sponsor: rest})
        return found.days, tuple(key for split in found.splits for key in split.pilots)

    days, spare = fitted(movable & set(fresh))
    if spare and not movable <= set(fresh):
        days, spare = fitted(movable)
    moved = {key: day for key, day in days.items() if day != current[key].due}
    for key, day in moved.items():
        gate = current[key]
        gates.change(tx, gate, due=day)
        ledger.note(
            tx, at=now, actor=sponsor, action="teams:gate:refitted", subject=key,
            data={"gate": gate.id, "was": gate.due.isoformat(), "due": day.isoformat()},
        )
    return Refit(moved=moved, spare=spare)

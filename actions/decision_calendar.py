"""`decisions`: who must decide what by when in the coming 90 days, and whose weeks are too full (FEATURES A8)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.gates import BEFORE, LONGEST, OWED, Gate
from portfolio.initiatives import Initiative
from portfolio.people import Actor, name_of
from portfolio.spreading import PER_WEEK, monday_of
from portfolio.views.roadmap import DecisionDue, Decisions, FullWeek
from store import Tx, amendments, gates, initiatives, people

PAGE = 10
MOST_FULL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A decision and whose it is: `sponsor` None where nobody has accepted."""

    one: Initiative
    gate: Gate

    @property
    def sponsor(self) -> int | None:
        return self.one.sponsor if self.one.owned else None


def show(tx: Tx, actor: Actor, page: int, now: datetime, *, aloud: bool = False) -> Decisions:
    """One page of it, of what this person may see: what is overdue first, then by date."""
    today = local_date(now, actor.zone)
    found = [owed for owed in _owed(tx, today) if allowed(actor, Act.SEE, owed.one)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    return Decisions(
        rows=_rows(tx, found[(page - 1) * PAGE : page * PAGE], today, actor.zone), page=page, pages=pages, total=len(found),
        overdue=sum(owed.gate.due < today for owed in found), full=_full(tx, found, today, actor)[:MOST_FULL],
        until=today + LONGEST, mine_only=not allowed(actor, Act.SEE_PORTFOLIO), in_channel=aloud,
    )


def everything(tx: Tx, today: date) -> tuple[tuple[DecisionDue, ...], tuple[FullWeek, ...]]:
    """All of it, for whoever has the record's command line."""
    found = _owed(tx, today)
    return _rows(tx, found, today), _full(tx, found, today)


def mine(tx: Tx, actor: Actor, today: date) -> tuple[DecisionDue, ...]:
    """All of it that this person may see."""
    return _rows(tx, [owed for owed in _owed(tx, today) if allowed(actor, Act.SEE, owed.one)], today, actor.zone)


def _owed(tx: Tx, today: date) -> list[Owed]:
    ones = {one.id: one for one in initiatives.watched(tx)}
    found = [
        Owed(one=ones[id], gate=gate) for id, gate in gates.current_of(tx, ones).items()
        if gate.state in OWED or (gate.state in BEFORE and gate.due <= today + LONGEST)
    ]
    return sorted(found, key=lambda owed: (owed.gate.due, owed.one.name, owed.gate.id))


def _rows(tx: Tx, found: Sequence[Owed], today: date, zone: str = "UTC") -> tuple[DecisionDue, ...]:
    names = people.many(tx, [owed.sponsor for owed in found])
    waits = {made.gate: local_date(made.since, zone) for made in amendments.unanswered(tx)}
    return tuple(
        DecisionDue(
            initiative=owed.one.id, gate=owed.gate.id, name=owed.one.name, sponsor=name_of(names, owed.sponsor),
            on=owed.gate.due, state=owed.gate.state, days_left=(owed.gate.due - today).days,
            change_since=waits.get(owed.gate.id),
        )
        for owed in found
    )


def _full(tx: Tx, found: Sequence[Owed], today: date, actor: Actor | None = None) -> tuple[FullWeek, ...]:
    """The weeks ahead in which one sponsor has more than three of these (R1), the fullest first."""
    ahead = Counter(
        (owed.sponsor, monday_of(owed.gate.due)) for owed in found if owed.sponsor is not None and owed.gate.due >= today
    )
    names = people.many(tx, [sponsor for sponsor, _ in ahead])
    hands_over = actor is not None and allowed(actor, Act.NAME_SPONSOR)
    over = [
        FullWeek(sponsor=name_of(names, sponsor) or "", monday=monday, count=count, number=sponsor if hands_over else None)
        for (sponsor, monday), count in ahead.items() if count > PER_WEEK
    ]
    return tuple(sorted(over, key=lambda one: (-one.count, one.monday, one.sponsor)))

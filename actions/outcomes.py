"""The monthly outcome of what was funded (R24): in the digest, and three working days earlier to its sponsor (R18)."""

from collections.abc import Sequence
from datetime import date, datetime

from actions import outgoing, published
from actions.checkin_cards import end_of_month
from actions.checkin_views import closes_on
from actions.decision_card import evidence as sealed
from actions.panels import panels
from actions.published import Published
from portfolio.company import Company
from portfolio.decisions import Decision
from portfolio.initiatives import Initiative
from portfolio.messages import Kind, Reason
from portfolio.news import of_line
from portfolio.people import name_of
from portfolio.verdicts import Verdict
from portfolio.views.production import OutcomeLine, Outcomes
from store import Tx, decisions, gates, initiatives, ledger, metrics, people

MOST_LINES = 5
"""What fits on one card with where each number comes from."""


def tell(tx: Tx, person: int, period: str, company: Company, now: datetime) -> bool:
    """Tell a sponsor what no longer holds of what is in production. False when all of it does: then no card is owed."""
    mine = [one for one in initiatives.in_production(tx) if one.owned and one.sponsor == person]
    known = metrics.latest_of(tx, [one.id for one in mine])
    every = lines(tx, mine, published.newest(tx, mine, known))
    bad = tuple(line for line in every if of_line(line))
    if not bad:
        return False
    reader = people.get(tx, person)
    view = Outcomes(
        period=period, person=reader.name, digest_on=closes_on(period, company), lines=bad[:MOST_LINES],
        more=len(bad[MOST_LINES:]), all=len(every), why=Reason.OUTCOME,
        beyond={line.initiative: of_line(line) for line in bad[MOST_LINES:]},
    )
    fresh = outgoing.to_person(
        tx, person, Kind.OUTCOME, view, key=_key(person, period), reason=Reason.OUTCOME, now=now,
        until=end_of_month(now, reader.zone),
    )
    if fresh:
        ledger.note(
            tx, at=now, actor=None, action="calendar:outcome:planned", subject=period,
            data={"person": person, "initiatives": [line.initiative for line in bad]},
        )
    return fresh


def for_leadership(tx: Tx, today: date) -> tuple[OutcomeLine, ...]:
    """Everything in production, bad news three working days after its sponsor had it (R18)."""
    found = initiatives.in_production(tx)
    known = metrics.latest_of(tx, [one.id for one in found])
    return tuple(lines(tx, found, published.of(tx, found, known, today)))


def lines(tx: Tx, found: Sequence[Initiative], read: Published) -> list[OutcomeLine]:
    """Their lines, in their order."""
    ids = [one.id for one in found]
    made, due = decisions.funded_of(tx, ids), gates.current_of(tx, ids)
    shown = panels(tx, ids, read)
    names = people.many(tx, [one.sponsor for one in found])
    return [
        OutcomeLine(
            initiative=one.id, name=one.name, sponsor=name_of(names, one.sponsor) if one.owned else None,
            funded_on=made[one.id].on, then=_then(tx, made[one.id]), panel=shown.get(one.id), review_on=due[one.id].due,
            origin=due[one.id].origin, use=read.use.get(one.id),
        )
        for one in found
    ]


def _then(tx: Tx, made: Decision) -> Verdict | None:
    """The verdict it was funded on."""
    gate = gates.get(tx, made.gate)
    shown = None if gate is None else sealed(tx, gate)
    return None if shown is None else shown.verdict


def _key(person: int, period: str) -> str:
    """The outbox key of a sponsor's message."""
    return f"outcome:{period}:{person}"

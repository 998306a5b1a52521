"""The ladder of an idea that nobody answers (DOMAIN.md, the message policy: working days): a line in a card the programme
office has, else one reminder; then the digest says it."""

from datetime import datetime

from actions import audit_views, outgoing
from actions.idea_views import waiting
from actions.people import actor_of
from portfolio.authority import Act, allowed
from portfolio.calendar import DAY, local_date, midnight
from portfolio.company import Company
from portfolio.messages import Kind, Reason
from portfolio.opportunities.ideas import ANSWER_WITHIN, IDEA_REMIND_AFTER, answer_by
from portfolio.people import Role
from portfolio.views.ideas import IdeaList
from store import Tx, audits, ideas, people, settings


def take(tx: Tx, idea: str, days: int, company: Company, now: datetime) -> bool:
    """What an idea that has waited so many working days calls for; False where it has an answer, or nothing is to be said.
    A message or another drawing of a card, and no change of the record: no ledger entry."""
    found = ideas.get(tx, idea)
    if found is None or found.answer is not None:
        return False
    if _carded(tx):
        audit_views.refresh(tx, now)
        return True
    return days == IDEA_REMIND_AFTER and _remind(tx, company, now)


def _remind(tx: Tx, company: Company, now: datetime) -> bool:
    """One message a week about everything that waits, to each of the office: whatever comes daily would use up R14's cap."""
    view = current(tx, company, now)
    day = local_date(now, company.zone)
    monday = day - day.weekday() * DAY
    until = midnight(answer_by(now, company.zone, company.holidays), company.zone)
    told = [
        outgoing.to_person(
            tx, person, Kind.IDEAS_WAITING, view, key=f"ideas:{monday}:{person}", reason=Reason.IDEAS_WAITING, now=now,
            until=until,
        )
        for person in people.with_role(tx, Role.PROGRAMME_OFFICE)
    ]
    return any(told)


def current(tx: Tx, company: Company, now: datetime) -> IdeaList:
    """What waits, as the reminder says it: of the day on which it is sent."""
    return waiting(tx, company, now, why=Reason.IDEAS_WAITING)


def still_owed(tx: Tx, person: int, view: IdeaList) -> bool:
    """Whether one has still waited for so long when the reminder is about to be sent, and this person owes answers."""
    long = [line for line in view.lines if line.clock and line.clock.days <= ANSWER_WITHIN - IDEA_REMIND_AFTER]
    return bool(long) and allowed(actor_of(tx, person), Act.ANSWER_IDEA)


def _carded(tx: Tx) -> bool:
    """Whether the office has a card that can say it."""
    if audits.open_one(tx) is None:
        return False
    office = people.with_role(tx, Role.PROGRAMME_OFFICE)
    return any(settings.get(tx, settings.audit_card(person)) is not None for person in office)

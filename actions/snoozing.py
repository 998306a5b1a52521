"""Putting a check-in off: it comes back as a further card, never past the next gate or the month's end (L3)."""

from datetime import date, datetime

from actions import outgoing
from actions.checkin_cards import cards_of, end_of_month, key, mine_to_change, show
from actions.checkin_views import form
from portfolio.calendar import (
    DAY,
    MORNING,
    add_working_days,
    instant,
    is_working,
    local_date,
    next_first,
    working_on_or_after,
)
from portfolio.checkins import MOVES, CheckInState
from portfolio.company import Company
from portfolio.errors import Invalid, problem
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.views.notices import Notice, Tone
from store import Tx, checkins, gates, initiatives, ledger


def snooze(tx: Tx, actor: Actor, id: str, until: str, company: Company, now: datetime) -> Notice:
    """Put the card off: "tomorrow", "monday" or "week" (L3), never past the last working day before a gate or of the month.

    The card comes back that morning. Choosing the same day again changes nothing; another day replaces it.
    """
    check_in = mine_to_change(tx, actor, id)
    today = local_date(now, actor.zone)
    limit = _snooze_limit(tx, actor, today)
    day = _snooze_day(today, until, company)
    while day >= limit or not is_working(day, company.holidays):
        day -= DAY
    if day <= today:
        code = "snooze_closed" if limit == next_first(today) else "snooze_refused"
        return Notice(tone=Tone.WARNING, code=code, params={"on": limit})
    told = Notice(tone=Tone.INFO, code="snoozed", params={"on": day})
    cards, due = cards_of(tx, check_in), instant(day, MORNING, actor.zone)
    if check_in.state is CheckInState.SNOOZED:
        if cards and cards[-1].due_at == due:
            return told
    else:
        checkins.set_state(tx, check_in, step(MOVES, check_in.state, CheckInState.SNOOZED, thing="check-in"))
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:checkin:snoozed", subject=check_in.id,
        data={"until": day.isoformat()},
    )
    show(tx, check_in, told, now)
    outgoing.to_person(
        tx, actor.number, Kind.CHECK_IN, form(tx, check_in, actor.name, actor.zone, company, now),
        key=key(check_in, len(cards) + 1), reason=Reason.MONTHLY, now=now, due=due,
        until=end_of_month(now, actor.zone),
    )
    return told


def _snooze_limit(tx: Tx, actor: Actor, today: date) -> date:
    """The first day the card may not come back on: the nearest gate's, or the next month's first."""
    owned = [one.id for one in initiatives.sponsored_by(tx, actor.number)]
    gates_to_come = [gate.due for gate in gates.current_of(tx, owned).values() if gate.due > today]
    return min([*gates_to_come, next_first(today)])


def _snooze_day(today: date, until: str, company: Company) -> date:
    match until:
        case "tomorrow":
            return add_working_days(today, 1, company.holidays)
        case "monday":
            return working_on_or_after(today + DAY * (7 - today.weekday()), company.holidays)
        case "week":
            return working_on_or_after(today + DAY * 7, company.holidays)
    raise Invalid(problem("until", "choose_one"))

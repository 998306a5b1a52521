"""The monthly check-in: planned, answered, corrected, confirmed, put off (R14, R15, R22; L1, L3, L9, L13, L15, C5)."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta

from actions import access, outgoing
from actions.checkin_views import clash_of, form, receipt
from portfolio.authority import Act
from portfolio.calendar import (
    DAY,
    MORNING,
    add_working_days,
    instant,
    is_working,
    local_date,
    midnight,
    month_of,
    period_of,
    working_on_or_after,
)
from portfolio.checkins import MOVES, UNANSWERED, CheckIn, CheckInState, merged, same
from portfolio.commands import SubmitCheckIn
from portfolio.company import Company
from portfolio.errors import Invalid, NotFound, NotYours, problem
from portfolio.initiatives import Initiative
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.metrics import Metric
from portfolio.people import Actor
from portfolio.views.checkins import CheckInForm, NothingOwed, Receipt
from portfolio.views.notices import Notice, Tone
from store import Tx, checkins, gates, initiatives, ledger, metrics, outbox, people
from store.locks import alone
from store.outbox import OutboxRow
from store.values import fingerprint


def key_of(check_in: CheckIn) -> str:
    """The outbox key of the card; the same for every attempt to plan it."""
    return _key(check_in, 1)


def _key(check_in: CheckIn, number: int) -> str:
    """Each time a card is put off it comes back as a further one."""
    return f"check_in:{check_in.period}:{check_in.person}" + (f":{number}" if number > 1 else "")


def _cards(tx: Tx, check_in: CheckIn) -> list[OutboxRow]:
    """The cards of one check-in, oldest first."""
    found: list[OutboxRow] = []
    while row := outbox.find(tx, _key(check_in, len(found) + 1)):
        found.append(row)
    return found


def _show(tx: Tx, check_in: CheckIn, view: Receipt | Notice, now: datetime) -> None:
    """What became of it, on every card of it: one open card per person (R14)."""
    for row in _cards(tx, check_in):
        outgoing.answered(tx, row, view, now)


def _reserve(tx: Tx, person: int) -> None:
    """Have somebody's check-ins to oneself until the end of the transaction."""
    alone(tx, f"check_ins:{person}")


def prepare(tx: Tx, person: int, period: str, company: Company, now: datetime) -> bool:
    """Plan one sponsor's card. False when nothing is owed, or it is planned already.

    Nothing is owed about a month that was over before anything of theirs was first used.
    """
    if all(one.first_use >= _next_first(date(*month_of(period), 1)) for one in initiatives.sponsored_by(tx, person)):
        return False
    _reserve(tx, person)
    check_in = checkins.opened(tx, person, period)
    if check_in.state is not CheckInState.PLANNED or outbox.find(tx, key_of(check_in)) is not None:
        return False
    _lapse_older(tx, person, period, now)
    reader = people.get(tx, person)
    view = form(tx, check_in, reader.name, reader.zone, company, now)
    ledger.note(
        tx, at=now, actor=None, action="calendar:checkin:planned", subject=check_in.id,
        data={"person": person, "period": period},
    )
    return outgoing.to_person(
        tx, person, Kind.CHECK_IN, view, key=key_of(check_in), reason=Reason.MONTHLY, now=now,
        until=_end_of_month(now, reader.zone),
    )


def _end_of_month(now: datetime, zone: str) -> datetime:
    return midnight(_next_first(local_date(now, zone)), zone)


def _lapse_older(tx: Tx, person: int, period: str, now: datetime) -> None:
    """One open card per person (R14): what was never answered is closed as unknown, and says so in the chat."""
    for old in checkins.of_person(tx, person):
        if old.period >= period or old.state not in UNANSWERED:
            continue
        # What never arrived is no silence of its sponsor.
        then = CheckInState.SUPERSEDED if old.state is CheckInState.PLANNED else CheckInState.LAPSED
        checkins.set_state(tx, old, step(MOVES, old.state, then, thing="check-in"))
        ledger.note(tx, at=now, actor=None, action=f"calendar:checkin:{then.value}", subject=old.id)
        _show(tx, old, Notice(tone=Tone.INFO, code="check_in_lapsed", params={"period": old.period}), now)


def current_period(now: datetime, zone: str) -> str:
    """The month a check-in asks about now: the one that has ended."""
    return period_of(local_date(now, zone).replace(day=1) - DAY)


def open_mine(tx: Tx, actor: Actor, company: Company, now: datetime) -> CheckInForm | Receipt | NothingOwed:
    """`check in`: this month's card for whoever asks, without waiting for it to be sent."""
    period = current_period(now, actor.zone)
    if not initiatives.sponsored_by(tx, actor.number):
        return NothingOwed(period=period)
    return _open(tx, checkins.opened(tx, actor.number, period), actor, company, now)


def _open(
    tx: Tx, check_in: CheckIn, actor: Actor, company: Company, now: datetime
) -> CheckInForm | Receipt | NothingOwed:
    view = form(tx, check_in, actor.name, actor.zone, company, now)
    return view if view.rows else _settled(tx, check_in, actor, company)


def _settled(tx: Tx, check_in: CheckIn, actor: Actor, company: Company) -> Receipt | NothingOwed:
    """Nothing to ask: all is answered, or all of it has been decided since."""
    return receipt(tx, check_in, actor, company) if check_in.revision else NothingOwed(period=check_in.period)


def _mine(tx: Tx, actor: Actor, id: str) -> CheckIn:
    check_in = checkins.get(tx, id)
    if check_in is None:
        raise NotFound("not_found")
    if check_in.person != actor.number:
        raise NotYours("check_in_not_yours")
    return check_in


def _mine_to_change(tx: Tx, actor: Actor, id: str) -> CheckIn:
    """Mine, once no other press of mine is being worked on."""
    _reserve(tx, actor.number)
    return _mine(tx, actor, id)


def reopen(tx: Tx, actor: Actor, id: str, company: Company, now: datetime) -> CheckInForm | Receipt | NothingOwed:
    """What is still open on this check-in, or its receipt."""
    return _open(tx, _mine(tx, actor, id), actor, company, now)


def edit(
    tx: Tx, actor: Actor, id: str, company: Company, now: datetime, *, only: AbstractSet[str] = frozenset()
) -> CheckInForm | Receipt | NothingOwed:
    """The card with the answers given, to change them (L9); with `only`, of these initiatives."""
    check_in = _mine(tx, actor, id)
    mine = {one.id for one in initiatives.sponsored_by(tx, check_in.person)}
    view = form(tx, check_in, actor.name, actor.zone, company, now, again=mine & only or mine)
    return view if view.rows else _settled(tx, check_in, actor, company)


def submit(tx: Tx, actor: Actor, command: SubmitCheckIn, company: Company, now: datetime) -> CheckInForm | Receipt:
    """Store answers as a new revision.

    The same answers again change nothing and give the same receipt. Other answers on an old card give the conflict card,
    with what was typed kept. After the digest an answer counts as a correction.
    """
    check_in = _mine_to_change(tx, actor, command.check_in)
    mine = initiatives.sponsored_by(tx, actor.number)
    said = merged(check_in.answers, command.answers)
    known = metrics.latest_of(tx, [answer.initiative for answer in said])
    _check(tx, actor, command, mine, known)
    if check_in.revision and same(check_in.answers, command.answers):
        return receipt(tx, check_in, actor, company)
    if check_in.revision and command.revision != check_in.revision:
        return clash_of(tx, check_in, command.answers, actor, company, now)
    complete = {one.id for one in mine} <= {answer.initiative for answer in said}
    state = CheckInState.ANSWERED if complete else CheckInState.PARTLY
    late = outbox.find(tx, f"digest:{check_in.period}") is not None
    saved, notes = checkins.save(
        tx, check_in, command.answers, state=step(MOVES, check_in.state, state, thing="check-in"), by=actor.number,
        now=now, corrected=late,
    )
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:checkin:{'corrected' if late else 'saved'}", subject=check_in.id,
        data={"revision": saved.revision, "notes": notes,
              "answers": {one.initiative: fingerprint((one.value, one.outlook)) for one in command.answers}},
    )
    view = receipt(tx, saved, actor, company, mine=mine, units=known)
    _show(tx, saved, view, now)
    return view


def _check(
    tx: Tx, actor: Actor, command: SubmitCheckIn, mine: Sequence[Initiative], known: Mapping[str, Metric]
) -> None:
    """Each answer is about an initiative this person sponsors, and a number needs a metric it is a number of."""
    if not command.answers:
        raise Invalid(problem("check_in", "needed"))
    access.several(tx, actor, Act.ANSWER_CHECK_IN, [answer.initiative for answer in command.answers], mine)
    unmeasured = [one.initiative for one in command.answers if one.value is not None and one.initiative not in known]
    if unmeasured:
        raise Invalid(*(problem(f"{initiative}.value", "number_without_metric") for initiative in unmeasured))


def confirm(tx: Tx, actor: Actor, id: str, company: Company, now: datetime) -> Receipt:
    """"Looks right": what leadership will read is confirmed by its sponsor (C5). Pressing again changes nothing."""
    check_in = _mine_to_change(tx, actor, id)
    if check_in.state is CheckInState.CONFIRMED:
        return receipt(tx, check_in, actor, company)
    checkins.set_state(tx, check_in, step(MOVES, check_in.state, CheckInState.CONFIRMED, thing="check-in"))
    ledger.note(tx, at=now, actor=actor.number, action="teams:checkin:confirmed", subject=check_in.id)
    confirmed = checkins.get(tx, id)
    assert confirmed is not None
    view = receipt(tx, confirmed, actor, company)
    _show(tx, confirmed, view, now)
    return view


def snooze(tx: Tx, actor: Actor, id: str, until: str, company: Company, now: datetime) -> Notice:
    """Put the card off: "tomorrow", "monday" or "week" (L3), never past the last working day before a gate or of the month.

    The card comes back that morning. Choosing the same day again changes nothing; another day replaces it.
    """
    check_in = _mine_to_change(tx, actor, id)
    today = local_date(now, actor.zone)
    limit = _snooze_limit(tx, actor, today)
    day = _snooze_day(today, until, company)
    while day >= limit or not is_working(day, company.holidays):
        day -= DAY
    if day <= today:
        code = "snooze_closed" if limit == _next_first(today) else "snooze_refused"
        return Notice(tone=Tone.WARNING, code=code, params={"on": limit})
    told = Notice(tone=Tone.INFO, code="snoozed", params={"on": day})
    cards, due = _cards(tx, check_in), instant(day, MORNING, actor.zone)
    if check_in.state is CheckInState.SNOOZED:
        if cards and cards[-1].due_at == due:
            return told
    else:
        checkins.set_state(tx, check_in, step(MOVES, check_in.state, CheckInState.SNOOZED, thing="check-in"))
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:checkin:snoozed", subject=check_in.id,
        data={"until": day.isoformat()},
    )
    _show(tx, check_in, told, now)
    outgoing.to_person(
        tx, actor.number, Kind.CHECK_IN, form(tx, check_in, actor.name, actor.zone, company, now),
        key=_key(check_in, len(cards) + 1), reason=Reason.MONTHLY, now=now, due=due,
        until=_end_of_month(now, actor.zone),
    )
    return told


def _snooze_limit(tx: Tx, actor: Actor, today: date) -> date:
    """The first day the card may not come back on: the nearest gate's, or the next month's first."""
    owned = [one.id for one in initiatives.sponsored_by(tx, actor.number)]
    gates_to_come = [gate.due for gate in gates.current_of(tx, owned).values() if gate.due > today]
    return min([*gates_to_come, _next_first(today)])


def _next_first(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _snooze_day(today: date, until: str, company: Company) -> date:
    match until:
        case "tomorrow":
            return add_working_days(today, 1, company.holidays)
        case "monday":
            return working_on_or_after(today + DAY * (7 - today.weekday()), company.holidays)
        case "week":
            return working_on_or_after(today + DAY * 7, company.holidays)
    raise Invalid(problem("until", "choose_one"))


def arrived(tx: Tx, id: str, now: datetime) -> None:
    """The card is in the chat: from now on it waits for its sponsor."""
    known = checkins.get(tx, id)
    if known is None:
        return
    _reserve(tx, known.person)
    found = checkins.get(tx, id)
    if found is None or found.state not in (CheckInState.PLANNED, CheckInState.SNOOZED):
        return
    checkins.set_state(tx, found, step(MOVES, found.state, CheckInState.SENT, thing="check-in"))
    ledger.note(tx, at=now, actor=None, action="worker:checkin:sent", subject=found.id)

"""The monthly check-in: planned, answered, corrected, confirmed (R14, R15, R22; L1, L3, L9, L13, L15, C5)."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime

from actions import access, outgoing, published
from actions.checkin_cards import end_of_month, key_of, mine_of, mine_to_change, reserve, show
from actions.checkin_views import clash_of, form, receipt
from portfolio.authority import Act
from portfolio.calendar import (
    CHECK_IN_DAY,
    DAY,
    local_date,
    month_of,
    morning,
    next_first,
    period_of,
    working_day_of_month,
)
from portfolio.checkins import MOVES, UNANSWERED, CheckIn, CheckInState, merged, same
from portfolio.commands import SubmitCheckIn
from portfolio.company import Company
from portfolio.errors import Invalid, problem
from portfolio.initiatives import Initiative
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.metrics import Metric
from portfolio.people import Actor
from portfolio.views.checkins import CheckInForm, NothingOwed, Receipt
from portfolio.views.notices import Notice, Tone
from store import Tx, checkins, initiatives, ledger, metrics, outbox, people
from store.values import fingerprint


def prepare(tx: Tx, person: int, period: str, company: Company, now: datetime) -> bool:
    """Plan one sponsor's card. False when nothing is owed, or it is planned already.

    Nothing is owed about a month that was over before anything of theirs was first used, nor by somebody who accepted
    only after that month's cards went out: a new owner inherits future duties only (R16).
    """
    reader = people.get(tx, person)
    after = next_first(date(*month_of(period), 1))
    asked = morning(
        working_day_of_month(after.year, after.month, CHECK_IN_DAY, company.holidays), reader.zone, company.holidays
    )
    if not any(_asked_about(one, after, asked) for one in initiatives.sponsored_by(tx, person)):
        return False
    reserve(tx, person)
    check_in = checkins.opened(tx, person, period)
    if check_in.state is not CheckInState.PLANNED or outbox.find(tx, key_of(check_in)) is not None:
        return False
    _lapse_older(tx, person, period, now)
    view = form(tx, check_in, reader.name, reader.zone, company, now)
    ledger.note(
        tx, at=now, actor=None, action="calendar:checkin:planned", subject=check_in.id,
        data={"person": person, "period": period},
    )
    return outgoing.to_person(
        tx, person, Kind.CHECK_IN, view, key=key_of(check_in), reason=Reason.MONTHLY, now=now,
        until=end_of_month(now, reader.zone),
    )


def _asked_about(one: Initiative, after: date, asked: datetime) -> bool:
    begun = one.first_use is None or one.first_use < after
    return begun and (one.sponsor_since is None or one.sponsor_since <= asked)


def _lapse_older(tx: Tx, person: int, period: str, now: datetime) -> None:
    """One open card per person (R14): what was never answered is closed as unknown, and says so in the chat."""
    for old in checkins.of_person(tx, person):
        if old.period >= period or old.state not in UNANSWERED:
            continue
        # What never arrived is no silence of its sponsor.
        then = CheckInState.SUPERSEDED if old.state in _NEVER_CAME else CheckInState.LAPSED
        row = outbox.find(tx, key_of(old))
        why = {"why": _kept_back(row.hold_reason if row else None)} if then is CheckInState.SUPERSEDED else None
        checkins.set_state(tx, old, step(MOVES, old.state, then, thing="check-in"))
        ledger.note(tx, at=now, actor=None, action=f"calendar:checkin:{then.value}", subject=old.id, data=why)
        show(tx, old, Notice(tone=Tone.INFO, code="check_in_lapsed", params={"period": old.period}), now)


def _kept_back(hold: str | None) -> str:
    """Why a card was not sent in its month: what held it, else that nobody sent it."""
    return hold or "not_sent"


_NEVER_CAME = frozenset({CheckInState.PLANNED, CheckInState.SUPPRESSED})


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
    published.tell(tx, view, published.open_on(company, now))
    return view if view.rows else _settled(tx, check_in, actor, company)


def _settled(tx: Tx, check_in: CheckIn, actor: Actor, company: Company) -> Receipt | NothingOwed:
    """Nothing to ask: all is answered, or all of it has been decided since."""
    return receipt(tx, check_in, actor, company) if check_in.revision else NothingOwed(period=check_in.period)


def reopen(tx: Tx, actor: Actor, id: str, company: Company, now: datetime) -> CheckInForm | Receipt | NothingOwed:
    """What is still open on this check-in, or its receipt."""
    return _open(tx, mine_of(tx, actor, id), actor, company, now)


def edit(
    tx: Tx, actor: Actor, id: str, company: Company, now: datetime, *, only: AbstractSet[str] = frozenset(), page: int = 1
) -> CheckInForm | Receipt | NothingOwed:
    """The card with the answers given, to change them (L9), a page of it; with `only`, of these initiatives."""
    check_in = mine_of(tx, actor, id)
    mine = {one.id for one in initiatives.sponsored_by(tx, check_in.person)}
    some = mine & only
    view = form(tx, check_in, actor.name, actor.zone, company, now, again=some or mine, page=page, paged=not some)
    published.tell(tx, view, published.open_on(company, now))
    return view if view.rows else _settled(tx, check_in, actor, company)


def submit(tx: Tx, actor: Actor, command: SubmitCheckIn, company: Company, now: datetime) -> CheckInForm | Receipt:
    """Store answers as a new revision.

    The same answers again change nothing and give the same receipt. Other answers on an old card give the conflict card,
    with what was typed kept. After the digest an answer counts as a correction.
    """
    check_in = mine_to_change(tx, actor, command.check_in)
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
    show(tx, saved, view, now)
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
    check_in = mine_to_change(tx, actor, id)
    if check_in.state is CheckInState.CONFIRMED:
        return receipt(tx, check_in, actor, company)
    checkins.set_state(tx, check_in, step(MOVES, check_in.state, CheckInState.CONFIRMED, thing="check-in"))
    ledger.note(tx, at=now, actor=actor.number, action="teams:checkin:confirmed", subject=check_in.id)
    confirmed = checkins.get(tx, id)
    assert confirmed is not None
    view = receipt(tx, confirmed, actor, company)
    show(tx, confirmed, view, now)
    return view


def arrived(tx: Tx, id: str, now: datetime) -> None:
    """The card is in the chat: from now on it waits for its sponsor."""
    found = _reserved(tx, id)
    if found is None or found.state not in _NEVER_CAME | {CheckInState.SNOOZED}:
        return
    checkins.set_state(tx, found, step(MOVES, found.state, CheckInState.SENT, thing="check-in"))
    ledger.note(tx, at=now, actor=None, action="worker:checkin:sent", subject=found.id)


def suppress(tx: Tx, id: str, now: datetime) -> None:
    """Its sponsor is away: the card comes when they are back, and until then nothing is owed (DOMAIN.md, check-in)."""
    found = _reserved(tx, id)
    if found is not None and found.state is CheckInState.PLANNED:
        _end(tx, found, CheckInState.SUPPRESSED, "on_leave", now)


def never_came(tx: Tx, id: str, why: str | None, now: datetime) -> None:
    """Its month is over and its card was not sent: the next month's takes its place. `why` is what kept it back (None:
    nobody sent it), and no silence of its sponsor."""
    found = _reserved(tx, id)
    if found is not None and found.state in _NEVER_CAME:
        _end(tx, found, CheckInState.SUPERSEDED, _kept_back(why), now)


def _reserved(tx: Tx, id: str) -> CheckIn | None:
    known = checkins.get(tx, id)
    if known is None:
        return None
    reserve(tx, known.person)
    return checkins.get(tx, id)


def _end(tx: Tx, found: CheckIn, then: CheckInState, why: str, now: datetime) -> None:
    checkins.set_state(tx, found, step(MOVES, found.state, then, thing="check-in"))
    ledger.note(
        tx, at=now, actor=None, action=f"worker:checkin:{then.value}", subject=found.id, data={"why": why}
    )

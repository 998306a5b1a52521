"""The check-in's cards: planned once, one open card per person, put off, lapsed, superseded (R14, R22; L3, L13, L15)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from actions import checkins, digests, lists, records
from actions.delivery import Parcel
from portfolio.checkins import CheckInState
from portfolio.conditions import Condition
from portfolio.delivery import Blocked, Unknown
from portfolio.errors import Invalid, Refused
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.views.checkins import CheckInForm, Receipt
from portfolio.views.notices import Notice
from store import Tx, outbox, tables
from store import checkins as stored
from tests.actions.check_in_cards import PERIOD, SECOND_WORKING_DAY, answer, by_hand, its, key, sent, snooze
from tests.actions.world import World, company


@pytest.fixture
async def dana(world: World) -> Actor:
    """She sponsors one initiative whose decision is due on 30 November, and the app is installed for her."""
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    await world.initiative(dana)
    await world.walk(date(2026, 10, 1))
    world.sent.clear()
    return dana


async def test_the_card_comes_on_the_second_working_day_and_waits_for_its_sponsor(world: World, dana: Actor) -> None:
    assert (await sent(world, dana)).state is CheckInState.SENT
    assert (await world.noted())["worker:checkin:sent"] == 1


async def test_planning_it_twice_gives_one(world: World, dana: Actor) -> None:
    for expected in (True, False):
        done = await world.store.write(checkins.prepare, dana.number, PERIOD, world.company, world.now)
        assert done is expected
    assert (await world.noted())["calendar:checkin:planned"] == 1


async def test_nothing_owed_means_no_card(world: World, dana: Actor) -> None:
    paul = await world.meet("Paul Proposer")
    assert not await world.store.write(checkins.prepare, paul.number, PERIOD, world.company, world.now)


async def test_nothing_is_asked_about_a_month_before_first_use(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    await world.initiative(dana, first_use=date(2026, 10, 1))
    days = await world.walk(date(2026, 11, 3))
    assert [one for keys in days.values() for one in keys if "check_in" in one] == [key(dana, "2026-10")]


async def test_who_has_answered_by_hand_gets_no_card(world: World, dana: Actor) -> None:
    await answer(world, dana, await by_hand(world, dana))
    assert await world.morning(SECOND_WORKING_DAY) == []


async def test_an_answer_given_while_the_card_waits_takes_it_out_of_the_queue(world: World, dana: Actor) -> None:
    world.company = company(paused=True)
    await world.morning(SECOND_WORKING_DAY)
    await answer(world, dana, await by_hand(world, dana))
    world.company = company()
    assert await world.morning(SECOND_WORKING_DAY) == []
    assert (await world.row(key(dana))).state == "closed"


async def test_the_card_in_the_chat_becomes_the_receipt(world: World, dana: Actor) -> None:
    await sent(world, dana)
    await answer(world, dana, await by_hand(world, dana))
    update = await world.deliver()
    assert [(parcel.key, type(parcel.view)) for parcel in update] == [(key(dana), Receipt)]


@pytest.mark.parametrize(
    ("until", "day"),
    [("tomorrow", date(2026, 10, 5)), ("monday", date(2026, 10, 5)), ("week", date(2026, 10, 9))],
)
async def test_a_card_that_was_put_off_comes_back_that_morning_as_the_one_open_card(
    world: World, dana: Actor, until: str, day: date
) -> None:
    check_in = await sent(world, dana)
    told = await snooze(world, dana, check_in.id, until)
    assert (told.code, told.params["on"]) == ("snoozed", day)
    assert (await its(world, dana)).state is CheckInState.SNOOZED
    replaced = await world.deliver()
    assert [(parcel.key, type(parcel.view)) for parcel in replaced] == [(key(dana), Notice)]
    days = await world.walk(day)
    assert days == {day: [key(dana, card=2)]}
    assert (await its(world, dana)).state is CheckInState.SENT


async def test_a_card_its_reader_put_off_comes_back_however_many_messages_they_had(world: World, dana: Actor) -> None:
    check_in = await sent(world, dana)

    def fill_the_month(tx: Tx) -> None:
        for number in range(4):
            id = outbox.put(
                tx, key=f"other:{number}", kind=Kind.GATE_PREPARE.value, person=dana.number, view="{}", view_version=1,
                reason="gate_in_14", due_at=world.now, now=world.now,
            )
            tx.execute(tables.outbox.update().where(tables.outbox.c.id == id).values(state="closed", sent_at=world.now))

    await world.store.write(fill_the_month)
    await snooze(world, dana, check_in.id, "tomorrow")
    days = await world.walk(date(2026, 10, 5))
    assert days[date(2026, 10, 5)] == [key(dana, card=2)]


async def test_a_week_ends_on_a_working_day(world: World, dana: Actor) -> None:
    check_in = await sent(world, dana)
    world.company = company(holidays=frozenset({date(2026, 10, 9)}))
    assert (await snooze(world, dana, check_in.id, "week")).params["on"] == date(2026, 10, 12)


async def test_an_answer_closes_every_card_of_the_check_in(world: World, dana: Actor) -> None:
    check_in = await sent(world, dana)
    await snooze(world, dana, check_in.id, "monday")
    await world.walk(date(2026, 10, 5))
    world.sent.clear()
    await answer(world, dana, await by_hand(world, dana))
    update = await world.deliver()
    assert {(parcel.key, type(parcel.view)) for parcel in update} == {(key(dana), Receipt), (key(dana, card=2), Receipt)}


async def test_a_card_that_was_put_off_and_answered_before_it_comes_back_never_does(world: World, dana: Actor) -> None:
    check_in = await sent(world, dana)
    await snooze(world, dana, check_in.id, "week")
    await answer(world, dana, await by_hand(world, dana))
    await world.walk(date(2026, 10, 20))
    new = [parcel.key for parcel in world.sent if parcel.activity_id is None and parcel.kind == "check_in"]
    assert new == [key(dana)]


async def test_putting_it_off_to_the_same_day_twice_is_once_and_to_another_day_replaces_it(
    world: World, dana: Actor
) -> None:
    check_in = await sent(world, dana)
    first = await snooze(world, dana, check_in.id, "monday")
    assert await snooze(world, dana, check_in.id, "monday") == first
    assert (await world.noted())["teams:checkin:snoozed"] == 1
    await snooze(world, dana, check_in.id, "week")
    assert (await world.noted())["teams:checkin:snoozed"] == 2
    days = await world.walk(date(2026, 10, 12))
    assert [keys for keys in days.values() if any("check_in" in one for one in keys)] == [[key(dana, card=3)]]
    assert date(2026, 10, 9) in days


async def test_a_card_asked_for_before_the_planned_one_can_be_put_off_and_is_not_planned_as_well(
    world: World, dana: Actor
) -> None:
    form = await by_hand(world, dana)
    await snooze(world, dana, form.check_in, "monday")
    days = await world.walk(date(2026, 10, 12))
    assert [keys for keys in days.values() if any("check_in" in one for one in keys)] == [[key(dana)]]
    assert date(2026, 10, 5) in days


async def test_nothing_is_put_off_past_the_working_day_before_a_gate(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    await world.initiative(dana, first_use=date(2026, 7, 14))            # due on Monday 12 October
    await world.walk(date(2026, 10, 1))
    check_in = await sent(world, dana)
    world.now += timedelta(days=5)                                       # Wednesday the 7th
    assert (await snooze(world, dana, check_in.id, "week")).params["on"] == date(2026, 10, 9), "not the Sunday"
    world.now += timedelta(days=2)                                       # Friday the 9th
    told = await snooze(world, dana, check_in.id, "tomorrow")
    assert (told.code, told.params["on"]) == ("snooze_refused", date(2026, 10, 12))


async def test_nothing_is_put_off_into_the_next_month(world: World, dana: Actor) -> None:
    check_in = await sent(world, dana)
    world.now += timedelta(days=25)                                      # Tuesday the 27th
    assert (await snooze(world, dana, check_in.id, "week")).params["on"] == date(2026, 10, 30)
    world.now += timedelta(days=3)                                       # Friday the 30th
    told = await snooze(world, dana, check_in.id, "tomorrow")
    assert (told.code, told.params["on"]) == ("snooze_closed", date(2026, 11, 1))


async def test_what_has_been_answered_cannot_be_put_off(world: World, dana: Actor) -> None:
    check_in = await sent(world, dana)
    await answer(world, dana, await by_hand(world, dana))
    before = await world.noted()
    with pytest.raises(Refused):
        await snooze(world, dana, check_in.id, "monday")
    assert await world.noted() == before
    with pytest.raises(Invalid):
        await snooze(world, dana, check_in.id, "for ever")


async def test_a_card_nobody_answered_lapses_when_the_next_one_comes_and_says_so_in_the_chat(
    world: World, dana: Actor
) -> None:
    await sent(world, dana)
    days = await world.walk(date(2026, 11, 3))
    assert days[date(2026, 11, 3)] == [key(dana, "2026-10")]
    assert (await its(world, dana)).state is CheckInState.LAPSED
    gone = [parcel for parcel in world.sent if parcel.key == key(dana) and parcel.activity_id is not None]
    assert [(parcel.view.code, parcel.view.params) for parcel in gone if isinstance(parcel.view, Notice)] == [
        ("check_in_lapsed", {"period": PERIOD})
    ]
    assert (await world.noted())["calendar:checkin:lapsed"] == 1


async def test_two_lapses_in_a_row_are_a_silent_sponsor_everywhere_and_an_answer_ends_it(
    world: World, dana: Actor
) -> None:
    await sent(world, dana)
    await world.walk(date(2026, 12, 2))
    olga = await world.meet("Olga Office")
    one = (await world.store.read(lists.portfolio, olga, 1, world.now)).rows[0]
    assert Condition.SPONSOR_SILENT in one.conditions
    shown = await world.store.read(records.show, olga, one.initiative, world.now)
    digest = await world.store.read(digests.build, "2026-11", world.company, world.now)
    assert Condition.SPONSOR_SILENT in shown.conditions and Condition.SPONSOR_SILENT in digest.risks[0].conditions
    await answer(world, dana, await by_hand(world, dana))
    one = (await world.store.read(lists.portfolio, olga, 1, world.now)).rows[0]
    assert Condition.SPONSOR_SILENT not in one.conditions


async def test_a_lapsed_check_in_is_unknown_in_the_digest_and_not_last_months_answer(world: World, dana: Actor) -> None:
    await answer(world, dana, await by_hand(world, dana))
    await world.walk(date(2026, 11, 5))
    digest = await world.store.read(digests.build, "2026-10", world.company, world.now)
    assert [(line.answered, line.outlook) for line in digest.outcomes] == [(False, None)] and digest.unanswered == 1


async def test_a_late_answer_is_welcome(world: World, dana: Actor) -> None:
    check_in = await sent(world, dana)
    await world.walk(date(2026, 11, 3))
    form = await world.store.write(checkins.reopen, dana, check_in.id, world.company, world.now)
    assert isinstance(form, CheckInForm) and form.period == PERIOD
    assert isinstance(await answer(world, dana, form), Receipt)
    assert (await its(world, dana)).state is CheckInState.ANSWERED


async def test_a_card_that_never_arrived_is_superseded_and_counts_as_no_silence(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.initiative(dana)
    await world.walk(date(2026, 12, 2))
    states = [(await its(world, dana, period)).state for period in (PERIOD, "2026-10", "2026-11")]
    assert states == [CheckInState.SUPERSEDED, CheckInState.SUPERSEDED, CheckInState.PLANNED]
    assert await world.store.read(stored.lapsed_in_a_row, dana.number) == 0
    form = await world.store.write(
        checkins.reopen, dana, (await its(world, dana)).id, world.company, world.now
    )
    assert isinstance(form, CheckInForm)
    assert isinstance(await answer(world, dana, form), Receipt), "asked for by hand, it can be answered late all the same"


@pytest.mark.parametrize(
    ("became", "state"),
    [(Blocked(detail="uninstalled"), CheckInState.PLANNED), (Unknown(detail="reset"), CheckInState.PLANNED)],
)
async def test_a_card_waits_for_its_sponsor_only_once_it_has_surely_arrived(
    world: World, dana: Actor, became: Blocked | Unknown, state: CheckInState
) -> None:
    def outcome(parcel: Parcel) -> Blocked | Unknown:
        return became

    world.now = world.now.replace(day=2)
    await world.plan()
    await world.deliver(outcome)
    assert (await its(world, dana)).state is state


async def test_a_dead_card_that_is_tried_again_after_the_answer_is_not_sent(world: World, dana: Actor) -> None:
    world.now = world.now.replace(day=2)
    await world.plan()
    await world.deliver(lambda parcel: Blocked(detail="uninstalled"))
    await answer(world, dana, await by_hand(world, dana))
    await world.install(dana)
    dead = await world.row(key(dana))
    assert await world.store.write(outbox.redrive, dead.id, world.now)
    assert await world.deliver() == []
    assert (await world.row(key(dana))).detail == "no longer owed"


async def test_who_accepts_after_the_cards_went_out_is_asked_from_the_next_month_on(world: World) -> None:
    """R16: a new owner inherits future duties only."""
    world.now = datetime(2026, 9, 25, 8, 0, tzinfo=UTC)
    priya = await world.meet("Priya Raman")
    await world.initiative(priya, "Invoice triage", first_use=date(2026, 8, 3))
    assert not await world.store.write(checkins.prepare, priya.number, "2026-08", world.company, world.now)
    world.now = datetime(2026, 10, 2, 8, 0, tzinfo=UTC)
    assert await world.store.write(checkins.prepare, priya.number, "2026-09", world.company, world.now)

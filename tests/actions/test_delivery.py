"""Keeping a promise: shadow mode, pauses, quiet hours, places, and authority at the moment of sending (R14, R21; M3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from actions import delivery, installations, leaving
from actions.delivery import Parcel
from actions.gates import take_step
from portfolio.delivery import Blocked, Malformed, Missing, Outcome, Sent, Throttled, TooBig, Transient, Unknown
from portfolio.gates import Step
from portfolio.initiatives import SponsorState
from portfolio.messages import Kind
from portfolio.people import Actor
from store import Store, Tx, addresses, checkins, initiatives, outbox
from store import people as stored_people
from store.outbox import OutboxRow
from store.tables import outbox as table
from tests.actions.world import START, World, company, reference


async def rows(world: World) -> list[OutboxRow]:
    def every(tx: Tx) -> list[OutboxRow]:
        ids = [row.id for row in tx.exec_driver_sql("select id from outbox order by id")]
        return [found for id in ids if (found := outbox.get(tx, id)) is not None]

    return await world.store.read(every)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def test_what_answers_a_press_goes_at_night_and_in_shadow_mode(world: World, dana: Actor) -> None:
    await world.install(dana, release=False)
    await world.initiative(dana)
    world.now = utc("2026-09-05T23:00")  # a Saturday
    await world.store.write(leaving.offer, dana, "portfolio_csv", {}, world.now)
    assert [parcel.kind for parcel in await world.deliver()] == [Kind.FILE]


# --- Pauses, hours, places ----------------------------------------------------------------------------------------------


async def test_while_sending_is_paused_nothing_is_sent_and_nothing_is_lost(world: World, dana: Actor) -> None:
    await world.install(dana)
    await world.initiative(dana, accept=False)
    world.company = company(paused=True)
    assert await world.deliver() == []
    world.company = company()
    assert len(await world.deliver()) == 1


@pytest.mark.parametrize(
    ("now", "zone", "holidays", "sent_at"),
    [
        # 1 September 2026 is a Tuesday; Berlin is two hours ahead of UTC, Tokyo nine, New York four behind.
        ("2026-09-01T08:00", "Europe/Berlin", (), "2026-09-01T08:00"),
        ("2026-09-01T15:29", "Europe/Berlin", (), "2026-09-01T15:29"),
        ("2026-09-01T15:30", "Europe/Berlin", (), "2026-09-02T07:30"),
        ("2026-09-01T06:59", "Europe/Berlin", (), "2026-09-01T07:30"),
        ("2026-09-04T16:00", "Europe/Berlin", (), "2026-09-07T07:30"),
        ("2026-09-04T16:00", "Europe/Berlin", (date(2026, 9, 7),), "2026-09-08T07:30"),
        ("2026-09-01T08:31", "Asia/Tokyo", (), "2026-09-02T00:30"),
        ("2026-09-01T08:00", "America/New_York", (), "2026-09-01T13:30"),
    ],
)
async def test_nothing_is_sent_in_quiet_hours_and_everything_the_next_working_morning(
    world: World, now: str, zone: str, holidays: tuple[date, ...], sent_at: str
) -> None:
    world.now, world.company = utc(now), company(holidays=frozenset(holidays))
    dana = await world.meet("Dana Whitfield", zone=zone)
    await world.install(dana)
    await world.initiative(dana, accept=False)
    due = utc(sent_at)
    if due != world.now:
        assert await world.deliver() == []
        assert await world.store.read(delivery.next_wake) == due
        world.now = due - timedelta(seconds=1)
        assert await world.deliver() == []
    world.now = due
    assert len(await world.deliver()) == 1


async def test_a_message_to_somebody_without_the_app_waits_for_the_installation(world: World, dana: Actor) -> None:
    await world.store.write(stored_people.release, dana.number)
    await world.initiative(dana, accept=False)
    assert await world.deliver() == []
    assert [(row.state, row.hold_reason) for row in await rows(world)] == [("held", "no_address")]
    await world.install(dana)
    (parcel,) = await world.deliver()
    assert parcel.address.member_id == "29:member"


async def test_the_chat_a_send_has_created_is_used_from_then_on(world: World, dana: Actor) -> None:
    await world.store.write(
        installations.keep, reference(person=dana.number, conversation_id=None, at=world.now), world.now
    )
    await world.store.write(stored_people.release, dana.number)
    await world.initiative(dana, accept=False)
    (first,) = await world.deliver(lambda parcel: Sent(activity_id="a", conversation_id="c-new"))
    assert first.address.conversation_id is None
    await world.initiative(dana, "Another", accept=False)
    (second,) = await world.deliver()
    assert second.address.conversation_id == "c-new"


@pytest.mark.parametrize(
    ("outcome", "gone"),
    [
        (Blocked(detail="uninstalled"), True),
        (Missing(detail="no chat"), True),
        (TooBig(), False),
        (Malformed(detail="400"), False),
        (Throttled(retry_after=5), False),
        (Transient(detail="dns"), False),
        (Unknown(detail="reset"), False),
    ],
)
async def test_who_cannot_be_reached_any_more_is_sent_nothing_until_they_come_back(
    world: World, dana: Actor, outcome: Outcome, gone: bool
) -> None:
    await world.install(dana)
    await world.initiative(dana, accept=False)
    tried: list[str] = []

    def once(parcel: Parcel) -> Outcome:
        tried.append(parcel.key)
        return outcome if len(tried) == 1 else Sent(activity_id="a", conversation_id="c")

    await world.deliver(once)
    reachable = (await world.store.read(stored_people.get, dana.number)).reachable
    place = await world.store.read(addresses.of_person, dana.number)
    assert (reachable, place is not None) == (not gone, not gone)
    if gone:
        await world.initiative(dana, "Another", accept=False)
        assert await world.deliver(once) == [] and len(tried) == 1
        world.pass_(minutes=1)
        await world.install(dana)
        assert len(await world.deliver(once)) == 1, "the other one; the refused one is dead"


async def test_an_update_that_cannot_be_made_does_not_make_its_reader_unreachable(world: World, dana: Actor) -> None:
    await world.install(dana)
    one = await world.initiative(dana, accept=False)
    await world.deliver()
    await world.accept(dana, one)
    await world.deliver(lambda parcel: Missing(detail="ActivityNotFound"))
    assert (await world.store.read(stored_people.get, dana.number)).reachable


async def test_updates_of_a_card_come_at_any_hour(world: World, dana: Actor) -> None:
    await world.install(dana)
    one = await world.initiative(dana, accept=False)
    await world.deliver()
    world.now = world.now.replace(hour=21)
    await world.accept(dana, one)
    assert [parcel.activity_id is not None for parcel in await world.deliver()] == [True]


# --- Authority, again ---------------------------------------------------------------------------------------------------


async def take_away(world: World, one: str, **changes: object) -> None:
    def change(tx: Tx) -> None:
        found = initiatives.get(tx, one)
        assert found is not None
        initiatives.change(tx, found, **changes)

    await world.store.write(change)


@pytest.mark.parametrize("kind", [Kind.ACCEPTANCE, Kind.CHECK_IN, Kind.GATE_PREPARE, Kind.GATE_DECISION, Kind.DECIDED])
async def test_a_sponsor_who_changed_meanwhile_gets_nothing(world: World, dana: Actor, kind: Kind) -> None:
    omar, rita = await world.meet("Omar Haddad"), await world.meet("Rita Reviewer")
    one = await world.initiative(dana, accept=kind is not Kind.ACCEPTANCE)
    gate = await world.gate(one)
    if kind is Kind.CHECK_IN:
        await world.walk(date(2026, 10, 2))
    elif kind is Kind.GATE_PREPARE:
        await world.walk(gate.due - timedelta(days=7))
    elif kind in (Kind.GATE_DECISION, Kind.DECIDED):
        await world.at_gate(dana, one)
        world.now += timedelta(hours=1)
    if kind is Kind.DECIDED:
        made = await world.fund(dana, gate.id)
        await world.sign(rita, made.reference)
    assert kind in {row.kind for row in await rows(world) if row.state in ("due", "held")}
    await take_away(world, one, sponsor=omar.number)
    await world.install(dana)
    assert kind not in {parcel.kind for parcel in await world.deliver()}
    closed = {row.kind: row.detail for row in await rows(world) if row.state == "closed"}
    assert closed[kind] == "no longer owed"


@pytest.mark.parametrize("kind", [Kind.GATE_PREPARE, Kind.GATE_DECISION])
async def test_a_sponsor_who_no_longer_stands_by_it_is_not_asked_to_prepare_or_decide(
    world: World, dana: Actor, kind: Kind
) -> None:
    one = await world.initiative(dana)
    gate = await world.gate(one)
    await world.walk(gate.due - timedelta(days=7 if kind is Kind.GATE_PREPARE else 0))
    await take_away(world, one, sponsor_state=SponsorState.ASKED.value)
    await world.install(dana)
    assert kind not in {parcel.kind for parcel in await world.deliver()}


async def test_a_question_whose_answer_was_withdrawn_meanwhile_is_not_asked(world: World, dana: Actor) -> None:
    one = await world.initiative(dana, accept=False)
    await take_away(world, one, sponsor_state=SponsorState.DECLINED.value)
    await world.install(dana)
    assert await world.deliver() == []


async def test_a_claimed_message_is_claimed_once(world: World, dana: Actor) -> None:
    await world.install(dana)
    await world.initiative(dana, accept=False)
    lease = timedelta(minutes=1)
    first = await world.store.write(delivery.claim, "one", world.company, world.now, lease)
    assert first is not None
    assert await world.store.write(delivery.claim, "two", world.company, world.now, lease) is None
    late = Parcel(**{name: getattr(first, name) for name in Parcel.__slots__} | {"owner": "two"})
    await world.store.write(delivery.settle, late, Sent(activity_id="x", conversation_id="c"), 0.0, world.now)
    assert (await world.row(first.key)).state == "sending", "a stranger settles nothing"
    await world.store.write(delivery.settle, first, Sent(activity_id="a", conversation_id="c"), 0.0, world.now)
    assert (await world.row(first.key)).activity_id == "a"


async def test_what_a_dead_sender_left_is_sent_again_or_dropped_by_its_kind(world: World, dana: Actor) -> None:
    await world.install(dana)
    one = await world.initiative(dana)
    await world.walk((await world.gate(one)).due - timedelta(days=15))
    gate = await world.gate(one)
    world.now = datetime.combine(gate.due - timedelta(days=14), START.timetz()) + timedelta(hours=1)
    await world.plan()
    lease = timedelta(seconds=30)
    nudge = await world.store.write(delivery.claim, "dead", world.company, world.now, lease)
    assert nudge is not None and nudge.kind is Kind.GATE_PREPARE
    world.pass_(minutes=1)
    assert await world.store.write(delivery.recover, world.now, everything=False) == 1
    assert (await world.row(nudge.key)).state == "in_doubt", "a nudge is not repeated"
    for step in (Step.OPEN, Step.CARD):
        assert await world.store.write(take_step, gate.id, step, world.company, world.now)
    card = await world.store.write(delivery.claim, "dead", world.company, world.now, lease)
    assert card is not None and card.kind is Kind.GATE_DECISION
    assert await world.store.write(delivery.recover, world.now, everything=True) == 1
    again = await world.row(card.key)
    assert (again.state, again.ambiguous) == ("due", 1)


@pytest.mark.parametrize("left", ['{"view": "AnOlderCard", "of": {}}', '{"view": "Acceptance", "of": {}}'])
async def test_a_message_that_cannot_be_read_any_more_fails_and_holds_up_no_other_one(
    world: World, dana: Actor, left: str
) -> None:
    await world.install(dana)
    one, other = await world.initiative(dana, accept=False), await world.initiative(dana, "Letters", accept=False)
    keys = [f"acceptance:{id}:{dana.number}" for id in (one, other)]
    await world.store.write(lambda tx: tx.execute(table.update().where(table.c.key == keys[0]).values(view=left)))
    sent = await world.deliver()
    world.pass_(minutes=1)
    assert [parcel.key for parcel in [*sent, *await world.deliver()]] == [keys[1]]
    row = await world.row(keys[0])
    assert row.state == "failed" and row.id in [one.id for one in await world.store.read(outbox.dead)]


async def test_delivering_writes_no_ledger_entry_but_that_a_check_in_now_waits(store: Store, world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    await world.initiative(dana)
    world.now = utc("2026-10-02T07:30")
    await world.plan()
    before = await world.noted()
    await world.deliver()
    assert await world.noted() - before == {"worker:checkin:sent": 1}
    check_in = await store.read(checkins.of, dana.number, "2026-09")
    assert check_in is not None and check_in.state == "sent"

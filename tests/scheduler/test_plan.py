"""Planning against the record, on both engines: what is due is done once, together with its occurrence."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event

from actions import decisions as deciding
from actions import signatures
from actions.delivery import Parcel, claim, settle
from portfolio.commands import Countersign, Decide
from portfolio.delivery import Sent
from portfolio.errors import Refused
from portfolio.gates import GateState, Step
from portfolio.initiatives import Stage
from portfolio.verdicts import Choice
from scheduler.plan import pending, plan_one
from scheduler.tasks import CheckIn, Digest, Due, GateStep, Reopen
from store import Store, Tx, gates, initiatives, occurrences, outbox
from store import settings as switches
from tests.actions.world import World, company, object_id
from tests.pilothouse.office import reach

LEASE = timedelta(seconds=90)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def due_now(world: World) -> tuple[Due, ...]:
    return await world.store.read(pending, world.company, world.now)


async def plan_all(world: World) -> list[Due]:
    """Everything due, until nothing changes; what was done."""
    done: list[Due] = []
    tried: set[str] = set()
    while items := [item for item in await due_now(world) if item.key not in tried]:
        for item in items:
            tried.add(item.key)
            if await world.store.write(plan_one, item, world.company, world.now):
                done.append(item)
    return done


async def deliver_all(world: World) -> list[Parcel]:
    """Everything that may be sent now arrives; a recipient gets one message in two seconds."""
    sent: list[Parcel] = []
    while (parcel := await world.store.write(claim, "w", world.company, world.now, LEASE)) is not None:
        arrived = Sent(activity_id=f"a{len(sent)}-{parcel.id}", conversation_id=f"c-{parcel.id}")
        await world.store.write(settle, parcel, arrived, 0.0, world.now)
        sent.append(parcel)
        world.pass_(seconds=3)
    return sent


async def keys(store: Store) -> list[str]:
    def read(tx: Tx) -> list[str]:
        return [row.key for number in range(1, 200) if (row := outbox.get(tx, number)) is not None]

    return await store.read(read)


def step(item: Due) -> Step | None:
    return item.task.step if isinstance(item.task, GateStep) else None


def only(items: tuple[Due, ...] | list[Due], kind: type) -> list[Due]:
    return [item for item in items if isinstance(item.task, kind)]


@pytest.fixture
async def world(store: Store) -> World:
    return World(store, company())


async def test_a_check_in_is_planned_once_whoever_asks(world: World) -> None:
    dana = await world.meet("Dana Whitfield", "America/New_York")
    await world.initiative(dana)
    world.now = at("2026-10-02T13:29")  # the second working day, a minute before half past nine in New York
    assert not only(await due_now(world), CheckIn)
    world.now = at("2026-10-02T13:30")
    (item,) = only(await due_now(world), CheckIn)
    assert item.task == CheckIn(person=dana.number, period="2026-09")
    did = await asyncio.gather(*(world.store.write(plan_one, item, world.company, world.now) for _ in range(5)))
    assert sorted(did) == [False] * 4 + [True]
    assert [key for key in await keys(world.store) if key.startswith("check_in")] == [f"check_in:2026-09:{dana.number}"]
    assert not only(await due_now(world), CheckIn)


async def test_an_item_that_fails_is_not_used_up_and_leaves_nothing_behind(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)

    def spoil(tx: Tx) -> None:  # a gate whose initiative cannot stand at one
        found = initiatives.get(tx, one)
        assert found is not None
        initiatives.change(tx, found, stage=Stage.RETIRED.value)

    await world.store.write(spoil)
    gate = await world.store.read(gates.current, one)
    assert gate is not None
    world.now = datetime.combine(gate.due, world.now.timetz())
    (item,) = only(await due_now(world), GateStep)
    with pytest.raises(Refused):
        await world.store.write(plan_one, item, world.company, world.now)
    assert item in await due_now(world)
    assert await world.store.read(gates.get, gate.id) == gate


async def test_a_step_that_turns_out_not_to_be_needed_is_used_up(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    gate = await world.store.read(gates.current, one)
    assert gate is not None
    world.now = datetime.combine(gate.due - timedelta(days=14), time(12), tzinfo=UTC)
    (item,) = [item for item in await due_now(world) if step(item) is Step.PREPARE_14]
    assert not await world.store.write(plan_one, item, world.company, world.now)  # nothing is missing
    assert item not in await due_now(world)
    assert await world.store.read(occurrences.claimed, [item.key, "another"]) == {item.key}


async def test_a_late_decision_card_uses_up_the_reminders_it_has_overtaken(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    gate = await world.store.read(gates.current, one)
    assert gate is not None
    world.now = datetime.combine(gate.due + timedelta(days=8), time(10), tzinfo=UTC)
    done = [step(item) for item in await plan_all(world)]
    assert done.count(Step.CARD) == 1
    assert not {Step.LATE_3, Step.LATE_7} & set(done)
    assert [step for step in done if step in (Step.OPEN, Step.OVERDUE, Step.ESCALATE)] == [
        Step.OPEN, Step.OVERDUE, Step.ESCALATE,
    ]  # fmt: skip
    assert not [item for item in await due_now(world) if step(item) in (Step.LATE_3, Step.LATE_7)]


async def test_the_default_waits_for_48_hours_after_its_notice_was_delivered(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    gate = await world.store.read(gates.current, one)
    assert gate is not None
    world.now = datetime.combine(gate.due + timedelta(days=20), time(10), tzinfo=UTC)
    await plan_all(world)
    (item,) = [item for item in await due_now(world) if step(item) is Step.DEFAULT]
    assert not await world.store.write(plan_one, item, world.company, world.now)  # shadow mode: nothing was delivered
    await reach(world, dana)
    while not [parcel for parcel in await deliver_all(world) if parcel.key.endswith("notice")]:
        world.pass_(hours=1)
    noticed = world.now
    world.now = noticed + timedelta(hours=47)
    assert Step.DEFAULT not in {step(done) for done in await plan_all(world)}
    world.now = noticed + timedelta(hours=49)
    assert Step.DEFAULT in {step(done) for done in await plan_all(world)}
    decided = await world.store.read(gates.get, gate.id)
    assert decided is not None and decided.state is GateState.DECIDED
    again = await world.store.read(gates.current, one)
    assert again is not None and again.retire_only and again.state is GateState.PLANNED


async def test_a_digest_waits_until_a_channel_is_bound(world: World) -> None:
    await world.initiative(await world.meet("Dana Whitfield"))
    world.now = at("2026-10-07T07:30")  # the fifth working day
    (item,) = only(await due_now(world), Digest)
    assert not await world.store.write(plan_one, item, world.company, world.now)
    world.pass_(days=2)
    await world.store.write(switches.put, switches.LEADERSHIP_CHANNEL, "19:leaders@thread.tacv2")
    assert only(await plan_all(world), Digest) == [item]
    assert "digest:2026-09" in await keys(world.store)


async def test_an_override_that_ends_uncured_opens_one_more_gate(world: World) -> None:
    dana, rita = await world.meet("Dana Whitfield"), await world.meet("Rita Reviewer")
    one = await world.initiative(dana)
    gate = await world.at_gate(dana, one)
    form = await world.store.read(deciding.form, dana, gate, world.company, world.now)
    today = world.now.date()
    fund = Decide(
        gate=gate, revision=form.revision, choice=Choice.FUND, on=today + timedelta(days=20),
        reason="The gain holds in all four practices.", second=object_id("Rita Reviewer"),
        expires=today + timedelta(days=30),
    )  # fmt: skip
    decided = await world.store.write(deciding.decide, dana, fund, world.company, world.now)
    sign = Countersign(decision=decided.reference, agree=True, remark="")
    await world.store.write(signatures.countersign, rita, sign, world.now)
    world.now = datetime.combine(today + timedelta(days=30), time(20), tzinfo=UTC)
    assert not only(await due_now(world), Reopen)
    world.pass_(hours=4)
    assert [item.task for item in only(await plan_all(world), Reopen)] == [Reopen(decision=decided.reference)]
    again = await world.store.read(gates.current, one)
    assert again is not None and again.number == 3 and again.due == today + timedelta(days=31)


async def test_through_120_days_a_sponsor_who_answers_reads_three_gate_messages_and_a_check_in_a_month(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await reach(world, dana)
    gate = await world.store.read(gates.current, one)
    assert gate is not None and gate.due == date(2026, 11, 30)
    read: list[tuple[str, str]] = []
    start = world.now
    while world.now < start + timedelta(days=120):
        await plan_all(world)
        for parcel in await deliver_all(world):
            if parcel.activity_id is not None:
                continue  # the card shows what was decided: no new message
            read.append((parcel.key.replace(gate.id, "g").replace(str(dana.number), "dana"), f"{world.now:%m-%d}"))
            if parcel.key == f"gate:{gate.id}:{gate.due}:card":
                opened = await world.store.read(gates.get, gate.id)
                assert opened is not None
                retire = Decide(
                    gate=gate.id, revision=opened.revision, choice=Choice.RETIRE, on=opened.due + timedelta(days=30),
                    reason="Nobody uses it any more, as the log shows.", second=None, expires=None,
                )  # fmt: skip
                await world.store.write(deciding.decide, dana, retire, world.company, world.now)
        world.now = datetime.combine(world.now.date() + timedelta(days=1), time(10), tzinfo=UTC)
    assert read == [
        ("check_in:2026-09:dana", "10-02"),
        ("check_in:2026-10:dana", "11-03"),
        ("gate:g:2026-11-30:prepare_14", "11-16"),
        ("gate:g:2026-11-30:prepare_7", "11-23"),
        ("gate:g:2026-11-30:card", "11-30"),
    ]


async def test_planning_looks_the_record_up_once(world: World) -> None:
    """Not once per item: a wave of sponsors must not cost a query each."""
    for number in range(20):
        await world.initiative(await world.meet(f"S{number:02} Porter"), f"Pilot {number}")
    world.now = at("2026-10-02T13:30")

    def counted(tx: Tx) -> int:
        seen = 0

        def count(*_: object) -> None:
            nonlocal seen
            seen += 1

        event.listen(tx, "before_cursor_execute", count)
        try:
            assert len(only(pending(tx, world.company, world.now), CheckIn)) == 20
        finally:
            event.remove(tx, "before_cursor_execute", count)
        return seen

    assert await world.store.read(counted) < 20


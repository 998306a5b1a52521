"""R14 over months: at most 2 capped messages a month, 4 in a month with a gate, gates first; nothing is dropped."""

import shutil
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions import outgoing
from actions.delivery import Parcel
from portfolio.checkins import CheckInState
from portfolio.delivery import Outcome, Sent, Unknown
from portfolio.gates import Gate, GateState
from portfolio.messages import RULES, Kind, Reason
from portfolio.people import Actor
from portfolio.views.checkins import CheckInForm
from portfolio.views.gates import GatePrepare
from store import Store, Tx, checkins, gates, open_store
from store.ids import new_id
from tests.actions.world import START, World, company

BERLIN = ZoneInfo("Europe/Berlin")
CAPPED = [kind for kind, rule in RULES.items() if rule.capped]


async def sponsor(world: World, *gates_on: date) -> tuple[Actor, list[str]]:
    """She sponsors one initiative for each of these decision dates."""
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    made = []
    for number, day in enumerate(gates_on):
        first_use = day - timedelta(days=90)
        one = await world.initiative(dana, f"Initiative {number}", first_use=min(first_use, world.now.date()))

        def move(tx: Tx, one: str = one, day: date = day) -> None:
            gate = gates.current(tx, one)
            assert gate is not None
            gates.change(tx, gate, due=day)

        await world.store.write(move)
        made.append(one)
    return dana, made


def queue(
    tx: Tx, dana: Actor, kind: Kind, initiative: str, gate: Gate, now: datetime, due: datetime, until: datetime | None = None
) -> None:
    """One capped message that is still owed whenever it is delivered."""
    if kind is Kind.CHECK_IN:
        check_in = checkins.opened(tx, dana.number, f"1999-{new_id('m')[2:4]}")
        view: object = CheckInForm(
            check_in=check_in.id, person=dana.name, zone=dana.zone, period="2026-08", closes_on=now.date(), revision=0,
            rows=(), more=0, why=Reason.MONTHLY, values={}, problems=(), clash=None,
        )
    else:
        view = GatePrepare(
            initiative=initiative, name="x", gate_on=gate.due, days_left=9, missing=(), missing_to_fund=(),
            why=Reason.GATE_IN_14,
        )
    outgoing.to_person(
        tx, dana.number, kind, view, key=new_id("k"), reason=Reason.MONTHLY, now=now, due=due, until=until,
        initiative=initiative,
    )


def month(day: date) -> tuple[int, int]:
    return day.year, day.month


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(),
    gate_in=st.integers(1, 150),
    wanted=st.lists(st.tuples(st.sampled_from(CAPPED), st.integers(0, 120)), min_size=4, max_size=14),
)
async def test_over_any_months_no_more_than_the_cap_arrives(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, gate_in: int,
    wanted: list[tuple[Kind, int]],
) -> None:
    path = tmp_path_factory.mktemp("cap") / "record.db"
    shutil.copy(sqlite_template, path)
    store = await open_store(f"sqlite:///{path}")
    try:
        await _walk(store, data, START.date() + timedelta(days=gate_in), wanted)
    finally:
        await store.close()


async def _walk(store: Store, data: st.DataObject, gate_on: date, wanted: list[tuple[Kind, int]]) -> None:
    world = World(store, company())
    dana, (one,) = await sponsor(world, gate_on)
    gate = await world.gate(one)
    for kind, days in wanted:
        await store.write(queue, dana, kind, one, gate, world.now, START + timedelta(days=days))
    lost = data.draw(st.sets(st.integers(0, len(wanted))))
    arrived: list[tuple[date, Kind]] = []
    tried = 0

    def outcome(parcel: Parcel) -> Outcome:
        nonlocal tried
        tried += 1
        arrived.append((world.now.astimezone(BERLIN).date(), parcel.kind))     # also when nobody knows
        if tried in lost and parcel.kind is Kind.GATE_PREPARE:
            return Unknown(detail="reset")
        return Sent(activity_id=f"a-{tried}", conversation_id="c")

    day = START.date()
    while day <= START.date() + timedelta(days=150):
        world.now = max(world.now, datetime.combine(day, time(9, 40), tzinfo=BERLIN))
        await world.deliver(outcome)
        day += timedelta(days=data.draw(st.integers(1, 5)))
    counted = Counter(month(on) for on, kind in arrived if kind in CAPPED)
    assert arrived, "something was sent"
    for which, count in counted.items():
        assert count <= (4 if which == month(gate_on) else 2), (which, arrived)


async def one_month(world: World, gate_on: date, *kinds: Kind) -> tuple[Actor, list[str]]:
    """Queue these at once and deliver for the rest of the month; what arrived."""
    dana, (one,) = await sponsor(world, gate_on)
    gate = await world.gate(one)
    for kind in kinds:
        await world.store.write(queue, dana, kind, one, gate, world.now, world.now)
    sent = []
    while world.now.month == START.month:
        sent += [parcel.kind for parcel in await world.deliver()]
        world.now += timedelta(days=1)
    return dana, sent


async def test_without_a_gate_two_a_month_arrive_and_the_rest_next_month(world: World) -> None:
    dana, sent = await one_month(world, START.date() + timedelta(days=80), *[Kind.CHECK_IN] * 5)
    assert sent == [Kind.CHECK_IN] * 2
    waiting = await world.store.read(lambda tx: [row.hold_reason for row in tx.exec_driver_sql(
        "select hold_reason from outbox where state = 'held' order by id")])
    assert waiting == ["cap"] * 3
    world.now = datetime(2026, 10, 1, 7, 29, tzinfo=START.tzinfo)
    assert await world.deliver() == [], "not before the first working morning"
    world.now += timedelta(minutes=1)
    assert [parcel.kind for parcel in await world.deliver()] == [Kind.CHECK_IN] * 2
    assert dana.zone == "Europe/Berlin"


async def test_in_a_month_with_a_gate_four_arrive(world: World) -> None:
    _, sent = await one_month(world, START.date() + timedelta(days=20), *[Kind.CHECK_IN] * 6)
    assert sent == [Kind.CHECK_IN] * 4


async def test_when_the_cap_binds_the_gates_messages_go_first_although_they_came_last(world: World) -> None:
    _, sent = await one_month(
        world, START.date() + timedelta(days=80), Kind.CHECK_IN, Kind.CHECK_IN, Kind.GATE_PREPARE, Kind.GATE_PREPARE
    )
    assert sent == [Kind.GATE_PREPARE] * 2


async def test_what_is_never_held_back_counts_for_nothing(world: World) -> None:
    dana, sent = await one_month(world, START.date() + timedelta(days=80), Kind.CHECK_IN, Kind.CHECK_IN)
    assert sent == [Kind.CHECK_IN] * 2
    world.now = START + timedelta(days=14)
    paul = await world.meet("Paul Proposer")
    for number in range(3):
        await world.initiative(dana, f"More {number}", accept=False, by=paul)
    assert [parcel.kind for parcel in await world.deliver()] == [Kind.ACCEPTANCE] * 3


async def test_the_month_is_the_readers_own(world: World) -> None:
    mia = await world.meet("Mia Auckland", zone="Pacific/Auckland")
    await world.install(mia)
    one = await world.initiative(mia)
    gate = await world.gate(one)
    world.now = datetime(2026, 9, 29, 21, 0, tzinfo=START.tzinfo)        # Wednesday the 30th, ten o'clock there
    for _ in range(3):
        await world.store.write(queue, mia, Kind.CHECK_IN, one, gate, world.now, world.now)
    await world.deliver()
    assert len(world.sent) == 2
    world.now = datetime(2026, 9, 30, 20, 45, tzinfo=START.tzinfo)       # Thursday the 1st there, the 30th in UTC
    await world.deliver()
    assert len(world.sent) == 3
    assert gate.state is GateState.PLANNED


async def full_month(world: World) -> tuple[Actor, str]:
    """Two capped messages have arrived in October before the check-in of its second working day is planned."""
    dana, (one,) = await sponsor(world, date(2026, 12, 10))
    world.now = datetime(2026, 10, 1, 7, 40, tzinfo=START.tzinfo)
    gate = await world.gate(one)
    for _ in range(2):
        await world.store.write(queue, dana, Kind.GATE_PREPARE, one, gate, world.now, world.now)
    assert [parcel.kind for parcel in await world.deliver()] == [Kind.GATE_PREPARE] * 2
    assert await world.morning(date(2026, 10, 2)) == []
    assert (await world.row(f"check_in:2026-09:{dana.number}")).hold_reason == "cap"
    return dana, one


async def test_a_check_in_that_the_cap_holds_goes_the_morning_after_there_is_room(world: World) -> None:
    dana, one = await full_month(world)
    assert await world.morning(date(2026, 10, 5)) == []

    def move(tx: Tx) -> None:
        gate = gates.current(tx, one)
        assert gate is not None
        gates.change(tx, gate, due=date(2026, 10, 30))     # a month with a gate has room for four

    await world.store.write(move)
    assert await world.morning(date(2026, 10, 6)) == [f"check_in:2026-09:{dana.number}"]
    check_in = await world.store.read(checkins.of, dana.number, "2026-09")
    assert check_in is not None and check_in.state is CheckInState.SENT


@pytest.mark.parametrize("woken", [date(2026, 11, 2), date(2026, 11, 3)])
async def test_a_check_in_that_the_cap_held_all_month_says_so_and_makes_way_for_the_next(world: World, woken: date) -> None:
    """On the second working day of the month the next one is planned, whether or not anything ran on the first."""
    dana, _ = await full_month(world)
    await world.walk(date(2026, 10, 30))
    assert not [parcel for parcel in world.sent if parcel.kind is Kind.CHECK_IN]
    sent = {key for day in (woken, date(2026, 11, 3)) for key in await world.morning(day)}
    assert f"check_in:2026-10:{dana.number}" in sent and f"check_in:2026-09:{dana.number}" not in sent
    states = [one.state for one in await world.store.read(checkins.of_person, dana.number)]
    assert sorted(states) == [CheckInState.SENT, CheckInState.SUPERSEDED]
    ended = [entry for entry in await world.ledger() if entry["action"].endswith("checkin:superseded")]
    assert [entry["data"] for entry in ended] == [{"why": "cap"}]

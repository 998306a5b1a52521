"""A company's backlog, imported; twelve sponsors accept and then never answer, for 100 days (R1, R10, R14).

BACKLOG_PILOTS=440 BACKLOG_MOST=45 BACKLOG_EACH=11 walk through the whole of it, which takes minutes; by default the walk is
through a smaller one. The spreading is always of all.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Row, select

from pilothouse.listing import read_file
from portfolio.calendar import in_working_hours, is_working, local_date, period_of
from portfolio.gates import ESCALATE_AFTER, NOTICE_AFTER, Gate, GateState
from portfolio.initiatives import Stage
from portfolio.messages import GATE_MONTH_CAP, RULES, Kind
from portfolio.spreading import PER_WEEK, monday_of, weekly
from portfolio.views.gates import ChannelGates
from store import Store, gates, initiatives, people
from store.tables import outbox
from tests.actions.world import START, World, company
from tests.scenarios.backlog import MAILBOX, SPONSORS, Backlog, pilots, settle

REAL = Path(__file__).parents[3] / "shared" / "data" / "omb2025.csv"
PILOTS, MOST, EACH = (
    int(os.environ.get(f"BACKLOG_{name}", few)) for name, few in (("PILOTS", "22"), ("MOST", "6"), ("EACH", "1"))
)
BEGAN = START.date()
LAST, END = BEGAN + timedelta(days=90), BEGAN + timedelta(days=100)
WEEKS = len({monday_of(BEGAN + timedelta(days=n)) for n in range(1, 91)})


@pytest.fixture
def world(store: Store) -> World:
    return World(store, company())


async def due(world: World, ids: Iterable[str]) -> Mapping[str, Gate]:
    return await world.store.read(gates.current_of, list(ids))


async def promised(world: World, backlog: Backlog) -> None:
    """Each pilot in use has one gate on a working day of the coming 90; no sponsor has more than three in a week but what is
    proposed to split; who has none shares the days evenly."""
    used = {one.id for one in backlog.pilots if one.stage is Stage.PILOTING}
    found = await due(world, used)
    assert found.keys() == used
    assert all(BEGAN < gate.due <= LAST and is_working(gate.due, frozenset()) for gate in found.values())
    for sponsor, own in backlog.owned.items():
        weeks = weekly(found[key].due for key in own if key in used)
        over = sum(max(0, count - PER_WEEK) for count in weeks.values())
        assert over == backlog.taken[sponsor].spare == max(0, len(own) - PER_WEEK * WEEKS)


async def test_the_gates_of_a_backlog_are_spread_as_promised(world: World) -> None:
    await promised(world, await settle(world, pilots(440, BEGAN), 45, 11))


async def test_the_gates_of_a_public_inventory_are_spread_as_promised(world: World) -> None:
    if not REAL.exists():
        pytest.skip("the public inventory is not at ../shared/data")
    entries = read_file(str(REAL), None, None).listing.entries
    backlog = await settle(world, entries, 45, 11)
    assert len(backlog.pilots) == 440
    await promised(world, backlog)


async def messages(world: World) -> list[Row[tuple[object, ...]]]:
    return await world.store.read(lambda tx: list(tx.execute(select(outbox))))


async def test_nobody_answers_for_100_days(world: World) -> None:
    await world.channel()
    backlog = await settle(world, pilots(PILOTS, BEGAN), MOST, EACH)
    first = await due(world, [one.id for one in backlog.pilots])
    await world.walk(END)

    rows = await messages(world)
    known = {person.number: person for person in await world.store.read(people.everyone)}
    assert {row.recipient_person for row in rows} <= {None, *known}, "nobody is written to but who has been met"
    assert not any(MAILBOX in row.view for row in rows), "a mailbox is told nothing, and nobody of it"
    _caps_are_kept(rows)
    await _ladders_are_climbed(world, backlog, first)
    posts = [parcel.view for parcel in world.sent if parcel.kind is Kind.CHANNEL_GATES and parcel.activity_id is None]
    assert len(posts) == 15 and all(isinstance(view, ChannelGates) and len(view.lines) <= 12 for view in posts)


def _caps_are_kept(rows: Iterable[Row[tuple[object, ...]]]) -> None:
    """R14, in each person's own month and hours."""
    berlin = ZoneInfo("Europe/Berlin")
    capped: Counter[tuple[int, str]] = Counter()
    for row in rows:
        if row.recipient_person is None or row.sent_at is None:
            continue
        assert in_working_hours(row.sent_at, "Europe/Berlin", frozenset())
        if RULES[Kind(row.kind)].capped:
            capped[row.recipient_person, period_of(row.sent_at.astimezone(berlin).date())] += 1
    assert len({person for person, _ in capped}) >= SPONSORS
    assert max(capped.values()) <= GATE_MONTH_CAP


async def _ladders_are_climbed(world: World, backlog: Backlog, first: Mapping[str, Gate]) -> None:
    """DOMAIN.md, the ladder of a gate: open on T, overdue on T+1, escalated on T+7; with a sponsor notice on T+12 and policy
    at T+14; without one it stays escalated, in the Monday list, and nobody is written to."""
    owned = {key for own in backlog.owned.values() for key in own}
    steps: dict[tuple[str, str], date] = {}
    for entry in await world.ledger():
        if entry["action"].startswith(("calendar:gate:", "policy:")):
            on = local_date(datetime.fromisoformat(entry["at"]), "Europe/Berlin")
            steps.setdefault((entry["subject"], entry["action"].split(":")[2]), on)
    for key, gate in first.items():
        if gate.due + timedelta(days=18) > END:
            continue
        after = {what: on - gate.due for (one, what), on in steps.items() if one == key}
        assert after["opened"] == timedelta(0) and after["overdue"] == timedelta(days=1)
        assert after["escalated"] == ESCALATE_AFTER
        if key in owned:
            assert NOTICE_AFTER <= after["notice"] <= NOTICE_AFTER + timedelta(days=2)
            assert timedelta(days=14) <= after["by_policy"] <= timedelta(days=18)
        else:
            assert "notice" not in after
            now = (await due(world, [key]))[key]
            assert now.state is GateState.ESCALATED and now.due == gate.due
    assert {one.sponsor for one in await world.store.read(initiatives.everything)} == {None, *backlog.owned}

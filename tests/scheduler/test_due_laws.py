"""Laws of what is due, for any calendar, zone, portfolio and pause."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.calendar import is_working
from portfolio.gates import GateState, Step
from portfolio.schedule import GateFacts, SponsorFacts
from scheduler.ladder import MOVES
from scheduler.tasks import ChannelGates, CheckIn, Digest, Due, GateStep
from tests.scheduler.walk import HOUR, REMINDERS, Walk, company, gate

ZONES = sorted(available_timezones() - {"localtime"})
START = datetime(2026, 10, 1, tzinfo=UTC)
zones = st.sampled_from(ZONES)
near_days = st.dates(date(2026, 10, 1), date(2027, 2, 28))
companies = st.builds(company, zone=zones, holidays=st.frozensets(near_days, max_size=40))
sponsor_sets = st.lists(zones, max_size=3).map(
    lambda there: tuple(SponsorFacts(number=n, zone=zone) for n, zone in enumerate(there))
)
gate_sets = st.lists(
    st.tuples(near_days, st.sampled_from([GateState.PLANNED, GateState.ARMED]), st.none() | zones), max_size=3
).map(lambda rows: tuple(gate(f"g{n}", *row) for n, row in enumerate(rows)))
strides = st.lists(
    st.one_of(
        st.integers(1, 60).map(lambda n: timedelta(minutes=n)),
        st.integers(1, 72).map(lambda n: timedelta(hours=n)),
        st.integers(1, 40).map(lambda n: timedelta(days=n)),
    ),
    min_size=1,
    max_size=40,
)
ORDER = [Step.SEAL, Step.OPEN, Step.OVERDUE, Step.ESCALATE, Step.NOTICE, Step.DEFAULT]
Walks = tuple[Walk, list[datetime]]


@st.composite
def walks(draw: st.DrawFn) -> Walks:
    walk = Walk(draw(companies), sponsors=draw(sponsor_sets), gates=draw(gate_sets))
    ticks = [START]
    for stride in draw(strides):
        ticks.append(ticks[-1] + stride)
    for tick in ticks:
        walk.tick(tick)
    return walk, ticks


def steps_of(walk: Walk, one: GateFacts) -> list[tuple[datetime, Due, Step]]:
    return [
        (now, item, item.task.step) for now, item in walk.planned
        if isinstance(item.task, GateStep) and item.task.gate == one.id
    ]  # fmt: skip


@given(walks())
@settings(max_examples=300)
def test_however_the_clock_moves_nothing_is_planned_twice_or_outside_its_window(walked: Walks) -> None:
    walk, ticks = walked
    assert len(set(walk.keys)) == len(walk.keys)
    for now, item in walk.planned:
        assert item.at <= now
        assert item.until is None or now < item.until
    assert not [item for item in walk.pending(ticks[-1]) if not _waits_for_its_notice(item)]


def _waits_for_its_notice(item: Due) -> bool:
    return isinstance(item.task, GateStep) and item.task.step is Step.DEFAULT


@given(walks())
@settings(max_examples=300)
def test_however_long_the_pause_a_gate_moves_through_its_states_in_order_and_ends_in_one_reminder(walked: Walks) -> None:
    walk, ticks = walked
    for one in walk.gates.values():
        done = steps_of(walk, one)
        moved = [ORDER.index(step) for _, _, step in done if step in MOVES]
        assert moved == sorted(moved)
        assert all(b - a == 1 for a, b in pairwise(moved) if a)  # only the seal may be left out
        for tick in ticks:
            read = [step for now, _, step in done if now == tick and step in REMINDERS and step is not Step.NOTICE]
            assert len(read) <= 1


@given(walks())
@settings(max_examples=300)
def test_what_people_read_is_planned_on_a_working_morning_or_later(walked: Walks) -> None:
    walk, _ = walked
    theirs = {one.number: one.zone for one in walk.sponsors}
    gates = {one.id: one.zone for one in walk.gates.values()}
    for _, item in walk.planned:
        match item.task:
            case GateStep(gate=id, step=step) if step in REMINDERS:
                zone = gates[id] or walk.company.zone
            case CheckIn(person=number):
                zone = theirs[number]
            case Digest() | ChannelGates():
                zone = walk.company.zone
            case _:
                continue
        there = item.at.astimezone(ZoneInfo(zone))
        assert (there.hour, there.minute) == (9, 30)
        assert is_working(there.date(), walk.company.holidays)


@given(company=companies, sponsors=sponsor_sets, gates=gate_sets)
@settings(max_examples=4, deadline=None)
def test_a_faster_clock_plans_exactly_what_an_hourly_one_plans(
    company: object, sponsors: tuple[SponsorFacts, ...], gates: tuple[GateFacts, ...]
) -> None:
    hourly = Walk(company, sponsors=sponsors, gates=gates)  # type: ignore[arg-type]
    faster = Walk(company, sponsors=sponsors, gates=gates)  # type: ignore[arg-type]
    hourly.every(HOUR, START, START + timedelta(days=75))
    faster.every(timedelta(minutes=20), START, START + timedelta(days=75))
    assert sorted(hourly.keys) == sorted(faster.keys)

"""The second half of `benchmarks.verdict`: one monthly round as the worker makes it, over a record in a SQLite file.

Each initiative has half a year of history and a quarter of use in a list of its own, a locked baseline and locked rules, and
the look of day 60 is due: three in five are counted in cases with people and kinds of work, the others in a share, a count,
a series. Printed: what it takes to find what is due and to judge it, each in a transaction of its own; how much of that is
statistics; and the floor, the same rows read by the sqlite3 module alone. Seconds of this process's processor, and clock.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from actions import baselines, evidence, forecasts, metrics, observations, people, registration, sponsorship
from pilothouse.collecting import uncollected
from portfolio.commands import AnswerSponsorship, ArmGate, RegisterInitiative, SaveMetric
from portfolio.initiatives import Integration
from portfolio.metrics import Family
from portfolio.observations import Binding, Observation, Observed, Origin, Shape
from portfolio.people import Identity
from portfolio.sources import How
from store import Store, Tx, open_store
from tests.actions.evidence import REF, bound, cases, closed_by, number
from tests.actions.world import START, TENANT, company, object_id

FIRST_USE = START.date()
HISTORY, EACH_WEEK = timedelta(weeks=26), 10
LOOK = START + timedelta(days=61)
KINDS: tuple[tuple[How, Family, str, Binding], ...] = (
    *[(How.CASES, Family.CYCLE_TIME, "days", Binding(
        shape=Shape.CASE, zone="Europe/Berlin", start="Opened", end="Closed", person="Who", kind="Kind",
    ))] * 3,
    (How.SHARE, Family.ERROR_RATE, "%", Binding(shape=Shape.YES_NO, zone="Europe/Berlin", at="Day", value="Wrong")),
    (How.SERIES, Family.CYCLE_TIME, "points", Binding(shape=Shape.NUMBER, zone="Europe/Berlin", at="Day", value="Points")),
)  # fmt: skip

TARGETS = {How.CASES: Decimal(4), How.SHARE: Decimal(12), How.SERIES: Decimal(8)}


def rows(how: How, seed: int, now: datetime) -> list[Observation]:
    """What the list says at a moment: a fifth faster, or fewer, since first use."""
    first, last = FIRST_USE - HISTORY, now.date()
    dice = random.Random(seed)
    if how is How.CASES:
        old = cases(first, FIRST_USE, 5.0, each_week=EACH_WEEK, seed=seed)
        return closed_by([*old, *cases(FIRST_USE, last, 3.8, each_week=EACH_WEEK, seed=seed + 1, name="a")], now)
    days = [first + timedelta(days=day) for day in range((last - first).days)]
    if how is How.SERIES:
        return [number(f"d{day}", day, Decimal(f"{_level(day) * dice.lognormvariate(0, 0.1):.2f}")) for day in days[::7]]
    picked = sorted(dice.choices(days, k=len(days) * EACH_WEEK // 7))
    return [number(f"n{at}", day, int(dice.random() < _level(day) / 50), n=1) for at, day in enumerate(picked)]


def _level(day: date) -> float:
    return 10.0 if day < FIRST_USE else 7.5


def registered(tx: Tx, at: int) -> str:
    """An initiative counted in a list, its baseline taken from history and its rules locked; the source of its rows."""
    how, family, unit, binding = KINDS[at % len(KINDS)]
    admin = people.meet(tx, Identity(tenant=TENANT, object_id=object_id("Adam Admin"), name="Adam Admin"), company(), START)
    who = Identity(tenant=TENANT, object_id=object_id(f"Sponsor {at}"), name=f"Sponsor {at}")
    sponsor = people.meet(tx, who, company(), START)
    one = registration.register(tx, sponsor, RegisterInitiative(
        name=f"Workflow {at}", workflow="Cases", intent="Faster", sponsor=who.object_id, first_use=FIRST_USE, gate_on=None,
        integration=Integration.OFFICE, token=f"t-{at}",
    ), company(), START).initiative  # fmt: skip
    sponsorship.answer(tx, sponsor, AnswerSponsorship(initiative=one, accept=True, instead=None), company(), START)
    form = metrics.form(tx, sponsor, one)
    metrics.save(tx, sponsor, SaveMetric(
        initiative=one, name=f"Handling of requests of type {at}", family=family, unit=unit, lower_is_better=True,
        source="Requests list", baseline=None, baseline_source=None, target=TARGETS[how],
        target_on=form.gate_on, floor=None, adoption_lead=None, retirement_plan="Archive", revision=form.revision,
    ), START)  # fmt: skip
    source = bound(tx, admin, sponsor, one, START, binding=binding, how=how)
    _record(tx, source.id, rows(how, at, START), START)
    baselines.propose_baseline(tx, sponsor, one, START)
    locked = metrics.rules(tx, sponsor, one, START)
    metrics.arm(tx, sponsor, ArmGate(gate=locked.gate, revision=locked.gate_revision), START)
    _record(tx, source.id, rows(how, at, LOOK), LOOK)
    return source.id


def _record(tx: Tx, source: str, said: list[Observation], now: datetime) -> None:
    hash = sha256(repr([(row.key, row.start, row.end, row.value) for row in said]).encode()).hexdigest()
    origin = Origin(source=REF, fetched_at=now, sha256=hash)
    observations.record(tx, source, origin, Observed(observations=tuple(said), rejected=()), now)


class Spent:
    """Seconds of the processor in one function, wherever it is called from."""

    def __init__(self, wrapped: Callable[..., Any]) -> None:
        self._wrapped, self.seconds, self.calls = wrapped, 0.0, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        began = time.thread_time()
        try:
            return self._wrapped(*args, **kwargs)
        finally:
            self.seconds += time.thread_time() - began
            self.calls += 1


async def judged(store: Store) -> tuple[int, int]:
    """The worker's round: how many were due, and how many got a verdict."""
    due = await store.read(evidence.due, LOOK)
    with uncollected():
        return len(due), sum([await store.write(evidence.refresh, one, LOOK) for one in due])


def floor(path: Path, sources: list[str]) -> tuple[float, int]:
    """The rows a round reads, by the sqlite3 module: seconds of the processor, and how many there were."""
    began, read = time.process_time(), 0
    with sqlite3.connect(path) as connection:
        for source in sources:
            asked = 'select * from observations where source = ? and superseded_by is null order by "key"'
            read += len(connection.execute(asked, (source,)).fetchall())
    return time.process_time() - began, read


async def a_round(path: Path, initiatives: int, bar: float) -> None:
    """Fill a record, judge all of it, and judge again with nothing new."""
    store = await open_store(f"sqlite:///{path}")
    sources = [await store.write(registered, at) for at in range(initiatives)]
    evidence.found = counted = Spent(evidence.found)  # type: ignore[assignment]  # to time it
    used, clock = time.process_time(), time.perf_counter()
    due, new = await judged(store)
    used, clock = time.process_time() - used, time.perf_counter() - clock
    assert due == new == initiatives, (due, new)
    ahead = time.process_time()
    made = [await store.write(forecasts.make, one, LOOK) for one in await store.read(forecasts.due, LOOK)]
    ahead = time.process_time() - ahead
    assert made == [True] * initiatives
    again = time.process_time()
    assert await judged(store) == (0, 0)
    again = time.process_time() - again
    least, read = floor(path, sources)
    await store.close()
    print(f"{initiatives} initiatives, one round through the record ({read} rows): {used:.2f} s of the processor, "
          f"{clock:.2f} s by the clock, {1000 * used / initiatives:.2f} ms each; bar {bar:.0f} s for 500")  # fmt: skip
    print(f"the week's forecasts through the record: {ahead:.2f} s, {1000 * ahead / initiatives:.2f} ms each")
    print(f"of the round the statistics: {counted.seconds:.2f} s ({counted.seconds / used:.0%}); the same rows by sqlite3 "
          f"alone: {least:.2f} s; the next round, with nothing new: {again:.2f} s")  # fmt: skip


def through_the_record(initiatives: int, bar: float) -> None:
    """One round in a new SQLite file."""
    with TemporaryDirectory() as folder:
        asyncio.run(a_round(Path(folder) / "record.db", initiatives, bar))

"""A list with a long history: how long others wait while it is recorded, and what the cards that read it cost in a turn.

    python -m benchmarks.long_history [--rows 50000]

A file of so many cases is recorded as the worker records it, while somebody writes to the record ten times a second; then
the baseline's card and the rules are drawn from it, before and after the lock. Floor: the same rows by the sqlite3 module.
Bars: a second for whoever waits, 2 s for a card (a turn's worst), by the processor.
"""

import argparse
import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from actions import baseline_cards, metrics, people
from pilothouse.ingest import Ingest
from portfolio.baselines import ALWAYS
from portfolio.observations import Observed, Origin, SourceKind, SourceRef, Table
from portfolio.people import Identity
from store import Tx, open_store
from tests.actions.evidence import cases, closed_by, enable, propose
from tests.actions.world import START, TENANT, World, company, object_id

DAYS = 900
FILE = SourceRef(kind=SourceKind.DROP, locator="cases.csv")
BARS = {"wait": 1.0, "card": 2.0}


async def waits(world: World, longest: list[float]) -> None:
    """Somebody else's small writes: how long the slowest took, by the clock."""
    for number in range(1_000_000):
        began = time.perf_counter()
        who = Identity(tenant=TENANT, object_id=object_id(f"Somebody {number}"), name="Somebody")
        await world.store.write(people.meet, who, world.company, world.now)
        longest.append(time.perf_counter() - began)
        await asyncio.sleep(0.1)


def timed(work: Callable[[Tx], Any]) -> Callable[[Tx], float]:
    """Seconds of the processor that one transaction function takes in its thread."""

    def run(tx: Tx) -> float:
        began = time.thread_time()
        work(tx)
        return time.thread_time() - began

    return run


async def measure(path: Path, rows: int) -> None:
    """Record, and draw."""
    world = World(await open_store(f"sqlite:///{path}"), company())
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    source = await enable(world, one, ref=FILE)
    said = closed_by(cases(START.date() - timedelta(days=DAYS), START.date(), 5.0, each_week=rows * 7 // DAYS), world.now)
    origin = Origin(source=FILE, fetched_at=world.now, sha256=sha256(repr(said[:9]).encode()).hexdigest())
    ingest = Ingest(world.store, None, None, None, lambda _: world.company, lambda: world.now, asyncio.Event())  # type: ignore[arg-type]  # no reader: the rows are here
    longest: list[float] = []
    other = asyncio.create_task(waits(world, longest))
    used, clock = time.process_time(), time.perf_counter()
    table = Table(origin=origin, columns=(), rows=())
    await ingest._record_long(source, table, Observed(observations=tuple(said), rejected=()))
    used, clock = time.process_time() - used, time.perf_counter() - clock
    other.cancel()
    with suppress(asyncio.CancelledError):
        await other
    print(f"a file of {len(said)} rows recorded in {used:.1f} s of the processor, {clock:.1f} s by the clock; a write of "
          f"somebody else waited {max(longest):.2f} s by the clock (bar {BARS['wait']:.0f})")  # fmt: skip
    began = time.process_time()
    with sqlite3.connect(path) as connection:
        connection.execute("select * from observations where source = ? order by key", (source.id,)).fetchall()
    print(f"floor: the same rows by sqlite3 alone {time.process_time() - began:.2f} s")
    shown = {"the baseline's card": lambda tx: baseline_cards.show(tx, dana, one, ALWAYS, world.now),
             "the rules": lambda tx: metrics.rules(tx, dana, one, world.now)}  # fmt: skip
    for when in ("before the lock", "after it"):
        for name, draw in shown.items():
            print(f"{name}, {when}: {await world.store.read(timed(draw)):.2f} s of the processor (bar {BARS['card']:.0f})")
        if when == "before the lock":
            await propose(world, dana, one)
            await world.arm(dana, one)
    await world.store.close()


def main() -> int:
    """Always 0: a busy machine is no failure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000)
    with TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder) / "record.db", parser.parse_args().rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())

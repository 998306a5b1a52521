"""What a check-in wave costs: planning and sending, beside a floor that only sends, in the same run.

    python -m benchmarks.wave [--sponsors 200]

The floor posts equally large activities to the same stand-in connector with raw aiohttp, eight at a time. The wave plans
every sponsor's card and sends it through the outbox, twice committed each, on SQLite. The pace limit is off. Ratios mean
something on a busy machine; absolute numbers do not.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp

from bot.connector import Connector
from bot.courier import TeamsCourier
from bot.hosts import ServiceHosts
from pilothouse.pace import MOST
from pilothouse.worker import SENDERS, Worker
from store import open_store
from tests.actions.world import company
from tests.scenarios.crash import WAVE, seed
from tests.teams.standin import Call, Fault, StandIn

LATENCY = 0.05
"""Seconds until the connector answers; Teams' own takes 50 to 200 ms."""


def acknowledged(_: Call) -> Fault:
    return Fault(delivered=True, delay=LATENCY)


class Watch:
    """Wall and processor time of one part."""

    def __init__(self, name: str, count: int) -> None:
        self.name, self.count = name, count
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def stop(self) -> float:
        """Print the part; its rate in messages a second."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        rate = self.count / wall
        print(f"{self.name:<28}{rate:8.0f}/s  {1000 * cpu / self.count:7.2f} ms CPU each")
        return rate


async def floor(session: aiohttp.ClientSession, url: str, body: dict[str, object], count: int) -> float:
    left = iter(range(count))

    async def sender() -> None:
        for number in left:
            async with session.post(f"{url}v3/conversations/a:{number}/activities", json=body) as answer:
                await answer.read()

    watch = Watch("raw aiohttp, sending", count)
    await asyncio.gather(*(sender() for _ in range(SENDERS)))
    return watch.stop()


async def wave(folder: Path, sponsors: int) -> None:
    """One run."""
    async with StandIn(rule=acknowledged) as teams, aiohttp.ClientSession() as session:
        store = await open_store(f"sqlite:///{folder / 'wave.db'}")
        await store.write(seed, sponsors, teams.service_url)
        courier = TeamsCourier(Connector(session, ServiceHosts(suffixes=(), loopback=True), None, scope=""))
        clock = time.perf_counter()

        def now() -> datetime:
            return WAVE + timedelta(seconds=time.perf_counter() - clock)

        worker = Worker(store, courier, lambda _: company(), now, rate=float("inf"))
        watch = Watch("planning, one card a sponsor", sponsors)
        await worker.plan_until_idle()
        watch.stop()
        watch = Watch("the outbox, sending", sponsors)
        sent = await worker.deliver_until_idle()
        rate = watch.stop()
        assert sent == len(teams.messages) == sponsors
        await store.close()
        body = next(iter(teams.messages.values())).activity
        raw = await floor(session, teams.service_url, body, sponsors)
        print(f"{rate / raw:.0%} of the floor; the pace allows {MOST:g}/s")


def main() -> int:
    """Always 0: a busy machine is no failure."""
    parser = argparse.ArgumentParser(description="A check-in wave beside a floor that only sends.")
    parser.add_argument("--sponsors", type=int, default=200)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(wave(Path(folder), parser.parse_args().sponsors))
    return 0


if __name__ == "__main__":
    sys.exit(main())

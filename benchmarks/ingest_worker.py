"""The second half of `benchmarks.ingest`, in a process of its own: the worker's whole path over what that one serves."""

import argparse
import asyncio
import sys
from datetime import timedelta
from tempfile import TemporaryDirectory
from urllib.parse import quote

from actions import adoption
from actions import people as people_actions
from benchmarks.ingest import BARS, NOW, idle_now, memory, watched
from bot.courier import TeamsCourier
from graph.client import open_graph
from graph.clouds import Cloud
from graph.permissions import LISTS
from graph.sample_tenant.local import AnyToken
from pilothouse.collecting import stay
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.commands import FollowUse
from portfolio.people import Identity
from portfolio.usage import Product
from store import observations, open_store
from tests.actions.world import TENANT, company, object_id
from tests.graph.reading import WORKS
from tests.scenarios.ingest_crash import seed


def worker(base: str, people: int, items: int) -> None:
    """Everything as the worker does it, into a new SQLite file: the first time, and the next day when nothing changed."""
    cloud = Cloud(name="bench", base_url=f"{base}/v1.0", authority="https://login.example", usage_reports=True)
    clock = [NOW]

    async def main(folder: str) -> None:
        store = await open_store(f"sqlite:///{folder}/record.db")
        ids = await store.write(seed, (WORKS,))
        who = Identity(tenant=TENANT, object_id=object_id("Adam Admin"), name="Adam Admin")
        admin = await store.write(people_actions.meet, who, company(), NOW)
        follow = FollowUse(name=WORKS.name, group=WORKS.group, label="Everybody", product=Product.COPILOT)
        await store.write(adoption.follow, admin, follow, NOW)
        async with open_graph(cloud, AnyToken(), clock=lambda: clock[0]) as graph:
            readers = Readers(graph=graph)
            nobody = TeamsCourier(None)  # type: ignore[arg-type]  # it reads only: nothing is ever due to be sent
            one = Worker(store, nobody, lambda _: company(), lambda: clock[0], read=readers.read, use=readers.use)
            await graph.body(graph.path(f"/sites/{quote(WORKS.site, safe='')}/lists/x/columns"), LISTS)
            stay()  # as `pilothouse serve` does before it listens
            idle, rows = idle_now(), people + items
            for day in ("first day", "next day"):
                took, used, stall, cpu = await watched(one.ingest_until_idle)
                above = memory("VmHWM") - idle
                print(f"worker, {day}: {rows} rows in {took:.1f} s by the clock, {used:.1f} s by the processor "
                      f"({rows / took:.0f}/s)\n{'':<5}{above:>7.1f} MB above idle, longest stall {cpu:.1f} ms by the "
                      f"processor, {stall:.1f} ms by the clock (bar {BARS['stall']:.0f})", flush=True)  # fmt: skip
                clock[0] += timedelta(days=1)
        assert await store.read(observations.count, ids[WORKS.key]) == items
        await store.close()

    with TemporaryDirectory() as folder:
        asyncio.run(main(folder))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--items", type=int, required=True)
    parser.add_argument("--at", required=True)
    asked = parser.parse_args()
    worker(asked.at, asked.people, asked.items)
    return 0


if __name__ == "__main__":
    sys.exit(main())

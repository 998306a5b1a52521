"""What a turn costs, beside two floors measured in the same run.

    python -m benchmarks.turn [--turns 3000] [--only NAME]

Every server runs in a process of its own, the peers (connector, issuer) in another, the driver in this one. Printed per
variant: turns a second at 16 concurrent, p50 and p99, CPU of the server per turn, its memory at the end (for the product
after a digest too), and the ratios to the floors. Ratios mean something on a busy machine; absolute numbers do not.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import aiohttp
from aiohttp import web

from benchmarks.variants import CHECK_IN, FACTS, LEADER, PATH, RAW, STOCK, VARIANTS, Facts, Peers, Variant
from tests.teams.activities import Person, World
from tests.teams.issuer import Issuer
from tests.teams.serving import Served

CONCURRENT = 16
WARM_UP = 128


async def serve_peers() -> None:
    """A connector that says yes, and an issuer."""

    async def yes(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(body=b'{"id":"1"}', content_type="application/json", status=201)

    app = web.Application()
    app.router.add_route("*", "/teams/{rest:.*}", yes)
    served = await Served.start(app)
    async with Issuer() as issuer:
        service_url = f"{served.url}/teams/"
        say_ready(service_url=service_url, metadata_url=issuer.metadata_url, token=issuer.token(service_url))
        await asyncio.Event().wait()


async def serve(variant: Variant, peers: Peers) -> None:
    sys.modules["yaml"] = None  # type: ignore[assignment]  # botbuilder's jsonpickle takes it along where tests have it
    async def spent(request: web.Request) -> web.Response:
        return web.json_response({"cpu": time.process_time(), "megabytes": resident()})

    async with variant.application(peers) as app:
        app.router.add_get("/spent", spent)
        served = await Served.start(app)
        say_ready(url=served.url, facts=app.get(FACTS, {}))
        await asyncio.Event().wait()


def resident() -> float:
    """Megabytes of this process in memory now; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def say_ready(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


@contextmanager
def child(*arguments: str) -> Iterator[dict[str, Any]]:
    """A server in a process of its own; what it says when it is ready."""
    process = Popen([sys.executable, "-m", "benchmarks.turn", *arguments], stdin=PIPE, stdout=PIPE, text=True)
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    rate: float
    p50: float
    p99: float
    cpu: float
    megabytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """The channel service's side of one run."""

    variant: Variant
    url: str
    world: World
    headers: dict[str, str]
    session: aiohttp.ClientSession

    async def turn(self, body: bytes) -> float:
        """One request; milliseconds."""
        began = time.perf_counter()
        async with self.session.post(self.url + PATH, data=body, headers=self.headers) as answer:
            await answer.read()
            if answer.status not in {200, 201, 202}:
                raise RuntimeError(f"{self.variant.name}: HTTP {answer.status}")
        return (time.perf_counter() - began) * 1000

    async def spent(self) -> dict[str, float]:
        async with self.session.get(self.url + "/spent") as answer:
            return dict(await answer.json())

    async def check(self, facts: Facts, number: int) -> None:
        """The product did what it was asked: the next answer, on the revision all before have led to, is saved. Then
        leadership reads the digest."""
        activity = self.variant.activity(self.world, number, facts)
        async with self.session.post(self.url + PATH, json=activity, headers=self.headers) as answer:
            said = await answer.text()
            if "Leadership will read" not in said:
                raise RuntimeError(f"{self.variant.name}: not saved: {said[:500]}")
        digest = self.world.message(Person(name="Leader", object_id=LEADER), "digest")
        await self.turn(json.dumps(digest).encode())


async def drive(variant: Variant, url: str, peers: Peers, turns: int, facts: Facts) -> Result:
    """Send the turns, 16 at a time, after a warm-up. Times in milliseconds."""
    world = World(service_url=peers.service_url)
    headers = {"Content-Type": "application/json"}
    if variant.signed:
        headers["Authorization"] = f"Bearer {peers.token}"
    bodies = [json.dumps(variant.activity(world, number, facts)).encode() for number in range(turns + WARM_UP)]
    connector = aiohttp.TCPConnector(limit=CONCURRENT)
    async with aiohttp.ClientSession(connector=connector) as session:
        driver = Driver(variant=variant, url=url, world=world, headers=headers, session=session)
        await at_once(driver.turn, bodies[:WARM_UP])
        before, began = await driver.spent(), time.perf_counter()
        took = await at_once(driver.turn, bodies[WARM_UP:])
        seconds, after = time.perf_counter() - began, await driver.spent()
        if variant.product:
            await driver.check(facts, turns + WARM_UP)
        end = await driver.spent()
    cuts = statistics.quantiles(took, n=100)
    return Result(
        rate=turns / seconds,
        p50=cuts[49],
        p99=cuts[98],
        cpu=(after["cpu"] - before["cpu"]) * 1000 / turns,
        megabytes=end["megabytes"],
    )


async def at_once(turn: Callable[[bytes], Awaitable[float]], bodies: list[bytes]) -> list[float]:
    waiting = iter(bodies)

    async def worker() -> list[float]:
        return [await turn(body) for body in waiting]

    return [took for part in await asyncio.gather(*(worker() for _ in range(CONCURRENT))) for took in part]


def measure(turns: int, only: str | None) -> None:
    """Run the variants one after the other, and print the table."""
    results: dict[str, Result] = {}
    head = f"{CONCURRENT} at a time".ljust(28)
    print(f"{head}  turns/s   p50 ms   p99 ms   CPU ms   RSS MB   x raw   x stock", flush=True)
    with child("--peers") as said:
        peers = Peers(**said)
        for variant in VARIANTS:
            if only and only not in variant.name and variant.name not in {RAW, STOCK}:
                continue
            with child("--serve", variant.name, "--between", json.dumps(said)) as ready:
                count = max(200, int(turns * variant.share))
                result = asyncio.run(drive(variant, ready["url"], peers, count, ready["facts"]))
            results[variant.name] = result
            print(line(variant.name, result, results), flush=True)
    if CHECK_IN in results:
        print("\n".join(bars(results[CHECK_IN], results[STOCK])))


def line(name: str, result: Result, results: dict[str, Result]) -> str:
    ratios = [result.rate / results[floor].rate if floor in results else 0.0 for floor in (RAW, STOCK)]
    return (
        f"{name:<28}{result.rate:>9.0f}{result.p50:>9.1f}{result.p99:>9.1f}{result.cpu:>9.2f}{result.megabytes:>9.0f}"
        f"{ratios[0]:>8.2f}" + (f"{ratios[1]:>10.1f}" if ratios[1] else f"{'-':>10}")
    )


def bars(ours: Result, stock: Result) -> list[str]:
    """What was set as the goal for a check-in submit, and whether this run holds it."""
    times = ours.rate / stock.rate
    kept = {
        f"at least 4 times the turns of stock botbuilder ({times:.1f})": times >= 4,
        f"p99 under 60 ms ({ours.p99:.0f})": ours.p99 < 60,
        f"under 2.2 ms CPU a turn ({ours.cpu:.2f})": ours.cpu < 2.2,
        f"under 120 MB after a check-in and a digest ({ours.megabytes:.0f})": ours.megabytes < 120,
    }
    return [f"bar: {what}: {'holds' if holds else 'MISSED'}" for what, holds in kept.items()]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.turn")
    parser.add_argument("--turns", type=int, default=3000)
    parser.add_argument("--only", help="beside the floors, only variants whose name contains this")
    parser.add_argument("--peers", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--between", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peers:
        asyncio.run(serve_peers())
    elif asked.serve:
        variant = next(variant for variant in VARIANTS if variant.name == asked.serve)
        asyncio.run(serve(variant, Peers(**json.loads(asked.between))))
    else:
        measure(asked.turns, asked.only)


if __name__ == "__main__":
    main()

"""What a turn costs, beside two floors measured in the same run.

    python -m benchmarks.turn [--turns 3000] [--only NAME]

Every server runs in a process of its own, the peers (connector, issuer) in another, the driver in this one. Printed per
variant: turns a second at 16 concurrent, p50 and p99, CPU of the server per turn, its memory, and the ratios to the
floors. Ratios mean something on a busy machine; absolute numbers do not.
"""

import argparse
import asyncio
import json
import resource
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from subprocess import PIPE, Popen
from typing import Any

import aiohttp
from aiohttp import web

from tests.teams.activities import MAYA, World
from tests.teams.issuer import Issuer
from tests.teams.serving import Served

CONCURRENT = 16
PATH = "/api/messages"
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Saved.", "wrap": True}]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """What the peers' process says about itself."""

    service_url: str
    metadata_url: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One server to measure. `application` opens it; `activity` makes the n-th request's body; `share` of the turns."""

    name: str
    application: Callable[[Peers], Any]
    activity: Callable[[World, int], dict[str, Any]]
    share: float = 1.0
    signed: bool = True


def a_message(world: World, number: int) -> dict[str, Any]:
    return world.message(MAYA, "hello")


def an_invoke(world: World, number: int) -> dict[str, Any]:
    answers = {f"answer-{row}": "1.5" for row in range(6)}
    return world.press(MAYA, "checkin.submit", {"occurrence": number, **answers})


@asynccontextmanager
async def raw_echo(peers: Peers) -> AsyncIterator[web.Application]:
    """Floor one: aiohttp, JSON in, JSON out, nothing else."""

    async def messages(request: web.Request) -> web.Response:
        activity = await request.json()
        card = {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": activity["value"]}
        return web.json_response(card)

    app = web.Application()
    app.router.add_post(PATH, messages)
    yield app


@asynccontextmanager
async def stock_echo(peers: Peers) -> AsyncIterator[web.Application]:
    """Floor two: botbuilder's own adapter, a message with one reply, and (in its favour) without authentication."""
    from botbuilder.core import ActivityHandler, TurnContext
    from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

    class Config:
        APP_ID = ""
        APP_PASSWORD = ""
        APP_TYPE = "MultiTenant"  # the only type it takes without an id

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(f"you said {turn_context.activity.text}")

    adapter, echo = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config())), Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, echo) or web.Response(status=201)

    app = web.Application()
    app.router.add_post(PATH, messages)
    yield app


def rim(on_turn: Any) -> Callable[[Peers], Any]:
    """Our endpoint, verifier and connector around a turn without a product."""

    @asynccontextmanager
    async def opened(peers: Peers) -> AsyncIterator[web.Application]:
        from bot.endpoint import make_app
        from bot.rim import open_teams

        settings = rim_settings(peers)
        async with open_teams(settings, acquire=lambda _: {"access_token": "x", "expires_in": 3600}) as teams:
            yield make_app(settings, on_turn, sentence=lambda locale, key, params: key, teams=teams)

    return opened


def rim_settings(peers: Peers) -> Any:
    """Settings of a registered app between these peers; the real product's variant starts from them too."""
    from bot.settings import TeamsSettings
    from tests.teams.activities import APP_ID, TENANT

    return TeamsSettings(
        app_id=APP_ID, app_secret="s3cret", tenant_id=TENANT, openid_metadata_url=peers.metadata_url, development=True
    )


async def rim_echo(context: Any, inbound: Any) -> None:
    from bot.adapter import say

    await say(context, {"text": f"you said {inbound.text}"})


async def rim_answer(context: Any, inbound: Any) -> dict[str, Any]:
    from bot.invokes import card_reply

    return card_reply(CARD)


RAW = "aiohttp echo of the invoke"
STOCK = "stock botbuilder, one reply"
# The check-in submit is one more row: its application opens the composed product over a data base of its own.
VARIANTS = (
    Variant(name=RAW, application=raw_echo, activity=an_invoke),
    Variant(name=STOCK, application=stock_echo, activity=a_message, share=0.15, signed=False),
    Variant(name="our rim, one reply", application=rim(rim_echo), activity=a_message),
    Variant(name="our rim, card answer", application=rim(rim_answer), activity=an_invoke),
)


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
    async def spent(request: web.Request) -> web.Response:
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return web.json_response({"cpu": time.process_time(), "megabytes": kilobytes / 1024})

    async with variant.application(peers) as app:
        app.router.add_get("/spent", spent)
        served = await Served.start(app)
        say_ready(url=served.url)
        await asyncio.Event().wait()


def say_ready(**facts: str) -> None:
    print(json.dumps(facts), flush=True)


@contextmanager
def child(*arguments: str) -> Iterator[dict[str, str]]:
    """A server in a process of its own; what it says when it is ready."""
    process = Popen([sys.executable, "-m", "benchmarks.turn", *arguments], stdout=PIPE, text=True)
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


async def drive(variant: Variant, url: str, peers: Peers, turns: int) -> Result:
    """Send the turns, 16 at a time, after a warm-up. Times in milliseconds."""
    world = World(service_url=peers.service_url)
    headers = {"Content-Type": "application/json"}
    if variant.signed:
        headers["Authorization"] = f"Bearer {peers.token}"
    bodies = iter([json.dumps(variant.activity(world, number)).encode() for number in range(turns + 100)])
    connector = aiohttp.TCPConnector(limit=CONCURRENT)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def turn(body: bytes) -> float:
            began = time.perf_counter()
            async with session.post(url + PATH, data=body, headers=headers) as answer:
                await answer.read()
                if answer.status not in {200, 201, 202}:
                    raise RuntimeError(f"{variant.name}: HTTP {answer.status}")
            return (time.perf_counter() - began) * 1000

        async def spent() -> dict[str, float]:
            async with session.get(url + "/spent") as answer:
                return dict(await answer.json())

        await at_once(turn, [next(bodies) for _ in range(100)])
        before, began = await spent(), time.perf_counter()
        took = await at_once(turn, list(bodies))
        seconds, after = time.perf_counter() - began, await spent()
    cuts = statistics.quantiles(took, n=100)
    return Result(
        rate=turns / seconds,
        p50=cuts[49],
        p99=cuts[98],
        cpu=(after["cpu"] - before["cpu"]) * 1000 / turns,
        megabytes=after["megabytes"],
    )


async def at_once(turn: Callable[[bytes], Awaitable[float]], bodies: list[bytes]) -> list[float]:
    waiting = iter(bodies)

    async def worker() -> list[float]:
        return [await turn(body) for body in waiting]

    return [took for part in await asyncio.gather(*(worker() for _ in range(CONCURRENT))) for took in part]


def measure(turns: int, only: str | None) -> None:
    """Run the variants one after the other, and print the table."""
    results: dict[str, Result] = {}
    with child("--peers") as said:
        peers = Peers(**said)
        for variant in VARIANTS:
            if only and only not in variant.name and variant.name not in {RAW, STOCK}:
                continue
            with child("--serve", variant.name, "--between", json.dumps(said)) as ready:
                results[variant.name] = asyncio.run(
                    drive(variant, ready["url"], peers, max(200, int(turns * variant.share)))
                )
    print(f"{CONCURRENT} at a time   turns/s   p50 ms   p99 ms   CPU ms   RSS MB   x raw   x stock")
    for name, result in results.items():
        raw, stock = result.rate / results[RAW].rate, result.rate / results[STOCK].rate
        print(
            f"{name:<28}{result.rate:>9.0f}{result.p50:>9.1f}{result.p99:>9.1f}{result.cpu:>9.2f}"
            f"{result.megabytes:>9.0f}{raw:>8.2f}{stock:>10.1f}"
        )


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

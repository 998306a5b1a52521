"""What reading costs: a usage report of 200,000 people and a list of 50,000 items, through the SDK over HTTP; and what the
worker takes for both, recorded in a SQLite file.

    python -m benchmarks.ingest [--people 200000] [--items 50000]

The tenant runs in a process of its own and serves prepared bytes; each read runs in another. The floors read the same
bytes from memory in the same process: the csv module over the report, json.loads over the pages. Printed beside the
ratio: the peak of memory above idle, and the longest stall of the event loop, by the clock and by the processor time of
the loop's thread (on a busy machine the clock counts other people's work too). Bars: half of the floor, 60 MB, 50 ms.
"""

import argparse
import asyncio
import csv
import io
import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from subprocess import PIPE, Popen, run
from typing import Any
from urllib.parse import quote

from aiohttp import web

from graph.client import Graph, open_graph
from graph.clouds import Cloud
from graph.list_changes import list_changes
from graph.lists import PAGE as ASKED
from graph.permissions import LISTS
from graph.reports import COPILOT
from graph.sample_tenant.local import AnyToken
from graph.sample_tenant.texts import COPILOT_V2
from graph.usage import read_usage
from portfolio.observations import Value
from tests.graph.reading import EVERYTHING, WORKS, list_of

PAGE = int(ASKED)  # the tenant serves pages as long as we ask for
EVERY = 40  # one person in so many belongs to the group that is followed
TICK = 0.001  # seconds between two looks at the clock
COLUMNS = ("Opened", "Closed", "Kind", "Handler", "RightFirstTime", "Fee")
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
BARS = {"share": 0.5, "memory": 60.0, "stall": 50.0}


def upn(number: int) -> str:
    """A person's user principal name."""
    return f"person.number{number:06d}@contoso.example"


def report(people: int) -> bytes:
    """A report with a row per person, three quarters of them active."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(COPILOT_V2)
    for number in range(people):
        last = f"2026-11-{1 + number % 20:02d}" if number % 4 else ""
        sheet.writerow([
            "2026-11-22", upn(number), f"Person Number {number}", last, *[last] * 8, 28,
            number % 300, number % 200, number % 100, number % 20, last,
        ])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def item(number: int) -> dict[str, Any]:
    """A list item as Graph sends it."""
    return {
        "@odata.etag": f'"{number},3"', "createdDateTime": "2026-03-02T08:11:12Z", "eTag": f'"{number},3"',
        "id": str(number), "lastModifiedDateTime": "2026-03-09T16:00:01Z",
        "webUrl": f"https://contoso.sharepoint.com/sites/ops/Lists/Cases/{number}_.000",
        "contentType": {"id": "0x0100A1", "name": "Item"},
        "fields": {"@odata.etag": f'"{number},3"', "Opened": f"2026-03-{1 + number % 27:02d}T08:11:12Z",
                   "Closed": "2026-03-29T16:00:01Z", "Kind": "standard", "HandlerLookupId": str(10 + number % 40),
                   "RightFirstTime": number % 5 > 0, "Fee": number % 90 + 0.5},
    }  # fmt: skip


def pages(items: int, base: str) -> list[bytes]:
    """The list as pages, each naming the next."""
    path = f"{base}/v1.0/sites/{quote(WORKS.site, safe='')}/lists/{WORKS.list}/items"
    made = []
    for start in range(0, items, PAGE):
        page: dict[str, Any] = {"value": [item(number) for number in range(start + 1, min(start + PAGE, items) + 1)]}
        if start + PAGE < items:
            page["@odata.nextLink"] = f"{path}?$skiptoken={start + PAGE}"
        else:
            page["@odata.deltaLink"] = f"{path}?token=1"
        made.append(json.dumps(page).encode())
    return made


def serve(people: int, items: int) -> None:
    """Serve both and nothing else."""

    async def main() -> None:
        body, listed = report(people), [b""]

        async def graph(request: web.Request) -> web.Response:
            path = request.match_info["path"]
            if path.startswith("copilot"):
                return web.Response(status=302, headers={"Location": f"http://{request.host}/download"})
            if path.endswith("columns"):
                kinds = {"Handler": "personOrGroup", "Fee": "number", "RightFirstTime": "boolean"}
                return web.json_response({"value": [{"name": one, kinds.get(one, "text"): {}} for one in COLUMNS]})
            if path.startswith("groups"):
                who = range(0, people, EVERY)
                return web.json_response({"value": [{"id": str(one), "userPrincipalName": upn(one)} for one in who]})
            number = int(request.query.get("$skiptoken", "0")) // PAGE
            return web.Response(body=listed[number], content_type="application/json")

        async def download(request: web.Request) -> web.Response:
            return web.Response(body=body, content_type="application/octet-stream")

        app = web.Application()
        app.router.add_get("/v1.0/{path:.*}", graph)
        app.router.add_get("/download", download)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        listed[:] = pages(items, base)
        print(base, flush=True)
        await asyncio.Event().wait()

    asyncio.run(main())


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Seconds by the clock and by the processor, of ours and of the floor; memory in MB, stalls in ms."""

    rows: int
    ours: tuple[float, float]
    floor: tuple[float, float]
    memory: float
    stall_clock: float
    stall_cpu: float


def memory(name: str) -> float:
    """A line of this process's status, in MB. Linux only."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def idle_now() -> float:
    """Memory in MB; its peak starts again from here."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return memory("VmRSS")


async def watched(work: Callable[[], Any]) -> tuple[float, float, float, float]:
    """Seconds, and the longest stalls in milliseconds, each by the clock and by the processor."""
    longest = [0.0, 0.0]

    async def tick() -> None:
        while True:
            clock, cpu = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            longest[0] = max(longest[0], time.perf_counter() - clock - TICK)
            longest[1] = max(longest[1], time.thread_time() - cpu)

    ticking = asyncio.create_task(tick())
    began, used = time.perf_counter(), time.process_time()
    await work()
    took, used = time.perf_counter() - began, time.process_time() - used
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    return took, used, longest[0] * 1000, longest[1] * 1000


def read(name: str, base: str, people: int, items: int) -> None:
    """Read one of the two, with its floor right after it, five times, and print the best times as JSON."""
    wanted = [upn(number) for number in range(0, people, EVERY)]
    cloud = Cloud(name="bench", base_url=f"{base}/v1.0", authority="https://login.example", usage_reports=True)

    async def once(graph: Graph) -> None:
        if name == "csv":
            usage = await read_usage(graph, COPILOT, wanted, today=NOW.date())
            assert isinstance(usage, Value) and usage.value.reported == people, usage
            assert usage.value.people is not None and len(usage.value.people) == len(wanted)
        else:
            read, link = 0, None
            while True:
                part = await list_changes(graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING, link=link)
                assert isinstance(part, Value), part
                read, link = read + len(part.value.table.rows), part.value.link
                if part.value.ends:
                    break
            assert read == items, read

    async def main() -> tuple[list[float], list[float], float]:
        async with open_graph(cloud, AnyToken(), clock=lambda: NOW) as graph:
            await graph.body(graph.path(f"/sites/{quote(WORKS.site, safe='')}/lists/x/columns"), LISTS)
            idle = idle_now()
            ours, floors = [await watched(lambda: once(graph))], []
            above = memory("VmHWM") - idle  # of the first time: later ones find memory that floors have left behind
            work = partial(floor_csv, report(people)) if name == "csv" else partial(floor_json, pages(items, base))
            for _ in range(5):  # in turns, so that a machine that slows down slows both
                ours.append(await watched(lambda: once(graph)))
                floors.append(floor(work))
            took, used, clock, cpu = zip(*ours, strict=True)
            least = [min(one) for one in zip(*floors, strict=True)]
            return [min(took), min(used), max(clock), max(cpu)], least, above  # the best time, and the worst stall of all

    (took, used, clock, cpu), least, above = asyncio.run(main())
    print(json.dumps({
        "rows": people if name == "csv" else items, "ours": [took, used], "memory": above, "stall_clock": clock,
        "stall_cpu": cpu, "floor": least,
    }))  # fmt: skip


def floor(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock and by the processor."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


def floor_csv(body: bytes) -> None:
    """The csv module over the same bytes."""
    for _ in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
        pass


def floor_json(made: list[bytes]) -> None:
    """json.loads over the same pages."""
    for page in made:
        json.loads(page)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--read", choices=("csv", "list"), help=argparse.SUPPRESS)
    parser.add_argument("--at", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.people, asked.items)
    if asked.read:
        read(asked.read, asked.at, asked.people, asked.items)
        return 0
    command = [sys.executable, "-m", "benchmarks.ingest", "--people", str(asked.people), "--items", str(asked.items)]
    with Popen([*command, "--serve"], stdout=PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            base = server.stdout.readline().strip()
            for name, against in (("csv", "csv module"), ("list", "json.loads")):
                out = run([*command, "--read", name, "--at", base], stdout=PIPE, text=True, check=True).stdout
                one = Result(**json.loads(out))
                for way, ours, least in zip(("clock", "processor"), one.ours, one.floor, strict=True):
                    print(f"{name:<5}{one.rows:>7} rows by the {way:<10}{one.rows / ours:>8.0f}/s   {against} "
                          f"{one.rows / least:>8.0f}/s   ratio {least / ours:.2f} (bar {BARS['share']})")  # fmt: skip
                print(f"{'':<5}{one.memory:>7.1f} MB above idle (bar {BARS['memory']:.0f} for the CSV), longest stall "
                      f"{one.stall_cpu:.1f} ms by the processor, {one.stall_clock:.1f} ms by the clock "
                      f"(bar {BARS['stall']:.0f})", flush=True)  # fmt: skip
            whole = [sys.executable, "-m", "benchmarks.ingest_worker", "--people", str(asked.people)]
            run([*whole, "--items", str(asked.items), "--at", base], check=True)
        finally:
            server.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main())

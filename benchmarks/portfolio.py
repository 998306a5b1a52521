"""A list of 3,611 entries in 36 columns: reading, importing, auditing and searching it, beside the csv module reading the
same bytes; and the digest of 500 initiatives, beside the sqlite3 module fetching every row of that record.

    python -m benchmarks.portfolio [FILE] [--runs 20]

Without FILE a list of that size is made (seed 7). CPU time of this process, so a busy machine does not count; p50 and p99 of
the runs. The ratios mean something on any machine, the milliseconds only on one.
"""

import argparse
import asyncio
import csv
import io
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from actions import digests, imports, searching
from benchmarks import digested, product
from portfolio.imports.audit import audit
from portfolio.imports.comparing import compare
from portfolio.imports.entries import Listing
from portfolio.overlaps import described, overlaps
from portfolio.people import Actor, Role
from sheets.columns import guess
from sheets.listing import read_listing
from sheets.tables import read_csv
from store import Store, open_store
from store.listings import hash_of

ENTRIES = 3_611
BAR = 50.0
"""Milliseconds that 99 of 100 audits, and 99 of 100 searches, stay under."""
NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
STAGES = ("Pre-deployment", "Pilot", "Deployed", "Retired", "")
FORMS = ("%Y-%m-%d 00:00:00", "%m/%d/%Y", "%b-%y", "%m/%Y", "%Y")
Steps = dict[str, Callable[[], object]]


def made() -> bytes:
    """A list like a public inventory: mixed dates, shared mailboxes, long texts, and columns nobody needs."""
    rng = random.Random(7)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["agency", "bureau", "id", "use_case_name", "development_stage", "operational_date", "contact_email",
                   "problem_solved", "benefits", "have_ato", *(f"more_{n}" for n in range(26))])  # fmt: skip
    for n in range(ENTRIES):
        day = date(2022, 1, 1) + timedelta(days=rng.randrange(1400))
        rows.writerow([
            f"A{n % 40}", f"Bureau {n % 200}", f"A-{n}" if n % 5 else "",
            f"Audit of letters {n}" if n % 100 == 7 else f"Use case number {n}", STAGES[n % 5],
            day.strftime(FORMS[n % 5]) if n % 3 else "", f"box{n % 30}@x.test" if n % 4 else f"jo{n}@x.test",
            "Letters wait for weeks. " * 12, f"It reduces waiting by {n % 70}% and saves effort. " * 6,
            ("Yes", "No", "")[n % 3],
            *("some text " * 3 for _ in range(26)),
        ])  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def main() -> int:
    """Measure each step, print it beside the floor. 0 always: a bar is printed, not enforced."""
    parser = argparse.ArgumentParser(prog="benchmarks.portfolio")
    parser.add_argument("file", nargs="?", help="a list of your own")
    parser.add_argument("--runs", type=int, default=20)
    asked = parser.parse_args()
    data = Path(asked.file).read_bytes() if asked.file else made()
    with asyncio.Runner() as loop:
        listing = read_listing(read_csv(data), guess(read_csv(data)), None)
        print(f"{len(listing.entries)} entries, {len(data) / 1e6:.1f} MB".ljust(30) + "  p50 ms   p99 ms  x floor")
        _timed(_of_a_list(loop, data, listing), asked.runs)
        store, path = loop.run(digested.record())
        count = digested.SPONSORS * digested.EACH
        print(f"\n{count} initiatives, {path.stat().st_size / 1e6:.1f} MB".ljust(31) + "  p50 ms   p99 ms  x floor")
        _timed(_of_a_digest(loop, store, path), asked.runs)
        loop.run(store.close())
    return 0


def _of_a_list(loop: asyncio.Runner, data: bytes, listing: Listing) -> Steps:
    table, on = read_csv(data), date(2026, 1, 31)
    known = {one.key: hash_of(one) for one in listing.entries}
    store = loop.run(_recorded(listing))
    office = Actor(
        number=1, tenant="t", name="Olga", zone="UTC", language="en", roles=frozenset({Role.PROGRAMME_OFFICE})
    )
    steps: Steps = {
        "csv module, same bytes": lambda: list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))),
        "read the file": lambda: read_csv(data, titled=True),
        "guess the columns": lambda: guess(table),
        "rows to entries": lambda: read_listing(table, listing.columns, None),
        "compare with the record": lambda: compare(
            listing.entries, {one.key: hash_of(one) for one in listing.entries}, known
        ),
        "import, into a new record": lambda: loop.run(_closed(listing)),
        "import, the same again": lambda: loop.run(_apply(store, listing)),
        "audit": lambda: audit(listing.entries, on),
        "pairs that may be one": lambda: overlaps(map(described, listing.entries)),
    }
    for text in ("audit", "data", "a"):
        steps[f'search "{text}"'] = partial(_search, loop, store, office, text)
    return steps


def _of_a_digest(loop: asyncio.Runner, store: Store, path: Path) -> Steps:
    return {
        "sqlite3 module, every row": lambda: digested.everything(path),
        "digest": lambda: loop.run(store.read(digests.build, "2026-10", product.COMPANY, product.NOW)),
    }


def _timed(steps: Steps, runs: int) -> None:
    """Each step beside the first, which is the floor."""
    floor = 0.0
    for name, step in steps.items():
        took = sorted(_spent(step) for _ in range(runs))
        middle, worst = statistics.median(took), took[min(len(took) - 1, int(0.99 * len(took)))]
        floor = floor or middle
        print(f"{name:<30}{middle:>8.1f} {worst:>8.1f} {middle / floor:>8.1f}", flush=True)
        if name in ("audit", 'search "audit"'):
            held = "holds" if worst < BAR else "MISSED"
            print(f"bar: {name} under {BAR:.0f} ms at p99 ({worst:.0f}): {held}")


def _search(loop: asyncio.Runner, store: Store, office: Actor, text: str) -> object:
    return loop.run(store.read(searching.search, office, text, 1, NOW))


async def _recorded(listing: Listing) -> Store:
    """The list in a SQLite record of its own, which goes with this process."""
    store = await open_store(f"sqlite:///{tempfile.mkdtemp()}/record.db")
    await _apply(store, listing)
    return store


async def _closed(listing: Listing) -> None:
    store = await _recorded(listing)
    await store.close()


async def _apply(store: Store, listing: Listing) -> None:
    await store.write(imports.apply, listing, file="list.csv", hash="0" * 64, rows=len(listing.entries), now=NOW)


def _spent(step: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    began = time.process_time()
    step()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())

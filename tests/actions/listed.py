"""Lists of initiatives for tests: their entries, and bringing them into the record."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from actions import imports
from portfolio.imports.entries import Dated, Entry, Field, ListedStage, Listing, Precision
from store import Store


def entry(row: int, **more: object) -> Entry:
    """A pilot of unit "Tax" whose first use nobody wrote down."""
    plain = Entry(
        row=row, key=f"x|{row}", name=f"Letters {row}", stage=ListedStage.PILOT, stage_text="Pilot", started=None,
        started_text="", organisation="Finance", unit="Tax", addresses=(), sponsor="", intent="Letters start from a draft",
        benefit="", approved=None, others={},
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def dated(day: date, precision: Precision = Precision.DAY) -> Dated:
    """A first use as exactly as it was written."""
    return Dated(day=day, precision=precision)


async def bring(store: Store, entries: Iterable[Entry], now: datetime) -> int | None:
    """Import a list; the number of the import."""
    listing = Listing(entries=tuple(entries), rejected=(), columns={Field.NAME: "Name"}, repeated=())
    _, number = await store.write(
        imports.apply, listing, file="list.csv", hash="f" * 64, rows=len(listing.entries), now=now
    )
    return number

"""Importing a list: what is stored, what the same list again does, and taking it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from actions import imports
from portfolio.errors import NotFound, Refused
from portfolio.imports.comparing import REVERTIBLE, Comparison, ImportState
from portfolio.imports.entries import Entry, Field, ListedStage, Listing
from store import Store, ledger, listings

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def entry(row: int, **more: object) -> Entry:
    plain = Entry(
        row=row, key=f"x|{row}", name=f"Letters {row}", stage=ListedStage.PILOT, stage_text="Pilot", started=None,
        started_text="soon", organisation="X", unit="", addresses=("dana@x.test",), sponsor="", intent="", benefit="",
        approved=None, others={"Vendor": "Y"},
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def listing(entries: Sequence[Entry]) -> Listing:
    return Listing(entries=tuple(entries), rejected=(), columns={Field.NAME: "Name"}, repeated=())


async def bring(store: Store, *entries: Entry, now: datetime = NOW) -> tuple[Comparison, int | None]:
    return await store.write(imports.apply, listing(entries), file="list.csv", hash="f" * 64, rows=len(entries), now=now)


async def names(store: Store) -> list[str]:
    return [one.name for one in await store.read(listings.entries)]


async def entries_written(store: Store) -> int:
    return (await store.read(ledger.head)).seq


async def test_what_was_imported_is_listed_as_it_was_with_every_cell(store: Store) -> None:
    done, number = await bring(store, entry(1), entry(2))
    assert (len(done.new), number) == (2, 1)
    assert await store.read(listings.entries) == [entry(1), entry(2)]
    found = await store.read(listings.newest)
    assert found is not None
    assert (found.file, found.columns, found.rows, found.state) == ("list.csv", {Field.NAME: "Name"}, 2, ImportState.APPLIED)


async def test_the_same_list_again_stores_nothing_in_whatever_order(store: Store) -> None:
    await bring(store, entry(1), entry(2))
    before = await entries_written(store)
    done, number = await bring(store, replace(entry(2), row=1), replace(entry(1), row=2), now=NOW + timedelta(days=1))
    assert (done.new, done.changed, done.unchanged, number) == ((), (), 2, None)
    assert await entries_written(store) == before


async def test_one_edited_cell_changes_one_row_also_in_a_column_that_is_mapped_to_nothing(store: Store) -> None:
    await bring(store, entry(1), entry(2))
    done, _ = await bring(store, entry(1), entry(2, others={"Vendor": "Z"}))
    assert [one.key for one in done.changed] == ["x|2"]
    assert [one.others["Vendor"] for one in await store.read(listings.entries)] == ["Y", "Z"]


async def test_what_a_list_leaves_out_stays(store: Store) -> None:
    await bring(store, entry(1), entry(2))
    done, number = await bring(store, entry(1))
    assert (done.missing, number) == (("x|2",), 2)
    assert await names(store) == ["Letters 1", "Letters 2"]
    assert await store.read(listings.no_longer) == {"x|2"}
    assert (await bring(store, entry(1)))[1] is None  # and saying so again says nothing new

    await bring(store, replace(entry(9), key="y|9", organisation="Y"))
    assert await store.read(listings.no_longer) == {"x|2"}  # another department's list says nothing about the first
    await bring(store, entry(1), entry(2))
    assert await store.read(listings.no_longer) == frozenset()


async def test_an_import_that_is_taken_back_no_longer_says_that_anything_is_gone(store: Store) -> None:
    await bring(store, entry(1), entry(2))
    _, number = await bring(store, entry(1))
    assert number is not None
    await store.write(imports.revert, number, NOW)
    assert await store.read(listings.no_longer) == frozenset()


async def test_a_preview_stores_nothing_and_says_what_an_import_does(store: Store) -> None:
    before = await entries_written(store)
    seen = await store.read(imports.preview, listing([entry(1)]))
    assert await store.read(listings.newest) is None
    assert await entries_written(store) == before
    done, _ = await bring(store, entry(1))
    assert done == seen


async def test_an_import_taken_back_no_longer_counts_and_the_one_before_does_again(store: Store) -> None:
    await bring(store, entry(1))
    _, second = await bring(store, entry(1, name="Letters, renamed"), entry(2), now=NOW + timedelta(days=1))
    assert second is not None
    assert await names(store) == ["Letters, renamed", "Letters 2"]
    before = await entries_written(store)
    for _ in range(2):
        await store.write(imports.revert, second, NOW + timedelta(days=8))
    assert await names(store) == ["Letters 1"]
    assert await entries_written(store) == before + 1


async def test_after_seven_days_an_import_stays(store: Store) -> None:
    _, number = await bring(store, entry(1))
    assert number is not None
    with pytest.raises(Refused) as refused:
        await store.write(imports.revert, number, NOW + REVERTIBLE + timedelta(seconds=1))
    assert refused.value.code == "import_too_old"
    assert await names(store) == ["Letters 1"]
    with pytest.raises(NotFound):
        await store.write(imports.revert, number + 7, NOW)


async def test_the_ledger_says_that_and_how_much_and_no_word_of_it(store: Store) -> None:
    await bring(store, entry(1), entry(2))
    (line,) = [line for line in await store.read(lambda tx: list(ledger.export(tx))) if "import" in line]
    assert '"new":2' in line
    assert "cli:import:applied" in line
    for word in ("Letters", "dana", "list.csv"):
        assert word not in line

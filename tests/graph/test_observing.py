"""Rows become observations or are rejected with a reason; none disappears, none is made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.files import FileRef, read_file
from graph.lists import read_list
from graph.observing import observe
from graph.sample_tenant.sharepoint import CSV_FILE, DRIVE, XLSX_FILE
from graph.workbooks import Place
from portfolio.metrics import Provenance
from portfolio.observations import (
    Binding,
    Cell,
    Observed,
    Origin,
    RawRow,
    Rejected,
    Shape,
    SourceKind,
    SourceRef,
    Table,
    Unreadable,
)
from sheets.dates import Order
from tests.graph.reading import EVERYTHING, NOW, WORKS, Reading, list_of, value

ORIGIN = Origin(source=SourceRef(kind=SourceKind.CSV, locator="f"), fetched_at=NOW, sha256="ab")
CASE = Binding(shape=Shape.CASE, zone="Europe/Berlin", start="S", end="E")
NUMBER = Binding(shape=Shape.NUMBER, zone="Europe/Berlin", at="S", value="E", n="N")
YES_NO = Binding(shape=Shape.YES_NO, zone="Europe/Berlin", at="S", value="E")


def table(*rows: tuple[Cell, ...]) -> Table:
    raw = tuple(RawRow(number=number, key=str(number), cells=(*row, None)[:3]) for number, row in enumerate(rows, 1))
    return Table(origin=ORIGIN, columns=("S", "E", "N"), rows=raw)


def seen(result: Observed | Unreadable) -> Observed:
    assert isinstance(result, Observed), result
    return result


async def test_a_list_a_csv_and_a_workbook_of_the_same_cases_say_the_same(at: Reading) -> None:
    cases = at.tenant.model.cases(WORKS)
    spans = [(case.opened.replace(second=0), case.closed and case.closed.replace(second=0)) for case in cases]
    listed = value(await read_list(at.graph, list_of(WORKS), ("Opened", "Closed", "Kind", "Handler"), allowed=EVERYTHING))
    binding = Binding(shape=Shape.CASE, zone="UTC", start="Opened", end="Closed", kind="Kind", person="Handler")
    found = seen(observe(listed, binding))
    assert found.rejected == () and {one.provenance for one in found.observations} == {Provenance.MEASURED}
    assert [(one.start, one.end) for one in found.observations] == [(case.opened, case.closed) for case in cases]
    assert [one.kind for one in found.observations] == ["complex" if case.complex else "standard" for case in cases]
    columns = ("Opened", "Closed", "Kind", "Handled by", "Right first time")
    binding = Binding(shape=Shape.CASE, zone="UTC", start="Opened", end="Closed", kind="Kind", person="Handled by")
    for ref in (FileRef(drive=DRIVE, item=CSV_FILE), FileRef(drive=DRIVE, item=XLSX_FILE, place=Place(table="Cases"))):
        filed = value(await read_file(at.graph, ref, columns, allowed=EVERYTHING, key="Case"))
        found = seen(observe(filed, binding))
        assert {one.provenance for one in found.observations} == {Provenance.EXTRACT}
        got = [(one.start, one.end and one.end.replace(second=0, microsecond=0)) for one in found.observations]
        assert got == spans and [one.person for one in found.observations] == [case.person.name for case in cases]
        shares = Binding(shape=Shape.YES_NO, zone="UTC", at="Opened", value="Right first time")
        right = [one.value for one in seen(observe(filed, shares)).observations]
        assert right == [Decimal(int(case.right)) for case in cases]
        assert {one.batch_key for one in found.observations} == {filed.origin.batch_key}


def test_a_time_without_a_zone_is_meant_in_the_zone_of_the_binding() -> None:
    naive = datetime.fromisoformat("2026-01-02T09:00")
    rows = table(("2026-07-01", "2026-07-02 10:00"), ("2026-01-01T00:00:00Z", naive), (date(2026, 3, 1), None))
    found = seen(observe(rows, CASE))
    assert [(one.start, one.end) for one in found.observations] == [
        (datetime(2026, 6, 30, 22, tzinfo=UTC), datetime(2026, 7, 2, 8, tzinfo=UTC)),
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, 8, tzinfo=UTC)),
        (datetime(2026, 2, 28, 23, tzinfo=UTC), None),
    ]
    assert [one.at for one in found.observations] == [one.end or one.start for one in found.observations]


@pytest.mark.parametrize(("binding", "row", "why", "column"), [
    (CASE, (None, "2026-01-02"), "start_missing", "S"),
    (CASE, ("n/a", "2026-01-02"), "start_missing", "S"),
    (CASE, ("soon", "2026-01-02"), "not_a_date", "S"),
    (CASE, ("2026-01-03", "2026-01-02"), "end_before_start", "E"),
    (CASE, ("2026-01-03", "2027-01-02"), "in_the_future", "E"),
    (CASE, (Decimal(46000), None), "not_a_date", "S"),
    (NUMBER, ("2026-01-03", None), "value_missing", "E"),
    (NUMBER, ("2026-01-03", "many"), "not_a_number", "E"),
    (NUMBER, (None, "3"), "date_missing", "S"),
    (NUMBER, ("2026-01-03", "3", "0"), "not_a_count", "N"),
    (NUMBER, ("2026-01-03", "3", "1.5"), "not_a_count", "N"),
    (NUMBER, ("2026-01-03", Decimal("1E+300")), "not_a_number", "E"),
    (NUMBER, ("2026-01-03", Decimal("Infinity")), "not_a_number", "E"),
    (NUMBER, ("2026-01-03", "3", Decimal(3 * 10**9)), "not_a_count", "N"),
    (NUMBER, ("0001-01-01T00:00:00Z", "3"), "not_a_date", "S"),
    (CASE, (datetime.fromisoformat("1899-12-30"), None), "not_a_date", "S"),
    (CASE, ("2026-01-03", "0001-01-01"), "not_a_date", "E"),
    (CASE, ("1970-01-01T00:00:00Z", None), "not_a_date", "S"),
    (YES_NO, ("2026-01-03", "maybe"), "not_yes_or_no", "E"),
    (YES_NO, ("2026-01-03", ""), "value_missing", "E"),
])  # fmt: skip
def test_a_row_that_cannot_be_used_says_why(binding: Binding, row: tuple[Cell, ...], why: str, column: str) -> None:
    found = seen(observe(table(row), binding))
    assert found.observations == ()
    assert [(one.row, one.why, one.column) for one in found.rejected] == [(1, why, column)]


def test_a_number_is_the_number_that_was_written() -> None:
    found = seen(observe(table(("2026-01-03", "1.234,5", "12"), ("2026-01-04", Decimal("0.1"), Decimal(3))), NUMBER))
    assert [(one.value, one.n) for one in found.observations] == [(Decimal("1234.5"), 12), (Decimal("0.1"), 3)]


def test_what_can_be_read_in_two_ways_is_asked_and_never_guessed() -> None:
    rows = table(("3/4/2026", "5/4/2026"))
    assert observe(rows, CASE) == Unreadable(why="date_order_unknown", column="S")
    found = seen(observe(rows, CASE, order=Order.DAY_FIRST))
    assert found.observations[0].start == datetime(2026, 4, 2, 22, tzinfo=UTC)


def test_a_thousand_and_more_is_not_taken_for_one_and_a_bit() -> None:
    """3.500 in what a German types is three and a half thousand, and nothing else in the column says so."""
    rows = table(("2026-01-03", "3.500", "1.234"), ("2026-01-04", "12.000", "20"))
    assert observe(rows, NUMBER) == Unreadable(why="decimals_unknown", column="E")
    english = seen(observe(replace(rows, separator=","), NUMBER))
    assert [(one.value, one.n) for one in english.observations] == [(Decimal("3.5"), 1234), (Decimal("12.0"), 20)]
    told = seen(observe(table(("2026-01-03", "3.500", "1"), ("2026-01-04", "0,5", "1")), NUMBER))
    assert [one.value for one in told.observations] == [Decimal("3500.0"), Decimal("0.5")]


def test_a_column_that_is_gone_makes_the_table_unreadable() -> None:
    gone = Binding(shape=Shape.CASE, zone="UTC", start="S", end="E", person="Who")
    assert observe(table(("2026-01-03", None)), gone) == Unreadable(why="column_missing", column="Who")


cells = st.none() | st.booleans() | st.text(max_size=8) | st.decimals(allow_nan=False, allow_infinity=False) | st.dates() | (
    st.datetimes() | st.sampled_from(["2026-01-02", "1", "0", "yes", "2026-01-02T10:00:00Z"])
)  # fmt: skip


@given(st.lists(st.tuples(cells, cells, cells), max_size=8), st.sampled_from([CASE, NUMBER, YES_NO]))
def test_every_row_is_an_observation_or_rejected(rows: list[tuple[Cell, ...]], binding: Binding) -> None:
    result = observe(table(*rows), binding)
    if isinstance(result, Observed):
        numbers = [int(one.key) for one in result.observations] + [one.row for one in result.rejected]
        assert sorted(numbers) == list(range(1, len(rows) + 1))
        assert all(one.at <= NOW + timedelta(days=1) for one in result.observations)


def test_a_name_longer_than_the_record_can_tell_apart_rejects_its_row() -> None:
    rows = Table(origin=ORIGIN, columns=("S", "E"), rows=(RawRow(number=1, key="k" * 3000, cells=("2026-01-03", None)),))
    (one,) = seen(observe(rows, CASE)).rejected
    assert one.why == "key_too_long" and len(one.value) == 200


def test_rows_a_source_rejected_stay_rejected() -> None:
    one = Rejected(row=9, why="not_a_cell")
    assert seen(observe(Table(origin=ORIGIN, columns=("S", "E"), rows=(), rejected=(one,)), CASE)).rejected == (one,)


def test_a_case_closed_on_the_day_it_was_opened_is_closed_at_once_where_only_the_day_is_known() -> None:
    """A list's "Created" has a time, its date column "Closed" comes as that day's midnight."""
    found = seen(observe(table(("2026-03-02T09:15:00Z", "2026-03-01T23:00:00Z")), CASE))
    (one,) = found.observations
    assert one.start == one.end == datetime(2026, 3, 2, 9, 15, tzinfo=UTC) and found.rejected == ()
    too_early = table(("2026-03-02T09:15:00Z", "2026-02-28T23:00:00Z"), ("2026-03-02 09:15", "2026-03-02 09:00"))
    earlier = seen(observe(too_early, CASE))
    assert [one.why for one in earlier.rejected] == ["end_before_start"] * 2

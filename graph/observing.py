"""Rows to observations, by the columns somebody bound. Pure; seconds for a long table, so not on the event loop.

Nothing is guessed: an order of day and month, or a decimal sign, that a column does not show makes the whole table
`Unreadable`; a row that cannot be used is rejected with its reason. Every row ends up in one of the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from portfolio.errors import Invalid
from portfolio.metrics import Provenance
from portfolio.observations import (
    Binding,
    Cell,
    Observation,
    Observed,
    RawRow,
    Rejected,
    Shape,
    SourceKind,
    Table,
    Unreadable,
)
from sheets.dates import Order, order_of, read_stamp
from sheets.numbers import LARGEST, Decimals, decimals_of, is_blank, read_number, read_yes_no

PROVENANCE: Mapping[SourceKind, Provenance] = {
    SourceKind.LIST: Provenance.MEASURED, SourceKind.REPORT: Provenance.MEASURED, SourceKind.HTTP: Provenance.MEASURED,
    SourceKind.CSV: Provenance.EXTRACT, SourceKind.WORKBOOK: Provenance.EXTRACT, SourceKind.DROP: Provenance.EXTRACT,
    SourceKind.LOG: Provenance.LOGGED, SourceKind.TEMPLATE: Provenance.LOGGED,
}  # fmt: skip
"""DOMAIN.md: read from a system of record, a file with a checksum, or cases people logged."""

_SLACK = timedelta(days=1)  # a day alone, in a zone east of ours, may seem to lie ahead
_OLDEST = 1971  # years that systems write where there is no date: 1 (.NET), 1601 (Windows), 1753, 1899, 1900, 1970 (Unix)
_MOST_CASES = 10**9  # behind one row; more is an identifier in the wrong column
_LONGEST_KEY = 400  # signs; an index of the record takes no key of thousands
_QUOTED = 200  # signs of a cell that are quoted when its row is rejected


class _Bad(Exception):
    """This row cannot be used."""

    def __init__(self, why: str, column: str | None, value: Cell) -> None:
        super().__init__(why)
        self.why, self.column, self.value = why, column, value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Where the bound columns are, and how their texts are meant."""

    table: Table
    binding: Binding
    zone: ZoneInfo
    at: Mapping[str, int]
    orders: Mapping[str, Order | None]
    decimals: Mapping[str, Decimals]

    def cell(self, row: RawRow, column: str | None) -> Cell:
        if column is None:
            return None
        cell = row.cells[self.at[column]]
        return None if isinstance(cell, str) and is_blank(cell.strip()) else cell

    def text(self, row: RawRow, column: str | None) -> str | None:
        cell = self.cell(row, column)
        return None if cell is None else str(cell).strip()

    def instant(self, row: RawRow, column: str) -> datetime | None:
        cell = self.cell(row, column)
        if cell is None:
            return None
        found = self._instant(cell, self.orders.get(column))
        if found is None or found.year < _OLDEST:
            raise _Bad("not_a_date", column, cell)
        if found > self.table.origin.fetched_at + _SLACK:
            raise _Bad("in_the_future", column, cell)
        return found

    def _instant(self, cell: Cell, order: Order | None) -> datetime | None:
        if isinstance(cell, datetime):
            return cell if cell.tzinfo else cell.replace(tzinfo=self.zone)
        if isinstance(cell, date):
            return datetime.combine(cell, time(0), self.zone)
        stamp = read_stamp(cell.strip(), order) if isinstance(cell, str) else None
        if stamp is None:
            return None
        return stamp.at if stamp.zoned else stamp.at.replace(tzinfo=self.zone)

    def number(self, row: RawRow, column: str) -> Decimal:
        cell = self.cell(row, column)
        if isinstance(cell, Decimal):
            if not cell.is_finite() or abs(cell) > LARGEST:
                raise _Bad("not_a_number", column, cell)
            return cell
        if cell is None:
            raise _Bad("value_missing", column, cell)
        found = read_number(cell.strip(), self.decimals[column]) if isinstance(cell, str) else None
        if found is None:
            raise _Bad("not_a_number", column, cell)
        return Decimal(repr(found))

    def yes_no(self, row: RawRow, column: str) -> Decimal:
        cell = self.cell(row, column)
        if cell is None:
            raise _Bad("value_missing", column, cell)
        found = cell if isinstance(cell, bool) else read_yes_no(str(cell).strip())
        if found is None:
            raise _Bad("not_yes_or_no", column, cell)
        return Decimal(int(found))


def observe(
    table: Table, binding: Binding, *, order: Order | None = None, decimals: Decimals | None = None
) -> Observed | Unreadable:
    """What a table says under a binding. `order` and `decimals` are for columns that do not show theirs.

    A missing column, or one that can be read in two ways, is `Unreadable` with its name. A case without an end is open.
    """
    reader = _prepared(table, binding, order, decimals)
    if isinstance(reader, Unreadable):
        return reader
    good: list[Observation] = []
    bad = list(table.rejected)
    for row in table.rows:
        try:
            good.append(_observation(reader, row))
        except _Bad as error:
            value = "" if error.value is None else str(error.value)[:_QUOTED]
            bad.append(Rejected(row=row.number, why=error.why, column=error.column, value=value))
    return Observed(observations=tuple(good), rejected=tuple(bad))


def _prepared(table: Table, binding: Binding, order: Order | None, decimals: Decimals | None) -> _Reader | Unreadable:
    b = binding
    case = b.shape is Shape.CASE
    needed = (b.start, b.end) if case else (b.at, b.value)
    if None in needed:
        raise ValueError("a binding names the columns its shape needs")
    bound = [name for name in (*needed, b.n, b.person, b.kind, b.group) if name is not None]
    missing = next((name for name in bound if name not in table.columns), None)
    if missing is not None:
        return Unreadable(why="column_missing", column=missing)
    at = {name: table.columns.index(name) for name in bound}
    dates = [name for name in ((b.start, b.end) if case else (b.at,)) if name is not None]
    numbers = [name for name in ((b.value if b.shape is Shape.NUMBER else None), b.n) if name is not None]
    column = ""
    try:
        orders: dict[str, Order | None] = {}
        for column in dates:
            orders[column] = order_of(column, _texts(table, at[column]), order)
        signs: dict[str, Decimals] = {}
        for column in numbers:
            signs[column] = decimals_of(
                column, _texts(table, at[column]), decimals, separator=_separator(table), whole=column == b.n
            )
    except Invalid as error:
        return Unreadable(why=error.problems[0].code, column=column)
    return _Reader(table=table, binding=b, zone=ZoneInfo(b.zone), at=at, orders=orders, decimals=signs)


def _separator(table: Table) -> str:
    """What speaks for or against a decimal comma: between the commas of a CSV, and in JSON, 1.234 has a decimal point; in
    what people type it may be a thousand and more, so where the column shows nothing else it is asked for."""
    return "," if table.separator == "," or table.origin.source.kind is SourceKind.HTTP else ";"


def _texts(table: Table, at: int) -> Sequence[str]:
    return [text for row in table.rows if isinstance(cell := row.cells[at], str) and not is_blank(text := cell.strip())]


def _observation(reader: _Reader, row: RawRow) -> Observation:
    b, origin = reader.binding, reader.table.origin
    start = end = value = None
    if len(row.key) > _LONGEST_KEY:
        raise _Bad("key_too_long", b.key, row.key)
    if b.shape is Shape.CASE:
        assert b.start is not None and b.end is not None
        start, end = reader.instant(row, b.start), reader.instant(row, b.end)
        if start is None:
            raise _Bad("start_missing", b.start, None)
        if end is not None and _on_the_day(end, start, reader.zone):
            end = start
        if end is not None and end < start:
            raise _Bad("end_before_start", b.end, reader.cell(row, b.end))
        at = end or start
    else:
        assert b.at is not None and b.value is not None
        found = reader.instant(row, b.at)
        if found is None:
            raise _Bad("date_missing", b.at, None)
        at = found
        value = reader.number(row, b.value) if b.shape is Shape.NUMBER else reader.yes_no(row, b.value)
    return Observation(
        key=row.key, at=at, start=start, end=end, value=value, n=_cases(reader, row), person=reader.text(row, b.person),
        kind=reader.text(row, b.kind), group=reader.text(row, b.group), provenance=PROVENANCE[origin.source.kind],
        source=origin.source, fetched_at=origin.fetched_at, batch_key=origin.batch_key,
    )  # fmt: skip


def _on_the_day(end: datetime, start: datetime, zone: ZoneInfo) -> bool:
    """A closing date without a time of day, of the day a case was opened at some time: it was not closed before that.

    Rejected as closed too early, the fastest cases of all would be missing.
    """
    day = start.astimezone(zone).date()
    return end < start and end == datetime.combine(day, time(0), zone)


def _cases(reader: _Reader, row: RawRow) -> int:
    column = reader.binding.n
    if column is None:
        return 1
    n = reader.number(row, column)
    if n != n.to_integral_value() or not 1 <= n <= _MOST_CASES:
        raise _Bad("not_a_count", column, n)
    return int(n)

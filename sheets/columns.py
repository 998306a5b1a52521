"""Which column of a list holds what: guessed from its name and its cells, shown, and corrected by hand (A2).

A column is taken for something only when its name says so and its cells do not contradict it. What nothing speaks for
stays unmapped: better a column that somebody has to name than a wrong one that nobody notices.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from portfolio.errors import Invalid, problem
from portfolio.imports.entries import Field, ListedStage
from portfolio.imports.owners import addresses_of
from portfolio.imports.stages import stage_of
from sheets.dates import Order
from sheets.heading_words import Named, by_name, named
from sheets.loose_dates import read_loose
from sheets.numbers import read_yes_no
from sheets.tables import Table
from sheets.unknown import is_unknown

SAMPLE = 400
"""Cells looked at in each column."""
FEW = 10
"""Cells of which nobody can say whether they repeat by mistake or because they are no ids."""

_SHARES_A_COLUMN = frozenset({Field.BENEFIT})
"""One question often asks for the purpose and the benefits together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    name: str
    named: Named
    cells: tuple[str, ...]


def guess(table: Table) -> dict[Field, str]:
    """The columns that are surely enough what a field needs, by the field."""
    groups = table.groups or ("",) * len(table.header)
    columns = {
        at: _Column(name=name, named=named(name, groups[at]), cells=_cells(table, at))
        for at, name in enumerate(table.header) if name
    }
    found: dict[Field, int] = {}
    # No list is read without names, so they choose first.
    if best := max(((_score(Field.NAME, one), -at) for at, one in columns.items()), default=(0.0, 0)):
        found |= {Field.NAME: -best[1]} if best[0] > 0 else {}
    scored = sorted(
        (
            (-score, at, field)
            for field in Field
            for at, column in columns.items()
            if field is not Field.NAME and (score := _score(field, column)) > 0
        ),
        key=lambda one: (one[0], one[1], list(Field).index(one[2])),
    )
    for _, at, field in scored:
        taken = {other for one, other in found.items() if one not in _SHARES_A_COLUMN}
        if field not in found and (at not in taken or field in _SHARES_A_COLUMN):
            found[field] = at
    if Field.CONTACT not in found and Field.SPONSOR in found and _reached(columns[found[Field.SPONSOR]]):
        found[Field.CONTACT] = found[Field.SPONSOR]
    if Field.ORGANISATION in found:
        found[Field.ORGANISATION] = _shortest(table, found, [at for _, at, field in scored if field is Field.ORGANISATION])
    found |= _above(table, found, [at for _, at, field in scored if field is Field.ORGANISATION])
    return {field: columns[found[field]].name for field in Field if field in found}


def _reached(column: _Column) -> bool:
    """Whether owners are written as addresses: then they are the contacts too."""
    return 2 * sum("@" in cell for cell in column.cells) > len(column.cells)


def _shortest(table: Table, found: Mapping[Field, int], candidates: Sequence[int]) -> int:
    """Of an organisation's name and its abbreviation the abbreviation: the key of an entry begins with it, and names are
    written differently from one year's list to the next."""
    at = found[Field.ORGANISATION]
    for other in candidates:
        pairs = {(row[at], row[other]) for row in table.rows if row[at] and row[other]}
        names, others = {name for name, _ in pairs}, {short for _, short in pairs}
        if other not in found.values() and len(pairs) == len(names) == len(others) > 0:
            at = other if sum(map(len, others)) < sum(map(len, names)) else at
    return at


def _above(table: Table, found: Mapping[Field, int], candidates: Sequence[int]) -> dict[Field, int]:
    """A department above the agency: where each organisation belongs to one value of another column that could be it, and
    that column has fewer, the list has two levels, and the lower one is the unit."""
    at = found.get(Field.ORGANISATION)
    for other in candidates:
        if at is None or other in found.values():
            continue
        pairs = {(row[at], row[other]) for row in table.rows if row[at] and row[other]}
        lower, upper = {low for low, _ in pairs}, {up for _, up in pairs}
        if len(pairs) == len(lower) > len(upper) > 1:
            return {Field.ORGANISATION: other, Field.UNIT: at}
    return {}


def corrected(table: Table, guessed: Mapping[Field, str], told: Mapping[str, str | None]) -> dict[Field, str]:
    """The guess with somebody's corrections: {field: column, or None for none}. Invalid for unknown fields and columns."""
    columns = dict(guessed)
    for name, column in told.items():
        if name not in {field.value for field in Field}:
            known = ", ".join(Field)
            raise Invalid(problem("mapping", "mapping_field_unknown", name=name, known=known))
        if column is None:
            columns.pop(Field(name), None)
        else:
            columns[Field(name)] = table.header[table.column(column)]
    return columns


def _cells(table: Table, at: int) -> tuple[str, ...]:
    """A sample from all over the file: lists are often sorted."""
    step = max(1, len(table.rows) // (4 * SAMPLE))
    filled = [row[at] for row in table.rows[::step] if not is_unknown(row[at])]
    return tuple(filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE])


def _score(field: Field, column: _Column) -> float:
    """0 where the name says nothing or the cells contradict it; else how sure it is."""
    sure = by_name(field, column.named)
    if not sure or not column.cells:
        return 0.0
    if field is not Field.APPROVAL and all(read_yes_no(cell) is not None for cell in column.cells):
        return 0.0
    fits = _FITS.get(field)
    share = sum(map(fits, column.cells)) / len(column.cells) if fits else 1.0
    if share < _NEEDED.get(field, 0.0):
        return 0.0
    return sure * (0.5 + share / 2) * _spread(field, column)


def _spread(field: Field, column: _Column) -> float:
    """A key and a name differ from row to row; a stage and an approval do not."""
    different = len(set(column.cells)) / len(column.cells)
    match field:
        case Field.KEY:
            return different if different >= 0.5 or len(column.cells) <= FEW else 0.0
        case Field.NAME:
            return different if different >= 0.2 else 0.0
        case Field.STAGE | Field.APPROVAL:
            return 1.0 if len(set(column.cells)) <= 40 else 0.2
    return 1.0


def _is_date(cell: str) -> bool:
    return read_loose(cell, Order.DAY_FIRST) is not None or read_loose(cell, Order.MONTH_FIRST) is not None


_FITS: Mapping[Field, Callable[[str], float]] = {
    Field.STARTED: _is_date,
    Field.STAGE: lambda cell: stage_of(cell) is not ListedStage.UNKNOWN,
    Field.APPROVAL: lambda cell: read_yes_no(cell.split(" ")[0].strip(",.;:-")) is not None,
    Field.KEY: lambda cell: len(cell) <= 60,
    Field.NAME: lambda cell: 2 < len(cell) <= 300,
    Field.ORGANISATION: lambda cell: len(cell) <= 120,
    Field.UNIT: lambda cell: len(cell) <= 120,
    Field.SPONSOR: lambda cell: any(letter.isalpha() for letter in cell),  # SharePoint's people are numbers to an app
    Field.CONTACT: lambda cell: 1.0 if "@" in cell else 0.5 if addresses_of(cell) else 0.0,  # rather where to reach somebody
}
_NEEDED: Mapping[Field, float] = {
    Field.STARTED: 0.6, Field.STAGE: 0.2, Field.APPROVAL: 0.5, Field.KEY: 0.9, Field.NAME: 0.6, Field.ORGANISATION: 0.9,
    Field.UNIT: 0.9, Field.SPONSOR: 0.5,
}

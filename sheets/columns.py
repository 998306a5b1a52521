"""Which column of a list holds what: guessed from its name and its cells, shown, and corrected by hand (A2).

A column is taken for something only when its name says so and its cells do not contradict it. What nothing speaks for
stays unmapped: better a column that somebody has to name than a wrong one that nobody notices.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from portfolio.errors import Invalid, problem
from portfolio.imports.entries import Field, ListedStage
from portfolio.imports.owners import addresses_of
from portfolio.imports.stages import stage_of
from sheets.dates import Order
from sheets.heading_names import FOREIGN, LAST_RESORT, NAMES
from sheets.loose_dates import read_loose
from sheets.numbers import is_blank, read_yes_no
from sheets.tables import Table

SAMPLE = 400
"""Cells looked at in each column."""
FEW = 10
"""Cells of which nobody can say whether they repeat by mistake or because they are no ids."""

_SHARES_A_COLUMN = frozenset({Field.BENEFIT})
"""One question often asks for the purpose and the benefits together."""
_LABELS = frozenset({Field.KEY, Field.NAME, Field.ORGANISATION, Field.UNIT, Field.CONTACT, Field.SPONSOR})
"""Fields that a long question does not ask for only because the word is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """`words` as they are compared, `every` those in brackets too, `head` what it is before "of", "for", "für"..."""

    name: str
    words: str
    every: frozenset[str]
    head: str
    cells: tuple[str, ...]


def guess(table: Table) -> dict[Field, str]:
    """The columns that are surely enough what a field needs, by the field."""
    columns = {at: _column(name, _cells(table, at)) for at, name in enumerate(table.header) if name}
    found: dict[Field, int] = {}
    # No list is read without names, so they choose first.
    if named := max(((_score(Field.NAME, one), -at) for at, one in columns.items()), default=(0.0, 0)):
        found |= {Field.NAME: -named[1]} if named[0] > 0 else {}
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
    filled = [row[at] for row in table.rows[::step] if not is_blank(row[at])]
    return tuple(filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE])


_WRAPPED = re.compile(r"(?:custom field|benutzerdefiniertes feld) ?\((.+)\)", re.IGNORECASE)  # as ticket exports write them
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NUMBERING = re.compile(r"^\s*(?:[A-Za-z]?\d+(?:\.\d+)*[.):]?)\s+(?=\D)")
_HEAD_ENDS = re.compile(
    r" (?:of|for|from|in|to|with|when|is|the|be|für|von|vom|des|der|dem|das|die|im|zu|zum|zur|wird|ist) .*"
)


def _column(name: str, cells: tuple[str, ...]) -> _Column:
    wrapped = _WRAPPED.fullmatch(name.strip())
    own = _NUMBERING.sub("", wrapped[1] if wrapped else name)
    words = _plain(_BRACKETS.sub(" ", own)) or _plain(own)
    return _Column(
        name=name, words=words, every=frozenset(_plain(own).split()), head=_HEAD_ENDS.sub("", words), cells=cells
    )


def _plain(name: str) -> str:
    """"AgencyBureau", "agency_bureau", "Agency bureaus" and "Agency bureau" alike."""
    spaced = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"(?<=\w{3}[^\Ws])s$", "", word) for word in re.findall(r"[^\W_]+", spaced.casefold()))


_PHRASES = {field: tuple(map(_plain, names)) for field, names in NAMES.items()}
_LAST = {field: tuple(map(_plain, names)) for field, names in LAST_RESORT.items()}
_OTHERS = {field: frozenset(_plain(words).split()) for field, words in FOREIGN.items()}


def _score(field: Field, column: _Column) -> float:
    """0 where the name says nothing or the cells contradict it; else how sure it is."""
    by_name = 0.0
    if not column.every & _OTHERS.get(field, frozenset()):
        by_name = max(_named(field, phrase, rank, column) for rank, phrase in enumerate(_PHRASES[field]))
    if column.words in (last := _LAST.get(field, ())):
        by_name = max(by_name, 2.0 - last.index(column.words) * 0.1)
    if not by_name or not column.cells:
        return 0.0
    if field is not Field.APPROVAL and all(read_yes_no(cell) is not None for cell in column.cells):
        return 0.0
    fits = _FITS.get(field)
    share = sum(map(fits, column.cells)) / len(column.cells) if fits else 1.0
    if share < _NEEDED.get(field, 0.0):
        return 0.0
    return by_name * (0.5 + share / 2) * _spread(field, column)


def _named(field: Field, phrase: str, rank: int, column: _Column) -> float:
    """How well a column's name is that phrase: the same; with more words around it, less so where they say what it is of;
    all its words with others between them ("Date when implemented"); or a compound that ends with it, as German makes them
    ("Projektstatus")."""
    words = column.words
    if words == phrase:
        return 10.0 - rank * 0.1
    if f" {phrase} " in f" {words} ":
        if field in _LABELS and len(words.split()) > 5 * len(phrase.split()):
            return 0.0
        sure = 1.0 if f" {phrase} " in f" {column.head} " else 0.5
        return sure * (5.0 - rank * 0.1) * (0.5 + 0.5 * len(phrase) / len(words))
    if " " in phrase and set(phrase.split()) <= set(words.split()):
        return (3.5 - rank * 0.1) * (0.5 + 0.5 * len(phrase) / len(words))
    if len(phrase) >= 4 and any(word.endswith(phrase) for word in column.head.split()):
        return (4.5 - rank * 0.1) * (0.5 + 0.5 * len(phrase) / len(words))
    return 0.0


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


_FITS: Mapping[Field, Callable[[str], bool]] = {
    Field.STARTED: _is_date,
    Field.STAGE: lambda cell: stage_of(cell) is not ListedStage.UNKNOWN,
    Field.APPROVAL: lambda cell: read_yes_no(cell.split(" ")[0].strip(",.;:-")) is not None,
    Field.KEY: lambda cell: len(cell) <= 60,
    Field.NAME: lambda cell: 2 < len(cell) <= 300,
    Field.ORGANISATION: lambda cell: len(cell) <= 120,
    Field.UNIT: lambda cell: len(cell) <= 120,
    Field.SPONSOR: lambda cell: any(letter.isalpha() for letter in cell),  # SharePoint's people are numbers to an app
    Field.CONTACT: lambda cell: bool(addresses_of(cell)),
}
_NEEDED: Mapping[Field, float] = {
    Field.STARTED: 0.6, Field.STAGE: 0.2, Field.APPROVAL: 0.5, Field.KEY: 0.9, Field.NAME: 0.6, Field.ORGANISATION: 0.9,
    Field.UNIT: 0.9, Field.SPONSOR: 0.5,
}

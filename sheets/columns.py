"""Which column of a list holds what: guessed from its name and its cells, shown, and corrected by hand (A2).

A column is taken for something only when its name says so and its cells do not contradict it. What nothing speaks for
stays unmapped: better a column that somebody has to name than a wrong one that nobody notices.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portfolio.errors import Invalid, problem
from portfolio.imports.entries import Field, ListedStage
from portfolio.imports.owners import addresses_of
from portfolio.imports.stages import stage_of
from sheets.dates import Order
from sheets.loose_dates import read_loose
from sheets.numbers import is_blank, read_yes_no
from sheets.tables import Table

SAMPLE = 400
"""Cells looked at in each column."""

_NAMES: Mapping[Field, tuple[str, ...]] = {
    Field.KEY: ("use case id", "initiative id", "project id", "inventory id", "record id", "id", "kennung", "nummer",
                "number", "key", "ref", "reference"),
    Field.NAME: ("use case name", "initiative name", "project name", "pilot name", "use case title", "use case", "title",
                 "initiative", "project", "name", "bezeichnung", "titel", "vorhaben", "projekt", "projektname",
                 "anwendungsfall"),
    Field.STAGE: ("stage of development", "development stage", "lifecycle stage", "stage", "status", "phase", "state",
                  "entwicklungsstand"),
    Field.STARTED: ("first use", "first used", "pilot start", "operational date", "date implemented", "go live date",
                    "go live", "live since", "in use since", "start date", "date started", "started", "start",
                    "deployment date", "date initiated", "erste nutzung", "startdatum", "beginn", "seit", "pilotstart"),
    Field.ORGANISATION: ("agency", "organisation", "organization", "company", "department", "ministry", "agency name",
                         "gesellschaft", "unternehmen", "firma", "behörde", "agency abbreviation"),
    Field.UNIT: ("agency bureau", "bureau", "business unit", "office", "division", "unit", "team", "component",
                 "bureau name", "bureau department", "abteilung", "bereich", "referat", "function", "practice"),
    Field.CONTACT: ("contact email", "owner email", "contact", "point of contact", "poc email", "poc", "email", "e mail",
                    "kontakt", "ansprechpartner", "contact name"),
    Field.SPONSOR: ("executive sponsor", "sponsor", "business owner", "accountable", "owner", "responsible",
                    "verantwortlich", "sponsorin", "auftraggeber"),
    Field.INTENT: ("problem solved", "problem", "purpose", "intent", "objective", "summary", "description", "goal",
                   "intended purpose", "use case description", "zweck", "ziel", "beschreibung", "problemstellung"),
    Field.BENEFIT: ("benefits", "benefit", "expected benefits", "expected benefit", "outcome", "value", "impact", "nutzen",
                    "ergebnis", "wirkung"),
    Field.APPROVAL: ("have ato", "has ato", "ato", "authority to operate", "approved", "security approval", "approval",
                     "freigabe", "genehmigt", "betriebsfreigabe"),
}  # fmt: skip
"""Names as they are compared, the surest first; of public inventories of three years and of project lists, en and de."""

_FOREIGN: Mapping[Field, str] = {
    Field.NAME: "agency vendor system contact bureau file department company user sponsor owner group",
    Field.KEY: "vendor contract procurement system piid user",
    Field.STARTED: "retired end ended expiry review modified created updated retirement",
    Field.CONTACT: "vendor contract",
    Field.UNIT: "price currency measure",
    Field.APPROVAL: "name date identifier",
    Field.STAGE: "approval ato",
}
"""Words that make another thing of a column whose name has one of the words above."""

_SHARES_A_COLUMN = frozenset({Field.BENEFIT})
"""One question often asks for the purpose and the benefits together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    name: str
    words: str
    cells: tuple[str, ...]


def guess(table: Table) -> dict[Field, str]:
    """The columns that are surely enough what a field needs, by the field."""
    columns = [
        _Column(name=name, words=_plain(name), cells=_cells(table, at)) for at, name in enumerate(table.header) if name
    ]
    scored = sorted(
        (
            (-score, at, field)
            for field in Field
            for at, column in enumerate(columns)
            if (score := _score(field, column)) > 0
        ),
        key=lambda one: (one[0], one[1], list(Field).index(one[2])),
    )
    found: dict[Field, str] = {}
    taken: set[int] = set()
    for _, at, field in scored:
        if field not in found and (at not in taken or field in _SHARES_A_COLUMN):
            found[field] = columns[at].name
            if field not in _SHARES_A_COLUMN:
                taken.add(at)
    return {field: found[field] for field in Field if field in found}


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


def _plain(name: str) -> str:
    """"AgencyBureau", "agency_bureau" and "Agency bureau" alike."""
    spaced = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", spaced.casefold()))


def _score(field: Field, column: _Column) -> float:
    """0 where the name says nothing or the cells contradict it; else how sure it is."""
    words = set(column.words.split())
    if words & set(_FOREIGN.get(field, "").split()):
        return 0.0
    by_name = max((_named(phrase, rank, column.words) for rank, phrase in enumerate(_NAMES[field])), default=0.0)
    if not by_name or not column.cells:
        return 0.0
    fits = _FITS.get(field)
    share = sum(map(fits, column.cells)) / len(column.cells) if fits else 1.0
    if share < _NEEDED.get(field, 0.0):
        return 0.0
    return by_name * (0.5 + share / 2) * _spread(field, column)


def _named(phrase: str, rank: int, words: str) -> float:
    """How well a column's name is that phrase: the same, or with more words around it."""
    if words == phrase:
        return 10.0 - rank * 0.1
    if f" {phrase} " in f" {words} ":
        return (5.0 - rank * 0.1) * (0.5 + 0.5 * len(phrase) / len(words))
    return 0.0


def _spread(field: Field, column: _Column) -> float:
    """A key and a name differ from row to row; a stage and an approval do not."""
    different = len(set(column.cells)) / len(column.cells)
    match field:
        case Field.KEY | Field.NAME:
            return different
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
    Field.CONTACT: lambda cell: bool(addresses_of(cell)),
}
_NEEDED: Mapping[Field, float] = {Field.STARTED: 0.6, Field.STAGE: 0.5, Field.APPROVAL: 0.5, Field.KEY: 0.9, Field.NAME: 0.6}

"""A table and its mapping to a list's entries. Nothing a row says is lost: what cannot be read stays beside it as text."""

from collections import Counter
from collections.abc import Mapping, Sequence

from portfolio.errors import Invalid, problem
from portfolio.imports.entries import Entry, Field, Listing, Rejected
from portfolio.imports.keys import key_of
from portfolio.imports.owners import addresses_of
from portfolio.imports.stages import stage_of
from sheets.dates import Order
from sheets.loose_dates import loose_order, read_loose
from sheets.numbers import read_yes_no
from sheets.tables import Table
from sheets.unknown import is_unknown

_SUMS = frozenset({
    "total", "totals", "grand total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme",
})  # fmt: skip
"""What a line is called that adds up those above it."""
_OF_AN_ENTRY = (Field.STAGE, Field.STARTED, Field.CONTACT, Field.SPONSOR, Field.INTENT, Field.BENEFIT, Field.APPROVAL)


def read_listing(table: Table, columns: Mapping[Field, str], order: Order | None) -> Listing:
    """Every row as an entry or as rejected with the reason. Invalid when no column holds the names.

    `order`: which comes first in 3/4/2026, where the column does not show it.
    """
    if Field.NAME not in columns:
        raise Invalid(problem("mapping", "mapping_without_name", columns=", ".join(table.header)))
    at = {field: table.column(name) for field, name in columns.items()}
    dates = [row[at[Field.STARTED]] for row in table.rows] if Field.STARTED in at else []
    shown = loose_order(columns.get(Field.STARTED, ""), (cell for cell in dates if not is_unknown(cell)), order)
    unmapped = [(place, name) for place, name in enumerate(_told_apart(table.header)) if place not in at.values()]
    entries: list[Entry] = []
    rejected: list[Rejected] = []
    times: Counter[str] = Counter()
    for number, row in zip(table.numbered, table.rows, strict=True):
        cells = {field: "" if is_unknown(row[place]) else row[place] for field, place in at.items()}
        key = key_of(
            organisation=cells.get(Field.ORGANISATION, ""), unit=cells.get(Field.UNIT, ""), id=cells.get(Field.KEY, ""),
            name=cells[Field.NAME],
        )
        if key is None or _adds_up(cells):
            reason = "name_missing" if key is None else "sum"
            rejected.append(Rejected(row=number, column=columns[Field.NAME], reason=reason))
            continue
        times[key] += 1
        others = {name: row[place] for place, name in unmapped if row[place]}
        entries.append(_entry(number, key if times[key] == 1 else f"{key}#{times[key]}", cells, others, shown))
    repeated = tuple(sorted(key for key, often in times.items() if often > 1))
    return Listing(entries=tuple(entries), rejected=tuple(rejected), columns=columns, repeated=repeated)


def _adds_up(cells: Mapping[Field, str]) -> bool:
    """Whether a row is the sum below a list: called so, with nothing in it that an entry has beside its name."""
    called = (cells[Field.NAME] or cells.get(Field.KEY, "")).strip(" :").casefold()
    return called in _SUMS and not any(cells.get(field) for field in _OF_AN_ENTRY)


def _told_apart(header: Sequence[str]) -> list[str]:
    """Names of columns, those that are empty or stand there before with their place: "If other, explain" often does."""
    return [
        f"{name} #{place + 1}".strip() if not name or name in header[:place] else name for place, name in enumerate(header)
    ]


def _entry(
    number: int, key: str, cells: Mapping[Field, str], others: Mapping[str, str], order: Order | None
) -> Entry:
    started = cells.get(Field.STARTED, "")
    approval = cells.get(Field.APPROVAL, "")
    return Entry(
        row=number,
        key=key,
        name=cells[Field.NAME] or cells.get(Field.KEY, ""),
        stage=stage_of(cells.get(Field.STAGE, "")),
        stage_text=cells.get(Field.STAGE, ""),
        started=read_loose(started, order) if started else None,
        started_text=started,
        organisation=cells.get(Field.ORGANISATION, ""),
        unit=cells.get(Field.UNIT, ""),
        addresses=addresses_of(cells.get(Field.CONTACT, "")),
        sponsor=cells.get(Field.SPONSOR, ""),
        intent=cells.get(Field.INTENT, ""),
        benefit=cells.get(Field.BENEFIT, ""),
        approved=_yes(approval),
        others=others,
    )


def _yes(text: str) -> bool | None:
    """Yes or no, also as the first word of an explanation ("Yes, until June")."""
    said = read_yes_no(text)
    first = text.split(maxsplit=1)[0].strip(",.;:-") if text else ""
    return said if said is not None else read_yes_no(first)

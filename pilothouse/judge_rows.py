"""The rows of a file as entries. What cannot be read is counted, never silently dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pilothouse.judge_cells import BadCell, Columns, Entry, Family, Left, reader
from portfolio.errors import Invalid, problem
from sheets.dates import shape
from sheets.numbers import is_blank, unit_in
from sheets.tables import Table

_MOSTLY = {
    Left.BAD_DATE: ("date", "mostly_bad_date"),
    Left.BAD_END: ("end", "mostly_bad_end"),
    Left.BAD_VALUE: ("value", "mostly_bad_value"),
    Left.BAD_EXPOSURE: ("exposure", "mostly_bad_exposure"),
}
"""The column of a bad cell, and the refusal when most of its cells are."""

_ALONE = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """How many rows, and the first of their cells in the alphabet: the same after the rows are shuffled."""

    code: Left
    n: int
    text: str = ""


def read_entries(table: Table, family: Family, columns: Columns) -> tuple[list[Entry], list[Note]]:
    """The entries in the order of the file, and what was odd about the rows.

    Invalid when a column is missing, can be read in two ways, or is not what it was said to be.
    """
    at = {role: table.column(name) for role, name in columns.named().items()}
    rows, notes = _without_duplicates(table, at, family)
    texts = {role: [row[index] for row in rows] for role, index in at.items()}
    read = reader(texts, family, columns, table.separator)
    bad: dict[Left, list[str]] = {}
    entries: list[Entry] = []
    for row in rows:
        try:
            entries.append(read({role: row[index] for role, index in at.items()}))
        except BadCell as left:
            bad.setdefault(left.code, []).append(left.text)
    _must_be_readable(columns, len(rows), bad)
    if family is Family.SHARE and columns.exposure is None:
        _must_have_both_answers(columns, entries, texts["value"], bad)
    _one_clock(columns, entries)
    if table.too_wide:
        notes.append(Note(code=Left.TOO_WIDE, n=table.too_wide))
    notes += [Note(code=code, n=len(found), text=min(found)) for code, found in sorted(bad.items())]
    notes += _mixtures(texts, family, columns)
    if family is Family.DURATION and _closed_by_day(entries):
        entries = [replace(entry, opened=entry.opened.whole_day) for entry in entries]
        notes.append(Note(code=Left.TIMES_DROPPED, n=len(entries), text=columns.end or ""))
    return entries, notes + (_far_end(entries) if family in (Family.DURATION, Family.SHARE) else [])


def _without_duplicates(
    table: Table, at: Mapping[str, int], family: Family
) -> tuple[list[tuple[str, ...]], list[Note]]:
    """Rows that are the same in every cell are duplicates where some column tells all other rows apart, or where every day
    has one row.

    Without that, two cases, or two events of one day, may well look the same: both are kept, and that is said.
    """
    distinct = list(dict.fromkeys(table.rows))
    again = len(table.rows) - len(distinct)
    if not again:
        return list(table.rows), []
    free = [index for index in range(len(table.header)) if index not in at.values()]
    named = any(len({row[index] for row in distinct}) == len(distinct) for index in free)
    if named or family is Family.SERIES or _one_a_day(distinct, at, family):
        return distinct, [Note(code=Left.DUPLICATES, n=again)]
    cases = family is Family.SHARE and "exposure" not in at  # a yes looks like every other yes of that day
    return list(table.rows), [] if cases else [Note(code=Left.POSSIBLE_DUPLICATES, n=again)]


def _one_a_day(rows: Sequence[tuple[str, ...]], at: Mapping[str, int], family: Family) -> bool:
    """Whether each row is the period of its day, and not one event of several: counts of 1 throughout are events."""
    if family is Family.DURATION or (family is Family.SHARE and "exposure" not in at):
        return False
    days = {tuple(row[at[role]] for role in ("date", "group") if role in at) for row in rows}
    return len(days) == len(rows) and ("exposure" in at or any(row[at["value"]] not in ("0", "1") for row in rows))


def _mixtures(texts: Mapping[str, Sequence[str]], family: Family, columns: Columns) -> list[Note]:
    """Dates written in several ways, and lengths in several units: they were read, and it may mean two sources."""
    found = []
    for role in ("date", "end"):
        shapes = {shape(text) for text in set(texts.get(role, ())) if not is_blank(text)} - {None}
        if len(shapes) > 1:
            found.append(Note(code=Left.DATES_MIXED, n=len(shapes), text=columns.named()[role]))
    units = {unit_in(text) for text in texts.get("value", ()) if not is_blank(text)} if family is Family.DURATION else set()
    if len(units) > 1:
        found.append(Note(code=Left.UNITS_MIXED, n=len(units), text=", ".join(sorted(unit for unit in units if unit))))
    return found


def _must_be_readable(columns: Columns, rows: int, bad: dict[Left, list[str]]) -> None:
    """A column of which most cells are unreadable is not what it was said to be."""
    for code, texts in bad.items():
        if code in _MOSTLY and 2 * len(texts) > rows:
            role, refusal = _MOSTLY[code]
            name = columns.named()[role]
            raise Invalid(problem("column", refusal, name=name, bad=len(texts), rows=rows, text=min(texts)))
    if sum(len(texts) for texts in bad.values()) == rows:
        raise Invalid(problem("column", "no_usable_row", rows=rows))


def _must_have_both_answers(
    columns: Columns, entries: Sequence[Entry], texts: Sequence[str], bad: Mapping[Left, Sequence[str]]
) -> None:
    """Where all that can be read is "yes", an empty cell or another word may well mean no, and leaving it out would turn the
    share round."""
    empty, other = len(bad.get(Left.NO_VALUE, ())), bad.get(Left.BAD_VALUE, ())
    if len({entry.value for entry in entries}) > 1:
        return
    if other:
        raise Invalid(
            problem("column", "mostly_bad_value", name=columns.value, bad=len(other), rows=len(texts), text=min(other))
        )
    if empty:
        text = min(text for text in texts if not is_blank(text))
        raise Invalid(problem("column", "one_answer", name=columns.value, text=text, empty=empty, rows=len(texts)))


def _closed_by_day(entries: Sequence[Entry]) -> bool:
    """Cases that were opened at a time of day and closed on a day. Closed the same day, they would seem closed first."""
    closed = [entry.closed for entry in entries if entry.closed is not None]
    return bool(closed) and not any(one.timed for one in closed) and any(entry.opened.timed for entry in entries)


def _far_end(entries: Sequence[Entry]) -> list[Note]:
    """A last day that lies alone is likely a slip; up to there every open case would seem to have been watched."""
    days = sorted({one.day for entry in entries for one in (entry.opened, entry.closed) if one is not None})
    alone = len(days) > 1 and days[-1] - days[-2] > _ALONE
    return [Note(code=Left.FAR_END, n=1, text=days[-1].isoformat())] if alone else []


def _one_clock(columns: Columns, entries: Sequence[Entry]) -> None:
    """Times with a zone and times without one cannot be subtracted."""
    stamps = [one for entry in entries for one in (entry.opened, entry.closed) if one is not None and one.timed]
    if len({one.zoned for one in stamps}) > 1:
        raise Invalid(problem("column", "zones_mixed", name=columns.date))

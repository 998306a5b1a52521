"""What an import did, or would do, in words and as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from pilothouse.listing import File
from pilothouse.terminal import short
from portfolio.imports.comparing import Comparison
from portfolio.imports.counting import dates_of, mailboxes_of, owners_of
from portfolio.imports.entries import Entry, Field, ListedStage
from words.api import Raw, Words

FIRST = 5
"""Rows shown as they were understood; rejected ones too."""
_NAME = 48


def as_json(file: File, done: Comparison, number: int | None) -> str:
    """Counts of everything, the rejected rows, and what was taken for what. `dates` and `owners` are of the pilots: theirs
    start a clock and owe an answer; `all_dates` and `all_owners` are of every row."""
    entries = file.listing.entries
    pilots = [one for one in entries if one.stage is ListedStage.PILOT]
    mailboxes = mailboxes_of(entries)
    stages = Counter(one.stage for one in entries)
    document = {
        "import": number,
        "file": file.hash,
        "encoding": file.table.encoding,
        "rows": len(file.table.rows),
        "rows_above_header": file.table.above,
        "new": len(done.new),
        "changed": len(done.changed),
        "unchanged": done.unchanged,
        "missing": len(done.missing),
        "rejected": [{"row": one.row, "column": one.column, "reason": one.reason} for one in file.listing.rejected],
        "repeated_keys": list(file.listing.repeated),
        "stages": {stage.value: stages[stage] for stage in ListedStage},
        "dates": _dates(pilots),
        "owners": _owners(pilots, mailboxes),
        "all_dates": _dates(entries),
        "all_owners": _owners(entries, mailboxes),
        "saved_mapping": file.saved,
        "mapping": {field.value: column for field, column in file.listing.columns.items()},
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _dates(entries: Iterable[Entry]) -> dict[str, Any]:
    found = dates_of(entries)
    return {
        "parsed": found.parsed,
        "by_precision": {precision.value: count for precision, count in found.by_precision.items()},
        "unparsed": found.unparsed,
    }


def _owners(entries: Iterable[Entry], mailboxes: frozenset[str]) -> Mapping[str, int]:
    return {owner.value: count for owner, count in owners_of(entries, mailboxes).items()}


def as_text(file: File, done: Comparison, number: int | None, w: Words, *, dry: bool) -> str:
    """What the columns were taken for, the first rows as they were understood, and what changed."""
    return "\n".join(_lines(file, done, number, w, dry=dry))


def _lines(file: File, done: Comparison, number: int | None, w: Words, *, dry: bool) -> Iterator[str]:
    listing = file.listing
    read_as = w.say(f"read_as.{file.table.encoding.replace('-', '_')}")
    yield w.say("import.read", n=len(file.table.rows), encoding=Raw(read_as))
    if file.saved is not None:
        yield w.say("import.saved", name=file.saved)
    for field in Field:
        column = listing.columns.get(field)
        yield f"  {w.say(f'import.field.{field.value}'):<20}{w.free(column) if column else w.say('import.no_column')}"
    yield ""
    for one in islice(listing.entries, FIRST):
        yield f"  {short(w.free(one.name), _NAME):<{_NAME + 2}}{_stage(one, w)}"
    yield ""
    yield from _remarks(file, w)
    counts = {"new": len(done.new), "changed": len(done.changed), "same": done.unchanged}
    yield w.say("import.would" if dry else "import.did", **counts)
    if done.missing:
        yield w.say("import.missing", n=len(done.missing))
    if number is not None:
        yield w.say("import.revert", number=number)


def _stage(one: Entry, w: Words) -> str:
    unknown = one.stage is ListedStage.UNKNOWN
    return w.say("import.stage.unknown") if unknown else w.say(f"audit.stage.{one.stage.value}")


def _remarks(file: File, w: Words) -> Iterator[str]:
    """What somebody should look at before relying on it."""
    listing = file.listing
    for one in islice(listing.rejected, FIRST):
        yield w.say(f"import.rejected.{one.reason}", row=one.row, column=one.column)
    if len(listing.rejected) > FIRST:
        yield w.say("import.more_rejected", n=len(listing.rejected) - FIRST)
    unparsed = [one for one in listing.entries if one.started_text and one.started is None]
    if unparsed:
        yield w.say("import.unparsed", n=len(unparsed), text=unparsed[0].started_text, row=unparsed[0].row)
    if unknown := [one for one in listing.entries if one.stage is ListedStage.UNKNOWN]:
        yield w.say("import.unknown", n=len(unknown))
    if listing.repeated:
        yield w.say("import.repeated", n=len(listing.repeated))
    if file.table.sheet:
        yield w.say("import.sheet", sheet=file.table.sheet)
    if file.table.above:
        yield w.say("import.above", n=file.table.above)
    if file.table.too_wide:
        yield w.say("import.too_wide", n=file.table.too_wide)


def reverted(number: int, w: Words) -> str:
    """That an import no longer counts."""
    return w.say("import.reverted", number=number)

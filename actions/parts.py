"""A source that says what changed is read in parts: each recorded once, and where the next one begins kept with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from actions.observations import compared, known_already, seen_well, take, vanished
from portfolio.errors import NotFound
from portfolio.observations import Observed, Origin, Part, Table
from portfolio.sources import Cursor, How, Source
from portfolio.usable import usable
from store import Tx, observations, sources
from store.locks import alone
from store.observations import Batch


def record_part(
    tx: Tx, id: str, after: Cursor | None, part: Part, observed: Observed, now: datetime
) -> Batch | None:
    """Take one part of a source, read from where `after` points. None when it brings nothing new, or when somebody else has
    taken a part since: then nothing is taken.

    Rows that came change what is known of them and nothing else; what was deleted ends. After a pass over everything what
    came in no part of it is gone. When most of what is known is gone at once nothing is taken (observations.vanished).
    """
    alone(tx, f"source:{id}")
    source = sources.get(tx, id)
    if source is None:
        raise NotFound("not_found")
    if source.cursor != after:
        return None
    sweeping = part.begins or (after is not None and after.sweeping)
    if part.begins:
        sources.end_sweep(tx, id)
    if sweeping:
        sources.sweep(tx, id, sorted(part.named))
    known = {row.key: row for row in observations.live_of(tx, id, sorted(part.named | part.deleted))}
    series = observations.live(tx, id) if source.how is How.SERIES else []  # a day has one point, whichever part it came in
    beside = [row for row in series if row.key not in part.named]
    change = compared(source, observed, known, sources.salt(tx, id), beside)
    gone = {key for key in part.deleted | part.named - change.keys if key in known}
    if sweeping and part.ends:
        gone |= set(observations.unswept(tx, id))
    if vanished(tx, source, sorted(gone), observations.count(tx, id), now):
        return None
    cursor = Cursor(link=part.link, sweeping=sweeping and not part.ends, more=not part.ends)
    sources.point(tx, id, cursor)
    if sweeping and part.ends:
        sources.end_sweep(tx, id)
    if not (change.new or gone or change.rejected):
        seen_well(tx, source, now, whole=part.ends)
        return None
    batch = take(tx, source, part.table.origin, change, sorted(gone), observations.newest(tx, id), now)
    sources.looked(tx, id, None, now, whole=part.ends)
    return batch


LONG = 5_000
"""Rows of a file that are recorded in one transaction: more keep other writers of the record waiting for too long."""


def split(source: Source, table: Table, observed: Observed) -> Iterator[tuple[Part, Observed]]:
    """A long file as parts of one pass over everything. What is gone ends with the last part, and nothing is judged by the
    source until then (Source.whole)."""
    kept = usable(observed, source.how, source.binding.zone)
    rows = kept.observations
    for at in range(0, len(rows), LONG):
        some, ends = rows[at : at + LONG], at + LONG >= len(rows)
        part = Part(
            table=replace(table, rows=()), named=frozenset(row.key for row in some), deleted=frozenset(),
            link=f"{table.origin.sha256}:{at}", begins=at == 0, ends=ends,
        )
        yield part, Observed(observations=some, rejected=kept.rejected if ends else ())


def believed(tx: Tx, id: str, origin: Origin, keys: frozenset[str], now: datetime) -> bool:
    """Whether a long file is to be taken: it brings something new, and not most of what is known is gone in it. Before its
    first part, for afterwards it would be half in."""
    source = sources.get(tx, id)
    if source is None:
        raise NotFound("not_found")
    if known_already(tx, source, origin):
        seen_well(tx, source, now)
        return False
    known = observations.keys(tx, id)
    return not vanished(tx, source, [key for key in known if key not in keys], len(known), now)

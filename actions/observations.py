"""What a source said becomes observations: once, superseded and never overwritten, with its lineage (B11, B12, R17)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from actions import guarding
from actions.sources import in_force
from portfolio.calendar import local_date
from portfolio.errors import NotFound
from portfolio.observations import Observed, Origin, Rejected, SourceKind
from portfolio.sources import Cursor, Failure, Seen, Source, Trouble, day_of
from portfolio.usable import usable
from store import Tx, grants, initiatives, ledger, metrics, observations, sources
from store.locks import alone
from store.observations import Batch

VANISH_LEAST, VANISH_SHARE = 20, 0.5
"""When this many rows are known and more than this share of them is gone at once, the source is not believed."""


SOON = timedelta(hours=1)
"""After a trouble that passes by itself a source is looked at again before the next day."""
_PASSING = frozenset({Trouble.THROTTLED, Trouble.UNAVAILABLE})


def due(tx: Tx, now: datetime) -> tuple[Source, ...]:
    """The sources to be read now: each once a day where it is, one with more to tell at once, and after a trouble that
    passes by itself in an hour, or when the service said. The log is written here already, and what an admin has withdrawn
    is not read."""
    flying = [one.id for one in initiatives.watched(tx)]
    counted = [*in_force(tx, metrics.latest_of(tx, flying)).values(), *guarding.sources_of(tx, flying)]
    found = [source for source in counted if _is_due(source, now)]
    enabled = grants.enabled(tx, [source.grant for source in found if source.grant is not None]) if found else frozenset()
    return tuple(source for source in found if source.grant is None or source.grant in enabled)


def _is_due(source: Source, now: datetime) -> bool:
    if source.ref.kind is SourceKind.LOG:
        return False
    if source.cursor is not None and source.cursor.more and source.failure is None:
        return True
    return is_due(source.looked_at, source.failure, source.binding.zone, now)


def is_due(looked: datetime | None, failure: Failure | None, zone: str, now: datetime) -> bool:
    """Whether it is time for another look: on every day of that zone, and sooner where something was in the way."""
    if looked is None:
        return True
    if failure is not None and failure.trouble in _PASSING:
        return now >= max(looked + SOON, failure.until or looked)
    return local_date(now, zone) > local_date(looked, zone)


def record(tx: Tx, id: str, origin: Origin, observed: Observed, now: datetime) -> Batch | None:
    """Take one whole reading of a source. None when it brings nothing new: the same bytes as last time, or older ones.

    Rows are told apart by their key: a changed one supersedes what was known, and one that is no longer there ends. When
    most of them are gone at once nothing is taken and the source is in trouble instead: a file that was cut off is not a
    change of the past.
    """
    source = sources.get(tx, id)
    if source is None:
        raise NotFound("not_found")
    alone(tx, f"source:{id}")
    if known_already(tx, source, origin):
        seen_well(tx, source, now)
        return None
    last = observations.newest(tx, id)
    known = {row.key: row for row in observations.live(tx, id)}
    change = compared(source, observed, known, sources.salt(tx, id))
    gone = tuple(key for key in known if key not in change.keys)
    if vanished(tx, source, gone, len(known), now):
        return None
    batch = take(tx, source, origin, change, gone, last, now)
    if not source.whole:  # it was longer, and somebody who read it was stopped half-way
        sources.end_sweep(tx, id)
        sources.point(tx, id, Cursor(link="", sweeping=False, more=False))
    sources.looked(tx, id, None, now)
    return batch


def known_already(tx: Tx, source: Source, origin: Origin) -> bool:
    """Whether a reading is of the same bytes as the last one, or older. Of a long file that was not read to its end it is
    neither."""
    last = observations.newest(tx, source.id)
    if last is None or not source.whole:
        return False
    return last.sha256 == origin.sha256 or origin.fetched_at < last.fetched_at


def vanished(tx: Tx, source: Source, gone: Sequence[str], known: int, now: datetime) -> bool:
    """Whether so much is gone at once that the source is not believed; then it is in trouble."""
    if known < VANISH_LEAST or len(gone) <= VANISH_SHARE * known:
        return False
    failed(tx, source.id, Failure(trouble=Trouble.VANISHED, about=str(len(gone)), since=now), now)
    return True


def take(
    tx: Tx, source: Source, origin: Origin, change: "Change", gone: Sequence[str], last: Batch | None, now: datetime
) -> Batch:
    """A new batch with what is new, what changed and what is gone, and its entry."""
    batch = observations.add_batch(
        tx, source, origin, last.number + 1 if last else 1, change.rejected, added=len(change.new) - len(change.changed),
        changed=len(change.changed), gone=len(gone), same=change.same,
    )
    observations.supersede(tx, source, batch, [*gone, *change.changed], change.new)
    ledger.note(
        tx, at=now, actor=None, action="source:batch:recorded", subject=source.id,
        data={"initiative": source.initiative, "number": batch.number, "sha256": batch.sha256, "added": batch.added,
              "changed": batch.changed, "gone": batch.gone, "refused": batch.refused},
    )
    return batch


def failed(tx: Tx, id: str, failure: Failure, now: datetime) -> bool:
    """A look that saw nothing. Whether that is news: the same trouble as last time is not, and keeps its first day."""
    source = sources.get(tx, id)
    if source is None:
        raise NotFound("not_found")
    if source.failure is not None and failure.same_as(source.failure):
        sources.looked(tx, id, replace(failure, since=source.failure.since), now)
        return False
    sources.looked(tx, id, failure, now)
    ledger.note(
        tx, at=now, actor=None, action="source:look:failed", subject=id,
        data={"initiative": source.initiative, "trouble": failure.trouble.value},
    )
    return True


def seen_well(tx: Tx, source: Source, now: datetime, *, whole: bool = True) -> None:
    """A look that brought nothing new."""
    sources.looked(tx, source.id, None, now, whole=whole)
    if source.failure is not None:
        ledger.note(
            tx, at=now, actor=None, action="source:look:recovered", subject=source.id,
            data={"initiative": source.initiative},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a reading is against what is known: the rows that are new or say something else, of which `changed` were known;
    `keys` of all that can be used."""

    new: tuple[Seen, ...]
    changed: tuple[str, ...]
    keys: frozenset[str]
    same: int
    rejected: tuple[Rejected, ...]


def compared(
    source: Source, observed: Observed, known: Mapping[str, Seen], salt: bytes, beside: Iterable[Seen] = ()
) -> Change:
    """A reading against what is known of the same rows. `beside`: rows that stand and are not read again."""
    kept = usable(observed, source.how, source.binding.zone, {(day_of(row, source), row.group) for row in beside})
    rows = {one.key: observations.seen(one, salt) for one in kept.observations}
    new = tuple(row for row in rows.values() if row.key not in known or known[row.key].content != row.content)
    return Change(
        new=new, changed=tuple(row.key for row in new if row.key in known), keys=frozenset(rows), same=len(rows) - len(new),
        rejected=kept.rejected,
    )

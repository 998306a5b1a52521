"""What a source said becomes observations: once, superseded and never overwritten, with its lineage (B11, B12, R17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.sources import in_force
from portfolio.calendar import local_date
from portfolio.errors import NotFound
from portfolio.observations import Observation, Observed, Origin, Rejected
from portfolio.sources import Failure, How, Seen, Source, Trouble, day_of
from store import Tx, initiatives, ledger, metrics, observations, sources
from store.locks import alone
from store.observations import Batch

VANISH_LEAST, VANISH_SHARE = 20, 0.5
"""When this many rows are known and more than this share of them is gone at once, the source is not believed."""


SOON = timedelta(hours=1)
"""After a trouble that passes by itself a source is looked at again before the next day."""
_PASSING = frozenset({Trouble.THROTTLED, Trouble.UNAVAILABLE})


def due(tx: Tx, now: datetime) -> tuple[Source, ...]:
    """The sources to be read now: each once a day where it is, and an hour after a trouble that passes by itself."""
    flying = [one.id for one in initiatives.in_flight(tx)]
    return tuple(source for source in in_force(tx, metrics.latest_of(tx, flying)).values() if _is_due(source, now))


def _is_due(source: Source, now: datetime) -> bool:
    looked, zone = source.looked_at, source.binding.zone
    if looked is None:
        return True
    if source.failure is not None and source.failure.trouble in _PASSING:
        return now >= looked + SOON
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
    last = observations.newest(tx, id)
    if last is not None and (last.sha256 == origin.sha256 or origin.fetched_at < last.fetched_at):
        _seen_well(tx, source, now)
        return None
    change = _compared(tx, source, observed)
    if change.known >= VANISH_LEAST and len(change.gone) > VANISH_SHARE * change.known:
        failed(tx, id, Failure(trouble=Trouble.VANISHED, about=str(len(change.gone)), since=now), now)
        return None
    batch = observations.add_batch(
        tx, source, origin, last.number + 1 if last else 1, change.rejected, added=len(change.new) - len(change.changed),
        changed=len(change.changed), gone=len(change.gone), same=change.same,
    )
    observations.supersede(tx, source, batch, [*change.gone, *change.changed], change.new)
    sources.looked(tx, id, None, now)
    ledger.note(
        tx, at=now, actor=None, action="source:batch:recorded", subject=id,
        data={"initiative": source.initiative, "number": batch.number, "sha256": batch.sha256, "added": batch.added,
              "changed": batch.changed, "gone": batch.gone, "refused": batch.refused},
    )
    return batch


def failed(tx: Tx, id: str, failure: Failure, now: datetime) -> bool:
    """A look that saw nothing. Whether that is news: the same trouble as last time is not, and keeps its first day."""
    source = sources.get(tx, id)
    if source is None:
        raise NotFound("not_found")
    if failure.same_as(source.failure):
        sources.looked(tx, id, source.failure, now)
        return False
    sources.looked(tx, id, failure, now)
    ledger.note(
        tx, at=now, actor=None, action="source:look:failed", subject=id,
        data={"initiative": source.initiative, "trouble": failure.trouble.value},
    )
    return True


def _seen_well(tx: Tx, source: Source, now: datetime) -> None:
    sources.looked(tx, source.id, None, now)
    if source.failure is not None:
        ledger.note(
            tx, at=now, actor=None, action="source:look:recovered", subject=source.id,
            data={"initiative": source.initiative},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    known: int
    new: tuple[Seen, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same: int
    rejected: tuple[Rejected, ...]


def _compared(tx: Tx, source: Source, observed: Observed) -> _Change:
    known = {row.key: row for row in observations.live(tx, source.id)}
    rows, rejected = _usable(source, observed, sources.salt(tx, source.id))
    new = tuple(row for row in rows.values() if row.key not in known or known[row.key].content != row.content)
    changed = tuple(row.key for row in new if row.key in known)
    gone = tuple(key for key in known if key not in rows)
    return _Change(
        known=len(known), new=new, changed=changed, gone=gone, same=len(rows) - len(new), rejected=tuple(rejected)
    )


def _usable(source: Source, observed: Observed, salt: bytes) -> tuple[dict[str, Seen], Sequence[Rejected]]:
    """The rows the statistics can read, by key, and the others with the reason."""
    rows: dict[str, Seen] = {}
    rejected = list(observed.rejected)
    days = set()
    for number, one in enumerate(observed.observations, start=1):
        row = observations.seen(one, salt)
        place = (day_of(row, source), row.group)
        why = _wrong(source, one)
        if why is None and row.key in rows:
            why = "twice"
        if why is None and source.how is How.SERIES and place in days:
            why = "day_twice"
        if why is not None:
            rejected.append(Rejected(row=number, why=why, value=one.key))
            continue
        rows[row.key] = row
        days.add(place)
    return rows, rejected


def _wrong(source: Source, one: Observation) -> str | None:
    if source.how is How.CASES:
        return "no_value" if one.start is None and one.value is None else None
    if one.value is None:
        return "no_value"
    if source.how is How.SERIES:
        return None
    if one.n < 1:
        return "no_exposure"
    if one.value < 0 or one.value != int(one.value):
        return "not_a_count"
    return "more_than_all" if source.how is How.SHARE and one.value > one.n else None

"""Listed entries that may be one thing, and telling two of them apart for good (A7)."""

from datetime import datetime

from portfolio.errors import NotFound
from portfolio.overlaps import Overlap, described, overlaps
from store import Tx, ledger, listings
from store import overlaps as stored


def found(tx: Tx) -> tuple[Overlap, ...]:
    """The pairs in what is listed now that nobody has told apart."""
    return overlaps(map(described, listings.entries(tx)), stored.told_apart(tx))


def tell_apart(tx: Tx, id: str, now: datetime) -> Overlap:
    """These two are different things: they are not shown as a pair again. NotFound for a pair that is not there, or not any
    more. Run by whoever has the record's command line."""
    pair = next((one for one in found(tx) if one.id == id), None)
    if pair is None:
        raise NotFound("no_overlap", id=id)
    stored.tell_apart(tx, pair.first, pair.second, now)
    ledger.note(
        tx, at=now, actor=None, action="cli:overlap:told_apart", subject=pair.id,
        data={"agrees": [field.value for field in pair.agrees]},
    )
    return pair

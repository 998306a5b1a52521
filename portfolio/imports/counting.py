"""What a list's entries say, counted: their dates by precision, and whom they name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portfolio.imports.entries import Entry, Precision
from portfolio.imports.owners import Owner, addresses_of, owner_of, shared


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCounts:
    """How many dates were read, and how exact they are; `unparsed`: something is written there that is no date."""

    by_precision: Mapping[Precision, int]
    unparsed: int

    @property
    def parsed(self) -> int:
        """How many were read."""
        return sum(self.by_precision.values())


def dates_of(entries: Iterable[Entry]) -> DateCounts:
    """The dates on which entries say they began."""
    stated = [one for one in entries if one.started_text]
    parsed = Counter(one.started.precision for one in stated if one.started is not None)
    return DateCounts(
        by_precision={precision: parsed[precision] for precision in Precision if parsed[precision]},
        unparsed=len(stated) - parsed.total(),
    )


def owners_of(entries: Iterable[Entry], mailboxes: frozenset[str]) -> Mapping[Owner, int]:
    """Whom entries name; `mailboxes` are the shared ones of the whole list."""
    found = Counter(owner_of(one.named, mailboxes) for one in entries)
    return {owner: found[owner] for owner in Owner}


def mailboxes_of(entries: Sequence[Entry]) -> frozenset[str]:
    """The shared mailboxes of a whole list."""
    return shared((one.addresses for one in entries), (addresses_of(one.sponsor) for one in entries))

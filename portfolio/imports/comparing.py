"""A list against what is known of it: what is new, what changed, what is no longer in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portfolio.imports.entries import Entry

REVERTIBLE = timedelta(days=7)
"""How long an import can be taken back (DOMAIN.md, state machines)."""


class ImportState(StrEnum):
    """Where an import stands once it was confirmed. What was only previewed was never stored."""

    APPLIED = "applied"
    REVERTED = "reverted"


MOVES: Mapping[ImportState, frozenset[ImportState]] = {ImportState.APPLIED: frozenset({ImportState.REVERTED})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Entries that are new, that changed, and how many did not. `missing` are keys that are known and no longer listed:
    they are kept as they were, since a list that leaves something out has not retired it."""

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    unchanged: int
    missing: tuple[str, ...]


def compare(entries: Iterable[Entry], hashes: Mapping[str, str], known: Mapping[str, str]) -> Comparison:
    """Entries against the hashes that are known, by key. `hashes` are the entries' own."""
    listed = list(entries)
    new = tuple(one for one in listed if one.key not in known)
    changed = tuple(one for one in listed if one.key in known and known[one.key] != hashes[one.key])
    here = {one.key for one in listed}
    return Comparison(
        new=new, changed=changed, unchanged=len(listed) - len(new) - len(changed),
        missing=tuple(sorted(key for key in known if key not in here)),
    )


def gone_of(entries: Iterable[Entry], missing: Iterable[str]) -> tuple[str, ...]:
    """Of the known keys a list leaves out those it should have: their organisation is one the list speaks of. Another
    department's list says nothing about them."""
    here = {one.key.partition("|")[0] for one in entries}
    return tuple(key for key in missing if key.partition("|")[0] in here)

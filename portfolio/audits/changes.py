"""What changed between two audits (A10): new, vanished, decided, re-opened, gone silent, another scope or metric.

Vanished is a class of its own: it was in flight, is no longer reported, and nobody has retired it. A new line of nearly the
same name may be the same under another: that is said with a confidence, and joined by a person only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio.audits.lines import Line, State, of_entry
from portfolio.imports.entries import Entry
from portfolio.names import folded

LIKELY = 60
"""Percent of agreement from which two names are put side by side."""
SURE = 3
"""Names two lists have in common before one organisation is taken for another spelling of the other."""
_DECIDED = (State.SETTLED, State.OVER)
_TRIED = 8
"""New lines that are compared with a vanished one: those that share the most words with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """A line that is no longer there. `maybe` is the new line it may have become, `confidence` in percent; `tied`: another
    new line agrees as much."""

    line: Line
    maybe: Line | None
    confidence: int | None
    tied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Against the audit of the day `since`. A line can be in several classes. `joined` counts renames joined by hand."""

    since: date
    new: tuple[Line, ...]
    vanished: tuple[Vanished, ...]
    decided: tuple[Line, ...]
    reopened: tuple[Line, ...]
    silent: tuple[Line, ...]
    rescoped: tuple[Line, ...]
    remeasured: tuple[Line, ...]
    joined: int


def changes(
    before: Iterable[Line], since: date, now: Iterable[Line], *, joins: Mapping[str, str], moved: Mapping[str, str],
) -> Changes:
    """What changed. `joins`: a former key and the one it has now, as people said; `moved`: entries that are initiatives."""
    here = {line.key: line for line in now}
    known: dict[str, Line] = {}
    gone: list[Line] = []
    joined = 0
    for line in before:
        key = line.key if line.key in here else moved.get(line.key, joins.get(line.key, line.key))
        joined += line.key not in here and line.key not in moved and key in here
        if key in here:
            known[key] = line
        elif line.state is not State.OVER:
            gone.append(line)
    new = tuple(line for key, line in here.items() if key not in known)
    both = [(known[key], line) for key, line in here.items() if key in known]
    return Changes(
        since=since, new=new, vanished=_matched(gone, new),
        decided=tuple(line for was, line in both if _was_decided(was, line, since)),
        reopened=tuple(line for was, line in both if was.state in _DECIDED and line.state is State.FLYING),
        silent=tuple(line for was, line in both if _is_silent(was, line, since)),
        rescoped=tuple(line for was, line in both if was.kind is line.kind and was.scope != line.scope),
        remeasured=tuple(line for was, line in both if was.kind is line.kind and was.metric != line.metric),
        joined=joined,
    )


def _was_decided(was: Line, line: Line, since: date) -> bool:
    settled = line.state in _DECIDED and was.state not in _DECIDED
    return settled or (line.decided is not None and line.decided > since)


def _is_silent(was: Line, line: Line, since: date) -> bool:
    """In flight at both audits, heard of before the first, and not since."""
    flying = was.state is State.FLYING and line.state is State.FLYING
    return flying and line.heard is not None and line.heard <= since


def _matched(gone: Sequence[Line], new: Sequence[Line]) -> tuple[Vanished, ...]:
    places = _respelled(gone, new)
    index: dict[tuple[str, str], list[Line]] = {}
    for line in new:
        for word in _words(line.name):
            index.setdefault((folded(line.place), word), []).append(line)
    return tuple(_best(line, places.get(folded(line.place), folded(line.place)), index) for line in gone)


def _respelled(gone: Iterable[Line], new: Iterable[Line]) -> dict[str, str]:
    """Organisations that one list writes out and the next abbreviates: as folded, the former and what it is now. Names that
    are the same say so, where SURE of them do, and twice as many as for any other."""
    now: dict[tuple[str, ...], set[str]] = {}
    for line in new:
        now.setdefault(tuple(_words(line.name)), set()).add(folded(line.place))
    here = {place for places in now.values() for place in places}
    votes: dict[str, Counter[str]] = {}
    for line in gone:
        if folded(line.place) not in here:
            votes.setdefault(folded(line.place), Counter()).update(now.get(tuple(_words(line.name)), ()))
    best = {place: [*found.most_common(2), ("", 0)] for place, found in votes.items() if found}
    return {
        place: first for place, ((first, count), (_, next), *_) in best.items() if count >= max(SURE, 2 * next)
    }


def _best(line: Line, place: str, index: Mapping[tuple[str, str], list[Line]]) -> Vanished:
    shared: Counter[str] = Counter()
    found: dict[str, Line] = {}
    for word in _words(line.name):
        for other in index.get((place, word), ()):
            shared[other.key] += 1
            found[other.key] = other
    tried = sorted(shared, key=lambda key: (-shared[key], key))[:_TRIED]
    scored = sorted(((alike(line.name, found[key].name), key) for key in tried), key=lambda one: (-one[0], one[1]))
    if not scored or scored[0][0] < LIKELY:
        return Vanished(line=line, maybe=None, confidence=None)
    tied = len(scored) > 1 and scored[1][0] == scored[0][0]
    return Vanished(line=line, maybe=found[scored[0][1]], confidence=scored[0][0], tied=tied)


def alike(one: str, other: str) -> int:
    """How much two names agree, in percent: Dice's coefficient of their groups of three letters."""
    first, second = _threes(one), _threes(other)
    both = sum((first & second).values())
    return 100 * 2 * both // (first.total() + second.total() or 1)


def _threes(name: str) -> Counter[str]:
    plain = f"  {' '.join(_words(name))} "
    return Counter(plain[at : at + 3] for at in range(len(plain) - 2))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(name))


def against(former: Iterable[Entry], entries: Iterable[Entry], on: date) -> Changes:
    """What changed between two versions of a list, of which the second is of the day `on`."""
    return changes(map(of_entry, former), on, list(map(of_entry, entries)), joins={}, moved={})

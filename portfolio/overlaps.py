"""Two initiatives that may be one: nearly the same name, or the same work, in one unit (A7).

Words are compared by their stems, as sets: |a and b| / |a or b| (Jaccard). Two sets that agree in at least a share t have,
with the words of each in the order of their rarity, one of the first |a| - ceil(t |a|) + 1 in common (the prefix filter:
Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007). Only such pairs are compared, so no pair is missed, and a
list of thousands is not compared pair by pair.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from itertools import combinations
from math import ceil

from portfolio.imports.entries import Entry
from portfolio.initiatives import Initiative
from portfolio.names import plain


class Agrees(StrEnum):
    """What two have in common."""

    NAME = "name"
    WORKFLOW = "workflow"
    USERS = "users"
    DATA = "data"


ALIKE: Mapping[Agrees, float] = {Agrees.NAME: 0.75, Agrees.WORKFLOW: 0.7, Agrees.USERS: 0.9, Agrees.DATA: 0.9}
"""The share of words from which two texts say the same."""
_LEAST: Mapping[Agrees, int] = {Agrees.NAME: 1, Agrees.WORKFLOW: 6, Agrees.USERS: 1, Agrees.DATA: 4}
"""Words a text needs to say anything: "Not available" is no workflow."""
NAMED: Mapping[Agrees, int] = {**_LEAST, Agrees.WORKFLOW: 2}
"""The same for initiatives, whose workflow is a name ("RFP answers") and no paragraph."""
BOILERPLATE = 4
"""A workflow, users or data that so many of one unit share are how the unit fills in its list, and tell nothing."""
_USERS = ("user", "audience", "nutzer", "zielgruppe", "anwender")
_DATA = ("data_description", "data description", "data used", "data source", "datasets", "training data", "daten")
_IDLE = frozenset({
    "a", "an", "and", "the", "of", "for", "to", "in", "on", "with", "by", "from", "at", "or", "as", "is", "using", "use",
    "der", "die", "das", "und", "von", "für", "fur", "zur", "zum", "mit", "im", "ai", "ki", "system", "tool",
})  # fmt: skip
"""Words that say nothing about what something is."""
_ENDINGS = ("ungen", "ings", "ing", "ung", "ies", "ed", "es", "en", "er", "s", "e", "y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is compared of one: its id, the unit it is compared within, and texts."""

    id: str
    unit: str
    texts: Mapping[Agrees, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two ids, the smaller first, and in what they agree."""

    first: str
    second: str
    agrees: tuple[Agrees, ...]

    @property
    def id(self) -> str:
        """What the pair is called where it is told apart: eight signs that follow from its ids."""
        return sha256(f"{self.first}\n{self.second}".encode()).hexdigest()[:8]


@lru_cache(maxsize=4096)  # the same names and workflows are compared at every look
def stems(text: str) -> frozenset[str]:
    """The words that say something, without their endings: "drafting" and "drafts" are one."""
    return frozenset(_stem(word) for word in plain(text).split() if word not in _IDLE)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of all their words that both have; 0 for nothing."""
    return len(one & other) / len(one | other) if one and other else 0.0


def described(entry: Entry) -> Described:
    """A listed entry. Its users and data are in columns that are mapped to nothing else, by what they are called."""
    texts = {
        Agrees.NAME: entry.name, Agrees.WORKFLOW: entry.intent, Agrees.USERS: _other(entry, _USERS),
        Agrees.DATA: _other(entry, _DATA),
    }
    return Described(id=entry.key, unit=f"{plain(entry.organisation)}|{plain(entry.unit)}", texts=texts)


def initiative(one: Initiative, unit: str, listed: Entry | None) -> Described:
    """An initiative, in the unit it is compared within. Where it came from a list its users and data are known, and its work
    is what its list says of it."""
    work = one.workflow or (one.intent if len(stems(one.intent)) >= _LEAST[Agrees.WORKFLOW] else "")
    texts = {Agrees.NAME: one.name, Agrees.WORKFLOW: work}
    if listed is not None:
        texts |= {Agrees.USERS: _other(listed, _USERS), Agrees.DATA: _other(listed, _DATA)}
    return Described(id=one.id, unit=unit, texts=texts)


def overlaps(
    several: Iterable[Described], dismissed: Iterable[tuple[str, str]] = (), least: Mapping[Agrees, int] = _LEAST
) -> tuple[Overlap, ...]:
    """Pairs within a unit whose names nearly agree, or whose workflow does, or their users and data; in the order of ids.
    `dismissed` pairs, the smaller id first, are left out; a text of fewer words than its `least` is not compared."""
    gone = frozenset(dismissed)
    units: dict[str, list[Described]] = defaultdict(list)
    for one in several:
        units[one.unit].append(one)
    found: list[Overlap] = []
    for unit in units.values():
        agreeing: dict[tuple[str, str], list[Agrees]] = defaultdict(list)
        for field in Agrees:
            for pair in _pairs(unit, field, least[field]):
                agreeing[pair].append(field)
        found += [
            Overlap(first=pair[0], second=pair[1], agrees=tuple(fields))
            for pair, fields in agreeing.items()
            if pair not in gone and _tells(frozenset(fields))
        ]
    return tuple(sorted(found, key=lambda one: (one.first, one.second)))


def on_one_workflow(
    found: Iterable[Overlap], attached: Mapping[str, str], dismissed: Iterable[tuple[str, str]] = ()
) -> tuple[Overlap, ...]:
    """The same with those that somebody has `attached` (id -> workflow) to one workflow, whatever they are called."""
    agreeing = {(one.first, one.second): one.agrees for one in found}
    groups: dict[str, list[str]] = defaultdict(list)
    for id in sorted(attached):
        groups[attached[id]].append(id)
    gone = frozenset(dismissed)
    for group in groups.values():
        for pair in combinations(group, 2):
            if pair not in gone:
                fields = {*agreeing.get(pair, ()), Agrees.WORKFLOW}
                agreeing[pair] = tuple(field for field in Agrees if field in fields)
    return tuple(Overlap(first=pair[0], second=pair[1], agrees=agreeing[pair]) for pair in sorted(agreeing))


def _tells(fields: frozenset[Agrees]) -> bool:
    return bool(fields & {Agrees.NAME, Agrees.WORKFLOW}) or {Agrees.USERS, Agrees.DATA} <= fields


def _pairs(unit: list[Described], field: Agrees, fewest: int) -> Iterator[tuple[str, str]]:
    """The pairs of a unit that agree in one field, in which each has at least the `fewest` words."""
    sets = {one.id: stems(one.texts.get(field, "")) for one in unit}
    sets = {id: words for id, words in sets.items() if len(words) >= fewest}
    if field is not Agrees.NAME:
        times = Counter(sets.values())
        sets = {id: words for id, words in sets.items() if times[words] < BOILERPLATE}
    often = Counter(word for words in sets.values() for word in words)
    share = ALIKE[field]
    begun: dict[str, list[str]] = defaultdict(list)
    for id, words in sets.items():
        rare = sorted(words, key=lambda word: (often[word], word))[: len(words) - ceil(share * len(words)) + 1]
        for other in dict.fromkeys(other for word in rare for other in begun[word]):
            if alike(words, sets[other]) >= share and not _numbered_apart(words, sets[other]):
                yield min(id, other), max(id, other)
        for word in rare:
            begun[word].append(id)


def _numbered_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Lot 1 and lot 2 are two things."""
    return any(word.isdigit() for word in one ^ other)


def _stem(word: str) -> str:
    """Light: up to two endings go (letter-er-s) where at least four letters stay."""
    for _ in range(2):
        ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 4), "")
        word = word.removesuffix(ending)
    return word


def _other(entry: Entry, names: tuple[str, ...]) -> str:
    return " ".join(text for column, text in entry.others.items() if any(name in column.casefold() for name in names))


_CONTAINED = 2 / 3
"""The share of a new name's words that stand in another's name and workflow, from which it is shown to whoever registers."""


def near(name: str, workflow: str, other_name: str, other_workflow: str) -> tuple[Agrees, ...]:
    """In what a new initiative may be the same as another: wider than `overlaps`, since somebody is about to look."""
    new, there = stems(name), stems(other_name)
    if not new or _numbered_apart(new, there):
        return ()
    both = there | stems(other_workflow)
    named = alike(new, there) >= ALIKE[Agrees.NAME] or (len(new) > 1 and len(new & both) / len(new) >= _CONTAINED)
    work = stems(workflow)
    same = len(work) > 1 and alike(work, stems(other_workflow)) >= ALIKE[Agrees.WORKFLOW]
    return (*([Agrees.NAME] if named else []), *([Agrees.WORKFLOW] if same else []))

"""How well the name of a column says that it holds a field (sheets.heading_names has what lists call them)."""

import re
from dataclasses import dataclass

from portfolio.imports.entries import Field
from sheets.heading_names import FOREIGN, LAST_RESORT, NAMES, OF_NOTHING
from sheets.heading_rows import BETWEEN

_PART = 0.95
"""How much less sure a column's own name is than one with its group's before it."""
_LABELS = frozenset({Field.KEY, Field.NAME, Field.ORGANISATION, Field.UNIT, Field.CONTACT, Field.SPONSOR})
"""Fields that a long question does not ask for only because the word is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A name as it is compared: its `words`, the `head` of them before "of", "for", "für"..., and how sure it is."""

    words: str
    head: str
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The names a column goes by, and every word of them, those in brackets and of its group too."""

    said: tuple[_Said, ...]
    every: frozenset[str]


_WRAPPED = re.compile(r"(?:custom field|benutzerdefiniertes feld) ?\((.+)\)", re.IGNORECASE)  # as ticket exports write them
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NUMBERING = re.compile(r"^\s*(?:[A-Za-z]?\d+(?:\.\d+)*[.):]?\s+|\d+_)(?=\D)")
_HEAD_ENDS = re.compile(
    r" (?:of|for|from|in|to|with|when|is|the|be|für|von|vom|des|der|dem|das|die|im|zu|zum|zur|wird|ist) .*"
)


def named(name: str, group: str) -> Named:
    """What a column is called. Under a group it is what both say, and what its own name says; where that says nothing by
    itself and the group names a field, it is that: the name of an owner is the owner."""
    own, above = _bare(name.removeprefix(f"{group}{BETWEEN}") if group else name), _bare(group)
    if not above:
        return Named(said=(_said(own),), every=frozenset(_plain(own).split()))
    every = frozenset(f"{'' if _words(above) in _THINGS else _plain(above)} {_plain(own)}".split())
    if _words(own) in _OF_NOTHING and _words(above) in _FIELDS:
        return Named(said=(_said(above),), every=every)
    return Named(said=(_said(f"{above} {own}"), _said(own, _PART)), every=every)


def by_name(field: Field, column: Named) -> float:
    """How sure a name says that the column holds the field; 0 where it does not."""
    last, score = _LAST.get(field, ()), 0.0
    foreign = bool(column.every & _OTHERS.get(field, frozenset()))
    for said in column.said:
        if said.words in last and (field is Field.NAME or not foreign):  # a system may be what a list is of
            score = max(score, 2.0 - last.index(said.words) * 0.1)
        if not foreign:
            fits = (_fits(field, phrase, rank, said) for rank, phrase in enumerate(_PHRASES[field]))
            score = max(score, said.sure * max(fits))
    return score


def _fits(field: Field, phrase: str, rank: int, said: _Said) -> float:
    """How well a name is that phrase: the same; with more words around it, less so where they say what it is of; all its
    words with others between them ("Date when implemented"); or a compound that ends with it, as German makes them
    ("Projektstatus")."""
    words = said.words
    if words == phrase:
        return 10.0 - rank * 0.1
    if f" {phrase} " in f" {words} ":
        if field in _LABELS and len(words.split()) > 5 * len(phrase.split()):
            return 0.0
        sure = 1.0 if f" {phrase} " in f" {said.head} " else 0.5
        return sure * (5.0 - rank * 0.1) * (0.5 + 0.5 * len(phrase) / len(words))
    if " " in phrase and set(phrase.split()) <= set(words.split()):
        return (3.5 - rank * 0.1) * (0.5 + 0.5 * len(phrase) / len(words))
    if len(phrase) >= 4 and any(word.endswith(phrase) for word in said.head.split()):
        return (4.5 - rank * 0.1) * (0.5 + 0.5 * len(phrase) / len(words))
    return 0.0


def _bare(name: str) -> str:
    """Without what a ticket system writes around it, and without a number before it."""
    wrapped = _WRAPPED.fullmatch(name.strip())
    return _NUMBERING.sub("", wrapped[1] if wrapped else name)


def _said(name: str, sure: float = 1.0) -> _Said:
    words = _words(name)
    return _Said(words=words, head=_HEAD_ENDS.sub("", words), sure=sure)


def _words(name: str) -> str:
    return _plain(_BRACKETS.sub(" ", name)) or _plain(name)


def _plain(name: str) -> str:
    """"AgencyBureau", "agency_bureau", "Agency bureaus", "AI agency bureau" and "Agency bureau" alike."""
    spaced = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", name)
    words = [re.sub(r"(?<=\w{3}[^\Ws])s$", "", word) for word in re.findall(r"[^\W_]+", spaced.casefold())]
    return " ".join([word for word in words if word not in _EVERYWHERE] or words)


_EVERYWHERE = frozenset({"ai", "ki", "genai"})
"""What every list here is of."""
_PHRASES = {field: tuple(map(_plain, names)) for field, names in NAMES.items()}
_LAST = {field: tuple(map(_plain, names)) for field, names in LAST_RESORT.items()}
_OTHERS = {field: frozenset(_plain(words).split()) for field, words in FOREIGN.items()}
_OF_NOTHING = frozenset(map(_plain, OF_NOTHING))
_FIELDS = frozenset(phrase for field, phrases in _PHRASES.items() if field is not Field.NAME for phrase in phrases)
_THINGS = frozenset(phrase for phrases in _LAST.values() for phrase in phrases)
"""What a list may be of: as a group above a column they do not make another thing of it."""

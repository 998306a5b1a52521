"""Finding an initiative by words (A9): case, accents and endings do not matter, the name counts most, and the answer says
where the words were found."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portfolio.imports.entries import Entry
from portfolio.names import plain

MOST_WORDS = 8
"""Words of a question; further ones are not looked for."""
_AROUND = 60
"""Characters shown on each side of a word that was found in a long text."""
_WORD = re.compile(r"[^\W_]+")


class Where(StrEnum):
    """Where words are looked for."""

    NAME = "name"
    WORKFLOW = "workflow"
    LESSON = "lesson"
    INTENT = "intent"
    UNIT = "unit"


_WEIGHT: Mapping[Where, int] = {Where.NAME: 8, Where.WORKFLOW: 4, Where.LESSON: 3, Where.INTENT: 2, Where.UNIT: 1}
_LISTED = (Where.NAME, Where.UNIT, Where.INTENT)
"""What a listed entry is found by, in the order in which `entry_words` writes it."""

Sections = Mapping[Where, str]
"""Plain words by where they stand, each with a space before and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Something that has every word. `places` in the order of `Where`; a higher `score` is nearer to what was asked."""

    places: tuple[Where, ...]
    score: int


def wanted(text: str) -> tuple[str, ...]:
    """The words of a question, each once; () when it has none."""
    return tuple(dict.fromkeys(plain(text).split()))[:MOST_WORDS]


def sections(texts: Mapping[Where, str]) -> Sections:
    """Texts as they are searched; empty ones are left out."""
    made = {where: f" {plain(text)} " for where, text in texts.items()}
    return {where: text for where, text in made.items() if text.strip()}


def entry_words(entry: Entry) -> str:
    """What a listed entry is found by, as one text to be kept."""
    texts = {Where.NAME: entry.name, Where.UNIT: f"{entry.organisation} {entry.unit}", Where.INTENT: entry.intent}
    return "\n".join(f" {plain(texts[where])} " for where in _LISTED)


def kept_sections(words: str) -> Sections:
    """The sections of what `entry_words` wrote."""
    return dict(zip(_LISTED, words.split("\n"), strict=True))


def match(words: Iterable[str], here: Sections) -> Match | None:
    """Whether each of these words begins a word somewhere; a whole word counts more, and so does a name that begins so."""
    score, places = 0, set()
    asked = tuple(words)
    for word in asked:
        found = [(_WEIGHT[where] * 2 + (f" {word} " in text), where) for where, text in here.items() if f" {word}" in text]
        if not found:
            return None
        best, where = max(found, key=lambda one: (one[0], one[1] is Where.NAME))
        score += best
        places.add(where)
    if here.get(Where.NAME, "").startswith(f" {' '.join(asked)}"):
        score += _WEIGHT[Where.NAME]
    return Match(places=tuple(where for where in Where if where in places), score=score)


def excerpt(words: Iterable[str], text: str) -> str:
    """The part of a text around the first of these words, as it is written."""
    asked = tuple(words)
    begins = next((one.start() for one in _WORD.finditer(text) if plain(one[0]).startswith(asked)), 0)
    first, last = max(0, begins - _AROUND), begins + _AROUND
    start = text.rfind(" ", 0, first) + 1 if first else 0
    end = len(text) if last >= len(text) else max(text.rfind(" ", begins, last), begins + 1)
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")

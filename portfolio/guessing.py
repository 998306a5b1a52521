"""Which columns are meant: a guess from their types and names, to be looked at by a person. It only fills in a form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portfolio.lookups import ColumnSeen
from portfolio.metrics import Family
from portfolio.observations import Shape
from portfolio.sources import How

_DATES = frozenset({"dateTime"})
_NUMBERS = frozenset({"number", "currency", "calculated"})
_YES_NO = frozenset({"boolean"})
_PEOPLE = frozenset({"personOrGroup"})
_KINDS = frozenset({"choice", "term"})

START = ("opened", "received", "created", "start", "begin", "requested", "submitted", "eingang", "erstellt", "geöffnet",
         "beginn", "angelegt", "empfangen")  # fmt: skip
END = ("closed", "completed", "resolved", "finished", "end", "done", "first draft", "draft", "sent", "erledigt", "ende",
       "geschlossen", "abgeschlossen", "abschluss", "entwurf", "gesendet")  # fmt: skip
AT = ("date", "day", "month", "week", "period", "datum", "tag", "monat", "woche", "zeitraum", *START)
VALUE = ("value", "amount", "hours", "minutes", "fee", "count", "total", "duration", "number of", "wert", "betrag",
         "stunden", "minuten", "anzahl", "dauer", "honorar", "summe")  # fmt: skip
YES = ("right first time", "rework", "error", "success", "won", "met", "passed", "ok", "fehler", "nacharbeit", "erfolg",
       "bestanden", "gewonnen", "richtig")  # fmt: skip
PERSON = ("handler", "who", "owner", "assigned", "person", "agent", "author", "bearbeiter", "zuständig", "wer", "verfasser")
KIND = ("kind", "type", "category", "practice", "team", "art", "kategorie", "typ", "bereich")
GROUP = ("group", "cohort", "arm", "gruppe", "kohorte")
KEY = ("id", "case", "key", "reference", "ticket", "nr", "no", "nummer", "vorgang", "aktenzeichen", "kennung")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Names of columns; None where no column looks like it."""

    start: str | None
    end: str | None
    at: str | None
    value: str | None
    person: str | None
    kind: str | None
    key: str | None


def shape_for(family: Family, columns: Sequence[ColumnSeen]) -> Shape:
    """What one row probably says, from what the metric is about: time from one thing to another is a case."""
    if family is Family.CYCLE_TIME:
        return Shape.CASE
    if family is Family.ERROR_RATE or any(one.type in _YES_NO for one in columns):
        return Shape.YES_NO
    return Shape.NUMBER


def how_for(family: Family, shape: Shape) -> How:
    """What the rows of a shape probably are to the statistics."""
    if shape is not Shape.NUMBER:
        return How.CASES if shape is Shape.CASE else How.SHARE
    if family in (Family.ERROR_RATE, Family.COMPLIANCE):
        return How.COUNTS
    return How.SERIES if family is Family.REVENUE else How.CASES


def guess(columns: Sequence[ColumnSeen], shape: Shape, *, keyed: bool) -> Guess:
    """The columns that look like it. `keyed`: rows are told apart by a column, as in files."""
    taken: set[str] = set()

    def pick(types: Iterable[str], words: Sequence[str], *, alone: bool = False) -> str | None:
        found = _best([one for one in columns if one.name not in taken], frozenset(types), words, alone=alone)
        if found is not None:
            taken.add(found)
        return found

    case = shape is Shape.CASE
    start, end = (pick(_DATES, START), pick(_DATES, END)) if case else (None, None)
    at = None if case else pick(_DATES, AT, alone=True)
    value = None
    if not case:
        types, words = (_YES_NO, YES) if shape is Shape.YES_NO else (_NUMBERS, VALUE)
        value = pick(types, words, alone=True)
    return Guess(
        start=start, end=end, at=at, value=value, person=pick(_PEOPLE, PERSON), kind=pick(_KINDS, KIND),
        key=pick((), KEY) if keyed else None,
    )


def _best(columns: Sequence[ColumnSeen], types: frozenset[str], words: Sequence[str], *, alone: bool) -> str | None:
    """The column whose name fits best. Where the source has types only the right ones count; `alone`: one needs no name."""
    right = [one for one in columns if one.type in types]
    typed = any(one.type is not None for one in columns)
    if typed and not right:
        return None
    named = [(_fit(one, words), -at, one.name) for at, one in enumerate(right if typed else columns)]
    best = max((one for one in named if one[0] > 0), default=None)
    if best is not None:
        return best[2]
    return right[0].name if alone and len(right) == 1 else None


def _fit(column: ColumnSeen, words: Sequence[str]) -> int:
    """How well a name fits: a whole name, a word of it, or a part; what stands earlier in the list weighs more."""
    said = " ".join(column.shown.replace("_", " ").replace("-", " ").casefold().split())
    parts = said.split()
    for rank, word in enumerate(words):
        weight = len(words) - rank
        if said == word:
            return 300 + weight
        if word in parts:
            return 200 + weight
        if len(word) > 3 and word in said:
            return 100 + weight
    return 0

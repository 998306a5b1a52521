"""Cells to numbers, lengths of time, and yes or no. A decimal sign that the column does not show is asked for."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from portfolio.errors import Invalid, problem
from portfolio.units import SECONDS

BLANK = frozenset(
    {"", "-", "–", "—", ".", "?", "na", "n/a", "nan", "nat", "null", "none", "#n/a", "#nv", "<na>", "(null)", "(blank)"}
    | {"(leer)", "k.a.", "\\n"}
)
"""What exports write where there is nothing; compare casefolded."""

_YES = frozenset(
    {"yes", "y", "true", "t", "ja", "j", "wahr"}
    | {"oui", "vrai", "sí", "si", "sì", "verdadero", "vero", "sim", "verdadeiro", "waar", "sand", "sant"}
)
_NO = frozenset(
    {"no", "n", "false", "f", "nein", "falsch"}
    | {"non", "faux", "falso", "não", "nao", "nee", "onwaar", "nej", "nei", "falsk", "falskt", "usann"}
)
"""As people and spreadsheets of western Europe write them; compare casefolded."""
_BIT = re.compile(r"([01])(?:[.,]0+)?")

UNITS: Mapping[str, float] = {name: seconds / SECONDS["day"] for name, seconds in SECONDS.items()}
"""Units of time by their names, in days."""

LARGEST = 1e30
"""Nothing that anybody measures is larger; a cell that is holds something else, such as a long identifier."""

_CELL = re.compile(r"([-+]?)\s*([\d.,]+)(e[-+]?\d{1,3})?\s*(?:([^\W\d_]+)\.?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(-?)(?:(\d{1,5}) days?,? )?(\d{1,5}):([0-5]\d):([0-5]\d(?:\.\d{1,9})?)", re.IGNORECASE)
_GROUPING = re.compile(r"(?<=\d)[ '’\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_SIGNS = str.maketrans("", "", "%€$£")


class Decimals(StrEnum):
    """The decimal sign of a column."""

    POINT = "point"
    COMMA = "comma"


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return text.casefold() in BLANK


def decimals_of(
    name: str, texts: Iterable[str], asked: Decimals | None, *, separator: str = ",", whole: bool = False
) -> Decimals:
    """The decimal sign of a column. `whole`: its numbers have no decimals, so 1,234 and 1.234 can only be grouped.

    Invalid when its cells contradict each other, or when all that is there can be read both ways: 1,234 anywhere, and 1.234
    in a file separated by semicolons, as countries with a decimal comma write it.
    """
    if asked is not None:
        return asked
    shown: dict[Decimals, str] = {}
    unclear: dict[Decimals, str] = {}
    for text in texts:
        match = _CELL.fullmatch(_plain(text))
        sign = _decimal_sign(match[2]) if match else None
        if match is None or (sign is not None and _number(match, sign) is None):
            continue  # a date, a version: no number in any way, so it shows nothing
        if sign is not None:
            shown[sign] = min(text, shown.get(sign, text))
        elif "," in match[2]:
            unclear[Decimals.POINT] = min(text, unclear.get(Decimals.POINT, text))
        elif "." in match[2] and (whole or separator == ";"):
            unclear[Decimals.COMMA] = min(text, unclear.get(Decimals.COMMA, text))
    if len(shown) == 2:
        point, comma = shown[Decimals.POINT], shown[Decimals.COMMA]
        raise Invalid(problem("column", "decimals_contradict", name=name, point=point, comma=comma))
    if not shown and whole and len(unclear) == 1:
        return next(iter(unclear))
    if not shown and unclear:
        raise Invalid(problem("column", "decimals_unknown", name=name, text=min(unclear.values())))
    return next(iter(shown), Decimals.POINT)


def read_number(text: str, decimals: Decimals) -> float | None:
    """A number, percent and currency signs left out; None when it is none, or carries a word."""
    match = _CELL.fullmatch(_plain(text))
    return None if match is None or match[4] else _number(match, decimals)


def read_length(text: str, decimals: Decimals, unit: str) -> float | None:
    """A length of time in `unit`: a bare number is in it; "3 h", "1:30:00" and "2 days 1:30:00" are converted.

    None when it is none.
    """
    per_day = UNITS.get(unit.casefold())
    clock = _CLOCK.fullmatch(text)
    if clock is not None and per_day is not None:
        seconds = int(clock[2] or 0) * 86400 + int(clock[3]) * 3600 + int(clock[4]) * 60 + float(clock[5])
        return (-seconds if clock[1] else seconds) / 86400 / per_day
    match = _CELL.fullmatch(_plain(text))
    value = None if match is None else _number(match, decimals)
    if match is None or value is None or not match[4] or match[4].casefold() == unit.casefold():
        return value
    own = UNITS.get(match[4].casefold())
    return None if own is None or per_day is None else value * own / per_day


def unit_in(text: str) -> str | None:
    """The unit that a cell names itself; None for a bare number."""
    if _CLOCK.fullmatch(text):
        return "clock"
    match = _CELL.fullmatch(_plain(text))
    return match[4].casefold() if match and match[4] else None


def read_yes_no(text: str) -> bool | None:
    """Yes or no, true or false, 1 or 0; None for anything else."""
    said = text.casefold()
    if bit := _BIT.fullmatch(said):
        return bit[1] == "1"
    return True if said in _YES else False if said in _NO else None


def _plain(text: str) -> str:
    return _GROUPING.sub("", text.translate(_SIGNS).replace("\u2212", "-").strip())


def _decimal_sign(digits: str) -> Decimals | None:
    """Which sign is the decimal one in this number; None when both readings are possible, or it has neither."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return Decimals.POINT if digits.rfind(".") > digits.rfind(",") else Decimals.COMMA
    if points > 1 or commas > 1:
        return Decimals.COMMA if points else Decimals.POINT
    if not points and not commas:
        return None
    whole, _, rest = digits.partition("." if points else ",")
    if len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        return None
    return Decimals.POINT if points else Decimals.COMMA


def _number(match: re.Match[str], decimals: Decimals) -> float | None:
    digits = match[2]
    grouping, sign = (",", ".") if decimals is Decimals.POINT else (".", ",")
    whole, _, rest = digits.partition(sign)
    if not (whole + rest).strip(",.") or sign in rest or grouping in rest or not _grouped(whole, grouping):
        return None
    try:
        value = float(f"{match[1]}{whole.replace(grouping, '') or '0'}.{rest or '0'}{match[3] or ''}")
    except ValueError:
        return None
    return value if abs(value) <= LARGEST else None


def _grouped(whole: str, grouping: str) -> bool:
    """Thousands are grouped in threes, or not at all."""
    head, *groups = whole.split(grouping)
    return all(len(group) == 3 for group in groups) and (not groups or 1 <= len(head) <= 3)

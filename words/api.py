"""The words API: a key and parameters in, a sentence in the reader's language out.

    w = Words("en", escape=markdown)         # cards escape what people typed; terminals and plain text do not
    w.say("checkin.title", n=4)              # "Your four AI initiatives": picks checkin.title.one / .other by n
    w.say("gate.sponsor", name=name)         # str parameters are escaped; wrap in Raw what is already fit
    w.free(name)                             # a person's own text by itself
    w.number(Decimal("4.20"))  w.day(d)  w.short_day(d)  w.month("2026-10")  w.clock(at, zone)  w.listed(items)

Catalogues are flat dicts, one module per area: words/<language>/<area>.py, MESSAGES. Keys are the same in every language
(tests/words proves it, placeholders included). A language nobody wrote falls back to English as a whole.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from portfolio.calendar import month_of
from portfolio.imports.entries import Dated, Precision
from words.catalogue import messages

LOCALES: Mapping[str, str] = {"en": "en_GB", "de": "de_DE"}
"""The languages there are, and the region whose dates and numbers they are written with."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Text that is already fit for where it goes and must not be escaped again."""

    text: str


def known(language: str | None) -> str:
    """The catalogue for what a client reports ("de-AT" -> "de"); English for any other."""
    short = (language or "en").replace("_", "-").split("-")[0].lower()
    return short if short in LOCALES else "en"


# Babel reads a locale and a pattern anew each time, and cards say few dates and numbers, again and again.
@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=language)


@lru_cache(maxsize=4096)
def _number(value: Decimal | int, language: str, pattern: str = "#,##0.##########") -> str:
    return str(format_decimal(value, format=pattern, locale=_locale(language)))


@dataclass(frozen=True, slots=True)
class Words:
    """All sentences of one language. `escape` is applied to every text that people typed."""

    language: str
    escape: Callable[[str], str] = str

    @property
    def _locale(self) -> Locale:
        return _locale(self.language)

    def say(self, key: str, /, *, n: int | None = None, **params: object) -> str:
        """The sentence of a key.

        With `n` the plural form is chosen (key.one, key.other, ... by CLDR) and {n} is the number. Decimal, date and Enum
        parameters are written in the language (an Enum by its own key "<class>.<value>", lower case). KeyError for a key
        that no catalogue has: a programming error, which tests find.
        """
        catalogue = messages(self.language)
        if n is not None:
            params["n"] = n
            if f"{key}.other" in catalogue:  # a sentence that reads the same for every number has one form only
                form = f"{key}.{self._locale.plural_form(n)}"
                key = form if form in catalogue else f"{key}.other"
        return catalogue[key].format_map({name: self._written(value) for name, value in params.items()})

    def has(self, key: str) -> bool:
        """True when the language has a sentence for the key."""
        return key in messages(self.language)

    def _written(self, value: object) -> str:
        if isinstance(value, Raw):
            return value.text
        if isinstance(value, Enum):
            return self.name(value)
        if isinstance(value, Decimal | int):
            return self.number(value)
        if isinstance(value, tuple):
            return " ".join(self._written(one) for one in value)
        if isinstance(value, date) and not isinstance(value, datetime):
            return self.day(value)
        if isinstance(value, Dated):
            return self.dated(value)
        return self.escape(str(value))

    def name(self, value: Enum) -> str:
        """The word for an enum member: the message "<class name>.<value>", both lower case."""
        return messages(self.language)[f"{type(value).__name__.lower()}.{str(value.value).lower()}"]

    def free(self, text: str) -> str:
        """A text that somebody typed, escaped for where it goes."""
        return self.escape(text)

    def number(self, value: Decimal | int) -> str:
        """Digits as the language writes them, exactly as many as the number has; no trailing zeros."""
        return _number(value, self.language)

    def money(self, value: Decimal) -> str:
        """An amount without its currency: two decimals unless it is whole."""
        return _number(value, self.language, "#,##0" if value == int(value) else "#,##0.00########")

    def day(self, day: date) -> str:
        """"14 Dec 2026"."""
        return _date(day, self._pattern("d MMM y", "d. MMM y"), self.language)

    def short_day(self, day: date) -> str:
        """"14 Dec": for dates whose year is plain."""
        return _date(day, self._pattern("d MMM", "d. MMM"), self.language)

    def short_month(self, day: date) -> str:
        """"Dec 26": the month of a day, for the axis of a chart."""
        return _date(day, "LLL yy", self.language)

    def month(self, period: str) -> str:
        """"October 2026"."""
        year, month = month_of(period)
        return _date(date(year, month, 1), "LLLL y", self.language)

    def dated(self, value: Dated) -> str:
        """"14 Dec 2026", "week of 14 Dec 2026", "December 2026", "Q4 2026" or "2026": as exactly as it is known."""
        match value.precision:
            case Precision.DAY:
                return self.day(value.day)
            case Precision.WEEK:
                return self.say("date.week", day=value.day)
            case Precision.MONTH:
                return _date(value.day, "LLLL y", self.language)
            case Precision.QUARTER:
                return _date(value.day, "QQQ y", self.language)
            case Precision.YEAR:
                return str(value.day.year)

    def clock(self, at: datetime, zone: str) -> str:
        """"09:14", where the reader is."""
        return format_time(at.astimezone(ZoneInfo(zone)), "HH:mm", locale=self._locale)

    def when(self, at: datetime, zone: str) -> str:
        """"3 Nov 2026, 09:14", where the reader is."""
        return f"{self.day(at.astimezone(ZoneInfo(zone)).date())}, {self.clock(at, zone)}"

    def listed(self, items: Iterable[str]) -> str:
        """"a, b and c"."""
        return str(format_list(list(items), locale=self._locale))

    def _pattern(self, english: str, german: str) -> str:
        return german if self.language == "de" else english

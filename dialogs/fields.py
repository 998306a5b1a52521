"""Reading a form: inputs arrive as strings, leave as typed values, and everything that is wrong is said at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from portfolio.errors import Invalid, Problem, problem
from portfolio.quantities import GROUPED

E = TypeVar("E", bound=StrEnum)

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_DIGITS = 15                                     # what a JSON number carries exactly in every client
YEARS = range(1970, 2200)                            # any other is a slip, and days are added to dates further on


@dataclass(slots=True)
class Reader:
    """The inputs of one form and the problems met so far. An empty input is an absent one."""

    inputs: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, id: str, *, most: int, needed: bool = True) -> str:
        """Words without the spaces around them; "" when absent."""
        value = self.inputs.get(id, "").strip()
        if not value and needed:
            self.problems.append(problem(id, "needed"))
        if len(value) > most:
            self.problems.append(problem(id, "text_too_long", most=most))
        return value

    def number(self, id: str, *, needed: bool = False, least: Decimal | None = None) -> Decimal | None:
        """A number as people type it: 2.9 or 2,9. None when absent, which is unknown and never zero.

        "1,234" and "1.234" are asked back: a thousand in one country and one in another.
        """
        text = self.inputs.get(id, "").strip().replace("\u2212", "-")
        if not text:
            if needed:
                self.problems.append(problem(id, "needed"))
            return None
        if not _NUMBER.fullmatch(text):
            self.problems.append(problem(id, "not_a_number", text=text[:40]))
            return None
        if GROUPED.fullmatch(text):
            whole, part = re.split("[.,]", text)
            readings = {"thousands": whole + part, "decimal": f"{whole}.{part}0"}
            self.problems.append(problem(id, "number_grouped", text=text, **readings))
            return None
        if sum(sign.isdigit() for sign in text) > MOST_DIGITS:
            self.problems.append(problem(id, "number_too_long"))
            return None
        value = Decimal(text.replace(",", "."))
        if least is not None and value < least:
            self.problems.append(problem(id, "negative"))
            return None
        return value

    def day(self, id: str, *, needed: bool = True) -> date | None:
        """A date as Input.Date sends it, 2026-12-14."""
        text = self.inputs.get(id, "").strip()
        if not text:
            if needed:
                self.problems.append(problem(id, "needed"))
            return None
        try:
            day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            self.problems.append(problem(id, "not_a_date", text=text[:40]))
            return None
        if day.year not in YEARS:
            self.problems.append(problem(id, "year_unlikely"))
            return None
        return day

    def choice(self, id: str, kind: type[E]) -> E | None:
        """One of the choices offered."""
        try:
            return kind(self.inputs.get(id, "").strip())
        except ValueError:
            self.problems.append(problem(id, "choose_one"))
            return None

    def person(self, id: str, *, needed: bool = True) -> str | None:
        """Whom the people picker named (an object id), else the name typed into "<id>_name"."""
        value = self.inputs.get(id, "").strip() or self.inputs.get(f"{id}_name", "").strip()
        if not value and needed:
            self.problems.append(problem(id, "sponsor_needed" if id == "sponsor" else "needed"))
        if len(value) > 256:
            self.problems.append(problem(id, "text_too_long", most=256))
        return value or None

    def check(self) -> None:
        """Raise Invalid with everything that was wrong."""
        if self.problems:
            raise Invalid(*self.problems)

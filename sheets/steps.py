"""The steps of a workflow from a table: one row a step, in order. One cell that cannot be read refuses the whole table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from portfolio.discover.spans import read_span, unit_of
from portfolio.discover.steps import (
    LONGEST_TOUCH,
    LONGEST_WAIT,
    MAX_PAIN,
    MAX_SYSTEM,
    MAX_WHAT,
    MOST_COUNTED,
    MOST_READ,
    Step,
)
from portfolio.discover.workflows import MAX_ROLE
from portfolio.errors import Invalid, Problem, problem
from portfolio.names import plain
from sheets.numbers import is_blank
from sheets.tables import Table


class StepField(StrEnum):
    """What a column of such a table may hold."""

    WHAT = "what"
    ROLE = "role"
    SYSTEM = "system"
    TOUCH = "touch"
    WAIT = "wait"
    SWITCHES = "switches"
    COPIES = "copies"
    PAIN = "pain"


_NAMES: Mapping[StepField, tuple[str, ...]] = {
    StepField.WHAT: ("step", "what", "activity", "task", "action", "what is done", "schritt", "tätigkeit", "aktivität",
                     "was", "arbeitsschritt", "vorgang"),
    StepField.ROLE: ("role", "who", "actor", "by", "done by", "rolle", "wer", "akteur", "durch"),
    StepField.SYSTEM: ("system", "tool", "application", "app", "where", "werkzeug", "anwendung", "programm"),
    StepField.TOUCH: ("touch", "touch time", "work", "work time", "working time", "effort", "hands on", "processing time",
                      "bearbeitung", "bearbeitungszeit", "arbeitszeit", "aufwand"),
    StepField.WAIT: ("wait", "wait time", "waiting", "waiting time", "wait before", "queue", "queue time", "idle",
                     "idle time", "warten", "wartezeit", "liegezeit", "wartezeit davor"),
    StepField.SWITCHES: ("switches", "switch", "tool switches", "context switches", "wechsel", "systemwechsel",
                         "werkzeugwechsel"),
    StepField.COPIES: ("copies", "copy", "copies by hand", "manual copies", "copy paste", "kopien", "übertragungen",
                       "abschriften", "kopien von hand"),
    StepField.PAIN: ("pain", "pains", "problem", "issue", "note", "notes", "remark", "schmerz", "hürde", "was stört",
                     "bemerkung"),
}  # fmt: skip
_BRACKETS = re.compile(r"[(\[].*?[)\]]")


def read_steps(table: Table) -> tuple[Step, ...]:
    """The steps in the order of the rows.

    Invalid with one Problem for each cell that cannot be read: its field is "row N", its parameters name row and column as
    they are numbered and headed in the file (the first row under the header is 2).
    """
    at = _columns(table.header)
    if StepField.WHAT not in at:
        raise Invalid(problem("file", "steps_without_what", columns=", ".join(table.header)))
    if len(table.rows) > MOST_READ:
        raise Invalid(problem("file", "steps_too_many", most=MOST_READ))
    if table.too_wide:
        raise Invalid(problem("file", "steps_too_wide", rows=table.too_wide))
    reader = _Cells(table=table, at=at)
    steps = tuple(reader.step(row) for row in range(len(table.rows)))
    if reader.wrong:
        raise Invalid(*reader.wrong)
    return steps


def _columns(header: tuple[str, ...]) -> Mapping[StepField, int]:
    """Which column holds what, by its heading without a unit in brackets. Invalid where two say the same."""
    said = [plain(_BRACKETS.sub("", heading)) for heading in header]
    found: dict[StepField, int] = {}
    for cell, names in _NAMES.items():
        known = {plain(name) for name in names}
        places = [place for place, heading in enumerate(said) if heading in known]
        if len(places) > 1:
            raise Invalid(problem("column", "column_twice", name=header[places[0]]))
        if places:
            found[cell] = places[0]
    return found


@dataclass(slots=True, kw_only=True)
class _Cells:
    """The cells of one table, and what was wrong with them so far."""

    table: Table
    at: Mapping[StepField, int]
    wrong: list[Problem] = field(default_factory=list)

    def step(self, row: int) -> Step:
        """The step of a row."""
        return Step(
            what=self._text(row, StepField.WHAT, MAX_WHAT) or self._missing(row),
            role=self._text(row, StepField.ROLE, MAX_ROLE) or None,
            system=self._text(row, StepField.SYSTEM, MAX_SYSTEM) or None,
            touch=self._span(row, StepField.TOUCH, worked=True), wait=self._span(row, StepField.WAIT, worked=False),
            switches=self._count(row, StepField.SWITCHES), copies=self._count(row, StepField.COPIES),
            pain=self._text(row, StepField.PAIN, MAX_PAIN),
        )

    def _cell(self, row: int, cell: StepField) -> str:
        place = self.at.get(cell)
        said = "" if place is None else self.table.rows[row][place]
        return "" if is_blank(said) else said

    def _refuse(self, row: int, cell: StepField, found: Problem) -> None:
        number = self.table.numbered[row]
        where = {"row": number, "column": self.table.header[self.at[cell]]}
        self.wrong.append(Problem(field=f"row {number}", code=found.code, params={**found.params, **where}))

    def _missing(self, row: int) -> str:
        self._refuse(row, StepField.WHAT, problem("what", "needed"))
        return ""

    def _text(self, row: int, cell: StepField, most: int) -> str:
        said = self._cell(row, cell)
        if len(said) > most:
            self._refuse(row, cell, problem(cell, "text_too_long", most=most))
        return said

    def _span(self, row: int, cell: StepField, *, worked: bool) -> timedelta | None:
        place = self.at.get(cell)
        if place is None:
            return None
        longest = LONGEST_TOUCH if worked else LONGEST_WAIT
        found = read_span(
            self._cell(row, cell), cell, worked=worked, longest=longest, unit=unit_of(self.table.header[place])
        )
        if isinstance(found, Problem):
            self._refuse(row, cell, found)
            return None
        return found

    def _count(self, row: int, cell: StepField) -> int | None:
        said = self._cell(row, cell)
        if not said:
            return None
        if not (said.isascii() and said.isdecimal()) or int(said) > MOST_COUNTED:
            self._refuse(row, cell, problem(cell, "count_unreadable", text=said[:40], most=MOST_COUNTED))
            return None
        return int(said)

"""The roadmap in force and the decision calendar as files that leave (actions.leaving)."""

from collections.abc import Callable, Mapping
from datetime import datetime

from actions import access, decision_calendar
from actions.roadmap_views import accepted_for
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.leaving import Made
from portfolio.people import Actor
from store import Tx

_EMPTY, _A_ROW = {"xlsx": 6_000, "ics": 150}, {"xlsx": 150, "ics": 900}
"""Bytes of a file without rows, and what a row adds (in a calendar three days): Teams shows the sum as an estimate."""


def _roadmap(ending: str) -> Callable[[Tx, Actor, Mapping[str, str], datetime], Made]:
    def make(tx: Tx, actor: Actor, said: Mapping[str, str], now: datetime) -> Made:
        access.demand(actor, Act.SEE_ROADMAP)
        rows = accepted_for(tx, actor, local_date(now, actor.zone))

        def write() -> bytes:
            from reports import calendar_file, roadmap_sheet  # openpyxl comes with it

            if ending == "xlsx":
                return roadmap_sheet.file(rows, actor.language)
            return calendar_file.of_roadmap(rows, actor.language, now)

        return Made(name=_name("Roadmap", actor, now, ending), count=len(rows), size=_size(ending, len(rows)), write=write)

    return make


def _decisions(tx: Tx, actor: Actor, said: Mapping[str, str], now: datetime) -> Made:
    rows = decision_calendar.mine(tx, actor, local_date(now, actor.zone))

    def write() -> bytes:
        from reports import calendar_file

        return calendar_file.of_decisions(rows, actor.language, now)

    return Made(name=_name("Decisions", actor, now, "ics"), count=len(rows), size=_size("ics", len(rows)), write=write)


def _name(what: str, actor: Actor, now: datetime, ending: str) -> str:
    return f"{what}-{local_date(now, actor.zone).isoformat()}.{ending}"


def _size(ending: str, rows: int) -> int:
    return _EMPTY[ending] + rows * _A_ROW[ending]


ROADMAP_FILES: Mapping[str, Callable[[Tx, Actor, Mapping[str, str], datetime], Made]] = {
    "roadmap_xlsx": _roadmap("xlsx"),
    "roadmap_ics": _roadmap("ics"),
    "decisions_ics": _decisions,
}
"""By kind, as the button names them."""

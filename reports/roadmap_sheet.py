"""The roadmap as an .xlsx workbook: what starts in which week, and what is in the way of what."""

from collections.abc import Sequence
from datetime import date

from portfolio.spreading import monday_of
from portfolio.views.roadmap import Hurdle, RoadmapRow
from reports.workbook import Cells, workbook
from words.api import Words, known
from words.roadmap_said import hurdle, moved

_WEEKS = ("place", "name", "rank", "week", "start", "first_use", "gate", "moved", "id")
_CONFLICTS = ("place", "name", "why", "until", "code")


def file(rows: Sequence[RoadmapRow], language: str) -> bytes:
    """Two sheets; dates are ISO 8601, every cell is text."""
    w = Words(known(language))
    return workbook([(w.say("sheet.weeks"), weeks(rows, w)), (w.say("sheet.conflicts"), conflicts(rows, w))])


def weeks(rows: Sequence[RoadmapRow], w: Words) -> Cells:
    """By the week each starts in, then what comes after these 90 days."""
    ordered = sorted(rows, key=lambda one: (one.start or date.max, one.place))
    return [[w.say(f"sheet.{column}") for column in _WEEKS], *(_week(one, w) for one in ordered)]


def _week(one: RoadmapRow, w: Words) -> list[str]:
    week = monday_of(one.start).isoformat() if one.start else w.say("roadmap.chip.later")
    said = moved(one.moved, w) if one.moved else ""
    return [
        str(one.place), one.name, str(one.rank), week, _day(one.start), _day(one.first_use), _day(one.gate), said,
        one.opportunity,
    ]  # fmt: skip


def conflicts(rows: Sequence[RoadmapRow], w: Words) -> Cells:
    """One line for each thing in the way."""
    head = [w.say(f"sheet.{column}") for column in _CONFLICTS]
    return [head, *(_conflict(one, each, w) for one in rows for each in one.hurdles)]


def _conflict(one: RoadmapRow, each: Hurdle, w: Words) -> list[str]:
    return [str(one.place), one.name, hurdle(each, w), _day(each.until), each.why.value]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

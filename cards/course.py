"""Before and after in one small chart: how the number went, with its baseline, its target and the day of first use (B15)."""

from collections.abc import Sequence
from decimal import Decimal

from cards.charts import ChartColour, Line, chart_line
from cards.components import section
from cards.elements import Element
from cards.evidence import amount
from portfolio.course import Course, Point
from portfolio.views.numbers import Panel
from words.api import Raw, Words

LEAST = 3
"""Points worth a chart."""


def course(panel: Panel, w: Words) -> list[Element]:
    """The chart, with the same numbers as text where there are no charts; nothing where the evidence has no course."""
    why = panel.why
    if why is None or why.course is None or len(why.course.before) + len(why.course.after) < LEAST:
        return []
    went = why.course
    labels = list(dict.fromkeys(_label(point, went, w) for point in (*went.before, *went.after)))
    lines = [
        line(w.say("course.before"), went.before, went, "neutral", w),
        line(w.say("course.after", on=why.start), went.after, went, "categoricalPurple", w),
    ]
    if panel.baseline is not None and panel.baseline.value is not None:
        lines.append(_level(w.say("course.baseline"), panel.baseline.value, panel.unit, labels, "categoricalBlue", w))
    if panel.target is not None:
        lines.append(_level(w.say("course.target"), panel.target, panel.unit, labels, "good", w))
    title = w.say("course.title", metric=panel.metric)
    chart = chart_line(title, [one for one in lines if one.points], spacing="Small")
    return [*section(w.say("course.heading"), periods(went, panel.unit, w)), chart]


def periods(went: Course, unit: str, w: Words) -> str:
    """What a point stands for."""
    return w.say("course.monthly" if went.monthly else "course.weekly", unit=unit)


def line(label: str, points: Sequence[Point], went: Course, colour: ChartColour, w: Words) -> Line:
    """One side of a course, each point in the text as well."""
    told = [w.say("course.point", at=Raw(_label(one, went, w)), value=one.value, n=one.n) for one in points]
    shown = [(_label(one, went, w), one.value) for one in points]
    return Line(label=label, points=shown, shown=" · ".join(told), colour=colour)


def _level(label: str, value: Decimal, unit: str, labels: Sequence[str], colour: ChartColour, w: Words) -> Line:
    points = [(label_, value) for label_ in labels]
    return Line(label=label, points=points, shown=amount(value, unit, w), colour=colour)


def _label(point: Point, went: Course, w: Words) -> str:
    return w.short_month(point.first) if went.monthly else w.short_day(point.first)

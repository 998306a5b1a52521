"""A number as people read it: a view's panel, said one way on every card.

Nothing is claimed that the verdict does not carry: no change against the baseline while it is Not measured, no interval
without the observations behind it, and an unknown number is "Unknown", never zero (R15).
"""

from decimal import ROUND_HALF_UP, Decimal

from cards.elements import Element
from cards.looks import EVIDENCE, PROVENANCE, Chip
from cards.number import Ruler, number_panel
from cards.ruler import Scale
from cards.why_number import compared, periods
from portfolio.verdicts import Interval, NotMeasured, Verdict
from portfolio.views.numbers import Panel, Stated
from words.api import Raw, Words

_PERCENT = Decimal(100)
_WHOLE = Decimal(1)


def evidence(panel: Panel, w: Words) -> Element:
    """The panel with its chip, its way from baseline to target, and where each number comes from."""
    return number_panel(
        name=w.free(panel.metric),
        value=now(panel, w),
        change=_change(panel, w),
        interval=None if panel.interval is None else interval_said(panel.interval, w, of_periods=_of_periods(panel)),
        mark=verdict_chip(panel.verdict, w),
        ruler_=_ruler(panel, w),
        baseline=_baseline(panel, w),
        target=_target(panel, w),
        sources=_sources(panel, w),
        remark="\n".join(_remarks(panel, w)) or None,
    )


def verdict_chip(verdict: Verdict, w: Words) -> Chip:
    """What the evidence says, as a chip."""
    return Chip(look=EVIDENCE[verdict], word=w.name(verdict))


def amount(value: Decimal, unit: str, w: Words) -> str:
    """A number with its unit: "4.2 days", and "11%" as the language writes it."""
    return w.say("panel.percent", value=value) if unit == "%" else w.say("panel.amount", value=value, unit=unit)


def now(panel: Panel, w: Words) -> str:
    """The number of today with its unit, or that it is unknown."""
    return w.say("panel.unknown") if panel.current is None else amount(panel.current.value, panel.unit, w)


def now_line(panel: Panel, w: Words) -> str:
    """The number and its target on one line, for a row: "2.9 days · target 2.5 by 14 Dec 2026"."""
    shown = now(panel, w)
    if panel.target is None:
        return shown
    if panel.target_on is None:
        return w.say("panel.line.undated", now=Raw(shown), target=panel.target)
    return w.say("panel.line", now=Raw(shown), target=panel.target, on=panel.target_on)


def judged_line(panel: Panel, w: Words) -> str:
    """What the evidence says before the number: "Proven · 2.9 days · target 2.5 by 14 Dec 2026"."""
    return w.say("panel.judged", verdict=panel.verdict, now=Raw(now_line(panel, w)))


def provenance_line(stated: Stated, w: Words) -> str:
    """Where a number comes from: "Reported · stated by Dana Whitfield, 3 Nov 2026 · time entries"."""
    if stated.by is None:
        line = w.say("panel.from", provenance=stated.provenance, on=stated.on)
    else:
        line = w.say("panel.from.person", provenance=stated.provenance, by=stated.by, on=stated.on)
    return line if stated.source is None else w.say("panel.from.source", line=Raw(line), source=stated.source)


def _baseline(panel: Panel, w: Words) -> str:
    return w.say("panel.no_baseline") if panel.baseline is None else w.say("panel.baseline", value=panel.baseline.value)


def _target(panel: Panel, w: Words) -> str:
    if panel.target is None:
        return w.say("panel.no_target")
    if panel.target_on is None:
        return w.say("panel.target.undated", value=panel.target)
    return w.say("panel.target", value=panel.target, on=panel.target_on)


def _change(panel: Panel, w: Words) -> str | None:
    """The change against the baseline; None where the verdict carries no claim about one."""
    if panel.verdict is Verdict.NOT_MEASURED or panel.baseline is None or panel.current is None:
        return None
    change = panel.change
    if change is None:
        before = panel.baseline.value
        if before == 0:
            return None  # nothing is a percentage of nothing
        change = (panel.current.value - before) / before
    return w.say("panel.same") if _percent(change) == 0 else w.say("panel.change", change=Raw(relative(change, w)))


def _of_periods(panel: Panel) -> bool:
    return panel.why is not None and periods(panel.why)


def interval_said(interval: Interval, w: Words, *, of_periods: bool) -> str:
    """An interval with the level in force and what was counted."""
    low, high = Raw(relative(interval.low, w)), Raw(relative(interval.high, w))
    before, after = interval.n_before, interval.n_after
    said = "panel.interval.periods" if of_periods else "panel.interval"
    return w.say(said, low=low, high=high, level=interval.level, before=before, after=after)


def relative(change: Decimal, w: Words) -> str:
    """A relative change in whole percent: "31% lower"."""
    percent = _percent(change)
    if percent == 0:
        return w.say("panel.unchanged")
    return w.say("panel.lower" if change < 0 else "panel.higher", percent=percent)


def _percent(change: Decimal) -> Decimal:
    return (abs(change) * _PERCENT).quantize(_WHOLE, rounding=ROUND_HALF_UP)


def _ruler(panel: Panel, w: Words) -> Ruler | None:
    if panel.baseline is None or panel.target is None:
        return None
    before = panel.baseline.value
    band = None
    if panel.interval is not None:
        band = (before * (1 + panel.interval.low), before * (1 + panel.interval.high))
    current = None if panel.current is None else panel.current.value
    return Ruler(
        scale=Scale(baseline=before, target=panel.target, now=current, interval=band),
        alt=w.say("panel.ruler", now=Raw(now(panel, w)), baseline=before, target=panel.target),
    )


def _remarks(panel: Panel, w: Words) -> list[str]:
    said = []
    if panel.floor is not None:
        said.append(w.say("panel.floor", floor=Raw(amount(panel.floor, panel.unit, w))))
    if panel.because is not None:
        said.append(_because(panel, panel.because, w))
    if panel.verdict is not Verdict.NOT_MEASURED:
        said.append(w.say("panel.compared" if compared(panel.why) else "panel.before_after"))
    return said


def _because(panel: Panel, because: NotMeasured, w: Words) -> str:
    """Why nothing is claimed; where only the day has not come, which day that is."""
    then = panel.why.then if panel.why is not None else None
    if because is NotMeasured.BEFORE_LOOK and then is not None:
        return w.say("panel.before_look", on=then)
    return w.name(because)


def _sources(panel: Panel, w: Words) -> tuple[tuple[str, str], ...]:
    named = (("panel.source.now", panel.current), ("panel.source.baseline", panel.baseline))
    return tuple(
        (PROVENANCE[stated.provenance], w.say(key, line=Raw(provenance_line(stated, w))))
        for key, stated in named
        if stated is not None
    )

"""The evidence of an initiative at one look: the verdict with everything that made it, as it is stored and shown."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from math import isfinite, log10

from portfolio.calendar import midnight
from portfolio.conditions import not_measured_because
from portfolio.course import Course, course_of
from portfolio.guardrails import Guarded
from portfolio.judging import Rows, goal_of, judgement_of, middle_after, own_rows
from portfolio.looks import Look, LookName
from portfolio.metrics import Metric, Provenance
from portfolio.sources import LATE_AFTER, Source, day_of, per_unit
from portfolio.statistics import METHOD_VERSION
from portfolio.statistics.common import Goal
from portfolio.statistics.judged import Design, Judgement, Question, Reason, Warn, decimal
from portfolio.statistics.settle import REALISTIC
from portfolio.verdicts import Interval, NotMeasured, Verdict

_ANY = Goal(target=-0.5)
"""Where there is no goal to judge by, rows are still counted; nothing of the goal is used then."""
_SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one look found.

    `estimate` and `interval` are changes of the raw value; `current` is in the metric's unit. Where there is a verdict it is
    the baseline changed by the estimate, so that number, target and verdict never contradict each other; else how things
    stand by themselves. `until` is the last day that counted, `then` the day of the next look. `have` of `need` say what is
    short, `from_` when it can be read. `changed`: rows before the start that differ from the locked baseline.
    """

    look: LookName
    until: date
    then: date | None
    verdict: Verdict
    because: NotMeasured | None
    estimate: Decimal | None
    interval: Interval | None
    current: Decimal | None
    n_before: int
    n_after: int
    sample: bool
    reason: Reason | None
    have: int
    need: int
    from_: date | None
    design: Design
    caveats: tuple[Warn, ...]
    factor: Decimal | None
    """How many times as much data would settle it; None where that is not the question."""
    provenance: Provenance
    source: str
    read_at: datetime
    rows: int
    first: date | None
    start: date
    changed: int
    method: str
    version: int
    hash: str
    of_version: int | None = None
    """The version of the metric, and so of target and baseline, that it was judged by; None: judged before this was kept."""
    guardrails: tuple[Guarded, ...] = ()
    """What the same look found of what must not get worse."""
    course: Course | None = None
    """How the rows of a verdict went, in the metric's unit; None where there is none."""


def found(
    metric: Metric, source: Source, rows: Rows, look: Look, start: date, *, armed: bool, until: datetime, read_at: datetime,
    hash: str, guardrails: tuple[Guarded, ...] = (),
) -> Evidence:
    """What the rows say at this look, as of `until` (last_instant).

    Nothing is claimed without a locked baseline that was read from a source, while the rules are open (`armed`), before the
    first look, when the source is late, or below the minimum sample (DOMAIN.md: the verdict table).
    """
    goal = goal_of(metric)
    question = Question(start=start, until=until, goal=goal or _ANY, alpha=look.alpha, early=look.early)
    judgement = judgement_of(rows, source, question)
    late = until < midnight(look.on, source.binding.zone) - LATE_AFTER[source.provenance]
    short = judgement.shortfall
    because = _because(metric, look.name, short.reason if short else None, armed=armed, late=late)
    claimed = because is None
    scale = per_unit(source, metric.unit) or 1.0
    if claimed:
        current = _applied(metric, judgement)
    else:
        middle = middle_after(rows, source, question, judgement)
        current = None if middle is None else rounded(middle * scale)
    own = own_rows([*rows.before, *rows.after], source)
    first = min(own, key=lambda row: row.opened or row.at, default=None)
    return Evidence(
        look=look.name, until=until.date(), then=look.then,
        verdict=judgement.verdict if claimed else Verdict.NOT_MEASURED, because=because,
        estimate=_estimate(judgement) if claimed else None, interval=judgement.interval if claimed else None,
        current=current, n_before=judgement.n_before, n_after=judgement.n_after, sample=judgement.minimum_met,
        reason=short.reason if short else None, have=short.have if short else 0, need=short.need if short else 0,
        from_=short.on if short else None, design=judgement.design,
        caveats=tuple(one.code for one in judgement.caveats), factor=_factor(judgement) if claimed else None,
        provenance=source.provenance, source=source.label, read_at=read_at, rows=len(own),
        first=None if first is None else day_of(first, source), start=start, changed=rows.changed, method=judgement.method,
        version=METHOD_VERSION, hash=hash, of_version=metric.version, guardrails=guardrails,
        course=_course(rows, source, until, scale) if claimed else None,
    )


def _course(rows: Rows, source: Source, until: datetime, scale: float) -> Course:
    """Of the initiative's own rows, of nothing after the look (R6), in the metric's unit."""
    raw = course_of(own_rows(rows.before, source), own_rows(rows.after, source), source, until)
    before, after = (
        tuple(replace(point, value=rounded(float(point.value) * scale)) for point in side)
        for side in (raw.before, raw.after)
    )
    return replace(raw, before=before, after=after)


_LOCKING_ENDS = frozenset({NotMeasured.NO_BASELINE, NotMeasured.REPORTED_ONLY, NotMeasured.RULES_OPEN})
"""What keeps numbers from being judged until somebody locks the baseline or the rules."""


def waits_for_locking(found: Evidence) -> bool:
    """Whether it claims nothing for a reason that ends the moment somebody locks something."""
    return found.because in _LOCKING_ENDS


def since_locked(found: Evidence, metric: Metric, *, armed: bool) -> Evidence:
    """Evidence that waits for locking as it is to be read now: a reason that no longer holds is not given.

    Nothing is judged here: where nothing else keeps it from being judged, that is done next, outside of anybody's turn.
    """
    because = _because(metric, found.look, found.reason, armed=armed, late=False)
    return replace(found, because=because or NotMeasured.UNJUDGED)


def _because(
    metric: Metric, look: LookName, short: Reason | None, *, armed: bool, late: bool
) -> NotMeasured | None:
    known = not_measured_because(metric)
    if known is not NotMeasured.TOO_FEW:
        return known
    assert metric.baseline is not None
    if metric.baseline.window is None:
        return NotMeasured.NO_BASELINE
    if not armed:
        return NotMeasured.RULES_OPEN
    if goal_of(metric) is None:
        return NotMeasured.NOT_COMPARABLE
    if look is LookName.NONE:
        return NotMeasured.BEFORE_LOOK
    if late:
        return NotMeasured.LATE
    if short is not None:
        return short.because if short.about_size else NotMeasured.NOT_COMPARABLE
    return None


def _estimate(judgement: Judgement) -> Decimal | None:
    estimate = judgement.change.estimate
    return None if estimate is None else decimal(estimate)


def _applied(metric: Metric, judgement: Judgement) -> Decimal | None:
    estimate = judgement.change.estimate
    assert metric.baseline is not None
    return None if estimate is None else rounded(float(metric.baseline.value) * (1 + estimate))


def _factor(judgement: Judgement) -> Decimal | None:
    """With one decimal; rounding makes nothing realistic that is not."""
    settle = judgement.settle
    if settle is None or not isfinite(settle.factor):
        return None
    factor = round(settle.factor, 1)
    return Decimal(repr(factor if settle.realistic else max(factor, REALISTIC + 0.1)))


def rounded(value: float) -> Decimal:
    """Three digits that count, and never fewer than the whole number."""
    if value == 0:
        return Decimal(0)
    places = max(0, _SHOWN_DIGITS - 1 - int(log10(abs(value)) // 1))
    return Decimal(f"{value:.{places}f}")

"""From the rows of a source to a judgement: which rows are before and after, and which method reads them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import fmean
from zoneinfo import ZoneInfo

from portfolio.calendar import midnight
from portfolio.looks import Look
from portfolio.metrics import Metric
from portfolio.observations import Shape
from portfolio.sources import How, Seen, Source, day_of
from portfolio.statistics.common import Goal, quantile
from portfolio.statistics.items import Item
from portfolio.statistics.judge_counts import CountRow, judge_counts
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judge_series import judge_series
from portfolio.statistics.judge_shares import judge_shares
from portfolio.statistics.judged import Judgement, Question
from portfolio.statistics.prepare import prepare
from portfolio.statistics.tallies import Tally

HALF = 0.5
_JUST_BEFORE = timedelta(microseconds=1)


def last_instant(look: Look, source: Source, known: datetime) -> datetime:
    """The last moment that counts at a look, where the source is: never later than what is known of it, or a case that
    has been closed since would pass for an open one."""
    zone = source.binding.zone
    return min(midnight(look.on, zone) - _JUST_BEFORE, known).astimezone(ZoneInfo(zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What is compared: the rows before as they were when the baseline was taken, the rows after as they are now.

    `changed` rows before have come, gone or changed since the baseline was taken; they are counted and not followed.
    """

    before: tuple[Seen, ...]
    after: tuple[Seen, ...]
    changed: int


def known_by(rows: Iterable[Seen], until: datetime) -> tuple[Seen, ...]:
    """The rows as they stood at an instant: what came later is left out, what was closed later was still open."""
    until = until.astimezone(UTC)  # as the rows are: instants of two zones take thirty times as long to compare
    return tuple(
        replace(row, closed=None, at=row.opened) if row.opened and row.closed and row.closed > until else row
        for row in rows
        if (row.opened or row.at) <= until
    )


def chosen(then: Iterable[Seen] | None, now: Iterable[Seen], source: Source, start: date) -> Rows:
    """The rows a comparison reads. `then` is what the source said when the baseline was taken; None: there is none.

    A case that was open then and has been closed since is no change of the past: its closing counts.
    """
    began = midnight(start, source.binding.zone)
    current = {row.key: row for row in sorted(now, key=_key)}
    after = tuple(row for row in current.values() if (row.opened or row.at) >= began)
    early = {row.key: row for row in current.values() if (row.opened or row.at) < began}
    if then is None:
        return Rows(before=tuple(early.values()), after=after, changed=0)
    taken = {row.key: row for row in sorted(then, key=_key) if (row.opened or row.at) < began}
    before, changed = [], sum(key not in taken for key in early)
    for key, row in taken.items():
        later = current.get(key)
        if later is not None and _only_closed(row, later):
            before.append(later)
        else:
            before.append(row)
            changed += later is None or (later is not row and later.content != row.content)
    return Rows(before=tuple(before), after=after, changed=changed)


def since(rows: Rows, source: Source, day: date | None) -> Rows:
    """Only what came on that day or later, of the rows after the start; all of them for None."""
    if day is None:
        return rows
    return replace(rows, after=tuple(row for row in rows.after if day_of(row, source) >= day))


def _key(row: Seen) -> str:
    return row.key  # data bases sort texts each in their own way, and the order is in the hash of the inputs


def _only_closed(then: Seen, now: Seen) -> bool:
    return then.opened is not None and then.closed is None and now.closed is not None and now.opened == then.opened


def goal_of(metric: Metric) -> Goal | None:
    """The target and floor as changes of the baseline; None where they cannot be told so (a baseline or target of zero)."""
    if metric.baseline is None or metric.baseline.value <= 0:
        return None
    before = metric.baseline.value
    floor = None if metric.floor is None else float(metric.floor / before - 1)
    try:
        return Goal(target=float(metric.target / before - 1), floor=floor, higher_is_better=not metric.lower_is_better)
    except ValueError:
        return None


def judgement_of(rows: Rows, source: Source, question: Question) -> Judgement:
    """The verdict of the statistics on these rows."""
    own, others = _grouped([*rows.before, *rows.after], source)
    return _JUDGES[source.how](own, others, source, question)


def middle_after(rows: Rows, source: Source, question: Question, judgement: Judgement) -> float | None:
    """How things stand after the start by themselves, in the source's own unit: the median of cases watched as long as
    those before, else the share, rate or level; None without any."""
    if source.how is not How.CASES:
        return judgement.typical[1]
    own, _ = _grouped([*rows.before, *rows.after], source)
    lengths = [one.length for one in prepare(items_of(own, source), question).after]
    return quantile(lengths, HALF) if lengths else None


Groups = Mapping[str, Sequence[Seen]]


def own_rows(rows: Iterable[Seen], source: Source) -> list[Seen]:
    """The rows of the initiative itself, without those it is compared with."""
    return _grouped(rows, source)[0]


def _grouped(rows: Iterable[Seen], source: Source) -> tuple[list[Seen], dict[str, list[Seen]]]:
    if source.pilot is None:
        return list(rows), {}
    groups: dict[str, list[Seen]] = defaultdict(list)
    for row in rows:
        groups[(row.group or "").strip().casefold()].append(row)
    return groups.pop(source.pilot.strip().casefold(), []), dict(groups)


def items_of(rows: Iterable[Seen], source: Source) -> list[Item]:
    """The rows as the statistics of cases take them. A blank person or kind is one label of its own; None is no such column
    (docs/statistics.md section 0)."""
    bound, zone = source.binding, ZoneInfo(source.binding.zone)
    dated, who, what = bound.shape is Shape.CASE, bound.person is not None, bound.kind is not None
    return [
        Item(
            day=(opened := (row.opened or row.at).astimezone(zone)).date(), opened=opened,
            closed=row.closed.astimezone(zone) if row.closed else None,
            value=None if dated else _float(row.value), person=(row.person or "") if who else None,
            kind=(row.work or "") if what else None,
        )
        for row in rows
    ]


def _float(value: Decimal | None) -> float:
    return 0.0 if value is None else float(value)


def _tallies(rows: Iterable[Seen], source: Source) -> list[Tally]:
    return [Tally(day=day_of(row, source), hits=int(row.value or 0), n=row.n) for row in rows]


def _counts(rows: Iterable[Seen], source: Source) -> list[CountRow]:
    return [CountRow(day=day_of(row, source), count=int(row.value or 0), exposure=float(row.n)) for row in rows]


def _points(rows: Iterable[Seen], source: Source) -> dict[date, float]:
    days: dict[date, list[float]] = defaultdict(list)
    for row in rows:
        days[day_of(row, source)].append(_float(row.value))
    return {day: fmean(sorted(values)) for day, values in days.items()}


Judge = Callable[[Sequence[Seen], Groups, Source, Question], Judgement]


def _durations(own: Sequence[Seen], others: Groups, source: Source, question: Question) -> Judgement:
    return judge_durations(items_of(own, source), question, {name: items_of(rows, source) for name, rows in others.items()})


def _shares(own: Sequence[Seen], others: Groups, source: Source, question: Question) -> Judgement:
    return judge_shares(_tallies(own, source), question, {name: _tallies(rows, source) for name, rows in others.items()})


def _rates(own: Sequence[Seen], others: Groups, source: Source, question: Question) -> Judgement:
    return judge_counts(_counts(own, source), question, {name: _counts(rows, source) for name, rows in others.items()})


def _series(own: Sequence[Seen], others: Groups, source: Source, question: Question) -> Judgement:
    return judge_series(_points(own, source), question, {name: _points(rows, source) for name, rows in others.items()})


_JUDGES: Mapping[How, Judge] = {How.CASES: _durations, How.SHARE: _shares, How.COUNTS: _rates, How.SERIES: _series}

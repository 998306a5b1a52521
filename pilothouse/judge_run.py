"""From the entries of a file to a judgement: what counts, up to when, against whom, at which level."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from pilothouse.judge_cells import Columns, Entry, Family
from pilothouse.judge_rows import Note, read_entries
from portfolio.errors import Invalid, problem
from portfolio.statistics.common import EARLY_LOOK, ONE_LOOK, Goal, gate_alpha, is_early, looks_before
from portfolio.statistics.items import Item
from portfolio.statistics.judge_counts import CountRow, judge_counts
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judge_series import judge_series
from portfolio.statistics.judge_shares import judge_shares
from portfolio.statistics.judged import Judgement, Question
from portfolio.statistics.tallies import Tally
from sheets.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked on the command line, once it makes sense."""

    family: Family
    columns: Columns
    start: date
    gate: date | None
    goal: Goal
    pilot: str | None
    trend: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The judgement, what was odd about the rows, and the last day that counted."""

    judgement: Judgement
    notes: tuple[Note, ...]
    until: date


def judge(table: Table, asked: Asked) -> Answer:
    """The verdict on a table. Invalid when its columns cannot be read as asked."""
    entries, notes = read_entries(table, asked.family, asked.columns)
    groups = _groups(entries, asked)
    stamps = [one for entry in entries for one in (entry.opened, entry.closed) if one is not None]
    timed = any(one.timed for one in stamps)
    if asked.columns.end is None:
        last = _end_of(max(one.day for one in stamps), timed=timed)
    else:
        last = max(one.at for one in stamps)
    until = last if asked.gate is None else min(last, _end_of(asked.gate, timed=timed))
    early = asked.gate is not None and is_early(_reaches(entries, last, asked), asked.start, asked.gate)
    if asked.gate is None:
        alpha = ONE_LOOK
    else:
        alpha = EARLY_LOOK if early else gate_alpha(looks_before(asked.start, asked.gate))
    question = Question(start=asked.start, until=until, goal=asked.goal, alpha=alpha, early=early)
    return Answer(judgement=_JUDGES[asked.family](groups, asked, question), notes=tuple(notes), until=until.date())


def _groups(entries: Sequence[Entry], asked: Asked) -> tuple[list[Entry], dict[str, list[Entry]]]:
    """The pilot's entries, and those of every other group. Names are the same in capitals and small letters."""
    if asked.pilot is None:
        return list(entries), {}
    groups: dict[str, list[Entry]] = defaultdict(list)
    names: dict[str, str] = {}
    for entry in entries:
        name = entry.group or ""
        groups[name.casefold()].append(entry)
        names[name.casefold()] = min(name, names.get(name.casefold(), name))
    own = groups.pop(asked.pilot.strip().casefold(), None)
    if own is None:
        shown = ", ".join(sorted(names.values())[:10])
        raise Invalid(problem("column", "pilot_missing", name=asked.columns.group, pilot=asked.pilot, groups=shown))
    return own, dict(groups)


def _end_of(day: date, *, timed: bool) -> datetime:
    """The last instant of a day that a stamp can have: its midnight where there are only days."""
    return datetime.combine(day, time.max if timed else time.min, UTC)


def _reaches(entries: Sequence[Entry], last: datetime, asked: Asked) -> date:
    """The last day the file knows about: a period reaches to the day before the next one would begin."""
    if asked.family is Family.DURATION or (asked.family is Family.SHARE and asked.columns.exposure is None):
        return last.date()
    days = sorted({entry.opened.day for entry in entries})
    steps = [(second - first).days for first, second in pairwise(days)]
    return days[-1] + timedelta(days=median(steps) - 1 if steps else 0)


Groups = tuple[list[Entry], dict[str, list[Entry]]]


def _durations(groups: Groups, asked: Asked, question: Question) -> Judgement:
    def items(entries: Sequence[Entry]) -> list[Item]:
        return [
            Item(
                day=entry.opened.day,
                opened=entry.opened.at,
                closed=None if entry.closed is None else entry.closed.at,
                value=entry.value,
                person=entry.person,
                kind=entry.kind,
            )
            for entry in entries
        ]

    return judge_durations(items(groups[0]), question, {name: items(own) for name, own in groups[1].items()})


def _shares(groups: Groups, asked: Asked, question: Question) -> Judgement:
    def tallies(entries: Sequence[Entry]) -> list[Tally]:
        found = [(entry.opened.day, int(entry.value or 0), entry.exposure or 1.0) for entry in entries]
        if wrong := [(hits, n) for _, hits, n in found if hits > n or n != int(n)]:
            hits, of = min(wrong)
            raise Invalid(problem("column", "share_of_more", name=asked.columns.value, hits=hits, of=Decimal(f"{of:g}")))
        return [Tally(day=day, hits=hits, n=int(n)) for day, hits, n in found]

    return judge_shares(tallies(groups[0]), question, {name: tallies(own) for name, own in groups[1].items()})


def _counts(groups: Groups, asked: Asked, question: Question) -> Judgement:
    def rows(entries: Sequence[Entry]) -> list[CountRow]:
        return [
            CountRow(day=entry.opened.day, count=int(entry.value or 0), exposure=entry.exposure or 1.0) for entry in entries
        ]

    return judge_counts(rows(groups[0]), question, {name: rows(own) for name, own in groups[1].items()})


def _series(groups: Groups, asked: Asked, question: Question) -> Judgement:
    def points(entries: Sequence[Entry]) -> dict[date, float]:
        found = {entry.opened.day: entry.value or 0.0 for entry in entries}
        if twice := [entry.opened.day for entry in entries if found[entry.opened.day] != (entry.value or 0.0)]:
            raise Invalid(problem("column", "day_twice", name=asked.columns.date, day=min(twice)))
        return found

    rivals = {name: points(own) for name, own in groups[1].items()}
    return judge_series(points(groups[0]), question, rivals, trend=asked.trend)


_JUDGES: Mapping[Family, Callable[[Groups, Asked, Question], Judgement]] = {
    Family.DURATION: _durations,
    Family.SHARE: _shares,
    Family.COUNT: _counts,
    Family.SERIES: _series,
}

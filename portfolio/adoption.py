"""Adoption of an initiative as it may be shown: figures about groups of ten and more, and no name (R13; statistics.md s9).

It is a leading indicator: it turns on conditions and colours, and no verdict reads it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from portfolio.calendar import is_working
from portfolio.statistics.adoption import HABIT_WEEKS, RECENT_WEEKS, breadth, habitual, stickiness
from portfolio.statistics.concentration import concentration
from portfolio.statistics.fade import FIRST_WEEK, Fade, Week, fades
from portfolio.statistics.groups import LEAST, apart
from portfolio.usage import AMOUNT, Cohort, Kept, Product

WEEK = timedelta(weeks=1)
_RECENT = 5
"""The last weeks without which no colour is given: red takes two weeks running, each on a mean of four."""
_TENTH = Decimal("0.1")


class Hidden(StrEnum):
    """Why a figure is not shown."""

    FEW = "few"                  # about fewer than ten people
    NEARLY_ALL = "nearly_all"    # about all but fewer than ten
    TOO_CLOSE = "too_close"      # its difference from another figure would be about fewer than ten
    TOO_EARLY = "too_early"      # not enough weeks, or not enough of their reports, are known yet
    NO_COUNTS = "no_counts"      # this version of the report does not say how much each used it


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that may be shown, or why it may not."""

    value: Decimal | None = None
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """How a group uses what an initiative brought, as of `on`; days from `provisional_from` on may still change.

    `eligible` of the group's people have a licence: `by_directory` if it shows that, else those in the report. Of them
    `activated` ever used it, `active` in the last 28 days, `weekly` in the last 7, `habitual` in nine of the last twelve
    weeks (I1); `days_a_week` are an active person's working days with it. `effective`: as concentrated as that many equal
    users; `hero` None is unknown. `fade` None: too early to say; `falling_since` is the first of its weeks in a row. With
    `concealed` names only the whole tenant can be told of: `tenant_active` of `tenant` people. `agrees`: whether the
    product's own totals say what its rows do.
    """

    product: Product
    group: str
    on: date
    provisional_from: date
    read_at: datetime
    concealed: bool
    missing: tuple[str, ...]
    eligible: Figure
    active: Figure
    habitual: Figure
    days_a_week: Figure
    effective: Figure
    hero: bool | None
    fade: Fade | None
    falling_since: date | None
    weeks: int
    tenant: Figure
    tenant_active: Figure
    activated: Figure | None = None
    weekly: Figure | None = None
    by_directory: bool = False
    agrees: bool | None = None

    @property
    def fading(self) -> bool:
        """Red: what the condition "fading" stands for. Amber is a colour on a page."""
        return self.fade is Fade.RED


Days = Mapping[str, Collection[date]]
_UNKNOWN = Figure(hidden=Hidden.TOO_EARLY)


def adoption(cohort: Cohort, readings: Sequence[Kept], first_use: date | None, holidays: Collection[date]) -> Adoption:
    """From the readings of a group (by day, the newest last, at least one) to what may be shown of them."""
    newest = readings[-1]
    told = _told(cohort, newest)
    if newest.people is None:
        return told
    eligible = [one.person for one in newest.people]
    if len(eligible) < LEAST:
        return told
    days = _days(readings)
    whole = breadth(days, eligible, newest.on)
    steady = habitual(days, eligible, newest.on) if _known_through(readings, newest.on, HABIT_WEEKS) else None
    of = max(len(eligible), newest.licensed or 0)
    ever, week = (_used(newest, since) for since in (date.min, newest.on - WEEK + timedelta(days=1)))
    shown = apart([of, whole.active, 0 if steady is None else len(steady), week, ever])
    active = _counted(whole.active, shown[1], of)
    effective, hero = _concentrated(cohort.product, newest)
    if effective.value is not None and active.hidden is Hidden.NEARLY_ALL and of - effective.value < LEAST:
        effective = Figure(hidden=Hidden.NEARLY_ALL)  # there are at least as many users: it would tell how many are none
    fade, since, weeks = _fade(days, eligible, readings, first_use, holidays)
    return Adoption(
        product=told.product, group=told.group, on=told.on, provisional_from=told.provisional_from, read_at=told.read_at,
        concealed=False, missing=told.missing, tenant=told.tenant, tenant_active=told.tenant_active,
        eligible=_counted(of, shown[0], of), active=active,
        habitual=_UNKNOWN if steady is None else _counted(len(steady), shown[2], of),
        weekly=_counted(week, shown[3], of), activated=_counted(ever, shown[4], of), by_directory=told.by_directory,
        agrees=told.agrees,
        days_a_week=_sticky(days, eligible, readings, holidays, whole.active), effective=effective, hero=hero, fade=fade,
        falling_since=since, weeks=weeks,
    )


def _told(cohort: Cohort, newest: Kept) -> Adoption:
    """What can be said of any reading."""
    concealed = newest.people is None
    few = Figure(hidden=Hidden.FEW)
    tenant = apart([newest.reported, newest.active])
    return Adoption(
        product=cohort.product, group=cohort.label, on=newest.on, provisional_from=newest.provisional_from,
        read_at=newest.read_at, concealed=concealed, missing=tuple(sorted(newest.missing)), eligible=few, active=few,
        habitual=few, days_a_week=few, effective=few, hero=None, fade=None, falling_since=None, weeks=0,
        tenant=_counted(newest.reported, tenant[0], newest.reported),
        tenant_active=_counted(newest.active, tenant[1], newest.reported), by_directory=newest.licensed is not None,
        agrees=newest.agrees,
    )


def _used(reading: Kept, since: date) -> int:
    """How many of the group are known to have used it since then."""
    return sum(one.last is not None and one.last >= since for one in reading.people or ())


def _counted(people: int, shown: bool, of: int) -> Figure:
    if shown:
        return Figure(value=Decimal(people))
    if people < LEAST:
        return Figure(hidden=Hidden.FEW)
    return Figure(hidden=Hidden.NEARLY_ALL if of - people < LEAST else Hidden.TOO_CLOSE)


def _days(readings: Sequence[Kept]) -> dict[str, set[date]]:
    """The days somebody is known to have used it: a report says the last one, and there is a report for every day."""
    found: dict[str, set[date]] = {}
    for reading in readings:
        for one in reading.people or ():
            if one.last is not None:
                found.setdefault(one.person, set()).add(one.last)
    return found


def _known_through(readings: Sequence[Kept], on: date, weeks: int) -> bool:
    """Whether each of the last weeks, counted back from `on`, has a report from its last days: who used it earlier in a
    week is in it too."""
    as_of = {reading.on for reading in readings if reading.people is not None}
    return all(any(on - week * WEEK - timedelta(days=back) in as_of for back in range(3)) for week in range(weeks))


def _sticky(
    days: Days, eligible: Collection[str], readings: Sequence[Kept], holidays: Collection[date], active: int
) -> Figure:
    """Only with a report for every working day: what a person did on a day without one is not known."""
    on = readings[-1].on
    if active < LEAST:
        return Figure(hidden=Hidden.FEW)
    as_of = {reading.on for reading in readings if reading.people is not None}
    window = [on - timedelta(days=back) for back in range(7 * RECENT_WEEKS)]
    if any(day not in as_of for day in window if is_working(day, frozenset(holidays))):
        return _UNKNOWN
    found = stickiness(days, eligible, on, holidays)
    assert found is not None, "somebody was active"
    return Figure(value=Decimal(repr(found.days_a_week)).quantize(_TENTH))


def _concentrated(product: Product, newest: Kept) -> tuple[Figure, bool | None]:
    name = AMOUNT[product]
    if name is None or name in newest.missing:
        return Figure(hidden=Hidden.NO_COUNTS), None
    found = concentration(one.counts.get(name) or 0 for one in newest.people or ())
    if found is None or found.effective is None:
        return Figure(hidden=Hidden.FEW), None
    return Figure(value=Decimal(repr(found.effective)).quantize(_TENTH)), found.hero


def _fade(
    days: Days, eligible: Collection[str], readings: Sequence[Kept], first_use: date | None, holidays: Collection[date]
) -> tuple[Fade | None, date | None, int]:
    """The colour of the last whole week whose days no longer change, since when, and how many weeks are known.
    Without the day of first use there is no first week to compare with."""
    if first_use is None:
        return None, None, 0
    newest, as_of = readings[-1], {reading.on for reading in readings if reading.people is not None}
    monday = first_use + timedelta(days=-first_use.weekday() % 7)
    mondays: list[date] = []
    while monday + WEEK <= newest.provisional_from:
        mondays.append(monday)
        monday += WEEK
    known = [day for day in mondays if any(day + timedelta(days=4 + end) in as_of for end in range(3))]
    if len(known) < FIRST_WEEK or known[-_RECENT:] != mondays[-_RECENT:]:
        return None, None, len(known)
    colours = fades([_week(days, eligible, day, holidays) for day in known])
    falling = next((at for at in range(len(known), 0, -1) if colours[at - 1] is Fade.NONE), 0)
    return colours[-1], known[falling] if falling < len(known) else None, len(known)


def _week(days: Days, eligible: Collection[str], monday: date, holidays: Collection[date]) -> Week:
    span = [monday + timedelta(days=day) for day in range(7)]
    active = sum(any(day in days.get(person, ()) for day in span) for person in eligible)
    return Week(active=active, working_days=sum(is_working(day, frozenset(holidays)) for day in span))

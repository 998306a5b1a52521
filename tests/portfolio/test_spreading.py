from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portfolio.calendar import is_working
from portfolio.spreading import PER_WEEK, Pilot, Spread, monday_of, spread, weekly

TODAY = date(2026, 1, 29)      # a Thursday
HOLIDAYS = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
LAST = TODAY + timedelta(days=90)
WORKING = [day for n in range(1, 91) if is_working(day := TODAY + timedelta(days=n), HOLIDAYS)]

latest = st.integers(0, 120).map(lambda n: TODAY + timedelta(days=n))
sponsors = st.sampled_from([None, 1, 2, 3])


@st.composite
def pilots(draw: st.DrawFn, sponsor: st.SearchStrategy[int | None] = sponsors) -> list[Pilot]:
    drawn = draw(st.lists(st.tuples(sponsor, latest), max_size=70))
    return [Pilot(id=f"p{n:03}", sponsor=who, latest=by) for n, (who, by) in enumerate(drawn)]


def free(count: int, by: date = LAST) -> list[Pilot]:
    return [Pilot(id=f"p{n:03}", sponsor=None, latest=by) for n in range(count)]


def owned(count: int, sponsor: int = 1, by: date = LAST) -> list[Pilot]:
    return [Pilot(id=f"s{sponsor}-{n:03}", sponsor=sponsor, latest=by) for n in range(count)]


def done(some: Iterable[Pilot], taken: dict[int, list[date]] | None = None) -> Spread:
    return spread(some, TODAY, HOLIDAYS, taken)


def fullest(days: Iterable[date]) -> int:
    return max(weekly(days).values(), default=0)


@given(pilots())
def test_every_pilot_gets_one_gate_within_its_90_days_on_a_working_day(some: list[Pilot]) -> None:
    found = done(some)
    assert found.days.keys() == {one.id for one in some}
    for one in some:
        day = found.days[one.id]
        assert TODAY <= day <= min(one.latest, LAST)
        assert day in WORKING or one.latest < WORKING[0]


@given(pilots())
def test_no_week_holds_more_than_three_for_a_sponsor_without_those_of_the_proposal(some: list[Pilot]) -> None:
    found = done(some)
    for sponsor in (1, 2, 3):
        over = {id for split in found.splits if split.sponsor == sponsor for id in split.pilots}
        held = [one for one in some if one.sponsor == sponsor and one.latest >= WORKING[0]]
        assert fullest(found.days[one.id] for one in held if one.id not in over) <= PER_WEEK
        assert over <= {one.id for one in held}


@given(pilots(st.just(1)))
def test_a_split_is_proposed_only_for_what_no_other_dates_could_hold(some: list[Pilot]) -> None:
    """Weeks are filled from the earliest latest day on: what is too many is what any schedule would have too many."""
    over = sum(split.too_many for split in done(some).splits)
    fits, need = 0, 0
    room: Counter[date] = Counter()
    for one in sorted((one for one in some if one.latest >= WORKING[0]), key=lambda one: one.latest):
        weeks = sorted({monday_of(day) for day in WORKING if day <= one.latest})
        week = next((week for week in weeks if room[week] < PER_WEEK), None)
        need += 1
        if week is not None:
            room[week] += 1
            fits += 1
    assert over == need - fits


@given(st.integers(0, 600))
def test_without_sponsors_days_and_weeks_differ_by_one_at_most(count: int) -> None:
    days = Counter(done(free(count)).days.values())
    by_day = [days[day] for day in WORKING]
    assert max(by_day) - min(by_day) <= 1
    size = Counter(monday_of(day) for day in WORKING)
    weeks = weekly(WORKING)
    whole = [sum(days[day] for day in WORKING if monday_of(day) == week) for week in weeks if size[week] == 5]
    assert max(whole) - min(whole) <= 1


@given(pilots(), st.randoms(use_true_random=False))
def test_the_order_in_which_pilots_are_listed_changes_nothing(some: list[Pilot], dice: object) -> None:
    mixed = list(some)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert done(mixed) == done(some)


@given(pilots(st.sampled_from([1, 2])))
def test_a_second_fit_moves_nothing_that_fits_already(some: list[Pilot]) -> None:
    first = done(some)
    if first.splits:
        return
    again = [Pilot(id=one.id, sponsor=one.sponsor, latest=one.latest, wanted=first.days[one.id]) for one in some]
    assert done(again).days == first.days


def test_440_pilots_without_a_sponsor_are_seven_a_working_day() -> None:
    days = done(free(440)).days.values()
    assert set(Counter(days).values()) <= {7, 8} and len(WORKING) == 62


def test_a_sponsor_of_45_gets_three_in_each_week_and_the_rest_is_proposed_for_others() -> None:
    found = done(owned(45))
    weeks = weekly(found.days.values())
    [split] = found.splits
    assert len(weeks) == 14 and split.too_many == 45 - 14 * PER_WEEK
    kept = weekly(day for id, day in found.days.items() if id not in split.pilots)
    assert set(kept.values()) == {3}
    assert max(weeks.values()) == 4


def test_gates_that_stay_count_towards_the_three_of_a_week() -> None:
    busy = [day for day in WORKING if monday_of(day) == date(2026, 2, 9)][:3]
    found = done(owned(13 * PER_WEEK), {1: busy, 2: WORKING})
    assert not found.splits
    assert date(2026, 2, 9) not in {monday_of(day) for day in found.days.values()}


def test_one_that_is_too_many_in_its_week_moves_to_the_week_beside_it() -> None:
    wanted = date(2026, 3, 11)
    some = [Pilot(id=f"p{n}", sponsor=1, latest=LAST, wanted=wanted) for n in range(4)]
    weeks = weekly(done(some).days.values())
    assert sorted(weeks.values()) == [1, 3] and weeks[monday_of(wanted)] == 3


def test_a_decision_that_is_due_before_the_next_working_day_is_due_on_its_last_day() -> None:
    assert done(free(1, by=TODAY)).days == {"p000": TODAY}

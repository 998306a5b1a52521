"""The roadmap's laws (FEATURES E7): capacity, constraints, sponsors' weeks, R1, ranks, moves."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.roadmap.changes import Became, changes
from portfolio.roadmap.order import Move, ordered, standing
from portfolio.roadmap.planning import HORIZON, plan
from portfolio.roadmap.values import INSTRUMENT, PREPARE, Candidate, Capacity, Conflict, Limit, Plan, Running, Why
from portfolio.spreading import PER_WEEK, monday_of

TODAY = date(2026, 11, 25)          # a Wednesday
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def candidate(id: str, rank: int = 1, **changes: object) -> Candidate:
    """One that a person would answer for, whose number is counted already."""
    made = Candidate(id=id, name=id, rank=rank, sponsor="p", lead=PREPARE)
    return replace(made, **changes)  # type: ignore[arg-type]


def planned(*several: Candidate, squads: int = 2, weeks: int = 12, running: tuple[Running, ...] = ()) -> Plan:
    """Their roadmap in the order given; nobody has a gate yet and no day is a holiday."""
    return plan(several, Capacity(squads=squads, weeks=weeks), running, {}, TODAY, frozenset())


def move(candidate: str, places: int, id: int = 1) -> Move:
    return Move(id=id, candidate=candidate, places=places, reason="The contract ends", by=7, at=NOON)


_DAYS = st.integers(-20, 110).map(lambda n: TODAY + n * DAY)
_LIMITS = st.lists(st.builds(Limit, id=st.sampled_from("klm"), until=st.none() | _DAYS), max_size=2).map(tuple)
_ONE = st.builds(
    Candidate, id=st.none(), name=st.just(""), rank=st.integers(1, 6), sponsor=st.none() | st.sampled_from("pqr"),
    lead=st.sampled_from([PREPARE, INSTRUMENT]), limits=_LIMITS | st.just(()), unanswered=st.integers(0, 2),
)
_SEVERAL = st.lists(_ONE, min_size=1, max_size=9).map(
    lambda several: ordered([replace(one, id=f"o-{n}", name=f"N{n}") for n, one in enumerate(several)], [])
)
_CAPACITY = st.builds(Capacity, squads=st.integers(0, 4), weeks=st.integers(4, 12))
_RUNNING = st.lists(st.builds(Running, id=st.sampled_from(["i-1", "i-2"]), until=_DAYS), max_size=3)
_GATES = st.dictionaries(st.sampled_from("pqr"), st.lists(_DAYS, max_size=8), max_size=3)
_HOLIDAYS = st.frozensets(_DAYS, max_size=4)


@settings(max_examples=60)
@given(_SEVERAL, _CAPACITY, _RUNNING, _GATES, _HOLIDAYS)
def test_the_laws_hold_of_any_register(
    several: tuple[Candidate, ...], capacity: Capacity, running: list[Running], gates: dict[str, list[date]],
    holidays: frozenset[date],
) -> None:
    made = plan(several, capacity, running, gates, TODAY, holidays)
    asked = {one.id: one for one in several}
    starting = [one for one in made.items if one.start is not None]
    assert [one.id for one in made.items] == [one.id for one in several]
    for one in starting:
        assert one.start and one.first_use and one.gate
        assert TODAY < one.start <= TODAY + HORIZON and one.start + asked[one.id].lead <= one.first_use < one.gate
        assert one.gate <= one.first_use + timedelta(days=90)
        assert all(day.weekday() < 5 and day not in holidays for day in (one.start, one.first_use, one.gate))
        assert all(limit.until is not None and limit.until < one.start for limit in asked[one.id].limits)
        assert asked[one.id].sponsor is not None
        for day in (one.start + n * DAY for n in range((one.gate - one.start).days + 1)):
            theirs = sum(other.start <= day <= other.gate for other in starting if other.start and other.gate)
            assert theirs + sum(day <= other.until for other in running) <= capacity.squads
    for sponsor in "pqr":
        mine = Counter(monday_of(one.gate) for one in starting if one.gate and asked[one.id].sponsor == sponsor)
        had = Counter(map(monday_of, gates.get(sponsor, [])))
        assert all(had[week] + count <= PER_WEEK for week, count in mine.items())
    for one in made.items:
        reasons = [conflict for conflict in one.conflicts if conflict.why is not Why.UNANSWERED]
        assert reasons or one.start == made.begins, "what does not start first says why"
    assert capacity.squads or not starting
    assert plan(several, capacity, reversed(running), gates, TODAY, holidays) == made


@settings(max_examples=60)
@given(_SEVERAL, _CAPACITY, _GATES, st.data())
def test_nobody_behind_delays_anybody_and_up_is_never_later(
    several: tuple[Candidate, ...], capacity: Capacity, gates: dict[str, list[date]], data: st.DataObject
) -> None:
    chosen = data.draw(st.integers(0, len(several) - 1))
    whole = plan(several, capacity, (), gates, TODAY, frozenset()).items
    alone = plan(several[: chosen + 1], capacity, (), gates, TODAY, frozenset()).items
    assert alone == whole[: chosen + 1]

    moved = ordered(several, [move(several[chosen].id, -1)])
    after = plan(moved, capacity, (), gates, TODAY, frozenset()).items
    was, now = whole[chosen], next(one for one in after if one.id == several[chosen].id)
    assert now.place == max(1, was.place - 1)
    assert (now.start or date.max) <= (was.start or date.max)
    assert (now.first_use or date.max) <= (was.first_use or date.max)


def test_two_squads_run_two_at_a_time_and_the_third_waits_for_one() -> None:
    first, second, third = planned(candidate("a"), candidate("b"), candidate("c"), weeks=5).items
    assert first.start == second.start == date(2026, 11, 30)
    assert first.gate == date(2027, 1, 18) and third.start == date(2027, 1, 18) + 7 * DAY
    assert third.conflicts == (Conflict(why=Why.CAPACITY, until=third.start),)


def test_a_pilot_of_twelve_weeks_leaves_no_room_for_another_and_says_so() -> None:
    *_, third = planned(candidate("a"), candidate("b"), candidate("c")).items
    assert third.start is None and third.conflicts == (Conflict(why=Why.CAPACITY),)


def test_one_that_runs_holds_its_squad_until_its_gate() -> None:
    (one,) = planned(candidate("a"), squads=1, running=(Running(id="i-1", until=date(2026, 12, 9)),)).items
    assert one.start == date(2026, 12, 14)


def test_a_constraint_opens_the_way_the_day_after_its_last() -> None:
    (one,) = planned(candidate("a", limits=(Limit(id="k-1", until=date(2026, 12, 7)),))).items
    assert one.start == date(2026, 12, 14)          # it still holds on Monday the 7th
    assert one.conflicts == (Conflict(why=Why.CONSTRAINT, until=date(2026, 12, 7), about="k-1"),)
    (never,) = planned(candidate("a", limits=(Limit(id="k-2", until=None),))).items
    assert never.start is None and never.conflicts == (Conflict(why=Why.CONSTRAINT, about="k-2"),)


def test_a_sponsor_whose_weeks_are_full_gets_the_gate_earlier_or_the_start_later() -> None:
    taken = [monday_of(date(2027, 3, 8)) + n * DAY for n in range(3)]
    (one,) = plan(
        [candidate("a")], Capacity(squads=1, weeks=12), (), {"p": taken}, TODAY, frozenset()
    ).items
    assert one.start == date(2026, 11, 30) and one.gate == date(2027, 3, 5)


def test_without_a_squad_nothing_starts_and_each_is_named() -> None:
    made = planned(candidate("a"), candidate("b", sponsor=None), candidate("c", sponsor=None, said=False), squads=0)
    named = [[conflict.why for conflict in one.conflicts] for one in made.items]
    assert named == [[Why.CAPACITY], [Why.NO_SPONSOR], [Why.NOT_SAID]]


def test_counting_that_has_to_begin_first_takes_its_six_weeks() -> None:
    (one,) = planned(candidate("a", lead=INSTRUMENT, unanswered=2)).items
    assert one.first_use == date(2027, 1, 11) and one.conflicts == (Conflict(why=Why.UNANSWERED, count=2),)


def test_moves_are_kept_while_the_ranking_changes() -> None:
    up = [move("c", -1)]
    assert [one.id for one in ordered([candidate("a", 1), candidate("b", 2), candidate("c", 3)], up)] == ["a", "c", "b"]
    assert [one.id for one in ordered([candidate("a", 3), candidate("b", 2), candidate("c", 1)], up)] == ["c", "b", "a"]
    assert standing(up, "c") == (-1, up[0])
    assert standing([*up, move("c", 1, id=2)], "c") == (0, None)


def test_what_changed_is_told_and_nothing_else() -> None:
    before = planned(candidate("a"), candidate("b"), candidate("c"), candidate("d", sponsor=None))
    after = planned(candidate("b"), candidate("c"), candidate("e", limits=(Limit(id="k", until=None),)))
    told = {one.id: one for one in changes(before, after, frozenset({"a"}))}
    assert {id: one.became for id, one in told.items()} == {"a": Became.BEGUN, "c": Became.CAME_IN}
    out = next(iter(changes(planned(candidate("a")), planned(candidate("a", sponsor=None)))))
    assert (out.became, out.because) == (Became.MOVED_OUT, Conflict(why=Why.NO_SPONSOR))
    held = candidate("a", limits=(Limit(id="k", until=TODAY + 9 * DAY),))
    later = next(iter(changes(planned(candidate("a")), planned(held))))
    assert (later.became, later.was, later.start) == (Became.OTHER_DAY, date(2026, 11, 30), date(2026, 12, 7))
    gone = next(iter(changes(planned(candidate("a")), planned())))
    assert gone.became is Became.GONE
    again = next(iter(changes(planned(candidate("a")), planned(), ideas={"a"})))
    assert again.became is Became.UNRANKED, "nobody has merged or rejected it"
    assert changes(before, before) == ()

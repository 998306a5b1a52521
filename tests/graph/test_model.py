"""The sample tenant's data have the truths it says they have."""

from datetime import date, timedelta
from statistics import median

import pytest

from graph.sample_tenant.model import HERO_EFFECT, PILOTS, Case, Model, Pilot
from tests.graph.reading import AS_OF, FADES, HERO, NOTHING, WORKS

MODEL = Model(as_of=AS_OF)


def days(case: Case) -> float:
    assert case.closed is not None
    return (case.closed - case.opened).total_seconds() / 86_400


def ratio(pilot: Pilot, *, hero: bool | None = None, since_week: int = 0) -> float:
    """After over before, each person's own median, weighed alike."""
    cases = [case for case in MODEL.cases(pilot) if case.closed and not case.complex]
    start = MODEL.first_use
    ripe = AS_OF - timedelta(days=28)  # of those opened later, only quick ones are closed
    found = []
    for person in MODEL.people(pilot):
        if hero is not None and person.first != hero:
            continue
        mine = [case for case in cases if case.person == person]
        before = [days(case) for case in mine if case.opened.date() < start]
        after = [days(case) for case in mine if start + timedelta(weeks=since_week) <= case.opened.date() < ripe]
        if before and after:
            found.append(median(after) / median(before))
    return median(found)


def active(pilot: Pilot, first: date, weeks: int) -> float:
    """The share of people and working days with use."""
    people = MODEL.people(pilot)
    working = [day for back in range(7 * weeks) if (day := first + timedelta(days=back)).weekday() < 5]
    return sum(1 for one in people for day in working if MODEL.prompts(one, day)) / len(people) / len(working)


@pytest.mark.parametrize(("pilot", "expected"), [(WORKS, 0.60), (NOTHING, 1.0)])
def test_one_pilot_works_and_one_does_nothing(pilot: Pilot, expected: float) -> None:
    assert pilot.truth.ratio == expected
    assert abs(ratio(pilot) / expected - 1) < 0.15
    assert active(pilot, MODEL.first_use, 4) == pytest.approx(0.6, abs=0.05)
    assert active(pilot, AS_OF - timedelta(weeks=4), 4) == pytest.approx(0.6, abs=0.05)


def test_one_pilot_begins_well_and_fades() -> None:
    assert FADES.truth.fades and active(FADES, MODEL.first_use, 4) == pytest.approx(0.6, abs=0.05)
    assert active(FADES, AS_OF - timedelta(weeks=4), 4) < 0.15
    assert ratio(FADES, since_week=10) > 0.8 > 0.75 > ratio(WORKS, since_week=10)


def test_one_pilot_is_one_person() -> None:
    people = MODEL.people(HERO)
    prompts = {one.id: sum(MODEL.prompts(one, AS_OF - timedelta(days=back)) for back in range(28)) for one in people}
    assert prompts[people[0].id] > 0.5 * sum(prompts.values())
    assert ratio(HERO, hero=True) == pytest.approx(HERO_EFFECT, rel=0.4)
    assert ratio(HERO, hero=False) > 0.85


def test_the_same_day_and_seed_give_the_same_company() -> None:
    assert Model(as_of=AS_OF).cases(WORKS) == MODEL.cases(WORKS)
    assert Model(as_of=AS_OF, seed=8).cases(WORKS) != MODEL.cases(WORKS)
    everybody = [person for pilot in PILOTS for person in MODEL.people(pilot)]
    assert len({one.upn for one in everybody}) == len({one.id for one in everybody}) == len(everybody)


def test_a_later_day_has_the_same_cases_further_on() -> None:
    began = MODEL.first_use
    early, late = (Model(as_of=began + timedelta(weeks=weeks), began=began) for weeks in (6, 16))
    then, now = early.cases(FADES), late.cases(FADES)
    assert [(case.id, case.opened, case.person) for case in now[: len(then)]] == [
        (case.id, case.opened, case.person) for case in then
    ]
    closed_since = [case for case, before in zip(now, then, strict=False) if case != before]
    assert closed_since and all(case.closed and case.closed.date() >= early.as_of for case in closed_since)


@pytest.mark.parametrize("pilot", PILOTS, ids=lambda pilot: str(pilot.key))
def test_what_the_cases_of_a_window_really_took_goes_from_before_to_the_truth(pilot: Pilot) -> None:
    began, week = MODEL.first_use, timedelta(weeks=1)
    assert MODEL.ratio(pilot, began - 20 * week, began - timedelta(days=1)) == 1
    lately = MODEL.ratio(pilot, began + 14 * week, began + 20 * week)
    assert lately == pytest.approx(pilot.truth.ratio, abs=0.06 if pilot.truth.hero else 1e-9), "the hero's are among them"
    assert (MODEL.ratio(pilot, began, began + 3 * week) < 0.7) == (pilot.truth.overall or pilot.truth.fades)


def test_nothing_happens_before_its_time() -> None:
    for pilot in PILOTS:
        for case in MODEL.cases(pilot):
            assert case.opened.weekday() < 5 and (case.closed is None or case.opened < case.closed)
            assert case.closed is None or case.closed.date() <= AS_OF
    assert MODEL.first_use.weekday() == 0
    assert all(MODEL.prompts(one, MODEL.first_use - timedelta(days=3)) == 0 for one in MODEL.people(WORKS))

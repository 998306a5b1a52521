"""What may be shown of use: nothing about fewer than ten people, nothing that is not known, and no verdict."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portfolio.adoption import Adoption, Figure, Hidden, adoption
from portfolio.conditions import Condition, conditions
from portfolio.evidence import Evidence
from portfolio.statistics.fade import Fade
from portfolio.statistics.groups import LEAST, apart
from portfolio.usage import Cohort, Kept, Product, Used
from tests.portfolio.values import initiative

ON = date(2026, 11, 22)  # a Sunday
COHORT = Cohort(
    id="u-1", initiative="i-1", group="g", label="Team", product=Product.COPILOT, enabled_by=1,
    enabled_at=datetime(2026, 6, 1, tzinfo=UTC),
)
WITHOUT_PROMPTS = frozenset({"prompts"})


def kept(on: date, last: Sequence[date | None] | None, *, prompts: int = 5, missing: frozenset[str] = frozenset()) -> Kept:
    people = None
    if last is not None:
        people = tuple(
            Used(person=f"p{number:03}", last=day, counts={"prompts": None if "prompts" in missing else prompts})
            for number, day in enumerate(last)
        )
    return Kept(
        on=on, provisional_from=on - timedelta(days=2), read_at=datetime(2026, 11, 24, 6, tzinfo=UTC), days=28,
        members=40, people=people, missing=missing, reported=130, active=90,
    )


def daily(users: Sequence[int], people: int = 40) -> list[Kept]:
    """A report every day up to ON, week by week: of `people` so many use it on every working day."""
    found = []
    for back in range(7 * len(users) - 1, -1, -1):
        on = ON - timedelta(days=back)
        friday = on - timedelta(days=max(0, on.weekday() - 4))
        using = users[len(users) - 1 - back // 7]
        found.append(kept(on, [friday if number < using else None for number in range(people)]))
    return found


def shown(readings: Sequence[Kept], weeks: int = 20) -> Adoption:
    return adoption(COHORT, readings, ON - timedelta(weeks=weeks) + timedelta(days=1), frozenset())


@given(st.lists(st.integers(0, 60), max_size=5))
def test_counts_shown_together_are_ten_people_apart_or_the_same(counts: list[int]) -> None:
    seen = [people for people, fine in zip(counts, apart(counts), strict=True) if fine]
    assert all(people >= LEAST for people in seen)
    assert all(one == other or abs(one - other) >= LEAST for one in seen for other in seen)


def test_the_first_counts_are_shown_rather_than_the_later_ones() -> None:
    assert apart([40, 26, 22]) == [True, True, False] and apart([40, 36, 22]) == [True, False, True]
    assert apart([40, 40, 9]) == [True, True, False]


@given(st.lists(st.one_of(st.none(), st.integers(0, 60)), max_size=60), st.integers(0, 40))
def test_whatever_a_report_says_no_figure_is_about_fewer_than_ten(ago: list[int | None], prompts: int) -> None:
    use = shown([kept(ON, [None if days is None else ON - timedelta(days=days) for days in ago], prompts=prompts)])
    counted = [figure.value for figure in (use.eligible, use.active, use.habitual) if figure.value is not None]
    assert all(one >= LEAST for one in counted)
    assert all(one == other or abs(one - other) >= LEAST for one in counted for other in counted)
    users = sum(prompts > 0 for _ in ago)
    assert use.effective.value is None or users >= LEAST
    if len(ago) < LEAST:
        hidden = {getattr(use, field.name).hidden for field in fields(use) if field.name in _OF_THE_GROUP}
        assert hidden == {Hidden.FEW} and use.hero is None and use.fade is None


def test_use_that_is_spread_evenly_does_not_tell_how_few_do_not_use_it() -> None:
    def spread(users: int) -> Adoption:
        used = kept(ON, [ON if number < users else None for number in range(40)])
        assert used.people is not None
        people = tuple(replace(one, counts={"prompts": 5 if one.last else 0}) for one in used.people)
        return shown([replace(used, people=people)])

    nearly, all_, most = spread(38), spread(40), spread(28)
    assert nearly.active.hidden is nearly.effective.hidden is Hidden.NEARLY_ALL
    assert (all_.active.value, all_.effective.value) == (40, 40) and (most.active.value, most.effective.value) == (28, 28)


_OF_THE_GROUP = {"eligible", "active", "habitual", "days_a_week", "effective"}


def test_steady_use_is_broad_habitual_and_sticky() -> None:
    use = shown(daily([30] * 20))
    assert (use.active.value, use.eligible.value, use.fade, use.falling_since) == (30, 40, Fade.NONE, None)
    assert use.habitual.value == 30 and use.weeks == 19, "the last week may still change"
    assert str(use.days_a_week.value) == "5.0"


def test_use_that_falls_is_amber_then_red_and_says_since_when() -> None:
    use = shown(daily([30] * 12 + [20] * 3 + [12] * 5))
    assert use.fade is Fade.RED and use.falling_since is not None
    assert ON - timedelta(weeks=8) < use.falling_since < ON - timedelta(weeks=3)


def test_what_is_not_known_of_every_week_is_no_colour_and_no_habit() -> None:
    readings = daily([30] * 20)
    holes = [one for one in readings if not ON - timedelta(days=20) < one.on < ON - timedelta(days=6)]
    use = shown(holes)
    assert use.fade is None and use.habitual == use.days_a_week == Figure(hidden=Hidden.TOO_EARLY)
    assert shown(daily([30] * 6), weeks=6).fade is None and shown(daily([30] * 6), weeks=6).weeks == 5
    early = [one for one in readings if one.on < ON - timedelta(weeks=18) or one.on > ON - timedelta(weeks=15)]
    assert shown(early).fade is Fade.NONE, "an old hole does not blind"


def test_without_the_count_nobody_is_called_a_hero_and_nobody_is_not() -> None:
    use = shown([kept(ON, [ON] * 40, missing=WITHOUT_PROMPTS)])
    assert use.hero is None and use.effective.hidden is Hidden.NO_COUNTS and use.missing == ("prompts",)


def test_concealed_names_tell_of_the_company_alone() -> None:
    use = shown([kept(ON, None)])
    assert use.concealed and (use.tenant.value, use.tenant_active.value) == (130, 90) and use.eligible.value is None


def test_only_red_is_a_condition_and_only_a_known_hero_is() -> None:
    red, amber = shown(daily([30] * 12 + [20] * 3 + [12] * 5)), shown(daily([30] * 15 + [22] * 5))
    assert amber.fade is Fade.AMBER

    def found(use: Adoption | None) -> frozenset[Condition]:
        return conditions(initiative(), None, None, lapsed_in_a_row=0, today=ON, use=use)

    assert Condition.FADING in found(red) and Condition.FADING not in found(amber) | found(None)
    assert Condition.HERO_ONLY not in found(red)


def test_a_leading_indicator_has_no_way_into_the_evidence() -> None:
    said = {field.type for field in fields(Evidence)}
    assert not [kind for kind in said if "Adoption" in str(kind) or "Fade" in str(kind)]

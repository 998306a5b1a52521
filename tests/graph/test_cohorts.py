"""Cohorts and licences: each answer or its own gap."""

from graph.cohorts import read_cohort
from graph.licences import copilot_plans
from graph.sample_tenant.directory import COPILOT_PLAN
from portfolio.observations import MissingPermission, NotFound
from tests.graph.reading import HERO, WORKS, Reading, value


async def test_everybody_of_a_group_is_read_once_over_all_pages(at: Reading) -> None:
    at.tenant.manners.page, at.tenant.manners.empty_page = 7, True
    cohort = value(await read_cohort(at.graph, WORKS.group))
    people = at.tenant.model.people(WORKS)
    assert [(one.id, one.upn) for one in cohort.members] == [(one.id, one.upn) for one in people]
    assert cohort.names is None


async def test_members_without_names_say_which_permission_would_show_them(at: Reading) -> None:
    at.tenant.manners.without_names = True
    cohort = value(await read_cohort(at.graph, HERO.group))
    assert len(cohort.members) == HERO.people
    assert cohort.names == MissingPermission(permission="User.ReadBasic.All", feature="cohort_names")


async def test_a_group_that_is_gone_is_not_an_empty_one(at: Reading) -> None:
    assert await read_cohort(at.graph, "nobody") == NotFound(what="cohort")


async def test_copilot_is_known_by_its_plans_and_a_plan_that_was_taken_away_is_none(at: Reading) -> None:
    plans = value(await copilot_plans(at.graph))
    assert plans == {COPILOT_PLAN}
    people = at.tenant.model.people(WORKS)
    at.tenant.manners.unlicensed = {people[4].upn}
    members = value(await read_cohort(at.graph, WORKS.group)).members
    assert [one.upn for one in members if not one.plans & plans] == [people[4].upn]


async def test_plans_that_may_not_be_seen_are_unknown_and_not_none(at: Reading) -> None:
    at.tenant.manners.without_plans = True
    assert {one.plans for one in value(await read_cohort(at.graph, WORKS.group)).members} == {None}
    at.tenant.manners.withheld = {"LicenseAssignment.Read.All"}
    assert await copilot_plans(at.graph) == MissingPermission(permission="LicenseAssignment.Read.All", feature="licences")

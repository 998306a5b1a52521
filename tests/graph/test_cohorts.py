"""Cohorts and licences: each answer or its own gap."""

from graph.cohorts import read_cohort
from graph.licences import Licence, licences
from graph.sample_tenant.model import PILOTS
from portfolio.observations import MissingPermission, NotFound
from tests.graph.reading import HERO, WORKS, Reading, value


async def test_everybody_of_a_group_is_read_once_over_all_pages(at: Reading) -> None:
    at.tenant.manners.page, at.tenant.manners.empty_page = 7, True
    cohort = value(await read_cohort(at.graph, WORKS.group))
    people = at.tenant.model.people(WORKS)
    assert [(one.id, one.upn, one.name) for one in cohort.members] == [(one.id, one.upn, one.name) for one in people]
    assert cohort.names is None


async def test_members_without_names_say_which_permission_would_show_them(at: Reading) -> None:
    at.tenant.manners.without_names = True
    cohort = value(await read_cohort(at.graph, HERO.group))
    assert len(cohort.members) == HERO.people
    assert cohort.names == MissingPermission(permission="User.ReadBasic.All", feature="cohort_names")


async def test_a_group_that_is_gone_is_not_an_empty_one(at: Reading) -> None:
    assert await read_cohort(at.graph, "nobody") == NotFound(what="cohort")


async def test_licences_are_counted_and_copilot_is_known_by_its_plans(at: Reading) -> None:
    everybody = sum(pilot.people for pilot in PILOTS)
    assert value(await licences(at.graph)) == (
        Licence(product="Microsoft_365_Copilot", bought=150, assigned=everybody, copilot=True),
        Licence(product="SPE_E3", bought=150, assigned=everybody, copilot=False),
    )

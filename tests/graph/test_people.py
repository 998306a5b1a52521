"""Cohorts, accounts, licences: each answer or its own gap."""

from graph.licences import Licence, licences
from graph.people import Account, Mailbox, cohort_size, person_state, read_cohort
from graph.sample_tenant.model import PILOTS
from portfolio.observations import MissingPermission, NotFound, Value
from tests.graph.reading import HERO, WORKS, Reading, value


async def test_everybody_of_a_group_is_read_once_over_all_pages(at: Reading) -> None:
    at.tenant.manners.page, at.tenant.manners.empty_page = 7, True
    cohort = value(await read_cohort(at.graph, WORKS.group))
    people = at.tenant.model.people(WORKS)
    assert [(one.id, one.upn, one.name) for one in cohort.members] == [(one.id, one.upn, one.name) for one in people]
    assert cohort.names is None
    assert value(await cohort_size(at.graph, WORKS.group)) == WORKS.people


async def test_members_without_names_say_which_permission_would_show_them(at: Reading) -> None:
    at.tenant.manners.without_names = True
    cohort = value(await read_cohort(at.graph, HERO.group))
    assert len(cohort.members) == HERO.people
    assert cohort.names == MissingPermission(permission="User.ReadBasic.All", feature="cohort_names")


async def test_a_group_that_is_gone_is_not_an_empty_one(at: Reading) -> None:
    assert await read_cohort(at.graph, "nobody") == NotFound(what="cohort")
    assert await cohort_size(at.graph, "nobody") == NotFound(what="cohort")


async def test_licences_are_counted_and_copilot_is_known_by_its_plans(at: Reading) -> None:
    everybody = sum(pilot.people for pilot in PILOTS)
    assert value(await licences(at.graph)) == (
        Licence(product="Microsoft_365_Copilot", bought=150, assigned=everybody, copilot=True),
        Licence(product="SPE_E3", bought=150, assigned=everybody, copilot=False),
    )


async def test_a_person_has_an_account_a_manager_and_a_mailbox(at: Reading) -> None:
    people = at.tenant.model.people(WORKS)
    state = await person_state(at.graph, people[5].id)
    assert state.account == Value(value=Account(id=people[5].id, name=people[5].name, enabled=True, guest=False))
    assert state.manager == Value(value=people[0].id)
    assert state.mailbox == Value(value=Mailbox(zone="W. Europe Standard Time", away=True))
    left = await person_state(at.graph, people[3].id)
    assert value(left.account).enabled is False and value(left.mailbox).away is False


async def test_somebody_without_a_manager_is_not_a_gap(at: Reading) -> None:
    assert (await person_state(at.graph, at.tenant.model.people(WORKS)[0].id)).manager == Value(value=None)


async def test_one_missing_permission_leaves_the_other_parts(at: Reading) -> None:
    at.tenant.manners.withheld = {"MailboxSettings.Read"}
    state = await person_state(at.graph, at.tenant.model.people(WORKS)[1].id)
    assert isinstance(state.account, Value) and isinstance(state.manager, Value)
    assert state.mailbox == MissingPermission(permission="MailboxSettings.Read", feature="mailbox")


async def test_somebody_who_is_gone_is_not_found_in_any_part(at: Reading) -> None:
    state = await person_state(at.graph, "nobody")
    assert state.account == state.manager == state.mailbox == NotFound(what="user_state")

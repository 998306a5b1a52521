"""`show`, the portfolio list, and finding an initiative by what somebody typed (A5, A6, A9)."""

from datetime import timedelta

import pytest

from actions import lists, records
from portfolio.conditions import Condition
from portfolio.errors import NotFound, Refused
from portfolio.initiatives import MAX_NAME, Stage
from portfolio.people import Actor
from portfolio.verdicts import Choice
from store import initiatives
from tests.actions.world import START, World


async def test_the_record_says_who_may_do_what_with_it(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    olga, lea = await world.meet("Olga Office"), await world.meet("Lea Leader")

    async def flags(who: Actor) -> tuple[bool, bool]:
        shown = await world.store.read(records.show, who, one, world.now)
        return shown.may_prepare, shown.may_decide

    assert [await flags(who) for who in (dana, olga, lea)] == [(True, False), (True, False), (False, False)]
    await world.at_gate(dana, one)
    assert [await flags(who) for who in (dana, olga, lea)] == [(False, True), (False, False), (False, False)]
    assert await world.store.read(records.gates_owed_by, dana) == [(await world.gate(one)).id]
    assert await world.store.read(records.gates_owed_by, olga) == []


@pytest.mark.parametrize("name", ["Adam Admin", "Eve Other", "Paul Proposer"])
async def test_who_may_not_know_of_it_is_told_nothing(world: World, dana: Actor, name: str) -> None:
    one = await world.initiative(dana)
    who = await world.meet(name)
    with pytest.raises(NotFound) as there:
        await world.store.read(records.show, who, one, world.now)
    with pytest.raises(NotFound) as nowhere:
        await world.store.read(records.show, who, "i-nothing", world.now)
    assert (there.value.code, there.value.params) == (nowhere.value.code, nowhere.value.params)
    with pytest.raises(NotFound):
        await world.store.read(records.find, who, "Proposal drafting")
    assert (await world.store.read(lists.portfolio, who, 1, world.now)).rows == ()


async def test_the_history_names_what_happened_and_by_whom_newest_first(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    shown = await world.store.read(records.show, dana, one, world.now)
    assert [(event.action, event.by) for event in shown.history] == [
        ("gate_armed", "Dana Whitfield"), ("metric_saved", "Dana Whitfield"), ("sponsor_accepted", "Dana Whitfield"),
        ("initiative_registered", "Paul Proposer"),
    ]


async def test_the_list_has_the_overdue_first_then_the_nearest_and_the_decided_last(world: World, dana: Actor) -> None:
    await world.initiative(dana, "Far")
    await world.initiative(dana, "Near", first_use=START.date() - timedelta(days=30))
    await world.initiative(dana, "Late", first_use=START.date() - timedelta(days=89))
    gone = await world.initiative(dana, "Gone", first_use=START.date() - timedelta(days=80))
    await world.decide(dana, await world.at_gate(dana, gone), Choice.RETIRE)
    listed = await world.store.read(lists.portfolio, dana, 1, world.now)
    assert [(row.name, row.days_left) for row in listed.rows] == [("Late", -9), ("Near", 49), ("Far", 80), ("Gone", None)]
    assert listed.rows[-1].stage is Stage.RETIRING and listed.rows[-1].conditions == ()
    assert Condition.OVERDUE in listed.rows[0].conditions and listed.mine_only


async def test_pages_hold_everything_once_and_a_page_that_is_not_there_is_the_nearest(world: World, dana: Actor) -> None:
    names = [f"Initiative {number:02}" for number in range(lists.PAGE * 2 + 1)]
    for name in names:
        await world.initiative(dana, name)
    pages = [await world.store.read(lists.portfolio, dana, page, world.now) for page in (1, 2, 3)]
    assert [row.name for page in pages for row in page.rows] == names
    assert {(page.pages, page.total) for page in pages} == {(3, len(names))}
    for asked, shown in ((0, 1), (-5, 1), (99, 3)):
        assert (await world.store.read(lists.portfolio, dana, asked, world.now)).page == shown


async def test_an_empty_portfolio_is_one_empty_page(world: World) -> None:
    olga = await world.meet("Olga Office")
    listed = await world.store.read(lists.portfolio, olga, 1, world.now)
    assert (listed.rows, listed.page, listed.pages, listed.total, listed.mine_only) == ((), 1, 1, 0, False)


async def test_everybody_sees_their_own_and_roles_see_all(world: World, dana: Actor) -> None:
    omar = await world.meet("Omar Haddad")
    await world.initiative(dana, "Drafting")
    await world.initiative(omar, "Summaries")
    seen = {}
    for name in ("Dana Whitfield", "Omar Haddad", "Olga Office", "Lea Leader", "Rita Reviewer", "Eve Other"):
        who = await world.meet(name)
        seen[name] = [row.name for row in (await world.store.read(lists.portfolio, who, 1, world.now)).rows]
    everything = ["Drafting", "Summaries"]
    assert seen == {
        "Dana Whitfield": ["Drafting"], "Omar Haddad": ["Summaries"], "Olga Office": everything, "Lea Leader": everything,
        "Rita Reviewer": everything, "Eve Other": [],
    }


async def test_a_name_is_found_exactly_or_by_a_part_that_fits_one(world: World, dana: Actor) -> None:
    for name in ("Drafting", "Drafting contracts", "Minutes_1", "MinutesX1"):
        await world.initiative(dana, name)

    async def found(text: str) -> str:
        return (await world.store.read(records.find, dana, text)).name

    assert await found("DRAFTING") == "Drafting"
    assert await found("contracts") == "Drafting contracts"
    assert await found("minutes_1") == "Minutes_1"
    assert await found("s_1") == "Minutes_1", "an underscore is an underscore"
    with pytest.raises(Refused) as refused:
        await found("draft")
    assert (refused.value.code, refused.value.params["names"]) == ("several_called", "Drafting, Drafting contracts")
    for nothing in ("budget", "%"):
        with pytest.raises(NotFound) as unknown:
            await found(nothing)
        assert unknown.value.code == "nothing_called"


async def test_names_of_what_somebody_may_not_see_are_not_given_away(world: World, dana: Actor) -> None:
    omar = await world.meet("Omar Haddad")
    await world.initiative(dana, "Drafting")
    await world.initiative(omar, "Drafting contracts")
    assert (await world.store.read(records.find, omar, "draft")).name == "Drafting contracts"
    with pytest.raises(NotFound):
        await world.store.read(records.find, omar, "Drafting offers")


@pytest.mark.parametrize("letter", ["Ü", "\u0390", "\ufdfa"])
async def test_the_longest_names_fit_whatever_they_fold_to(world: World, dana: Actor, letter: str) -> None:
    name = letter * MAX_NAME
    one = await world.initiative(dana, name)
    found = await world.store.read(initiatives.by_name, name)
    assert found is not None and found.id == one

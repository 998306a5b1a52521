"""Install, uninstall, member and message events: any order, any number of times, one final state."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions import installations
from portfolio.people import Identity
from store import Store, Tx, addresses, people
from store.addresses import Reference
from store.ids import new_id
from tests.actions.world import START, TENANT, World, reference

several = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
minutes = st.integers(0, 4)        # few, so that events of the same instant occur
personal = st.builds(
    lambda at, installed, conversation, url: reference(
        person=1, at=START + timedelta(minutes=at), installed=installed, conversation_id=conversation, service_url=url,
        raw=f"{at}{installed}{conversation}{url}",
    ),
    minutes, st.booleans(), st.sampled_from(["c-1", "c-2"]), st.sampled_from(["https://one/", "https://two/"]),
)
in_a_team = st.builds(
    lambda at, channel, installed: reference(
        channel=channel, team="team", at=START + timedelta(minutes=at), installed=installed, raw=f"{at}{installed}"
    ),
    minutes, st.sampled_from(["19:one", "19:two"]), st.booleans(),
)
removals = st.builds(lambda at: START + timedelta(minutes=at), minutes)
State = tuple[tuple[Any, ...], ...]


def state(tx: Tx, suffix: str, person: int | None) -> State:
    """Everything known of the places of one run, without the names that make the run its own."""
    rows = tx.exec_driver_sql(
        "select key, conversation_id, service_url, installed, at, raw from addresses order by key"
    ).all()
    mine = f"person:{person}"
    found = [
        (row.key.replace(mine, "person").replace(suffix, ""), row.conversation_id, row.service_url, bool(row.installed),
         str(row.at), row.raw)
        for row in rows
        if row.key == mine or row.key.endswith(suffix)
    ]
    if person is not None:
        found.append(("reachable", people.get(tx, person).reachable))
    return tuple(sorted(found))


async def after(store: Store, events: list[Reference | Any]) -> State:
    """The final state when these events come in this order, to places nobody has heard of before."""
    suffix = new_id("r")
    who = Identity(tenant=TENANT, object_id=new_id("o"), name="Dana Whitfield")
    person = (await store.write(people.add, who, zone="UTC", language="en", now=START)).number
    for event in events:
        if not isinstance(event, Reference):
            await store.write(installations.remove_team, f"team{suffix}", event)
            continue
        here = replace(
            event,
            person=None if event.person is None else person,
            channel=None if event.channel is None else event.channel + suffix,
            team=None if event.team is None else event.team + suffix,
        )
        await store.write(installations.keep, here, event.at)
    return await store.read(state, suffix, person)


@several
@given(st.lists(personal, min_size=1, max_size=4), st.randoms(use_true_random=False))
async def test_personal_events_end_the_same_in_any_order_and_number(
    store: Store, events: list[Reference], random: Any
) -> None:
    expected = await after(store, events)
    shuffled = [*events, *events]
    random.shuffle(shuffled)
    assert await after(store, shuffled) == expected


@several
@given(st.lists(in_a_team | removals, min_size=1, max_size=5), st.randoms(use_true_random=False))
async def test_a_teams_events_end_the_same_in_any_order_and_number(store: Store, events: list[Any], random: Any) -> None:
    expected = await after(store, events)
    shuffled = [*events, *events]
    random.shuffle(shuffled)
    assert await after(store, shuffled) == expected


async def test_every_order_of_a_visit_that_ends_with_removal_ends_removed(store: Store) -> None:
    def at(minute: int, installed: bool = True) -> Reference:
        return reference(person=1, at=START + timedelta(minutes=minute), installed=installed, raw=str(minute))

    events = [at(0), at(1), at(2, installed=False)]
    for order in permutations(events):
        (_, _, _, installed, *_), (_, reachable) = sorted(await after(store, list(order)))
        assert (installed, reachable) == (False, False)


async def test_what_a_channel_said_before_the_app_was_removed_does_not_bring_it_back(world: World) -> None:
    await world.store.write(installations.remove_team, "team", START)
    said_before = reference(channel="19:x", team="team", at=START - timedelta(minutes=1))
    assert not await world.store.write(installations.keep, said_before, world.now)
    assert await world.store.read(addresses.of_channel, "19:x") is None
    back = reference(channel="19:x", team="team", at=START + timedelta(minutes=1))
    assert await world.store.write(installations.keep, back, world.now)
    assert await world.store.read(addresses.of_channel, "19:x") is not None


@pytest.mark.parametrize("where", [{"person": 0}, {"channel": "19:x", "team": "team"}])
async def test_a_welcome_is_due_once_an_installation_and_not_for_every_message(
    world: World, where: dict[str, Any]
) -> None:
    dana = await world.meet("Dana Whitfield")
    place = {name: dana.number if name == "person" else value for name, value in where.items()}

    async def keep(minute: int, installed: bool = True) -> bool:
        at = START + timedelta(minutes=minute)
        return await world.store.write(installations.keep, reference(**place, at=at, installed=installed), at)

    assert [await keep(0), await keep(0), await keep(1)] == [True, False, False]
    assert [await keep(2, installed=False), await keep(3)] == [False, True]
    noted = await world.noted()
    assert (noted["teams:app:installed"], noted["teams:app:removed"]) == (2, 1)


async def test_removing_a_team_twice_is_one_entry(world: World) -> None:
    for _ in range(2):
        await world.store.write(installations.remove_team, "team", START)
    assert (await world.noted())["teams:app:removed"] == 1


async def test_the_newest_service_url_counts(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    for minute, url in ((1, "https://new/"), (0, "https://old/")):
        place = reference(person=dana.number, service_url=url, at=START + timedelta(minutes=minute))
        await world.store.write(installations.keep, place, world.now)
    found = await world.store.read(addresses.of_person, dana.number)
    assert found is not None and found.service_url == "https://new/"


async def test_the_ledger_says_where_without_saying_who_or_what_it_is_called(world: World) -> None:
    await world.channel("19:leadership-of-contoso")
    entries = [entry for entry in await world.ledger() if entry["action"].startswith("teams:app")]
    assert [entry["subject"] for entry in entries] == ["channel"]

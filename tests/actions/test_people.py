"""Meeting people, naming people, roles from settings (R2; who may do what)."""

import pytest

from actions import people
from portfolio.errors import Problem
from portfolio.people import Identity, Person, Role
from store import people as stored
from tests.actions.world import TENANT, World, company, object_id


async def test_somebody_is_met_once_and_gets_a_random_number(world: World) -> None:
    first, again = await world.meet("Dana Whitfield"), await world.meet("Dana Whitfield")
    assert first == again and first.number > 0
    assert (await world.noted()) == {"teams:person:met": 1}
    other = await world.meet("Omar Haddad")
    assert other.number != first.number


async def test_what_the_client_says_about_name_zone_and_language_is_kept_up_to_date(world: World) -> None:
    await world.meet("Dana Whitfield")
    who = Identity(
        tenant=TENANT, object_id=object_id("Dana Whitfield").upper(), name="Dana Whitfield-Ross", zone="Asia/Tokyo",
        language="de-DE",
    )
    met = await world.store.write(people.meet, who, world.company, world.now)
    assert (met.name, met.zone, met.language) == ("Dana Whitfield-Ross", "Asia/Tokyo", "de-DE")
    silent = Identity(tenant=TENANT, object_id=object_id("Dana Whitfield"), name="", zone="Mars/Olympus", language=None)
    assert await world.store.write(people.meet, silent, world.company, world.now) == met
    changed = [entry for entry in await world.ledger() if entry["action"] == "teams:person:changed"]
    assert [(entry["actor"], entry["data"]) for entry in changed] == [
        (met.number, {"fields": ["language", "name", "zone"]})
    ]


async def test_an_unknown_zone_and_language_are_the_companys(world: World) -> None:
    met = await world.meet("Dana Whitfield", zone="Mars/Olympus")
    assert (met.zone, met.language) == ("Europe/Berlin", "en")


async def test_roles_are_what_the_settings_say_today(world: World) -> None:
    assert (await world.meet("Rita Reviewer")).roles == {Role.REVIEWER}
    world.company = company(roles={object_id("Rita Reviewer"): frozenset({Role.AUDITOR, Role.LEADERSHIP})})
    assert await world.store.write(people.sync_roles, world.company, world.now) == 1
    assert await world.store.write(people.sync_roles, world.company, world.now) == 0
    assert (await world.meet("Rita Reviewer")).roles == {Role.AUDITOR, Role.LEADERSHIP}
    world.company = company(roles={})
    assert (await world.meet("Rita Reviewer")).roles == frozenset()
    granted = [entry["data"]["roles"] for entry in await world.ledger() if entry["action"] == "settings:person:roles"]
    assert granted == [["reviewer"], ["auditor", "leadership"], []]


async def test_nobody_has_a_role_by_default(world: World) -> None:
    assert (await world.meet("Eve Other")).roles == frozenset()


async def test_people_of_another_tenant_are_other_people(world: World) -> None:
    here = await world.meet("Dana Whitfield")
    who = Identity(tenant="another", object_id=object_id("Dana Whitfield"), name="Dana Whitfield")
    there = await world.store.write(people.meet, who, world.company, world.now)
    assert there.number != here.number
    assert await named(world, "Dana Whitfield") == here.number


async def named(world: World, text: str) -> int | str:
    found = await world.store.read(people.named, TENANT, text, "sponsor")
    if isinstance(found, Problem):
        assert found.field == "sponsor"
        return found.code
    assert isinstance(found, Person)
    return found.number


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Dana Whitfield", "dana whitfield"),
        ("Dana Whitfield", "  DANA   WHITFIELD "),
        ("Özgür Ünal", "özgür ünal"),
        ("Özgür Ünal", "ÖZGÜR ÜNAL"),
        ("Jürgen Groß", "JÜRGEN GROSS"),
        ("Ирина Орлова", "ирина орлова"),
        ("Whitfield, Dana", "Whitfield, Dana"),
        ("Zoe\u0308 Zimmer", "zo\u00eb zimmer"),
    ],
)
async def test_a_name_is_the_same_name_however_it_is_typed(world: World, name: str, typed: str) -> None:
    met = await world.meet(name)
    assert await named(world, typed) == met.number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Nobody Met", "not_met"),
        ("", "not_met"),
        ("Dana", "not_met"),                                     # never the first that fits
        ("Dana Whitfield, Omar Haddad", "one_person"),
        ("Dana%", "not_met"),
    ],
)
async def test_somebody_not_met_and_more_than_one_are_refused(world: World, typed: str, code: str) -> None:
    await world.meet("Dana Whitfield")
    await world.meet("Omar Haddad")
    assert await named(world, typed) == code


async def test_two_people_of_one_name_are_told_apart_by_the_picker_only(world: World) -> None:
    await world.meet("Sam Same")
    other = await world.meet("Sam Same", as_="Sam of Sales")
    assert await named(world, "Sam Same") == "ambiguous_person"
    assert await named(world, object_id("Sam of Sales").upper()) == other.number


async def test_a_person_is_out_of_shadow_mode_once(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    assert await world.store.write(stored.release, dana.number)
    assert not await world.store.write(stored.release, dana.number)

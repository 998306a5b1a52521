"""Somebody opens the app, and perhaps takes it away again."""

from itertools import permutations

import pytest

from tests.scenarios.record import actions, dump
from tests.scenarios.scene import DANA, OLGA, Scene
from tests.scenarios.steps import register


@pytest.mark.parametrize("order", sorted(set(permutations(("install", "members") * 2))))
async def test_a_person_is_welcomed_once_however_often_and_in_whichever_order_teams_tells(
    scene: Scene, order: tuple[str, ...]
) -> None:
    chat = scene.chat(DANA)
    for event in order:
        raw = chat.world.install(DANA) if event == "install" else chat.world.members_added(DANA)
        assert (await chat.post(raw)).status == 201

    assert len(chat.messages) == 1
    assert "Hello Dana Whitfield" in chat.newest.words
    assert "Nothing is sent yet" in chat.newest.words  # shadow mode is said, and is the default
    assert await actions(scene.store) == ["teams:person:met", "teams:app:installed"]


async def test_the_welcome_leads_to_registering_and_to_help(scene: Scene) -> None:
    chat = scene.chat(DANA)
    await chat.install()

    assert (await chat.newest.press("Register an initiative")).titles == ["Register"]
    assert "portfolio" in (await chat.newest.press("What I can do")).words


async def test_a_channel_is_welcomed_once(scene: Scene) -> None:
    chat = scene.chat(OLGA)
    for _ in range(2):
        await chat.post(chat.world.install_in_team(OLGA))
    shown = list(scene.bot.connector.messages.values())

    assert len(shown) == 1
    assert shown[0].card is not None


async def test_nothing_is_sent_to_somebody_who_removed_the_app_until_it_is_back(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    scene.pass_(minutes=1)
    await dana.post(dana.world.install(DANA, "remove"))
    before = len(dana.messages)
    await register(scene.chat(OLGA))
    await scene.work()
    assert len(dana.messages) == before

    scene.pass_(minutes=1)
    await dana.install()
    await scene.work()

    assert len(dana.about("You are named executive sponsor")) == 1
    assert len(dana.about("Hello Dana Whitfield")) == 2  # back again is arriving again


async def test_an_upgrade_of_the_app_says_nothing_and_changes_nothing(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    before, messages = await dump(scene.store), len(dana.messages)
    for action in ("remove-upgrade", "add-upgrade"):
        scene.pass_(minutes=1)
        answer = await dana.post(dana.world.install(DANA, action))
        assert answer.status == 201

    assert len(dana.messages) == messages
    assert (await dump(scene.store))["ledger"] == before["ledger"]

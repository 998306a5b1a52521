"""Somebody registers an initiative."""

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import DANA, OLGA, PAUL, Scene, somebody
from tests.scenarios.steps import register


async def test_a_typed_sponsor_is_found_among_the_people_the_bot_has_met(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    record = await register(paul, sponsor_name="  dana WHITFIELD ")

    assert "Proposal drafting" in record.words
    assert "Dana Whitfield · Asked, not accepted yet" in record.words
    assert "30 Nov 2026" in record.words  # 90 days after first use, as nobody named a date


async def test_the_people_picker_names_the_sponsor_by_object_id(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    record = await register(paul, sponsor=DANA.object_id.upper(), sponsor_name="")

    assert "Dana Whitfield · Asked, not accepted yet" in record.words


async def test_pressing_twice_registers_once(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    form = await paul.says("register Invoice matching")
    assert form.typed["name"] == "Invoice matching"  # what followed the word is filled in already
    filled = {
        "workflow": "Matching", "intent": "Fewer hours", "sponsor_name": DANA.name, "first_use": "2026-08-03",
        "integration": "standalone",
    }  # fmt: skip
    first = await form.press("Register", **filled)
    stored = await dump(scene.store)
    second = await form.press("Register", **filled)

    assert first.titles == second.titles
    assert changed(stored, await dump(scene.store)) == set()
    assert (await actions(scene.store)).count("teams:initiative:registered") == 1


async def test_everything_that_is_wrong_is_said_at_once_and_what_was_typed_is_kept(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    before = await dump(scene.store)
    wrong = await register(paul, "", sponsor_name="Nobody Known", first_use="2026-02-30", gate_on="soon")

    assert "Not saved: 3 things to correct" in wrong.words
    assert "“2026-02-30” is not a date" in wrong.words
    assert "“soon” is not a date" in wrong.words
    assert wrong.typed["sponsor_name"] == "Nobody Known"
    assert wrong.typed["workflow"] == "From a request to the first draft"
    assert changed(before, await dump(scene.store)) == set()

    unknown = await wrong.press("Register", name="Proposal drafting", first_use="2026-09-01", gate_on="")
    assert "I have not met this person yet" in unknown.words
    registered = await unknown.press("Register", sponsor_name=DANA.name)
    assert "Dana Whitfield · Asked" in registered.words


async def test_a_name_that_is_taken_is_refused_with_the_words_that_find_it(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    await register(paul)
    before = await dump(scene.store)
    refused = await register(paul, "PROPOSAL  drafting")

    assert "There already is an initiative called" in refused.words
    assert changed(before, await dump(scene.store)) == set()


async def test_who_names_themselves_is_asked_at_once_and_gets_no_second_card(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    question = await register(dana)
    assert "You are named executive sponsor of Proposal drafting" in question.words
    before = len(dana.messages)
    await question.press("I accept")
    await scene.work()

    assert len(dana.messages) == before


async def test_two_people_of_one_name_are_asked_apart(scene: Scene) -> None:
    twin = somebody("Dana Whitfield of Sales")
    twin = type(twin)(name=DANA.name, object_id=twin.object_id)
    _, paul = await scene.met(DANA, PAUL)
    await scene.chat(twin).install()
    refused = await register(paul)

    assert "Several people have this name" in refused.words


async def test_in_a_channel_it_is_pointed_to_the_personal_chat(scene: Scene) -> None:
    [olga] = await scene.met(OLGA)
    assert "one-to-one chat" in (await olga.says_in_channel("register")).words

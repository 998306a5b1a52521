"""The portfolio list over HTTP: narrowed, ordered and turned inside one card."""

from tests.scenarios.record import changed, dump
from tests.scenarios.scene import DANA, OLGA, PAUL, Scene
from tests.scenarios.steps import register


async def test_a_filter_narrows_the_list_and_the_pages_keep_it(scene: Scene) -> None:
    _, paul, olga = await scene.met(DANA, PAUL, OLGA)
    for number in range(10):
        await register(paul, f"Letters {number}", workflow=f"Work number {number}", intent=f"Gain {number}")
    await register(paul, "Parcels", workflow="Other work", intent="Else", sponsor_name="Olga Office")
    before = await dump(scene.store)
    listed = await olga.says("portfolio")
    assert "11 initiatives" in listed.words and "page 1 of 2" in listed.words

    letters = await listed.press("Show these", text="letter", sort="name")
    assert "10 of 11 initiatives" in letters.words and "“letter” · ordered by name" in letters.words.casefold()
    assert "Parcels" not in letters.words and "Letters 0" in letters.words and "Letters 9" not in letters.words
    second = await letters.press("Next page")
    assert "Letters 9" in second.words and "Parcels" not in second.words and "page 2 of 2" in second.words
    assert second.typed["text"] == "letter", "the form opens with what is in force"

    hers = await second.press("Show these", text="", sponsor="olga", condition="unowned")
    assert "One of 11 initiatives" in hers.words and "Parcels" in hers.words
    nothing = await hers.press("Show these", stage="retired")
    assert "None of 11 initiatives is like that" in nothing.words
    assert "11 initiatives" in (await nothing.press("Show all")).words
    assert changed(before, await dump(scene.store)) == set()


async def test_a_filter_shows_nobody_more_than_they_may_see(scene: Scene) -> None:
    dana, paul, _ = await scene.met(DANA, PAUL, OLGA)
    await register(paul, "Letters", sponsor_name="Olga Office")
    await register(paul, "Parcels")
    listed = await dana.says("portfolio")
    assert "Letters" not in (await listed.press("Show these", text="letters")).words
    assert "Letters" not in (await listed.press("Show these", sponsor="Olga")).words


async def test_a_choice_that_no_card_offers_is_refused(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    for ids in ({"condition": "doomed"}, {"stage": "²"}, {"sort": "random()"}):
        value = {"action": {"type": "Action.Execute", "verb": "portfolio.page", "data": {"ph": {"v": 1, "ids": ids}}}}
        assert "That button no longer works" in (await dana.send("portfolio.page", value, "1")).words

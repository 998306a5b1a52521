"""Somebody looks for an initiative by its words, over HTTP as Teams sends it."""

import pytest

from tests.scenarios.record import changed, dump
from tests.scenarios.scene import DANA, OLGA, PAUL, Scene
from tests.scenarios.steps import register


async def test_words_find_it_for_whoever_may_see_it_and_a_press_shows_it(scene: Scene) -> None:
    dana, paul, olga = await scene.met(DANA, PAUL, OLGA)
    await register(paul, sponsor=DANA.object_id)
    before = await dump(scene.store)
    found = await dana.says("search Requests first")

    assert "Nothing found" in found.words   # "requests" begins no word of "From a request to the first draft"
    found = await found.press("Search", text="REQUEST first")
    assert "One found for “REQUEST first”" in found.words
    assert "Found in the workflow: “From a request to the first draft”" in found.words
    shown = await found.press("Show: Proposal drafting")
    assert "Proposal drafting" in shown.words and "Dana Whitfield" in shown.words
    assert changed(before, await dump(scene.store)) == set()

    assert "One found" in (await olga.says("suche proposal")).words
    stranger = scene.chat(PAUL)
    assert "One found" in (await stranger.says("find proposal")).words, "he registered it, and nobody has accepted yet"


async def test_without_words_it_asks_for_some(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    asked = await dana.says("search")
    assert "What are you looking for?" in asked.words and set(asked.inputs) == {"text"}


@pytest.mark.parametrize("ids", [{"text": "x" * 200, "page": "9" * 200}, {"text": "%_", "page": "²"}, {"page": "-1"}])
async def test_a_button_that_carries_anything_leads_to_an_answer(scene: Scene, ids: dict[str, str]) -> None:
    [dana] = await scene.met(DANA)
    data = {"ph": {"v": 1, "ids": ids}}
    value = {"action": {"type": "Action.Execute", "verb": "search.run", "data": data}}
    shown = await dana.send("search.run", value, "1")
    assert "Nothing found" in shown.words or "What are you looking for?" in shown.words


async def test_in_a_channel_only_leadership_s_answers_a_search(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    refused = await dana.says_in_channel("search proposal")
    assert "leadership" in refused.words.casefold()

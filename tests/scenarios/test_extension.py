"""The message extension over HTTP: a query in anybody's chat, results of what may be seen, a card with nothing to press."""

import json
from typing import Any

import pytest

from bot.invokes import CARD
from tests.scenarios.cards import buttons, words
from tests.scenarios.record import changed, dump
from tests.scenarios.scene import DANA, OLGA, PAUL, Chat, Scene, somebody
from tests.scenarios.steps import accepted, armed

STRANGER = somebody("Sam Stranger")


def query(text: object = "", **changes: object) -> dict[str, Any]:
    return {
        "commandId": "find", "parameters": [{"name": "text", "value": text}], "queryOptions": {"skip": 0, "count": 25}
    } | changes  # fmt: skip


async def ask(chat: Chat, value: object) -> dict[str, Any]:
    answer = await chat.post(chat.world.extension(chat.person, value))
    assert answer.status == 200, answer
    found: dict[str, Any] = answer.body["composeExtension"]
    return found


async def names(chat: Chat, value: object) -> list[str]:
    found = await ask(chat, value)
    return [one["preview"]["content"]["title"] for one in found.get("attachments", [])]


async def test_what_is_chosen_is_a_card_with_the_number_s_origin_and_nothing_to_press(scene: Scene) -> None:
    dana = await armed(scene)
    found = await ask(dana, query("PROPOSAL draft"))
    assert (found["type"], found["attachmentLayout"]) == ("result", "list")
    [one] = found["attachments"]
    assert one["contentType"] == CARD and one["content"]["version"] == "1.5"
    said = words(one["content"])
    for part in ("Proposal drafting", "Dana Whitfield", "30 Nov 2026", "Baseline 5.1", "Reported", "As of 1 Sep 2026"):
        assert part in said, part
    assert buttons(one["content"]) == {} and "selectAction" not in json.dumps(one["content"])
    assert one["preview"]["content"]["text"] == "Dana Whitfield · Piloting · 30 Nov 2026"


async def test_everybody_is_offered_what_they_may_see_at_the_time_they_ask(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    assert await names(dana, query("proposal")) == ["Proposal drafting"]
    assert await names(scene.chat(OLGA), query("proposal")) == ["Proposal drafting"]
    assert await names(scene.chat(PAUL), query("proposal")) == [], "his until somebody accepted"
    assert await ask(scene.chat(STRANGER), query("proposal")) == {
        "type": "message", "text": "No initiative that you may see has “proposal”."
    }
    opened = {"commandId": "find", "parameters": [{"name": "initialRun", "value": "true"}]}
    assert await names(dana, opened) == ["Proposal drafting"]
    assert (await ask(scene.chat(STRANGER), opened))["type"] == "message"


async def test_it_answers_in_the_language_of_whoever_asks(scene: Scene) -> None:
    await accepted(scene)
    german = scene.chat(OLGA, locale="de-DE")
    [one] = (await ask(german, query("proposal")))["attachments"]
    assert "Stand vom 1. Sep" in words(one["content"])


async def test_the_chat_it_is_asked_in_never_becomes_a_place_to_write_to(scene: Scene) -> None:
    await accepted(scene)
    before = await dump(scene.store)
    olga = scene.chat(OLGA)
    await ask(olga, query("proposal"))
    assert changed(before, await dump(scene.store)) == set()
    await ask(scene.chat(STRANGER), query("proposal"))
    assert "addresses" not in changed(before, await dump(scene.store))
    assert scene.bot.connector.sent_to("19:other-people@unq.gbl.spaces") == []


async def test_further_results_come_as_the_client_scrolls(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    for skip, count, expected in ((0, 1, 1), (1, 25, 0), (0, 999, 1)):
        found = await names(dana, query("proposal", queryOptions={"skip": skip, "count": count}))
        assert len(found) == expected, (skip, count)


HOSTILE: list[Any] = [
    None, [], "find", 7, {}, {"commandId": None}, {"commandId": "search"}, query(commandId="FIND"),
    query(commandId=["find"]),
    query(parameters={"name": "text"}), query(parameters=["text"]), query(parameters=[{"name": "text", "value": 7}]),
    query(parameters=[{"name": "text", "value": {"$ne": ""}}]), query(parameters=[{"name": "other", "value": "x"}]),
    query(parameters=[{"name": ["text"], "value": "x"}] * 200), query(queryOptions=[]), query(queryOptions={"skip": -1}),
    query(queryOptions={"skip": "0"}), query(queryOptions={"count": 0}), query(queryOptions={"skip": True}),
    query(queryOptions={"skip": 10**12}), query(queryOptions={"count": 1.5}),
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_query_that_cannot_be_read_is_answered_with_a_sentence(scene: Scene, value: Any) -> None:
    dana, _ = await accepted(scene)
    before = await dump(scene.store)
    found = await ask(dana, value)
    assert found == {"type": "message", "text": "That search could not be read. Type a word of the initiative’s name."}
    assert changed(before, await dump(scene.store)) == set()


@pytest.mark.parametrize("text", ["%", "_", "' or 1=1 --", "x" * 100_000, "\u0000", "💥" * 50, "<script>alert(1)</script>"])
async def test_any_words_are_only_words(scene: Scene, text: str) -> None:
    dana, _ = await accepted(scene)
    assert (await ask(dana, query(text)))["type"] in ("message", "result")


async def test_markup_in_a_name_stays_text_in_the_list_and_on_the_card(scene: Scene) -> None:
    dana, _ = await accepted(scene, "<b>Drafts</b> [x](https://evil.example)")
    [one] = (await ask(dana, query("drafts")))["attachments"]
    assert one["preview"]["content"]["title"] == "‹b›Drafts‹/b› [x](https://evil.example)"
    assert "<b>Drafts</b> [x](https://evil.example)" in words(one["content"])
    assert "[x](https" not in json.dumps(one["content"]["body"])


async def test_somebody_without_an_account_and_another_tenant_get_nothing(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    nobody = dana.world.extension(DANA, query("proposal"))
    del nobody["from"]["aadObjectId"]
    answer = await dana.post(nobody)
    assert answer.body["composeExtension"]["type"] == "message" and "Proposal" not in json.dumps(answer.body)
    other = "11111111-2222-4333-8444-555555555555"
    foreign = dana.world.extension(DANA, query("proposal")) | {"channelData": {"tenant": {"id": other}}}
    foreign["conversation"] = foreign["conversation"] | {"tenantId": other}
    assert (await dana.post(foreign)).status == 403
    unsigned = await scene.bot.post(json.dumps(dana.world.extension(DANA, query("proposal"))).encode(), {})
    assert unsigned.status == 401

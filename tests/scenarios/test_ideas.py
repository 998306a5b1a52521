"""Ideas from everyone: typed, or over a message in anybody's chat; answered by the programme office; the author told."""

from typing import Any

import pytest

from bot.idea_action import begun
from bot.invokes import CARD
from tests.scenarios.cards import words
from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import LEA, OLGA, PAUL, Chat, Scene, somebody
from tests.scenarios.steps import accepted

STRANGER = somebody("Sam Stranger")
FILLED = {"work": "Answering tenders", "who": "The bid desk", "often": "weekly", "bothers": "Half is copied from older ones"}
MESSAGE = {
    "from": {"user": {"id": "x", "displayName": "Mia Message"}},
    "body": {"contentType": "html", "content": "<div><p>Tenders <b>take</b></p><p>a day &amp; more</p></div>"},
}


async def invoke(chat: Chat, name: str, value: object) -> dict[str, Any]:
    answer = await chat.post(chat.world.extension(chat.person, value) | {"name": f"composeExtension/{name}"})
    assert answer.status == 200, answer
    task: dict[str, Any] = answer.body["task"]
    return task


async def test_an_idea_is_proposed_answered_with_a_reason_and_its_author_reads_it(scene: Scene) -> None:
    paul, olga = await scene.met(PAUL, OLGA)
    form = await paul.says("idea answering tenders")
    assert form.typed["work"] == "answering tenders" and "like it" not in form.words
    refused = await form.press("Propose it", work="Answering tenders")
    assert "Not saved: 3" in refused.words and refused.typed["work"] == "Answering tenders"
    mine = await refused.press("Propose it", **FILLED)
    assert "Your idea is with the programme office" in mine.words and "Answer by 15 Sep 2026" in mine.words
    again = await refused.press("Propose it", **FILLED)
    assert "Answering tenders" in again.words

    waiting = await olga.says("ideas")
    assert "One idea waits for an answer" in waiting.words and "10 working days left" in waiting.words
    idea = await waiting.press("Show: Answering tenders")
    assert "The bid desk" in idea.words and "Paul Proposer" in idea.words
    short = await idea.press("Send the no", rejected__reason="Not now.")
    assert "Answering tenders" in short.words and "20" in short.words
    done = await short.press("Send the no", rejected__reason="The bid desk gets a tender system in March.")
    assert "its author is told" in done.words
    await scene.work()
    assert "The bid desk gets a tender system in March." in paul.newest.words and "The answer is no." in paul.newest.words
    assert "No" in (await paul.newest.press("Show it")).words
    noted = await actions(scene.store)
    assert (noted.count("teams:idea:proposed"), noted.count("teams:idea:answered")) == (1, 1)


async def test_an_accepted_idea_leads_to_its_nine_questions_and_back_to_what_was_proposed(scene: Scene) -> None:
    paul, olga = await scene.met(PAUL, OLGA)
    await (await paul.says("idea answering tenders")).press("Propose it", **FILLED)
    accepted_ = await (await (await olga.says("ideas")).press("Show: Answering tenders")).press("Accept")
    scored = await accepted_.press("Score it")
    assert "Answering tenders" in scored.words and "What was proposed" in scored.titles
    assert "Half is copied from older ones" in (await scored.press("What was proposed")).words
    assert "All that wait" in (await (await olga.says("ideas")).press("My ideas")).titles

    (lea,) = await scene.met(LEA)
    read = await (await (await lea.says("opportunities")).press("Show: Answering tenders")).press("What was proposed")
    assert "All that wait" not in read.titles, "that is for those who owe an answer"
    assert "Opportunity register" in (await read.press("The register")).words


async def test_ideas_are_turned_over_page_by_page_each_list_its_own(scene: Scene) -> None:
    works = ("Tenders", "Payroll", "Invoices", "Minutes", "Travel", "Licences", "Hiring", "Audits", "Letters")
    olga, paul = await scene.met(OLGA, PAUL)
    for work in works:
        await (await paul.says(f"idea {work}")).press("Propose it", **(FILLED | {"work": work}))
        scene.pass_(minutes=1)
    for chat, last, other in ((olga, "Letters", "Tenders"), (paul, "Tenders", "Letters")):
        first = await chat.says("ideas")
        assert "page 1 of 2" in first.words and last not in first.words and "Back" not in first.titles
        second = await first.press("Next page")
        assert last in second.words and other not in second.words and "Next page" not in second.titles
        assert other in (await second.press("Back")).words


async def test_what_is_like_it_is_said_first(scene: Scene) -> None:
    await accepted(scene)
    (olga,) = await scene.met(OLGA)
    told = await olga.says("idea drafting of proposals")
    assert "There is one like it" in told.words and "Dana Whitfield" in told.words
    done = await told.press("Propose it all the same", **(FILLED | {"work": "Drafting of proposals"}))
    assert "Drafting of proposals" in done.words and "with the programme office" in done.words


async def test_a_message_of_somebody_else_becomes_an_idea_of_whoever_proposes_it(scene: Scene) -> None:
    await scene.met(OLGA)
    sam = scene.chat(STRANGER)
    begun = await invoke(sam, "fetchTask", {"commandId": "idea", "messagePayload": MESSAGE})
    assert (begun["type"], begun["value"]["card"]["contentType"]) == ("continue", CARD)
    card = begun["value"]["card"]["content"]
    assert "Tenders take a day & more" in str(card) and "Mia" not in str(card)
    (button,) = card["actions"]
    assert button["type"] == "Action.Submit"
    before = await dump(scene.store)
    bad = await invoke(sam, "submitAction", {"commandId": "idea", "data": {**button["data"], "work": "Answering tenders"}})
    assert "Not saved: 3" in words(bad["value"]["card"]["content"])
    assert changed(before, await dump(scene.store)) == set()
    data = {**button["data"], **FILLED}
    for _ in range(2):
        done = await invoke(sam, "submitAction", {"commandId": "idea", "data": data})
        assert done["type"] == "message" and "15 Sep 2026" in done["value"]
    assert (await actions(scene.store)).count("teams:idea:proposed") == 1
    kept = changed(before, await dump(scene.store))
    assert "addresses" not in kept, "other people's chat is no place to write to"
    assert "Mia Message" not in str(await dump(scene.store))
    german = await invoke(scene.chat(STRANGER, locale="de-DE"), "fetchTask", {"commandId": "idea", "messagePayload": {}})
    assert german["value"]["title"] == "Das könnte ein KI-Fall sein"


HOSTILE: list[Any] = [
    None, [], {"commandId": "find"}, {"commandId": "idea", "data": "x"}, {"commandId": "idea", "data": {"ph": {"v": 1}}},
    {"commandId": "idea", "data": {"ph": {"v": 1, "verb": "gate.decide", "ids": {}}}},
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_form_that_cannot_be_read_is_answered_with_a_sentence(scene: Scene, value: Any) -> None:
    sam = scene.chat(STRANGER)
    found = await invoke(sam, "submitAction", value)
    assert found["type"] == "message" and found["value"].startswith("That could not be read.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<![foo[", "<![foo["), ("<" * 90_000, "<" * 500), ("a\u202e\x00<at id=0>b</at>", "a b"), (7, ""),
        ("x" * 600, "x" * 500),
    ],
    ids=["broken", "open", "signs", "number", "long"],
)  # fmt: skip
def test_whatever_a_message_holds_only_its_words_are_filled_in(content: object, words: str) -> None:
    filled = begun({"commandId": "idea", "messagePayload": {"body": {"contentType": "html", "content": content}}})
    assert filled == ({"bothers": words} if words else {})

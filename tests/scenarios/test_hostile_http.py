"""What no client of ours sends: each gets its own clear answer, none an HTTP error of ours, and none changes the record."""

import json
import logging
from typing import Any

import pytest

from bot.endpoint import PATH
from bot.invokes import CARD, ERROR
from cards.verbs import Verb
from tests.scenarios.cards import buttons, words
from tests.scenarios.record import Dump, dump
from tests.scenarios.scene import DANA, PAUL, Chat, Scene, Shown
from tests.scenarios.steps import asked
from tests.teams.harness import Reply

EXECUTE = {"type": "Action.Execute", "id": "a"}
PH = {"v": 1, "ids": {}}

NO_ACTION: list[Any] = [
    None, {}, [], "text", 7, {"action": None}, {"action": "checkin.submit"}, {"action": ["Action.Execute"]},
    {"action": {"verb": "help.show", "data": {"ph": PH}}}, {"action": {"type": "Action.OpenUrl", "verb": "help.show"}},
    {"action": EXECUTE | {"data": {"ph": PH}}}, {"action": EXECUTE | {"verb": "", "data": {"ph": PH}}},
    {"action": EXECUTE | {"verb": 7, "data": {"ph": PH}}}, {"action": EXECUTE | {"verb": {"a": 1}, "data": {}}},
    {"action": EXECUTE | {"verb": "help.show", "data": "ph"}}, {"action": EXECUTE | {"verb": "help.show", "data": [PH]}},
]  # fmt: skip
NOT_OURS: dict[str, Any] = {"nothing": {}, "not ours": {"x": 1}, "ours is a text": {"ph": "v1"}}
OURS_AND_BROKEN: dict[str, Any] = {
    "an older shape": {"ph": {"ids": {}}},
    "a newer shape": {"ph": PH | {"v": 2}},
    "the shape as text": {"ph": PH | {"v": "1"}},
    "ids is a list": {"ph": PH | {"ids": ["check_in"]}},
    "an id is a number": {"ph": PH | {"ids": {"check_in": 7}}},
    "an id is an object": {"ph": PH | {"ids": {"check_in": {"$ne": None}}}},
    "a long id": {"ph": PH | {"ids": {"check_in": "c" * 10_000}}},
    "many ids": {"ph": PH | {"ids": {f"id{n}": "x" for n in range(300)}}},
    "a revision as text": {"ph": PH | {"rev": "1"}},
    "a negative revision": {"ph": PH | {"rev": -1}},
    "a revision that is true": {"ph": PH | {"rev": True}},
    "a huge revision": {"ph": PH | {"rev": 2**60}},
    "a nested input": {"ph": PH, "note": {"a": 1}},
    "a list as input": {"ph": PH, "note": ["a"]},
    "300 inputs": {"ph": PH} | {f"i-{n}.note": "x" for n in range(300)},
    "a long name of an input": {"ph": PH, "n" * 5_000: "x"},
    "an empty name of an input": {"ph": PH, "": "x"},
}


@pytest.fixture(autouse=True)
def traceback_free(caplog: pytest.LogCaptureFixture) -> Any:
    """Whatever is sent, no exception surprises anybody."""
    yield
    logged = caplog.get_records("call")
    assert [record.getMessage() for record in logged if record.exc_info or record.levelno >= logging.ERROR] == []


async def _same(scene: Scene, before: Dump, case: object) -> None:
    after = await dump(scene.store)
    assert {name for name in before if before[name] != after[name]} == set(), case


async def _execute(chat: Chat, value: Any, verb: str = "checkin.submit") -> Reply:
    return await chat.post(chat.world.press(chat.person, verb, reply_to="1", value=value))


async def test_an_invoke_that_is_no_press_is_told_apart_from_a_press(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    before = await dump(scene.store)
    for value in NO_ACTION:
        answer = await _execute(dana, value)
        assert (answer.status, answer.body["statusCode"], answer.body["type"]) == (200, 400, ERROR), value
        assert answer.body["value"]["message"] == "That button could not be read. Type *help* to go on."
        await _same(scene, before, value)


async def test_an_invoke_of_another_name_is_not_implemented(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    before = await dump(scene.store)
    for name in ("task/fetch", "composeExtension/queryLink", "adaptiveCard/Action", "", "x" * 5000, None):
        answer = await dana.post(dana.world.press(DANA, "help.show") | {"name": name})
        assert answer.status == 501, name
        assert answer.body["code"] == "invoke_not_supported"
    await _same(scene, before, "names")


async def test_a_press_that_no_card_of_ours_carries_is_answered_and_changes_nothing(scene: Scene) -> None:
    dana, _ = await asked(scene)
    await dana.says("help")
    before = await dump(scene.store)
    two_verbs = {"two verbs": {"ph": PH | {"verb": "gate.decide"}}}
    for case, data in (NOT_OURS | OURS_AND_BROKEN | two_verbs).items():
        answer = await _execute(dana, {"action": EXECUTE | {"verb": "checkin.submit", "data": data}})
        assert (answer.status, answer.body["type"]) == (200, CARD), case
        assert "That button no longer works" in words(answer.body["value"]), case
        await _same(scene, before, case)


async def test_an_old_client_s_press_is_read_as_strictly(scene: Scene) -> None:
    dana, _ = await asked(scene)
    await dana.says("help")
    before = await dump(scene.store)
    for case, data in OURS_AND_BROKEN.items():
        carried = data | {"ph": {"verb": "checkin.submit"} | data["ph"]}
        shown = await dana.hear(dana.world.submit(DANA, carried, "1"))
        assert "That button no longer works" in shown.words, case
        await _same(scene, before, case)
    for value in ({"ph": "v1"}, {"ph": None}, {"ph": PH}, {"ph": PH | {"verb": 7}}):
        assert "That button no longer works" in (await dana.hear(dana.world.submit(DANA, value, "1"))).words
    await _same(scene, before, "without a verb")


async def test_an_unknown_verb_says_that_the_card_may_be_newer(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    before = await dump(scene.store)
    for verb in ("checkin.submitt", "CHECKIN.SUBMIT", "__class__", "gate.decide ", "🙂"):
        answer = await _execute(dana, {"action": EXECUTE | {"verb": verb, "data": {"ph": PH}}}, verb)
        assert answer.status == 200
        assert "I do not know that button" in words(answer.body["value"]), verb
    await _same(scene, before, "verbs")


NOWHERE = {"empty": "", "superscript": "²", "long": "x" * 200, "quoted": "' or 1=1 --", "path": "../../i-1"}
KEYS = ("initiative", "gate", "decision", "check_in", "token", "choice", "until", "page")


@pytest.mark.parametrize("ids", [{}, *(dict.fromkeys(KEYS, id) for id in NOWHERE.values())], ids=["none", *NOWHERE])
async def test_every_verb_answers_ids_that_lead_nowhere(scene: Scene, ids: dict[str, str]) -> None:
    dana, _ = await asked(scene)
    await dana.says("help")
    before = await dump(scene.store)
    for verb in Verb:
        for rev in ({}, {"rev": 0}, {"rev": 2**53 - 1}, {"rev": 1.0}):
            data = {"ph": {"v": 1, "ids": ids} | rev}
            answer = await _execute(dana, {"action": EXECUTE | {"verb": verb.value, "data": data}}, verb.value)
            assert (answer.status, answer.body["type"]) == (200, CARD), (verb, rev, answer.body)
            assert words(answer.body["value"])
    await _same(scene, before, ids)


async def test_nothing_is_done_with_what_belongs_to_others(scene: Scene) -> None:
    """Every button of every card in Dana's chat, pressed by Paul, who knows its ids."""
    dana, card = await asked(scene)
    receipt = await card.press("Save check-in", value="4.7", outlook="on_track")
    cards = [dana.newest, card, receipt, await receipt.press("Edit"), await dana.says("show Proposal drafting")]
    cards.append(await cards[-1].press("See the rules"))
    paul = scene.chat(PAUL)
    await paul.says("help")
    before = await dump(scene.store)
    for shown in cards:
        for title in shown.titles:
            answered = await Shown(chat=paul, card=shown.card, message=shown.message).press(title)
            assert "4.7" not in answered.words and "Time entries" not in answered.words, title
            await _same(scene, before, title)


async def test_a_channel_is_no_way_around_the_door(scene: Scene) -> None:
    _, card = await asked(scene)
    paul = scene.chat(PAUL)
    await paul.says_in_channel("help")
    before = await dump(scene.store)
    value = buttons(card.card)["Save check-in"].execute({"outlook": "on_track"})
    answer = await paul.post(paul.world.channel_press(PAUL, "checkin.submit") | {"value": value})

    assert "belongs to somebody else" in words(answer.body["value"])
    await _same(scene, before, "channel")


async def test_another_tenant_is_forbidden(scene: Scene) -> None:
    dana, card = await asked(scene)
    before = await dump(scene.store)
    value = buttons(card.card)["Save check-in"].execute({"outlook": "on_track"})
    other = "11111111-2222-4333-8444-555555555555"
    press = dana.world.press(DANA, "checkin.submit", value=value)
    foreign = press | {"channelData": {"tenant": {"id": other}}, "conversation": press["conversation"] | {"tenantId": other}}
    assert (await dana.post(foreign)).status == 403
    half = press | {"channelData": {"tenant": {"id": other}}}
    answer = await dana.post(half)
    assert (answer.status, answer.body["field"]) == (400, "conversation.tenantId")
    await _same(scene, before, "tenants")


async def test_only_signed_json_of_reasonable_size_comes_in(scene: Scene) -> None:
    [dana] = await scene.met(DANA)
    before = await dump(scene.store)
    good = json.dumps(dana.world.message(DANA, "help")).encode()
    bot = scene.bot
    assert (await bot.post(good, {})).status == 401
    assert (await bot.post(good, bot.bearer(aud="11111111-2222-4333-8444-555555555555"))).status == 401
    assert (await bot.post(good, {"Authorization": "Bearer a.b.c"})).status == 401
    assert (await bot.post(good, bot.bearer() | {"Content-Type": "text/plain"})).status == 415
    large = await bot.post(b'{"text": "' + b"x" * 1024 * 1024 + b'"}')
    assert (large.status, large.body["code"]) == (413, "body_too_large")
    for body in (b"", b"{", b"[]", b"null", b'"x"', good[:-1], b"\xff\xfe", b'{"a":NaN}', b"[" * 100_000, b'"\\ud800"'):
        bad = await bot.post(body)
        assert bad.status == 400, body[:20]
        assert bad.body["code"] == "activity_malformed"
    async with bot.session.get(bot.url + PATH) as answer:
        assert answer.status == 405
    await _same(scene, before, "bodies")

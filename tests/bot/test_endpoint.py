"""The endpoint over HTTP: each wrong request has its own answer, and nothing that goes wrong in a turn is a 500."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from botbuilder.core import TurnContext
from botbuilder.schema import Activity

from bot.adapter import NotDelivered, say
from bot.endpoint import PATH, TEAMS, make_app
from bot.inbound import Inbound
from bot.invokes import CARD, CARD_ACTION, card_action, card_reply
from bot.settings import SettingsError, TeamsSettings
from portfolio.delivery import Blocked
from tests.teams.activities import CHANNEL, MAYA, TENANT, World
from tests.teams.harness import Bot, running_bot, signed_settings, spoken
from tests.teams.issuer import Issuer
from tests.teams.serving import Served
from tests.teams.standin import StandIn, refused

CARD_DICT = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Saved."}]}


class Turn:
    """A bot without a product: echoes words, answers buttons, and fails on request."""

    def __init__(self) -> None:
        self.seen: list[Inbound] = []

    async def __call__(self, context: TurnContext, inbound: Inbound) -> dict[str, Any] | None:
        self.seen.append(inbound)
        if inbound.type == "invoke":
            action = card_action(inbound) if inbound.name == CARD_ACTION else None
            if action is None:
                return None
            if action.verb == "fail":
                raise ZeroDivisionError
            return card_reply(CARD_DICT)
        match inbound.text:
            case "fail":
                raise ZeroDivisionError
            case "card":
                await say(context, {"attachments": [{"contentType": CARD, "content": CARD_DICT}]})
            case "sdk":
                await context.send_activity("plain words")
            case "edit":
                sent = await context.send_activity("first")
                await context.update_activity(Activity(type="message", id=sent.id, text="second"))
            case "delete":
                sent = await context.send_activity("first")
                await context.delete_activity(sent.id)
            case str():
                await say(context, {"text": f"you said {inbound.text}"})
        return None


@pytest.fixture
def turn() -> Turn:
    return Turn()


@pytest.fixture
async def bot(turn: Turn) -> AsyncIterator[Bot]:
    async with running_bot(turn) as running:
        yield running


async def test_a_message_is_echoed_through_the_SDK_and_our_connector(bot: Bot) -> None:
    reply = await bot.receive(bot.world.message(MAYA, "hello"))
    assert (reply.status, reply.body) == (201, None)
    [message] = bot.connector.sent_to(MAYA.chat_id)
    assert message.activity["text"] == "you said hello"
    [call] = bot.connector.calls
    assert call.authorization == "Bearer token-1"


async def test_a_reply_in_a_channel_goes_into_the_thread(bot: Bot) -> None:
    await bot.receive(bot.world.channel_message(MAYA, "hello", thread="17"))
    [message] = bot.connector.sent_to(f"{CHANNEL};messageid=17")
    assert message.activity["text"] == "you said hello"


async def test_a_card_arrives_as_it_was_made(bot: Bot) -> None:
    await bot.receive(bot.world.message(MAYA, "card"))
    [message] = bot.connector.sent_to(MAYA.chat_id)
    assert message.card == CARD_DICT


async def test_the_SDKs_own_send_update_and_delete_work(bot: Bot) -> None:
    for words in ("sdk", "edit", "delete"):
        assert (await bot.receive(bot.world.message(MAYA, words))).status == 201
    assert bot.connector.texts == ["plain words", "second"]
    assert len(bot.connector.deleted) == 1


async def test_a_pressed_button_is_answered_with_200_and_a_card(bot: Bot, turn: Turn) -> None:
    reply = await bot.receive(bot.world.press(MAYA, "checkin.submit", {"a": "1"}))
    assert reply.status == 200
    assert reply.body == {"statusCode": 200, "type": CARD, "value": CARD_DICT}
    action = card_action(turn.seen[0])
    assert action is not None
    assert (action.verb, action.data, action.automatic) == ("checkin.submit", {"a": "1"}, False)


MALFORMED: dict[str, Any] = {
    "no value": None,
    "a word": "press",
    "a list": [],
    "no action": {},
    "action as a word": {"action": "go"},
    "action null": {"action": None},
    "another type": {"action": {"type": "Action.Submit", "verb": "v"}},
    "no type": {"action": {"verb": "v"}},
    "no verb": {"action": {"type": "Action.Execute"}},
    "verb empty": {"action": {"type": "Action.Execute", "verb": ""}},
    "verb a number": {"action": {"type": "Action.Execute", "verb": 4}},
    "data a list": {"action": {"type": "Action.Execute", "verb": "v", "data": [1]}},
    "data a word": {"action": {"type": "Action.Execute", "verb": "v", "data": "x"}},
}


@pytest.mark.parametrize("value", MALFORMED.values(), ids=MALFORMED.keys())
async def test_a_malformed_button_is_told_so_inside_HTTP_200(bot: Bot, turn: Turn, value: Any) -> None:
    reply = await bot.receive(bot.world.press(MAYA, "v", value=value))
    assert reply.status == 200
    assert reply.body["statusCode"] == 400
    assert reply.body["type"] == "application/vnd.microsoft.error"
    assert reply.body["value"] == {"code": "BadRequest", "message": "error.card_unreadable"}
    assert turn.seen == []


async def test_an_unknown_invoke_is_501(bot: Bot) -> None:
    reply = await bot.receive(bot.world.press(MAYA, "v") | {"name": "task/fetch"})
    assert (reply.status, reply.body["code"]) == (501, "invoke_not_supported")
    nameless = bot.world.press(MAYA, "v")
    del nameless["name"]
    assert (await bot.receive(nameless)).status == 501


async def test_a_failing_button_shows_a_reference_that_the_log_has_once(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    reply = await bot.receive(bot.world.press(MAYA, "fail"))
    assert reply.status == 200
    assert (reply.body["statusCode"], reply.body["value"]["code"]) == (500, "InternalError")
    key, _, reference = reply.body["value"]["message"].partition(" reference=")
    assert key == "error.unexpected" and len(reference) == 6
    [record] = [record for record in caplog.records if reference in record.getMessage()]
    assert record.exc_info is not None and record.exc_info[0] is ZeroDivisionError


async def test_a_failing_message_is_answered_with_a_reference(bot: Bot) -> None:
    assert (await bot.receive(bot.world.message(MAYA, "fail"))).status == 201
    [message] = bot.connector.sent_to(MAYA.chat_id)
    assert message.activity["text"].startswith("error.unexpected reference=")


async def test_a_reply_that_is_not_delivered_is_no_500_and_no_second_message(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.connector.script(refused(403, "ConversationBlockedByUser"))
    assert (await bot.receive(bot.world.message(MAYA, "hello"))).status == 201
    assert len(bot.connector.calls) == 1
    [record] = [record for record in caplog.records if record.exc_info]
    assert record.exc_info and isinstance(record.exc_info[1], NotDelivered)
    assert record.exc_info[1].outcome == Blocked(detail="403 ConversationBlockedByUser")


async def test_an_apology_that_is_not_delivered_is_logged(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    bot.connector.script(refused(500))
    assert (await bot.receive(bot.world.message(MAYA, "fail"))).status == 201
    assert "apology_not_delivered" in caplog.text


async def test_a_failing_install_says_nothing_to_anybody(bot: Bot) -> None:
    activity = bot.world.install(MAYA) | {"text": "fail"}
    assert (await bot.receive(activity)).status == 201
    assert bot.connector.calls == []


async def test_expected_replies_come_back_in_the_answer(bot: Bot) -> None:
    reply = await bot.receive(bot.world.message(MAYA, "card", deliveryMode="expectReplies"))
    assert reply.status == 200
    [activity] = reply.body["activities"]
    assert activity["attachments"] == [{"contentType": CARD, "content": CARD_DICT}]
    assert bot.connector.calls == []


async def test_an_invoke_with_expected_replies_answers_among_them(bot: Bot) -> None:
    reply = await bot.receive(bot.world.press(MAYA, "v", deliveryMode="expectReplies"))
    [activity] = reply.body["activities"]
    assert (activity["type"], activity["value"]["status"]) == ("invokeResponse", 200)
    assert activity["value"]["body"]["value"] == CARD_DICT


async def test_a_get_is_405(bot: Bot) -> None:
    async with bot.session.get(bot.url + PATH) as answer:
        assert answer.status == 405


async def test_a_refusal_is_one_line_of_JSON_without_names_or_words(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    bot.world.tenant = "11111111-2222-4333-8444-555555555555"
    with caplog.at_level(logging.INFO):
        await bot.receive(bot.world.message(MAYA, "a secret plan"))
    [record] = [record for record in caplog.records if record.name.startswith("pilothouse")]
    assert json.loads(record.getMessage()) == {
        "event": "request_refused",
        "status": 403,
        "code": "tenant_not_allowed",
        "type": "message",
    }


async def test_a_turn_knows_who_where_and_which_tenant(bot: Bot, turn: Turn) -> None:
    await bot.receive(bot.world.channel_message(MAYA, "hello"))
    [inbound] = turn.seen
    assert (inbound.tenant, inbound.sender_object_id, inbound.channel_id) == (TENANT, MAYA.object_id, CHANNEL)


async def test_slow_turns_do_not_wait_for_each_other() -> None:
    running, peak = 0, 0

    async def on_turn(context: TurnContext, inbound: Inbound) -> None:
        nonlocal running, peak
        running += 1
        peak = max(peak, running)
        await asyncio.sleep(0.05)
        running -= 1

    async with running_bot(on_turn) as bot:
        await asyncio.gather(*(bot.receive(bot.world.message(MAYA, "hello")) for _ in range(10)))
    assert peak > 5


async def test_the_application_opens_and_closes_its_own_connections() -> None:
    async def on_turn(context: TurnContext, inbound: Inbound) -> None:
        return None

    async with Issuer() as issuer, StandIn() as connector, aiohttp.ClientSession() as session:
        app = make_app(signed_settings(issuer), on_turn, sentence=spoken)
        served = await Served.start(app)
        world = World(service_url=connector.service_url)
        bot = Bot(url=served.url, world=world, issuer=issuer, connector=connector, session=session)
        assert (await bot.receive(world.message(MAYA, "hello"))).status == 201
        http = app[TEAMS].connector._session
        assert not http.closed
        await served.stop()
        assert http.closed


async def test_an_application_with_an_open_door_is_not_made() -> None:
    with pytest.raises(SettingsError):
        make_app(TeamsSettings(app_id="", app_secret="", tenant_id=""), Turn(), sentence=spoken)

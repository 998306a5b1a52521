"""The shape check: whatever JSON comes in, there is an Inbound or a BadActivity, and the SDK can read what passes."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from bot.adapter import activity_of
from bot.inbound import BadActivity, Inbound, parse_inbound
from bot.shape import DEEPEST, decode
from portfolio.imports.commands import SentFile
from tests.teams.activities import APP_ID, CHANNEL, MAYA, TEAM, TENANT, World

WORLD = World(service_url="https://smba.trafficmanager.net/emea/")


def test_a_message_is_read_whole() -> None:
    raw = WORLD.message(MAYA, "  help\u00a0me ")
    assert parse_inbound(raw) == Inbound(
        type="message",
        source="msteams",
        tenant=TENANT,
        conversation_id=MAYA.chat_id,
        conversation_type="personal",
        sender_id=MAYA.member_id,
        sender_object_id=MAYA.object_id,
        sender_name=MAYA.name,
        bot_id=f"28:{APP_ID}",
        id=raw["id"],
        name=None,
        action=None,
        text="help me",
        value=None,
        service_url="https://smba.trafficmanager.net/emea/",
        reply_to_id=None,
        channel_id=None,
        team_id=None,
        members_added=(),
        members_removed=(),
        locale="en-US",
        local_timezone="Europe/Berlin",
        timestamp=datetime(2026, 11, 3, 8, 30, 0, 123456, tzinfo=UTC),
        expects_replies=False,
        files=(),
        raw=raw,
    )


def test_a_channel_post_is_read_without_the_mention_of_the_bot() -> None:
    inbound = parse_inbound(WORLD.channel_message(MAYA, "show R&D", thread="17"))
    assert inbound.text == "show R&D"
    assert (inbound.channel_id, inbound.team_id) == (CHANNEL, TEAM)
    assert inbound.conversation_id == f"{CHANNEL};messageid=17"


def test_only_the_mention_of_the_bot_is_removed() -> None:
    raw = WORLD.channel_message(MAYA, "ask <at>Omar Haddad</at>&nbsp;please\nand <at>Pilothouse</at>")
    raw["entities"].append(
        {"type": "mention", "text": "<at>Omar Haddad</at>", "mentioned": {"id": "29:other", "name": "Omar Haddad"}}
    )
    assert parse_inbound(raw).text == "ask <at>Omar Haddad</at> please\nand"


def test_the_bot_is_found_by_its_id_when_it_goes_by_another_name() -> None:
    raw = WORLD.channel_message(MAYA, "portfolio")
    raw["entities"][0]["mentioned"] = {"id": f"28:{APP_ID}", "name": "Pilothouse (test)"}
    assert parse_inbound(raw).text == "portfolio"


def test_a_mention_without_its_text_is_found_by_the_bot_s_name() -> None:
    raw = WORLD.channel_message(MAYA, "portfolio")
    raw["entities"][0] = {"type": "mention", "mentioned": {"id": "28:renamed", "name": "Pilothouse"}}
    assert parse_inbound(raw).text == "portfolio"


def test_the_clients_zone_and_language_stand_in_where_the_activity_names_none() -> None:
    raw = WORLD.message(MAYA, "help")
    del raw["locale"], raw["localTimezone"]
    inbound = parse_inbound(raw)
    assert (inbound.locale, inbound.local_timezone) == ("en-US", "Europe/Berlin")


def test_ids_of_the_directory_are_lower_case() -> None:
    raw = WORLD.message(MAYA, "help")
    raw["from"]["aadObjectId"] = MAYA.object_id.upper()
    raw["channelData"]["tenant"]["id"] = TENANT.upper()
    inbound = parse_inbound(raw)
    assert (inbound.tenant, inbound.sender_object_id) == (TENANT, MAYA.object_id)


def test_the_tenant_comes_from_the_conversation_where_channelData_names_none() -> None:
    raw = WORLD.message(MAYA, "help")
    del raw["channelData"]
    assert parse_inbound(raw).tenant == TENANT


def test_a_null_counts_as_absent() -> None:
    raw = WORLD.message(MAYA, "help") | {"entities": None, "replyToId": None, "timestamp": None, "value": None}
    assert parse_inbound(raw).timestamp is None


def without(field: str) -> dict[str, Any]:
    raw = WORLD.message(MAYA, "help")
    del raw[field]
    return raw


BAD: dict[str, tuple[Any, str]] = {
    "a list": ([], "body"),
    "a word": ("activity", "body"),
    "nothing": ({}, "type"),
    "no type": (without("type"), "type"),
    "no sender": (without("from"), "from"),
    "no conversation": (without("conversation"), "conversation"),
    "no bot": (without("recipient"), "recipient"),
    "no channel": (without("channelId"), "channelId"),
    "sender as a string": (WORLD.message(MAYA, "x") | {"from": "29:1"}, "from"),
    "sender without id": (WORLD.message(MAYA, "x") | {"from": {"name": "x"}}, "from.id"),
    "sender's id a number": (WORLD.message(MAYA, "x") | {"from": {"id": 7}}, "from.id"),
    "conversation as a string": (WORLD.message(MAYA, "x") | {"conversation": "a:1"}, "conversation"),
    "conversation without id": (WORLD.message(MAYA, "x") | {"conversation": {"id": " "}}, "conversation.id"),
    "channelData as a string": (WORLD.message(MAYA, "x") | {"channelData": "x"}, "channelData"),
    "tenant as a string": (WORLD.message(MAYA, "x") | {"channelData": {"tenant": "x"}}, "channelData.tenant"),
    "entities as a string": (WORLD.message(MAYA, "x") | {"entities": "x"}, "entities"),
    "an entity as a string": (WORLD.message(MAYA, "x") | {"entities": ["x"]}, "entities[0]"),
    "members as an object": (WORLD.members_added(MAYA) | {"membersAdded": {}}, "membersAdded"),
    "a member without id": (WORLD.members_added(MAYA) | {"membersAdded": [{}]}, "membersAdded.id"),
    "text as a list": (WORLD.message(MAYA, "x") | {"text": ["x"]}, "text"),
    "listenFor as a number": (WORLD.message(MAYA, "x") | {"listenFor": 5}, "listenFor"),
    "a related user as a string": (WORLD.message(MAYA, "x") | {"relatesTo": {"user": "x"}}, "relatesTo.user"),
    "semantic entities as a string": (
        WORLD.message(MAYA, "x") | {"semanticAction": {"entities": "x"}},
        "semanticAction.entities",
    ),
    "an end in words": (WORLD.message(MAYA, "x") | {"expiration": "soon"}, "expiration"),
    "a date before all dates": (WORLD.message(MAYA, "x") | {"timestamp": "0001-01-01T00:00:00+14:00"}, "timestamp"),
    "a date in words": (WORLD.message(MAYA, "x") | {"timestamp": "yesterday"}, "timestamp"),
    "a date as a number": (WORLD.message(MAYA, "x") | {"localTimestamp": 17}, "localTimestamp"),
    "a date that is none": (WORLD.message(MAYA, "x") | {"timestamp": "2026-02-30T00:00:00Z"}, "timestamp"),
}


@pytest.mark.parametrize(("raw", "field"), BAD.values(), ids=BAD.keys())
def test_a_wrong_shape_names_its_field(raw: Any, field: str) -> None:
    with pytest.raises(BadActivity) as caught:
        parse_inbound(raw)
    assert caught.value.field == field


def test_two_tenants_that_differ_are_refused() -> None:
    raw = WORLD.message(MAYA, "help")
    raw["conversation"]["tenantId"] = "another"
    with pytest.raises(BadActivity) as caught:
        parse_inbound(raw)
    assert caught.value.field == "conversation.tenantId"


def test_an_activity_of_no_tenant_is_refused() -> None:
    raw = WORLD.message(MAYA, "help")
    del raw["channelData"], raw["conversation"]["tenantId"]
    with pytest.raises(BadActivity) as caught:
        parse_inbound(raw)
    assert caught.value.field == "channelData.tenant.id"


@pytest.mark.parametrize(("depth", "passes"), [(DEEPEST - 2, True), (DEEPEST, False), (5000, False)])
def test_nesting_without_end_is_refused(depth: int, passes: bool) -> None:
    nested: Any = 1
    for _ in range(depth):
        nested = [nested]
    raw = WORLD.press(MAYA, "v", value=nested)
    if passes:
        activity_of(parse_inbound(raw), "https://teams.test/")
        return
    with pytest.raises(BadActivity):
        parse_inbound(raw)


def test_characters_that_a_data_base_cannot_keep_are_dropped_everywhere() -> None:
    raw = WORLD.press(MAYA, "v", {"words\0": ["a\0b", {"c": "\0"}]})
    inbound = parse_inbound(decode(msgspec.json.encode(raw)))
    assert inbound.value["action"]["data"] == {"words": ["ab", {"c": ""}]}


def test_the_words_backslash_u0000_are_words() -> None:
    raw = WORLD.message(MAYA, r"what is \u0000?")
    assert parse_inbound(decode(msgspec.json.encode(raw))).text == r"what is \u0000?"


# The forms in which Microsoft's Agents Playground 0.2.28 was seen to send them; the developer's peer must get through.
SEEN = {
    "channelId": "msteams",
    "serviceUrl": "http://localhost:56150/_connector",
    "recipient": {"id": "00000000-0000-4000-8000-000000000011", "name": "Pilothouse"},
    "from": {"id": "user-id-0", "aadObjectId": "00000000-0000-4000-8000-000000000020"},
    "timestamp": "2026-11-25T14:08:33.566Z",
    "id": "7e09e19f-fff7-4004-a153-f2dc624468e6",
}
ITS_TENANT = "00000000-0000-4000-8000-000000000001"
PERSONAL = {
    "conversation": {"conversationType": "personal", "tenantId": ITS_TENANT, "id": "personal-chat-id"},
    "channelData": {"tenant": {"id": ITS_TENANT}, "settings": {"selectedChannel": {"id": "personal-chat-id"}}},
}
IN_CHANNEL = {
    "conversation": {
        "isGroup": True,
        "conversationType": "channel",
        "tenantId": ITS_TENANT,
        "id": "channel-leadership-id;messageid=1795615723298",
    },
    "channelData": {
        "teamsChannelId": "channel-leadership-id",
        "teamsTeamId": "team-id",
        "tenant": {"id": ITS_TENANT},
        "team": {"id": "team-id"},
        "channel": {"id": "channel-leadership-id"},
    },
}
MENTION = {"type": "mention", "mentioned": SEEN["recipient"], "text": "<at>Pilothouse</at>"}
EXECUTE = {"type": "Action.Execute", "title": "Submit", "verb": "v", "data": {"k": 1, "n": "12"}}


@pytest.mark.parametrize(
    ("activity", "text"),
    [
        (SEEN | PERSONAL | {"type": "installationUpdate", "action": "add", "locale": "en-US"}, None),
        (SEEN | PERSONAL | {"type": "conversationUpdate", "membersAdded": [{"id": "user-id-0"}]}, None),
        (SEEN | PERSONAL | {"type": "message", "text": "help", "textFormat": "plain", "localTimezone": "UTC"}, "help"),
        (SEEN | PERSONAL | {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": EXECUTE}}, None),
        (SEEN | IN_CHANNEL | {"type": "message", "text": "<at>Pilothouse</at> gate", "entities": [MENTION]}, "gate"),
    ],
)
def test_the_playgrounds_activities_pass(activity: dict[str, Any], text: str | None) -> None:
    inbound = parse_inbound(activity)
    assert (inbound.text, inbound.tenant) == (text, ITS_TENANT)
    activity_of(inbound, "https://teams.test/")


def test_a_file_that_was_sent_is_known_by_its_name_and_address_and_nothing_else_is_a_file() -> None:
    world = World(service_url="https://smba.trafficmanager.net/emea/")
    kind = "application/vnd.microsoft.teams.file.download.info"
    url = "https://contoso-my.sharepoint.com/download.aspx?tempauth=x"
    others = [
        {"contentType": "text/html", "content": "<p>hello</p>"},
        {"contentType": kind, "name": "x.csv", "content": "no object"},
        {"contentType": kind, "name": "x.csv", "content": {"downloadUrl": 7}},
        {"contentType": kind, "name": "x.csv", "content": {"downloadUrl": "https://" + "x" * 9_000}},
        {"contentType": "image/*", "contentUrl": url},
    ]
    good = {"contentType": kind, "name": " my\nlist.csv ", "content": {"downloadUrl": url}}
    found = parse_inbound(world.message(MAYA, "", attachments=[*others, good]))
    assert found.files == (SentFile(name="my list.csv", url=url),)

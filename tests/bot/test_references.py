"""The record that proactive messages need, made from what came in."""

import json

import pytest

from bot.inbound import parse_inbound
from bot.references import ReferenceRecord, reference_of
from tests.teams.activities import APP_ID, CHANNEL, MAYA, TEAM, TENANT, World

WORLD = World(service_url="https://smba.trafficmanager.net/emea/")


def record(raw: dict[str, object]) -> ReferenceRecord:
    made = reference_of(parse_inbound(raw))
    assert made is not None
    return made


def test_a_person_is_reached_in_their_chat() -> None:
    made = record(WORLD.install(MAYA))
    assert (made.kind, made.tenant, made.conversation_id) == ("personal", TENANT, MAYA.chat_id)
    assert (made.member_id, made.object_id, made.bot_id) == (MAYA.member_id, MAYA.object_id, f"28:{APP_ID}")
    assert (made.channel_id, made.team_id) == (None, None)
    assert made.service_url == "https://smba.trafficmanager.net/emea/"


def test_a_channel_is_reached_outside_any_thread() -> None:
    made = record(WORLD.channel_message(MAYA, "portfolio", thread="17"))
    assert (made.kind, made.conversation_id, made.channel_id, made.team_id) == ("channel", CHANNEL, CHANNEL, TEAM)


def test_a_team_is_a_channel_even_where_the_conversation_does_not_say_so() -> None:
    raw = WORLD.install_in_team(MAYA)
    del raw["conversation"]["conversationType"]
    made = record(raw)
    assert (made.kind, made.conversation_id, made.channel_id) == ("channel", TEAM, TEAM)


@pytest.mark.parametrize(
    ("conversation", "kind"),
    [
        ({"id": "19:x@thread.v2", "conversationType": "groupChat", "isGroup": True}, "group"),
        ({"id": "19:x@thread.v2", "isGroup": True}, "group"),
        ({"id": "a:1"}, "personal"),
    ],
)
def test_a_chat_is_of_one_person_or_of_several(conversation: dict[str, object], kind: str) -> None:
    raw = WORLD.message(MAYA, "help") | {"conversation": conversation}
    assert record(raw).kind == kind


def test_the_raw_reference_keeps_the_tenant_and_no_words() -> None:
    made = record(WORLD.message(MAYA, "a secret plan"))
    assert "secret plan" not in made.raw
    raw = json.loads(made.raw)
    assert raw["conversation"]["tenantId"] == TENANT
    assert set(raw) == {"channelId", "serviceUrl", "conversation", "recipient", "from", "channelData", "locale"}


def test_without_a_serviceUrl_there_is_nothing_to_reach() -> None:
    assert reference_of(parse_inbound(WORLD.message(MAYA, "help", serviceUrl=None))) is None

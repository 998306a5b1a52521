"""Whatever JSON comes in, there is an Inbound or a BadActivity, and the SDK can read what passes."""

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapter import activity_of
from bot.inbound import BadActivity, parse_inbound
from bot.shape import decode
from tests.teams.activities import MAYA, World

WORLD = World(service_url="https://smba.trafficmanager.net/emea/")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
# Every field the SDK's schema knows, the ones where its deserialiser stumbles first among them.
FIELDS = [
    "type", "id", "timestamp", "localTimestamp", "localTimezone", "serviceUrl", "channelId", "from", "conversation",
    "recipient", "textFormat", "attachmentLayout", "membersAdded", "membersRemoved", "reactionsAdded",
    "reactionsRemoved", "topicName", "historyDisclosed", "locale", "text", "speak", "inputHint", "summary",
    "suggestedActions", "attachments", "entities", "channelData", "action", "replyToId", "label", "valueType", "value",
    "name", "relatesTo", "code", "expiration", "importance", "deliveryMode", "listenFor", "textHighlights",
    "semanticAction", "callerId",
]  # fmt: skip
NAMES = st.sampled_from([*FIELDS, "tenant", "tenantId", "aadObjectId", "mentioned", "members", "actions", "entities"])
BASES = [
    WORLD.message(MAYA, "help"),
    WORLD.channel_message(MAYA, "portfolio"),
    WORLD.press(MAYA, "checkin.submit", {"a": 1}),
    WORLD.install(MAYA),
    WORLD.members_added(MAYA),
]


def likely(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """JSON whose keys are names of the schema, so that it reaches what the schema describes."""
    return st.recursive(inner, lambda more: st.lists(more, max_size=3) | st.dictionaries(NAMES, more, max_size=4))


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A real activity with one to three values, somewhere in it, replaced or taken away."""
    activity = copy.deepcopy(draw(st.sampled_from(BASES)))
    for _ in range(draw(st.integers(1, 3))):
        spot: Any = activity
        key: Any = draw(st.sampled_from(FIELDS))
        while isinstance(spot.get(key), dict) and spot[key] and draw(st.booleans()):
            spot = spot[key]
            key = draw(st.sampled_from(sorted(spot)))
        if isinstance(spot.get(key), list) and spot[key] and draw(st.booleans()):
            spot, key = spot[key], 0
        elif draw(st.integers(0, 5)) == 0:
            spot.pop(key, None)
            continue
        spot[key] = draw(likely(JSON) | INSTANTS)
    return activity


INSTANTS = st.sampled_from(
    ["2026-11-03T08:30:00Z", "2026-13-03T08:30:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
     "2026-11-03", "2026-11-03T08:30:00", "2026-11-03T08:30:60Z", "2026-11-03T24:00:00Z", "20261103T083000Z", "\u0662",
     "2026-11-03T08:30:00.123456789+05:30", "2026-11-03T08:30:00+25:00", "2026-02-30T08:30:00Z"]
)  # fmt: skip


@given(JSON | likely(JSON))
@settings(max_examples=200)
def test_any_JSON_gives_an_inbound_or_a_named_field(value: Any) -> None:
    try:
        parse_inbound(value)
    except BadActivity as error:
        assert error.field


@given(mutated())
@settings(max_examples=300, deadline=None)
def test_what_passes_can_be_read_by_the_SDK_and_what_does_not_names_a_field(activity: Any) -> None:
    try:
        inbound = parse_inbound(activity)
    except BadActivity as error:
        assert error.field and "$" not in error.field
        return
    assert inbound.timestamp is None or inbound.timestamp.tzinfo is not None
    activity_of(inbound, "https://teams.test/")


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_give_JSON_or_a_refusal(body: bytes) -> None:
    try:
        assert "\0" not in json.dumps(decode(body), ensure_ascii=False)
    except BadActivity as error:
        assert error.field == "body"

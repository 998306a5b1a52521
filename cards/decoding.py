"""What comes back when a button is pressed: the press and the inputs, or what is wrong with them."""

import math
import re
from collections.abc import Mapping
from typing import Any

from cards.verbs import RESERVED, UNREADABLE, VERSION, Press, Verb, is_key
from portfolio.errors import Invalid, problem

MAX_INPUTS = 200  # twelve initiatives with ten questions each, and room
MAX_INPUT_CHARS = 4_000  # the longest text field asks for 600; pasted minutes still fit


def decode(value: object) -> tuple[Press, dict[str, str]]:
    """The press and the inputs in the value of an adaptiveCard/action invoke, or of the message an Action.Submit sends.

    Inputs come as text: 2.9 as "2.9", a toggle as "true"; an empty one is absent, whichever way the client said so.
    Raises Invalid and nothing else: code "bad_card" for a value that no present card of ours sends, "unknown_verb" for a
    verb that is not in Verb, and one Problem "text_too_long" per input that is.
    """
    data, verb = _data_and_verb(value)
    carried = data.get(RESERVED)
    if not isinstance(carried, Mapping) or carried.get("v") != VERSION:
        raise Invalid(code="bad_card")
    return _press(carried, verb), _inputs(data)


def _data_and_verb(value: object) -> tuple[Mapping[Any, Any], object]:
    if not isinstance(value, Mapping):
        raise Invalid(code="bad_card")
    action = value.get("action")
    if isinstance(action, Mapping) and action.get("type") in ("Action.Execute", "Action.Submit"):
        data = action.get("data")
        if not isinstance(data, Mapping):
            raise Invalid(code="bad_card")
        return data, action.get("verb")
    return value, None


def _press(carried: Mapping[Any, Any], verb: object) -> Press:
    own = carried.get("verb")
    if verb is not None and own is not None and verb != own:
        raise Invalid(code="bad_card")
    ids, revision = carried.get("ids", {}), carried.get("rev")
    if isinstance(revision, float) and revision.is_integer():
        revision = int(revision)  # some phones turn every JSON number into a double
    named = own if verb is None else verb
    if not isinstance(named, str) or not isinstance(ids, Mapping) or type(revision) not in (int, type(None)):
        raise Invalid(code="bad_card")
    try:
        known = Verb(named)
    except ValueError as error:
        raise Invalid(code="unknown_verb") from error
    try:
        return Press(verb=known, ids=dict(ids), revision=revision)
    except ValueError as error:
        raise Invalid(code="bad_card") from error


_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]")
"""Signs that say nothing, that no workbook can hold, and that are six bytes each on a card; no line break, no tab."""


def _inputs(data: Mapping[Any, Any]) -> dict[str, str]:
    given = {key: value for key, value in data.items() if key != RESERVED}
    if len(given) > MAX_INPUTS or not all(map(is_key, given)):
        raise Invalid(code="bad_card")
    read = {key: _as_text(value) for key, value in given.items()}
    long = [key for key, value in read.items() if len(value) > MAX_INPUT_CHARS]
    if long:
        raise Invalid(*(problem(key, "text_too_long", most=MAX_INPUT_CHARS) for key in long))
    return {key: value for key, value in read.items() if value.strip()}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() <= 256:
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    if isinstance(value, str) and not UNREADABLE.search(value):
        return _CONTROLS.sub(" ", value)
    raise Invalid(code="bad_card")

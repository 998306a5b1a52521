"""What a button carries, both ways."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.buttons import Button, execute
from cards.decoding import MAX_INPUT_CHARS, MAX_INPUTS, decode
from cards.verbs import RESERVED, Press, Verb, encode
from portfolio.errors import Invalid

KEYS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=100)
PRESSES = st.builds(
    Press,
    verb=st.sampled_from(Verb),
    ids=st.dictionaries(KEYS, st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=200),
                        max_size=12),
    revision=st.none() | st.integers(0, 2**53 - 1),
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
PRESS = Press(verb=Verb.CHECKIN_SUBMIT, ids={"check_in": "C1"}, revision=3)


def invoke(press: Press, **inputs: Any) -> dict[str, Any]:
    """The value of an adaptiveCard/action invoke, as Teams sends it."""
    action = execute(Button(title="Save", press=press))
    kept = {key: action[key] for key in ("type", "title", "verb")}
    return {"action": kept | {"data": json.loads(json.dumps(action["data"])) | inputs}, "trigger": "manual"}


@given(PRESSES)
def test_what_a_button_carries_comes_back_from_an_execute(press: Press) -> None:
    assert decode(invoke(press)) == (press, {})


@given(PRESSES)
def test_what_a_button_carries_comes_back_from_the_submit_of_an_old_client(press: Press) -> None:
    fallback = execute(Button(title="Save", press=press))["fallback"]
    assert decode(json.loads(json.dumps(fallback["data"])) | {"INIT-1.note": "slow"}) == (press, {"INIT-1.note": "slow"})


@given(JSON)
def test_arbitrary_json_is_read_or_is_invalid_and_nothing_else(value: object) -> None:
    try:
        press, inputs = decode(value)
    except Invalid as error:
        assert error.code in ("bad_card", "unknown_verb", "invalid")
    else:
        assert isinstance(press, Press) and all(isinstance(given, str) for given in inputs.values())


@given(JSON, JSON, JSON, st.dictionaries(st.text(), JSON))
def test_arbitrary_json_in_the_right_places_is_read_or_is_invalid(verb: Any, ids: Any, rev: Any, inputs: Any) -> None:
    data = inputs | {RESERVED: {"v": 1, "ids": ids, "rev": rev}}
    for value in ({"action": {"type": "Action.Execute", "verb": verb, "data": data}}, data):
        try:
            decode(value)
        except Invalid as error:
            assert error.code in ("bad_card", "unknown_verb", "invalid")


def test_inputs_come_as_text_and_empty_ones_are_absent() -> None:
    _, inputs = decode(invoke(PRESS, a="2.9", b=2.9, c=7, d=True, e=False, f=None, g="", h=" \n "))
    assert inputs == {"a": "2.9", "b": "2.9", "c": "7", "d": "true", "e": "false"}


def test_no_input_can_overwrite_what_the_button_carries() -> None:
    press, inputs = decode(invoke(PRESS, verb="gate.decide", rev="99", check_in="C2"))
    assert press == PRESS
    assert inputs == {"verb": "gate.decide", "rev": "99", "check_in": "C2"}


def test_a_revision_that_a_phone_turned_into_a_double_is_the_same_revision() -> None:
    value = invoke(PRESS)
    value["action"]["data"][RESERVED]["rev"] = 3.0
    assert decode(value)[0].revision == 3


@pytest.mark.parametrize("rev", [-1, 2**53, 3.5, "3", True, float("nan"), [3]])
def test_a_revision_that_is_none_is_refused(rev: object) -> None:
    value = invoke(PRESS)
    value["action"]["data"][RESERVED]["rev"] = rev
    with pytest.raises(Invalid, match="bad_card"):
        decode(value)


@pytest.mark.parametrize("given", [{"a": 1}, ["a"], "\x00", "\ud800", float("inf"), 10**100])
def test_nested_and_unreadable_inputs_are_refused(given: object) -> None:
    with pytest.raises(Invalid, match="bad_card"):
        decode(invoke(PRESS, note=given))


def test_a_text_that_is_too_long_is_named_with_its_field() -> None:
    long = "x" * (MAX_INPUT_CHARS + 1)
    with pytest.raises(Invalid, match="invalid") as caught:
        decode(invoke(PRESS, note=long, other=long, fine="x" * MAX_INPUT_CHARS))
    assert [(found.field, found.code, found.params) for found in caught.value.problems] == [
        ("note", "text_too_long", {"most": MAX_INPUT_CHARS}),
        ("other", "text_too_long", {"most": MAX_INPUT_CHARS}),
    ]


def test_more_inputs_than_a_card_has_are_refused() -> None:
    assert len(decode(invoke(PRESS, **{f"i{n}": "x" for n in range(MAX_INPUTS)}))[1]) == MAX_INPUTS
    with pytest.raises(Invalid, match="bad_card"):
        decode(invoke(PRESS, **{f"i{n}": "x" for n in range(MAX_INPUTS + 1)}))


def test_a_verb_nobody_knows_is_its_own_refusal() -> None:
    value = invoke(PRESS)
    value["action"]["verb"] = "checkin.burn"
    with pytest.raises(Invalid, match="unknown_verb"):
        decode(value)


def test_two_verbs_that_differ_and_an_older_shape_are_refused() -> None:
    two = {"action": {"type": "Action.Execute", "verb": "gate.open", "data": encode(PRESS)}}
    older = {RESERVED: encode(PRESS)[RESERVED] | {"v": 0}}
    for value in (two, older, {}, {"action": {"type": "Action.Execute", "verb": "gate.open"}}, "help", None):
        with pytest.raises(Invalid, match="bad_card"):
            decode(value)


@pytest.mark.parametrize("ids", [{"a" * 101: "x"}, {"": "x"}, {"a": "x" * 201}, {"a": "\x00"},
                                 {f"k{n}": "x" for n in range(13)}])  # fmt: skip
def test_ids_that_could_not_travel_cannot_be_put_into_a_button(ids: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="few and short"):
        Press(verb=Verb.GATE_OPEN, ids=ids)

"""Inputs at the edge of what a client can send: a form says what it cannot take, and whatever it takes is kept whole."""

import logging
from typing import Any

import pytest

from tests.scenarios.record import changed, dump
from tests.scenarios.scene import DANA, PAUL, RITA, Scene, somebody
from tests.scenarios.steps import DUE, METRIC, REGISTERED, accepted, armed, asked, register
from tests.teams.activities import Person

EXTREME_DAYS = [
    "0001-01-01", "9999-12-31", "2026-02-29", "2026-9-1", "٢٠٢٦-٠٩-٠١", "2026-09-01T00:00", "-2026-09-01", "0000-00-00",
]  # fmt: skip
EXTREME_NUMBERS = [
    "1e5", "inf", "nan", "0x10", "1_000", "1,234", "1,2,3", "½", "²", "Ⅷ", "--1", "4.", ".5", "9" * 16, "9" * 4000,
]  # fmt: skip
# Letters that become several when case is folded or compatible forms are unified: what is compared can outgrow what is kept.
SWELLING = ["ﬃ" * 80, "ΐ" * 80, "ß" * 80, "﷽" * 80, "İ" * 80, "👩‍👩‍👧‍👦" * 7, "\u0301" * 80, "\u202e" + "abc" * 20]


@pytest.fixture(autouse=True)
def traceback_free(caplog: pytest.LogCaptureFixture) -> Any:
    """Whatever is typed, no exception surprises anybody."""
    yield
    logged = caplog.get_records("call")
    assert [record.getMessage() for record in logged if record.exc_info or record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("token", ["", "t" * 65, "t" * 200])
async def test_a_form_with_a_forged_token_registers_nothing(scene: Scene, token: str) -> None:
    _, paul = await scene.met(DANA, PAUL)
    form = await paul.says("register")
    form.card["actions"][0]["data"]["ph"]["ids"]["token"] = token
    before = await dump(scene.store)
    refused = await form.press("Register", **REGISTERED)
    assert "That button no longer works" in refused.words
    assert changed(before, await dump(scene.store)) == set()


async def test_days_beyond_the_calendar_are_refused_beside_their_input(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    before = await dump(scene.store)
    for day in EXTREME_DAYS:
        for field in ("first_use", "gate_on"):
            wrong = await register(paul, **{field: day})
            assert "Not saved" in wrong.words, (field, day)
            assert wrong.typed[field] == day
        assert changed(before, await dump(scene.store)) == set(), day


async def test_a_decision_takes_no_day_beyond_the_calendar(scene: Scene) -> None:
    dana = await armed(scene)
    scene.at(DUE)
    await scene.work()
    [card] = dana.about("Decision · due 30 Nov 2026")
    before = await dump(scene.store)
    reason = "A reason that is long enough to be one."
    for day in EXTREME_DAYS:
        for choice in ("fund", "narrow", "retire"):
            fill = {f"{choice}__on": day, f"{choice}__reason": reason}
            more = {"fund__expires": day, "fund__second_name": RITA.name} if choice == "fund" else {}
            assert "Not saved" in (await card.press(f"Record: {choice}", **fill | more)).words, (choice, day)
        assert changed(before, await dump(scene.store)) == set(), day


async def test_what_only_looks_like_a_number_is_asked_back(scene: Scene) -> None:
    _, card = await asked(scene)
    before = await dump(scene.store)
    for text in EXTREME_NUMBERS:
        wrong = await card.press("Save check-in", value=text, outlook="on_track")
        assert "not saved yet" in wrong.words, text
        assert changed(before, await dump(scene.store)) == set(), text


@pytest.mark.parametrize("text", ["0", "-0", "+4.70", "000.5", "−3", "123456789012345", "0.00000000000001", "4,7", "٤"])
async def test_a_number_is_kept_digit_by_digit(scene: Scene, text: str) -> None:
    _, card = await asked(scene)
    receipt = await card.press("Save check-in", value=text, outlook="on_track")
    assert "Your answer is saved" in receipt.words
    assert (await card.press("Save check-in", value=text, outlook="on_track")).card == receipt.card


async def test_names_that_swell_when_they_are_compared_are_taken_or_refused_and_found_again(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    for name in SWELLING:
        record = await register(paul, name)
        if "Not saved" in record.words:
            continue
        assert "Asked, not accepted yet" in record.words, name
        assert "There already is" in (await register(paul, name)).words


async def test_a_text_as_long_as_its_input_allows_is_taken_and_one_more_sign_is_refused(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    ids = ("metric", "unit", "source", "baseline_source", "retirement_plan")
    most = {id: int(form.inputs[id]["maxLength"]) for id in ids}
    rules = await form.press("Save and see the rules", **METRIC | {id: "W" * length for id, length in most.items()})
    assert "Fund if" in rules.words
    before = await dump(scene.store)
    wrong = await (await rules.press("Change the metric")).press(
        "Save and see the rules", **{id: "V" * (length + 1) for id, length in most.items()}
    )
    for length in most.values():
        assert f"at most {length} characters" in wrong.words
    assert "Not saved: 5 things to correct" in wrong.words
    assert changed(before, await dump(scene.store)) == set()


async def test_an_input_too_long_for_any_form_is_refused_with_a_reason(scene: Scene) -> None:
    _, card = await asked(scene)
    before = await dump(scene.store)
    wrong = await card.press("Save check-in", outlook="on_track", note="x" * 5_000)
    assert "Please use at most 4,000 characters" in wrong.words
    assert changed(before, await dump(scene.store)) == set()


async def test_nul_is_dropped_and_the_rest_is_kept(scene: Scene) -> None:
    _, card = await asked(scene)
    receipt = await card.press("Save check-in", outlook="on_track", note="late\0 start")
    assert "“late start”" in receipt.words


async def test_markdown_and_mentions_that_people_type_are_shown_and_not_obeyed(scene: Scene) -> None:
    _, card = await asked(scene)
    note = "**All** [fine](https://evil.example) <at>everyone</at> `x` # 1"
    receipt = await card.press("Save check-in", outlook="on_track", note=note)
    assert f"“{note}”" in receipt.words
    assert "[fine](https" not in str(receipt.card)
    assert "<at>" not in str(receipt.card)


@pytest.mark.parametrize(
    "changes",
    [
        {"locale": "x" * 500}, {"locale": "de" + "-AT" * 100}, {"locale": ""}, {"localTimezone": "Mars/Olympus"},
        {"localTimezone": "../../etc/passwd"}, {"localTimezone": "x" * 5_000}, {"localTimezone": ""},
    ],
    ids=lambda change: f"{next(iter(change))}={next(iter(change.values()))[:20]}",
)  # fmt: skip
async def test_what_a_client_reports_is_used_only_when_it_makes_sense(scene: Scene, changes: dict[str, str]) -> None:
    sam = scene.chat(somebody("Sam Stranger"))
    shown = await sam.hear(sam.world.message(sam.person, "portfolio") | changes)
    assert "[" in shown.words


@pytest.mark.parametrize(
    "name",
    ["", "N" * 1_000, "ﷺ" * 256, "\u202eReversed", "Robert'); drop table people;--"],
    ids=["none", "long", "swelling", "reversed", "quoted"],
)
async def test_people_may_be_called_anything(scene: Scene, name: str) -> None:
    sam = scene.chat(Person(name=name, object_id=somebody("Sam").object_id))
    await sam.install()
    assert len(sam.messages) == 1
    assert (await sam.says("help")).titles
    paul = scene.chat(PAUL)
    assert (await register(paul, sponsor_name=name[:100])).titles


@pytest.mark.parametrize("field", ["from.aadObjectId", "from.id", "conversation.id", "channelData.channel.id", "serviceUrl"])
async def test_ids_that_the_record_has_no_room_for_are_refused_by_name(scene: Scene, field: str) -> None:
    sam = scene.chat(somebody("Sam"))
    before = await dump(scene.store)
    activity = sam.world.channel_message(sam.person, "portfolio")
    *path, last = field.split(".")
    node = activity
    for name in path:
        node = node[name]
    node[last] = "https://" + "x" * 600
    answer = await sam.post(activity)

    assert (answer.status, answer.body) == (400, {"code": "activity_malformed", "field": field})
    assert changed(before, await dump(scene.store)) == set()

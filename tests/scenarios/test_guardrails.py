"""The sponsor says what must not get worse, beside the number that decides, and connects it to its data."""

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import Scene, Shown
from tests.scenarios.steps import METRIC, accepted

RAIL = {"guard_name": "Share of drafts sent back", "guard_unit": "%", "guard_direction": "lower", "guard_margin": "10"}


async def form(scene: Scene) -> Shown:
    """Dana has set the metric and opens the guardrails."""
    _, record = await accepted(scene)
    rules = await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    return await rules.press("Add what must not get worse")


async def test_a_guardrail_is_written_changed_and_dropped_before_the_rules_are_locked(scene: Scene) -> None:
    empty = await form(scene)
    saved = await empty.press("Save it", **RAIL)
    assert "Saved" in saved.words and "At most 10% higher" in saved.words
    rules = await saved.press("See the rules")
    assert "Share of drafts sent back" in rules.words and "It is not connected to its data yet" in rules.words
    change = await (await rules.press("Change what must not get worse")).press("Change: Share of drafts sent back")
    assert change.typed["guard_margin"] == "10"
    assert "At most 5% higher" in (await change.press("Save it", guard_margin="5")).words
    again = await (await (await change.press("See the rules")).press("Change what must not get worse")).press(
        "Change: Share of drafts sent back"
    )
    assert "Dropped" in (await again.press("Drop it")).words
    assert [one for one in await actions(scene.store) if "guardrail" in one] == [
        "teams:guardrail:saved", "teams:guardrail:saved", "teams:guardrail:dropped",
    ]


async def test_what_is_wrong_with_it_is_said_beside_its_input_and_nothing_is_stored(scene: Scene) -> None:
    empty = await form(scene)
    before = await dump(scene.store)
    wrong = await empty.press("Save it", **RAIL | {"guard_margin": "ten", "guard_direction": ""})
    assert "“ten” is not a number" in wrong.words and "Please choose one" in wrong.words
    wide = await empty.press("Save it", **RAIL | {"guard_margin": "95"})
    assert "Give a margin from 1 to 90 percent" in wide.words and wide.typed["guard_name"] == RAIL["guard_name"]
    itself = await empty.press("Save it", **RAIL | {"guard_name": METRIC["metric"]})
    assert "That is the number that decides" in itself.words
    assert changed(before, await dump(scene.store)) == set()
    twice = await (await empty.press("Save it", **RAIL)).press("Save it", **RAIL | {"guard_name": "Complaints"})
    assert "Complaints" in twice.words and "Share of drafts sent back" in twice.words


async def test_a_guardrail_asks_for_its_data_by_its_own_name(scene: Scene) -> None:
    saved = await (await form(scene)).press("Save it", **RAIL)
    change = await saved.press("Change: Share of drafts sent back")
    where = await change.press("Connect its data")
    assert "Share of drafts sent back" in where.words and "Request received" not in where.words
    assert "We cannot count it today" not in where.titles, "that answer is for the number that decides"
    waits = await where.press("Look at it", place="reviews.csv")
    assert "reviews.csv" in waits.words and (await actions(scene.store))[-1] == "teams:source:asked"


async def test_locked_rules_lock_the_guardrails(scene: Scene) -> None:
    saved = await (await form(scene)).press("Save it", **RAIL)
    locked = await (await saved.press("See the rules")).press("These are the rules")
    assert "Share of drafts sent back" in locked.words and "Change what must not get worse" not in locked.titles
    before = await dump(scene.store)
    assert "were locked on" in (await saved.press("Save it", **RAIL | {"guard_name": "Other"})).words
    assert changed(before, await dump(scene.store)) == set()

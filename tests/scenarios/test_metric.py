"""The sponsor sets the number that decides, reads the rules and locks them."""

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import DANA, PAUL, Scene
from tests.scenarios.steps import METRIC, accepted, armed, register


async def test_numbers_that_are_none_are_said_beside_their_inputs_and_nothing_is_stored(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    before = await dump(scene.store)
    wrong = await form.press(
        "Save and see the rules", **METRIC | {"target": "four", "baseline": "1,234", "floor": "--"}
    )

    assert "Not saved: 3 things to correct" in wrong.words
    assert "“four” is not a number" in wrong.words
    assert "“1,234” can be read in two ways" in wrong.words
    assert wrong.typed == METRIC | {"target": "four", "baseline": "1,234", "floor": "--"}
    assert changed(before, await dump(scene.store)) == set()


async def test_a_target_on_the_wrong_side_of_the_baseline_is_refused(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    before = await dump(scene.store)
    wrong = await form.press("Save and see the rules", **METRIC | {"target": "5,6", "target_on": "2026-12-24"})

    assert "The target has to be better than the baseline of 5.1" in wrong.words
    assert "The target has to be due by the gate on 30 Nov 2026" in wrong.words
    assert wrong.typed["target"] == "5,6" or wrong.typed["target"] == "5.6"
    assert changed(before, await dump(scene.store)) == set()
    assert "Fund if" in (await wrong.press("Save and see the rules", **METRIC)).words


async def test_the_rules_are_read_and_then_locked_once(scene: Scene) -> None:
    _, record = await accepted(scene)
    rules = await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    assert "Request received to first draft, median is 4 days or less by 30 Nov 2026" in rules.words
    assert "it misses that and is at 4.6 days or less" in rules.words
    assert "Service desk archives the site" in rules.words
    assert "Not measured" in rules.words
    assert "Baseline: Reported · stated by Dana Whitfield, 1 Sep 2026 · Time entries, March to June" in rules.words
    locked = await rules.press("These are the rules")
    assert "These rules were locked on 1 Sep 2026" in locked.words

    stored = await dump(scene.store)
    assert "These rules were locked" in (await rules.press("These are the rules")).words
    assert changed(stored, await dump(scene.store)) == set()
    assert (await actions(scene.store)).count("teams:gate:armed") == 1


async def test_saving_the_same_twice_makes_one_version(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    await form.press("Save and see the rules", **METRIC)
    stored = await dump(scene.store)
    await form.press("Save and see the rules", **METRIC)

    assert changed(stored, await dump(scene.store)) == set()
    assert (await actions(scene.store)).count("teams:metric:saved") == 1


async def test_another_answer_on_an_old_form_is_kept_and_shown_beside_what_changed(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    await form.press("Save and see the rules", **METRIC)
    stored = await dump(scene.store)
    late = await form.press("Save and see the rules", **METRIC | {"target": "3.9"})

    assert "Somebody changed this while you were typing" in late.words
    assert late.typed["target"] == "3.9"
    assert changed(stored, await dump(scene.store)) == set()
    assert "is 3.9 days or less" in (await late.press("Save and see the rules")).words


async def test_locked_rules_cannot_be_changed(scene: Scene) -> None:
    dana, record = await accepted(scene)
    form = await record.press("Set the metric")
    rules = await form.press("Save and see the rules", **METRIC)
    await rules.press("These are the rules")
    before = await dump(scene.store)
    refused = await form.press("Save and see the rules", **METRIC | {"target": "4.5"})

    assert "The rules of this gate were locked on 1 Sep 2026" in refused.words
    assert changed(before, await dump(scene.store)) == set()
    shown = await dana.says("show proposal")
    assert "Change the metric" not in shown.titles


async def test_rules_that_changed_after_they_were_read_are_not_locked_by_the_old_card(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    old = await form.press("Save and see the rules", **METRIC)
    newer = await (await old.press("Change the metric")).press("Save and see the rules", target="3.5")
    assert "is 3.5 days or less" in newer.words
    before = await dump(scene.store)
    refused = await old.press("These are the rules")

    assert "Somebody" in refused.words
    assert changed(before, await dump(scene.store)) == set()
    assert "locked on" in (await newer.press("These are the rules")).words


async def test_who_registered_it_may_prepare_and_not_lock(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    record = await register(paul)
    rules = await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)

    assert "These are the rules" not in rules.titles


async def test_an_adoption_lead_is_somebody_the_bot_has_met(scene: Scene) -> None:
    dana = await armed(scene, adoption_lead_name="Paul Proposer")
    assert "Adoption lead: Paul Proposer" in (await dana.says("show Proposal drafting")).words


async def test_use_is_refused_as_the_number_that_decides_and_the_offered_wording_is_taken_over(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    before = await dump(scene.store)
    wrong = await form.press("Save and see the rules", **METRIC | {"metric": "Copilot prompts per week"})
    assert "“prompts” is about use, and use is no outcome" in wrong.words
    assert wrong.typed["metric"] == "Copilot prompts per week"

    better = await wrong.press("Use this wording")
    assert better.typed == METRIC | {"metric": "Time from a request to the first draft"}
    assert changed(before, await dump(scene.store)) == set()
    rules = await better.press("Save and see the rules")
    assert "Time from a request to the first draft is 4 days or less" in rules.words


async def test_a_check_says_what_is_missing_and_what_can_be_shown_and_stores_nothing(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    before = await dump(scene.store)
    looked = await form.press("Check it first", **METRIC | {"metric": "Processing time", "per_month": "60"})
    assert "One part of the number is missing" in looked.words and "Which cases count" in looked.words
    assert "With about 60 a month you would see a real change of 22% with" in looked.words
    assert "half a year of history" in looked.words
    assert looked.typed == METRIC | {"metric": "Processing time", "per_month": "60"}
    unknown = await form.press("Check it first", **METRIC)
    assert "We cannot say before there is history" in unknown.words
    assert changed(before, await dump(scene.store)) == set()


async def test_a_number_without_its_cases_is_kept_and_its_rules_cannot_be_locked_until_they_are_named(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    rules = await form.press("Save and see the rules", **METRIC | {"metric": "Processing time"})
    assert "The number that decides is not fully defined" in rules.words
    assert "Processing time, ‹which cases›: from 5.1 to 4 days by 30 Nov 2026" in rules.words
    assert "These are the rules" not in rules.titles
    form = await rules.press("Add what is missing")
    mended = await form.press("Save and see the rules", population="All requests in Tax")
    assert "not fully defined" not in mended.words
    assert "These rules were locked" in (await mended.press("These are the rules")).words

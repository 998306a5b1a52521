"""A number that is read: the admin's file, a baseline from its history, and the verdict in the chats."""


from actions import baseline_cards
from tests.scenarios.history import initiative_of, read
from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import DANA, Scene
from tests.scenarios.steps import METRIC, accepted


async def test_the_baseline_is_taken_from_history_and_locked_with_the_rules(scene: Scene) -> None:
    _, record = await accepted(scene)
    rules = await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    assert "Take the baseline from RFP list" not in rules.titles
    await read(scene, await initiative_of(scene))
    rules = await (await scene.chat(DANA).says("show Proposal drafting")).press("See the rules")
    taken = await rules.press("Take the baseline from RFP list")
    assert "The baseline was taken from history" in taken.words
    assert "so the same season of last year is not in it" in taken.words
    assert "Baseline: Measured" in taken.words and "Baseline: Reported" not in taken.words
    stored = await dump(scene.store)
    await rules.press("Take the baseline from RFP list")
    assert changed(stored, await dump(scene.store)) == set(), "the same press again takes nothing new"
    assert "These rules were locked" in (await taken.press("These are the rules")).words
    assert (await actions(scene.store)).count("teams:baseline:proposed") == 1


async def test_a_target_that_history_has_reached_already_goes_back_to_the_form_with_what_was_said(scene: Scene) -> None:
    _, record = await accepted(scene)
    form = await record.press("Set the metric")
    await form.press("Save and see the rules", **METRIC | {"baseline": "30", "target": "20", "floor": ""})
    await read(scene, await initiative_of(scene))
    rules = await (await scene.chat(DANA).says("show Proposal drafting")).press("See the rules")
    before = await dump(scene.store)
    again = await rules.press("Take the baseline from RFP list")
    assert "The target has to be better than the baseline of" in again.words
    assert again.typed["target"] == "20"
    assert changed(before, await dump(scene.store)) == set()


async def test_the_history_s_baseline_comes_to_the_sponsor_who_looks_at_another_window_and_accepts(scene: Scene) -> None:
    dana, record = await accepted(scene)
    await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    one = await initiative_of(scene)
    await read(scene, one)
    assert await scene.store.read(baseline_cards.due) == (one,)
    await scene.store.write(baseline_cards.offer, one, scene.now)
    await scene.work()
    card = dana.newest
    assert "You get this because the history of your number has been read" in card.words
    assert "Slowest tenth" in card.words and "the same season of last year is not in it" in card.words
    stored = await dump(scene.store)
    short = await card.press("Look again", since="2026-07-20")
    assert "There is too little history for a baseline" in short.words
    wrong = await card.press("Look again", since="2026-07-20", until="2026-03-01")
    assert "The window ends before it begins" in wrong.words
    assert "Nothing was locked" in (await card.press("Not yet")).words
    assert changed(stored, await dump(scene.store)) == set()

    narrower = await card.press("Look again", since="2026-04-01")
    assert "Only the days you chose are counted" in narrower.words
    rules = await narrower.press("Use as baseline")
    assert "Baseline: Measured" in rules.words
    assert "Take the baseline" not in " ".join(rules.titles)
    assert (await actions(scene.store)).count("teams:baseline:locked") == 1
    stored = await dump(scene.store)
    await narrower.press("Use as baseline")
    assert changed(stored, await dump(scene.store)) == set()
    shown = await dana.says("show Proposal drafting")
    assert "Locked on 1 Sep 2026" in shown.words
    assert "These rules were locked" in (await rules.press("These are the rules")).words

"""Locked rules are changed: by the sponsor with a reason, late with a second person, and never after the seal."""

from datetime import date

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import DANA, OLGA, RITA, Scene, Shown
from tests.scenarios.steps import DUE, armed

REASON = "The tender volume doubled in October, which nobody could know."


async def test_a_sponsor_changes_locked_rules_with_a_reason(scene: Scene) -> None:
    dana = await armed(scene)
    rules = await (await dana.says("show Proposal drafting")).press("See the rules")
    form = await rules.press("Change the rules")
    assert form.typed["target"] == "4.0" and form.typed["floor"] == "4.6"
    before = await dump(scene.store)
    wrong = await form.press("Change the rules", target="nine", reason="late")
    assert wrong.typed["target"] == "nine" and "Not saved: one thing to correct" in wrong.words
    assert changed(before, await dump(scene.store)) == set()
    short = await wrong.press("Change the rules", target="4.4", reason="late")
    assert "at least 20 characters" in short.words and short.typed["target"] == "4.4"
    assert changed(before, await dump(scene.store)) == set()
    made = await short.press("Change the rules", target="4.4", reason=REASON)
    assert "The new rules hold" in made.words and "4 days → 4.4 days" in made.words
    assert (await actions(scene.store)).count("teams:amendment:final") == 1
    rules = await made.press("See the rules")
    assert "4.4 days or less" in rules.words and REASON in rules.words and "Version 1 → version 2" in rules.words


async def test_ten_days_before_the_gate_it_takes_a_co_signer_and_both_versions_are_printed(scene: Scene) -> None:
    dana = await armed(scene)
    scene.at(date(2026, 11, 20))
    form = await (await (await dana.says("show Proposal drafting")).press("See the rules")).press("Change the rules")
    assert "The last 30 days have begun" in form.words
    before = await dump(scene.store)
    alone = await form.press("Change the rules", target="4.4", reason=REASON)
    assert "takes a second signature: name one person in another role" in alone.words
    assert changed(before, await dump(scene.store)) == set()
    asked = await alone.press("Change the rules", target="4.4", reason=REASON, second_name=RITA.name)
    assert "The old rules hold until Rita Reviewer has signed" in asked.words
    await scene.work()
    rita = scene.chat(RITA)
    [question] = rita.about("you are asked to sign a change of locked rules")
    assert "4 days → 4.4 days" in question.words and REASON in question.words
    back = await question.press("Hand it back", remark="no")
    assert "at least 20 characters" in back.words
    signed = await back.press("Sign")
    assert "The new rules hold, signed by Rita Reviewer" in signed.words
    stored = await dump(scene.store)
    assert (await question.press("Sign")).card == signed.card
    assert changed(stored, await dump(scene.store)) == set()
    await scene.work()
    assert "signed by Rita Reviewer" in dana.newest.words
    scene.at(DUE)
    await scene.work()
    [card] = dana.about("Decision · due 30 Nov 2026")
    assert "The rules were changed on 20 Nov 2026, 10 days before the decision" in card.words
    assert "4 days → 4.4 days" in card.words and "signed by Rita Reviewer" in card.words


async def test_the_office_prepares_and_the_sponsor_accepts(scene: Scene) -> None:
    dana = await armed(scene)
    olga = scene.chat(OLGA)
    form = await (await (await olga.says("show Proposal drafting")).press("See the rules")).press("Change the rules")
    waits = await form.press("Change the rules", floor="4.8", reason=REASON)
    assert "The old rules hold until its sponsor accepts" in waits.words
    assert "See the change that waits" in (await waits.press("See the rules")).titles
    await scene.work()
    accepted = await dana.newest.press("Accept the change")
    assert "The new rules hold" in accepted.words
    await scene.work()
    assert "you asked for this change" in olga.newest.words and "The new rules hold" in olga.newest.words


async def test_after_the_seal_the_rules_stand(scene: Scene) -> None:
    dana = await armed(scene)
    rules = await (await dana.says("show Proposal drafting")).press("See the rules")
    form = await rules.press("Change the rules")
    scene.at(date(2026, 11, 24))
    await scene.work()
    late = await form.press("Change the rules", target="4.4", reason=REASON)
    assert "The evidence was sealed on 23 Nov 2026" in late.words
    assert "Change the rules" not in (await dana.says("show Proposal drafting")).titles


async def test_somebody_elses_question_is_not_answered(scene: Scene) -> None:
    await armed(scene)
    olga = scene.chat(OLGA)
    form = await (await (await olga.says("show Proposal drafting")).press("See the rules")).press("Change the rules")
    await form.press("Change the rules", floor="4.8", reason=REASON)
    await scene.work()
    question = scene.chat(DANA).newest
    stored = await dump(scene.store)
    stolen = Shown(chat=scene.chat(RITA), card=question.card, message=question.message)
    assert "Only its sponsor" in (await stolen.press("Accept the change")).words
    assert changed(stored, await dump(scene.store)) == set()

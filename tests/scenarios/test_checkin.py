"""The sponsor answers the monthly check-in."""

from datetime import date

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import OLGA, PAUL, Scene
from tests.scenarios.steps import asked, register

ANSWER = {"value": "4.7", "outlook": "at_risk", "note": "Two practices started late"}


async def test_an_invalid_number_is_said_beside_its_input_and_nothing_is_stored(scene: Scene) -> None:
    _, card = await asked(scene)
    before = await dump(scene.store)
    wrong = await card.press("Save check-in", **ANSWER | {"value": "4,7 days"})

    assert "“4,7 days” is not a number" in wrong.words
    assert "Your answers are not saved yet" in wrong.words
    assert sorted(wrong.typed.values()) == sorted(["4,7 days", ANSWER["outlook"], ANSWER["note"]])
    assert changed(before, await dump(scene.store)) == set()


async def test_submitting_twice_makes_one_revision_one_entry_and_the_same_receipt(scene: Scene) -> None:
    _, card = await asked(scene)
    wrong = await card.press("Save check-in", **ANSWER | {"value": "a lot"})
    first = await wrong.press("Save check-in", value="4,7")
    assert "Your answer is saved" in first.words
    assert "Leadership will read:\nProposal drafting  ▲ At risk\n4.7 days\n“Two practices started late”" in first.words
    stored = await dump(scene.store)
    scene.pass_(minutes=2)
    second = await wrong.press("Save check-in", value="4.7")
    from_the_first_card = await card.press("Save check-in", **ANSWER)

    assert first.card == second.card == from_the_first_card.card
    assert changed(stored, await dump(scene.store)) == set()
    assert (await actions(scene.store)).count("teams:checkin:saved") == 1


async def test_an_empty_number_is_unknown(scene: Scene) -> None:
    _, card = await asked(scene)
    receipt = await card.press("Save check-in", outlook="on_track")
    assert "Result unknown" in receipt.words


async def test_an_outlook_is_asked_for(scene: Scene) -> None:
    _, card = await asked(scene)
    before = await dump(scene.store)
    wrong = await card.press("Save check-in", value="4.7")

    assert "Please choose one" in wrong.words
    assert changed(before, await dump(scene.store)) == set()


async def test_the_card_in_the_chat_becomes_the_receipt(scene: Scene) -> None:
    dana, card = await asked(scene)
    await card.press("Save check-in", **ANSWER)
    await scene.work()

    shown = next(message for message in dana.messages if message.id == card.message)
    assert shown.revision == 1
    assert len(dana.about("Monthly check-in")) == 1
    assert len(dana.about("Your answer is saved")) == 1


async def test_another_answer_from_an_older_card_is_a_conflict_that_keeps_it_and_shows_what_is_stored(
    scene: Scene,
) -> None:
    _, card = await asked(scene)
    await card.press("Save check-in", **ANSWER)
    stored = await dump(scene.store)
    scene.pass_(minutes=5)
    clash = await card.press("Save check-in", value="5.5", outlook="off_track")

    assert "Not saved: Dana Whitfield saved this check-in on 2 Oct 2026, 10:00" in clash.words
    assert "At risk · 4.7 days" in clash.words
    assert "off_track" in clash.typed.values()
    assert changed(stored, await dump(scene.store)) == set()

    theirs = await clash.press("Show Dana Whitfield's version")
    assert "at_risk" in theirs.typed.values()
    over = await clash.press("Save over it")
    assert "✕ Off track\n5.5 days" in over.words
    assert (await actions(scene.store)).count("teams:checkin:saved") == 2


async def test_it_is_confirmed_once(scene: Scene) -> None:
    _, card = await asked(scene)
    receipt = await card.press("Save check-in", **ANSWER)
    confirmed = await receipt.press("Looks right")
    assert "Your answer is confirmed" in confirmed.words
    assert "Looks right" not in confirmed.titles
    stored = await dump(scene.store)
    again = await receipt.press("Looks right")

    assert again.card == confirmed.card
    assert changed(stored, await dump(scene.store)) == set()


async def test_an_edit_starts_from_what_was_said_and_is_a_new_revision(scene: Scene) -> None:
    _, card = await asked(scene)
    receipt = await card.press("Save check-in", **ANSWER)
    form = await receipt.press("Edit")
    assert sorted(form.typed.values()) == sorted(ANSWER.values())
    edited = await form.press("Save check-in", value="4.5")

    assert "4.5 days" in edited.words
    assert "“Two practices started late”" in edited.words
    stored = await dump(scene.store)
    assert sorted(row[2] for row in stored["answers"]) == [1, 2]  # every revision is kept


async def test_an_answer_after_the_digest_is_a_correction(scene: Scene) -> None:
    dana, card = await asked(scene)
    await scene.chat(OLGA).says_in_channel("digest here")
    scene.at(date(2026, 10, 7))
    await scene.work()
    corrected = await card.press("Save check-in", **ANSWER)

    assert "This is recorded as a correction" in corrected.words
    assert (await actions(scene.store)).count("teams:checkin:corrected") == 1
    assert len(dana.messages) == 3  # welcome, sponsorship, check-in: a correction sends nothing


async def test_put_off_it_comes_again_on_that_morning_and_is_the_same_check_in(scene: Scene) -> None:
    dana, card = await asked(scene)  # a Friday
    told = await card.press("Remind me on Monday")
    assert "I will remind you on 5 Oct 2026" in told.words
    await scene.work()
    assert len(dana.about("Monthly check-in")) == 0  # the card in the chat shows when it comes

    scene.at(date(2026, 10, 5), 9)
    await scene.work()
    assert len(dana.about("Monthly check-in")) == 0
    scene.at(date(2026, 10, 5))
    await scene.work()
    [again] = dana.about("Monthly check-in")
    first = await again.press("Save check-in", **ANSWER)
    assert "Your answer is saved" in first.words
    await scene.work()
    assert all("Save check-in" not in shown.titles for shown in dana.about("Monthly check-in"))  # nothing asks any more
    assert (await actions(scene.store)).count("teams:checkin:saved") == 1


async def test_putting_it_off_twice_from_one_card_is_putting_it_off_once(scene: Scene) -> None:
    _, card = await asked(scene)
    await card.press("Remind me tomorrow")
    stored = await dump(scene.store)
    await card.press("Remind me tomorrow")

    assert changed(stored, await dump(scene.store)) == set()


async def test_typed_it_is_there_before_it_is_sent_and_nobody_owes_what_they_do_not_sponsor(scene: Scene) -> None:
    dana, _ = await asked(scene)
    assert "Monthly check-in · September 2026" in (await dana.says("check in")).words
    assert "Nothing needs you in September 2026" in (await scene.chat(PAUL).says("Check-In.")).words


async def test_an_initiative_without_a_metric_asks_for_one_and_takes_an_outlook(scene: Scene) -> None:
    dana, card = await asked(scene)
    question = await register(dana, "Invoice matching")
    await question.press("I accept")
    both = await dana.says("check in")
    assert "2 initiatives need your answer" in both.words
    assert "Set the metric: Invoice matching" in both.titles
    partly = await card.press("Save check-in", **ANSWER)  # the older card, which knows one of them
    assert "One more to answer" in " ".join(partly.titles)
    rest = await partly.press(next(title for title in partly.titles if "One more" in title))
    assert "Invoice matching" in rest.words
    whole = await rest.press("Save check-in", outlook="on_track")
    assert "Your 2 answers are saved" in whole.words
    assert "Proposal drafting" in whole.words


async def test_an_old_client_that_knows_action_submit_only_gets_the_same(scene: Scene) -> None:
    _, card = await asked(scene)
    wrong = await card.submit("Save check-in", **ANSWER | {"value": "much"})
    assert "“much” is not a number" in wrong.words
    saved = await wrong.submit("Save check-in", value="4.7")
    assert "Your answer is saved" in saved.words
    stored = await dump(scene.store)
    assert (await card.press("Save check-in", **ANSWER)).card == saved.card
    assert changed(stored, await dump(scene.store)) == set()

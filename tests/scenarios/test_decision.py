"""The gate comes, and its sponsor funds, narrows or retires."""

from datetime import date, timedelta

import pytest

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import DANA, OLGA, PAUL, RITA, Chat, Scene, Shown
from tests.scenarios.steps import DUE, armed

REASON = "The time saved holds in all four practices."
FUND = {"fund__on": "2027-01-15", "fund__reason": REASON, "fund__second_name": RITA.name, "fund__expires": "2027-01-20"}


async def at_gate(scene: Scene) -> tuple[Chat, Shown]:
    """It is the gate's day, and the decision card is in the sponsor's chat."""
    dana = await armed(scene)
    scene.at(DUE)
    await scene.work()
    [card] = dana.about("Decision · due 30 Nov 2026")
    return dana, card


async def test_the_card_comes_on_the_day_with_three_equal_choices_and_no_recommendation(scene: Scene) -> None:
    _, card = await at_gate(scene)
    assert "The evidence recommends nothing" in card.words
    assert "Not measured" in card.words
    assert "Funding lacks" in card.words
    links = ["Open: Integration, scale plan and budget", "Show: The record"]
    assert card.titles == [*links, "Record: fund", "Record: narrow", "Record: retire"]
    assert all(action.get("style") != "positive" for action in card.card["actions"])


async def test_before_its_day_there_is_nothing_to_decide(scene: Scene) -> None:
    dana = await armed(scene)
    assert "30 Nov 2026" in (await dana.says("gate Proposal drafting")).words
    assert "it can be taken from that day" in (await dana.says("gate Proposal drafting")).words


async def test_funding_with_pieces_missing_waits_for_a_second_person_who_signs(scene: Scene) -> None:
    dana, card = await at_gate(scene)
    pending = await card.press("Record: fund", **FUND)
    assert "counts once the second person has signed" in pending.words
    await scene.work()
    rita = scene.chat(RITA)
    [ask] = rita.about("Second signature · asked by Dana Whitfield")
    assert REASON in ask.words
    assert "Nobody owns what production needs" in ask.words
    signed = await ask.press("Sign")
    assert "Also signed by: Rita Reviewer" in signed.words
    await scene.work()

    assert "Funded" in (await dana.says("show Proposal drafting")).words
    assert len(dana.about("Also signed by: Rita Reviewer")) >= 1
    assert dana.about("Your decision") == []  # no card asks for it any more
    assert rita.about("Second signature · asked by") == []
    happened = await actions(scene.store)
    assert happened.count("teams:decision:pending") == happened.count("teams:decision:final") == 1


async def test_every_answer_given_twice_gives_the_same_and_stores_nothing_more(scene: Scene) -> None:
    _, card = await at_gate(scene)
    first = await card.press("Record: fund", **FUND)
    stored = await dump(scene.store)
    assert (await card.press("Record: fund", **FUND)).card == first.card
    assert changed(stored, await dump(scene.store)) == set()
    await scene.work()
    [ask] = scene.chat(RITA).about("Second signature")
    signed = await ask.press("Sign")
    stored = await dump(scene.store)
    assert (await ask.press("Sign")).card == signed.card
    assert changed(stored, await dump(scene.store)) == set()


async def test_what_is_missing_in_an_override_is_said_and_kept(scene: Scene) -> None:
    _, card = await at_gate(scene)
    before = await dump(scene.store)
    wrong = await card.press(
        "Record: fund", fund__on="2026-11-01", fund__reason="it is good", fund__second_name=DANA.name
    )
    assert "This date has passed" in wrong.words
    assert "at least 20 characters" in wrong.words
    assert wrong.typed["fund.reason"] == "it is good"
    again = await wrong.press("Record: fund", fund__on="2027-01-15", fund__reason=REASON)
    assert "The second signature has to come from another person" in again.words
    assert "Say until when these pieces will be mended" in again.words
    roleless = await again.press("Record: fund", fund__second_name=PAUL.name, fund__expires="2027-06-01")
    assert "This person cannot countersign" in roleless.words
    assert "at most 60 days" in roleless.words
    assert changed(before, await dump(scene.store)) == set()

    pending = await roleless.press("Record: fund", fund__second_name=RITA.name, fund__expires="2027-01-20")
    assert "counts once the second person has signed" in pending.words


async def test_handed_back_with_a_remark_it_is_owed_again(scene: Scene) -> None:
    dana, card = await at_gate(scene)
    await card.press("Record: fund", **FUND)
    await scene.work()
    [ask] = scene.chat(RITA).about("Second signature")
    before = await dump(scene.store)
    short = await ask.press("Hand it back", remark="No budget")
    assert "at least 20 characters" in short.words
    assert changed(before, await dump(scene.store)) == set()
    remark = "No budget cap: please agree one with Finance first."
    back = await ask.press("Hand it back", remark=remark)
    assert remark in back.words
    await scene.work()

    assert dana.about(remark) != []
    again = await dana.says("gate Proposal drafting")
    assert "Record: retire" in again.titles
    retired = await again.press("Record: retire", retire__on="2026-12-18", retire__reason=REASON)
    assert "Retire" in retired.words


@pytest.mark.parametrize(
    ("choice", "on", "stage"), [("narrow", "2027-01-20", "Piloting"), ("retire", "2026-12-18", "Retiring")]
)
async def test_narrowing_and_retiring_take_a_date_and_a_reason(scene: Scene, choice: str, on: str, stage: str) -> None:
    dana, card = await at_gate(scene)
    before = await dump(scene.store)
    wrong = await card.press(f"Record: {choice}", **{f"{choice}__on": "", f"{choice}__reason": "because"})
    assert "Please fill this in" in wrong.words
    assert changed(before, await dump(scene.store)) == set()
    done = await wrong.press(f"Record: {choice}", **{f"{choice}__on": on, f"{choice}__reason": REASON})

    assert "Decided by Dana Whitfield" in done.words
    assert REASON in done.words
    assert f"Initiative · {stage}" in (await dana.says("show Proposal drafting")).words
    stored = await dump(scene.store)
    assert (await card.press(f"Record: {choice}", **{f"{choice}__on": on, f"{choice}__reason": REASON})).card == done.card
    assert changed(stored, await dump(scene.store)) == set()
    refused = await card.press("Record: retire", retire__on="2026-12-24", retire__reason=REASON + " Really.")
    assert "This gate has already been decided" in refused.words
    assert changed(stored, await dump(scene.store)) == set()


async def test_a_narrowed_one_comes_to_its_next_gate_on_the_day_that_was_named(scene: Scene) -> None:
    dana, card = await at_gate(scene)
    await card.press("Record: narrow", narrow__on="2027-01-20", narrow__reason=REASON)
    scene.at(date(2027, 1, 20))
    await scene.work()

    assert len(dana.about("Decision · due 20 Jan 2027")) == 1


async def test_nobody_but_the_sponsor_decides_and_nobody_but_the_person_asked_signs(scene: Scene) -> None:
    _, card = await at_gate(scene)
    before = await dump(scene.store)
    for person in (PAUL, OLGA, RITA):
        passed_on = Shown(chat=scene.chat(person), card=card.card, message=card.message)
        refused = await passed_on.press("Record: retire", retire__on="2026-12-18", retire__reason=REASON)
        assert REASON not in refused.words
    assert changed(before, await dump(scene.store)) == set()
    await card.press("Record: fund", **FUND)
    await scene.work()
    [ask] = scene.chat(RITA).about("Second signature")
    stored = await dump(scene.store)
    for person in (DANA, OLGA):
        passed_on = Shown(chat=scene.chat(person), card=ask.card, message=ask.message)
        assert "Also signed by: Rita" not in (await passed_on.press("Sign")).words
    assert changed(stored, await dump(scene.store)) == set()


async def test_undecided_it_is_asked_again_and_decided_by_policy_after_the_notice(scene: Scene) -> None:
    dana, card = await at_gate(scene)
    came: dict[int, str] = {}
    for days in range(1, 20):
        before = dana.messages[-1].id
        scene.at(DUE + timedelta(days=days))
        await scene.work()
        if dana.messages[-1].id != before and "Decision · due" in dana.newest.words:  # beside the monthly check-in
            came[days] = dana.newest.words

    assert list(came)[:3] == [3, 7, 14]  # T+12 is a Saturday, and so the notice comes on Monday
    assert [f"{days} days overdue" in words for days, words in came.items()][:3] == [True] * 3
    assert "If nobody decides by 16 Dec 2026, spending is paused" in came[14]  # 48 hours after it was delivered
    assert (await actions(scene.store)).count("policy:decision:by_policy") == 1
    before = await dump(scene.store)
    late = await card.press("Record: retire", retire__on="2027-01-05", retire__reason=REASON)
    assert "already been decided" in late.words
    assert changed(before, await dump(scene.store)) == set()

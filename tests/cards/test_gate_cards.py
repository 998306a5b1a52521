"""The gate's cards: preparing, deciding, signing, the decision, the channel."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cards.render import render
from cards.verbs import Press, Verb
from portfolio.decisions import LONGEST_NARROWING, LONGEST_OVERRIDE, DecisionState, Piece
from portfolio.gates import DefaultDecision, GateState, Missing
from portfolio.messages import Reason
from portfolio.verdicts import Advice, Choice, opposes
from tests.cards.look import chip, forms, inputs, presses, primary
from tests.cards.views_base import GATE_ON, ID, NAME
from tests.cards.views_g import SAMPLES
from tests.cards.views_gates import CHANNEL, COUNTERSIGN, DECIDED, DECISION, DEFAULT, PREPARE, line
from words.api import Words

W = Words("en")
TITLES = {choice: W.name(choice) for choice in Choice}


def opened(view: object, choice: Choice) -> dict[str, Any]:
    """The form of one choice."""
    return dict(forms(render(view, "en").card)[TITLES[choice]])


def test_the_reminder_leads_with_what_is_missing_and_says_what_happens_otherwise() -> None:
    text = render(PREPARE, "en").text
    assert "2 things keep the rules from being locked" in text
    assert "Funding lacks 11 of 11 pieces" in text
    assert "It takes about 5 minutes. If nothing happens, the decision card comes on 14 Dec 2026" in text


@pytest.mark.parametrize(
    ("missing", "verb"),
    [
        ((Missing.METRIC,), Verb.METRIC_OPEN),
        ((Missing.SPONSOR, Missing.RETIREMENT_PLAN), Verb.METRIC_OPEN),
        ((Missing.SPONSOR,), Verb.RULES_OPEN),
        ((), Verb.RULES_OPEN),
    ],
)
def test_the_reminder_leads_to_where_it_can_be_mended(missing: tuple[Missing, ...], verb: Verb) -> None:
    card = render(replace(PREPARE, missing=missing), "en").card
    assert [presses(card)[title].verb for title in primary(card)] == [verb]


def test_no_choice_weighs_more_than_another() -> None:
    card = render(DECISION, "en").card
    assert primary(card) == []
    assert list(forms(card)) == ["Fund to production", "Narrow scope", "Retire"]
    styles = {(action.get("style"), action.get("mode")) for action in card["actions"] if action["type"] == "Action.ShowCard"}
    assert styles == {(None, None)}


@pytest.mark.parametrize("choice", Choice)
def test_each_choice_asks_its_own_day_and_reason_and_nothing_is_filled_in(choice: Choice) -> None:
    asked = inputs(opened(DECISION, choice))
    assert {f"{choice}.on", f"{choice}.reason"} <= asked.keys()
    assert asked[f"{choice}.on"]["isRequired"]
    assert asked[f"{choice}.reason"]["isRequired"]
    assert not any("value" in one for one in asked.values())
    assert all(id.startswith(f"{choice}.") for id in asked)


@pytest.mark.parametrize("choice", Choice)
def test_recording_carries_the_choice_and_the_revision_that_was_seen(choice: Choice) -> None:
    (press,) = presses({"type": "AdaptiveCard", **opened(DECISION, choice)}).values()
    assert press == Press(verb=Verb.GATE_DECIDE, ids={"gate": "g-1", "choice": choice.value}, revision=5)


def test_days_keep_to_the_rules_of_each_choice() -> None:
    today = DECISION.today
    narrow = inputs(opened(DECISION, Choice.NARROW))["narrow.on"]
    assert (narrow["min"], narrow["max"]) == (today.isoformat(), (today + LONGEST_NARROWING).isoformat())
    expires = inputs(opened(DECISION, Choice.FUND))["fund.expires"]
    assert expires["min"] == (today + timedelta(days=1)).isoformat()
    assert expires["max"] == (today + LONGEST_OVERRIDE).isoformat()


def test_funding_lists_each_missing_piece_and_asks_who_signs_and_until_when() -> None:
    form = opened(DECISION, Choice.FUND)
    assert list(inputs(form)) == ["fund.on", "fund.reason", "fund.second", "fund.second_name", "fund.expires"]
    for piece in DECISION.missing_to_fund:
        assert W.name(piece) in str(form)
    assert W.name(Piece.BASELINE) not in str(form)


def test_funding_that_lacks_nothing_asks_for_nobody_else() -> None:
    view = replace(DECISION, missing_to_fund=())
    assert list(inputs(opened(view, Choice.FUND))) == ["fund.on", "fund.reason"]
    assert "Funding lacks nothing" in render(view, "en").text


@pytest.mark.parametrize("recommended", Advice)
def test_a_choice_against_the_evidence_asks_who_signs(recommended: Advice) -> None:
    view = replace(DECISION, recommended=recommended, missing_to_fund=())
    asking = {choice for choice in Choice if f"{choice}.second" in inputs(opened(view, choice))}
    assert asking == {choice for choice in Choice if opposes(recommended, choice)}
    told = render(view, "en").text
    assert f"The evidence recommends: {W.name(recommended)}" in told
    assert ("Each of the three choices needs a second signature today" in told) == (recommended is Advice.EXTEND)
    assert ("Counting has begun" in told) == (recommended is Advice.COUNT_ON)
    unarmed = render(replace(view, armed=False), "en").text
    assert ("It cannot be judged" in unarmed) == (recommended is Advice.COUNT_ON)


def test_only_the_choices_a_rule_left_are_offered() -> None:
    assert list(forms(render(SAMPLES["decision_retire_only"], "en").card)) == ["Retire"]
    made = render(SAMPLES["decision_narrowed"], "en")
    assert list(forms(made.card)) == ["Fund to production", "Retire"]
    assert "It has been narrowed 2 times already." in made.text


def test_a_gate_that_was_never_armed_says_it_cannot_be_judged() -> None:
    assert "It cannot be judged: its rules were not locked beforehand" in render(replace(DECISION, armed=False), "en").text


def test_where_there_is_no_number_nobody_is_said_to_have_reported_one() -> None:
    assert "reported by a person" not in str(opened(SAMPLES["decision_unarmed"], Choice.FUND))
    assert "None of its numbers is read from a system." in str(opened(SAMPLES["decision_unarmed"], Choice.FUND))


def test_after_a_narrowing_open_rules_are_those_of_a_new_decision() -> None:
    text = render(SAMPLES["decision_open"], "en").text
    assert "It cannot be judged: this is a new decision, and its rules are still open" in text
    assert "not locked beforehand" not in text
    assert W.name(Piece.RULES) in str(opened(SAMPLES["decision_open"], Choice.FUND))


def test_where_only_retiring_is_left_nothing_is_said_of_judging() -> None:
    assert "cannot be judged" not in render(replace(DECISION, armed=False, choices=(Choice.RETIRE,)), "en").text


def test_a_refused_decision_says_on_top_which_choice_to_open_and_what_is_wrong() -> None:
    top = str(render(SAMPLES["decision_refused"], "en").card["body"])
    assert "Not saved: 4 things to correct" in top
    assert "Open “Fund to production” again" in top
    assert "Open “Narrow scope” again" not in top
    assert "Please give a reason of at least 20 characters." in top


@pytest.mark.parametrize(
    ("days", "why", "default", "sentence"),
    [
        (0, Reason.GATE_TODAY, DefaultDecision.PAUSE, "If nobody decides by 28 Dec 2026, spending is paused;"),
        (0, Reason.GATE_TODAY, DefaultDecision.RETIRE, "If nobody decides by 28 Dec 2026, it is retired;"),
        (0, Reason.GATE_TODAY, None, "If nobody decides, leadership sees it as overdue."),
        (12, Reason.GATE_LATE_12, DefaultDecision.PAUSE, "If nobody decides by 28 Dec 2026, spending is paused;"),
        (20, Reason.GATE_LATE_12, DefaultDecision.PAUSE, "If nobody decides by 5 Jan 2027, spending is paused;"),
        (20, Reason.GATE_TODAY, DefaultDecision.PAUSE, "If nobody decides, spending is paused;"),
    ],
)
def test_the_card_says_what_happens_if_nobody_decides(
    days: int, why: Reason, default: DefaultDecision | None, sentence: str
) -> None:
    view = replace(DECISION, today=GATE_ON + timedelta(days=days), why=why, default=default)
    assert sentence in render(view, "en").text


@pytest.mark.parametrize(("days", "word"), [(0, "Decision due"), (1, "1 day overdue"), (9, "9 days overdue")])
def test_the_chip_counts_the_days_a_decision_is_late(days: int, word: str) -> None:
    assert chip(render(replace(DECISION, today=GATE_ON + timedelta(days=days)), "en").card) == word


def test_signing_and_handing_back_weigh_the_same() -> None:
    card = render(COUNTERSIGN, "en").card
    assert primary(card) == []
    ids = {"decision": "d-4"}
    assert presses(card) == {
        "Sign": Press(verb=Verb.DECISION_COUNTERSIGN, ids=ids),
        "Hand it back": Press(verb=Verb.DECISION_HAND_BACK, ids=ids),
    }
    assert list(inputs(forms(card)["Hand back"])) == ["remark"]
    assert inputs({**card, "actions": []}) == {}


def test_the_second_person_reads_what_they_would_set_aside() -> None:
    text = render(COUNTERSIGN, "en").text
    assert "3 missing pieces would be set aside until 1 Feb 2027" in text
    assert "with your name" in text
    assert "set aside" not in render(SAMPLES["countersign_narrow"], "en").text


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        ("decided", "Funded to production", "Also signed by: Priya Raman"),
        ("decided_pending", "Signature due", "“Fund to production” counts once the second person has signed"),
        ("decided_back", "Handed back", "“Fund to production” was not signed and does not count"),
        ("decided_narrow", "Narrowed", "Next decision: 5 Jan 2027"),
        ("decided_policy", "Retired", "Decided by policy: nobody decided within 14 days"),
    ],
)
def test_a_decision_says_how_it_stands(name: str, word: str, sentence: str) -> None:
    made = render(SAMPLES[name], "en")
    assert chip(made.card) == word
    assert sentence in made.text
    assert made.summary == f"{NAME} · {word}"


def test_only_a_decision_that_counts_sets_pieces_aside() -> None:
    assert "3 missing pieces are set aside until 1 Feb 2027" in render(DECIDED, "en").text
    for undone in (replace(DECIDED, state=state) for state in DecisionState if state is not DecisionState.FINAL):
        assert "would be set aside" in render(undone, "en").text


def test_a_decision_quotes_reason_and_remark_and_policy_has_none() -> None:
    assert "Remark of the second person\nNo budget cap" in render(SAMPLES["decided_back"], "en").text
    assert "Reason" not in render(SAMPLES["decided_policy"], "en").text


def test_the_channel_reads_the_finding_first() -> None:
    made = render(CHANNEL, "en")
    assert made.summary == "3 decisions are overdue, 3 due within 14 days"
    assert "Contract clause review  ◆ 11 days overdue\nHenrik Ortiz decides · 3 Dec" in made.text
    assert "Supplier contract answers  ◆ Retired" in made.text
    assert "No sponsor has accepted · 13 Dec" in made.text
    assert "3 more are not shown here." in made.text


@pytest.mark.parametrize(
    ("days", "title"),
    [
        ([-3], "One decision is overdue"),
        ([-3, -1], "2 decisions are overdue"),
        ([0], "One decision is due within 14 days"),
        ([0, 14], "2 decisions are due within 14 days"),
        ([-1, 0], "One decision is overdue, 1 due within 14 days"),
    ],
)
def test_the_finding_is_counted_from_the_lines(days: list[int], title: str) -> None:
    view = replace(CHANNEL, lines=tuple(line(NAME, day) for day in days))
    assert render(view, "en").summary == title


def test_a_list_that_is_done_says_so() -> None:
    assert render(SAMPLES["channel_done"], "en").summary == "No decision on this list is owed any more"


def test_a_paused_line_is_no_longer_overdue() -> None:
    view = replace(CHANNEL, lines=(line(NAME, -14, state=GateState.DECIDED),))
    made = render(view, "en")
    assert "Spending paused" in made.text
    assert "overdue" not in made.text.splitlines()[1]


def test_a_day_of_another_year_names_the_year() -> None:
    assert "1 Jan 2027" in render(replace(CHANNEL, lines=(line(NAME, 18),)), "en").text


def test_a_default_says_what_happened_why_and_what_comes_next() -> None:
    made = render(DEFAULT, "en")
    assert made.summary == "Spending on Proposal first drafts is paused"
    assert "Nobody decided within 14 days of 14 Dec 2026." in made.text
    assert "The next decision is due 27 Jan 2027. It can only be to retire it." in made.text
    assert presses(made.card) == {
        "Show the record": Press(verb=Verb.RECORD_SHOW, ids={"initiative": ID}),
        "Take the default back": Press(verb=Verb.DEFAULT_REVERSE, ids={"gate": "g-1", "initiative": ID}),
    }
    assert "next decision" not in render(SAMPLES["default_retire"], "en").text

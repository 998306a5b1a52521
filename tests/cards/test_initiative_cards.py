"""Registering, sponsorship, the metric, the rules and the record: what the cards ask, and what their buttons do."""

from dataclasses import replace
from datetime import date

import pytest

from cards.markup import markdown_escape
from cards.render import render
from cards.verbs import Press, Verb
from portfolio.gates import GateState, Missing
from portfolio.initiatives import Stage
from portfolio.metrics import Family
from portfolio.sources import Trouble
from portfolio.views.initiatives import Rules, SourceTrouble
from tests.cards.look import chip, forms, inputs, presses, primary
from tests.cards.views_base import ARABIC, EMPTY_PANEL, HIGHER, ID, MARKDOWN, PANEL
from tests.cards.views_g import ACCEPTANCE, METRIC, RECORD, REGISTER, RULES, SAMPLES
from tests.cards.walk import walk
from words.api import Words
from words.catalogue import messages

REGISTERED = SAMPLES["record_registered"]


def test_registering_asks_five_fields_and_where_it_is_used() -> None:
    card = render(REGISTER, "en").card
    assert list(inputs(card)) == [
        "name", "workflow", "intent", "sponsor", "sponsor_name", "first_use", "gate_on", "integration",
    ]  # fmt: skip
    assert [one["label"] for one in inputs(card).values() if one.get("isRequired")] == [
        "What is it called?",
        "Which work does it improve?",
        "What should get better, in one sentence?",
        "First day people use it",
        "Where do people use it?",
    ]


def test_registering_carries_the_token_that_makes_pressing_twice_harmless() -> None:
    card = render(REGISTER, "en").card
    assert presses(card) == {"Register": Press(verb=Verb.REGISTER_SUBMIT, ids={"token": "t-1"})}
    assert primary(card) == ["Register"]


def test_a_decision_date_cannot_be_chosen_in_the_past() -> None:
    assert inputs(render(REGISTER, "en").card)["gate_on"]["min"] == REGISTER.today.isoformat()


def test_the_sponsor_reads_what_accepting_means() -> None:
    text = render(ACCEPTANCE, "en").text
    for sentence in (
        "You are named executive sponsor of Proposal first drafts",
        "It means three things:",
        "You choose when trade-offs come up.",
        "You remove blockers, such as policy, training time or workflow.",
        "Leadership reads the outcome monthly in your name.",
        "Decision date 14 Dec 2026",
        "It takes 1 minute.",
        "No answer is not a yes",
    ):
        assert sentence in text


def test_accepting_is_one_press_and_declining_may_name_somebody_else() -> None:
    card = render(ACCEPTANCE, "en").card
    ids = {"initiative": ID}
    assert presses(card) == {
        "I accept": Press(verb=Verb.SPONSORSHIP_ACCEPT, ids=ids),
        "Decline": Press(verb=Verb.SPONSORSHIP_DECLINE, ids=ids),
    }
    assert primary(card) == ["I accept"]
    assert list(inputs(forms(card)["Someone else"])) == ["instead", "instead_name"]


def test_accepting_sends_no_input_of_the_other_form() -> None:
    card = render(ACCEPTANCE, "en").card
    assert inputs({**card, "actions": []}) == {}


def test_a_refused_name_is_said_where_a_folded_form_does_not_hide_it() -> None:
    card = render(SAMPLES["acceptance_refused"], "en").card
    assert "I have not met this person yet" in str(card["body"])


def test_the_metric_offers_every_family_and_both_directions() -> None:
    asked = inputs(render(METRIC, "en").card)
    assert [choice["value"] for choice in asked["family"]["choices"]] == [family.value for family in Family]
    assert [choice["value"] for choice in asked["direction"]["choices"]] == ["lower", "higher"]


def test_the_metric_may_leave_what_is_unknown_empty() -> None:
    asked = inputs(render(METRIC, "en").card)
    optional = {id for id, one in asked.items() if not one.get("isRequired")}
    assert optional == {
        "direction", "population", "source", "per_month", "baseline", "baseline_source", "floor", "breadth",
        "single_role", "adoption_lead", "adoption_lead_name",
    }  # fmt: skip


def test_saving_the_metric_carries_the_revision_that_was_seen() -> None:
    press = presses(render(METRIC, "en").card)["Save and see the rules"]
    assert press == Press(verb=Verb.METRIC_SAVE, ids={"initiative": ID}, revision=3)


@pytest.mark.parametrize(
    ("view", "sentences"),
    [
        (
            RULES,
            [
                "RFP receipt to first draft, median is 2.5 days or less by 14 Dec 2026",
                "it misses that and is at 3.5 days or less.",
                "it is still open, and about 5 times the data or less would settle it; by at most 30 days.",
                "Archive the site, empty the group, free 20 licences (service desk)",
            ],
        ),
        (
            replace(RULES, panel=HIGHER),
            [f"{MARKDOWN} is 75% or more by 14 Dec 2026", "it misses that and is still better than the baseline of 41%."],
        ),
        (
            replace(RULES, panel=EMPTY_PANEL, retirement_plan=None),
            ["No target is set yet.", "it misses that and is still better than before.", "Nothing is written yet."],
        ),
    ],
)
def test_the_rules_are_said_in_words(view: Rules, sentences: list[str]) -> None:
    text = render(view, "en").text
    for sentence in sentences:
        assert sentence in text


def test_who_may_locks_the_rules_they_have_read() -> None:
    card = render(RULES, "en").card
    assert primary(card) == ["These are the rules"]
    assert presses(card)["These are the rules"] == Press(verb=Verb.GATE_ARM, ids={"gate": "g-1"}, revision=2)


@pytest.mark.parametrize(
    "view",
    [
        replace(RULES, may_arm=False),
        replace(RULES, missing=(Missing.RETIREMENT_PLAN,)),
        replace(RULES, armed_on=RULES.gate_on, may_arm=False),
    ],
)
def test_rules_that_cannot_be_locked_now_offer_no_such_button(view: Rules) -> None:
    assert Verb.GATE_ARM not in {press.verb for press in presses(render(view, "en").card).values()}


def test_locked_rules_cannot_be_changed_any_more() -> None:
    made = render(SAMPLES["rules_locked"], "en")
    assert chip(made.card) == "Locked"
    assert {press.verb for press in presses(made.card).values()} == {Verb.RECORD_SHOW}


def test_each_missing_thing_is_said_and_leads_to_the_form() -> None:
    made = render(SAMPLES["rules_missing"], "en")
    for missing in Missing:
        assert f"✕ {Words('en').name(missing)}" in made.text
    assert presses(made.card)["Add what is missing"].verb == Verb.METRIC_OPEN


def test_the_scorecard_says_standing_and_next_step_in_words() -> None:
    text = render(RECORD, "en").text
    assert "1 of 4 traits is met" in text
    assert "✓ Executive owner  Met" in text
    assert "◐ Success metric  Partly\nDelivery lead: have the baseline counted" in text


def test_the_history_tells_a_kind_of_entry_it_does_not_know_yet() -> None:
    text = render(RECORD, "en").text
    assert "24 Nov 2026, 10:32 · Rules locked · Dana Whitfield" in text
    assert "16 Sep 2026, 10:00 · Something else changed" in text


def test_times_on_the_record_are_the_readers() -> None:
    assert "18 Sep 2026, 00:30" in render(RECORD, "en").text
    assert "17 Sep 2026, 22:30" in render(replace(RECORD, zone="UTC"), "en").text


@pytest.mark.parametrize(
    ("view", "coloured", "verbs"),
    [
        (RECORD, [], {Verb.RULES_OPEN}),
        (replace(RECORD, may_prepare=True), [], {Verb.RULES_OPEN, Verb.METRIC_OPEN}),
        (replace(RECORD, may_decide=True), ["Decide"], {Verb.RULES_OPEN, Verb.GATE_OPEN}),
        (REGISTERED, ["Set the metric"], {Verb.METRIC_OPEN}),
        (replace(RECORD, panel=None), [], set()),
    ],
)
def test_the_record_offers_what_this_person_may_do(view: object, coloured: list[str], verbs: set[Verb]) -> None:
    card = render(view, "en").card
    assert primary(card) == coloured
    assert {press.verb for press in presses(card).values()} == verbs | {Verb.PLAN_SHOW}


@pytest.mark.parametrize(
    ("state", "days_left", "stage", "word"),
    [
        (GateState.ARMED, 20, Stage.PILOTING, "Due in 20 days"),
        (GateState.OPEN, 0, Stage.AT_GATE, "Decision due"),
        (GateState.NOTICE, -12, Stage.AT_GATE, "12 days overdue"),
        (GateState.PENDING_REVIEW, -1, Stage.AT_GATE, "Signature due"),
        (GateState.DECIDED, -30, Stage.FUNDED, "Funded"),
        (None, None, Stage.MERGED, "Merged"),
    ],
)
def test_the_chip_of_the_record_says_what_is_owed(
    state: GateState | None, days_left: int | None, stage: Stage, word: str
) -> None:
    view = replace(RECORD, gate_state=state, days_left=days_left, stage=stage)
    assert chip(render(view, "en").card) == word


def test_what_people_typed_is_shown_as_they_typed_it() -> None:
    view = replace(RECORD, name=MARKDOWN, sponsor=ARABIC, panel=replace(PANEL, metric=MARKDOWN))
    made = render(view, "en")
    assert made.text.count(MARKDOWN) == 2
    headings = [one.node["text"] for one in walk(made.card) if one.node.get("style") == "heading"]
    assert headings == [markdown_escape(MARKDOWN)]
    assert made.summary == f"{MARKDOWN} · Piloting"


@pytest.mark.parametrize("trouble", list(Trouble))
def test_a_source_that_cannot_be_read_says_so_with_its_name_and_since_when(trouble: Trouble) -> None:
    found = SourceTrouble(source="PSA entries", since=date(2026, 11, 20), trouble=trouble, about="Received")
    read = render(replace(RECORD, trouble=found), "en").text
    assert "PSA entries cannot be read since 20 Nov 2026" in read
    told = messages("en")[f"record.trouble.{trouble}"]
    assert ("Received" in read) is ("{about}" in told)
    assert "cannot be read" not in render(RECORD, "en").text

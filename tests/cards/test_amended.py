"""A change of locked rules on its card, on the rules and on the decision: both versions, who agreed, and why."""

from dataclasses import replace

import pytest

from cards.render import render
from cards.verbs import Verb
from portfolio.breadth import Breadth, Narrow
from portfolio.criteria import AmendmentState
from portfolio.decisions import Piece
from portfolio.views.amending import Amended
from tests.cards.look import forms, inputs, presses
from tests.cards.views_base import PANEL
from tests.cards.views_g import BROAD, FOR_ONE_ROLE
from tests.cards.views_gates import DECISION
from tests.cards.views_rules import AMENDED, FORM, PENDING, PREPARED, RENEWAL, SAMPLES


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["amended", "decision_amended", "rules_amended"])
def test_both_versions_are_printed_with_the_reason_and_who_agreed(name: str, language: str) -> None:
    said = render(SAMPLES[name], language).text
    old, new = ("2.5 days", "2.8 days") if language == "en" else ("2,5 days", "2,8 days")
    for fact in (old, new, "Dana Whitfield", "Rita Reviewer", "The gain holds in all four practices"):
        assert fact in said, fact


def test_the_decision_card_says_which_versions_and_how_late() -> None:
    said = render(SAMPLES["decision_amended"], "en").text
    assert "The rules were changed on 24 Nov 2026, 20 days before the decision" in said
    assert "one day before the decision" in said and "Version 2 → version 3" in said
    assert "4.2 days (214 counted, 12 Mar 2026 to 9 Sep 2026) → 4.6 days (180 counted, 1 Apr 2026 to 9 Sep 2026)" in said


@pytest.mark.parametrize("state", AmendmentState)
def test_only_who_is_asked_can_answer(state: AmendmentState) -> None:
    view: Amended = replace(AMENDED, state=state)
    assert set(presses(render(view, "en").card)) == {"See the rules"}


def test_the_sponsor_accepts_or_keeps_the_old_rules_and_the_signer_signs_or_hands_back() -> None:
    accept, sign = presses(render(PREPARED, "en").card), presses(render(PENDING, "en").card)
    assert accept["Accept the change"].verb is Verb.AMEND_AGREE and accept["Keep the old rules"].verb is Verb.AMEND_REFUSE
    assert sign["Sign"].verb is Verb.AMEND_AGREE and sign["Hand it back"].verb is Verb.AMEND_REFUSE
    assert set(inputs(forms(render(PENDING, "en").card)["Hand back"])) == {"remark"}


def test_the_form_asks_for_a_reason_and_says_when_it_takes_a_second_person() -> None:
    card = render(FORM, "en")
    asked = inputs(card.card)
    assert asked["reason"]["isRequired"] and not asked["second_name"].get("isRequired")
    assert asked["margin.1"]["value"] == "5" and asked["breadth"]["value"] == "50"
    assert "The last 30 days have begun" in card.text
    assert "From 30 days before the decision on" in render(replace(FORM, cosigned=False), "en").text


def test_a_locked_baseline_is_shown_beside_what_the_source_says_now_and_what_has_changed_in_it() -> None:
    card = render(RENEWAL, "en")
    for fact in ("4.2 days", "4.6 days", "214", "180", "4 rows have changed in the source since"):
        assert fact in card.text
    assert set(inputs(forms(card.card)["Use as the new baseline"])) == {"reason", "second", "second_name"}
    for name in ("baseline_renewal_short", "baseline_renewal_unfit"):
        assert "Use as the new baseline" not in forms(render(SAMPLES[name], "en").card)


def test_breadth_is_a_criterion_in_words_or_a_single_role_case() -> None:
    assert "at least 60% of its people used it in the last four weeks" in render(BROAD, "en").text
    said = render(FOR_ONE_ROLE, "en").text
    assert "Two treasury analysts do this" in said and "of its people used it" not in said
    assert "mindestens 60 % der vorgesehenen Personen" in render(BROAD, "de").text


@pytest.mark.parametrize("narrow", Narrow)
def test_missing_breadth_says_why(narrow: Narrow) -> None:
    breadth = Breadth(least=PANEL.target / 5, single_role=None, narrow=narrow) if PANEL.target else None
    view = replace(DECISION, missing_to_fund=(Piece.BREADTH,), breadth=breadth)
    said = render(view, "en").text
    ends = {
        Narrow.UNFOLLOWED: "an admin can switch that on", Narrow.UNKNOWN: "cannot be told at the moment",
        Narrow.BELOW: "At least 50% of its people were agreed on", Narrow.HERO: "a few do nearly all of it",
    }
    assert "It has not been shown that enough people use it." in said and ends[narrow] in said

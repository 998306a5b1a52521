"""The check-in and its receipt: what is asked, what is kept, and what a press carries."""

from dataclasses import replace

import pytest

from cards.checkin_receipt import MOST_LINES
from cards.fit import MOST_BYTES, size
from cards.render import render, reply
from cards.verbs import Press, Verb
from portfolio.checkins import MOST_ROWS, Outlook
from portfolio.errors import problem
from portfolio.initiatives import MAX_NOTE
from portfolio.views.checkins import Clash
from tests.cards.look import below, chip, inputs, presses, primary
from tests.cards.panels import BARE, MEASURED
from tests.cards.test_fullest_g import ROCKET
from tests.cards.views import FORM, LINES, RECEIPT, SAMPLES, row
from tests.cards.walk import walk
from words.api import Words


def drawn(view: object) -> dict[str, object]:
    return render(view, "en").card


def test_the_ids_of_the_inputs_are_the_ones_the_view_names() -> None:
    assert list(inputs(drawn(FORM))) == [
        "i00.value", "i00.outlook", "i00.note", "i01.value", "i01.outlook", "i01.note", "i02.outlook", "i02.note",
    ]  # fmt: skip


def test_a_judgement_starts_empty_and_is_required_while_the_result_may_stay_unknown() -> None:
    asked = inputs(drawn(FORM))
    assert asked["i00.outlook"]["isRequired"] is True and "value" not in asked["i00.outlook"]
    assert [choice["value"] for choice in asked["i00.outlook"]["choices"]] == [outlook.value for outlook in Outlook]
    assert "isRequired" not in asked["i00.value"] and "value" not in asked["i00.value"]
    assert asked["i00.note"]["maxLength"] == MAX_NOTE


def test_a_row_without_a_metric_asks_for_one_instead_of_a_number() -> None:
    pressed = presses(drawn(FORM))["Set the metric: Supplier contract answers"]
    assert pressed == Press(verb=Verb.METRIC_OPEN, ids={"initiative": "i02"})
    assert "No metric yet" in render(FORM, "en").text


def test_its_buttons_carry_the_check_in_and_the_revision_it_was_drawn_from() -> None:
    found = presses(drawn(FORM))
    assert found["Submit all 3"] == Press(verb=Verb.CHECKIN_SUBMIT, ids={"check_in": "c1"}, revision=0)
    snoozed = {press.ids["until"] for press in found.values() if press.verb is Verb.CHECKIN_SNOOZE}
    assert snoozed == {"tomorrow", "monday", "week"}
    assert primary(drawn(FORM)) == ["Submit all 3"]


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_right_below() -> None:
    card = drawn(SAMPLES["checkin_refused"])
    asked = inputs(card)
    assert asked["i00.value"]["value"] == "2,9 Tage"
    assert asked["i00.note"]["value"] == "Tax starts *Monday*."
    assert (asked["i01.value"]["value"], asked["i01.outlook"]["value"]) == ("61", "at_risk")
    assert below(card, "i00.value") == "✕ “2,9 Tage” is not a number. Write it with digits, for example 2.9."
    assert below(card, "i00.outlook") == "✕ Please choose one."
    assert below(card, "i01.outlook") == ""
    said = render(SAMPLES["checkin_refused"], "en").text
    assert "Not saved: 3 things to correct" in said
    assert Words("en").say("problem.text_too_long", most=500) in said  # its initiative is no longer on the card


def test_changing_an_answer_is_not_asked_for_as_if_it_were_missing() -> None:
    view = FORM
    answered = replace(view, more=0, values={f"{row.initiative}.outlook": "at_risk" for row in view.rows})
    said = render(answered, "en").text
    assert f"Change your {len(view.rows)} answers" in said
    assert "Unanswered" not in said
    assert "Remind me tomorrow" not in said
    assert "Unanswered" in render(replace(answered, values={}), "en").text


def test_a_clash_keeps_the_answers_shows_theirs_and_saves_over_the_new_revision() -> None:
    view = SAMPLES["checkin_clash"]
    said, found = render(view, "en").text, presses(drawn(view))
    assert "Not saved: Marcus Lee saved this check-in on 3 Nov 2026, 09:12" in said
    assert "Marcus Lee answered: On track · 2.9 days “Tax practice starts on Monday" in said
    assert inputs(drawn(view))["i00.outlook"]["value"] == "at_risk"
    assert found["Save over it"] == Press(verb=Verb.CHECKIN_SUBMIT, ids={"check_in": "c1"}, revision=2)
    assert found["Show Marcus Lee's version"] == Press(verb=Verb.CHECKIN_THEIRS, ids={"check_in": "c1"}, revision=2)


def test_one_initiative_shows_its_whole_panel_and_several_one_line_each() -> None:
    assert [one.kind for one in walk(drawn(SAMPLES["checkin_one"]))].count("Image") == 1
    assert "Image" not in [one.kind for one in walk(drawn(FORM))]
    assert "2.9 days · target 2.5 by 14 Dec 2026" in render(FORM, "en").text


def test_from_the_fourth_week_on_it_says_how_likely_the_target_is_and_that_this_is_a_forecast() -> None:
    told = render(SAMPLES["checkin_ahead"], "en").text
    assert "34% chance of reaching the target by 14 Dec 2026. A forecast as of 31 Oct 2026, not a verdict." in told
    assert "an early one: it will still move a lot" in told
    assert "chance of reaching" not in render(FORM, "en").text


def test_a_panel_claims_an_interval_only_where_observations_stand_behind_it() -> None:
    measured = replace(FORM, rows=(row(0, panel=MEASURED),))
    assert "214 cases before, 41 after" in render(measured, "en").text
    for panel in (BARE, FORM.rows[0].panel):
        said = render(replace(FORM, rows=(row(0, panel=panel),)), "en").text
        assert "Likely between" not in said and "Not measured" in said


def test_it_says_why_it_came_how_long_it_takes_and_what_silence_means() -> None:
    said = render(FORM, "en").text
    assert "because you are an executive sponsor. It takes about 2 minutes. Unanswered, leadership reads" in said


def test_what_follows_is_announced() -> None:
    assert "4 more follow once these are saved." in render(SAMPLES["checkin_full"], "en").text
    assert "One more follows" in render(replace(FORM, more=1), "en").text


@pytest.mark.parametrize("sign", ["x", "ß", "案"])
def test_a_full_card_with_long_answers_in_any_script_fits_and_keeps_them(sign: str) -> None:
    rows = tuple(row(number, name=sign * 80) for number in range(MOST_ROWS))
    values = {f"i{number:02d}.note": sign * MAX_NOTE for number in range(MOST_ROWS)}
    card = drawn(replace(FORM, rows=rows, values=values, more=4))
    assert size(card) <= MOST_BYTES
    assert {id: one["value"] for id, one in inputs(card).items() if id.endswith(".note")} == values


def test_a_receipt_of_more_than_a_card_can_be_sent_with_says_how_many_more_there_are() -> None:
    line = replace(LINES[0], name=ROCKET * 80, note=ROCKET * MAX_NOTE, unit=ROCKET * 20)
    card = drawn(replace(RECEIPT, lines=(line,) * 40, saved_by=ROCKET * 100))
    assert size(card) <= MOST_BYTES
    assert f"{40 - MOST_LINES} more answers are not shown here." in render(replace(RECEIPT, lines=(line,) * 40), "en").text


@pytest.mark.parametrize("clash", [None, SAMPLES["checkin_clash"].clash])  # type: ignore[attr-defined]
def test_a_refused_card_that_is_too_large_to_be_drawn_again_stays_as_it_is(clash: Clash | None) -> None:
    rows = tuple(row(number) for number in range(MOST_ROWS))
    values = {f"{one.initiative}.{part}": ROCKET * MAX_NOTE for one in rows for part in ("note", "value")}
    wrong = (problem("i00.value", "not_a_number", text="*two*"),)
    small = replace(FORM, rows=rows, problems=() if clash else wrong, clash=clash)
    assert not reply(small, "en").beneath
    left = reply(replace(small, values=values), "en")
    assert left.beneath and "Nothing of it is lost" in left.words
    assert ("Marcus Lee saved this check-in" if clash else "“*two*” is not a number") in left.words


def test_a_receipt_says_what_leadership_will_read() -> None:
    said = render(RECEIPT, "en").text
    for line in ("Proposal first drafts  ✓ On track", "2.9 days", "“Tax practice starts on Monday;", "Result unknown"):
        assert line in said
    assert "Dana Whitfield · 3 Nov 2026, 09:14" in said
    assert "until the digest is posted on 6 Nov 2026" in said


def test_a_receipt_is_confirmed_once_nothing_is_open() -> None:
    whole, part = drawn(RECEIPT), drawn(replace(RECEIPT, open=3))
    done = drawn(replace(RECEIPT, confirmed=True))
    assert presses(whole)["Looks right"] == Press(verb=Verb.CHECKIN_CONFIRM, ids={"check_in": "c1"}, revision=1)
    assert presses(part)["3 more to answer"].verb is Verb.CHECKIN_OPEN and "Looks right" not in presses(part)
    assert list(presses(done)) == ["Edit"] and chip(done) == "Confirmed" and chip(whole) == "Saved"
    assert presses(done)["Edit"].verb is Verb.CHECKIN_EDIT


def test_a_late_answer_is_called_a_correction_and_promises_no_more_edits() -> None:
    said = render(replace(RECEIPT, corrected=True), "en").text
    assert "recorded as a correction" in said and "until the digest" not in said


def test_a_receipt_in_german_writes_numbers_and_times_as_there() -> None:
    said = render(replace(RECEIPT, lines=LINES[:1]), "de").text
    assert "2,9 days" in said and "3. Nov. 2026, 09:14" in said


def test_of_several_a_number_that_was_read_shows_its_whole_panel_and_why_and_the_others_a_line() -> None:
    said = render(SAMPLES["checkin_some_read"], "en").text
    assert said.count("Why this number\n") == 2 and said.count("Smallest improvement worth keeping") == 2
    assert "Likely between 38% lower and 24% lower" in said and "Too few cases have been counted" in said
    ids = [seen.node["id"] for seen in walk(drawn(SAMPLES["checkin_some_read"])) if "id" in seen.node]
    assert len(ids) == len(set(ids))


def test_where_whole_panels_do_not_fit_the_line_still_says_what_the_evidence_says() -> None:
    view = SAMPLES["checkin_all_read"]
    said = render(view, "en").text
    assert size(drawn(view)) <= MOST_BYTES
    assert "Why this number" not in said
    assert said.count("Likely · 2.9 days · target 2.5 by 14 Dec 2026") == MOST_ROWS


def test_why_it_came_is_true_of_one_initiative_as_of_many() -> None:
    for rows in (FORM.rows[:1], FORM.rows):
        said = render(replace(FORM, rows=rows), "en").text
        assert "You get this once a month because you are an executive sponsor." in said and "these initiatives" not in said

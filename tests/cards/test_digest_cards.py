"""The digest and the portfolio: the finding first, no number without its source, unknown is unknown."""

from dataclasses import replace

import pytest

from cards.render import render
from cards.verbs import Press, Verb
from portfolio.checkins import Outlook
from portfolio.decisions import Piece
from portfolio.verdicts import Verdict
from portfolio.views.digest import VerdictCount
from tests.cards.facts import facts
from tests.cards.look import presses, primary
from tests.cards.views import DIGEST, FULL, PORTFOLIO, PROVEN, QUIET, SAMPLES, outcome
from tests.cards.views_production import LINES
from tests.cards.walk import at_width, walk
from words.api import LOCALES, Words

every = pytest.mark.parametrize("language", LOCALES)


def counted(**counts: int) -> tuple[VerdictCount, ...]:
    return tuple(VerdictCount(verdict=Verdict(name), count=count) for name, count in counts.items())


@pytest.mark.parametrize(("counts", "finding"), [
    (counted(NOT_MEASURED=7), "None of 7 initiatives has proven its outcome yet"),
    (counted(PROVEN=3, LIKELY=4), "3 of 7 initiatives have proven their outcome"),
    (counted(PROVEN=1, SHORT=6), "One of 7 initiatives has proven its outcome"),
    (counted(NOT_MEASURED=1), "The one initiative has not proven its outcome yet"),
    (counted(PROVEN=1), "The one initiative has proven its outcome"),
    ((), "No AI initiative is in flight"),
])  # fmt: skip
def test_it_leads_with_the_finding(counts: tuple[VerdictCount, ...], finding: str) -> None:
    card = render(replace(DIGEST, counts=counts), "en").card
    assert [one.node["text"] for one in walk(card) if one.node.get("style") == "heading"] == [finding]
    assert render(replace(DIGEST, counts=counts), "en").summary.startswith(finding)


def test_what_is_in_production_is_not_among_those_it_counts() -> None:
    said = render(replace(DIGEST, counts=counted(NOT_MEASURED=6), production=LINES), "en").summary
    assert said.startswith("None of 6 initiatives still to be decided has proven its outcome yet")


def test_a_decision_that_alone_is_owed_is_overdue_once() -> None:
    late = tuple(one for one in DIGEST.owed if one.days_left < 0)
    assert "One decision is owed, and it is overdue." in render(replace(DIGEST, owed=late), "en").text


def test_decisions_owed_come_before_everything_else() -> None:
    said = render(DIGEST, "en").text
    order = ["3 decisions are owed. One of them is overdue.", "Needs a decision", "Initiatives by evidence", "Decided since",
             "Funded with pieces missing", "Needs attention", "All initiatives", "What sponsors say"]  # fmt: skip
    assert [said.index(block) for block in order] == sorted(said.index(block) for block in order)


@every
def test_every_fact_of_the_digest_is_in_its_plain_text(language: str) -> None:
    """Except what a number panel says elsewhere: a row shows the number of today and where it comes from."""
    words = Words(language)
    rows = tuple(replace(one, panel=None) for one in DIGEST.outcomes)
    made = tuple(replace(one, panel=None) for one in DIGEST.decided)
    view = replace(DIGEST, outcomes=rows, decided=made, period="", more_outcomes=0, counts=())
    said = " ".join(render(DIGEST, language).text.casefold().split())
    for ways in facts(view, words):
        assert any(" ".join(way.casefold().split()) in said for way in ways), ways


@every
def test_a_decision_says_what_it_was_decided_on(language: str) -> None:
    words = Words(language)
    made, said = DIGEST.decided[0], render(DIGEST, language).text
    assert made.panel is not None and made.panel.current is not None
    then = words.say("digest.decided.evidence", verdict=made.panel.verdict)
    assert f"{then} · {words.number(made.panel.current.value)} days · {words.name(made.panel.current.provenance)}" in said
    unknown = replace(DIGEST, decided=(replace(made, panel=None),))
    assert then.partition(":")[0] + ":" not in render(unknown, language).text


@every
def test_no_number_is_printed_without_its_source_and_date(language: str) -> None:
    words = Words(language)
    panel = outcome(0).panel
    assert panel is not None and panel.current is not None
    bare = replace(DIGEST, outcomes=(outcome(0, panel=replace(panel, current=None)),))
    assert words.say("digest.no_number") in render(bare, language).text
    said = render(replace(DIGEST, outcomes=(outcome(0),)), language).text
    number = f"{words.number(panel.current.value)} days, {words.name(panel.current.provenance)}"
    assert said.count(number) == 1
    assert words.day(panel.current.on) in said and words.day(DIGEST.frozen_on) in said


def test_a_missing_answer_is_unknown_so_far_and_never_zero() -> None:
    said = render(DIGEST, "en").text
    assert "Outlook unknown so far" in said and "One answer is missing: unknown so far" in said
    answered = replace(DIGEST, outcomes=(outcome(0),), unanswered=0)
    assert render(answered, "en").text.count("unknown so far") == render(answered, "en").text.count("0 unknown so far") == 1


def test_a_quiet_month_is_three_lines_and_a_source() -> None:
    assert render(QUIET, "en").text.split("\n") == [
        "AI portfolio · monthly outcomes · October 2026",
        "None of 7 initiatives has proven its outcome yet",
        "No decision is owed, none was taken, and nothing needs attention.",
        "",
        "Numbers as of 2 Nov 2026, each with where it comes from · posted 6 Nov 2026. "
        "Posted on the fifth working day of each month.",
        "",
        "[Open the portfolio]",
    ]


@pytest.mark.parametrize(
    "said", [{"note": "Two trainers short."}, {"outlook": Outlook.AT_RISK}, {"outlook": Outlook.OFF_TRACK}]
)
def test_a_month_is_not_quiet_when_a_sponsor_warned_or_wrote(said: dict[str, object]) -> None:
    warned = replace(QUIET, outcomes=(*QUIET.outcomes[1:], replace(QUIET.outcomes[0], **said)))
    assert "All initiatives" in render(warned, "en").text


def test_the_chart_has_one_bar_for_a_word_that_two_codes_share() -> None:
    card = render(PROVEN, "en").card
    chart = next(one.node for one in walk(card) if one.kind == "Chart.HorizontalBar")
    bars = {bar["x"]: bar["y"] for bar in chart["data"]}
    assert bars == {"Proven": 3, "Likely": 1, "Below target": 2, "Worse": 1}
    assert [fact["value"] for fact in chart["fallback"]["facts"]] == ["3 of 7", "1 of 7", "2 of 7", "1 of 7"]


def test_outcomes_are_a_table_where_it_is_wide_and_rows_elsewhere() -> None:
    card = render(PROVEN, "en").card
    for width, table in (("Wide", True), ("Standard", False), ("Narrow", False)):
        kinds = [one.kind for one in walk(at_width(card, width))]
        assert ("Table" in kinds) is table
    names = [one.node["text"] for one in walk(at_width(card, "Standard")) if one.kind == "TextBlock"]
    assert names.count("Proposal first drafts") == 2  # owed, and among the outcomes once


def test_overrides_are_printed_with_every_piece_the_second_person_and_the_day() -> None:
    said = render(FULL, "en").text
    for piece in Piece:
        assert Words("en").name(piece) in said
    assert said.count("M. Lee countersigned · to be mended by 19 Dec 2026") == 3


def test_what_does_not_fit_is_counted() -> None:
    said = render(FULL, "en").text
    shown = said.count("· 14 Dec 2026 · Outlook: At risk")
    assert 0 < shown <= 10
    assert f"{14 + 10 - shown} more initiatives are in the portfolio list." in said
    assert "Decided since the last digest" in said and "9 answers are missing" in said


def test_decisions_and_risks_that_are_not_shown_are_counted() -> None:
    said = render(FULL, "en").text
    assert "13 decisions are owed. 7 of them are overdue." in said
    assert "8 more decisions are owed; the portfolio list has them." in said
    risks = said[said.index("Needs attention") :]
    left = 11 + 5 - risks[: risks.index("more initiatives need attention")].count("\n▲ ")
    assert f"{left} more initiatives need attention; the portfolio list has them." in said


def test_a_decision_by_policy_says_that_nobody_decided() -> None:
    said = render(DIGEST, "en").text
    assert "In production from 20 Oct 2026" in said and "Access ends on 28 Oct 2026" in said
    assert said.count("By policy: nobody decided in time") == 1


def test_the_portfolio_shows_what_is_owed_before_what_is_known() -> None:
    said = render(PORTFOLIO, "en").text
    assert "Invoice exception triage  ◆ 11 days overdue\n" in said
    assert "Proposal first drafts  ✓ Proven" in said
    assert "No sponsor · Piloting · no decision date" in said and "Attention: no accepted sponsor, no metric" in said
    assert "محمد الأمين (has not accepted)" in said


def test_pages_turn_both_ways_and_only_where_there_are_some() -> None:
    middle, alone = presses(render(PORTFOLIO, "en").card), presses(render(SAMPLES["portfolio_mine"], "en").card)
    assert middle["Back"] == Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "1"})
    assert middle["Next page"] == Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "3"})
    assert middle["Show: Proposal first drafts"] == Press(verb=Verb.RECORD_SHOW, ids={"initiative": "i00"})
    assert not {"Back", "Next page"} & alone.keys()
    assert "page" not in render(SAMPLES["portfolio_mine"], "en").text
    last = presses(render(replace(PORTFOLIO, page=3), "en").card)
    assert "Back" in last and "Next page" not in last


def test_an_empty_portfolio_offers_to_register_the_first() -> None:
    card = render(SAMPLES["portfolio_empty"], "en").card
    assert primary(card) == ["Add the first initiative"]
    assert presses(card)["Add the first initiative"].verb is Verb.REGISTER_OPEN


def test_what_it_was_decided_on_has_the_whole_width() -> None:
    (said,) = [seen for seen in walk(render(DIGEST, "en").card) if "Evidence then" in str(seen.node.get("text", ""))]
    assert ".columns" not in said.path, "beside a chip it would be squeezed"

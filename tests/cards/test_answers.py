"""Short answers: notices, failures, welcome and help."""

from dataclasses import replace
from datetime import date

import pytest

from cards.render import render
from cards.verbs import Press, Verb
from portfolio.views.notices import Failure, Help, Notice, Tone, Welcome, Word
from tests.cards.look import presses
from tests.cards.walk import walk
from words.api import LOCALES

every = pytest.mark.parametrize("language", LOCALES)
GREETED = Welcome(name="Dana", in_channel=False, shadow=False)


def notice(code: str, tone: Tone = Tone.WARNING, initiative: str | None = None, **params: object) -> Notice:
    return Notice(tone=tone, code=code, params=params, initiative=initiative)


def test_a_refusal_without_a_title_of_its_own_says_not_done_and_why() -> None:
    said = render(notice("gate_not_open", on=date(2026, 12, 14)), "en").text
    assert said == "✕ Not done\nThis decision is due on 14 Dec 2026; it can be taken from that day.".replace("✕", "▲")


@pytest.mark.parametrize(("tone", "icon"), [
    (Tone.INFO, "Info"), (Tone.GOOD, "CheckmarkCircle"), (Tone.WARNING, "Warning"), (Tone.ERROR, "ErrorCircle"),
])  # fmt: skip
def test_its_tone_is_an_icon_and_never_a_colour_alone(tone: Tone, icon: str) -> None:
    shown = [one.node for one in walk(render(notice("not_yours", tone), "en").card) if one.kind == "Icon"]
    assert [one["name"] for one in shown] == [icon] and shown[0]["fallback"]["text"]


def test_a_number_chooses_the_plural_and_a_period_is_a_month() -> None:
    assert "One person is released" in render(notice("released", n=1), "en").text
    assert "26 people are released" in render(notice("released", n=26), "en").text
    assert "release everyone 26" in render(notice("release_count", n=26), "en").text
    assert "September 2026" in render(notice("check_in_lapsed", period="2026-09"), "en").text


def test_what_somebody_typed_is_quoted_literally() -> None:
    said = render(notice("nothing_called", name="[a](http://evil) *b*"), "en")
    assert "“[a](http://evil) *b*”" in said.text
    assert "](" not in str(said.card)


def test_a_notice_about_an_initiative_offers_to_show_it() -> None:
    about, other = notice("accepted_sponsor", Tone.GOOD, "i07", name="Drafts"), notice("snoozed", on=date(2026, 11, 9))
    assert presses(render(about, "en").card) == {"Show it": Press(verb=Verb.RECORD_SHOW, ids={"initiative": "i07"})}
    assert presses(render(other, "en").card) == {}


@every
def test_a_failure_gives_the_reference_and_what_to_do(language: str) -> None:
    assert "AB12" in render(Failure(reference="AB12"), language).text
    assert "AB12" in render(Failure(reference="AB12"), language).summary


def test_a_welcome_says_whether_anything_is_sent_yet() -> None:
    assert "shadow mode" not in render(GREETED, "en").text
    assert "Nothing is sent yet" in render(replace(GREETED, shadow=True), "en").text


def test_a_team_is_not_asked_to_register_and_learns_how_to_be_the_leadership_channel() -> None:
    team = render(replace(GREETED, in_channel=True), "en")
    assert "digest here" in team.text
    assert [press.verb for press in presses(team.card).values()] == [Verb.HELP_SHOW]
    assert Verb.REGISTER_OPEN in [press.verb for press in presses(render(GREETED, "en").card).values()]


def test_help_lists_every_command_and_in_a_channel_nothing_personal() -> None:
    everything = render(Help(said=None, likely=(), in_channel=False), "en").text
    assert all(word.value in everything for word in Word)
    public = render(Help(said=None, likely=(), in_channel=True), "en")
    assert "answer for your initiatives" not in public.text and "one-to-one chat" in public.text
    assert {press.verb for press in presses(public.card).values()} == {Verb.PORTFOLIO_PAGE, Verb.DIGEST_SHOW}


def test_after_unknown_words_only_the_likeliest_are_offered_and_nothing_is_done() -> None:
    likely = render(Help(said="chekc in", likely=(Word.CHECK_IN, Word.DIGEST), in_channel=False), "en")
    assert "I did not understand “chekc in”" in likely.text
    assert list(presses(likely.card)) == ["Check in", "Digest", "All commands"]
    assert "everything about one initiative" not in likely.text

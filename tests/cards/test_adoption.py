"""Use on a card: what may be said is said, what may not is told why, and nothing is about fewer than ten people."""

import re
from dataclasses import fields

import pytest

from cards.adoption import use_line, use_panel, use_short
from cards.elements import card
from cards.markup import markdown_escape
from cards.twin import twin
from portfolio.adoption import Adoption, Figure
from tests.cards.uses import AMBER, CONCEALED, EVERY, FADING, FEW, HEALTHY, HERO, HERO_OF_ALL, SMALL, V1
from words.api import LOCALES, Words

every = pytest.mark.parametrize("language", LOCALES)


def said(use: Adoption, language: str = "en") -> str:
    w = Words(language, escape=markdown_escape)
    return twin(card(use_panel(use, w), fallback_text="use"))


@every
@pytest.mark.parametrize("name", EVERY)
def test_the_panel_says_what_it_is_of_and_every_figure_or_why_it_is_not_there(name: str, language: str) -> None:
    use, w, text = EVERY[name], Words(language), said(EVERY[name], language)
    for word in (w.name(use.product), use.group, w.day(use.on), w.day(use.provisional_from), w.say("use.why.informs")):
        assert word in text
    assert use_line(use, w) in text
    if use.eligible.value is None:
        return
    for field in fields(use):
        figure = getattr(use, field.name)
        if isinstance(figure, Figure) and not field.name.startswith("tenant"):
            assert (w.name(figure.hidden) if figure.hidden else w.number(figure.value)) in text, field.name


def test_a_line_says_how_many_of_how_many_or_only_about() -> None:
    w = Words("en")
    assert use_line(HEALTHY, w) == "26 of 40 people used it in 28 days"
    assert use_line(FEW, w) == "Fewer than 10 of 38 people used it in 28 days"
    assert use_line(HERO_OF_ALL, w) == "More than 30 of 40 people used it in 28 days"
    assert use_line(CONCEALED, w) == "In the whole company 92 of 130 people used it"
    assert "too few" in use_line(SMALL, w) and not re.search(r"\b\d\b", use_line(SMALL, w))


@every
def test_a_fade_is_asked_about_and_says_since_when(language: str) -> None:
    w = Words(language)
    assert FADING.falling_since is not None
    assert w.say("use.falling", since=FADING.falling_since) in said(FADING, language)
    assert w.say("use.short.falling", since=FADING.falling_since) in use_short(FADING, w)
    assert w.name(FADING.fade) in said(FADING, language) and w.name(AMBER.fade) in said(AMBER, language)
    assert w.day(FADING.falling_since) not in said(HEALTHY, language)


@every
def test_a_hero_is_a_figure_and_nobody(language: str) -> None:
    w = Words(language)
    assert w.say("use.effective.hero", active=HERO.active.value, effective=HERO.effective.value) in said(HERO, language)
    assert w.say("use.hero") in said(HERO_OF_ALL, language) and w.say("use.short.hero") in use_short(HERO, w)
    assert w.say("use.chip.hero") not in said(HEALTHY, language)


@every
def test_what_a_report_does_not_have_is_named(language: str) -> None:
    w = Words(language)
    for name in V1.missing:
        assert w.say(f"use.count.{name}") in said(V1, language)
    assert w.say("use.concealed.why") in said(CONCEALED, language)

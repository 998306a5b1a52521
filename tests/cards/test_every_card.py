"""Every card in every language: fit to be sent, valid outside, small, and claiming nothing without observations."""

import re
from dataclasses import fields, is_dataclass

import pytest

from cards.fit import MOST_BYTES, size
from cards.render import DRAW, LONGEST_SUMMARY, render
from portfolio.evidence import Evidence
from portfolio.views.judged import JudgedRow
from portfolio.views.numbers import Panel
from tests.cards import schema as official
from tests.cards.every import FILES, SAMPLES
from tests.cards.lint import lint
from tests.cards.oracle import oracle
from words.api import LOCALES, Words

every = pytest.mark.parametrize("language", LOCALES)
sample = pytest.mark.parametrize("name", SAMPLES)


def test_every_view_that_can_be_drawn_has_a_sample() -> None:
    assert set(DRAW) == {type(view) for view in SAMPLES.values()}
    assert len(SAMPLES) == sum(len(one.SAMPLES) for one in FILES)


@every
@sample
def test_a_card_may_be_sent(name: str, language: str) -> None:
    card = render(SAMPLES[name], language).card
    assert lint(card) == []
    assert oracle(card) == []
    assert size(card) <= MOST_BYTES


@sample
def test_a_card_fits_the_official_schema(name: str) -> None:
    if not official.FILE.exists():
        pytest.skip(official.MISSING)
    assert official.schema(render(SAMPLES[name], "en").card) == []


@every
@sample
def test_a_summary_fits_into_the_feed(name: str, language: str) -> None:
    summary = render(SAMPLES[name], language).summary
    assert 0 < len(summary) <= LONGEST_SUMMARY
    assert "\n" not in summary


@every
@sample
def test_there_is_no_interval_without_observations(name: str, language: str) -> None:
    sentence = re.escape(Words(language).say("panel.interval", low="§", high="§", level="§", before="§", after="§"))
    found = re.findall(sentence.replace("§", ".+?"), render(SAMPLES[name], language).text)
    numbers = [number for panel in panels(SAMPLES[name]) for number in (panel, *panel.guardrails)]
    assert len(found) <= sum(number.interval is not None for number in numbers)


@every
@sample
def test_the_same_view_is_drawn_the_same(name: str, language: str) -> None:
    assert render(SAMPLES[name], language) == render(SAMPLES[name], language)


def test_a_language_nobody_wrote_is_english() -> None:
    for name in ("checkin", "digest"):
        assert render(SAMPLES[name], "ja-JP") == render(SAMPLES[name], "en")
        assert render(SAMPLES[name], "de-AT") == render(SAMPLES[name], "de") != render(SAMPLES[name], "en")


def test_a_view_without_a_card_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        render(object(), "en")


def panels(view: object) -> list[Panel | Evidence]:
    """Every number in a view: a panel, or a finding by itself."""
    if isinstance(view, Panel):
        return [view]
    if isinstance(view, JudgedRow):
        return [view.found]
    if isinstance(view, tuple):
        return [found for item in view for found in panels(item)]
    if is_dataclass(view):
        return [found for field in fields(view) for found in panels(getattr(view, field.name))]
    return []

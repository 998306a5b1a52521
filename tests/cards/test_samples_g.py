"""Every card of initiatives and gates, in every language: fit to be sent, and saying what its view knows."""

import json
import re
from dataclasses import fields, is_dataclass

import pytest

from cards.render import LONGEST_SUMMARY, render
from portfolio.views.numbers import Panel
from tests.cards import schema as official
from tests.cards.facts import facts
from tests.cards.lint import MOST_BYTES, lint
from tests.cards.oracle import oracle
from tests.cards.views_g import SAMPLES
from words.api import LOCALES, Words

every = pytest.mark.parametrize("language", LOCALES)
sample = pytest.mark.parametrize("name", SAMPLES)


@every
@sample
def test_a_card_may_be_sent(name: str, language: str) -> None:
    card = render(SAMPLES[name], language).card
    assert lint(card) == []
    assert oracle(card) == []


@every
@sample
def test_a_card_fits_the_official_schema(name: str, language: str) -> None:
    if not official.FILE.exists():
        pytest.skip(official.MISSING)
    assert official.schema(render(SAMPLES[name], language).card) == []


@every
@sample
def test_a_card_is_small_enough(name: str, language: str) -> None:
    card = render(SAMPLES[name], language).card
    assert len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()) <= MOST_BYTES


@every
@sample
def test_the_plain_text_has_every_fact_of_the_view(name: str, language: str) -> None:
    said = " ".join(render(SAMPLES[name], language).text.casefold().split())
    for ways in facts(SAMPLES[name], Words(language)):
        assert any(" ".join(way.casefold().split()) in said for way in ways), ways


@every
@sample
def test_a_summary_fits_into_the_feed(name: str, language: str) -> None:
    summary = render(SAMPLES[name], language).summary
    assert 0 < len(summary) <= LONGEST_SUMMARY
    assert "\n" not in summary


def panels(view: object) -> list[Panel]:
    """Every number panel in a view."""
    if isinstance(view, Panel):
        return [view]
    if isinstance(view, tuple):
        return [found for item in view for found in panels(item)]
    if is_dataclass(view):
        return [found for field in fields(view) for found in panels(getattr(view, field.name))]
    return []


@every
@sample
def test_there_is_no_interval_without_observations(name: str, language: str) -> None:
    sentence = re.escape(Words(language).say("panel.interval", low="§", high="§", level="§", before="§", after="§"))
    found = re.findall(sentence.replace("§", ".+?"), render(SAMPLES[name], language).text)
    assert len(found) == sum(panel.interval is not None for panel in panels(SAMPLES[name]))

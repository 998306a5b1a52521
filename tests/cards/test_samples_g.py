"""Every card of initiatives and gates, in every language, says all that its view knows."""

import pytest

from cards.render import render
from tests.cards.facts import facts
from tests.cards.views_g import SAMPLES
from words.api import LOCALES, Words


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_plain_text_has_every_fact_of_the_view(name: str, language: str) -> None:
    said = " ".join(render(SAMPLES[name], language).text.casefold().split())
    for ways in facts(SAMPLES[name], Words(language)):
        assert any(" ".join(way.casefold().split()) in said for way in ways), ways

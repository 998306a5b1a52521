"""What cannot be counted is said with its times as the reader writes them."""

import pytest

from cards.render import render
from tests.cards.views_sources import PREVIEW


@pytest.mark.parametrize(("language", "said"), [("en", "1 Apr 2026, 11:00"), ("de", "1. Apr. 2026, 11:00")])
def test_a_refused_time_is_written_in_the_language_and_zone_of_the_reader(language: str, said: str) -> None:
    words = render(PREVIEW, language).text
    assert said in words and "2026-04-01" not in words
    assert "next" in words, "what is no time stays as it was written"

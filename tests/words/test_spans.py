"""Lengths of time as a card says them."""

from datetime import timedelta

import pytest

from words.api import Words
from words.spans import span, wait


@pytest.mark.parametrize(("length", "said"), [
    (timedelta(), "0 min"), (timedelta(seconds=2), "2 s"), (timedelta(milliseconds=5), "0.1 s"),
    (timedelta(seconds=90), "1.5 min"), (timedelta(hours=6, minutes=12), "6.2 h"),
])  # fmt: skip
def test_what_takes_a_moment_does_not_take_nothing(length: timedelta, said: str) -> None:
    assert span(length, Words("en")) == wait(length, Words("en")) == said

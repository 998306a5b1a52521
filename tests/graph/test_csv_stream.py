"""A stream cut anywhere gives the rows the csv module gives for the whole."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.csv_stream import MOST_OPEN, CsvFeed
from graph.gaps import GapError
from portfolio.observations import Unreadable

cells = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | st.sampled_from(
    ["", '"', 'a "b"', "line\nbreak", "line\r\nbreak", "x,y", "\u2028", "\x1c", "ü€"]
)


@given(st.lists(st.lists(cells, min_size=2, max_size=4), max_size=12), st.lists(st.integers(1, 40)), st.booleans())
def test_where_the_stream_is_cut_does_not_matter(rows: list[list[str]], cuts: list[int], marked: bool) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    data = out.getvalue().encode("utf-8-sig" if marked else "utf-8")
    whole = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    feed, got, at = CsvFeed(), [], 0
    for cut in [*cuts, len(data)]:
        got += list(feed.feed(data[at : at + cut]))
        at += cut
    got += list(feed.end())
    assert got == whole


@pytest.mark.parametrize(("data", "why"), [
    (b"a,b\r\n\xff,1\r\n", "not_utf8"), (b'a,"b"c\r\n', "csv_broken"), (b'a,b\r\n"never closed', "csv_broken"),
    (b'"' + b"x\n" * MOST_OPEN, "csv_broken"),
])  # fmt: skip
def test_what_is_no_csv_is_unreadable(data: bytes, why: str) -> None:
    feed = CsvFeed()
    with pytest.raises(GapError) as caught:
        list(feed.feed(data))
        list(feed.end())
    assert caught.value.gap == Unreadable(why=why)

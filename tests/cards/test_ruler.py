"""The ruler: a picture that says nothing the numbers do not."""

import struct
import zlib
from base64 import b64decode
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.ruler import Scale, ruler

GREY, GREEN, DOT, BAND = 6, 5, 3, 2
NUMBERS = st.decimals(-10_000, 10_000, allow_nan=False, places=2)


def scale(baseline: str, target: str, now: str | None, interval: tuple[str, str] | None = None) -> Scale:
    return Scale(
        baseline=Decimal(baseline),
        target=Decimal(target),
        now=None if now is None else Decimal(now),
        interval=None if interval is None else (Decimal(interval[0]), Decimal(interval[1])),
    )


def pixels(uri: str | None) -> list[bytes]:
    """The rows of palette indices of the picture."""
    assert uri is not None
    png = b64decode(uri.removeprefix("data:image/png;base64,"), validate=True)
    found, at = {}, 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        found[kind] = png[at + 8 : at + 8 + size]
        at += 12 + size
    width, height = struct.unpack(">II", found[b"IHDR"][:8])
    raw = zlib.decompress(found[b"IDAT"])
    return [raw[row * (width + 1) + 1 : (row + 1) * (width + 1)] for row in range(height)]


def middle_of(rows: list[bytes], colour: int) -> float:
    columns = [x for row in rows for x in range(len(row)) if row[x] == colour]
    return (min(columns) + max(columns)) / 2


def test_the_dot_stands_where_the_number_stands_whichever_way_is_better() -> None:
    for baseline, target, now in (("4", "2", "3"), ("10", "30", "20"), ("-5", "5", "0")):
        rows = pixels(ruler(scale(baseline, target, now)))
        assert middle_of(rows, DOT) == pytest.approx((middle_of(rows, GREY) + middle_of(rows, GREEN)) / 2, abs=1.5)


def test_the_baseline_is_at_the_left_and_the_target_at_the_right() -> None:
    rows = pixels(ruler(scale("4.2", "2.5", "2.9")))
    assert middle_of(rows, GREY) < 30 < 770 < middle_of(rows, GREEN)


def test_without_a_number_there_is_no_dot_and_without_an_interval_no_band() -> None:
    flat = b"".join(pixels(ruler(scale("61", "75", None))))
    assert DOT not in flat and BAND not in flat
    assert BAND not in b"".join(pixels(ruler(scale("61", "75", "70"))))
    assert BAND in b"".join(pixels(ruler(scale("61", "75", "70", ("65", "74")))))


def test_a_number_beyond_an_end_moves_that_mark_inwards() -> None:
    worse, better = pixels(ruler(scale("4", "2", "4.4"))), pixels(ruler(scale("4", "2", "1.6")))
    assert middle_of(worse, DOT) < middle_of(worse, GREY) < 200
    assert middle_of(better, DOT) > middle_of(better, GREEN) > 600


def test_a_number_far_beyond_keeps_the_marks_apart() -> None:
    rows = pixels(ruler(scale("4", "2", "4000")))
    assert middle_of(rows, GREEN) - middle_of(rows, GREY) > 500


def test_no_way_between_the_same_two_numbers_is_no_picture() -> None:
    assert ruler(scale("4", "4", "3")) is None


@given(NUMBERS, NUMBERS, st.none() | NUMBERS, st.none() | st.tuples(NUMBERS, NUMBERS))
def test_any_numbers_give_a_small_picture(
    baseline: Decimal, target: Decimal, now: Decimal | None, interval: tuple[Decimal, Decimal] | None
) -> None:
    uri = ruler(Scale(baseline=baseline, target=target, now=now, interval=interval))
    assert (uri is None) == (baseline == target)
    if uri is not None:
        assert len(uri) < 600 and {len(row) for row in pixels(uri)} == {800}

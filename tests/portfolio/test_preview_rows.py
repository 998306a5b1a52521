"""What a preview shows of a source: the newest rows that carry a number, and what is still open counted beside them."""

from datetime import UTC, datetime, timedelta

import pytest

from portfolio.lookups import LAST_ROWS, previewed
from portfolio.metrics import Provenance
from portfolio.observations import Binding, Observation, Shape, SourceKind, SourceRef

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
REF = SourceRef(kind=SourceKind.DROP, locator="rfp.csv")
BINDING = Binding(shape=Shape.CASE, zone="UTC", start="Opened", end="Closed")


def case(key: str, opened: int, closed: int | None) -> Observation:
    """A case by how many days ago it was opened and closed."""
    start = NOW - timedelta(days=opened)
    end = None if closed is None else NOW - timedelta(days=closed)
    return Observation(
        key=key, at=end or start, start=start, end=end, provenance=Provenance.EXTRACT, source=REF, fetched_at=NOW,
        batch_key="b",
    )


def test_the_newest_closed_cases_are_shown_though_newer_ones_are_open() -> None:
    rows = [*(case(f"open{n}", n, None) for n in range(15)), *(case(f"done{n}", 90 + n, 20 + n) for n in range(15))]
    seen = previewed(tuple(rows), (), BINDING, None)
    assert [row.end for row in seen.rows] == [NOW - timedelta(days=20 + n) for n in range(LAST_ROWS)]
    assert (seen.usable, seen.open) == (30, 15)


@pytest.mark.parametrize("closed", [0, 3])
def test_open_cases_fill_the_room_that_is_left(closed: int) -> None:
    rows = [*(case(f"open{n}", n, None) for n in range(20)), *(case(f"done{n}", 90, 20 + n) for n in range(closed))]
    seen = previewed(tuple(rows), (), BINDING, None)
    assert [row.end is not None for row in seen.rows] == [True] * closed + [False] * (LAST_ROWS - closed)
    assert [row.start for row in seen.rows[closed:]] == [NOW - timedelta(days=n) for n in range(LAST_ROWS - closed)]

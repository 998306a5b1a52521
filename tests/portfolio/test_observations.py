"""Lineage and gaps: the same content is one batch, and what could not be seen is never a number."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portfolio.observations import (
    MissingPermission,
    NotAllowed,
    NotFound,
    Origin,
    SourceKind,
    SourceRef,
    ThrottledUntil,
    Unavailable,
    Unreadable,
)

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
ORIGIN = Origin(source=SourceRef(kind=SourceKind.CSV, locator="drives/d/items/i"), fetched_at=AT, sha256="ab")


def test_a_batch_is_its_source_and_its_content_whenever_it_was_read() -> None:
    assert replace(ORIGIN, fetched_at=AT + timedelta(days=1)).batch_key == ORIGIN.batch_key
    assert replace(ORIGIN, sha256="ac").batch_key != ORIGIN.batch_key
    assert replace(ORIGIN, source=SourceRef(kind=SourceKind.DROP, locator="drives/d/items/i")).batch_key != ORIGIN.batch_key


@pytest.mark.parametrize("gap", [
    MissingPermission(permission="p", feature="f"), NotFound(what="w"), ThrottledUntil(at=AT), Unreadable(why="y"),
    Unavailable(why="y"), NotAllowed(why="y"),
])  # fmt: skip
def test_a_gap_has_no_value_to_mistake_for_one(gap: object) -> None:
    assert not hasattr(gap, "value") and not hasattr(gap, "rows") and not hasattr(gap, "__len__")

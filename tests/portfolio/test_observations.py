"""Lineage and gaps: the same content is one batch, and what could not be seen is never a number."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from portfolio.metrics import Provenance, Reported
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
    from_checkin,
)

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
ORIGIN = Origin(source=SourceRef(kind=SourceKind.CSV, locator="drives/d/items/i"), fetched_at=AT, sha256="ab")


def test_a_batch_is_its_source_and_its_content_whenever_it_was_read() -> None:
    assert replace(ORIGIN, fetched_at=AT + timedelta(days=1)).batch_key == ORIGIN.batch_key
    assert replace(ORIGIN, sha256="ac").batch_key != ORIGIN.batch_key
    assert replace(ORIGIN, source=SourceRef(kind=SourceKind.DROP, locator="drives/d/items/i")).batch_key != ORIGIN.batch_key


def test_what_a_sponsor_says_is_reported_and_names_nobody() -> None:
    said = Reported(value=Decimal("2.9"), at=AT, by=41)
    one = from_checkin(said, initiative="i-7", metric_version=2)
    assert (one.value, one.at, one.provenance, one.person) == (Decimal("2.9"), AT, Provenance.REPORTED, None)
    assert one.source == SourceRef(kind=SourceKind.CHECKIN, locator="i-7/metrics/2")
    assert from_checkin(said, initiative="i-7", metric_version=2) == one
    other = from_checkin(replace(said, value=Decimal("3")), initiative="i-7", metric_version=2)
    assert other.batch_key != one.batch_key


@pytest.mark.parametrize("gap", [
    MissingPermission(permission="p", feature="f"), NotFound(what="w"), ThrottledUntil(at=AT), Unreadable(why="y"),
    Unavailable(why="y"), NotAllowed(why="y"),
])  # fmt: skip
def test_a_gap_has_no_value_to_mistake_for_one(gap: object) -> None:
    assert not hasattr(gap, "value") and not hasattr(gap, "rows") and not hasattr(gap, "__len__")

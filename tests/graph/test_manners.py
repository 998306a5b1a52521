"""From the tenant to observations, through the real SDK, under every manner: the right numbers, or a gap with a name."""

from datetime import timedelta
from typing import Any

import pytest

from graph.list_changes import list_changes
from graph.lists import read_list
from graph.observing import observe
from graph.sample_tenant.manners import Manners
from portfolio.observations import (
    Binding,
    MissingPermission,
    Observed,
    Shape,
    ThrottledUntil,
    Unavailable,
    Unreadable,
    Value,
)
from tests.graph.reading import EVERYTHING, NOW, WORKS, Reading, list_of

COLUMNS = ("Opened", "Closed", "Kind", "Handler")
BINDING = Binding(shape=Shape.CASE, zone="Europe/Berlin", start="Opened", end="Closed", kind="Kind", person="Handler")


async def numbers(at: Reading, way: str) -> Any:
    """Every case's start and end, or the gap."""
    if way == "items":
        result: Any = await read_list(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING)
        table = result.value if isinstance(result, Value) else None
    else:
        result = await list_changes(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING)
        table = result.value.table if isinstance(result, Value) else None
    if table is None:
        return result
    found = observe(table, BINDING)
    assert isinstance(found, Observed) and found.rejected == ()
    return [(one.key, one.start, one.end) for one in found.observations]


def whole(manners: Manners) -> None:
    """Nothing is wrong."""


HARMLESS = {
    "well": whole,
    "small pages": lambda m: setattr(m, "page", 3 * 17),
    "empty page": lambda m: setattr(m, "empty_page", True),
    "repeats": lambda m: setattr(m, "repeats", True),
    "429 for a moment": lambda m: m.next(429, retry_after="1", times=2),
    "429 fraction": lambda m: m.next(429, on="items", retry_after="2.128"),
    "429 date": lambda m: m.next(429, on="items", retry_after="Wed, 25 Nov 2026 09:30:02 GMT"),
    "503 once": lambda m: m.next(503, on="items", html=True),
    "502 once": lambda m: m.next(502, on="items", html=True),
}
GAPS = {
    "429 long": (lambda m: m.next(429, on="items", retry_after="900"), ThrottledUntil(at=NOW + timedelta(seconds=900))),
    "503 for good": (lambda m: m.next(503, times=9), ThrottledUntil(at=NOW + timedelta(seconds=8))),
    "504 for good": (lambda m: m.next(504, times=9, html=True), Unavailable(why="http_504")),
    "HTML": (lambda m: m.next(200, on="items", html=True), Unreadable(why="not_json")),
    "cut": (lambda m: m.next(200, on="items", cut=True), Unavailable(why="connection_lost")),
    "renamed": (lambda m: m.renamed.update(Closed="Done"), Unreadable(why="column_missing", column="Closed")),
    "no grant": (lambda m: m.withheld.add("Lists"), MissingPermission(
        permission="Lists.SelectedOperations.Selected", feature="list_source")),
}  # fmt: skip


@pytest.mark.parametrize("way", ["items", "delta"])
@pytest.mark.parametrize("manner", HARMLESS)
async def test_a_manner_that_can_be_lived_with_changes_no_number(at: Reading, manner: str, way: str) -> None:
    HARMLESS[manner](at.tenant.manners)
    expected = [(str(case.id), case.opened, case.closed) for case in at.tenant.model.cases(WORKS)]
    assert await numbers(at, way) == expected
    assert at.tenant.manners.mishaps == []


@pytest.mark.parametrize("way", ["items", "delta"])
@pytest.mark.parametrize("manner", GAPS)
async def test_any_other_manner_is_a_gap_with_a_name(at: Reading, manner: str, way: str) -> None:
    spoil, gap = GAPS[manner]
    spoil(at.tenant.manners)
    assert await numbers(at, way) == gap

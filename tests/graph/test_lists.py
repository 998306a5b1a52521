"""SharePoint lists: everything that is there, nothing that is not, and a gap for what cannot be seen."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from graph.allowed import Allowed
from graph.list_changes import list_changes
from graph.lists import list_columns, read_list
from graph.sample_tenant import sharepoint
from graph.sample_tenant.local import opened
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from portfolio.observations import MissingPermission, NotAllowed, NotFound, Part, SourceKind, SourceRef, Unreadable
from sheets.bounds import WORKBOOK
from tests.graph.reading import AS_OF, EVERYTHING, NOTHING, NOW, WORKS, Reading, list_of, value

COLUMNS = ("Opened", "Closed", "Handler", "Kind", "RightFirstTime", "Fee")


async def test_every_item_of_every_page_is_read_once(at: Reading) -> None:
    cases = at.tenant.model.cases(WORKS)
    table = value(await read_list(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING))
    assert [row.key for row in table.rows] == [str(case.id) for case in cases]
    assert table.columns == COLUMNS and table.rejected == ()
    first, case = table.rows[0].cells, cases[0]
    assert case.closed is not None
    assert first == (f"{case.opened:%Y-%m-%dT%H:%M:%SZ}", f"{case.closed:%Y-%m-%dT%H:%M:%SZ}",
                     str(10 + int(case.person.id[-12:])), "complex" if case.complex else "standard", case.right,
                     Decimal(case.id % 90) + Decimal("0.5"))  # fmt: skip
    assert [row.cells[1] is None for row in table.rows] == [case.closed is None for case in cases]
    assert len(at.tenant.requests) == 1 + -(-len(cases) // 200)


async def test_an_empty_page_in_the_middle_is_not_the_end(at: Reading) -> None:
    plain = value(await read_list(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING))
    at.tenant.manners.empty_page = True
    assert value(await read_list(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING)) == plain


async def test_the_same_items_have_the_same_batch_key_and_others_another(at: Reading) -> None:
    ref = list_of(NOTHING)
    once = value(await read_list(at.graph, ref, COLUMNS, allowed=EVERYTHING)).origin
    at.tenant.manners.page = 77
    again = value(await read_list(at.graph, ref, COLUMNS, allowed=EVERYTHING)).origin
    fewer = value(await read_list(at.graph, ref, COLUMNS[:2], allowed=EVERYTHING)).origin
    assert once.source == SourceRef(kind=SourceKind.LIST, locator=f"sites/{NOTHING.site}/lists/{NOTHING.list}")
    assert once.batch_key == again.batch_key != fewer.batch_key
    assert once.fetched_at == NOW


async def test_a_day_filters_by_an_indexed_column_in_the_service_and_otherwise_here(at: Reading) -> None:
    first = at.tenant.model.first_use
    cases = at.tenant.model.cases(WORKS)
    table = value(await read_list(at.graph, list_of(WORKS), ("Fee",), allowed=EVERYTHING, since=("Opened", first)))
    day_before = first - timedelta(days=1)
    assert {row.key for row in table.rows} == {str(case.id) for case in cases if case.opened.date() >= day_before}
    assert table.columns == ("Fee", "Opened")
    pages = len(at.tenant.requests)
    table = value(await read_list(at.graph, list_of(WORKS), ("Fee",), allowed=EVERYTHING, since=("Closed", first)))
    wanted = {str(case.id) for case in cases if case.closed is None or case.closed.date() >= day_before}
    assert {row.key for row in table.rows} == wanted
    assert len(at.tenant.requests) > 2 * pages - 2


async def test_a_renamed_column_is_a_gap_and_not_a_column_of_empty_cells(at: Reading) -> None:
    at.tenant.manners.renamed = {"Closed": "ClosedOn"}
    result = await read_list(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING)
    assert result == Unreadable(why="column_missing", column="Closed")
    assert not any("items" in path for path in at.tenant.requests)


async def test_a_column_of_several_people_is_read_and_not_empty(at: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """Graph has `HandlerLookupId` only where there is one person; several come under the column's own name."""
    plain, both = sharepoint._item, [{"LookupId": 11, "LookupValue": "Ada"}, {"LookupId": 12, "LookupValue": "Ben"}]

    def item(*args: Any) -> dict[str, Any]:
        made = plain(*args)
        return {**made, "fields": {"Handler": both} if "Handler" in args[-1] else {}}

    monkeypatch.setitem(sharepoint._KINDS, "Handler", {"personOrGroup": {"allowMultipleSelection": True}})  # type: ignore[index]
    monkeypatch.setattr(sharepoint, "_item", item)
    table = value(await read_list(at.graph, list_of(WORKS), ("Handler",), allowed=EVERYTHING))
    assert {row.cells for row in table.rows} == {("Ada; Ben",)}


async def test_columns_come_with_their_type_and_index(at: Reading) -> None:
    columns = value(await list_columns(at.graph, list_of(WORKS), allowed=EVERYTHING))
    found = {one.name: (one.type, one.indexed) for one in columns}
    assert found["Opened"] == ("dateTime", True) and found["Closed"] == ("dateTime", False)
    assert found["Handler"][0] == "personOrGroup" and found["Fee"][0] == "number"


async def test_a_list_nobody_enabled_is_never_asked_for(at: Reading) -> None:
    allowed = Allowed(locators=frozenset({f"sites/{NOTHING.site}", f"sites/{WORKS.site}/lists/{WORKS.list[:-1]}"}))
    assert await read_list(at.graph, list_of(WORKS), COLUMNS, allowed=allowed) == NotAllowed(why="not_enabled")
    assert await list_columns(at.graph, list_of(WORKS), allowed=allowed) == NotAllowed(why="not_enabled")
    assert await list_changes(at.graph, list_of(WORKS), COLUMNS, allowed=allowed) == NotAllowed(why="not_enabled")
    assert at.tenant.requests == []


async def test_a_grant_that_is_missing_and_a_list_that_is_gone_are_named(at: Reading) -> None:
    ref = list_of(WORKS)
    at.tenant.manners.next(404, on="columns")
    assert await read_list(at.graph, ref, COLUMNS, allowed=EVERYTHING) == NotFound(what="list_source")
    at.tenant.manners.withheld = {"Lists"}
    missing = MissingPermission(permission="Lists.SelectedOperations.Selected", feature="list_source")
    assert await read_list(at.graph, ref, COLUMNS, allowed=EVERYTHING) == missing


async def test_a_failure_on_a_later_page_leaves_nothing_half_read(at: Reading) -> None:
    at.tenant.manners.next(503, retry_after="0", on="items")  # the first page comes on the second attempt
    pages = at.graph.pages

    async def spoiling(*args: Any, **more: Any) -> AsyncIterator[Any]:
        async for page in pages(*args, **more):
            yield page
            at.tenant.manners.next(200, on="items", html=True)

    at.graph.pages = spoiling  # type: ignore[method-assign]
    assert await read_list(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING) == Unreadable(why="not_json")


async def test_a_list_beyond_its_bounds_is_unreadable_and_not_half_of_it(at: Reading) -> None:
    short = replace(WORKBOOK, rows=1_000)
    for bounds, why in ((short, "too_long"), (replace(WORKBOOK, cells=3_000), "too_long"),
                        (replace(WORKBOOK, text=9_000), "too_much_text")):  # fmt: skip
        said = await read_list(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING, bounds=bounds)
        assert said == Unreadable(why=why)
    recent = await read_list(
        at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING, since=("Opened", at.tenant.model.first_use), bounds=short
    )
    assert value(recent).rows


async def changes(at: Reading, link: str | None = None, **more: int) -> Part:
    found: Part = value(await list_changes(at.graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING, link=link, **more))
    return found


async def test_a_delta_gives_the_whole_list_and_then_only_what_changed(at: Reading) -> None:
    cases = at.tenant.model.cases(WORKS)
    whole = await changes(at)
    assert whole.begins and whole.ends and len(whole.table.rows) == len(cases) and whole.deleted == frozenset()
    nothing = await changes(at, whole.link)
    assert not nothing.begins and nothing.table.rows == () and nothing.deleted == frozenset()
    at.tenant.change(WORKS, 3, cases[40])
    at.tenant.change(WORKS, 5, cases[41])
    at.tenant.change(WORKS, 5, None)
    some = await changes(at, nothing.link)
    assert [row.key for row in some.table.rows] == ["3"] and some.deleted == {"5"} and not some.begins and some.ends
    assert some.named == {"3"}


async def test_a_long_list_comes_in_parts_that_follow_each_other(at: Reading) -> None:
    cases = at.tenant.model.cases(WORKS)
    parts = [await changes(at, most=500)]
    while not parts[-1].ends:
        parts.append(await changes(at, parts[-1].link, most=500))
    assert [part.begins for part in parts] == [True, *[False] * (len(parts) - 1)] and len(parts) > 2
    assert [row.key for part in parts for row in part.table.rows] == [str(case.id) for case in cases]
    assert (await changes(at, parts[-1].link)).named == frozenset()


async def test_what_came_before_the_service_wants_to_be_left_alone_is_not_read_again(at: Reading) -> None:
    pages = at.graph.pages

    async def tiring(*args: Any, **more: Any) -> AsyncIterator[Any]:
        async for page in pages(*args, **more):
            if getattr(page, "delta", None) is None and hasattr(page, "delta"):
                at.tenant.manners.next(429, on="delta", retry_after="900")
            yield page

    at.graph.pages = tiring  # type: ignore[method-assign]
    first = await changes(at)
    assert first.begins and not first.ends and len(first.table.rows) == 200
    at.graph.pages = pages  # type: ignore[method-assign]
    at.tenant.manners.mishaps.clear()
    rest = await changes(at, first.link)
    assert not rest.begins and rest.ends
    assert len(rest.table.rows) == len(at.tenant.model.cases(WORKS)) - 200


async def test_as_the_days_go_by_a_delta_brings_what_was_opened_and_closed_since() -> None:
    today = [AS_OF - timedelta(days=30)]
    tenant = Tenant(Model(as_of=today[0], began=Model(as_of=AS_OF).first_use), today=lambda: today[0])
    before = {case.id: case for case in tenant.model.cases(WORKS)}
    async with opened(tenant, lambda: NOW) as graph:
        async def read(link: str | None = None) -> Part:
            found: Part = value(
                await list_changes(graph, list_of(WORKS), COLUMNS, allowed=EVERYTHING, link=link)
            )
            return found

        whole = await read()
        today[0] += timedelta(days=7)
        week = await read(whole.link)
        after = {case.id: case for case in tenant.model.cases(WORKS)}
        moved = {id for id, case in after.items() if before.get(id) != case}
        assert {int(row.key) for row in week.table.rows} == moved and set(before) < set(after)
        assert moved & set(before), "cases that were open then have been closed"
        assert (await read(week.link)).table.rows == ()


async def test_of_an_item_that_comes_twice_the_last_state_counts(at: Reading) -> None:
    plain = await changes(at)
    at.tenant.manners.repeats = True
    assert (await changes(at)).table == plain.table


async def test_a_delta_link_that_has_expired_starts_over_and_says_so(at: Reading) -> None:
    whole = await changes(at)
    at.tenant.manners.expired_deltas = True
    again = await changes(at, whole.link)
    assert again.begins and again.table.rows == whole.table.rows
    assert at.slept == []

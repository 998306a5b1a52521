"""Usage reports: who used what, as of which day; concealed names join nobody, a missing column is no zero."""

from datetime import timedelta
from typing import Any

import pytest

from graph.clouds import GCC_HIGH
from graph.reports import APPS, COPILOT, DETAIL, Report
from graph.sample_tenant import texts
from graph.sample_tenant.model import PILOTS
from graph.sample_tenant.texts import concealed
from graph.usage import Usage, copilot_totals, read_usage
from portfolio.observations import MissingPermission, NotAllowed, Stale, ThrottledUntil, Unavailable, Unreadable
from tests.graph.reading import AS_OF, HERO, NOW, WORKS, Reading, value

TODAY = AS_OF + timedelta(days=1)
EVERYBODY = sum(pilot.people for pilot in PILOTS)


def upns(at: Reading) -> list[str]:
    return [person.upn for person in at.tenant.model.people(WORKS)]


async def usage(at: Reading, report: Report = COPILOT) -> Usage:
    found: Usage = value(await read_usage(at.graph, report, upns(at), today=TODAY))
    return found


async def test_copilot_v2_says_prompts_and_active_days_up_to_the_refresh_day(at: Reading) -> None:
    found = await usage(at)
    model, refreshed = at.tenant.model, AS_OF - timedelta(days=2)
    assert found.origin.refreshed_on == refreshed and found.origin.provisional_from == refreshed - timedelta(days=2)
    assert (found.days, found.concealed, found.missing, found.absent) == (28, False, frozenset(), frozenset())
    assert found.people is not None and len(found.people) == WORKS.people and found.reported == EVERYBODY
    days = [refreshed - timedelta(days=back) for back in range(28)]
    by_upn = {person.upn: person for person in model.people(WORKS)}
    for one in found.people:
        used = [day for day in days if model.prompts(by_upn[one.upn], day)]
        assert one.counts == {"prompts": sum(model.prompts(by_upn[one.upn], day) for day in days), "active_days": len(used)}
        assert one.last_active == max(used)


async def test_a_tenant_without_v2_is_asked_for_v1_and_has_no_prompts(at: Reading) -> None:
    at.tenant.manners.without_v2 = True
    found = await usage(at)
    assert found.days == 30 and found.missing == {"prompts", "active_days"}
    assert found.people is not None
    assert {count for one in found.people for count in one.counts.values()} == {None}
    assert found.active > 0


async def test_missing_prompt_columns_are_unknown_and_not_zero(at: Reading) -> None:
    at.tenant.manners.without_prompts = True
    found = await usage(at)
    assert found.missing == {"prompts"} and found.people is not None
    assert all(one.counts["prompts"] is None and one.counts["active_days"] for one in found.people)
    assert value(await copilot_totals(at.graph)) == (EVERYBODY, found.active)


async def test_column_names_in_another_case_and_order_are_the_same_columns(at: Reading) -> None:
    plain = await usage(at)
    at.tenant.manners.renamed = {"Prompts submitted for all apps": "Prompts submitted for All Apps"}
    assert (await usage(at)).people == plain.people


async def test_concealed_names_join_nobody_and_still_count(at: Reading) -> None:
    plain = await usage(at)
    at.tenant.manners.concealed = True
    hidden = await usage(at)
    assert hidden.concealed and hidden.people is None and hidden.absent == frozenset()
    assert (hidden.reported, hidden.active) == (plain.reported, plain.active)


async def test_a_row_without_any_name_reveals_no_other(at: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    at.tenant.manners.concealed = True
    monkeypatch.setattr(texts, "concealed", lambda text: "" if text == upns(at)[0] else concealed(text))
    hidden = await usage(at)
    assert hidden.concealed and hidden.people is None


async def test_of_an_account_made_anew_the_one_in_use_counts(at: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, written = await usage(at), texts.written

    def twice(header: Any, rows: Any, renamed: Any) -> bytes:
        old = [["" if name == "Last Activity Date" else cell for name, cell in zip(header, row, strict=True)]
               for row in rows]  # fmt: skip
        return written(header, [*rows, *old], renamed)

    monkeypatch.setattr(texts, "written", twice)
    assert (await usage(at)).people == plain.people


async def test_a_report_with_two_columns_of_one_name_is_unreadable(at: Reading) -> None:
    at.tenant.manners.renamed = {"Word Copilot Last Activity Date": "last activity date"}
    said = await read_usage(at.graph, COPILOT, upns(at), today=TODAY)
    assert said == Unreadable(why="column_twice", column="Last Activity Date", row=0)


async def test_people_who_are_not_in_the_report_are_named_as_absent(at: Reading) -> None:
    found = value(await read_usage(at.graph, COPILOT, ["Nobody@contoso.example", *upns(at)[:2]], today=TODAY))
    assert found.absent == {"nobody@contoso.example"} and len(found.people) == 2


@pytest.mark.parametrize("report", DETAIL, ids=lambda report: report.key)
async def test_every_report_is_read_by_its_own_header(at: Reading, report: Report) -> None:
    found = await usage(at, report)
    assert found.reported == EVERYBODY and found.missing == frozenset() and found.people is not None
    assert all(set(one.counts) == set(report.counts) for one in found.people)
    assert at.tenant.tokens_at_download == [""]


@pytest.mark.parametrize("column", ["User Principal Name", "Last Activity Date", "Report Refresh Date"])
async def test_a_report_without_the_column_it_needs_is_unreadable(at: Reading, column: str) -> None:
    at.tenant.manners.renamed = {column: "Something else"}
    result = await read_usage(at.graph, APPS, [], today=TODAY)
    assert result == Unreadable(why="column_missing", column=column, row=0)


async def test_an_old_report_is_stale_and_still_there(at: Reading) -> None:
    at.tenant.manners.refresh_lag = 9
    result = await read_usage(at.graph, COPILOT, upns(at), today=TODAY)
    assert isinstance(result, Stale) and result.refreshed_on == AS_OF - timedelta(days=9)
    assert result.value.reported == EVERYBODY


async def test_the_same_report_has_the_same_batch_key(at: Reading) -> None:
    once, again = await usage(at), await usage(at)
    at.tenant.manners.refresh_lag = 3
    later = await usage(at)
    assert once.origin.batch_key == again.origin.batch_key != later.origin.batch_key
    assert once.origin.batch_key.startswith("report:copilot@") and once.origin.fetched_at == NOW


@pytest.mark.parametrize(("mishap", "gap"), [
    ({"status": 429, "retry_after": "600"}, ThrottledUntil(at=NOW + timedelta(seconds=600))),
    ({"status": 200, "html": True, "on": "download"}, Unreadable(why="column_missing", column="Report Refresh Date", row=0)),
    ({"status": 200, "cut": True, "on": "download"}, Unavailable(why="connection_lost")),
])  # fmt: skip
async def test_a_mishap_is_a_named_gap(at: Reading, mishap: dict[str, Any], gap: object) -> None:
    at.tenant.manners.next(**mishap)
    assert await read_usage(at.graph, COPILOT, upns(at), today=TODAY) == gap


async def test_reports_without_permission_or_in_another_cloud_are_off(at: Reading) -> None:
    at.tenant.manners.withheld = {"Reports.Read.All"}
    missing = MissingPermission(permission="Reports.Read.All", feature="usage_reports")
    assert await read_usage(at.graph, COPILOT, [], today=TODAY) == missing
    assert await copilot_totals(at.graph) == missing
    asked = len(at.tenant.requests)
    at.graph.cloud = GCC_HIGH
    assert await read_usage(at.graph, COPILOT, [], today=TODAY) == NotAllowed(why="not_in_this_cloud")
    assert len(at.tenant.requests) == asked


@pytest.mark.parametrize("without_v2", [False, True])
async def test_the_totals_are_microsofts_own_and_count_whom_the_rows_leave_out(at: Reading, without_v2: bool) -> None:
    at.tenant.manners.without_v2 = without_v2
    found = await usage(at)
    assert value(await copilot_totals(at.graph)) == (found.reported, found.active)
    at.tenant.manners.unreported = set(upns(at))
    fewer = await usage(at)
    assert fewer.reported == found.reported - WORKS.people
    assert value(await copilot_totals(at.graph)) == (found.reported, found.active)


async def test_the_hero_writes_most_of_the_prompts(at: Reading) -> None:
    people = at.tenant.model.people(HERO)
    found = value(await read_usage(at.graph, COPILOT, [one.upn for one in people], today=TODAY))
    prompts = sorted((one.counts["prompts"], one.upn) for one in found.people)
    assert prompts[-1][1] == people[0].upn and prompts[-1][0] > sum(count for count, _ in prompts[:-1])


def test_the_days_of_a_report_are_what_its_address_asks_for() -> None:
    for report in DETAIL:
        assert all(f"'D{days}'" in path for path, days in report.paths)

"""What the sample tenant answers is valid by the OpenAPI subset made from Graph's own metadata."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
import yaml
from jsonschema import Draft202012Validator
from yarl import URL

from graph.sample_tenant.app import application
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from tests.graph.reading import AS_OF, WORKS
from tests.teams.serving import Served

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "graph" / "openapi-subset.yaml"
pytestmark = pytest.mark.skipif(not CONTRACT.exists(), reason="the Graph contract is not beside this checkout")

LIST = f"/sites/{quote(WORKS.site, safe='')}/lists/{WORKS.list}"
FIELDS = "$expand=" + quote("fields($select=Title,Opened,Closed,HandlerLookupId,RightFirstTime,Fee)")
PERSON = Model(as_of=AS_OF).people(WORKS)[1]


@lru_cache(maxsize=1)
def contract() -> Any:
    return yaml.load(CONTRACT.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def schema_of(path: str, status: int) -> dict[str, Any]:
    responses = contract()["paths"][path]["get"]["responses"]
    answer = responses.get(str(status), responses["default"])
    return {"components": contract()["components"], "allOf": [answer["content"]["application/json"]["schema"]]}


def problems(path: str, status: int, body: Any) -> list[str]:
    found = Draft202012Validator(schema_of(path, status)).iter_errors(body)
    return [f"{error.json_path}: {error.message}" for error in found]


ITEMS, DELTA = "/sites/{site-id}/lists/{list-id}/items", "/sites/{site-id}/lists/{list-id}/items/delta"
MEMBERS = "/groups/{id}/transitiveMembers"
DETAIL = "/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='{period}',version='{version}')"


@pytest.mark.parametrize(("path", "asked", "status"), [
    (ITEMS, f"{LIST}/items?{FIELDS}", 200),
    (ITEMS, f"{LIST}/items?{FIELDS}&$top=5", 200),
    (ITEMS, f"{LIST}/items?$filter=" + quote("fields/Closed ge '2026-01-01T00:00:00Z'"), 400),
    (ITEMS, "/sites/a/lists/b/items", 404),
    (DELTA, f"{LIST}/items/delta?{FIELDS}", 200),
    (DELTA, f"{LIST}/items/delta()?token={AS_OF}.0&{FIELDS}", 200),
    (MEMBERS, f"/groups/{WORKS.group}/transitiveMembers", 200),
    (MEMBERS, "/groups/nobody/transitiveMembers", 404),
    ("/subscribedSkus", "/subscribedSkus", 200),
    ("/users/{id}", f"/users/{PERSON.id}", 200),
    ("/users/{id}", "/users/nobody", 404),
    ("/sites/{site-id}/lists/{list-id}", "/sites/contoso.sharepoint.com:/sites/invoice-approval:/lists/Cases", 200),
    ("/drives/{drive-id}/items/{item-id}",
     "/sites/contoso.sharepoint.com:/sites/invoice-approval:/drive/root:/Reports/2026/Cases.csv", 200),
    (DETAIL, "/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D30',version='v2')", 400),
])  # fmt: skip
@pytest.mark.parametrize("manner", ["plain", "empty_page", "repeats", "without_names"])
async def test_every_json_answer_is_valid(tenant: Tenant, path: str, asked: str, status: int, manner: str) -> None:
    if manner != "plain":
        setattr(tenant.manners, manner, True)
    tenant.change(WORKS, 3, None)
    tenant.change(WORKS, 4, tenant.model.cases(WORKS)[9])
    assert problems(path, status, await answered(tenant, asked, status)) == []


async def answered(tenant: Tenant, asked: str, status: int) -> Any:
    served = await Served.start(application(tenant))
    url = URL(f"{served.url}/v1.0{asked}", encoded=True)
    headers = {"Authorization": "Bearer t", "ConsistencyLevel": "eventual"}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers, allow_redirects=False) as response:
        assert response.status == status, await response.text()
        body = await response.json()
    await served.stop()
    return body


async def test_throttling_and_an_expired_delta_are_valid_errors(tenant: Tenant) -> None:
    tenant.manners.next(429, retry_after="2.128")
    assert problems(ITEMS, 429, await answered(tenant, f"{LIST}/items", 429)) == []
    tenant.manners.expired_deltas = True
    assert problems(DELTA, 410, await answered(tenant, f"{LIST}/items/delta?token=7", 410)) == []


async def test_the_mailbox_has_the_shape_of_mailbox_settings(tenant: Tenant) -> None:
    body = await answered(tenant, f"/users/{PERSON.id}/mailboxSettings", 200)
    schema = {"components": contract()["components"], "$ref": "#/components/schemas/microsoft.graph.mailboxSettings"}
    assert list(Draft202012Validator(schema).iter_errors(body)) == []


def test_a_body_of_another_shape_is_not_valid() -> None:
    assert problems(ITEMS, 200, {"value": [{"id": 3}]})
    assert problems("/subscribedSkus", 200, {"value": [{"price": 30}]})
    assert problems(ITEMS, 400, {"message": "no"})


HEADERS = Path(CONTRACT).parent
FILES = {
    "COPILOT_V1": "copilot-UsageUserDetail-v1-csv.csv", "COPILOT_V2": "copilot-UsageUserDetail-v2-csv-header.csv",
    "TEAMS": "report-TeamsUserActivityUserDetail.csv", "EMAIL": "report-EmailActivityUserDetail.csv",
    "FILES": "report-OneDriveActivityUserDetail.csv", "APPS": "report-M365AppUserDetail.csv",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_report_has_only_columns_the_documentation_has(name: str) -> None:
    from graph.sample_tenant import texts

    known = (HEADERS / FILES[name]).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert set(getattr(texts, name)) <= set(known)


def test_every_count_a_report_is_read_for_is_a_documented_column() -> None:
    from graph.reports import DETAIL as REPORTS
    from graph.reports import SUMMARY

    headers = [file.read_text(encoding="utf-8-sig").splitlines()[0] for file in HEADERS.glob("*.csv")]
    everything = {column for header in headers for column in header.split(",")}
    assert {column for report in (*REPORTS, SUMMARY) for column in report.counts.values()} <= everything
    paths = {re.sub(r"'[^']*'", "''", path) for path in contract()["paths"]}
    asked = {re.sub(r"'[^']*'", "''", path) for report in (*REPORTS, SUMMARY) for path, _ in report.paths}
    assert asked <= paths

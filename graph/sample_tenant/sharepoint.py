"""SharePoint's part of the sample tenant: a list's columns, its items, its changes, and files in a library."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from aiohttp import web

from graph.sample_tenant import inventory, texts
from graph.sample_tenant.model import PILOTS, Case, Model, Pilot
from graph.sample_tenant.state import Answer, Tenant, error

DRIVE = "drive-finance"
CSV_FILE = "file-cases-csv"
XLSX_FILE = "file-cases-xlsx"
_KINDS: Mapping[str, dict[str, Any]] = {
    "Title": {"text": {}}, "Opened": {"dateTime": {"format": "dateTime"}}, "Closed": {"dateTime": {"format": "dateTime"}},
    "Handler": {"personOrGroup": {"allowMultipleSelection": False}}, "Kind": {"choice": {}},
    "RightFirstTime": {"boolean": {}}, "Fee": {"number": {}},
}  # fmt: skip


LIST_NAME = "Cases"
FOLDER = "Reports/2026"
_FILE_NAMES = {f"{FOLDER}/Cases.csv": CSV_FILE, f"{FOLDER}/Cases.xlsx": XLSX_FILE}


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _pilot(list_id: str, site: str) -> Pilot | None:
    return next((one for one in PILOTS if one.list == list_id and one.site == site), None)


def columns(tenant: Tenant, request: web.Request, site: str, list_id: str) -> Answer:
    """GET .../columns."""
    if "Lists" in tenant.manners.withheld:
        return error(403, "accessDenied", "Access denied")
    if inventory.is_here(site, list_id):
        return tenant.page(request, inventory.columns(), {})
    if _pilot(list_id, site) is None:
        return error(404, "itemNotFound", "Item not found")
    renamed = tenant.manners.renamed
    value = [{"name": renamed.get(name, name), "displayName": renamed.get(name, name), "indexed": name == "Opened",
              **kind}
             for name, kind in _KINDS.items()]  # fmt: skip
    return tenant.page(request, value, {})


def _item(tenant: Tenant, number: int, case: Case, fields: frozenset[str]) -> dict[str, Any]:
    all_fields = {
        "Title": f"C-{case.id:05d}", "Opened": _iso(case.opened), "HandlerLookupId": str(10 + int(case.person.id[-12:])),
        "Kind": "complex" if case.complex else "standard", "RightFirstTime": case.right, "Fee": case.id % 90 + 0.5,
    }  # fmt: skip
    if case.closed is not None:
        all_fields["Closed"] = _iso(case.closed)
    all_fields = {tenant.manners.renamed.get(name, name): value for name, value in all_fields.items()}
    at = _iso(case.closed or case.opened)
    return {
        "id": str(number), "createdDateTime": _iso(case.opened), "lastModifiedDateTime": at,
        "eTag": f'"{number},1"', "contentType": {"id": "0x0100", "name": "Item"},
        "fields": {name: value for name, value in all_fields.items() if name in fields},
    }  # fmt: skip


def items(tenant: Tenant, request: web.Request, site: str, list_id: str) -> Answer:
    """GET .../items: a filter works on the indexed column only."""
    if inventory.is_here(site, list_id):
        return tenant.page(request, inventory.items(tenant.listed, _selected(request)), {})
    pilot = _pilot(list_id, site)
    if pilot is None:
        return error(404, "itemNotFound", "Item not found")
    cases = tenant.model.cases(pilot)
    condition = re.fullmatch(r"fields/(\w+) ge '([^']+)'", request.query.get("$filter", ""))
    if condition is not None:
        if condition[1] != "Opened":
            return error(400, "invalidRequest", f"Field '{condition[1]}' cannot be referenced in filter.")
        cases = tuple(case for case in cases if _iso(case.opened) >= condition[2])
    fields = _selected(request)
    return tenant.page(request, [_item(tenant, case.id, case, fields) for case in cases], {})


def delta(tenant: Tenant, request: web.Request, site: str, list_id: str) -> Answer:
    """GET .../items/delta: a token says the day it was given, and how many changes had been made by hand. All pages of an
    answer are of the moment of its first one, and so is the token behind them."""
    pilot = _pilot(list_id, site)
    if pilot is None:
        return error(404, "itemNotFound", "Item not found")
    token = request.query.get("token", "")
    here = f"http://{request.host}{quote(request.path, safe='/(),=')}"
    if token and token != "fresh" and tenant.manners.expired_deltas:  # noqa: S105
        keep = quote(request.query.get("$expand", ""))
        return error(410, "resyncChangesApplyDifferences", "Resync required. Replace any local items.",
                     {"Location": f"{here}?$expand={keep}&token=fresh"})  # fmt: skip
    fields, changes = _selected(request), tenant.changes.get(pilot.list, [])
    at = request.query.get("at", f"{tenant.model.as_of}.{len(changes)}")
    today, _, made = at.partition(".")
    whole = token in ("", "fresh")
    day, _, seen = ("", "", "0") if whole else token.partition(".")
    then = {} if whole else {case.id: case for case in _on(tenant, day).cases(pilot)}
    known = {case.id: case for case in _on(tenant, today).cases(pilot) if then.pop(case.id, None) != case}
    removed = set(then)
    for number, case in changes[int(seen) : int(made)]:
        known.pop(number, None)
        removed.discard(number)
        if case is not None:
            known[number] = case
        elif not whole:
            removed.add(number)
    rows: list[Any] = [_item(tenant, number, case, fields) for number, case in known.items()]
    rows += [{"id": str(number), "contentType": {"id": "0x0100", "name": "Item"}, "deleted": {"state": "deleted"}}
             for number in sorted(removed)]  # fmt: skip
    if tenant.manners.repeats and rows:
        rows = [{**rows[-1], "fields": {"Title": "an older state"}}, *rows]
    link = f"{here}?$expand={quote(request.query.get('$expand', ''))}&token={at}"
    return tenant.page(request, rows, {"@odata.deltaLink": link}, {"at": at})


def _on(tenant: Tenant, day: str) -> Model:
    return replace(tenant.model, as_of=date.fromisoformat(day))


def content(tenant: Tenant, request: web.Request, drive: str, item: str) -> Answer:
    """GET /drives/.../content: a redirect to the file."""
    if "Files" in tenant.manners.withheld:
        return error(403, "accessDenied", "Access denied")
    model, pilot, manners = tenant.model, PILOTS[0], tenant.manners
    if (drive, item) == (DRIVE, CSV_FILE):
        return tenant.see_other(request, lambda: texts.german_csv(model, pilot, manners))
    if (drive, item) == (DRIVE, XLSX_FILE):
        return tenant.see_other(request, lambda: texts.workbook(model, pilot, manners))
    return error(404, "itemNotFound", "The resource could not be found.")


def list_by_path(tenant: Tenant, request: web.Request, host: str, path: str, name: str) -> Answer:
    """GET /sites/{host}:/sites/{pilot}:/lists/{name}."""
    known = {(one.path, LIST_NAME.casefold()): (one.site, one.list, LIST_NAME, one.name) for one in PILOTS}
    known[inventory.PATH, inventory.NAME.casefold()] = (inventory.SITE, inventory.LIST, inventory.NAME, inventory.NAME)
    if (path, name.casefold()) not in known:
        return error(404, "itemNotFound", "Item not found")
    site, list_id, own, shown = known[path, name.casefold()]
    body = {"id": list_id, "name": own, "displayName": shown, "createdDateTime": "2026-01-05T08:00:00Z",
            "webUrl": f"https://{host}/sites/{path}/Lists/{own}", "parentReference": {"siteId": site},
            "list": {"template": "genericList", "hidden": False, "contentTypesEnabled": False}}  # fmt: skip
    return web.json_response(body)


def file_by_path(tenant: Tenant, request: web.Request, host: str, path: str, name: str) -> Answer:
    """GET /sites/{host}:/sites/{pilot}:/drive/root:/{path}."""
    item = _FILE_NAMES.get(name) if path == PILOTS[0].path else None
    if item is None:
        return error(404, "itemNotFound", "The resource could not be found.")
    body = {"id": item, "name": name.rpartition("/")[2], "file": {},
            "parentReference": {"driveId": DRIVE, "driveType": "documentLibrary"}}  # fmt: skip
    return web.json_response(body)


def _selected(request: web.Request) -> frozenset[str]:
    found = re.fullmatch(r"fields\(\$select=([^)]*)\)", request.query.get("$expand", ""))
    return frozenset(found[1].split(",")) if found else frozenset()

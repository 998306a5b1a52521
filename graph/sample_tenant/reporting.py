"""The reports of the sample tenant: each a redirect to a CSV."""

from collections.abc import Callable, Mapping

from aiohttp import web

from graph.sample_tenant import texts
from graph.sample_tenant.state import Answer, Tenant, error

_DETAIL: Mapping[str, tuple[str, ...]] = {
    "getTeamsUserActivityUserDetail": texts.TEAMS, "getEmailActivityUserDetail": texts.EMAIL,
    "getSharePointActivityUserDetail": texts.FILES, "getOneDriveActivityUserDetail": texts.FILES,
    "getM365AppUserDetail": texts.APPS,
}  # fmt: skip


def report(tenant: Tenant, request: web.Request, name: str, period: str) -> Answer:
    """GET /reports/..."""
    if "Reports.Read.All" in tenant.manners.withheld:
        return error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    header = _DETAIL.get(name)
    if header is None or period not in ("D7", "D30", "D90", "D180"):
        return error(400, "BadRequest", "Invalid report or period.")
    return tenant.see_other(request, lambda: texts.user_detail(tenant.model, tenant.manners, header, period))


def copilot(tenant: Tenant, request: web.Request, name: str, period: str, version: str | None) -> Answer:
    """GET /copilot/reports/..."""
    if "Reports.Read.All" in tenant.manners.withheld:
        return error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    v2 = version == "v2"
    if (v2 and tenant.manners.without_v2) or period not in ("D7", "D28" if v2 else "D30", "D90", "D180", "ALL"):
        return error(400, "BadRequest", "The request is invalid.")
    made: Mapping[str, Callable[[], bytes]] = {
        "UsageUserDetail": lambda: texts.user_detail(
            tenant.model, tenant.manners, texts.COPILOT_V2 if v2 else texts.COPILOT_V1, period),
        "UserCountSummary": lambda: texts.summary(tenant.model, tenant.manners, period, v2=v2),
    }  # fmt: skip
    return tenant.see_other(request, made[name]) if name in made else error(404, "NotFound", "No such report.")

"""The directory of the sample tenant: groups, licences, people."""

from datetime import timedelta

from aiohttp import web

from graph.sample_tenant.model import PILOTS, Person
from graph.sample_tenant.state import Answer, Tenant, error

COPILOT_PLAN, OFFICE_PLAN = "44444444-0000-4000-8000-000000000001", "44444444-0000-4000-8000-000000000003"


def _group(tenant: Tenant, group: str) -> tuple[Person, ...] | None:
    pilot = next((one for one in PILOTS if one.group == group), None)
    return None if pilot is None else tenant.model.people(pilot)


def members(tenant: Tenant, request: web.Request, group: str) -> Answer:
    """GET /groups/.../transitiveMembers."""
    people = _group(tenant, group)
    if people is None:
        return error(404, "Request_ResourceNotFound", "Resource does not exist.")
    manners = tenant.manners

    def plans(one: Person) -> list[dict[str, str]]:
        on = "Deleted" if one.upn in manners.unlicensed else "Enabled"
        return [{"assignedDateTime": "2026-01-05T08:00:00Z", "capabilityStatus": status, "service": "MicrosoftOffice",
                 "servicePlanId": plan} for plan, status in ((COPILOT_PLAN, on), (OFFICE_PLAN, "Enabled"))]  # fmt: skip

    value = [{"@odata.type": "#microsoft.graph.user", "id": one.id,
              **({} if manners.without_names else {"userPrincipalName": one.upn}),
              **({} if manners.without_names or manners.without_plans else {"assignedPlans": plans(one)})}
             for one in people]  # fmt: skip
    return tenant.page(request, value, {})


def skus(tenant: Tenant, request: web.Request) -> Answer:
    """GET /subscribedSkus."""
    if "LicenseAssignment.Read.All" in tenant.manners.withheld:
        return error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    people = sum(pilot.people for pilot in PILOTS)
    plan = {"servicePlanId": COPILOT_PLAN, "servicePlanName": "M365_COPILOT_APPS",
            "provisioningStatus": "Success", "appliesTo": "User"}  # fmt: skip
    sku = {"id": "sample_copilot", "capabilityStatus": "Enabled", "consumedUnits": people, "appliesTo": "User",
           "prepaidUnits": {"enabled": 150, "suspended": 0, "warning": 0}, "servicePlans": [plan],
           "skuId": "44444444-0000-4000-8000-000000000000", "skuPartNumber": "Microsoft_365_Copilot"}  # fmt: skip
    mail = {**plan, "servicePlanId": OFFICE_PLAN, "servicePlanName": "EXCHANGE_S_ENTERPRISE"}
    office = {**sku, "id": "sample_e3", "skuId": "44444444-0000-4000-8000-000000000002", "skuPartNumber": "SPE_E3",
              "servicePlans": [mail]}  # fmt: skip
    return web.json_response({"value": [sku, office]})


def _known(tenant: Tenant, user: str) -> Person | None:
    return next((one for pilot in PILOTS for one in tenant.model.people(pilot) if user in (one.id, one.upn)), None)


def user(tenant: Tenant, request: web.Request, user: str) -> Answer:
    """GET /users/... What an account's number ends in says what it is: 3 disabled, 7 a guest's."""
    if {"User.Read.All", "User.ReadBasic.All"} <= tenant.manners.withheld:
        return error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    person = _known(tenant, user)
    if person is None:
        return error(404, "Request_ResourceNotFound", "Resource does not exist.")
    basic = "User.Read.All" in tenant.manners.withheld  # then the directory answers, and leaves out what is not basic
    return web.json_response({
        "id": person.id, "displayName": person.name, "userPrincipalName": person.upn,
        "accountEnabled": None if basic else not person.id.endswith("3"),
        "userType": None if basic else "Guest" if person.id.endswith("7") else "Member",
    })  # fmt: skip


def mailbox(tenant: Tenant, request: web.Request, user: str) -> Answer:
    """GET /users/.../mailboxSettings. Ends a number in 2, its owner works in Tokyo; in 5, replies go out until they are
    switched off; in 6, from yesterday on for nine days; in 9, the mailbox is shared."""
    if "MailboxSettings.Read" in tenant.manners.withheld:
        return error(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    person = _known(tenant, user)
    if person is None:
        return error(404, "ErrorInvalidUser", "The requested user is invalid.")
    zone = "Tokyo Standard Time" if person.id.endswith("2") else "W. Europe Standard Time"
    status = {"5": "alwaysEnabled", "6": "scheduled"}.get(person.id[-1], "disabled")
    since, until = (tenant.model.as_of + timedelta(days=days) for days in (-1, 8))
    return web.json_response({
        "timeZone": zone, "userPurpose": "shared" if person.id.endswith("9") else "user",
        "automaticRepliesSetting": {
            "status": status, "externalAudience": "none",
            "scheduledStartDateTime": {"dateTime": f"{since}T07:00:00.0000000", "timeZone": "UTC"},
            "scheduledEndDateTime": {"dateTime": f"{until}T07:00:00.0000000", "timeZone": "UTC"},
        },
        "workingHours": {
            "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"], "startTime": "08:00:00.0000000",
            "endTime": "17:00:00.0000000", "timeZone": {"name": zone},
        },
    })  # fmt: skip

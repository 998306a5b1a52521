"""The directory of the sample tenant: groups, licences, people."""

from aiohttp import web

from graph.sample_tenant.model import PILOTS, Person
from graph.sample_tenant.state import Answer, Tenant, error


def _group(tenant: Tenant, group: str) -> tuple[Person, ...] | None:
    pilot = next((one for one in PILOTS if one.group == group), None)
    return None if pilot is None else tenant.model.people(pilot)


def count(tenant: Tenant, request: web.Request, group: str) -> Answer:
    """GET /groups/.../transitiveMembers/$count."""
    people = _group(tenant, group)
    if people is None:
        return error(404, "Request_ResourceNotFound", "Resource does not exist.")
    if request.headers.get("ConsistencyLevel") != "eventual":
        return error(400, "Request_BadRequest", "$count is not currently supported.")
    return web.Response(text=str(len(people)))


def members(tenant: Tenant, request: web.Request, group: str) -> Answer:
    """GET /groups/.../transitiveMembers."""
    people = _group(tenant, group)
    if people is None:
        return error(404, "Request_ResourceNotFound", "Resource does not exist.")
    names = not tenant.manners.without_names
    value = [{"@odata.type": "#microsoft.graph.user", "id": one.id,
              **({"userPrincipalName": one.upn, "displayName": one.name} if names else {})}
             for one in people]  # fmt: skip
    return tenant.page(request, value, {})


def skus(tenant: Tenant, request: web.Request) -> Answer:
    """GET /subscribedSkus."""
    people = sum(pilot.people for pilot in PILOTS)
    plan = {"servicePlanId": "44444444-0000-4000-8000-000000000001", "servicePlanName": "M365_COPILOT_APPS",
            "provisioningStatus": "Success", "appliesTo": "User"}  # fmt: skip
    sku = {"id": "sample_copilot", "capabilityStatus": "Enabled", "consumedUnits": people, "appliesTo": "User",
           "prepaidUnits": {"enabled": 150, "suspended": 0, "warning": 0}, "servicePlans": [plan],
           "skuId": "44444444-0000-4000-8000-000000000000", "skuPartNumber": "Microsoft_365_Copilot"}  # fmt: skip
    office = {**sku, "id": "sample_e3", "skuId": "44444444-0000-4000-8000-000000000002", "skuPartNumber": "SPE_E3",
              "servicePlans": [{**plan, "servicePlanName": "EXCHANGE_S_ENTERPRISE"}]}  # fmt: skip
    return web.json_response({"value": [sku, office]})


def _known(tenant: Tenant, user: str) -> Person | None:
    return next((one for pilot in PILOTS for one in tenant.model.people(pilot) if user in (one.id, one.upn)), None)


def user(tenant: Tenant, request: web.Request, user: str) -> Answer:
    """GET /users/..."""
    person = _known(tenant, user)
    if person is None:
        return error(404, "Request_ResourceNotFound", "Resource does not exist.")
    return web.json_response({"id": person.id, "accountEnabled": not person.id.endswith("3"), "displayName": person.name,
                              "userPrincipalName": person.upn, "userType": "Member"})  # fmt: skip


def manager(tenant: Tenant, request: web.Request, user: str) -> Answer:
    """GET /users/.../manager."""
    person = _known(tenant, user)
    if person is None or person.first:  # the first of a pilot has no manager, which Graph says with a 404 too
        return error(404, "Request_ResourceNotFound", "Resource 'manager' does not exist.")
    boss = tenant.model.people(next(one for one in PILOTS if one.key == person.pilot))[0]
    return web.json_response({"@odata.type": "#microsoft.graph.user", "id": boss.id, "displayName": boss.name})


def mailbox(tenant: Tenant, request: web.Request, user: str) -> Answer:
    """GET /users/.../mailboxSettings."""
    if "MailboxSettings.Read" in tenant.manners.withheld:
        return error(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    person = _known(tenant, user)
    if person is None:
        return error(404, "ErrorInvalidUser", "The requested user is invalid.")
    away = person.id.endswith("5")
    return web.json_response({
        "timeZone": "W. Europe Standard Time",
        "automaticRepliesSetting": {"status": "alwaysEnabled" if away else "disabled", "externalAudience": "none"},
    })  # fmt: skip

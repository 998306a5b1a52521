"""The sample tenant's server: Graph's paths below /v1.0, and a download host's below /download."""

import asyncio
import re
from collections.abc import Callable

from aiohttp import web

from graph.sample_tenant import directory, reporting, sharepoint
from graph.sample_tenant.manners import Mishap
from graph.sample_tenant.state import Answer, Tenant, error

_LIST = r"/sites/(?P<site>[^/]+)/lists/(?P<list_id>[^/]+)"
_ROUTES: tuple[tuple[re.Pattern[str], Callable[..., Answer]], ...] = tuple(
    (re.compile(pattern), answer)
    for pattern, answer in (
        (_LIST + r"/columns", sharepoint.columns),
        (_LIST + r"/items", sharepoint.items),
        (_LIST + r"/items/delta(?:\(\))?", sharepoint.delta),
        (r"/sites/(?P<host>[^/:]+):/sites/(?P<path>[^/:]+):/lists/(?P<name>[^/]+)", sharepoint.list_by_path),
        (r"/sites/(?P<host>[^/:]+):/sites/(?P<path>[^/:]+):/drive/root:/(?P<name>.+)", sharepoint.file_by_path),
        (r"/drives/(?P<drive>[^/]+)/items/(?P<item>[^/]+)/content", sharepoint.content),
        (r"/reports/(?P<name>\w+)\(period='(?P<period>\w+)'\)", reporting.report),
        (r"/copilot/reports/getMicrosoft365Copilot(?P<name>\w+)\(period='(?P<period>\w+)'(?:,version='(?P<version>\w+)')?\)",
         reporting.copilot),
        (r"/groups/(?P<group>[^/]+)/transitiveMembers", directory.members),
        (r"/subscribedSkus", directory.skus),
        (r"/users/(?P<user>[^/]+)/mailboxSettings", directory.mailbox),
        (r"/users/(?P<user>[^/]+)", directory.user),
    )
)  # fmt: skip


def application(tenant: Tenant) -> web.Application:
    """The server of a tenant, to be run by whoever wants it."""

    async def graph(request: web.Request) -> Answer:
        path = "/" + request.match_info["path"]
        tenant.requests.append(path)
        mishap = tenant.manners.mishap(path)
        if mishap is not None:
            return await _gone_wrong(request, mishap)
        if not request.headers.get("Authorization", "").startswith("Bearer "):
            return error(401, "InvalidAuthenticationToken", "Access token is empty.")
        for pattern, answer in _ROUTES:
            found = pattern.fullmatch(path)
            if found is not None:
                # What takes the processor long is computed beside the loop, for those who run tenant and reader in one.
                return await asyncio.to_thread(answer, tenant, request, **found.groupdict())
        return error(404, "ResourceNotFound", "Resource not found.")

    async def download(request: web.Request) -> Answer:
        tenant.requests.append(request.path)
        tenant.tokens_at_download.append(request.headers.get("Authorization", ""))
        mishap = tenant.manners.mishap(request.path)
        if mishap is not None:
            return await _gone_wrong(request, mishap)
        made = tenant.downloads.pop(request.match_info["ticket"], None)
        if made is None:
            return web.Response(status=403, text="<html>The link has expired.</html>", content_type="text/html")
        return web.Response(body=await asyncio.to_thread(made), content_type="application/octet-stream")

    app = web.Application()
    app.router.add_get("/v1.0/{path:.*}", graph)
    app.router.add_get("/download/{ticket}", download)
    return app


async def _gone_wrong(request: web.Request, mishap: Mishap) -> Answer:
    if mishap.cut:  # a body that ends before it said it would
        answer = web.StreamResponse(headers={"Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"Report Refresh Date,User")
        assert request.transport is not None
        request.transport.close()
        return answer
    if mishap.html:
        page = "<html><body><h1>Service Unavailable</h1></body></html>"
        return web.Response(status=mishap.status, text=page, content_type="text/html", headers=mishap.headers)
    code = "TooManyRequests" if mishap.status == 429 else "generalException"
    return error(mishap.status, code, "Please retry again later.", mishap.headers)

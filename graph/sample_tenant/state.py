"""The tenant as one thing: its model, its manners, what was asked of it, and how it answers in pages and downloads."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

from aiohttp import web

from graph.sample_tenant.inventory import ROWS
from graph.sample_tenant.manners import Manners
from graph.sample_tenant.model import Case, Model, Pilot

Answer = web.StreamResponse


def error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """An error as OData has it."""
    inner = {"requestId": "sample", "date": "2026-11-25T09:00:00"}
    body = {"error": {"code": code, "message": message, "innerError": inner}}
    return web.json_response(body, status=status, headers=headers)


class Tenant:
    """One tenant over one model. `manners` may be changed at any time; `requests` keeps the paths asked for,
    `listed` the entries of its list of initiatives.

    With `today` the model goes on: it is always that of the day this says.
    """

    def __init__(self, model: Model, manners: Manners | None = None, *, today: Callable[[], date] | None = None) -> None:
        self._model = model
        self._today = today
        self.manners = manners or Manners()
        self.requests: list[str] = []
        self.tokens_at_download: list[str] = []
        self.downloads: dict[str, Callable[[], bytes]] = {}
        self.listed: list[dict[str, Any]] = [dict(row) for row in ROWS]
        self.changes: dict[str, list[tuple[int, Case | None]]] = {}

    @property
    def model(self) -> Model:
        """The company as it stands."""
        return self._model if self._today is None else replace(self._model, as_of=self._today(), began=self._model.first_use)

    @model.setter
    def model(self, model: Model) -> None:
        self._model = model

    def change(self, pilot: Pilot, number: int, case: Case | None) -> None:
        """Item `number` of a pilot's list becomes `case`, or is deleted: the next delta says so."""
        self.changes.setdefault(pilot.list, []).append((number, case))

    def see_other(self, request: web.Request, made: Callable[[], bytes]) -> Answer:
        """A redirect to a download that is good once."""
        ticket = f"t{len(self.requests)}"
        self.downloads[ticket] = made
        return web.Response(status=302, headers={"Location": f"http://{request.host}/download/{ticket}"})

    def page(
        self, request: web.Request, rows: list[Any], last: dict[str, str], pinned: Mapping[str, str] | None = None
    ) -> Answer:
        """One page of rows, with a link to the next one, or with `last`. `pinned` goes with the link."""
        query = {**request.query, **(pinned or {})}
        start = int(query.get("$skiptoken", "0"))
        size = min(int(query.get("$top", str(self.manners.page))), self.manners.page)
        body: dict[str, Any] = {"value": rows[start : start + size]}
        after = start + size
        if self.manners.empty_page and start == 0 and "$skiptoken" not in query:
            body["value"], after = [], 0
        if after < len(rows):
            keep = "&".join(f"{quote(name)}={quote(text)}" for name, text in query.items() if name != "$skiptoken")
            path = quote(request.path, safe="/(),='$")
            body["@odata.nextLink"] = f"http://{request.host}{path}?{keep}&$skiptoken={after}"
        else:
            body |= last
        return web.json_response(body)

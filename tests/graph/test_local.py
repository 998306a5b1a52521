"""The sample tenant on this machine: nothing stands between it and its reader."""

import pytest

from graph.lists import read_list
from graph.sample_tenant.local import opened
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from tests.graph.reading import AS_OF, EVERYTHING, NOW, WORKS, list_of, value


async def test_a_proxy_of_the_environment_is_not_asked_for_what_is_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    tenant = Tenant(Model(as_of=AS_OF))
    async with opened(tenant, lambda: NOW) as graph:
        table = value(await read_list(graph, list_of(WORKS), ("Opened",), allowed=EVERYTHING))
    assert len(table.rows) == len(tenant.model.cases(WORKS))

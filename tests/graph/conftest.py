"""A sample tenant on a loopback port, and a reader of it through the real SDK."""

from collections.abc import AsyncIterator

import pytest

from graph.sample_tenant.app import application
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from tests.graph.reading import AS_OF, Reading, reading
from tests.teams.serving import Served


@pytest.fixture
def tenant() -> Tenant:
    """A tenant that behaves, until a test says otherwise."""
    return Tenant(Model(as_of=AS_OF))


@pytest.fixture
async def at(tenant: Tenant) -> AsyncIterator[Reading]:
    """The reader, its tenant, and how long it slept."""
    served = await Served.start(application(tenant))
    async with reading(served.url, tenant) as opened:
        yield opened
    await served.stop()

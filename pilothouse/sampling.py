"""The playground's sample tenant: on this machine, by the playground's clock, and read like any tenant.

Its pilots begin in the week the record began, so that the same record meets the same tenant again.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from pilothouse.readers import Readers
from portfolio.calendar import DAY, local_date
from store import Store, ledger

if TYPE_CHECKING:
    from graph.sample_tenant.state import Tenant

HOST = "contoso.sharepoint.com"


class Clock(Protocol):
    """Who says what time it is, and where: the playground's desk."""

    zone: str

    def now(self) -> datetime:
        """The moved clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample tenant that is served, and what reads it."""

    tenant: "Tenant"
    readers: Readers
    zone: str

    async def settle(self, store: Store) -> None:
        """Have the pilots begin when this record did."""
        first = await store.read(ledger.earliest)
        if first is not None:
            self.tenant.model = replace(self.tenant.model, began=_monday(local_date(first, self.zone)))

    def places(self) -> tuple[str, ...]:
        """What a person pastes, a line for each pilot: the address of its list of cases, and the id of its group."""
        from graph.sample_tenant.model import PILOTS
        from graph.sample_tenant.sharepoint import LIST_NAME

        return tuple(
            f"  {pilot.name}\n    https://{HOST}/sites/{pilot.path}/Lists/{LIST_NAME}\n    {pilot.group}" for pilot in PILOTS
        )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@asynccontextmanager
async def sampling(clock: Clock) -> AsyncIterator[Sample]:
    """Serve a sample tenant on loopback whose lists know the days that are over."""
    from graph.sample_tenant.local import opened  # the SDK comes with these, and most playgrounds never read
    from graph.sample_tenant.model import Model
    from graph.sample_tenant.state import Tenant

    def today() -> date:
        return local_date(clock.now(), clock.zone)

    tenant = Tenant(Model(as_of=today(), began=_monday(today())), today=lambda: today() - DAY)
    async with opened(tenant, clock.now) as graph:
        yield Sample(tenant=tenant, readers=Readers(graph=graph), zone=clock.zone)

"""The composed product for `benchmarks.turn`: a record in which every sponsor has got this month's check-in card.

    python -m benchmarks.product FOLDER SERVICE_URL ROWS

makes the record, in a process of its own, so that the server's memory is what serving takes.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from actions import checkins, installations, metrics, people, registration, sponsorship
from bot.credentials import Acquire
from bot.settings import TeamsSettings
from pilothouse.collecting import stay
from pilothouse.serve import opened
from pilothouse.worker import Worker
from portfolio.commands import AnswerSponsorship, RegisterInitiative, SaveMetric
from portfolio.company import Company
from portfolio.delivery import Outcome, Sent
from portfolio.gates import DefaultDecision
from portfolio.initiatives import Integration
from portfolio.metrics import Family
from portfolio.people import Identity, Role
from portfolio.verdicts import Policy
from portfolio.views.checkins import CheckInForm
from store import Store, Tx, open_store
from store import people as stored_people
from store.addresses import Reference
from tests.teams.activities import TENANT

SPONSORS = 512  # so many that each corrects an answer a few times only
REGISTERED = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)  # 2nd working day, in working hours
COMPANY = Company(
    zone="Europe/Berlin", language="en", holidays=frozenset(), default=DefaultDecision.PAUSE, policy=Policy.BALANCED,
    roles={}, paused=False,
)  # fmt: skip


@asynccontextmanager
async def serving(
    settings: TeamsSettings, acquire: Acquire, service_url: str, rows: int, *, leader: str, working: bool
) -> AsyncIterator[tuple[web.Application, dict[str, Any]]]:
    """The application over a record made for it, and who may answer what in it; `leader`: the object id of somebody who may
    read the digest; `working`: with its worker running."""
    company = replace(COMPANY, roles={leader: frozenset({Role.LEADERSHIP})})
    with tempfile.TemporaryDirectory() as folder:
        arguments = [folder, service_url, str(rows)]
        maker = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.product", *arguments)
        assert await maker.wait() == 0
        facts = json.loads((Path(folder) / "facts.json").read_text())
        url = f"sqlite:///{folder}/record.db"
        async with opened(settings, url, lambda _: company, now=lambda: NOW, acquire=acquire) as house:
            task = asyncio.create_task(house.worker.run()) if working else None
            stay()
            yield house.app, facts
            house.worker.stop()
            if task is not None:
                await task


async def _make(folder: str, service_url: str, rows: int) -> None:
    store = await open_store(f"sqlite:///{folder}/record.db")
    sponsors = await asyncio.gather(*(sponsor(store, number, service_url, rows) for number in range(SPONSORS)))
    worker = Worker(store, _Yes(), lambda _: COMPANY, lambda: NOW, rate=100_000.0)
    await worker.plan_until_idle()
    await worker.deliver_until_idle()
    await store.close()
    (Path(folder) / "facts.json").write_text(json.dumps({"sponsors": sponsors}))


class _Yes:
    """A courier whose messages all arrive."""

    async def deliver(self, parcel: Any) -> Outcome:
        return Sent(activity_id=f"m{parcel.id}", conversation_id=parcel.address.conversation_id or "")


async def sponsor(store: Store, number: int, service_url: str, rows: int) -> dict[str, Any]:
    """Somebody with the app who answers for so many initiatives, each with a metric; their check-in card is open."""
    name, object_id = f"Sponsor {number:03}", str(uuid5(NAMESPACE_URL, f"sponsor {number}"))
    who = Identity(tenant=TENANT, object_id=object_id, name=name, zone="Europe/Berlin", language="en-GB")

    def make(tx: Tx) -> dict[str, Any]:
        sponsor = people.meet(tx, who, COMPANY, REGISTERED)
        stored_people.change(tx, sponsor.number, released=True)
        installations.keep(tx, _reference(sponsor.number, service_url), REGISTERED)
        initiatives = []
        for row in range(rows):
            command = RegisterInitiative(
                name=f"Initiative {number:03}-{row}", workflow="From a request to the first draft",
                intent="Drafts leave in two days", sponsor=object_id, first_use=date(2026, 9, 1), gate_on=None,
                integration=Integration.OFFICE, token=f"t-{number}-{row}",
            )  # fmt: skip
            initiative = registration.register(tx, sponsor, command, COMPANY, REGISTERED).initiative
            yes = AnswerSponsorship(initiative=initiative, accept=True, instead=None)
            sponsorship.answer(tx, sponsor, yes, COMPANY, REGISTERED)
            form = metrics.form(tx, sponsor, initiative)
            metrics.save(tx, sponsor, _metric(initiative, form.revision), REGISTERED)
            initiatives.append(initiative)
        asked = checkins.open_mine(tx, sponsor, COMPANY, NOW)
        assert isinstance(asked, CheckInForm)
        return {"name": name, "object_id": object_id, "check_in": asked.check_in, "initiatives": initiatives}

    return await store.write(make)


def _reference(person: int, service_url: str) -> Reference:
    return Reference(
        person=person, channel=None, team=None, tenant=TENANT, conversation_id=f"a:{person}", service_url=service_url,
        bot_id="28:bot", member_id=f"29:{person}", raw="{}", installed=True, at=REGISTERED - timedelta(days=1),
    )  # fmt: skip


def _metric(initiative: str, revision: int) -> SaveMetric:
    return SaveMetric(
        initiative=initiative, name="Request received to first draft, median", family=Family.CYCLE_TIME, unit="days",
        lower_is_better=True, source="Time entries", baseline=Decimal("5.1"), baseline_source="Time entries, March to June",
        target=Decimal("4.0"), target_on=date(2026, 11, 30), floor=Decimal("4.6"), adoption_lead=None,
        retirement_plan="Service desk archives the site", revision=revision,
    )  # fmt: skip


if __name__ == "__main__":
    asyncio.run(_make(sys.argv[1], sys.argv[2], int(sys.argv[3])))

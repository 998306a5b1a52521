"""Builders: a company, people who have been met, and initiatives in any state, made through the actions themselves."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from actions import checkins, gates, metrics, people, registration
from portfolio.checkins import Answer, Outlook
from portfolio.commands import AnswerSponsorship, ArmGate, RegisterInitiative, SaveMetric, SubmitCheckIn
from portfolio.company import Company
from portfolio.gates import DefaultDecision, Step
from portfolio.initiatives import Integration
from portfolio.metrics import Family
from portfolio.people import Actor, Identity, Role
from portfolio.verdicts import Policy
from portfolio.views.checkins import CheckInForm
from store import Store
from store import gates as stored_gates

TENANT = "00000000-0000-4000-8000-000000000001"
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)      # a Tuesday


def object_id(name: str) -> str:
    """A stable Entra object id for a name."""
    return "00000000-0000-4000-8000-" + name.lower().encode().hex()[:12].rjust(12, "0")


def company(**changes: object) -> Company:
    """Everybody by the role their name says; no holidays; nothing paused; default: pause."""
    values: dict[str, object] = {
        "zone": "Europe/Berlin", "language": "en", "holidays": frozenset(), "default": DefaultDecision.PAUSE,
        "policy": Policy.BALANCED, "paused": False,
        "roles": {
            object_id("Rita Reviewer"): frozenset({Role.REVIEWER}),
            object_id("Olga Office"): frozenset({Role.PROGRAMME_OFFICE}),
            object_id("Lea Leader"): frozenset({Role.LEADERSHIP}),
            object_id("Adam Admin"): frozenset({Role.ADMIN}),
        },
    }
    return Company(**(values | changes))  # type: ignore[arg-type]


@dataclass
class World:
    """A store with a company and a clock that only the test moves."""

    store: Store
    company: Company
    now: datetime = START

    async def meet(self, name: str, zone: str | None = None) -> Actor:
        """Somebody writes to the bot."""
        who = Identity(tenant=TENANT, object_id=object_id(name), name=name, zone=zone)
        return await self.store.write(people.meet, who, self.company, self.now)

    def pass_(self, **span: float) -> datetime:
        """Move the clock."""
        self.now += timedelta(**span)
        return self.now

    async def initiative(
        self, sponsor: Actor, name: str = "Proposal drafting", *, first_use: date | None = None, accept: bool = True,
        by: Actor | None = None,
    ) -> str:
        """Registered by an office worker (or `by`), and accepted by its sponsor."""
        registrar = by or await self.meet("Paul Proposer")
        command = RegisterInitiative(
            name=name, workflow="RFP answers", intent="First drafts in Word", sponsor=object_id(sponsor.name),
            first_use=first_use or self.now.date(), gate_on=None, integration=Integration.OFFICE, token=f"t-{name}",
        )
        view = await self.store.write(registration.register, registrar, command, self.company, self.now)
        if accept:
            yes = AnswerSponsorship(initiative=view.initiative, accept=True, instead=None)
            await self.store.write(registration.answer, sponsor, yes, self.now)
        return view.initiative

    async def metric(self, sponsor: Actor, initiative: str, **changes: object) -> None:
        """From 5.1 to 4.0 days, baseline typed in by hand."""
        form = await self.store.read(metrics.form, sponsor, initiative)
        values: dict[str, object] = {
            "initiative": initiative, "name": "RFP receipt to first draft", "family": Family.CYCLE_TIME, "unit": "days",
            "lower_is_better": True, "source": "PSA", "baseline": Decimal("5.1"), "baseline_source": "PSA report Q2",
            "target": Decimal("4.0"), "target_on": form.gate_on, "floor": Decimal("4.6"), "adoption_lead": None,
            "retirement_plan": "Archive the site, empty the group", "revision": form.revision,
        }
        await self.store.write(metrics.save, sponsor, SaveMetric(**(values | changes)), self.now)  # type: ignore[arg-type]

    async def arm(self, sponsor: Actor, initiative: str) -> None:
        """The sponsor presses "These are the rules"."""
        rules = await self.store.read(metrics.rules, sponsor, initiative)
        await self.store.write(metrics.arm, sponsor, ArmGate(gate=rules.gate, revision=rules.gate_revision), self.now)

    async def at_gate(self, sponsor: Actor, initiative: str, *steps: Step) -> str:
        """Move the clock to T and open the gate; further steps are taken on their days by the caller."""
        gate = await self.store.read(stored_gates.current, initiative)
        assert gate is not None
        self.now = datetime.combine(gate.due, START.timetz())
        for step in (Step.SEAL, Step.OPEN, Step.CARD, *steps):
            await self.store.write(gates.take_step, gate.id, step, self.company, self.now)
        return gate.id

    async def check_in(self, sponsor: Actor, value: str | None = "4.7", note: str = "") -> object:
        """Answer everything that is open on this month's check-in."""
        form = await self.store.write(checkins.open_mine, sponsor, self.company, self.now)
        assert isinstance(form, CheckInForm)
        answers = tuple(
            Answer(initiative=row.initiative, value=Decimal(value) if value and row.panel else None,
                   outlook=Outlook.ON_TRACK, note=note)
            for row in form.rows
        )
        command = SubmitCheckIn(check_in=form.check_in, revision=form.revision, answers=answers)
        return await self.store.write(checkins.submit, sponsor, command, self.company, self.now)

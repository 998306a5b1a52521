"""Builders: a company, people who have been met, and initiatives in any state, made through the actions themselves."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from actions import (
    checkins,
    decisions,
    delivery,
    gates,
    installations,
    metrics,
    people,
    registration,
    signatures,
    sponsorship,
)
from actions.delivery import Parcel
from portfolio.calendar import instant
from portfolio.checkins import Answer, Outlook
from portfolio.commands import (
    AnswerSponsorship,
    ArmGate,
    Countersign,
    Decide,
    RegisterInitiative,
    SaveMetric,
    SubmitCheckIn,
)
from portfolio.company import Company
from portfolio.delivery import Outcome, Sent
from portfolio.gates import DefaultDecision, Gate, Step
from portfolio.initiatives import Initiative, Integration
from portfolio.metrics import Family
from portfolio.people import Actor, Identity, Role
from portfolio.verdicts import Choice, Policy
from portfolio.views.checkins import CheckInForm
from portfolio.views.gates import Decided
from portfolio.views.initiatives import Rules
from scheduler import plan
from store import Store, ledger, outbox
from store import gates as stored_gates
from store import initiatives as stored_initiatives
from store.addresses import Reference
from store.outbox import OutboxRow

TENANT = "00000000-0000-4000-8000-000000000001"
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)      # a Tuesday


def object_id(name: str) -> str:
    """A stable Entra object id for a name."""
    return str(uuid5(NAMESPACE_URL, name))


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
    sent: list[Parcel] = field(default_factory=list)
    """Everything delivered so far, updates of messages included."""

    async def meet(self, name: str, zone: str | None = None, *, as_: str | None = None) -> Actor:
        """Somebody writes to the bot. `as_` tells people of the same name apart."""
        who = Identity(tenant=TENANT, object_id=object_id(as_ or name), name=name, zone=zone)
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
            first_use=first_use or self.now.date(), gate_on=None, integration=Integration.OFFICE,
            token=object_id(f"form {name}"),
        )
        view = await self.store.write(registration.register, registrar, command, self.company, self.now)
        if accept:
            await self.accept(sponsor, view.initiative)
        return view.initiative

    async def accept(self, sponsor: Actor, initiative: str) -> None:
        """The named sponsor accepts."""
        yes = AnswerSponsorship(initiative=initiative, accept=True, instead=None)
        await self.store.write(sponsorship.answer, sponsor, yes, self.company, self.now)

    async def metric(self, sponsor: Actor, initiative: str, **changes: object) -> Rules:
        """From 5.1 to 4.0 days, baseline typed in by hand; the rules as they are then."""
        form = await self.store.read(metrics.form, sponsor, initiative)
        values: dict[str, object] = {
            "initiative": initiative, "name": "RFP receipt to first draft", "family": Family.CYCLE_TIME, "unit": "days",
            "lower_is_better": True, "source": "PSA", "baseline": Decimal("5.1"), "baseline_source": "PSA report Q2",
            "target": Decimal("4.0"), "target_on": form.gate_on, "floor": Decimal("4.6"), "adoption_lead": None,
            "retirement_plan": "Archive the site, empty the group", "revision": form.revision,
        }
        said = SaveMetric(**(values | changes))  # type: ignore[arg-type]
        return await self.store.write(metrics.save, sponsor, said, self.now)

    async def arm(self, sponsor: Actor, initiative: str) -> None:
        """The sponsor presses "These are the rules"."""
        rules = await self.store.read(metrics.rules, sponsor, initiative, self.now)
        await self.store.write(metrics.arm, sponsor, ArmGate(gate=rules.gate, revision=rules.gate_revision), self.now)

    async def at_gate(self, sponsor: Actor, initiative: str, *steps: Step) -> str:
        """Move the clock to T and open the gate; further steps are taken on their days by the caller."""
        gate = await self.store.read(stored_gates.current, initiative)
        assert gate is not None
        self.now = datetime.combine(gate.due, START.timetz())
        for step in (Step.SEAL, Step.OPEN, Step.CARD, *steps):
            await self.store.write(gates.take_step, gate.id, step, self.company, self.now)
        return gate.id

    async def decide(self, sponsor: Actor, gate: str, choice: Choice, *, days: int = 20, **changes: object) -> Decided:
        """The sponsor decides at an open gate, with a date so many days ahead and a good reason."""
        found = await self.store.read(stored_gates.get, gate)
        assert found is not None
        values: dict[str, object] = {
            "gate": gate, "revision": found.revision, "choice": choice, "on": self.now.date() + timedelta(days=days),
            "reason": "The gain holds in all four practices.", "second": None, "expires": None,
        }
        command = Decide(**(values | changes))  # type: ignore[arg-type]
        return await self.store.write(decisions.decide, sponsor, command, self.company, self.now)

    async def fund(self, sponsor: Actor, gate: str, second: str = "Rita Reviewer", **changes: object) -> Decided:
        """The sponsor funds with an override for 30 days that somebody has to sign."""
        more: dict[str, object] = {"second": object_id(second), "expires": self.now.date() + timedelta(days=30)}
        return await self.decide(sponsor, gate, Choice.FUND, **(more | changes))

    async def sign(self, who: Actor, decision: str, agree: bool = True, remark: str = "") -> Decided:
        """The second person signs or hands back."""
        command = Countersign(decision=decision, agree=agree, remark=remark)
        view = await self.store.write(signatures.countersign, who, command, self.now)
        assert isinstance(view, Decided)
        return view

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

    # --- Places, sending, walking ---------------------------------------------------------------------------------------

    async def install(self, who: Actor, *, release: bool = True) -> None:
        """The app is installed for somebody and, unless told otherwise, they are out of shadow mode."""
        await self.store.write(installations.keep, reference(person=who.number, at=self.now), self.now)
        if release:
            await self.store.write(installations.release_self, who, self.now)

    async def channel(self, id: str = "19:leadership", *, release: bool = True) -> str:
        """The leadership channel: installed, bound and, unless told otherwise, released."""
        adam, olga = await self.meet("Adam Admin"), await self.meet("Olga Office")
        await self.store.write(installations.keep, reference(channel=id, team="team", at=self.now), self.now)
        await self.store.write(installations.bind_channel, olga, id, self.now)
        if release:
            await self.store.write(installations.release, adam, "channel", id, self.now)
        return id

    async def plan(self) -> list[str]:
        """Do what is due now, and what becomes due by it; the keys of what was done."""
        done: list[str] = []
        while True:
            due = await self.store.read(plan.pending, self.company, self.now)
            new = [item.key for item in due if await self.store.write(plan.plan_one, item, self.company, self.now)]
            if not new:
                return done
            done += new

    async def deliver(self, outcome: Callable[[Parcel], Outcome] | None = None) -> list[Parcel]:
        """Send what may be sent now, a message each two seconds; what was delivered."""
        delivered: list[Parcel] = []
        lease = timedelta(minutes=1)
        while parcel := await self.store.write(delivery.claim, "worker", self.company, self.now, lease):
            became = outcome(parcel) if outcome else Sent(activity_id=f"a-{parcel.id}", conversation_id="c")
            await self.store.write(delivery.settle, parcel, became, 0.0, self.now)
            if isinstance(became, Sent):
                delivered.append(parcel)
            self.now += timedelta(seconds=2)
        self.sent += delivered
        return delivered

    async def morning(self, day: date) -> list[str]:
        """Half past nine and a bit, in Berlin: plan and deliver. The keys of the new messages that went out."""
        self.now = max(self.now, instant(day, time(9, 35), "Europe/Berlin"))
        await self.plan()
        return [parcel.key for parcel in await self.deliver() if parcel.activity_id is None]

    async def walk(self, until: date) -> dict[date, list[str]]:
        """Every morning up to and including `until`: the days on which something was sent, and what."""
        days: dict[date, list[str]] = {}
        while (day := self.now.date() + timedelta(days=1)) <= until:
            if keys := await self.morning(day):
                days[day] = keys
        return days

    # --- Looking --------------------------------------------------------------------------------------------------------

    async def gate(self, initiative: str) -> Gate:
        """Its newest gate."""
        found = await self.store.read(stored_gates.current, initiative)
        assert found is not None
        return found

    async def read(self, initiative: str) -> Initiative:
        """As stored."""
        found = await self.store.read(stored_initiatives.get, initiative)
        assert found is not None
        return found

    async def row(self, key: str) -> OutboxRow:
        """A message by its key."""
        found = await self.store.read(outbox.find, key)
        assert found is not None, key
        return found

    async def ledger(self) -> list[dict[str, Any]]:
        """The whole ledger."""
        return [json.loads(line) for line in await self.store.read(lambda tx: list(ledger.export(tx)))]

    async def noted(self) -> Counter[str]:
        """How often each action stands in the ledger."""
        return Counter(entry["action"] for entry in await self.ledger())


def reference(**changes: object) -> Reference:
    """A place where the app is."""
    values: dict[str, object] = {
        "person": None, "channel": None, "team": None, "tenant": TENANT, "conversation_id": "c",
        "service_url": "https://smba.example/", "bot_id": "28:bot", "member_id": "29:member", "raw": "{}",
        "installed": True, "at": START,
    }
    return Reference(**(values | changes))  # type: ignore[arg-type]

"""Builders: workflows, what was seen of them, and constraints, made by the programme office through the actions."""

from datetime import timedelta
from decimal import Decimal

from actions import constraints, watching, workflows
from portfolio.discover.commands import FinishWatch, KeepConstraint, KeepStep, KeepWorkflow
from portfolio.discover.constraints import ConstraintKind
from portfolio.discover.steps import Step
from portfolio.metrics import Provenance
from portfolio.people import Actor
from portfolio.views.discover import ConstraintCard, WorkflowCard
from tests.actions.world import World, object_id


def constraint(world: World, **changes: object) -> KeepConstraint:
    """A contract that ends in thirty days, owned by Otto Owner, who has to be met first."""
    values: dict[str, object] = {
        "constraint": None, "revision": None, "token": "form-1", "kind": ConstraintKind.CONTRACT,
        "text": "No client data leaves the EU", "source": "Framework 12", "owner": object_id("Otto Owner"),
        "expires": world.now.date() + timedelta(days=30), "reviewed_on": None, "hits": (), "named": (),
    }
    return KeepConstraint(**(values | changes))  # type: ignore[arg-type]


async def limit(world: World, olga: Actor, *hits: str, **changes: object) -> ConstraintCard:
    """The programme office adds it."""
    await world.meet("Otto Owner")
    command = constraint(world, hits=hits, **changes)
    return await world.store.write(constraints.keep, olga, command, world.company, world.now)


def workflow(**changes: object) -> KeepWorkflow:
    """RFP answers, 18 cases a month by the PSA."""
    values: dict[str, object] = {
        "workflow": None, "revision": None, "token": "form-w", "name": "RFP answers", "system_of_record": "PSA",
        "actors": ("Bid manager", "Partner"), "owner_role": "Head of bids", "volume_per_month": Decimal("18"),
        "volume_source": "PSA, January to June", "volume_provenance": Provenance.MEASURED,
    }
    return KeepWorkflow(**(values | changes))  # type: ignore[arg-type]


async def put_down(world: World, olga: Actor, **changes: object) -> str:
    """The programme office puts a workflow down; its id."""
    card = await world.store.write(workflows.keep, olga, workflow(**changes), world.now)
    return card.workflow


def step(what: str, minutes: int | None = 30, hours: int | None = 2, **changes: object) -> Step:
    """A step of so many minutes, after a wait of so many hours."""
    values: dict[str, object] = {
        "what": what, "role": None, "system": None, "touch": None if minutes is None else timedelta(minutes=minutes),
        "wait": None if hours is None else timedelta(hours=hours), "switches": 0, "copies": 0, "pain": "",
    }
    return Step(**(values | changes))  # type: ignore[arg-type]


async def watch(world: World, olga: Actor, workflow: str, *steps: Step, cases: int | None = 3) -> WorkflowCard:
    """The programme office writes these steps down, one after the other, and finishes."""
    card = await world.store.write(watching.begin, olga, workflow, world.now)
    for one in steps:
        command = KeepStep(watch=card.watch, revision=card.revision, index=None, step=one)
        card = await world.store.write(watching.keep_step, olga, command, world.now)
    done = FinishWatch(watch=card.watch, revision=card.revision, observed_on=world.now.date(), cases=cases)
    return await world.store.write(watching.finish, olga, done, world.now)

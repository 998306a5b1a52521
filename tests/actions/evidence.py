"""Builders of sources and of what they say: cases of known length, at working hours, one batch of them at a time."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random

from actions import baselines, evidence, grants, observations, sources
from actions.baselines import Proposed
from portfolio.addresses import Address, read_address
from portfolio.commands import BindSource
from portfolio.metrics import Provenance
from portfolio.observations import Binding, Observation, Observed, Origin, Rejected, Shape, SourceKind, SourceRef
from portfolio.people import Actor
from portfolio.sources import How, Source
from store import Tx, initiatives
from store.observations import Batch
from tests.actions.world import World

REF = SourceRef(kind=SourceKind.LIST, locator="site/list")
BINDING = Binding(shape=Shape.CASE, zone="Europe/Berlin", start="Received", end="First draft", person="Who", kind="Practice")


def address(text: str = "https://contoso.sharepoint.com/sites/works/Lists/RFP") -> Address:
    """A place as it is read."""
    found = read_address(text)
    assert isinstance(found, Address), found
    return found


def bound(tx: Tx, admin: Actor, office: Actor, initiative: str, now: datetime, **changes: object) -> Source:
    """The admin enables a list, and the programme office has the metric counted in it."""
    one = initiatives.get(tx, initiative)
    assert one is not None
    grant = grants.enable(tx, admin, one.name, address(), now)
    values: dict[str, object] = {
        "initiative": initiative, "grant": grant.grant, "ref": REF, "label": "RFP list", "binding": BINDING,
        "how": How.CASES, "pilot": None,
    }
    return sources.bind(tx, office, BindSource(**(values | changes)), now)  # type: ignore[arg-type]


async def enable(world: World, initiative: str, **changes: object) -> Source:
    """The metric is counted in a list of cases."""
    admin, office = await world.meet("Adam Admin"), await world.meet("Olga Office")
    return await world.store.write(bound, admin, office, initiative, world.now, **changes)


def case(key: str, opened: date, days: float | None, *, person: str = "Ada", kind: str = "Tax") -> Observation:
    """One case, opened at nine in the morning (UTC) and closed so many days later; None is still open."""
    start = datetime.combine(opened, time(9), UTC)
    end = None if days is None else start + timedelta(days=days)
    return observation(key, end or start, start=start, end=end, person=person, kind=kind)


def observation(key: str, at: datetime, **changes: object) -> Observation:
    """Any row."""
    values: dict[str, object] = {
        "key": key, "at": at, "provenance": Provenance.MEASURED, "source": REF, "fetched_at": at, "batch_key": "b",
    }
    return Observation(**(values | changes))  # type: ignore[arg-type]


def cases(
    first: date, last: date, typical: float, *, each_week: int = 8, seed: int = 1, name: str = "c"
) -> list[Observation]:
    """Cases opened evenly over the days between, their lengths log-normal around a typical one; people and kinds vary."""
    random = Random(seed)
    found = []
    for number in range((last - first).days * each_week // 7):
        opened = first + timedelta(days=number * 7 // each_week)
        length = typical * random.lognormvariate(0, 0.5)
        found.append(case(
            f"{name}{number}", opened, length, person=f"P{random.randrange(6)}", kind=random.choice(["Tax", "Audit"]),
        ))
    return found


def closed_by(rows: Iterable[Observation], now: datetime) -> list[Observation]:
    """What a list says at a moment: later rows are not there, and what is closed later is open."""
    found = []
    for row in rows:
        assert row.start is not None
        if row.start > now:
            continue
        days = None if row.end is None or row.end > now else (row.end - row.start) / timedelta(days=1)
        found.append(case(row.key, row.start.date(), days, person=row.person or "", kind=row.kind or ""))
    return found


async def record(
    world: World, source: Source, rows: Iterable[Observation], *, rejected: Iterable[Rejected] = ()
) -> Batch | None:
    """One whole reading of a source, now."""
    observed = Observed(observations=tuple(rows), rejected=tuple(rejected))
    said = repr([(row.key, row.start, row.end, row.value) for row in observed.observations])
    origin = Origin(source=source.ref, fetched_at=world.now, sha256=sha256(said.encode()).hexdigest())
    return await world.store.write(observations.record, source.id, origin, observed, world.now)


async def propose(world: World, who: Actor, initiative: str) -> Proposed:
    """A baseline from history."""
    return await world.store.write(baselines.propose_baseline, who, initiative, world.now)


async def refresh(world: World) -> list[str]:
    """What the worker does: judge what is due; the initiatives that got another verdict."""
    due = await world.store.read(evidence.due, world.now)
    return [one for one in due if await world.store.write(evidence.refresh, one, world.now)]


def number(key: str, day: date, value: Decimal | int, **changes: object) -> Observation:
    """A number of a day."""
    return observation(key, datetime.combine(day, time(12), UTC), value=Decimal(value), **changes)

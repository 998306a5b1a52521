"""Half a year of history, read for the one initiative of a scene."""

from datetime import timedelta

from actions import observations
from portfolio.observations import Observed, Origin
from portfolio.people import Actor, Role
from store import Tx, initiatives, people
from tests.actions.evidence import REF, bound, cases
from tests.scenarios.scene import Scene


async def read(scene: Scene, initiative: str) -> None:
    """An admin has enabled a list, it is bound, and the worker has read half a year of it."""
    now = scene.now
    history = cases(now.date() - timedelta(days=180), now.date() - timedelta(days=30), 5.0)

    def work(tx: Tx) -> None:
        one = people.everyone(tx)[0]
        everything = Actor(
            number=one.number, tenant=one.tenant, name=one.name, zone=one.zone, language=one.language,
            roles=frozenset({Role.ADMIN, Role.PROGRAMME_OFFICE}),
        )
        source = bound(tx, everything, everything, initiative, now)
        origin = Origin(source=REF, fetched_at=now, sha256="a" * 64)
        observations.record(tx, source.id, origin, Observed(observations=tuple(history), rejected=()), now)

    await scene.store.write(work)


async def initiative_of(scene: Scene) -> str:
    def look(tx: Tx) -> str:
        return initiatives.everything(tx)[0].id

    return await scene.store.read(look)

"""Asking for a change of what was locked, and answering it, for the tests of it."""

from typing import Any

from actions import amending, amendment_answers
from portfolio.amending import AmendRules, AnswerAmendment
from portfolio.people import Actor
from portfolio.views.amending import Amended
from store import metrics as stored
from tests.actions.world import World

REASON = "The tender volume doubled, which nobody could know."


async def asked(world: World, one: str, **changes: Any) -> AmendRules:
    """The form as it stands, with some of it changed."""
    metric = await world.store.read(stored.latest, one)
    assert metric is not None
    values: dict[str, Any] = {
        "initiative": one, "revision": (await world.gate(one)).revision, "name": metric.name, "family": metric.family,
        "unit": metric.unit, "lower_is_better": metric.lower_is_better, "population": metric.population,
        "target": metric.target, "target_on": metric.target_on, "floor": metric.floor, "breadth": metric.breadth,
        "single_role": metric.single_role, "margins": {}, "reason": REASON, "second": None,
    }
    return AmendRules(**(values | changes))


async def amend(world: World, who: Actor, one: str, **changes: Any) -> Amended:
    return await world.store.write(amending.save, who, await asked(world, one, **changes), world.now)


async def answer(world: World, who: Actor, made: Amended, agree: bool = True, remark: str = "") -> Amended:
    command = AnswerAmendment(amendment=made.amendment, agree=agree, remark=remark)
    return await world.store.write(amendment_answers.answer, who, command, world.now)

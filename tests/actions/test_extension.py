"""R9: one extension of at most 30 days, by the sponsor, and only where more time would settle something."""

from datetime import timedelta
from typing import Any

import pytest

from actions import decisions, evidence, extensions, records
from portfolio.commands import ExtendGate
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.gates import GateState
from portfolio.initiatives import Stage
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.gates import DecisionForm, ExtendForm
from portfolio.views.notices import Notice
from tests.actions.evidence import cases, enable, record
from tests.actions.ladder import T, gate_keys, on
from tests.actions.world import START, World

REASON = "Counting began late; four more weeks bring enough cases."


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


async def counted(world: World, dana: Actor) -> str:
    """Armed with a baseline typed in by hand, counted since first use, due today: Not measured, and counting has begun."""
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    source = await enable(world, one)
    world.pass_(days=45)
    await record(world, source, cases(START.date(), START.date() + timedelta(days=40), 4.0))
    await world.store.write(evidence.refresh, one, world.now)
    await world.walk(T)
    return one


async def extend(world: World, who: Actor, one: str, days: int = 20, **changes: Any) -> Notice:
    gate = await world.gate(one)
    values: dict[str, Any] = {
        "gate": gate.id, "revision": gate.revision, "on": gate.due + timedelta(days=days), "reason": REASON,
    }
    return await world.store.write(extensions.extend, who, ExtendGate(**(values | changes)), world.company, world.now)


async def test_the_gate_moves_and_its_ladder_begins_anew(world: World, dana: Actor) -> None:
    one = await counted(world, dana)
    gate = await world.gate(one)
    card = await world.store.read(decisions.form, dana, gate.id, world.company, world.now)
    assert isinstance(card, DecisionForm) and card.extendable
    told = await extend(world, dana, one)
    moved = await world.gate(one)
    assert (moved.id, moved.due, moved.was_due, moved.state) == (gate.id, on(20), T, GateState.EXTENDED)
    assert moved.sealed_evidence is None and (await world.read(one)).stage is Stage.PILOTING
    assert (await world.store.read(records.show, dana, one, world.now)).gate_on == on(20)
    before = await world.noted()
    assert await extend(world, dana, one, on=on(20)) == told, "pressing twice is harmless"
    assert await world.noted() == before and before["teams:gate:extended"] == 1

    days = await gate_keys(world, on(24), gate.id)
    assert days == {21: ["card"], 23: ["late_3"]}, "T+20 is a Sunday"
    sealed = [entry["action"] for entry in await world.ledger() if entry["data"].get("gate") == gate.id]
    assert sealed.count("calendar:gate:sealed") == 2 and (await world.gate(one)).state is GateState.OVERDUE


async def test_once(world: World, dana: Actor) -> None:
    one = await counted(world, dana)
    await extend(world, dana, one)
    await world.walk(on(21))
    with pytest.raises(Refused) as refused:
        await extend(world, dana, one, 9)
    assert refused.value.code == "extended_before"
    form = await world.store.read(decisions.form, dana, (await world.gate(one)).id, world.company, world.now)
    assert isinstance(form, DecisionForm) and not form.extendable


@pytest.mark.parametrize("days", [-1, 0, 31])
async def test_at_most_30_days_after_the_date_and_not_into_the_past(world: World, dana: Actor, days: int) -> None:
    one = await counted(world, dana)
    before = await world.noted()
    with pytest.raises(Invalid) as invalid:
        await extend(world, dana, one, days, reason="Short")
    codes = [(found.field, found.code) for found in invalid.value.problems]
    assert codes == [("on", "extension_out_of_range"), ("reason", "reason_too_short")]
    assert await world.noted() == before and (await world.gate(one)).due == T
    await extend(world, dana, one, 30)
    assert (await world.gate(one)).due == on(30)


async def test_where_nothing_is_counted_more_time_is_not_to_be_had(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.walk(T)
    with pytest.raises(Refused) as refused:
        await extend(world, dana, one)
    assert refused.value.code == "nothing_counted"


async def test_only_its_sponsor_on_the_card_as_it_stands_and_before_it_is_decided(world: World, dana: Actor) -> None:
    one = await counted(world, dana)
    gate = await world.gate(one)
    for name, kind in (("Olga Office", NotYours), ("Eve Other", NotFound)):
        with pytest.raises(kind):
            await extend(world, await world.meet(name), one)
    with pytest.raises(Conflict):
        await extend(world, dana, one, revision=gate.revision - 1)
    form = await world.store.read(extensions.form, dana, gate.id, world.now)
    assert isinstance(form, ExtendForm) and (form.latest, form.revision) == (on(30), gate.revision)
    await world.decide(dana, gate.id, Choice.RETIRE)
    with pytest.raises(Refused) as refused:
        await extend(world, dana, one)
    assert refused.value.code == "gate_decided"

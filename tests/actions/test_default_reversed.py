"""R10: a default is reversible for 30 days, by its sponsor or leadership, once; then the decision is owed again."""

from datetime import timedelta

import pytest

from actions import defaults, digests, records
from actions.gates import take_step
from portfolio.commands import ReverseDefault
from portfolio.errors import Invalid, NotFound, NotYours, Refused
from portfolio.gates import DefaultDecision, Gate, GateState, Origin, Step
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.gates import ChannelGates, DecisionForm, DefaultAnnounced
from store import decisions
from store import gates as stored
from tests.actions.ladder import on
from tests.actions.world import World, company

REASON = "Dana was ill; the numbers for a decision are there."


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


async def defaulted(world: World, dana: Actor) -> tuple[str, Gate]:
    """Nobody decided: the default fell today, 17 days after T, and the channel read it."""
    await world.channel()
    one = await world.initiative(dana)
    gate = await world.gate(one)
    await world.walk(on(17))
    return one, gate


async def reverse(world: World, who: Actor, gate: str, reason: str = REASON) -> DefaultAnnounced:
    command = ReverseDefault(gate=gate, reason=reason)
    return await world.store.write(defaults.reverse, who, command, world.company, world.now)


async def test_a_pause_taken_back_is_owed_again_from_today_and_the_channel_reads_who_and_why(
    world: World, dana: Actor
) -> None:
    one, gate = await defaulted(world, dana)
    paused = await world.gate(one)
    assert paused.retire_only
    lea = await world.meet("Lea Leader")
    told = await reverse(world, lea, gate.id)
    assert (told.reversed_by, told.reversed_on, told.reason) == ("Lea Leader", world.now.date(), REASON)
    assert told.reversible_until is None or told.reversed_on is not None
    new = await world.gate(one)
    assert (new.due, new.origin, new.retire_only) == (world.now.date(), Origin.REVERSED, False)
    gone = await world.store.read(stored.get, paused.id)
    assert gone is not None and gone.state is GateState.VOIDED

    shown = {parcel.key: parcel.view for parcel in await world.deliver() if parcel.activity_id is not None}
    assert shown[f"gate:{gate.id}:{gate.due}:default"] == told
    assert shown[f"gate:{gate.id}:{gate.due}:notice"] == told, "the card in the sponsor's chat says it too"
    listed = [view for view in shown.values() if isinstance(view, ChannelGates)]
    assert [(line.gate, line.decided) for view in listed for line in view.lines] == [(new.id, None)]

    await world.morning(world.now.date())
    asked = [parcel.view for parcel in world.sent if parcel.key == f"gate:{new.id}:{new.due}:card"]
    assert isinstance(asked[0], DecisionForm) and asked[0].origin is Origin.REVERSED and len(asked[0].choices) == 3

    before = await world.noted()
    assert await reverse(world, lea, gate.id) == told, "pressing twice is harmless"
    assert await world.noted() == before and before["teams:default:reversed"] == 1


async def test_a_retirement_by_policy_taken_back_does_not_count_and_the_initiative_is_at_its_gate(
    world: World, dana: Actor
) -> None:
    world.company = company(default=DefaultDecision.RETIRE)
    one, gate = await defaulted(world, dana)
    assert (await world.read(one)).stage is Stage.RETIRING
    await reverse(world, dana, gate.id)
    assert (await world.read(one)).stage is Stage.AT_GATE
    assert await world.store.read(decisions.of_gate, gate.id) is None
    assert (await world.store.read(digests.build, "2026-11", world.company, world.now)).decided == ()


async def test_the_digest_prints_it_as_long_as_it_stands_and_is_corrected(world: World, dana: Actor) -> None:
    one, gate = await defaulted(world, dana)
    (line,) = (await world.store.read(digests.build, "2026-11", world.company, world.now)).decided
    assert (line.choice, line.on, line.by_policy) == (None, on(17 + 30), True)
    await world.walk(on(40))                                        # the digest of January came and printed it
    await reverse(world, dana, gate.id)
    (post,) = [parcel.view for parcel in await world.deliver() if parcel.kind is Kind.DIGEST]
    assert [(line.initiative, line.taken_back) for line in post.decided] == [(one, True)]  # type: ignore[attr-defined]


async def test_after_30_days_it_stands(world: World, dana: Actor) -> None:
    world.company = company(default=DefaultDecision.RETIRE)
    one, gate = await defaulted(world, dana)
    world.now += timedelta(days=31)
    with pytest.raises(Refused) as refused:
        await reverse(world, dana, gate.id)
    assert (refused.value.code, refused.value.params) == ("default_final", {"on": on(17 + 30)})
    assert (await world.store.read(records.show, dana, one, world.now)).default_of is None


async def test_the_second_default_stands(world: World, dana: Actor) -> None:
    one, first = await defaulted(world, dana)
    await reverse(world, dana, first.id)
    await world.walk(world.now.date() + timedelta(days=18))
    paused = await world.gate(one)
    assert paused.retire_only, "nobody decided again"
    second = next(parcel for parcel in world.sent if parcel.kind is Kind.CHANNEL_DEFAULT and first.id not in parcel.key)
    assert isinstance(second.view, DefaultAnnounced) and second.view.reversible_until is None
    with pytest.raises(Refused) as refused:
        await reverse(world, dana, second.view.gate)
    assert refused.value.code == "default_reversed_before"


async def test_it_takes_a_reason_and_the_right_person_and_a_default(world: World, dana: Actor) -> None:
    one, gate = await defaulted(world, dana)
    before = await world.noted()
    with pytest.raises(Invalid):
        await reverse(world, dana, gate.id, "No.")
    for name, kind in (("Olga Office", NotYours), ("Rita Reviewer", NotYours), ("Eve Other", NotFound)):
        with pytest.raises(kind):
            await reverse(world, await world.meet(name), gate.id)
    with pytest.raises(NotFound):
        await reverse(world, dana, (await world.gate(one)).id)
    assert (await world.noted())["teams:default:reversed"] == before["teams:default:reversed"] == 0
    shown = await world.store.read(records.show, dana, one, world.now)
    assert shown.default_of == gate.id
    form = await world.store.read(defaults.show, dana, gate.id, world.company)
    assert form.reversible_until == on(17 + 30)


async def test_it_stands_once_the_gate_after_it_was_decided(world: World, dana: Actor) -> None:
    one, gate = await defaulted(world, dana)
    await world.walk(on(17 + 30))
    again = await world.gate(one)
    assert again.state is GateState.OPEN
    await world.decide(dana, again.id, Choice.RETIRE)
    with pytest.raises(Refused) as refused:
        await reverse(world, dana, gate.id)
    assert refused.value.code == "gate_decided"
    assert not await world.store.write(take_step, gate.id, Step.DEFAULT, world.company, world.now)

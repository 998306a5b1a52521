"""What follows from an owner's answer in an audit: a decision brought forward, another sponsor named; nothing by itself."""

import pytest

from actions import audit_answers, audit_cards, audit_owners, decisions, sponsorship
from portfolio.audits.answers import Alive, Then
from portfolio.commands import NameSponsor
from portfolio.errors import NotFound, Refused
from portfolio.gates import GateState, Origin
from portfolio.people import Actor, Role
from portfolio.verdicts import Choice
from portfolio.views.auditing import AuditCard
from portfolio.views.gates import DecisionForm
from portfolio.views.initiatives import SponsorMissing
from store import Store, Tx, gates, ledger
from tests.actions.world import World, company, object_id


@pytest.fixture
def world(store: Store) -> World:
    return World(store, company(roles={object_id("Olga Office"): frozenset({Role.PROGRAMME_OFFICE})}))


async def answered(world: World, said: Alive) -> tuple[Actor, Actor, str, AuditCard]:
    """Dana's pilot in an audit that Olga opened, once Dana has answered."""
    olga, dana = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    asked = await world.store.write(audit_cards.begin, olga, world.now)
    world.pass_(minutes=5)
    await world.store.write(audit_owners.confirm, dana, asked.number, {one: said}, world.now)
    card = await world.store.write(audit_cards.begin, olga, world.now)
    assert isinstance(card, AuditCard)
    return olga, dana, one, card


async def noted(world: World, action: str) -> int:
    return sum(f'"action":"{action}"' in line for line in await world.store.read(lambda tx: list(ledger.export(tx))))


async def test_gone_brings_the_decision_forward_with_retiring_first_and_nothing_chosen(world: World) -> None:
    olga, dana, one, card = await answered(world, Alive.GONE)
    assert [line.then for line in card.lines] == [Then.DECIDE]
    was, count = await world.gate(one), await noted(world, "teams:gate:brought_forward")
    for _ in range(2):
        drawn = await world.store.write(audit_answers.bring_forward, olga, one, world.now)
    gate = await world.gate(one)
    assert gate.due < was.due and (gate.id, gate.origin) == (was.id, Origin.GONE)
    assert [(line.then, line.due) for line in drawn.lines] == [(None, gate.due)]
    assert await noted(world, "teams:gate:brought_forward") == count + 1

    await world.plan()
    gate = await world.gate(one)
    assert gate.state is GateState.OPEN
    form = await world.store.read(decisions.form, dana, gate.id, world.company, world.now)
    assert isinstance(form, DecisionForm)
    assert form.choices[0] is Choice.RETIRE and set(form.choices) == set(Choice) and form.values == {}


@pytest.mark.parametrize("origin", [Origin.FIRST, Origin.OVERRIDE])
async def test_what_was_said_before_the_decision_moves_the_next_one_no_more(world: World, origin: Origin) -> None:
    olga, dana, one, _ = await answered(world, Alive.GONE)
    await world.store.write(_come_from, one, origin)
    for _ in range(2):
        await world.store.write(audit_answers.bring_forward, olga, one, world.now)
    await world.plan()
    await world.decide(dana, (await world.gate(one)).id, Choice.NARROW)
    later = await world.gate(one)
    assert later.due > world.now.date(), "narrowed: its next decision is ahead"
    card = await world.store.write(audit_cards.begin, olga, world.now)
    assert isinstance(card, AuditCard) and [line.then for line in card.lines] == [None]
    with pytest.raises(Refused, match="not_said_gone"):
        await world.store.write(audit_answers.bring_forward, olga, one, world.now)
    assert await world.gate(one) == later


def _come_from(tx: Tx, one: str, origin: Origin) -> None:
    gate = gates.current(tx, one)
    assert gate is not None
    gates.change(tx, gate, origin=origin.value)


@pytest.mark.parametrize("said", [Alive.ALIVE, Alive.NOT_MINE])
async def test_a_decision_is_brought_forward_only_where_its_sponsor_says_that_it_is_gone(world: World, said: Alive) -> None:
    olga, dana, one, _ = await answered(world, said)
    was = await world.gate(one)
    with pytest.raises(Refused, match="not_said_gone"):
        await world.store.write(audit_answers.bring_forward, olga, one, world.now)
    with pytest.raises(NotFound):
        await world.store.write(audit_answers.bring_forward, olga, "nothing", world.now)
    for nobody in (dana, await world.meet("Paul Person")):
        with pytest.raises(Refused):
            await world.store.write(audit_answers.bring_forward, nobody, one, world.now)
    assert await world.gate(one) == was


async def test_not_theirs_lets_the_office_name_another_and_the_former_is_asked_no_more(world: World) -> None:
    olga, dana, one, card = await answered(world, Alive.NOT_MINE)
    assert [line.then for line in card.lines] == [Then.NAME_SPONSOR]
    form = await world.store.read(sponsorship.name_form, olga, one, world.now)
    assert isinstance(form, SponsorMissing) and form.asked == dana.name
    omar = await world.meet("Omar Haddad")
    await world.store.write(sponsorship.name, olga, NameSponsor(initiative=one, sponsor=object_id("Omar Haddad")), world.now)
    assert not (await world.read(one)).owned
    await world.accept(omar, one)
    assert (await world.read(one)).sponsor == omar.number
    with pytest.raises(Refused, match="has_sponsor"):
        await world.store.read(sponsorship.name_form, olga, one, world.now)


async def test_whoever_accepts_after_saying_that_it_is_not_theirs_answers_for_it(world: World) -> None:
    olga, dana, one, _ = await answered(world, Alive.NOT_MINE)
    await world.meet("Omar Haddad")
    for name in ("Omar Haddad", "Dana Whitfield"):
        named = NameSponsor(initiative=one, sponsor=object_id(name))
        await world.store.write(sponsorship.name, olga, named, world.now)
    world.pass_(minutes=1)
    await world.accept(dana, one)
    with pytest.raises(Refused, match="has_sponsor"):
        await world.store.read(sponsorship.name_form, olga, one, world.now)

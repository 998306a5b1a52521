"""The quarter's audit card: sent while its audit is under way, and drawn anew for everybody in the programme office."""

from datetime import UTC, datetime, timedelta

import pytest

from actions import audit_cards, audit_owners, installations
from actions.outgoing import Card
from portfolio.audits.answers import Alive
from portfolio.errors import Refused
from portfolio.messages import Kind
from portfolio.people import Actor, Role
from portfolio.views.auditing import AuditCard
from store import Store
from tests.actions.world import World, company, object_id

OPENS = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)     # a Thursday


@pytest.fixture
def world(store: Store) -> World:
    office = {object_id(name): frozenset({Role.PROGRAMME_OFFICE}) for name in ("Olga Office", "Otto Office")}
    return World(store, company(roles=office))


@pytest.fixture
async def office(world: World) -> list[Actor]:
    """Two, when the calendar has just opened the quarter's audit of one initiative of Dana's."""
    found = [await world.meet(name) for name in ("Olga Office", "Otto Office")]
    dana = await world.meet("Dana Whitfield")
    for who in (*found, dana):
        await world.install(who)
    await world.initiative(dana)
    await world.deliver()
    world.now = OPENS
    assert await world.store.write(audit_cards.quarter, "2026Q4", world.company, world.now)
    return found


async def cards(world: World) -> list[tuple[bool, AuditCard]]:
    """The audit's cards that are delivered now, each with whether it is one that is in the chat already."""
    sent = await world.deliver()
    return [(one.activity_id is not None, one.view) for one in sent if isinstance(one.view, AuditCard)]


async def test_every_member_of_the_office_gets_the_card_and_sees_what_an_owner_answered(
    world: World, office: list[Actor]
) -> None:
    assert [(again, view.unanswered) for again, view in await cards(world)] == [(False, 1)] * len(office)
    dana = await world.meet("Dana Whitfield")
    asked = await world.store.write(audit_cards.begin, dana, world.now)
    assert not isinstance(asked, AuditCard)
    said = {line.initiative: Alive.GONE for line in asked.lines}
    world.pass_(minutes=1)
    await world.store.write(audit_owners.confirm, dana, asked.number, said, world.now)
    drawn = await cards(world)
    assert [(again, view.unanswered, view.answers[Alive.GONE]) for again, view in drawn] == [(True, 0, 1)] * len(office)


async def test_the_card_of_an_audit_that_was_closed_meanwhile_is_not_sent(world: World, office: list[Actor]) -> None:
    former = await begun(world, office[0])
    closed = await world.store.write(audit_cards.close, office[0], former, world.now)
    assert await cards(world) == []
    other = await begun(world, office[0])
    assert await cards(world) == [], "another one being under way changes nothing"
    world.pass_(minutes=1)
    for presser in office:
        assert await world.store.write(audit_cards.close, presser, former, world.now) == closed, "the record, once"
    assert (await world.noted())["teams:audit:closed"] == 1
    with pytest.raises(Refused, match="audit_not_open"):
        await world.store.write(audit_cards.close, office[1], 99, world.now)
    assert await begun(world, office[1]) == other, "a press on the card of the former one closes no other"


async def test_what_others_answer_changes_nobodys_card_in_shadow_mode(world: World) -> None:
    olga, dana = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    await world.install(olga, release=False)
    one = await world.initiative(dana)
    card = await world.store.write(audit_cards.begin, olga, world.now)
    assert isinstance(card, AuditCard)
    await world.store.write(audit_cards.on_card, olga.number, Card(activity_id="a-1", conversation_id="c"), card, world.now)
    await world.store.write(audit_owners.confirm, dana, card.number, {one: Alive.ALIVE}, world.now)
    assert await world.deliver() == []
    await world.store.write(installations.release_self, olga, world.now)
    assert await cards(world) == [(True, await world.store.write(audit_cards.begin, olga, world.now))]


async def begun(world: World, who: Actor) -> int:
    card = await world.store.write(audit_cards.begin, who, world.now)
    assert isinstance(card, AuditCard)
    return card.number


@pytest.mark.parametrize(("late", "sent"), [(timedelta(days=-1), 2), (timedelta(days=0), 0)])
async def test_the_card_is_not_sent_any_more_in_the_next_quarter(
    world: World, office: list[Actor], late: timedelta, sent: int
) -> None:
    world.now = datetime(2027, 1, 1, 9, 0, tzinfo=UTC) + late
    assert len(await cards(world)) == sent
    kinds = [parcel.kind for parcel in world.sent]
    assert kinds.count(Kind.AUDIT_OPENED) == sent

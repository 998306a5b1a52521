"""What is too much for one sponsor goes to another by one press, and the proposal shrinks with it."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from actions import gates, handing_over, intake, sponsors
from portfolio.commands import AnswerSponsorships, NameSponsors
from portfolio.errors import Conflict, Invalid, NotFound, NotYours
from portfolio.gates import Step
from portfolio.initiatives import Initiative, SponsorState
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.views.initiatives import Acceptance
from portfolio.views.notices import Notice
from portfolio.views.sponsors import SeveralAsked, SplitProposed
from store import Store, initiatives, people
from tests.actions.listed import bring, entry
from tests.actions.world import World, company, object_id


@pytest.fixture
async def world(store: Store) -> World:
    """Dana has accepted 45 at once; Omar and Olga of the programme office can be reached."""
    world = World(store, company())
    olga, dana, omar = [await world.meet(name) for name in ("Olga Office", "Dana Whitfield", "Omar Haddad")]
    for one in (olga, dana, omar):
        await world.install(one)
    await bring(store, [entry(row) for row in range(100, 145)], world.now)
    await store.write(intake.adopt, None, None, world.company, world.now)
    ones = await store.read(initiatives.everything)
    named = NameSponsors(initiatives=tuple(one.id for one in ones), sponsor=object_id("Dana Whitfield"))
    await store.write(sponsors.name, olga, named, world.now)
    yes = AnswerSponsorships(asked=world.now, accept=True, instead=None)
    await store.write(sponsors.answer, dana, yes, world.company, world.now)
    return world


async def proposed(world: World) -> SplitProposed:
    """The card in Olga's chat, as it looks now."""
    await world.deliver()
    card = [parcel.view for parcel in world.sent if parcel.kind is Kind.SPLIT][-1]
    assert isinstance(card, SplitProposed)
    return card


async def hand(world: World, by: Actor, card: SplitProposed, ids: Sequence[str], to: str = "Omar Haddad") -> object:
    command = NameSponsors(initiatives=tuple(ids), sponsor=object_id(to))
    assert card.number is not None
    return await world.store.write(handing_over.name, by, command, card.number, world.company, world.now)


async def held(world: World, name: str) -> list[Initiative]:
    number = (await world.meet(name)).number
    return [one for one in await world.store.read(initiatives.everything) if one.sponsor == number]


async def test_one_is_handed_over_by_one_press_and_the_proposal_shrinks(world: World) -> None:
    card, olga = await proposed(world), await world.meet("Olga Office")
    assert card.values["chosen"].split(",") == [line.initiative for line in card.lines]
    assert card.fullest == 4 and all(after <= 3 <= now for _, now, after in card.weeks[1:-1])
    assert sum(now - after for _, now, after in card.weeks) == len(card.lines) == card.total
    world.pass_(hours=1)
    before = (await world.noted())["teams:sponsor:asked"]
    one = card.lines[0]
    for _ in range(2):
        left = await hand(world, olga, card, [one.initiative])
        assert isinstance(left, SplitProposed)
        assert (left.total, left.gates, left.asked) == (card.total - 1, card.gates - 1, (1, "Omar Haddad"))
        assert one not in left.lines
    assert (await world.noted())["teams:sponsor:asked"] == before + 1
    given = await world.read(one.initiative)
    assert given.sponsor_state is SponsorState.ASKED and given in await held(world, "Omar Haddad")
    assert await proposed(world) == left, "the card in the chat shows the same"
    told = [parcel.view for parcel in world.sent if parcel.kind is Kind.HANDED_OVER]
    assert [(view.code, view.params["n"]) for view in told if isinstance(view, Notice)] == [("handed_over", 1)]
    asked = [parcel.view for parcel in world.sent if isinstance(parcel.view, Acceptance)]
    assert [view.initiative for view in asked] == [one.initiative]


async def test_once_all_of_it_is_handed_over_it_fits_everywhere(world: World) -> None:
    card, olga = await proposed(world), await world.meet("Olga Office")
    world.pass_(hours=1)
    done = await hand(world, olga, card, [line.initiative for line in card.lines])
    assert isinstance(done, Notice) and done.code == "split_fits"
    await world.deliver()
    assert [parcel.view for parcel in world.sent if parcel.kind is Kind.SPLIT][-1] == done
    [several] = [parcel.view for parcel in world.sent if isinstance(parcel.view, SeveralAsked)]
    assert several.total == card.total
    assert len(await held(world, "Dana Whitfield")) == 45 - card.total


async def test_only_what_is_over_three_a_week_goes_and_only_the_programme_office_lets_it(world: World) -> None:
    card, olga, dana = await proposed(world), await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    over = [line.initiative for line in card.lines]
    fits = next(one.id for one in await held(world, "Dana Whitfield") if one.id not in over)
    before = await world.ledger()
    with pytest.raises(Conflict):
        await hand(world, olga, card, [over[0], fits])
    with pytest.raises(NotYours):
        await hand(world, dana, card, over)
    with pytest.raises(Invalid):
        await hand(world, olga, card, over, to="Dana Whitfield")
    with pytest.raises(Invalid):
        await hand(world, olga, card, over, to="Nobody Met")
    with pytest.raises(NotFound):
        await world.store.read(handing_over.show, olga, 999, world.company, world.now)
    assert await world.ledger() == before


async def test_a_proposal_that_was_not_sent_yet_never_is_once_it_fits(world: World) -> None:
    olga, dana = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    card = await world.store.read(handing_over.show, olga, dana.number, world.company, world.now)
    assert isinstance(card, SplitProposed)
    world.pass_(seconds=1)
    await hand(world, olga, card, [line.initiative for line in card.lines])
    await world.deliver()
    assert Kind.SPLIT not in {parcel.kind for parcel in world.sent}
    shown = await world.store.read(handing_over.show, olga, dana.number, world.company, world.now)
    assert isinstance(shown, Notice) and shown.code == "split_fits"


async def test_a_proposal_that_waited_is_sent_as_things_stand_then(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.store.write(lambda tx: people.change(tx, dana.number, name="Dana Newname"))
    assert (await proposed(world)).sponsor == "Dana Newname"


async def test_what_comes_to_its_decision_is_no_longer_proposed(world: World) -> None:
    card = await proposed(world)
    last = card.lines[-1].initiative
    gate = await world.gate(last)
    world.now = datetime.combine(gate.due, world.now.timetz())
    assert await world.store.write(gates.take_step, gate.id, Step.OPEN, world.company, world.now)
    await world.deliver()
    left = [parcel.view for parcel in world.sent if parcel.kind is Kind.SPLIT][-1]
    assert isinstance(left, Notice) and left.code == "split_fits", "the others were due before it"

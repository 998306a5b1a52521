"""One sponsor for several imported pilots: one card, one press, and their gates under three a week."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from actions import intake, sponsors, sponsorship
from portfolio.commands import AnswerSponsorship, AnswerSponsorships, NameSponsors
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.imports.entries import Entry
from portfolio.initiatives import Initiative, SponsorState
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.spreading import PER_WEEK, weekly
from portfolio.views.notices import Notice
from portfolio.views.sponsors import SeveralAsked, SeveralTaken, SplitProposed, SponsorsWanted
from store import Store, gates, initiatives
from tests.actions.listed import bring, dated, entry
from tests.actions.world import World, company, object_id


@pytest.fixture
def world(store: Store) -> World:
    return World(store, company())


@pytest.fixture
async def olga(world: World) -> Actor:
    found = await world.meet("Olga Office")
    await world.install(found)
    return found


@pytest.fixture
async def dana(world: World) -> Actor:
    found = await world.meet("Dana Whitfield")
    await world.install(found)
    return found


async def pilots(world: World, count: int, *more: Entry) -> list[Initiative]:
    await bring(world.store, [*more, *(entry(row) for row in range(100, 100 + count))], world.now)
    await world.store.write(intake.adopt, None, None, world.company, world.now)
    return await world.store.read(initiatives.everything)


async def name(world: World, by: Actor, ones: Sequence[Initiative], sponsor: str) -> object:
    command = NameSponsors(initiatives=tuple(one.id for one in ones), sponsor=object_id(sponsor))
    return await world.store.write(sponsors.name, by, command, world.now)


async def answer(world: World, who: Actor, asked: datetime, *, accept: bool = True, instead: str | None = None) -> object:
    command = AnswerSponsorships(asked=asked, accept=accept, instead=instead and object_id(instead))
    return await world.store.write(sponsors.answer, who, command, world.company, world.now)


async def week_counts(world: World, ones: Sequence[Initiative]) -> list[int]:
    due = await world.store.read(gates.current_of, [one.id for one in ones])
    return list(weekly(gate.due for gate in due.values()).values())


async def sent(world: World, kind: Kind) -> list[object]:
    return [parcel.view for parcel in world.sent if parcel.kind is kind and parcel.activity_id is None]


async def test_several_are_asked_about_by_one_card_and_accepted_in_one_press(
    world: World, olga: Actor, dana: Actor
) -> None:
    ones = await pilots(world, 20)
    told = await name(world, olga, ones, "Dana Whitfield")
    assert isinstance(told, Notice) and told.params == {"n": 20, "other": "Dana Whitfield"}
    asked = world.now
    await world.deliver()
    [card] = await sent(world, Kind.ACCEPTANCE)
    assert isinstance(card, SeveralAsked) and (card.total, card.named_by) == (20, "Olga Office")
    for _ in range(2):
        taken = await answer(world, dana, asked)
        assert isinstance(taken, SeveralTaken) and (taken.total, taken.spare) == (20, 0)
    states = {one.sponsor_state for one in await world.store.read(initiatives.everything)}
    assert states == {SponsorState.ACCEPTED}
    assert max(await week_counts(world, ones)) <= PER_WEEK
    await world.deliver()
    last = world.sent[-1].view
    assert isinstance(last, Notice) and last.code == "all_answered"


async def test_what_does_not_fit_is_proposed_to_the_programme_office_once(world: World, olga: Actor, dana: Actor) -> None:
    ones = await pilots(world, 45)
    await name(world, olga, ones, "Dana Whitfield")
    before = await world.store.read(gates.current_of, [one.id for one in ones])
    taken = await answer(world, dana, world.now)
    assert isinstance(taken, SeveralTaken) and taken.spare == 45 - PER_WEEK * len(await week_counts(world, ones))
    after = await world.store.read(gates.current_of, [one.id for one in ones])
    last = world.now.date() + timedelta(days=90)
    assert all(world.now.date() < gate.due <= last for gate in after.values())
    assert taken.moved == sum(before[key].due != after[key].due for key in after)
    await world.deliver()
    [card] = await sent(world, Kind.SPLIT)
    assert isinstance(card, SplitProposed)
    assert (card.sponsor, card.gates, card.fullest, card.total) == ("Dana Whitfield", 45, 4, taken.spare)


async def test_one_accepted_later_moves_nothing_where_its_week_has_room(world: World, olga: Actor, dana: Actor) -> None:
    ones = await pilots(world, 12)
    before = await world.store.read(gates.current_of, [one.id for one in ones])
    for one in ones:
        world.pass_(seconds=1)
        await name(world, olga, [one], "Dana Whitfield")
        yes = AnswerSponsorship(initiative=one.id, accept=True, instead=None)
        await world.store.write(sponsorship.answer, dana, yes, world.company, world.now)
    assert await world.store.read(gates.current_of, [one.id for one in ones]) == before


@pytest.mark.parametrize("days", [89, 120])
async def test_a_pilot_that_is_not_in_use_yet_keeps_its_gate_however_full_the_weeks_are(
    world: World, olga: Actor, dana: Actor, days: int
) -> None:
    begins = world.now.date() + timedelta(days=days)
    ones = await pilots(world, 45, *(entry(row, started=dated(begins)) for row in range(4)))
    ahead = [one.id for one in ones if one.first_use == begins]
    before = await world.store.read(gates.current_of, ahead)
    await name(world, olga, ones, "Dana Whitfield")
    await answer(world, dana, world.now)
    after = await world.store.read(gates.current_of, ahead)
    assert len(ahead) == 4 and after == before and {gate.due >= begins for gate in after.values()} == {True}


async def test_each_of_several_can_be_answered_by_itself(world: World, olga: Actor, dana: Actor) -> None:
    ones = await pilots(world, 3)
    await name(world, olga, ones, "Dana Whitfield")
    asked = world.now
    await world.deliver()
    no = AnswerSponsorship(initiative=ones[0].id, accept=False, instead=None)
    await world.store.write(sponsorship.answer, dana, no, world.company, world.now)
    await world.deliver()
    shown = [parcel.view for parcel in world.sent if parcel.kind is Kind.ACCEPTANCE][-1]
    assert isinstance(shown, SeveralAsked) and shown.total == 2
    taken = await answer(world, dana, asked)
    assert isinstance(taken, SeveralTaken) and taken.total == 2
    assert (await world.store.read(initiatives.get, ones[0].id)).sponsor_state is SponsorState.DECLINED  # type: ignore[union-attr]


async def test_several_can_be_passed_on_or_declined_together(world: World, olga: Actor, dana: Actor) -> None:
    ones = await pilots(world, 3)
    await name(world, olga, ones, "Dana Whitfield")
    eve = await world.meet("Eve Else")
    first = world.now
    world.pass_(minutes=1)
    told = await answer(world, dana, first, accept=False, instead="Eve Else")
    assert isinstance(told, Notice) and told.code == "several_named"
    second = world.now
    world.pass_(minutes=1)
    told = await answer(world, eve, second, accept=False)
    assert isinstance(told, Notice) and told.code == "several_declined"
    await world.deliver()
    [card] = await sent(world, Kind.SPONSOR_MISSING)
    assert isinstance(card, SponsorsWanted) and (card.asked, card.declined, card.total) == ("Eve Else", True, 3)
    with pytest.raises(Invalid):
        await name(world, olga, ones, "Dana Whitfield")


async def test_silence_about_several_is_reminded_of_once_and_told_to_the_office_once(
    world: World, olga: Actor, dana: Actor
) -> None:
    ones = await pilots(world, 9)
    await name(world, olga, ones, "Dana Whitfield")
    await world.deliver()
    for _ in range(14):
        world.pass_(days=1)
        await world.plan()
        await world.deliver()
    asked = [view for view in await sent(world, Kind.ACCEPTANCE) if isinstance(view, SeveralAsked)]
    assert [view.why for view in asked] == [Reason.NAMED_SPONSOR, Reason.SPONSOR_LATE]
    [card] = await sent(world, Kind.SPONSOR_MISSING)
    assert isinstance(card, SponsorsWanted) and (card.asked, card.total, card.declined) == ("Dana Whitfield", 9, False)


async def test_only_who_may_name_a_sponsor_names_several_and_never_where_one_has_accepted(
    world: World, olga: Actor, dana: Actor
) -> None:
    ones = await pilots(world, 2)
    with pytest.raises((NotYours, NotFound)):
        await name(world, dana, ones, "Dana Whitfield")
    with pytest.raises(NotFound):
        await world.store.read(sponsors.wanted, dana, "")
    await name(world, olga, ones[:1], "Dana Whitfield")
    yes = AnswerSponsorship(initiative=ones[0].id, accept=True, instead=None)
    await world.store.write(sponsorship.answer, dana, yes, world.company, world.now)
    await world.meet("Eve Else")
    with pytest.raises(Refused):
        await name(world, olga, ones, "Eve Else")
    assert (await world.store.read(initiatives.get, ones[1].id)).sponsor is None  # type: ignore[union-attr]


async def test_the_list_is_narrowed_by_words_of_name_or_unit(world: World, olga: Actor) -> None:
    some = [entry(1, name="Minutes", unit="Legal"), entry(2, name="Letters", unit="Tax"), entry(3, name="Tax rulings")]
    await bring(world.store, some, world.now)
    await world.store.write(intake.adopt, None, None, world.company, world.now)
    found = await world.store.read(sponsors.wanted, olga, "tax")
    assert {line.name for line in found.lines} == {"Letters", "Tax rulings"}
    assert (await world.store.read(sponsors.wanted, olga, "zzz")).total == 0


async def test_nobody_answers_what_they_were_not_asked(world: World, olga: Actor, dana: Actor) -> None:
    ones = await pilots(world, 2)
    await name(world, olga, ones, "Dana Whitfield")
    eve = await world.meet("Eve Else")
    with pytest.raises(Conflict):
        await answer(world, eve, world.now)
    with pytest.raises(Conflict):
        await answer(world, dana, world.now + timedelta(seconds=1))

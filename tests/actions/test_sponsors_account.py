"""R2 from the tenant: no guest, no disabled account and no shared mailbox answers for an initiative; not seen is said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions import accounts, records, sponsor_lists, sponsors, sponsorship
from portfolio.commands import AnswerSponsorship, AnswerSponsorships, NameSponsor
from portfolio.conditions import Condition
from portfolio.directory import Seen
from portfolio.errors import Invalid, Refused
from portfolio.initiatives import SponsorState, Stage
from portfolio.messages import Kind, Reason
from portfolio.people import UNFIT, Account, Actor
from portfolio.sources import Failure, Trouble
from portfolio.views.initiatives import Record, SponsorMissing
from portfolio.views.notices import Notice
from portfolio.views.sponsors import SeveralTaken, SponsorsWanted
from tests.actions.world import START, World, object_id

UNSEEN = Seen(
    account=None, mailbox=None,
    failure=Failure(trouble=Trouble.PERMISSION, about="User.Read.All", since=START, feature="user_state"),
)


@pytest.fixture
async def olga(world: World) -> Actor:
    world.company = replace(world.company, directory=True)
    olga = await world.meet("Olga Office")
    for who in (olga, await world.meet("Dana Whitfield"), await world.meet("Paul Proposer")):
        await world.install(who)
    return olga


async def look(world: World, who: Actor, account: Account | None) -> bool:
    """The worker's look."""
    seen = UNSEEN if account is None else Seen(account=account, failure=None, mailbox=None)
    return await world.store.write(accounts.record, who.number, seen, world.now)


async def accept(world: World, who: Actor, one: str) -> object:
    yes = AnswerSponsorship(initiative=one, accept=True, instead=None)
    return await world.store.write(sponsorship.answer, who, yes, world.company, world.now)


async def test_nothing_is_accepted_before_the_account_was_looked_at(world: World, olga: Actor) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, accept=False, by=olga)
    assert [who.number for who in await world.store.read(accounts.due, world.company, world.now, True)] == [dana.number]
    with pytest.raises(Refused) as refused:
        await accept(world, dana, one)
    assert refused.value.code == "account_not_looked_at" and not (await world.read(one)).owned
    await look(world, dana, Account.ACTIVE)
    assert await world.store.read(accounts.due, world.company, world.now, True) == ()
    assert isinstance(await accept(world, dana, one), Record) and (await world.read(one)).owned


@pytest.mark.parametrize("account", sorted(UNFIT))
async def test_an_account_that_cannot_answer_is_refused_before_it_accepts(
    world: World, olga: Actor, account: Account
) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, accept=False, by=olga)
    await world.deliver()
    assert await look(world, dana, account)
    assert (await world.read(one)).sponsor_state is SponsorState.UNFIT
    with pytest.raises(Refused) as refused:
        await accept(world, dana, one)
    assert (refused.value.code, refused.value.params["account"]) == ("account_unfit", account)
    sent = await world.deliver()
    became = [parcel.view for parcel in sent if isinstance(parcel.view, Notice)]
    assert [(view.code, view.params["account"]) for view in became] == [("account_unfit", account)]
    told = [parcel.view for parcel in sent if isinstance(parcel.view, SponsorMissing)]
    assert {(view.why, view.asked, view.account) for view in told} == {
        (Reason.SPONSOR_UNFIT, "Dana Whitfield", account)
    }
    with pytest.raises(Invalid) as again:
        await world.store.write(
            sponsorship.name, olga, NameSponsor(initiative=one, sponsor=object_id("Dana Whitfield")), world.now
        )
    assert [(one.field, one.code) for one in again.value.problems] == [("sponsor", "account_unfit")]


async def test_a_sponsor_who_leaves_later_leaves_it_unowned_and_the_office_hears_it_once(world: World, olga: Actor) -> None:
    dana = await world.meet("Dana Whitfield")
    await look(world, dana, Account.ACTIVE)
    one = await world.initiative(dana, by=olga)
    assert (await world.read(one)).owned
    for day in range(5):
        world.pass_(days=1)
        assert await look(world, dana, Account.DISABLED) is (day == 0)
        await world.deliver()
    assert not (await world.read(one)).owned
    told = [parcel for parcel in world.sent if parcel.kind is Kind.SPONSOR_MISSING]
    assert len(told) == 1, "once"
    shown = await world.store.read(records.show, olga, one, world.now)
    assert {Condition.UNOWNED, Condition.SPONSOR_LEFT} <= set(shown.conditions) and shown.may_name_sponsor
    assert (await world.noted())["source:sponsor:unfit"] == 1


async def test_of_a_sponsor_of_many_the_office_hears_on_one_card(world: World, olga: Actor) -> None:
    dana = await world.meet("Dana Whitfield")
    await look(world, dana, Account.ACTIVE)
    ones = [await world.initiative(dana, f"Initiative {number}", by=olga) for number in range(4)]
    await world.deliver()
    world.pass_(days=1)
    assert await look(world, dana, Account.GONE)
    told = [parcel.view for parcel in await world.deliver() if parcel.kind is Kind.SPONSOR_MISSING]
    assert [(view.total, view.asked, view.why) for view in told if isinstance(view, SponsorsWanted)] == [
        (4, "Dana Whitfield", Reason.SPONSOR_UNFIT)
    ]
    assert isinstance(told[0], SponsorsWanted) and {line.asked for line in told[0].lines} == {None}, "nobody is asked now"
    assert len(told) == 1 and [(await world.read(one)).sponsor_state for one in ones] == [SponsorState.UNFIT] * 4
    assert (await world.noted())["source:sponsor:unfit"] == 4


async def two_funded(world: World, dana: Actor, olga: Actor) -> list[str]:
    """In production: funded at their gates with an override, countersigned."""
    rita = await world.meet("Rita Reviewer")
    ones = [await world.initiative(dana, name, by=olga) for name in ("Letters", "Minutes")]
    for one in ones:
        await world.metric(dana, one)
        await world.arm(dana, one)
    for one in ones:
        made = await world.fund(dana, await world.at_gate(dana, one))
        await world.sign(rita, made.reference)
    assert [(await world.read(one)).stage for one in ones] == [Stage.FUNDED] * 2
    return ones


async def test_what_is_in_production_loses_its_sponsor_too_and_another_is_named_for_all_of_it_at_once(
    world: World, olga: Actor
) -> None:
    dana, paul = await world.meet("Dana Whitfield"), await world.meet("Paul Proposer")
    await look(world, dana, Account.ACTIVE)
    ones = await two_funded(world, dana, olga)
    assert await look(world, dana, Account.GONE)
    assert [(await world.read(one)).sponsor_state for one in ones] == [SponsorState.UNFIT] * 2
    told = [parcel.view for parcel in await world.deliver() if parcel.kind is Kind.SPONSOR_MISSING]
    assert [view.total for view in told if isinstance(view, SponsorsWanted)] == [2]
    wanted = await world.store.read(sponsors.wanted, olga, "")
    assert {line.initiative for line in wanted.lines} == set(ones)

    rows = [("Letters", "Paul Proposer"), ("Minutes", "Paul Proposer")]
    asked = await world.store.write(sponsor_lists.ask, rows, world.now)
    assert (asked.people, asked.wrong) == ((("Paul Proposer", 2),), ())
    await look(world, paul, Account.ACTIVE)
    yes = AnswerSponsorships(asked=world.now, accept=True, instead=None)
    taken = await world.store.write(sponsors.answer, paul, yes, world.company, world.now)
    assert isinstance(taken, SeveralTaken) and taken.total == 2
    assert [((await world.read(one)).owned, (await world.read(one)).sponsor) for one in ones] == [(True, paul.number)] * 2


async def test_what_cannot_be_seen_is_said_and_neither_fine_nor_not(world: World, olga: Actor) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, accept=False, by=olga)
    assert await look(world, dana, None)
    assert isinstance(await accept(world, dana, one), Record)
    shown = await world.store.read(records.show, olga, one, world.now)
    assert shown.account_trouble is not None
    assert (shown.account_trouble.trouble, shown.account_trouble.about) == (Trouble.PERMISSION, "User.Read.All")
    assert Condition.SPONSOR_LEFT not in shown.conditions
    accepted = [entry for entry in await world.ledger() if entry["action"] == "teams:sponsor:accepted"]
    assert [entry["data"] for entry in accepted] == [{"account_seen": False}]
    await look(world, dana, Account.ACTIVE)
    assert (await world.store.read(records.show, olga, one, world.now)).account_trouble is None


async def test_an_old_look_speaks_against_nobody(world: World, olga: Actor) -> None:
    """Whoever was disabled and is back may be named again: they are looked at anew."""
    dana, paul = await world.meet("Dana Whitfield"), await world.meet("Paul Proposer")
    await look(world, paul, Account.DISABLED)
    one = await world.initiative(dana, accept=False, by=olga)
    named = NameSponsor(initiative=one, sponsor=object_id("Paul Proposer"))
    with pytest.raises(Invalid):
        await world.store.write(sponsorship.name, olga, named, world.now)
    world.now += timedelta(days=3)
    await world.store.write(sponsorship.name, olga, named, world.now)
    await look(world, paul, Account.ACTIVE)
    assert isinstance(await accept(world, paul, one), Record)


async def test_without_a_directory_nobody_is_asked_about(world: World, olga: Actor) -> None:
    world.company = replace(world.company, directory=False)
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, accept=False, by=olga)
    assert isinstance(await accept(world, dana, one), Record)

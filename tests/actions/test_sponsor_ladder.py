"""A named sponsor who does not answer, or declines: reminded, handed over, and somebody else is named (R2; C2)."""

from datetime import timedelta

import pytest

from actions import records, sponsorship
from portfolio.commands import AnswerSponsorship, NameSponsor
from portfolio.errors import Invalid, NotFound, NotYours, Refused
from portfolio.initiatives import SponsorState
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.views.initiatives import Acceptance, Record, SponsorMissing
from portfolio.views.notices import Notice
from tests.actions.world import START, World, object_id

DAY = START.date()                                 # Tuesday, 1 September


@pytest.fixture
async def olga(world: World) -> Actor:
    olga = await world.meet("Olga Office")
    for who in (olga, await world.meet("Dana Whitfield"), await world.meet("Paul Proposer")):
        await world.install(who)
    return olga


async def asked(world: World) -> tuple[str, Actor]:
    dana = await world.meet("Dana Whitfield")
    return await world.initiative(dana, accept=False), dana


async def name(world: World, who: Actor, one: str, sponsor: str) -> Record | Acceptance:
    command = NameSponsor(initiative=one, sponsor=object_id(sponsor))
    return await world.store.write(sponsorship.name, who, command, world.now)


async def decline(world: World, who: Actor, one: str) -> object:
    no = AnswerSponsorship(initiative=one, accept=False, instead=None)
    return await world.store.write(sponsorship.answer, who, no, world.company, world.now)


async def test_silence_is_reminded_of_once_and_then_told_to_who_can_name_another(world: World, olga: Actor) -> None:
    one, dana = await asked(world)
    days = await world.walk(DAY + timedelta(days=30))
    about = {day: sorted(key.split(":")[0] for key in keys if one in key) for day, keys in days.items()}
    assert {day: kinds for day, kinds in about.items() if kinds} == {
        DAY + timedelta(days=1): ["acceptance"],
        DAY + timedelta(days=3): ["acceptance"],                      # the third working day after
        DAY + timedelta(days=9): ["sponsor_missing", "sponsor_missing"],
    }
    cards = [parcel.view for parcel in world.sent if parcel.kind is Kind.ACCEPTANCE]
    assert [card.why for card in cards] == [Reason.NAMED_SPONSOR, Reason.SPONSOR_LATE]  # type: ignore[attr-defined]
    told = [parcel for parcel in world.sent if parcel.kind is Kind.SPONSOR_MISSING]
    view = told[0].view
    assert isinstance(view, SponsorMissing)
    assert (view.asked, view.since, view.state) == ("Dana Whitfield", DAY, SponsorState.ASKED)
    await world.accept(dana, one)
    shown = [parcel.view for parcel in await world.deliver()]
    codes = [view.code for view in shown if isinstance(view, Notice)]
    assert sorted(codes) == ["accepted_sponsor", "accepted_sponsor", "sponsor_found", "sponsor_found"]


async def test_an_answer_ends_the_ladder(world: World, olga: Actor) -> None:
    one, dana = await asked(world)
    await world.morning(DAY + timedelta(days=1))
    await world.accept(dana, one)
    days = await world.walk(DAY + timedelta(days=20))
    assert not [key for keys in days.values() for key in keys if key.startswith(("acceptance", "sponsor_missing"))]


async def test_a_reminder_does_not_come_where_the_first_card_still_waits(world: World) -> None:
    one, dana = await asked(world)                  # in shadow mode
    await world.walk(DAY + timedelta(days=6))
    await world.install(dana)
    assert [key for key in await world.morning(DAY + timedelta(days=7)) if one in key] == [f"acceptance:{one}:{dana.number}"]


async def test_a_decline_without_a_name_is_told_at_once_and_somebody_is_named(world: World, olga: Actor) -> None:
    one, dana = await asked(world)
    await world.morning(DAY + timedelta(days=1))
    await decline(world, dana, one)
    told = [parcel for parcel in await world.deliver() if parcel.kind is Kind.SPONSOR_MISSING]
    assert [parcel.view.state for parcel in told] == [SponsorState.DECLINED] * 2  # type: ignore[attr-defined]
    record = await world.store.read(records.show, olga, one, world.now)
    assert record.may_name_sponsor
    omar = await world.meet("Omar Haddad")
    await world.install(omar)
    with pytest.raises(Invalid) as invalid:
        await name(world, olga, one, "Dana Whitfield")
    assert [found.code for found in invalid.value.problems] == ["declined_before"]
    answer = await name(world, olga, one, "Omar Haddad")
    assert isinstance(answer, Record) and (answer.sponsor, answer.just) == ("Omar Haddad", "sponsor_asked")
    before = await world.noted()
    await name(world, olga, one, "Omar Haddad")
    assert await world.noted() == before and before["teams:sponsor:asked"] == 1
    sent = {parcel.key: parcel.view for parcel in await world.deliver()}
    question = sent[f"acceptance:{one}:{omar.number}"]
    assert isinstance(question, Acceptance) and question.named_by == "Olga Office"
    assert [view.code for view in sent.values() if isinstance(view, Notice)] == ["sponsor_asked", "sponsor_asked"]
    await world.accept(omar, one)
    assert (await world.read(one)).owned


async def test_whoever_was_asked_before_reads_that_they_no_longer_are_and_may_be_asked_again(
    world: World, olga: Actor
) -> None:
    one, dana = await asked(world)
    await world.morning(DAY + timedelta(days=1))
    await name(world, olga, one, "Paul Proposer")
    (card,) = [parcel for parcel in await world.deliver() if isinstance(parcel.view, Notice)]
    assert (card.key, card.view.code) == (f"acceptance:{one}:{dana.number}", "no_longer_asked")  # type: ignore[attr-defined]
    with pytest.raises(NotFound):
        await world.accept(dana, one)
    await name(world, olga, one, "Dana Whitfield")
    assert f"acceptance:{one}:{dana.number}:2" in [parcel.key for parcel in await world.deliver()]
    await world.accept(dana, one)
    assert (await world.read(one)).sponsor == dana.number


async def test_only_the_office_and_the_registrar_and_only_while_nobody_has_accepted(world: World, olga: Actor) -> None:
    one, _ = await asked(world)
    for who, kind in (("Rita Reviewer", NotYours), ("Lea Leader", NotYours), ("Eve Other", NotFound)):
        with pytest.raises(kind):
            await name(world, await world.meet(who), one, "Paul Proposer")
    paul = await world.meet("Paul Proposer")
    assert isinstance(await name(world, paul, one, "Paul Proposer"), Acceptance), "whoever names themselves is asked at once"
    await world.accept(paul, one)
    for who in (olga, paul):
        with pytest.raises((Refused, NotYours)) as refused:
            await world.store.read(sponsorship.name_form, who, one, world.now)
    assert refused.value.code in ("has_sponsor", "not_yours")
    assert not (await world.store.read(records.show, olga, one, world.now)).may_name_sponsor


async def test_an_office_with_many_of_them_is_not_written_to_more_than_twice_a_month(world: World, olga: Actor) -> None:
    dana = await world.meet("Dana Whitfield")
    for number in range(5):
        world.pass_(seconds=1)
        await world.initiative(dana, f"Initiative {number}", accept=False, by=olga)
    await world.walk(DAY + timedelta(days=27))
    assert len([parcel for parcel in world.sent if parcel.kind is Kind.SPONSOR_MISSING]) == 2

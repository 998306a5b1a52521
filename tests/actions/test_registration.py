"""Registering and the sponsor's answer (R1, R2; A1, C1, C2, F1)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from actions import outgoing, registration, sponsorship
from portfolio.commands import AnswerSponsorship, RegisterInitiative
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.gates import LONGEST, GateState
from portfolio.initiatives import Integration, SponsorState, Stage
from portfolio.people import Actor
from portfolio.views.initiatives import Acceptance, Record
from portfolio.views.notices import Notice
from store import initiatives
from tests.actions.world import START, World, object_id

TODAY = START.date()


def form(**changes: object) -> RegisterInitiative:
    values: dict[str, object] = {
        "name": "Proposal drafting", "workflow": "RFP answers", "intent": "First drafts in Word",
        "sponsor": object_id("Dana Whitfield"), "first_use": TODAY, "gate_on": None, "integration": Integration.OFFICE,
        "token": "t-1",
    }
    return RegisterInitiative(**(values | changes))  # type: ignore[arg-type]


async def register(world: World, who: Actor, **changes: object) -> Record | Acceptance:
    return await world.store.write(registration.register, who, form(**changes), world.company, world.now)


async def answer(world: World, who: Actor, id: str, accept: bool, instead: str | None = None) -> Record | Notice:
    said = AnswerSponsorship(initiative=id, accept=accept, instead=object_id(instead) if instead else None)
    return await world.store.write(sponsorship.answer, who, said, world.company, world.now)


async def test_an_initiative_gets_a_gate_90_days_after_first_use_and_its_sponsor_is_asked(world: World) -> None:
    paul, dana = await world.meet("Paul Proposer"), await world.meet("Dana Whitfield")
    view = await register(world, paul)
    assert isinstance(view, Record) and view.just == "registered"
    one, gate = await world.read(view.initiative), await world.gate(view.initiative)
    assert (one.sponsor, one.sponsor_state, one.stage) == (dana.number, SponsorState.ASKED, Stage.PILOTING)
    assert (gate.due, gate.state, gate.number) == (TODAY + timedelta(days=90), GateState.PLANNED, 1)
    row = await world.row(f"acceptance:{one.id}:{dana.number}")
    asked = outgoing.unpack(row.view)
    assert isinstance(asked, Acceptance) and (asked.named_by, asked.gate_on) == ("Paul Proposer", gate.due)


async def test_registering_needs_no_date_and_an_initiative_that_starts_later_is_not_piloting_yet(world: World) -> None:
    paul, _ = await world.meet("Paul Proposer"), await world.meet("Dana Whitfield")
    view = await register(world, paul, first_use=TODAY + timedelta(days=30))
    assert (await world.read(view.initiative)).stage is Stage.REGISTERED
    assert (await world.gate(view.initiative)).due == TODAY + timedelta(days=120)


async def test_a_day_nobody_chose_is_a_working_day_and_one_somebody_chose_is_kept(world: World) -> None:
    paul, _ = await world.meet("Paul Proposer"), await world.meet("Dana Whitfield")
    saturday = date(2026, 12, 5)
    begins, company = saturday - LONGEST, replace(world.company, holidays=frozenset({date(2026, 12, 4)}))
    for token, chosen, due in (("t-1", None, date(2026, 12, 3)), ("t-2", saturday, saturday)):
        command = form(name=token, token=token, first_use=begins, gate_on=chosen)
        view = await world.store.write(registration.register, paul, command, company, world.now)
        assert (await world.gate(view.initiative)).due == due


async def test_pressing_twice_registers_once(world: World) -> None:
    paul, _ = await world.meet("Paul Proposer"), await world.meet("Dana Whitfield")
    first = await register(world, paul)
    before = await world.noted()
    again = await register(world, paul)
    assert isinstance(again, Record) and again.initiative == first.initiative and again.just == "registered"
    assert await world.noted() == before
    assert len(await world.store.read(initiatives.everything)) == 1


async def test_somebody_elses_form_is_not_pressed_twice_by_me(world: World) -> None:
    paul, eve = await world.meet("Paul Proposer"), await world.meet("Eve Other")
    await world.meet("Dana Whitfield")
    await register(world, paul)
    with pytest.raises(NotYours):
        await register(world, eve, name="Something else")


@pytest.mark.parametrize("name", ["Proposal drafting", "PROPOSAL  drafting", " proposal drafting "])
async def test_a_name_that_is_taken_is_refused_and_nothing_is_stored(world: World, name: str) -> None:
    paul, _ = await world.meet("Paul Proposer"), await world.meet("Dana Whitfield")
    await register(world, paul)
    before = await world.noted()
    with pytest.raises(Refused) as refused:
        await register(world, paul, name=name, token="t-2")
    assert refused.value.code == "duplicate_name"
    assert await world.noted() == before and len(await world.store.read(initiatives.everything)) == 1


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"sponsor": object_id("Nobody Met")}, "sponsor", "not_met"),
        ({"sponsor": "Nobody Met"}, "sponsor", "not_met"),
        ({"sponsor": "Dana Whitfield, Sam Same"}, "sponsor", "one_person"),
        ({"sponsor": f"{object_id('Dana Whitfield')},{object_id('Sam Same')}"}, "sponsor", "one_person"),
        ({"sponsor": "Sam Same"}, "sponsor", "ambiguous_person"),
        ({"first_use": TODAY - timedelta(days=3654)}, "first_use", "first_use_too_old"),
        ({"first_use": TODAY + timedelta(days=367)}, "first_use", "first_use_too_far"),
        ({"gate_on": TODAY - timedelta(days=1)}, "gate_on", "date_in_past"),
        ({"gate_on": TODAY + timedelta(days=91)}, "gate_on", "gate_too_late"),
        ({"first_use": TODAY + timedelta(days=9), "gate_on": TODAY + timedelta(days=8)}, "gate_on", "gate_before_use"),
        ({"first_use": TODAY - timedelta(days=60), "gate_on": TODAY + timedelta(days=31)}, "gate_on", "gate_too_late"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(
    world: World, changes: dict[str, Any], field: str, code: str
) -> None:
    paul, _ = await world.meet("Paul Proposer"), await world.meet("Dana Whitfield")
    await world.meet("Sam Same")
    await world.meet("Sam Same", as_="Sam Same of Sales")
    before = await world.noted()
    with pytest.raises(Invalid) as invalid:
        await register(world, paul, **changes)
    assert [(one.field, one.code) for one in invalid.value.problems] == [(field, code)]
    assert await world.noted() == before and not await world.store.read(initiatives.everything)


async def test_every_problem_is_said_at_once(world: World) -> None:
    paul = await world.meet("Paul Proposer")
    with pytest.raises(Invalid) as invalid:
        await register(world, paul, first_use=date(2001, 1, 1), gate_on=date(2001, 1, 1))
    assert {one.field for one in invalid.value.problems} == {"first_use", "gate_on", "sponsor"}


@pytest.mark.parametrize("typed", ["Dana Whitfield", "dana whitfield", "DANA  WHITFIELD"])
async def test_a_sponsor_may_be_typed_by_name(world: World, typed: str) -> None:
    paul, dana = await world.meet("Paul Proposer"), await world.meet("Dana Whitfield")
    view = await register(world, paul, sponsor=typed)
    assert (await world.read(view.initiative)).sponsor == dana.number


async def test_whoever_names_themselves_is_asked_at_once_and_gets_no_second_card(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    view = await register(world, dana)
    assert isinstance(view, Acceptance)
    assert (await world.read(view.initiative)).sponsor_state is SponsorState.ASKED
    await world.install(dana)
    assert await world.deliver() == []


async def test_accepting_makes_the_sponsor_and_once_is_enough(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, accept=False)
    first = await answer(world, dana, one, True)
    assert isinstance(first, Record) and first.just == "accepted" and first.sponsor_state is SponsorState.ACCEPTED
    before = await world.noted()
    assert before["teams:sponsor:accepted"] == 1
    assert isinstance(await answer(world, dana, one, True), Record)
    assert await world.noted() == before


async def test_silence_is_not_acceptance(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    one = await world.initiative(dana, accept=False)
    await world.walk(TODAY + timedelta(days=120))
    assert (await world.read(one)).sponsor_state is SponsorState.ASKED
    assert not (await world.read(one)).owned
    assert {parcel.kind for parcel in world.sent} == {"acceptance"}


async def test_declining_with_a_name_asks_that_person_and_the_chain_stays_in_the_ledger(world: World) -> None:
    dana, omar, zoe = await world.meet("Dana Whitfield"), await world.meet("Omar Haddad"), await world.meet("Zoe Zimmer")
    for person in (dana, omar, zoe):
        await world.install(person)
    one = await world.initiative(dana, accept=False)
    await world.deliver()
    told = await answer(world, dana, one, False, "Omar Haddad")
    assert isinstance(told, Notice) and told.params["other"] == "Omar Haddad"
    assert [parcel.key for parcel in await world.deliver() if parcel.activity_id is None] == [
        f"acceptance:{one}:{omar.number}"
    ]
    await answer(world, omar, one, False, "Zoe Zimmer")
    await world.deliver()
    await answer(world, zoe, one, True)
    chain = [(entry["actor"], entry["data"].get("sponsor")) for entry in await world.ledger()
             if entry["action"].startswith("teams:sponsor") or entry["action"] == "teams:initiative:registered"]
    paul = await world.meet("Paul Proposer")
    assert chain == [
        (paul.number, dana.number), (dana.number, omar.number), (omar.number, zoe.number), (zoe.number, None),
    ]
    asked = [parcel for parcel in world.sent if parcel.kind == "acceptance" and parcel.activity_id is None]
    assert len({parcel.key for parcel in asked}) == len(asked) == 3


async def test_nobody_who_declined_is_named_again(world: World) -> None:
    dana, omar = await world.meet("Dana Whitfield"), await world.meet("Omar Haddad")
    one = await world.initiative(dana, accept=False)
    await answer(world, dana, one, False, "Omar Haddad")
    before = await world.noted()
    with pytest.raises(Invalid) as invalid:
        await answer(world, omar, one, False, "Dana Whitfield")
    assert [one.code for one in invalid.value.problems] == ["declined_before"]
    assert (await world.read(one)).sponsor == omar.number and await world.noted() == before


@pytest.mark.parametrize(
    ("instead", "code"), [("Dana Whitfield", "sponsor_needed"), ("Nobody Met", "not_met")]
)
async def test_somebody_else_is_somebody_met_and_somebody_else(world: World, instead: str, code: str) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, accept=False)
    with pytest.raises(Invalid) as invalid:
        await answer(world, dana, one, False, instead)
    assert [(one.field, one.code) for one in invalid.value.problems] == [("instead", code)]
    assert (await world.read(one)).sponsor_state is SponsorState.ASKED


async def test_declining_without_a_name_leaves_it_unowned_and_repeating_it_says_why_nothing_happens(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, accept=False)
    told = await answer(world, dana, one, False)
    assert isinstance(told, Notice) and told.initiative is None, "a button to what one may no longer see"
    left = await world.read(one)
    assert (left.sponsor, left.sponsor_state) == (None, SponsorState.DECLINED)
    before = await world.noted()
    for accept in (True, False):
        with pytest.raises(Conflict) as refused:
            await answer(world, dana, one, accept)
        assert refused.value.code == "sponsor_already_answered"
    assert await world.noted() == before and await world.read(one) == left


async def test_a_sponsor_who_has_accepted_cannot_decline_any_more(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    with pytest.raises(Conflict):
        await answer(world, dana, one, False)
    assert (await world.read(one)).owned


async def test_only_whoever_was_named_answers(world: World) -> None:
    dana, paul, eve = await world.meet("Dana Whitfield"), await world.meet("Paul Proposer"), await world.meet("Eve Other")
    one = await world.initiative(dana, accept=False, by=paul)
    with pytest.raises(NotYours):
        await answer(world, paul, one, True)
    with pytest.raises(NotFound):
        await answer(world, eve, one, True)
    with pytest.raises(NotFound):
        await answer(world, dana, "i-nothing", True)
    assert (await world.read(one)).sponsor_state is SponsorState.ASKED


async def test_the_question_in_the_chat_becomes_the_answer(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    one = await world.initiative(dana, accept=False)
    await world.deliver()
    await answer(world, dana, one, True)
    update = await world.deliver()
    assert [(parcel.activity_id is None, isinstance(parcel.view, Notice)) for parcel in update] == [(False, True)]


async def test_a_question_that_was_answered_before_it_was_sent_is_never_sent(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, accept=False)
    await answer(world, dana, one, True)
    await world.install(dana)
    assert await world.deliver() == []
    assert (await world.row(f"acceptance:{one}:{dana.number}")).state == "closed"

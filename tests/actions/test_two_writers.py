"""Two processes on one PostgreSQL record, at the same instant: everything happens once, and both are told so (R22, L13)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions import (
    checkins,
    decisions,
    delivery,
    digests,
    gates,
    installations,
    metrics,
    people,
    registration,
    signatures,
    sponsorship,
)
from portfolio.checkins import Answer, CheckInState, Outlook
from portfolio.commands import (
    AnswerSponsorship,
    ArmGate,
    Countersign,
    Decide,
    RegisterInitiative,
    SubmitCheckIn,
)
from portfolio.delivery import Sent
from portfolio.errors import Refused
from portfolio.gates import Step
from portfolio.initiatives import Integration
from portfolio.people import Actor, Identity
from portfolio.verdicts import Choice
from portfolio.views.checkins import CheckInForm, Receipt
from scheduler import plan
from store import Store, Tx, initiatives, open_store
from store import checkins as stored
from tests.actions.world import TENANT, World, company, object_id, reference

TIMES = 4       # each press, by each of the two


class Pair:
    """One record, opened by two processes' worth of connections."""

    def __init__(self, first: Store, second: Store) -> None:
        self.world = World(first, company())
        self.stores = (first, second)

    async def press(self, fn: Callable[..., Any], *args: Any) -> list[Any]:
        """The same call many times at once, from both; refusals are given back as they are."""
        return await self.together(*((fn, *args) for _ in range(2 * TIMES)))

    async def together(self, *calls: tuple[Any, ...]) -> list[Any]:
        """Several calls at once, from each of the two in turn."""
        tasks = [self.stores[number % 2].write(*call) for number, call in enumerate(calls)]
        results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException) and not isinstance(result, Refused):
                raise result
        return results


@pytest.fixture
async def pair(pg_url: str) -> AsyncIterator[Pair]:
    first, second = await open_store(pg_url), await open_store(pg_url)
    yield Pair(first, second)
    await second.close()
    await first.close()


@pytest.fixture
async def dana(pair: Pair) -> Actor:
    return await pair.world.meet("Dana Whitfield")


async def count(pair: Pair, table: str) -> int:
    def counted(tx: Tx) -> int:
        return int(tx.exec_driver_sql(f"select count(*) from {table}").scalar_one())

    return await pair.world.store.read(counted)


def same(results: list[Any]) -> Any:
    """What everybody was told."""
    assert not [result for result in results if isinstance(result, BaseException)], results
    assert all(result == results[0] for result in results), results
    return results[0]


async def test_somebody_new_is_met_once(pair: Pair) -> None:
    who = Identity(tenant=TENANT, object_id=object_id("Rita Reviewer"), name="Rita Reviewer")
    same(await pair.press(people.meet, who, pair.world.company, pair.world.now))
    assert await pair.world.noted() == {"teams:person:met": 1, "settings:person:roles": 1}


async def test_a_form_pressed_twice_registers_once(pair: Pair, dana: Actor) -> None:
    form = RegisterInitiative(
        name="Drafting", workflow="x", intent="x", sponsor=object_id("Dana Whitfield"), first_use=date(2026, 9, 1),
        gate_on=None, integration=Integration.OFFICE, token="t",
    )
    paul = await pair.world.meet("Paul Proposer")
    results = await pair.press(registration.register, paul, form, pair.world.company, pair.world.now)
    assert len({result.initiative for result in results}) == 1
    assert (await pair.world.noted())["teams:initiative:registered"] == 1
    assert await count(pair, "gates") == await count(pair, "outbox") == 1


async def test_one_of_two_forms_with_the_same_name_is_refused(pair: Pair, dana: Actor) -> None:
    paul = await pair.world.meet("Paul Proposer")
    forms = [
        RegisterInitiative(
            name="Drafting", workflow="x", intent="x", sponsor=object_id("Dana Whitfield"), first_use=date(2026, 9, 1),
            gate_on=None, integration=Integration.OFFICE, token=f"t-{number}",
        )
        for number in range(6)
    ]
    calls = [(registration.register, paul, form, pair.world.company, pair.world.now) for form in forms]
    results = await pair.together(*calls)
    refused = [result.code for result in results if isinstance(result, Refused)]
    assert refused == ["duplicate_name"] * 5 and len(await pair.world.store.read(initiatives.everything)) == 1


async def test_accepting_and_arming_twice_is_one_entry_each(pair: Pair, dana: Actor) -> None:
    world = pair.world
    one = await world.initiative(dana, accept=False)
    yes = AnswerSponsorship(initiative=one, accept=True, instead=None)
    await pair.press(sponsorship.answer, dana, yes, world.company, world.now)
    await world.metric(dana, one)
    gate = await world.gate(one)
    same(await pair.press(metrics.arm, dana, ArmGate(gate=gate.id, revision=gate.revision), world.now))
    noted = await world.noted()
    assert (noted["teams:sponsor:accepted"], noted["teams:gate:armed"]) == (1, 1)


async def test_planning_at_once_gives_one(pair: Pair, dana: Actor) -> None:
    world = pair.world
    await world.channel()
    await world.initiative(dana)
    world.pass_(days=36)                                      # Wednesday, 7 October
    due = await world.store.read(plan.pending, world.company, world.now)
    wanted = [item for item in due if item.key.startswith(("check_in", "digest"))]
    assert len(wanted) == 2
    for item in wanted:
        done = await pair.press(plan.plan_one, item, world.company, world.now)
        assert sorted(done) == [False] * (2 * TIMES - 1) + [True]
    noted = await world.noted()
    assert (noted["calendar:checkin:planned"], noted["calendar:digest:planned"]) == (1, 1)


async def test_the_action_behind_a_plan_gives_one_by_itself(pair: Pair, dana: Actor) -> None:
    world = pair.world
    await world.channel()
    one = await world.initiative(dana)
    gate = await world.gate(one)
    world.pass_(days=31)
    for call in (
        (checkins.prepare, dana.number, "2026-09"), (digests.prepare, "2026-09"),
        (gates.take_step, gate.id, Step.OPEN), (gates.take_step, gate.id, Step.OVERDUE), (digests.channel_gates, gate.due),
    ):
        world.now = max(world.now, world.now.replace(month=11, day=20)) if call[0] is digests.channel_gates else world.now
        done = await pair.press(*call, world.company, world.now)
        assert sorted(done) == [False] * (2 * TIMES - 1) + [True], call
    noted = await world.noted()
    assert all(noted[f"calendar:{what}"] == 1 for what in (
        "checkin:planned", "digest:planned", "gate:opened", "gate:overdue", "gates:planned"
    ))


async def opened(pair: Pair, dana: Actor) -> CheckInForm:
    await pair.world.metric(dana, await pair.world.initiative(dana))
    pair.world.pass_(days=31)
    form = await pair.world.store.write(checkins.open_mine, dana, pair.world.company, pair.world.now)
    assert isinstance(form, CheckInForm)
    return form


def said(form: CheckInForm, value: str) -> SubmitCheckIn:
    (row,) = form.rows
    answer = Answer(initiative=row.initiative, value=Decimal(value), outlook=Outlook.ON_TRACK, note="x")
    return SubmitCheckIn(check_in=form.check_in, revision=form.revision, answers=(answer,))


async def test_a_check_in_opened_twice_is_one(pair: Pair, dana: Actor) -> None:
    await pair.world.initiative(dana)
    pair.world.pass_(days=31)
    same(await pair.press(checkins.open_mine, dana, pair.world.company, pair.world.now))
    assert await count(pair, "check_ins") == 1


async def test_a_submit_pressed_twice_is_one_revision_and_one_receipt(pair: Pair, dana: Actor) -> None:
    form = await opened(pair, dana)
    receipt = same(await pair.press(checkins.submit, dana, said(form, "4.7"), pair.world.company, pair.world.now))
    assert isinstance(receipt, Receipt) and receipt.revision == 1
    assert (await pair.world.noted())["teams:checkin:saved"] == await count(pair, "answers") == 1
    same(await pair.press(checkins.confirm, dana, form.check_in, pair.world.company, pair.world.now))
    assert (await pair.world.noted())["teams:checkin:confirmed"] == 1


async def test_different_answers_at_the_same_instant_are_one_receipt_and_conflicts(pair: Pair, dana: Actor) -> None:
    form = await opened(pair, dana)
    calls = [(checkins.submit, dana, said(form, f"4.{number}"), pair.world.company, pair.world.now) for number in range(6)]
    results = await pair.together(*calls)
    assert sorted(type(result).__name__ for result in results) == ["CheckInForm"] * 5 + ["Receipt"]
    assert all(result.clash is not None for result in results if isinstance(result, CheckInForm))
    assert (await pair.world.noted())["teams:checkin:saved"] == 1


async def test_an_answer_given_while_its_card_arrives_stays_an_answer(pair: Pair, dana: Actor) -> None:
    form = await opened(pair, dana)
    world = pair.world
    await world.install(dana)
    await world.store.write(checkins.prepare, dana.number, form.period, world.company, world.now)
    await world.store.write(delivery.claim, "w", world.company, world.now, timedelta(minutes=1))
    answer = (checkins.submit, dana, said(form, "4.7"), world.company, world.now)
    arrived = (checkins.arrived, form.check_in, world.now)
    await pair.together(answer, arrived, arrived, answer, arrived, answer)
    found = await world.store.read(stored.get, form.check_in)
    assert found is not None and found.state is CheckInState.ANSWERED and len(found.answers) == 1


async def test_a_decision_pressed_twice_is_one_and_so_is_its_signature(pair: Pair, dana: Actor) -> None:
    world = pair.world
    rita = await world.meet("Rita Reviewer")
    one = await world.initiative(dana)
    gate = await world.at_gate(dana, one)
    press = Decide(
        gate=gate, revision=(await world.gate(one)).revision, choice=Choice.FUND, on=world.now.date(),
        reason="The gain holds in all four practices.", second=object_id("Rita Reviewer"),
        expires=world.now.date() + timedelta(days=30),
    )
    made = same(await pair.press(decisions.decide, dana, press, world.company, world.now))
    assert await count(pair, "decisions") == 1
    sign = Countersign(decision=made.reference, agree=True, remark="")
    back = Countersign(decision=made.reference, agree=False, remark="No budget cap has been agreed yet")
    results = await pair.together(*[(signatures.countersign, rita, which, world.now) for which in (sign, back) * TIMES])
    noted = await world.noted()
    assert noted["teams:decision:final"] + noted["teams:decision:handed_back"] == 1
    refused = [result.code for result in results if isinstance(result, Refused)]
    assert refused == ["decision_settled"] * TIMES


async def test_two_choices_at_the_same_instant_are_one_decision(pair: Pair, dana: Actor) -> None:
    world = pair.world
    one = await world.initiative(dana)
    gate = await world.at_gate(dana, one)
    revision = (await world.gate(one)).revision
    calls = [
        (decisions.decide, dana, Decide(
            gate=gate, revision=revision, choice=choice, on=world.now.date(), second=None, expires=None,
            reason="The gain holds in all four practices.",
        ), world.company, world.now)
        for choice in (Choice.NARROW, Choice.RETIRE) * TIMES
    ]
    results = await pair.together(*calls)
    assert sorted(result.code for result in results if isinstance(result, Refused)) == ["gate_decided"] * TIMES
    assert await count(pair, "decisions") == 1


async def test_places_and_switches_change_once(pair: Pair, dana: Actor) -> None:
    world = pair.world
    adam, olga = await world.meet("Adam Admin"), await world.meet("Olga Office")
    where = reference(person=dana.number, at=world.now)
    assert sorted(await pair.press(installations.keep, where, world.now)) == [False] * (2 * TIMES - 1) + [True]
    await pair.press(installations.remove_team, "team", world.now)
    same(await pair.press(installations.bind_channel, olga, "19:x", world.now))
    same(await pair.press(installations.release, adam, "channel", "19:x", world.now))
    same(await pair.press(installations.release, adam, "Dana Whitfield", None, world.now))
    noted = await world.noted()
    switched = ("app:installed", "app:removed", "channel:bound", "channel:released", "person:released")
    assert [noted[f"teams:{what}"] for what in switched] == [1] * 5


async def test_two_workers_send_each_message_once(pair: Pair) -> None:
    world = pair.world
    for number in range(6):
        who = await world.meet(f"Sponsor {number}")
        await world.install(who)
        await world.initiative(who, f"Initiative {number}", accept=False)
    sent: list[str] = []

    async def worker(store: Store, name: str) -> None:
        while parcel := await store.write(delivery.claim, name, world.company, world.now, timedelta(minutes=1)):
            sent.append(parcel.key)
            done = Sent(activity_id=f"a-{parcel.id}", conversation_id="c")
            await store.write(delivery.settle, parcel, done, 0.0, world.now)

    await asyncio.gather(*(worker(store, f"w{number}") for number, store in enumerate(pair.stores * 2)))
    assert len(sent) == len(set(sent)) == 6

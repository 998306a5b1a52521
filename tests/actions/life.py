"""One initiative's life through every use case, each called by its book (tests.actions.book)."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

from actions import (
    asking,
    checkins,
    decisions,
    delivery,
    digests,
    gates,
    installations,
    lists,
    metrics,
    people,
    records,
    registration,
    schedule,
    searching,
    shadow,
    signatures,
    snoozing,
    sponsorship,
)
from dialogs.metric import sketch
from portfolio.checkins import Answer, Outlook
from portfolio.commands import (
    AnswerSponsorship,
    ArmGate,
    Countersign,
    Decide,
    RegisterInitiative,
    SaveMetric,
    SubmitCheckIn,
)
from portfolio.delivery import Sent
from portfolio.filters import Filter
from portfolio.gates import Step
from portfolio.initiatives import Integration
from portfolio.messages import Kind
from portfolio.metrics import Family
from portfolio.people import Actor, Identity
from portfolio.verdicts import Choice
from portfolio.views.checkins import CheckInForm
from store import checkins as stored_checkins
from tests.actions.book import NAMES, WORDS, Book
from tests.actions.life_after import files, left, second_thoughts
from tests.actions.life_discover import discovered
from tests.actions.life_ideas import alike, proposals
from tests.actions.life_opportunities import register
from tests.actions.world import TENANT, company, object_id, reference


async def life(book: Book) -> None:
    """One initiative from being registered to an override that ran out, through every use case."""
    world = book.world
    dana, omar, rita, olga, adam, eve = await _people(book)
    await _places(book, dana, olga, adam, eve)
    one = await _registered(book, dana, omar, eve)
    await _armed(book, dana, eve, one)
    await _checked_in(book, dana, eve, one)
    await _decided(book, dana, rita, eve, one)
    await discovered(book, olga, eve, one)
    await second_thoughts(book, dana, rita, olga, eve)
    await left(book, omar, olga)
    await files(book, dana, eve)
    await proposals(book, eve, olga)
    await alike(book, dana, olga, eve)
    await register(book, dana, olga, omar, eve)
    assert world.sent == []


async def _people(book: Book) -> list[Actor]:
    world = book.world
    found = []
    for name in NAMES[:6]:
        who = Identity(tenant=TENANT, object_id=object_id(name), name=name, zone="Europe/Berlin")
        if object_id(name) in world.company.roles:      # met, and given a role: two things, two entries
            before = await book.entries()
            actor = await world.store.write(people.meet, who, world.company, world.now)
            assert await book.entries() == before + 2
        else:
            actor = await book.once(people.meet, who, world.company, world.now)
        found.append(actor)
    world.company = company()
    everybody = {object_id("Omar Haddad"): world.company.roles[object_id("Lea Leader")], **world.company.roles}
    world.company = company(roles=everybody)
    await book.once(people.sync_roles, world.company, world.now)
    return [await world.meet(name) for name in NAMES[:6]]


async def _places(book: Book, dana: Actor, olga: Actor, adam: Actor, eve: Actor) -> None:
    now = book.world.now
    place = reference(person=dana.number, service_url=WORDS["service"], raw=json.dumps(WORDS), at=now)
    await book.once(installations.keep, place, now)
    there = reference(channel=WORDS["channel"], team=WORDS["team"], raw=json.dumps(WORDS), at=now)
    await book.once(installations.keep, there, now)
    await book.once(installations.remove_team, "19:another@thread", now)
    await book.once(installations.bind_channel, olga, WORDS["channel"], now)
    await book.refused(installations.bind_channel, eve, "19:x", now)
    await book.once(installations.release, adam, "channel", WORDS["channel"], now)
    await book.once(installations.release, adam, "Dana Whitfield", None, now)
    await book.once(installations.release_self, adam, now)
    for whom in ("everyone", "everyone 99", "Nobody Met"):
        await book.refused(installations.release, adam, whom, None, now)
    await book.refused(installations.release, eve, "me", None, now)


async def _registered(book: Book, dana: Actor, omar: Actor, eve: Actor) -> str:
    world = book.world
    form = RegisterInitiative(
        name=WORDS["name"], workflow=WORDS["workflow"], intent=WORDS["intent"], sponsor=object_id("Omar Haddad"),
        first_use=world.now.date(), gate_on=None, integration=Integration.OFFICE, token="t-1",
    )
    view = await book.once(registration.register, eve, form, world.company, world.now)
    one: str = view.initiative
    for wrong in ({"token": "t-2"}, {"token": "t-3", "name": "y", "sponsor": "Zebedee Quist"}):
        refused = RegisterInitiative(**_as_dict(form) | wrong)
        await book.refused(registration.register, eve, refused, world.company, world.now)
    passes = AnswerSponsorship(initiative=one, accept=False, instead=object_id("Dana Whitfield"))
    await book.once(sponsorship.answer, omar, passes, world.company, world.now)
    asked = await world.read(one)
    assert await book.read(asking.question, asked, "x") and await book.read(sponsorship.ask_again, dana, one)
    await book.read(metrics.form, eve, one)
    await book.read(metrics.check, eve, one, {"metric": WORDS["metric"]}, sketch({"metric": WORDS["metric"]}))
    await book.read(people.actor_of, dana.number)
    await book.read(people.named, TENANT, "Dana Whitfield", "sponsor")
    await book.read(people.as_typed, dana.number, "sponsor")
    await book.read(installations.in_shadow, dana, world.company)
    yes = AnswerSponsorship(initiative=one, accept=True, instead=None)
    await book.refused(sponsorship.answer, eve, yes, world.company, world.now)
    await book.once(sponsorship.answer, dana, yes, world.company, world.now)
    return one


def _as_dict(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in type(value).__slots__}


async def _armed(book: Book, dana: Actor, eve: Actor, one: str) -> None:
    world = book.world
    revision, gate = (await world.read(one)).revision, await world.gate(one)
    said = SaveMetric(
        initiative=one, name=WORDS["metric"], family=Family.CYCLE_TIME, unit=WORDS["unit"], lower_is_better=True,
        source=WORDS["source"], baseline=Decimal("5.1"), baseline_source=WORDS["baseline_source"], target=Decimal("4.0"),
        target_on=gate.due, floor=None, adoption_lead=object_id("Eve Other"), retirement_plan=WORDS["plan"],
        revision=revision,
    )
    await book.refused(metrics.arm, dana, ArmGate(gate=gate.id, revision=gate.revision), world.now)
    await book.once(metrics.save, dana, said, world.now)
    await book.refused(metrics.save, dana, SaveMetric(**_as_dict(said) | {"target": Decimal(9)}), world.now)
    gate = await world.gate(one)
    await book.refused(metrics.arm, eve, ArmGate(gate=gate.id, revision=gate.revision), world.now)
    await book.once(metrics.arm, dana, ArmGate(gate=gate.id, revision=gate.revision), world.now)


async def _checked_in(book: Book, dana: Actor, eve: Actor, one: str) -> None:
    world = book.world
    world.pass_(days=31)                                            # the second working day of October
    form = await book.none(checkins.open_mine, dana, world.company, world.now)
    assert isinstance(form, CheckInForm)
    await book.once(checkins.prepare, dana.number, "2026-09", world.company, world.now)
    # Sending is not the ledger's; that the check-in now waits for its sponsor is.
    while True:
        parcel = await book.none(delivery.claim, "w", world.company, world.now, timedelta(minutes=1))
        if parcel is None:
            break
        sent = Sent(activity_id="a", conversation_id="c")
        arrives = isinstance(parcel.view, CheckInForm)
        await (book.one if arrives else book.none)(delivery.settle, parcel, sent, 0.0, world.now)
        world.pass_(seconds=3)
    before = await book.entries()
    await world.store.write(delivery.recover, world.now, everything=True)
    assert await book.entries() == before
    await book.none(checkins.arrived, form.check_in, world.now)
    await book.once(snoozing.snooze, dana, form.check_in, "monday", world.company, world.now)
    await book.refused(snoozing.snooze, eve, form.check_in, "monday", world.company, world.now)
    await book.once(checkins.arrived, form.check_in, world.now)
    answers = (Answer(initiative=one, value=Decimal("4.7"), outlook=Outlook.AT_RISK, note=WORDS["note"]),)
    saved = SubmitCheckIn(check_in=form.check_in, revision=0, answers=answers)
    await book.refused(checkins.submit, eve, saved, world.company, world.now)
    await book.once(checkins.submit, dana, saved, world.company, world.now)
    other = (Answer(initiative=one, value=None, outlook=Outlook.OFF_TRACK, note=""),)
    late = SubmitCheckIn(check_in=form.check_in, revision=0, answers=other)
    await book.none(checkins.submit, dana, late, world.company, world.now)                     # the conflict card
    await book.none(checkins.reopen, dana, form.check_in, world.company, world.now)
    await book.none(checkins.edit, dana, form.check_in, world.company, world.now)
    await book.once(checkins.confirm, dana, form.check_in, world.company, world.now)
    await book.once(digests.prepare, "2026-09", world.company, world.now)
    found = await world.store.read(stored_checkins.get, form.check_in)
    assert found is not None
    correction = SubmitCheckIn(check_in=form.check_in, revision=found.revision, answers=other)
    await book.once(checkins.submit, dana, correction, world.company, world.now)


async def _decided(book: Book, dana: Actor, rita: Actor, eve: Actor, one: str) -> None:
    world = book.world
    gate = await world.gate(one)
    world.now = world.now.replace(month=11, day=20)
    await book.once(digests.channel_gates, gate.due, world.company, world.now)
    early = Decide(gate=gate.id, revision=gate.revision, choice=Choice.RETIRE, on=gate.due, reason=WORDS["reason"],
                   second=None, expires=None)
    await book.refused(decisions.decide, dana, early, world.company, world.now)
    await book.once(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    world.now = world.now.replace(day=30)
    for step in (Step.OPEN, Step.OVERDUE, Step.ESCALATE):
        await book.once(gates.take_step, gate.id, step, world.company, world.now)
        await book.none(gates.take_step, gate.id, Step.CARD, world.company, world.now)         # a message, and no change
    gate, today = await world.gate(one), world.now.date()
    await _looked_at(book, dana, one)
    fund = Decide(gate=gate.id, revision=gate.revision, choice=Choice.FUND, on=today, reason=WORDS["reason"],
                  second=object_id("Rita Reviewer"), expires=today + timedelta(days=10))
    await book.refused(decisions.decide, eve, fund, world.company, world.now)
    await book.refused(decisions.decide, dana, Decide(**_as_dict(fund) | {"expires": None}), world.company, world.now)
    await book.refused(decisions.decide, dana, Decide(**_as_dict(fund) | {"revision": 0}), world.company, world.now)
    made = await book.once(decisions.decide, dana, fund, world.company, world.now)
    await book.read(signatures.again, rita, made.reference)
    back = Countersign(decision=made.reference, agree=False, remark=WORDS["remark"])
    await book.refused(signatures.countersign, eve, back, world.now)
    await book.once(signatures.countersign, rita, back, world.now)
    again = Decide(**_as_dict(fund) | {"revision": (await world.gate(one)).revision})
    world.pass_(minutes=1)
    made = await book.once(decisions.decide, dana, again, world.company, world.now)
    await book.once(signatures.countersign, rita, Countersign(decision=made.reference, agree=True, remark=""), world.now)
    world.pass_(days=11)
    await book.once(decisions.reopen_expired, made.reference, world.company, world.now)


async def _looked_at(book: Book, dana: Actor, one: str) -> None:
    """Everything there is to look at, at an open gate."""
    world, olga = book.world, await book.world.meet("Olga Office")
    stored, gate = await world.read(one), await world.gate(one)
    await book.read(decisions.form, dana, gate.id, world.company, world.now)
    await book.read(metrics.rules, dana, one, world.now)
    await book.read(gates.preparation_owed, gate, stored)
    await book.read(delivery.next_wake)
    await book.read(shadow.preview, await world.meet("Adam Admin"), world.company, world.now)
    await book.read(delivery.still_owed, Kind.DIGEST, None, None, None)
    await book.read(digests.mine, olga, world.company, world.now)
    await book.read(digests.build, "2026-10", world.company, world.now)
    await book.read(records.show, dana, one, world.now)
    await book.read(records.record, dana, stored, world.now)
    await book.read(records.find, dana, WORDS["name"])
    await book.read(lists.portfolio, dana, 1, world.now)
    await book.read(lists.export, world.now, Filter(text=WORDS["name"]))
    await book.read(lists.pasted, dana, WORDS["name"], 0, 5, world.now)
    await book.read(searching.search, dana, WORDS["name"], 1, world.now)
    await book.read(searching.everything, WORDS["name"], world.now.date())
    await book.read(searching.matching, WORDS["name"], [stored])
    await book.read(records.standing, stored, None, gate, world.now.date(), None)
    await book.read(records.standings, [stored], {}, {}, world.now.date(), {})
    await book.read(records.gates_owed_by, dana)
    await book.read(records.prepared_by, dana)
    await book.read(schedule.snapshot, world.now)

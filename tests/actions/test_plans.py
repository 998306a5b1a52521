"""From none to four of four traits by what is recorded, and back; what funding needs; who may attest (A5, R4)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from actions import audits, breadth, erasing, metrics, plan_views, plans, records
from portfolio.conditions import Next, Standing, Trait
from portfolio.decisions import Piece
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.ledger import verify
from portfolio.people import Actor
from portfolio.plan_commands import SavePlan, TakeBackPlan
from portfolio.plans import Content, Need, NeedKind, Needs, Part, Proof
from portfolio.views.plans import PlanCard
from store import Store, decisions, ledger
from store import metrics as stored_metrics
from store import plans as stored
from tests.actions.book import Book
from tests.actions.evidence import cases, closed_by, enable, propose, record
from tests.actions.test_ledger_entries import _public
from tests.actions.world import World, company, object_id
from tests.portfolio.plans import BUDGET, EXPANSION, STATED

NEEDS = Needs(needs=tuple(Need(kind=kind, what=f"The pelican {kind}", owner=None) for kind in NeedKind))
OWNERS = {f"owner.{kind}": "Omar Haddad" for kind in NeedKind}
USE_CASES = {"plans.save", "plans.take_back", "plan_views.show", "plan_views.card", "plan_views.form"}
PARTS: list[tuple[Part, Content, dict[str, str]]] = [
    (Part.EXPANSION, EXPANSION, {}), (Part.NEEDS, NEEDS, OWNERS), (Part.BUDGET, BUDGET, {}),
]  # fmt: skip


def command(one: str, part: Part, content: Content, people: dict[str, str], revision: int) -> SavePlan:
    return SavePlan(initiative=one, part=part, revision=revision, content=content, people=people)


async def save(
    world: World, who: Actor, one: str, part: Part, content: Content, people: dict[str, str] | None = None
) -> PlanCard:
    form = await world.store.read(plan_views.form, who, one, part, world.now)
    said = command(one, part, content, people or {}, form.revision)
    return await world.store.write(plans.save, who, said, world.now)


async def take_back(world: World, who: Actor, one: str, part: Part) -> PlanCard:
    form = await world.store.read(plan_views.form, who, one, part, world.now)
    gone = TakeBackPlan(initiative=one, part=part, revision=form.revision)
    return await world.store.write(plans.take_back, who, gone, world.now)


async def marks(world: World, who: Actor, one: str) -> dict[Trait, tuple[Standing, Next]]:
    shown = await world.store.read(records.show, who, one, world.now)
    return {mark.trait: (mark.standing, mark.next) for mark in shown.traits}


async def lacking(world: World, one: str) -> set[Piece]:
    found, gate = await world.read(one), await world.gate(one)
    metric = await world.store.read(stored_metrics.latest, one)
    return set(await world.store.read(breadth.missing, found, metric, gate, world.now.date()))


async def led(world: World, dana: Actor) -> tuple[str, Actor]:
    """An initiative with a delivery lead, and that lead."""
    one = await world.initiative(dana)
    await world.meet("Omar Haddad")
    delia = await world.meet("Delia Brandt")
    await save(world, dana, one, Part.INTEGRATION, STATED, {"delivery_lead": "Delia Brandt"})
    return one, delia


async def test_an_initiative_goes_from_none_to_four_of_four_and_each_trait_turns_back(world: World, dana: Actor) -> None:
    await world.meet("Omar Haddad")
    ada, delia = await world.meet("Ada Adoption"), await world.meet("Delia Brandt")
    one = await world.initiative(dana)
    found = await marks(world, dana, one)
    assert [standing for standing, _ in found.values()].count(Standing.MET) == 0
    await world.metric(dana, one, baseline=None, baseline_source=None, adoption_lead="Ada Adoption")
    source = await enable(world, one)
    await record(world, source, closed_by(cases(date(2026, 3, 1), date(2026, 9, 1), 5.0, each_week=12), world.now))
    await propose(world, dana, one)
    await world.arm(dana, one)
    await save(world, dana, one, Part.INTEGRATION, STATED, {"delivery_lead": "Delia Brandt"})
    assert (await marks(world, dana, one))[Trait.INTEGRATION] == (Standing.PARTLY, Next.VERIFY_INTEGRATION)
    await save(world, delia, one, Part.INTEGRATION, replace(STATED, seen_on=world.now.date()))
    await save(world, dana, one, Part.EXPANSION, EXPANSION)
    await save(world, ada, one, Part.NEEDS, NEEDS, OWNERS)
    assert set((await marks(world, dana, one)).values()) == {(Standing.MET, Next.NONE)}

    await world.store.write(erasing.erase, "Omar Haddad", world.now, really=True)
    assert (await marks(world, dana, one))[Trait.SCALE_PLAN] == (Standing.PARTLY, Next.OWN_NEEDS)
    await take_back(world, dana, one, Part.EXPANSION)
    assert (await marks(world, dana, one))[Trait.SCALE_PLAN] == (Standing.PARTLY, Next.WRITE_EXPANSION)
    world.pass_(days=181)
    assert (await marks(world, dana, one))[Trait.INTEGRATION] == (Standing.PARTLY, Next.RENEW_INTEGRATION)
    (line,) = await world.store.read(audits.lines, world.now.date(), world.now)
    assert {mark.trait: (mark.standing, mark.next) for mark in line.marks} == await marks(world, dana, one)
    await save(world, ada, one, Part.INTEGRATION, replace(STATED, seen_on=world.now.date()))
    assert (await marks(world, dana, one))[Trait.INTEGRATION] == (Standing.MET, Next.NONE)
    assert (await take_back(world, dana, one, Part.INTEGRATION)).proof is None
    assert (await marks(world, dana, one))[Trait.INTEGRATION] == (Standing.PARTLY, Next.STATE_INTEGRATION)


async def test_needs_and_budget_are_what_funding_needs_until_they_are_taken_back(world: World, dana: Actor) -> None:
    one, _ = await led(world, dana)
    before = await lacking(world, one)
    await save(world, dana, one, Part.NEEDS, NEEDS, OWNERS)
    await save(world, dana, one, Part.BUDGET, BUDGET)
    assert before - await lacking(world, one) == {Piece.BUDGET, Piece.PRODUCTION_NEEDS}
    assert Piece.CONTROLS in await lacking(world, one)
    await world.meet("Rita Reviewer")
    gate = await world.at_gate(dana, one)
    await take_back(world, dana, one, Part.BUDGET)
    await take_back(world, dana, one, Part.NEEDS)
    made = await world.store.read(decisions.get, (await world.fund(dana, gate)).reference)
    assert made is not None and made.override is not None
    await save(world, dana, one, Part.BUDGET, BUDGET)
    left = await world.store.read(breadth.left_of, made, await world.read(one), await world.gate(one), world.now.date())
    assert set(made.override.pieces) - set(left) == {Piece.BUDGET}, "what an override named is mended by writing it down"
    shown = await take_back(world, dana, one, Part.BUDGET)
    assert shown.budget is None and shown.just == (Part.BUDGET, "taken_back") and Piece.BUDGET in await lacking(world, one)


async def test_only_a_lead_attests_and_never_the_sponsor(world: World, dana: Actor) -> None:
    one, delia = await led(world, dana)
    seen = replace(STATED, seen_on=world.now.date())
    olga, eve = await world.meet("Olga Office"), await world.meet("Eve Other")
    noted = await world.noted()
    for who in (dana, olga):
        with pytest.raises(NotYours) as refused:
            await save(world, who, one, Part.INTEGRATION, seen)
        assert refused.value.code == "not_attester"
    with pytest.raises(NotFound):
        await save(world, eve, one, Part.INTEGRATION, seen)
    assert await world.noted() == noted
    await save(world, dana, one, Part.INTEGRATION, STATED, {"delivery_lead": object_id("Dana Whitfield")})
    with pytest.raises(NotYours):
        await save(world, dana, one, Part.INTEGRATION, seen)
    await save(world, dana, one, Part.INTEGRATION, STATED, {"delivery_lead": object_id("Delia Brandt")})
    shown = await save(world, delia, one, Part.INTEGRATION, seen)
    assert (shown.proof, shown.attested_by) == (Proof.ATTESTED, "Delia Brandt")
    assert shown.holds_until == world.now.date() + timedelta(days=180)


async def test_who_changes_what_was_attested_takes_the_attestation_off(world: World, dana: Actor) -> None:
    one, delia = await led(world, dana)
    await save(world, delia, one, Part.INTEGRATION, replace(STATED, seen_on=world.now.date()))
    assert (await save(world, dana, one, Part.INTEGRATION, STATED)).proof is Proof.ATTESTED, "nothing was changed"
    assert (await save(world, dana, one, Part.INTEGRATION, replace(STATED, label="Secret"))).proof is Proof.STATED


async def test_a_part_changes_late_and_without_a_co_signer_and_no_rule_with_it(world: World, dana: Actor) -> None:
    one, _ = await led(world, dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    world.now = datetime.combine((await world.gate(one)).due - timedelta(days=3), world.now.timetz())
    before = await world.store.read(metrics.rules, dana, one, world.now)
    await save(world, dana, one, Part.EXPANSION, EXPANSION)
    assert await world.store.read(metrics.rules, dana, one, world.now) == before and before.amended == ()


async def test_an_older_form_and_people_nobody_knows_are_refused_and_nothing_is_stored(world: World, dana: Actor) -> None:
    one, delia = await led(world, dana)
    await save(world, dana, one, Part.BUDGET, BUDGET)
    noted = await world.noted()
    with pytest.raises(Conflict):
        await world.store.write(
            plans.save, delia, command(one, Part.BUDGET, replace(BUDGET, currency="CHF"), {}, 0), world.now
        )
    with pytest.raises(Invalid) as unknown:
        await save(world, dana, one, Part.NEEDS, NEEDS, OWNERS | {"owner.support": "Nobody Known"})
    assert [(found.field, found.code) for found in unknown.value.problems] == [("owner.support", "not_met")]
    assert await world.noted() == noted
    await world.store.write(lambda tx: tx.exec_driver_sql("update initiatives set stage = 'retired'"))
    with pytest.raises(Refused) as over:
        await world.store.read(plan_views.form, dana, one, Part.BUDGET, world.now)
    assert over.value.code == "plan_over"
    shown = await world.store.read(plan_views.show, dana, one, world.now)
    assert shown.budget == BUDGET and not shown.may_prepare


async def test_each_change_writes_one_entry_its_replay_none_and_no_word_of_it(store: Store) -> None:
    assert {name for module in (plans, plan_views) for name in _public(module)} == USE_CASES
    book = Book(World(store, company()))
    world = book.world
    dana = await world.meet("Dana Whitfield")
    one, delia = await led(world, dana)
    for part, content, people in PARTS:
        await book.once(plans.save, dana, command(one, part, content, people, 0), world.now)
    seen = command(one, Part.INTEGRATION, replace(STATED, seen_on=world.now.date()), {}, 1)
    await book.refused(plans.save, dana, seen, world.now)
    await book.once(plans.save, delia, seen, world.now)
    await book.read(plan_views.card, dana, await world.read(one), world.now)
    for part, revision in ((Part.INTEGRATION, 2), (Part.NEEDS, 1)):
        await book.refused(
            plans.take_back, dana, TakeBackPlan(initiative=one, part=part, revision=revision - 1), world.now
        )
        await book.once(plans.take_back, dana, TakeBackPlan(initiative=one, part=part, revision=revision), world.now)
    lines = await store.read(lambda tx: list(ledger.export(tx)))
    assert verify(lines).problem is None
    text = "\n".join(lines)
    for said in ("pelican", "Omar", "Delia", "Proposals", "Executive", "Azure", "Germany"):
        assert said not in text


async def test_an_erased_name_leaves_every_version_and_its_needs_without_an_owner(world: World, dana: Actor) -> None:
    one, _ = await led(world, dana)
    await save(world, dana, one, Part.NEEDS, NEEDS, OWNERS)
    await save(world, dana, one, Part.EXPANSION, replace(EXPANSION, audience='Omar Haddad and "others"'))
    await save(world, dana, one, Part.EXPANSION, EXPANSION)
    looked = await world.store.read(erasing.erase, "Omar Haddad", world.now, really=False)
    done = await world.store.write(erasing.erase, "Omar Haddad", world.now, really=True)
    assert looked.duties == done.duties == ("Proposal drafting",)
    kept = await world.store.read(lambda tx: [tuple(row) for row in tx.exec_driver_sql("select content from plans")])
    assert "Omar" not in repr(kept) and "others" in repr(kept)
    needs = (await world.store.read(stored.in_force, one)).needs
    assert needs is not None and {need.owner for need in needs.needs} == {None}
    assert needs.needs[0].what == "The pelican capacity"

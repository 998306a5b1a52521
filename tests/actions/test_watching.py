"""Workflows put down, watched step by step, corrected; each finished one a version (E2); on both engines."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from actions import current_states, records, watching, workflows
from portfolio.discover.commands import FinishWatch, KeepStep
from portfolio.discover.steps import MOST_STEPS
from portfolio.discover.workflows import NONE
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.metrics import Provenance
from portfolio.people import Actor
from tests.actions.discovering import put_down, step, watch, workflow
from tests.actions.world import World
from tests.cards.views_discover import RFP


@pytest.fixture
async def olga(world: World) -> Actor:
    return await world.meet("Olga Office")


async def test_a_seven_step_rfp_costs_what_a_hand_calculation_says(world: World, olga: Actor) -> None:
    """E2: 45+75+120+48+30+39+15 min of work are 6.2 h; 3+24+12+26.4+20+6+7 h of waiting are 4.1 days."""
    card = await watch(world, olga, await put_down(world, olga), *RFP, cases=5)
    assert card.newest is not None
    found = card.newest.totals
    assert found.touch == timedelta(hours=6, minutes=12) and found.wait == timedelta(days=4, hours=2, minutes=24)
    assert (found.switches, found.copies, found.touch_unknown) == (7, 7, 0)
    assert (card.newest.version, card.newest.cases, card.newest.provenance) == (1, 5, Provenance.REPORTED)
    assert card.steps == RFP


async def test_watched_again_the_steps_are_there_and_their_times_are_not_and_the_former_version_stays(
    world: World, olga: Actor
) -> None:
    id = await put_down(world, olga)
    await watch(world, olga, id, step("Read", pain="Three inboxes"), step("Price"))
    again = await world.store.write(watching.begin, olga, id, world.now)
    assert [one.what for one in again.steps] == ["Read", "Price"]
    assert (again.totals.touch_unknown, again.totals.switches_unknown, again.steps[0].pain) == (2, 2, "")
    assert (await world.store.write(watching.begin, olga, id, world.now)).watch == again.watch, "the one begun goes on"
    done = FinishWatch(watch=again.watch, revision=again.revision, observed_on=world.now.date(), cases=None)
    card = await world.store.write(watching.finish, olga, done, world.now)
    assert card.newest is not None and card.newest.provenance is Provenance.ESTIMATED and card.newest.version == 2
    assert [(one.version, one.totals.touch) for one in card.earlier] == [(1, timedelta(hours=1))]
    corrected = await world.store.write(watching.begin, olga, id, world.now, correct=True)  # type: ignore[call-arg]
    assert corrected.steps == card.steps


async def test_steps_are_changed_moved_and_removed_and_a_press_that_came_twice_changes_nothing(
    world: World, olga: Actor
) -> None:
    id = await put_down(world, olga)
    card = await world.store.write(watching.begin, olga, id, world.now)
    for what in "abc":
        command = KeepStep(watch=card.watch, revision=card.revision, index=None, step=step(what))
        card = await world.store.write(watching.keep_step, olga, command, world.now)
        assert await world.store.write(watching.keep_step, olga, command, world.now) == card
    change = KeepStep(watch=card.watch, revision=card.revision, index=1, step=step("B", minutes=None))
    card = await world.store.write(watching.keep_step, olga, change, world.now)
    card = await world.store.write(watching.move_step, olga, card.watch, card.revision, 2, -1, world.now)
    assert [one.what for one in card.steps] == ["a", "c", "B"] and card.totals.touch_unknown == 1
    top = await world.store.write(watching.move_step, olga, card.watch, card.revision, 0, -1, world.now)
    assert top == card
    card = await world.store.write(watching.remove_step, olga, card.watch, card.revision, 0, world.now)
    assert [one.what for one in card.steps] == ["c", "B"]
    with pytest.raises(Conflict):
        await world.store.write(watching.remove_step, olga, card.watch, card.revision - 1, 0, world.now)
    for index in (7, -1):
        with pytest.raises(Invalid):
            await world.store.write(watching.keep_step, olga, replace(change, index=index), world.now)
    noted = await world.noted()
    assert (noted["teams:watch:step_kept"], noted["teams:watch:step_moved"], noted["teams:watch:step_removed"]) == (4, 1, 1)


async def test_what_is_written_down_is_its_writers_alone_and_ends_once(world: World, dana: Actor, olga: Actor) -> None:
    id = await put_down(world, olga)
    with pytest.raises(NotYours):
        await world.store.write(watching.begin, dana, id, world.now)
    card = await world.store.write(watching.begin, olga, id, world.now)
    empty = FinishWatch(watch=card.watch, revision=card.revision, observed_on=world.now.date(), cases=1)
    with pytest.raises(Refused):
        await world.store.write(watching.finish, olga, empty, world.now)
    for number in range(MOST_STEPS):
        command = KeepStep(watch=card.watch, revision=card.revision, index=None, step=step(str(number)))
        card = await world.store.write(watching.keep_step, olga, command, world.now)
    with pytest.raises(Refused):
        await world.store.write(watching.keep_step, olga, replace(command, revision=card.revision), world.now)
    done = replace(empty, revision=card.revision)
    with pytest.raises(Invalid):
        await world.store.write(
            watching.finish, olga, replace(done, observed_on=world.now.date() + timedelta(days=2)), world.now
        )
    first = await world.store.write(watching.finish, olga, done, world.now)
    assert await world.store.write(watching.finish, olga, done, world.now) == first
    with pytest.raises(Conflict):
        await world.store.write(watching.drop, olga, card.watch, world.now)
    begun = await world.store.write(watching.begin, olga, id, world.now)
    await world.store.write(watching.drop, olga, begun.watch, world.now)
    with pytest.raises(NotFound):
        await world.store.read(watching.show, olga, begun.watch, world.now)


async def test_a_file_makes_a_version_once_and_only_of_a_workflow_that_there_is(world: World, olga: Actor) -> None:
    on = world.now.date()
    with pytest.raises(NotFound):
        await world.store.write(watching.record, "Bids", RFP, on, 5, world.now)
    await world.store.write(workflows.add_named, "Bids", world.now)
    for _ in range(2):
        kept = await world.store.write(watching.record, " bids ", RFP, on, 5, world.now)
    assert (kept.version, kept.provenance) == (1, Provenance.EXTRACT)
    noted = await world.noted()
    assert (noted["cli:workflow:added"], noted["cli:watch:finished"]) == (1, 1)


async def test_an_initiative_is_offered_workflows_and_attached_to_one_by_hand_only(
    world: World, dana: Actor, olga: Actor
) -> None:
    one = await world.initiative(dana)                     # its workflow was typed as "RFP answers"
    rfp, letters = await put_down(world, olga), await put_down(world, olga, token="f-2", name="Letters")
    record = await world.store.read(records.show, dana, one, world.now)
    assert record.attached is None and record.may_attach
    form = await world.store.read(workflows.attach_form, dana, one)
    assert [choice.name for choice in form.choices] == ["RFP answers"], "a sponsor is offered what is like their own words"
    with pytest.raises(NotFound):
        await world.store.write(workflows.attach, dana, one, letters, world.company, world.now)
    with pytest.raises(NotFound):
        await world.store.read(workflows.card, dana, rfp, world.now)
    for _ in range(2):
        card = await world.store.write(workflows.attach, dana, one, rfp, world.company, world.now)
    assert [named.name for named in card.attached] == ["Proposal drafting"]
    assert (await world.noted())["teams:initiative:attached"] == 1
    assert [line.name for line in (await world.store.read(workflows.listed, dana, 1)).rows] == ["RFP answers"]
    assert (await world.store.read(workflows.listed, olga, 1)).total == 2


async def test_whoever_registers_one_that_nobody_answers_for_reads_nothing_of_its_workflow(
    world: World, dana: Actor, olga: Actor
) -> None:
    paul = await world.meet("Paul Proposer")
    one, rfp = await world.initiative(dana, accept=False), await put_down(world, olga)
    assert not (await world.store.read(records.show, paul, one, world.now)).may_attach
    for refused in ((workflows.attach, paul, one, rfp, world.company, world.now), (workflows.attach_form, paul, one)):
        with pytest.raises(NotYours):
            await world.store.write(*refused)  # type: ignore[arg-type]
    await world.store.write(workflows.attach, olga, one, rfp, world.company, world.now)
    for asked in (paul, dana):
        assert (await world.store.read(records.show, asked, one, world.now)).attached is None
        with pytest.raises(NotFound):
            await world.store.read(workflows.card, asked, rfp, world.now)
    await world.accept(dana, one)
    assert (await world.store.read(workflows.card, dana, rfp, world.now)).name == "RFP answers"


async def test_the_workflow_that_it_belongs_to_can_be_kept_though_its_name_is_like_nothing_typed(
    world: World, dana: Actor, olga: Actor
) -> None:
    one, letters = await world.initiative(dana), await put_down(world, olga, name="Letters")
    await world.store.write(workflows.attach, olga, one, letters, world.company, world.now)
    form = await world.store.read(workflows.attach_form, dana, one)
    assert form.values["workflow"] in {choice.id for choice in form.choices}
    await world.store.write(workflows.attach, dana, one, letters, world.company, world.now)
    await world.store.write(workflows.attach, dana, one, None, world.company, world.now)
    assert (await world.store.read(workflows.attach_form, dana, one)).values == {"workflow": NONE}
    assert (await world.noted())["teams:initiative:attached"] == 2


async def test_a_volume_is_of_the_day_on_which_it_was_said_last(world: World, olga: Actor) -> None:
    id, first = await put_down(world, olga), world.now.date()
    for days, volume, on in ((30, Decimal("18"), 0), (60, Decimal("21"), 60)):
        world.now = world.now + timedelta(days=days) - (world.now.date() - first)
        revision = (await world.store.read(workflows.card, olga, id, world.now)).revision
        change = workflow(workflow=id, revision=revision, volume_per_month=volume, owner_role=f"Sales {days}")
        await world.store.write(workflows.keep, olga, change, world.now)
        (source,) = (await world.store.read(current_states.show, olga, id, world.now)).sources
        assert source.on == first + timedelta(days=on)


async def test_a_workflow_is_changed_by_one_at_a_time_and_keeps_its_name_to_itself(world: World, olga: Actor) -> None:
    id = await put_down(world, olga)
    await put_down(world, olga, token="f-2", name="Letters")
    with pytest.raises(Refused):
        await put_down(world, olga, token="f-3", name=" rfp ANSWERS")
    change = workflow(workflow=id, revision=1, volume_per_month=Decimal("20.5"))
    card = await world.store.write(workflows.keep, olga, change, world.now)
    assert (card.volume_per_month, card.volume_provenance, card.revision) == (Decimal("20.5"), Provenance.MEASURED, 2)
    with pytest.raises(Conflict):
        await world.store.write(workflows.keep, olga, replace(change, owner_role="Sales"), world.now)
    with pytest.raises(Refused):
        await world.store.write(workflows.keep, olga, replace(change, revision=2, name="letters"), world.now)
    assert await world.store.read(workflows.find, olga, "lett") != id
    with pytest.raises(NotFound):
        await world.store.read(workflows.find, olga, "nothing")

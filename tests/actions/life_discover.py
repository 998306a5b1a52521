"""Workflows, what was seen of them, and constraints, in the life that calls every use case (tests.actions.life)."""

from dataclasses import replace

from actions import constraints, watching, workflows
from portfolio.discover.commands import FinishWatch, KeepStep, LiftConstraint
from portfolio.people import Actor
from tests.actions.book import WORDS, Book
from tests.actions.discovering import constraint, step, workflow
from tests.actions.world import object_id


async def discovered(book: Book, olga: Actor, eve: Actor, one: str) -> None:
    """A workflow is put down and watched, an initiative attached to it, a constraint added, changed and lifted."""
    world = book.world
    down = workflow(name=WORDS["process"], system_of_record=WORDS["system"], volume_source=WORDS["source"])
    await book.refused(workflows.keep, eve, down, world.now)
    card = await book.once(workflows.keep, olga, down, world.now)
    id = card.workflow
    await book.once(workflows.add_named, WORDS["third_name"], world.now)
    await book.once(workflows.attach, olga, one, id, world.company, world.now)
    for look in (workflows.attach_form, workflows.door):
        await book.read(look, olga, one if look is workflows.attach_form else id)
    await book.read(workflows.card, olga, id, world.now)
    await book.read(workflows.listed, olga, 1)
    await book.read(workflows.find, olga, WORDS["process"])
    await book.read(workflows.form, olga, id, "t")
    await book.read(workflows.offered, olga, "")
    await book.read(workflows.of_initiative, olga, one)
    await book.read(workflows.may_attach, olga, await world.read(one))
    await _watched(book, olga, eve, id)
    await _limited(book, olga, eve, one)


async def _watched(book: Book, olga: Actor, eve: Actor, id: str) -> None:
    world = book.world
    await book.refused(watching.begin, eve, id, world.now)
    card = await book.once(watching.begin, olga, id, world.now)
    for _ in range(3):
        seen = step(WORDS["act"], pain=WORDS["pain"], system=WORDS["system"], minutes=len(card.steps) + 1)
        kept = KeepStep(watch=card.watch, revision=card.revision, index=None, step=seen)
        card = await book.once(watching.keep_step, olga, kept, world.now)
    await book.refused(watching.keep_step, eve, kept, world.now)
    card = await book.one(watching.move_step, olga, card.watch, card.revision, 0, 1, world.now)
    card = await book.one(watching.remove_step, olga, card.watch, card.revision, 0, world.now)
    await book.read(watching.show, olga, card.watch, world.now)
    await book.read(watching.step_form, olga, card.watch, 0)
    done = FinishWatch(watch=card.watch, revision=card.revision, observed_on=world.now.date(), cases=2)
    await book.once(watching.finish, olga, done, world.now)
    await book.once(watching.record, WORDS["process"], card.steps, world.now.date(), 4, world.now)
    begun = await book.one(watching.begin, olga, id, world.now)
    await book.one(watching.drop, olga, begun.watch, world.now)


async def _limited(book: Book, olga: Actor, eve: Actor, one: str) -> None:
    world = book.world
    new = constraint(world, text=WORDS["limit"], source=WORDS["written"], owner=object_id(eve.name), hits=(one,))
    await book.refused(constraints.keep, eve, new, world.company, world.now)
    card = await book.once(constraints.keep, olga, new, world.company, world.now)
    id = card.line.constraint
    change = replace(new, constraint=id, revision=1, text=WORDS["note"])
    await book.once(constraints.keep, olga, change, world.company, world.now)
    await book.read(constraints.register, olga, 1, world.now)
    await book.read(constraints.everything, world.now.date())
    await book.read(constraints.card, olga, id, world.now)
    await book.read(constraints.form, olga, id, "t")
    lift = LiftConstraint(constraint=id, revision=2, reason=WORDS["lifted"])
    await book.refused(constraints.lift, eve, lift, world.now)
    await book.once(constraints.lift, olga, lift, world.now)

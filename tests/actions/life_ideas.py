"""Ideas, and two that look like one, in the life that calls every use case (tests.actions.life)."""

from actions import idea_ladder, ideas, pairs
from portfolio.opportunities.ideas import AnswerIdea, Often, ProposeIdea, Reply
from portfolio.people import Actor
from portfolio.settling import Merge, TellApart, Things
from store import opportunities as stored
from tests.actions.book import WORDS, Book


async def proposals(book: Book, eve: Actor, olga: Actor) -> None:
    """An idea is proposed, waits and is answered; another is answered by what becomes of it."""
    world = book.world
    await book.read(ideas.form, eve, {"work": WORDS["idea"]}, "t-idea", world.now.date())
    new = ProposeIdea(
        work=WORDS["idea"], who=WORDS["who"], often=Often.DAILY, bothers=WORDS["bothers"], token="t-idea"
    )
    made = await book.once(ideas.propose, eve, new, world.company, world.now)
    other = ProposeIdea(
        work=WORDS["other_idea"], who=WORDS["who"], often=Often.RARELY, bothers=WORDS["bothers"], token="t-other"
    )
    second = await world.store.write(ideas.propose, eve, other, world.company, world.now)
    for look in (ideas.listed, ideas.own):
        await book.read(look, eve, world.company, world.now, 1)
    await book.read(ideas.show, olga, made.idea, world.company, world.now)
    waits = await book.read(idea_ladder.current, world.company, world.now)
    assert not await book.read(idea_ladder.still_owed, olga.number, waits), "none has waited for so long"
    await book.none(idea_ladder.take, made.idea, 8, world.company, world.now)
    no = AnswerIdea(idea=made.idea, answer=Reply.REJECTED, into="", reason=WORDS["reason"])
    await book.refused(ideas.answer, eve, no, world.company, world.now)
    await book.once(ideas.answer, olga, no, world.company, world.now)
    one = await world.store.read(stored.get, second.idea)
    await book.none(ideas.settled, olga, one, Reply.ACCEPTED, world.now)
    await book.none(ideas.promoted, olga, one, world.now)


async def alike(book: Book, dana: Actor, olga: Actor, eve: Actor) -> None:
    """Three of one name: two are told apart, and two are merged."""
    world = book.world
    a, b, c = [await world.initiative(dana, f"{WORDS['third_name']} {end}", by=olga) for end in ("wool", "wools", "wooled")]
    await book.read(pairs.form, olga, a, b, world.now)
    apart = TellApart(first=a, second=b, reason=WORDS["reason"])
    await book.refused(pairs.tell_apart, eve, apart, world.now)
    await book.once(pairs.tell_apart, olga, apart, world.now)
    merge = Merge(gone=c, into=a, reason=WORDS["reason"], things=Things.DOWN)
    await book.refused(pairs.merge, eve, merge, world.company, world.now)
    await book.once(pairs.merge, olga, merge, world.company, world.now)

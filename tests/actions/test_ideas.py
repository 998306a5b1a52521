"""Ideas from everyone: proposed once, answered within ten working days, late ones named, authors told; on both engines."""

import asyncio
import json
from datetime import date, timedelta

import pytest

from actions import audit_cards, digests, erasing, ideas, opportunity_forms
from actions import opportunities as register
from portfolio.errors import Conflict, Invalid, NotFound, NotYours
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.opportunities.commands import SettleOpportunity
from portfolio.opportunities.ideas import AnswerIdea, Often, ProposeIdea, Reply
from portfolio.opportunities.register import State
from portfolio.people import Actor, Role
from portfolio.views.auditing import AuditCard
from portfolio.views.ideas import Clock, IdeaCard
from store import Tx, opportunities
from store.tables import outbox
from tests.actions.test_erasing import everywhere
from tests.actions.world import START, World, object_id

BOTHERS = "Half of each is copied from older ones."
WHY = "The bid desk gets a tender system in March."


@pytest.fixture
async def paul(world: World) -> Actor:
    paul = await world.meet("Paul Proposer")
    await world.install(paul)
    return paul


@pytest.fixture
async def olga(world: World) -> Actor:
    olga = await world.meet("Olga Office")
    await world.install(olga)
    return olga


async def propose(world: World, who: Actor, work: str = "Answering tenders", token: str = "t-1") -> IdeaCard:
    command = ProposeIdea(work=work, who="The bid desk", often=Often.WEEKLY, bothers=BOTHERS, token=token)
    return await world.store.write(ideas.propose, who, command, world.company, world.now)


async def answer(world: World, who: Actor, idea: str, reply: Reply, into: str = "", reason: str = "") -> IdeaCard:
    command = AnswerIdea(idea=idea, answer=reply, into=into, reason=reason)
    return await world.store.write(ideas.answer, who, command, world.company, world.now)


async def test_an_idea_enters_the_register_unscored_with_its_author_and_a_clock(
    world: World, paul: Actor, olga: Actor
) -> None:
    made = await propose(world, paul)
    assert (made.clock, made.mine, made.may_answer) == (Clock(last=date(2026, 9, 15), days=10), True, False)
    assert await propose(world, paul) == made                      # the same press, sent twice: the same receipt
    kept = await world.store.read(opportunities.get, made.idea)
    assert (kept.state, kept.proposed_by, kept.name) == (State.IDEA, paul.number, "Answering tenders")
    assert (await world.noted())["teams:idea:proposed"] == 1
    with pytest.raises(Invalid):
        await propose(world, olga, "answering  Tenders", "t-2")
    waits = await world.store.read(ideas.listed, olga, world.company, world.now, 1)
    said = [(line.work, line.author, line.clock and line.clock.days) for line in waits.lines]
    assert said == [("Answering tenders", "Paul Proposer", 10)]
    eve = await world.meet("Eve Other")
    with pytest.raises(NotFound):
        await world.store.read(ideas.show, eve, made.idea, world.company, world.now)
    assert (await world.store.read(ideas.listed, eve, world.company, world.now, 1)).lines == ()
    with pytest.raises(NotYours):
        await answer(world, paul, made.idea, Reply.ACCEPTED)


@pytest.mark.parametrize(
    ("reply", "state"), [(Reply.ACCEPTED, State.IDEA), (Reply.MERGED, State.MERGED), (Reply.REJECTED, State.REJECTED)]
)
async def test_each_answer_is_kept_once_and_its_author_hears_it(
    world: World, dana: Actor, paul: Actor, olga: Actor, reply: Reply, state: State
) -> None:
    await world.initiative(dana, "Proposal drafting")
    made = await propose(world, paul)
    said = {Reply.ACCEPTED: {}, Reply.MERGED: {"into": "proposal"}, Reply.REJECTED: {"reason": WHY}}[reply]
    if reply is Reply.REJECTED:
        with pytest.raises(Invalid):
            await answer(world, olga, made.idea, reply, reason="Not now.")
    if reply is Reply.MERGED:
        with pytest.raises(Invalid):
            await answer(world, olga, made.idea, reply, into="nothing like this")
    for _ in range(2):
        shown = await answer(world, olga, made.idea, reply, **said)
        assert (shown.answer, shown.clock, shown.may_answer, shown.just) == (reply, None, False, reply.value)
    world.company.roles[object_id("Omar Office")] = frozenset({Role.PROGRAMME_OFFICE})  # type: ignore[index]
    theirs = await answer(world, await world.meet("Omar Office"), made.idea, reply, **said)
    assert theirs.just is None, "it was no answer of theirs"
    other = Reply.ACCEPTED if reply is not Reply.ACCEPTED else Reply.REJECTED
    with pytest.raises(Conflict):
        await answer(world, olga, made.idea, other, reason=WHY)
    assert (await world.store.read(opportunities.get, made.idea)).state is state
    assert (await world.noted())["teams:idea:answered"] == 1
    told = [one.view for one in await world.deliver() if one.kind is Kind.IDEA_ANSWERED]
    assert [(view.answer, view.reason, view.into) for view in told] == [
        (reply, said.get("reason", ""), "Proposal drafting" if reply is Reply.MERGED else None)
    ]
    assert BOTHERS not in str(await world.ledger()) and WHY not in str(await world.ledger())


async def test_the_author_hears_it_only_once_somebody_has_released_them(world: World, olga: Actor) -> None:
    eve = await world.meet("Eve Other")
    await world.install(eve, release=False)
    made = await propose(world, eve)
    await answer(world, olga, made.idea, Reply.ACCEPTED)
    assert await world.deliver() == []
    assert (await world.row(f"idea:{made.idea}:accepted")).hold_reason == "shadow"


async def test_eight_working_days_remind_the_office_once_and_after_ten_the_digest_says_it(
    world: World, paul: Actor, olga: Actor
) -> None:
    await propose(world, paul)
    await propose(world, paul, "Sorting letters", "t-2")
    late = await propose(world, paul, "Checking expenses", "t-3")
    await answer(world, olga, late.idea, Reply.ACCEPTED)
    days = await world.walk(START.date() + timedelta(days=14))
    waits = {day: keys for day, keys in days.items() if any(key.startswith("ideas:") for key in keys)}
    assert waits == {date(2026, 9, 11): [f"ideas:2026-09-07:{olga.number}"]}, "one message for both, to nobody else"
    assert (await world.store.read(digests.build, "2026-08", world.company, world.now)).ideas_late == 0
    world.pass_(days=1)
    assert (await world.store.read(digests.build, "2026-08", world.company, world.now)).ideas_late == 2


async def test_ideas_that_come_day_after_day_remind_the_office_once_a_week(world: World, paul: Actor, olga: Actor) -> None:
    world.pass_(days=-1)   # a Monday
    for number in range(3):
        await propose(world, paul, f"Letters {number}", f"t-{number}")
        world.pass_(days=1)
    days = await world.walk(START.date() + timedelta(days=13))
    waits = [(day, key) for day, keys in days.items() for key in keys if key.startswith("ideas:")]
    assert waits == [
        (date(2026, 9, 10), f"ideas:2026-09-07:{olga.number}"), (date(2026, 9, 14), f"ideas:2026-09-14:{olga.number}"),
    ]  # fmt: skip


def without_pages(tx: Tx) -> int:
    """Give the reminders that are held the shape of before there were pages; how many there are."""
    held = tx.execute(outbox.select().where(outbox.c.kind == Kind.IDEAS_WAITING.value, outbox.c.state == "held")).all()
    for row in held:
        view = json.loads(row.view)
        view["of"] = {key: said for key, said in view["of"].items() if key not in ("page", "pages", "total")} | {"more": 0}
        tx.execute(outbox.update().where(outbox.c.id == row.id).values(view=json.dumps(view)))
    return len(held)


async def test_a_reminder_that_was_held_says_what_waits_when_it_is_sent_and_is_dropped_where_nothing_has_waited_long(
    world: World, paul: Actor
) -> None:
    olga = await world.meet("Olga Office")
    await world.install(olga, release=False)
    first = await propose(world, paul)
    world.pass_(days=7)
    second = await propose(world, paul, "Sorting letters", "t-2")
    await world.walk(START.date() + timedelta(days=13))
    await answer(world, olga, first.idea, Reply.REJECTED, reason=WHY)
    assert await world.store.write(without_pages) == 1, "as it was held before lists had pages"
    await world.install(olga)
    assert not [one for one in await world.deliver() if one.kind is Kind.IDEAS_WAITING], "the other waits since a week"
    await world.walk(START.date() + timedelta(days=20))
    (told,) = [one.view for one in world.sent if one.kind is Kind.IDEAS_WAITING]
    assert [line.idea for line in told.lines] == [second.idea]


async def test_where_an_audit_is_under_way_its_card_says_after_five_days_what_waits_and_nobody_is_reminded(
    world: World, dana: Actor, paul: Actor, olga: Actor
) -> None:
    await world.initiative(dana)
    await world.store.write(audit_cards.quarter, "2026Q3", world.company, world.now)
    await world.deliver()
    await propose(world, paul)
    days = await world.walk(START.date() + timedelta(days=12))
    assert not [key for keys in days.values() for key in keys if key.startswith("ideas:")]
    cards = [one.view for one in world.sent if isinstance(one.view, AuditCard)]
    assert [(view.ideas, view.oldest_idea) for view in cards[:2]] == [(0, None), (1, START.date())]


async def test_working_on_the_register_answers_an_idea_and_what_becomes_of_it_later_is_told_as_well(
    world: World, paul: Actor, olga: Actor
) -> None:
    made, other = await propose(world, paul), await propose(world, paul, "Sorting letters", "t-2")
    await answer(world, olga, made.idea, Reply.ACCEPTED)
    for idea, into in ((made.idea, None), (other.idea, "Checking")):
        if into:
            await propose(world, olga, "Checking expenses", "t-3")
        kept = await world.store.read(opportunities.get, idea)
        command = SettleOpportunity(opportunity=idea, into=into, reason=WHY, revision=kept.revision)
        await world.store.write(register.settle, olga, command, world.now)
    told = [(one.view.work, one.view.answer, one.view.into) for one in await world.deliver()]
    assert told == [
        ("Answering tenders", Reply.ACCEPTED, None), ("Answering tenders", Reply.REJECTED, None),
        ("Sorting letters", Reply.MERGED, "Checking expenses"),
    ]
    assert (await world.store.read(ideas.listed, paul, world.company, world.now, 1)).waiting == 0
    assert (await world.noted())["teams:idea:answered"] == 1, "the others are their own change's entry"


async def test_ideas_come_eight_a_page_and_the_counts_are_of_all(world: World, paul: Actor, olga: Actor) -> None:
    for number in range(9):
        await propose(world, paul, f"Sorting letters of branch {number}", f"t-{number}")
        world.pass_(minutes=1)
    world.pass_(days=30)
    for look, who, last in ((ideas.listed, olga, 8), (ideas.own, paul, 0)):
        first, second = [await world.store.read(look, who, world.company, world.now, page) for page in (1, 99)]
        assert (len(first.lines), second.page, second.pages) == (8, 2, 2)
        assert [line.work for line in second.lines] == [f"Sorting letters of branch {last}"]
        assert (second.total, second.waiting, second.late) == (9, 9, 9)


async def test_a_promotion_is_told(world: World, paul: Actor, olga: Actor) -> None:
    made = await propose(world, paul)

    def promote(tx: Tx) -> None:
        one = opportunities.get(tx, made.idea)
        assert one is not None
        ideas.promoted(tx, olga, one, world.now)

    await world.store.write(promote)
    assert [one.view.answer for one in await world.deliver()] == [None]
    assert (await world.store.read(ideas.listed, olga, world.company, world.now, 1)).waiting == 0


async def test_an_initiative_of_the_very_name_is_said_before_and_to_whoever_answers(
    world: World, dana: Actor, paul: Actor, olga: Actor
) -> None:
    used = world.now.date() + timedelta(days=9)
    one = await world.initiative(dana, "Proposal drafting", first_use=used)
    seen = await world.store.read(ideas.form, paul, {"work": "proposal Drafting"}, "t-1", world.now.date())
    assert [(like.name, like.initiative) for like in seen.similar] == [("Proposal drafting", None)], "its name, no more"
    for days, stage in ((-1, Stage.REGISTERED), (0, Stage.PILOTING)):
        today = used + timedelta(days=days)
        added = await world.store.read(opportunity_forms.blank, olga, "t-2", today, "Proposal drafting")
        assert [(like.initiative, like.stage) for like in added.similar] == [(one, stage)], "as it stands on that day"
    made = await propose(world, paul, "Proposal drafting")
    shown = await world.store.read(ideas.show, olga, made.idea, world.company, world.now)
    assert [like.initiative for like in shown.similar] == [one]
    again = await propose(world, paul, "Drafting of proposals", "t-3")
    merged = await answer(world, olga, again.idea, Reply.MERGED, into="proposal drafting")
    assert merged.initiative == one, "of two of one name what is under way"


async def test_the_register_says_which_initiative_an_idea_went_into(
    world: World, dana: Actor, paul: Actor, olga: Actor
) -> None:
    one = await world.initiative(dana, "Proposal drafting")
    made = await propose(world, paul)
    await answer(world, olga, made.idea, Reply.MERGED, into="proposal")
    seen = await world.store.read(register.show, olga, made.idea, world.now)
    assert (seen.into_name, seen.initiative) == ("Proposal drafting", one)
    author = await world.store.read(register.show, paul, made.idea, world.now)
    assert (author.into_name, author.initiative) == ("Proposal drafting", None)


async def test_two_that_are_merged_into_each_other_at_once_are_not_both_gone(world: World, paul: Actor, olga: Actor) -> None:
    both = [await propose(world, paul, work, work) for work in ("Answering tenders", "Sorting letters")]
    first, second = both
    by_register = SettleOpportunity(opportunity=first.idea, into=second.work, reason=WHY, revision=1)
    by_answer = AnswerIdea(idea=second.idea, answer=Reply.MERGED, into=first.work, reason="")
    await asyncio.gather(
        world.store.write(register.settle, olga, by_register, world.now),
        world.store.write(ideas.answer, olga, by_answer, world.company, world.now),
        return_exceptions=True,
    )
    assert len(await world.store.read(opportunities.still_open)) == 1


async def test_what_was_proposed_again_is_found_by_its_name(world: World, paul: Actor, olga: Actor) -> None:
    for number in (1, 2):
        made = await propose(world, paul, token=f"t-{number}")
        await answer(world, olga, made.idea, Reply.REJECTED, reason=WHY)
        world.now += timedelta(hours=1)
    for who in (paul, olga):
        found = await world.store.read(register.find, who, "answering tenders", world.now)
        assert found.opportunity == made.idea, "the newest"
    again = await propose(world, paul, token="t-3")
    assert (await world.store.read(register.find, paul, "tenders", world.now)).opportunity == again.idea


async def test_what_an_author_wrote_goes_with_them(world: World, paul: Actor, olga: Actor) -> None:
    made = await propose(world, paul)
    await world.store.write(erasing.erase, "Paul Proposer", world.now, really=True)
    left = await everywhere(world.store)
    assert BOTHERS not in left and "The bid desk" not in left
    shown = await world.store.read(ideas.show, olga, made.idea, world.company, world.now)
    assert (shown.author, shown.who, shown.work) == (None, "", "Answering tenders")
    await answer(world, olga, made.idea, Reply.ACCEPTED)
    assert await world.deliver() == [], "there is nobody to tell"

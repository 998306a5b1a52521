"""Interviews: asked and reminded once, consent that is taken back, one ledger entry for each change (E1, R14, R20)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions import assessments, current_states, discover_cards, following, interview_answers, interviews
from portfolio.discover.interviews import (
    AnswerInterview,
    AskInterview,
    Interview,
    InterviewState,
    NotePain,
    Standpoint,
    Topic,
)
from portfolio.discover.workflows import Workflow
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.ledger import verify
from portfolio.views.interviews import InterviewForm, InterviewReceipt, OwnInterviews
from store import Tx, ledger, outbox, workflows
from store import interviews as stored
from tests.actions.book import Book
from tests.actions.interviewing import COPIED, PAIN, RFP, SLOW, answered, asked, rfp
from tests.actions.test_ledger_entries import _public
from tests.actions.world import START, World

USE_CASES = (assessments, current_states, interviews, interview_answers, following, discover_cards)
ONE_ENTRY = {
    "interviews.ask", "interviews.answer", "interviews.decline", "interviews.withdraw", "interview_answers.note_pain",
    "interview_answers.drop_pain",
}
NO_ENTRY = {"interviews.remind", "discover_cards.refresh", "following.follow"}     # messages, and no change
READS = {
    "interviews.form", "interviews.about", "interviews.current", "interviews.mine", "interviews.show",
    "interviews.still_asked", "interview_answers.desk", "interview_answers.topic", "interview_answers.pain_lines",
    "interview_answers.quoted",
    "assessments.whole", "current_states.called", "current_states.show", "current_states.whole", "following.followed",
    "discover_cards.called",
}


def test_every_use_case_says_whether_it_writes_an_entry() -> None:
    assert {name for module in USE_CASES for name in _public(module)} == ONE_ENTRY | NO_ENTRY | READS


async def test_each_change_writes_one_entry_and_no_word_of_it(world: World) -> None:
    book, workflow = Book(world), await rfp(world)
    olga, dana, eve = [await world.meet(name) for name in ("Olga Office", "Dana Whitfield", "Eve Other")]
    command = AskInterview(workflow=workflow, person="Dana Whitfield", standpoint=Standpoint.DOER)
    await book.refused(interviews.ask, dana, command, world.now)
    await book.once(interviews.ask, olga, command, world.now)
    (one,) = await world.store.read(stored.of_person, dana.number)
    say = AnswerInterview(interview=one.id, said={Topic.SLOW: SLOW}, quotable=True, sent=False, revision=1)
    await book.refused(interviews.answer, eve, say, world.now)
    await book.once(interviews.answer, dana, say, world.now)
    send = AnswerInterview(interview=one.id, said={Topic.SLOW: SLOW}, quotable=True, sent=True, revision=2)
    await book.once(interviews.answer, dana, send, world.now)
    await book.refused(interviews.answer, dana, say, world.now)
    pain = NotePain(workflow=workflow, topic=Topic.SLOW, text=PAIN)
    await book.refused(interview_answers.note_pain, dana, pain, world.now)
    desk = await book.once(interview_answers.note_pain, olga, pain, world.now)
    await book.once(interview_answers.drop_pain, olga, workflow, desk.pains[0].id, world.now)
    await book.once(interviews.withdraw, dana, one.id, world.now)
    await book.refused(interviews.answer, dana, send, world.now)
    lines = await world.store.read(lambda tx: list(ledger.export(tx)))
    assert verify(lines).problem is None
    assert not any(word in line for line in lines for word in ("ocelot", "Prices", "RFP", "Dana"))


async def test_whoever_was_asked_often_turns_the_pages_of_what_they_were_asked(world: World) -> None:
    olga, dana = await world.meet("Olga Office"), await world.meet("Dana Whitfield")

    def put(tx: Tx) -> None:
        for at in range(interviews.PAGE + 2):
            workflow, id = f"w-{at}", f"n-{at}"
            workflows.insert(tx, replace(RFP, id=workflow, name=f"Workflow {at}"), workflow)
            stored.add(tx, Interview(
                id=id, workflow=workflow, person=dana.number, standpoint=Standpoint.DOER, state=InterviewState.ASKED,
                quotable=False, asked_by=olga.number, asked_at=world.now + timedelta(days=at), answered_at=None, revision=1,
            ))

    await world.store.write(put)
    pages = [await world.store.read(interviews.mine, dana, page) for page in (1, 2, 9)]
    assert all(isinstance(page, OwnInterviews) for page in pages)
    assert [[line.interview for line in page.lines] for page in pages[:2]] == [  # type: ignore[union-attr]
        [f"n-{at}" for at in range(13, 1, -1)], ["n-1", "n-0"],
    ]
    assert pages[1] == pages[2]


async def test_nobody_is_asked_twice_whatever_came_of_it(world: World) -> None:
    await rfp(world)
    dana, id = await asked(world)
    await world.store.write(interviews.decline, dana, id, world.now)
    with pytest.raises(Invalid, match="invalid") as refused:
        await asked(world)
    assert [one.code for one in refused.value.problems] == ["interviewed_before"]


async def test_one_card_one_reminder_after_three_working_days_and_then_silence(world: World) -> None:
    await rfp(world)
    await asked(world)
    sent = await world.walk(START.date() + timedelta(days=30))
    mine = {day: [key.rpartition(":")[2] for key in keys if key.startswith("interview:")] for day, keys in sent.items()}
    days = sorted((day - START.date()).days for day, keys in mine.items() if keys)
    assert days == [1, 6]   # Wednesday; Monday, three working days later


async def test_an_answer_before_the_reminder_is_the_end_of_it_and_the_first_card_says_so(world: World) -> None:
    await rfp(world)
    dana, id = await asked(world)
    await world.morning(START.date() + timedelta(days=1))
    await answered(world, dana, id)
    await world.walk(START.date() + timedelta(days=14))
    shown = [parcel.view for parcel in world.sent if parcel.key.startswith("interview:")]
    assert [type(view) for view in shown] == [InterviewForm, InterviewReceipt]


async def test_what_is_saved_comes_back_with_the_reminder_and_is_read_by_nobody_else(world: World) -> None:
    workflow = await rfp(world)
    dana, id = await asked(world)
    await world.morning(START.date() + timedelta(days=1))
    await answered(world, dana, id, sent=False)
    olga = await world.meet("Olga Office")
    desk = await world.store.read(interview_answers.desk, olga, workflow)
    assert not any(count for _, count in desk.topics)
    assert not (await world.store.read(interview_answers.topic, olga, workflow, Topic.SLOW)).heard
    await world.walk(START.date() + timedelta(days=8))
    last = world.sent[-1].view
    assert isinstance(last, InterviewForm) and last.values["slow"] == SLOW
    rows = await world.store.read(lambda tx: [outbox.find(tx, key) for key in (f"interview:{id}", f"interview:{id}:again")])
    assert all(row is not None and "ocelot" not in row.view for row in rows)


async def test_the_monthly_cap_holds_an_interview_back(world: World) -> None:
    workflow = await rfp(world)
    for name in ("Second", "Third"):
        await world.store.write(workflows.insert, Workflow(
            id=f"w-{name.lower()}", name=name, system_of_record=None, actors=(), owner_role=None, volume_per_month=None,
            volume_source=None, volume_provenance=None, registered_by=None, registered_at=START, revision=1,
        ), name)
    olga, dana = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    await world.install(dana)
    for about in (workflow, "w-second", "w-third"):
        command = AskInterview(workflow=about, person="Dana Whitfield", standpoint=Standpoint.DOER)
        await world.store.write(interviews.ask, olga, command, world.now)
    sent = await world.walk(START.date() + timedelta(days=29))
    assert sum(len(keys) for keys in sent.values()) == 2   # reminders included


async def test_an_old_card_does_not_overwrite_what_was_said_on_another(world: World) -> None:
    await rfp(world)
    dana, id = await asked(world)
    await answered(world, dana, id)
    late = AnswerInterview(interview=id, said={Topic.CHANGE: "None"}, quotable=True, sent=True, revision=1)
    with pytest.raises(Conflict, match="changed_since"):
        await world.store.write(interviews.answer, dana, late, world.now)
    kept = await world.store.read(stored.said, [id])
    assert kept[id] == {Topic.SLOW: SLOW, Topic.COPIED: COPIED}


async def test_only_the_office_reads_and_only_the_one_who_was_asked_answers(world: World) -> None:
    workflow = await rfp(world)
    dana, id = await asked(world)
    await answered(world, dana, id)
    lea = await world.meet("Lea Leader")
    for reads in ((interview_answers.desk, workflow), (interview_answers.topic, workflow, Topic.SLOW)):
        with pytest.raises(NotYours, match="role_needed"):
            await world.store.read(reads[0], lea, *reads[1:])  # type: ignore[arg-type]
    for touches in (interviews.withdraw, interviews.decline):
        with pytest.raises(NotFound):
            await world.store.write(touches, lea, id, world.now)
    with pytest.raises(Refused, match="interview_sent"):
        await world.store.write(interviews.decline, dana, id, world.now)

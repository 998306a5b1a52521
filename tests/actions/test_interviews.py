"""Interviews: asked and reminded once, consent that is taken back, one ledger entry for each change (E1, R14, R20)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from actions import (
    assessments,
    current_states,
    discover_cards,
    erasing,
    following,
    interview_answers,
    interviews,
    watching,
)
from actions.map_files import MAP_FILES
from actions.outgoing import Card
from portfolio.discover.commands import KeepStep
from portfolio.discover.interviews import (
    AnswerInterview,
    AskInterview,
    Interview,
    InterviewState,
    NotePain,
    Standpoint,
    Topic,
    repeats,
)
from portfolio.discover.workflows import Workflow
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.ledger import verify
from portfolio.metrics import Provenance
from portfolio.people import Actor
from portfolio.views.current_state import CurrentState
from portfolio.views.interviews import InterviewForm, InterviewReceipt, InterviewTopic, OwnInterviews
from reports.current_state import page
from store import Tx, ledger, outbox, workflows
from store import interviews as stored
from tests.actions.book import Book
from tests.actions.discovering import limit, step
from tests.actions.test_erasing import everywhere
from tests.actions.test_ledger_entries import _public
from tests.actions.world import START, World, object_id

SLOW, COPIED = "The ocelot keeps the prices in a drawer upstairs", "Every reference goes from the walrus into the narwhal"
PAIN = "Prices come late"
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


RFP = Workflow(
    id="w-rfpanswers", name="RFP answers", system_of_record="PSA", actors=("Consultant",), owner_role="Head of Sales",
    volume_per_month=Decimal(14), volume_source="PSA report", volume_provenance=Provenance.EXTRACT, registered_by=None,
    registered_at=START, revision=1,
)


async def rfp(world: World) -> str:
    """A workflow."""
    await world.store.write(workflows.insert, RFP, RFP.id)
    return RFP.id


async def asked(world: World, name: str = "Dana Whitfield", standpoint: Standpoint = Standpoint.DOER) -> tuple[Actor, str]:
    """Somebody with the app, who was asked."""
    olga, person = await world.meet("Olga Office"), await world.meet(name)
    await world.install(person)
    command = AskInterview(workflow="w-rfpanswers", person=object_id(name), standpoint=standpoint)
    await world.store.write(interviews.ask, olga, command, world.now)
    (one,) = await world.store.read(stored.of_person, person.number)
    return person, one.id


async def answered(world: World, person: Actor, id: str, *, quotable: bool = True, sent: bool = True) -> InterviewReceipt:
    revision = (await world.store.read(interviews.show, person, id)).revision
    command = AnswerInterview(
        interview=id, said={Topic.SLOW: SLOW, Topic.COPIED: COPIED}, quotable=quotable, sent=sent, revision=revision
    )
    view = await world.store.write(interviews.answer, person, command, world.now)
    assert isinstance(view, InterviewReceipt if sent else InterviewForm)
    return view  # type: ignore[return-value]


async def noted(world: World, topic: Topic = Topic.SLOW) -> None:
    olga = await world.meet("Olga Office")
    await world.store.write(
        interview_answers.note_pain, olga, NotePain(workflow="w-rfpanswers", topic=topic, text=PAIN), world.now
    )


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


async def test_taking_it_back_deletes_the_words_the_pain_and_what_the_office_reads(world: World) -> None:
    workflow = await rfp(world)
    dana, id = await asked(world)
    await answered(world, dana, id)
    await noted(world)
    olga = await world.meet("Olga Office")
    shown = await world.store.read(interview_answers.topic, olga, workflow, Topic.SLOW)
    assert [one.text for one in shown.heard] == [SLOW]
    card = Card(activity_id="a-1", conversation_id="c")
    await world.store.write(following.follow, olga.number, card, shown, world.now)
    await world.install(olga)

    await world.store.write(interviews.withdraw, dana, id, world.now)

    text = await everywhere(world.store)
    assert not any(word in text for word in ("ocelot", "walrus", PAIN))
    await world.morning(START.date() + timedelta(days=1))
    (told,) = [parcel.view for parcel in world.sent if parcel.key.startswith("card:")]
    assert isinstance(told, InterviewTopic) and not told.heard
    assert (await world.store.read(interview_answers.desk, olga, workflow)).pains == ()


async def test_a_pain_that_another_stands_behind_stays_with_one_voice_less(world: World) -> None:
    workflow = await rfp(world)
    dana, one = await asked(world)
    omar, two = await asked(world, "Omar Haddad", Standpoint.MANAGER)
    await answered(world, dana, one)
    await answered(world, omar, two, quotable=False)
    await noted(world)
    olga = await world.meet("Olga Office")
    (pain,) = (await world.store.read(interview_answers.desk, olga, workflow)).pains
    assert pain.heard == (Standpoint.DOER, Standpoint.MANAGER)
    await world.store.write(interviews.withdraw, dana, one, world.now)
    (pain,) = (await world.store.read(interview_answers.desk, olga, workflow)).pains
    assert (pain.text, pain.heard) == (PAIN, (Standpoint.MANAGER,))


async def test_quotes_that_are_taken_back_leave_a_card_of_somebody_in_shadow_mode_too(world: World) -> None:
    workflow = await rfp(world)
    dana, id = await asked(world)
    await answered(world, dana, id)
    lea = await world.meet("Lea Leader")
    await world.install(lea, release=False)
    shown = await world.store.read(current_states.show, lea, workflow, world.now)
    assert shown.quotes
    await world.store.write(following.follow, lea.number, Card(activity_id="a-1", conversation_id="c"), shown, world.now)
    await world.store.write(interviews.withdraw, dana, id, world.now)
    await world.deliver()
    (told,) = [parcel.view for parcel in world.sent if parcel.key.startswith("card:")]
    assert isinstance(told, CurrentState) and not told.quotes


async def test_an_answer_that_is_taken_out_carries_no_pain_any_more(world: World) -> None:
    workflow = await rfp(world)
    dana, one = await asked(world)
    omar, two = await asked(world, "Omar Haddad", Standpoint.MANAGER)
    await answered(world, dana, one)
    await answered(world, omar, two)
    await noted(world)
    olga = await world.meet("Olga Office")
    for who, id, left in ((dana, one, (Standpoint.MANAGER,)), (omar, two, ())):
        less = AnswerInterview(interview=id, said={Topic.COPIED: COPIED}, quotable=True, sent=True, revision=2)
        await world.store.write(interviews.answer, who, less, world.now)
        pains = (await world.store.read(interview_answers.desk, olga, workflow)).pains
        assert tuple(heard for pain in pains for heard in pain.heard) == left
    assert PAIN not in await everywhere(world.store)


async def test_erasing_a_person_takes_their_answers_and_whoever_wrote_a_pain_takes_its_words(world: World) -> None:
    workflow = await rfp(world)
    dana, id = await asked(world)
    omar, other = await asked(world, "Omar Haddad")
    await answered(world, dana, id)
    await answered(world, omar, other)
    await noted(world)
    seen = await world.store.read(lambda tx: _look(tx, world))
    done = await world.store.write(lambda tx: erasing.erase(tx, object_id("Dana Whitfield"), world.now, really=True))
    assert seen.texts == done.texts == 2
    olga = await world.meet("Olga Office")
    assert len((await world.store.read(interview_answers.topic, olga, workflow, Topic.SLOW)).heard) == 1
    await world.store.write(lambda tx: erasing.erase(tx, object_id("Olga Office"), world.now, really=True))
    assert PAIN not in await everywhere(world.store)
    assert await world.store.read(interview_answers.pain_lines, workflow) == ()


def _look(tx: Tx, world: World) -> erasing.Erasing:
    return erasing.erase(tx, object_id("Dana Whitfield"), world.now, really=False)


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


async def test_the_words_of_an_answer_do_not_become_a_pain(world: World) -> None:
    await rfp(world)
    dana, id = await asked(world)
    await answered(world, dana, id)
    olga = await world.meet("Olga Office")
    taken = NotePain(workflow="w-rfpanswers", topic=Topic.COPIED, text="They say the Ocelot  keeps the prices in a drawer")
    with pytest.raises(Invalid) as refused:
        await world.store.write(interview_answers.note_pain, olga, taken, world.now)
    assert [one.code for one in refused.value.problems] == ["repeats_an_answer"]


async def test_the_words_of_an_answer_do_not_become_a_constraint_or_what_was_seen(world: World) -> None:
    workflow = await rfp(world)
    dana, id = await asked(world)
    await answered(world, dana, id)
    olga = await world.meet("Olga Office")
    one = await world.initiative(dana)
    await world.store.write(workflows.attach, one, workflow, olga.number, world.now)
    for said in ({"text": SLOW}, {"source": COPIED}):
        with pytest.raises(Invalid) as refused:
            await limit(world, olga, one, **said)
        assert [(wrong.field, wrong.code) for wrong in refused.value.problems] == [(*said, "repeats_an_answer")]
    begun = await world.store.write(watching.begin, olga, workflow, world.now)
    seen = KeepStep(watch=begun.watch, revision=begun.revision, index=None, step=step("Price", pain=SLOW))
    with pytest.raises(Invalid) as refused:
        await world.store.write(watching.keep_step, olga, seen, world.now)
    assert [wrong.code for wrong in refused.value.problems] == ["repeats_an_answer"]


def test_a_turn_of_phrase_is_nobodys_words_and_a_sentence_is() -> None:
    assert not repeats("The prices come late", [SLOW])
    assert repeats(f"Somebody said: {SLOW.upper()}.", [SLOW])


async def test_a_page_made_after_a_quote_was_taken_back_is_one_of_a_map_that_never_had_it(world: World) -> None:
    workflow, olga = await rfp(world), await world.meet("Olga Office")
    dana, id = await asked(world)
    empty = await world.store.read(current_states.show, olga, workflow, world.now)
    await answered(world, dana, id)
    quoted = await world.store.read(current_states.show, olga, workflow, world.now)
    assert {quote.text for quote in quoted.quotes} == {SLOW, COPIED}
    before = await world.store.read(MAP_FILES["map_pdf"], olga, {"workflow": workflow}, world.now)
    await world.store.write(interviews.withdraw, dana, id, world.now)
    assert await world.store.read(current_states.show, olga, workflow, world.now) == empty
    after = await world.store.read(MAP_FILES["map_pdf"], olga, {"workflow": workflow}, world.now)
    assert before.write() != after.write() == page(empty, olga.language, int(world.now.timestamp()))
    with pytest.raises(NotFound):
        await world.store.read(MAP_FILES["map_pdf"], dana, {"workflow": workflow}, world.now)

"""What somebody said in an interview: taken back, erased, and nobody else's to write down (E1)."""

from datetime import timedelta

import pytest

from actions import current_states, erasing, following, interview_answers, interviews, watching
from actions.map_files import MAP_FILES
from actions.outgoing import Card
from portfolio.discover.commands import KeepStep
from portfolio.discover.interviews import AnswerInterview, NotePain, Standpoint, Topic, repeats
from portfolio.errors import Invalid, NotFound
from portfolio.views.current_state import CurrentState
from portfolio.views.interviews import InterviewTopic
from reports.current_state import page
from store import Tx, workflows
from tests.actions.discovering import limit, step
from tests.actions.interviewing import COPIED, PAIN, SLOW, answered, asked, noted, rfp
from tests.actions.test_erasing import everywhere
from tests.actions.world import START, World, object_id


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

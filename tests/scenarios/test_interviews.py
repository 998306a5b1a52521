"""Interviews from asking to taking back, over HTTP: what was said leaves the chats it was shown in."""

from datetime import UTC, datetime

from portfolio.discover.workflows import Workflow
from store import workflows
from tests.scenarios.scene import DANA, OLGA, PAUL, RITA, Scene
from tests.scenarios.test_leaving import asked

SAID = "Prices sit in a system that only two people may open"


async def workflow(scene: Scene, name: str = "RFP answers") -> None:
    one = Workflow(
        id=f"w-{name.replace(' ', '').lower()}", name=name, system_of_record=None, actors=(), owner_role=None,
        volume_per_month=None, volume_source=None, volume_provenance=None, registered_by=None,
        registered_at=datetime(2026, 9, 1, tzinfo=UTC), revision=1,
    )
    await scene.store.write(workflows.insert, one, one.id)


async def test_somebody_is_asked_answers_and_takes_it_back(scene: Scene) -> None:
    await workflow(scene)
    olga, dana = await scene.met(OLGA, DANA)
    form = await olga.says("interview RFP answers")
    refused = await form.press("Ask them", person=DANA.object_id)
    assert "Not saved" in refused.words and refused.typed["person"] == DANA.object_id
    told = await refused.press("Ask them", person=DANA.object_id, standpoint="doer")
    assert "Dana Whitfield is asked about RFP answers" in told.words
    await scene.work()

    card = dana.newest
    assert "Think of the last case you worked on" in card.words and card.typed["quote"] == "no"
    again = await card.press("Send my answers")
    assert "Answer at least one question" in again.words
    saved = await again.press("Save, finish later", slow=SAID)
    assert "Nobody else reads it until you send it." in saved.words and saved.typed["slow"] == SAID
    sent = await saved.press("Send my answers", slow=SAID, quote="yes")
    assert "You answered 1 question." in sent.words and SAID not in sent.words
    await scene.work()
    assert "You answered 1 question." in dana.newest.words     # on every other device as well

    desk = await olga.says("interview RFP answers")
    topic = await desk.press("Read: What slows the work")
    assert SAID in topic.words
    mine = await dana.says("interview")
    gone = await mine.press("Take everything back")
    assert "is deleted" in gone.words
    await scene.work()
    assert not any(SAID in shown.words for shown in olga.about("What slows the work"))
    over = await mine.press("Look or change")
    assert "This interview is over" in over.words


async def test_three_interviews_give_a_map_with_sources_and_a_withdrawn_one_leaves_it(scene: Scene) -> None:
    await workflow(scene)
    olga, *others = await scene.met(OLGA, DANA, PAUL, RITA)
    for chat, standpoint in zip(others, ("doer", "manager", "guardian"), strict=True):
        form = await olga.says("interview RFP answers")
        form = form if "Ask them" in form.titles else await form.press("Ask somebody")
        await form.press("Ask them", person=chat.person.object_id, standpoint=standpoint)
    await scene.work()
    said = {"doer": SAID, "manager": "Everything waits for Legal", "guardian": "Client names stay in the tenant"}
    for chat, (standpoint, words) in zip(others, said.items(), strict=True):
        await chat.newest.press("Send my answers", slow=words, quote="no" if standpoint == "manager" else "yes")
    await scene.work()

    shown = await olga.says("map RFP answers")
    assert SAID in shown.words and said["guardian"] in shown.words and said["manager"] not in shown.words
    assert "[A] 3 interviews" in shown.words and "Person who does the work" in shown.words
    assert not any(chat.person.name in shown.words for chat in others)
    desk = await (await olga.says("map RFP answers")).press("Interviews")
    assert "3 answers" in desk.words
    limit = await (await desk.press("Read: What slows the work")).press("It is a constraint")
    assert limit.typed["hits"] == "w-rfpanswers" and limit.typed["source"].startswith("Interviews: Manager of the work")
    taken = await limit.press("Add it", kind="data", text=said["guardian"], owner=RITA.object_id)
    assert "takes over somebody's words" in taken.words
    kept = await taken.press("Add it", kind="data", text="No name of a client in a prompt", owner=RITA.object_id)
    assert "Added to the register." in kept.words

    await (await others[0].says("interview")).press("Take everything back")
    await scene.work()
    now = next(card for card in olga.about("Current state") if card.message == shown.message)
    assert SAID not in now.words and said["guardian"] in now.words and "[A] 2 interviews" in now.words
    assert "No name of a client in a prompt" in now.words
    assert "Current-state-2026-09-01.pdf is offered" in await asked(now, "PDF: This page as a file")


async def test_what_comes_in_leaves_an_open_form_alone_and_only_words_taken_back_do_not(scene: Scene) -> None:
    await workflow(scene)
    olga, dana, paul = await scene.met(OLGA, DANA, PAUL)
    for chat in (dana, paul):
        form = await olga.says("interview RFP answers")
        form = form if "Ask them" in form.titles else await form.press("Ask somebody")
        await form.press("Ask them", person=chat.person.object_id, standpoint="doer")
    await scene.work()
    await dana.newest.press("Send my answers", slow=SAID, quote="yes")

    shown = await olga.says("map RFP answers")
    topic = await (await shown.press("Interviews")).press("Read: What slows the work")
    form = await topic.press("It is a constraint")
    assert "Add it" in form.titles and form.message == shown.message
    await paul.newest.press("Send my answers", slow="Everything waits for Legal")
    other = await (await olga.says("interview RFP answers")).press("Read: What slows the work")
    await other.press("Put it on the map", text="Approvals take too long")
    await scene.work()
    assert revision(scene, shown.message) == 0, "a form that somebody types into is not drawn over"
    await (await dana.says("interview")).press("Take everything back")
    await scene.work()
    assert revision(scene, shown.message) == 1
    assert not any(SAID in card.words for card in olga.about("RFP answers"))


def revision(scene: Scene, message: str) -> int:
    """How often a message in a chat was changed by the bot."""
    return scene.bot.connector.messages[message].revision


async def test_who_was_not_asked_is_told_so_and_nothing_is_asked_aloud(scene: Scene) -> None:
    await workflow(scene)
    paul, olga = await scene.met(PAUL, OLGA)
    assert "Nobody has asked you" in (await paul.says("interview RFP answers")).words
    assert "one-to-one" in (await olga.says_in_channel("interview RFP answers")).words


async def test_who_was_asked_about_several_workflows_finds_each_and_takes_back_the_older_one(scene: Scene) -> None:
    for name in ("RFP answers", "Contract review"):
        await workflow(scene, name)
    olga, dana = await scene.met(OLGA, DANA)
    for name in ("RFP answers", "Contract review"):
        form = await olga.says(f"interview {name}")
        await form.press("Ask them", person=DANA.object_id, standpoint="doer")
        await scene.work()
    await (await (await dana.says("interview")).press("Open: RFP answers")).press("Send my answers", slow=SAID)
    mine = await dana.says("interview")
    assert "You were asked about 2 workflows" in mine.words
    gone = await (await mine.press("Open: RFP answers")).press("Take everything back")
    assert "is deleted" in gone.words
    assert "How does “Contract review” run today?" in (await dana.says("interview")).words

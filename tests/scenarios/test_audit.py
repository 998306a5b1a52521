"""The guided audit: opened by the programme office, its owners asked, four steps, closed as a record."""

import json
from datetime import date

from actions import audits
from portfolio.audits.kept import Check
from store import ledger
from tests.scenarios.scene import OLGA, PAUL, Chat, Scene, Shown
from tests.scenarios.steps import accepted


async def noted(scene: Scene, what: str) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in await scene.store.read(lambda tx: list(ledger.export(tx)))]
    return [line for line in lines if line["action"].startswith("teams:audit:") and line["action"].endswith(what)]


async def test_an_audit_goes_through_its_four_steps_and_ends_in_a_record(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    (olga,) = await scene.met(OLGA)
    card = await olga.says("audit")
    for said in ("Is the list true?", "Step 1 of 4", "1 in flight", "Proposal drafting", "Dana Whitfield answers for it"):
        assert said in card.words
    assert "Since the audit" not in card.words
    assert (await noted(scene, "opened"))[0]["subject"] == "1"

    asked = await card.press("Ask the owners")
    assert "1 owner is asked." in asked.words
    await asked.press("Ask the owners")
    await scene.work()
    (question,) = dana.about("still alive?")
    assert "value" not in next(iter(question.inputs.values())), "a judgement starts empty"
    nothing = await question.press("Send")
    assert "Answer at least one of them." in nothing.words
    (id,) = question.inputs
    thanks = await nothing.press("Send", **{id: "gone"})
    assert "Thank you" in thanks.words
    await scene.work()
    changed = olga.about("Is the list true?")[-1]
    assert "Gone" in changed.words.split("Not confirmed")[1], "the office's card changed by itself"

    step = await olga.about("Is the list true?")[-1].press("Next step")
    assert "What is not written down?" in step.words
    step = await step.press("Next step")
    for said in ("What is missing?", "0 of 1", "The four traits"):
        assert said in step.words
    step = await step.press("Next step")
    assert "What is to be decided, and when?" in step.words
    assert "Next step" not in step.titles
    closed = await step.press("Close the audit")
    kept = await scene.store.read(audits.recorded, 1)
    assert kept.check is Check.SAME
    assert kept.hash in closed.words
    assert (await noted(scene, "closed"))[0]["data"]["hash"] == kept.hash  # type: ignore[index]
    assert json.loads(kept.document)["lines"][0]["answer"] == "gone"
    assert [len(await noted(scene, what)) for what in ("opened", "asked", "answered", "closed")] == [1, 1, 1, 1]

    again = await olga.says("audit")
    assert "Since the audit of 1 Sep 2026" in again.words


async def test_nobody_else_sees_or_closes_an_audit_and_an_owner_answers_for_what_is_theirs(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    olga, paul = await scene.met(OLGA, PAUL)
    assert "Nothing is asked of you" in (await dana.says("audit")).words
    card = await olga.says("audit")
    question = await dana.says("audit")
    assert "Is this initiative still alive?" in question.words
    assert "Nothing is asked of you" in (await paul.says("audit")).words
    (id,) = question.inputs
    theirs = Shown(chat=paul, card=question.card, message=question.message)
    assert "Thank you" not in (await theirs.press("Send", **{id: "gone"})).words
    for title in ("Ask the owners", "Next step"):
        stolen = Shown(chat=paul, card=card.card, message=card.message)
        assert "Proposal drafting" not in (await stolen.press(title)).words
    assert await noted(scene, "answered") == []


async def test_the_calendar_opens_an_audit_in_the_first_week_of_a_quarter_once(scene: Scene) -> None:
    await accepted(scene)
    (olga,) = await scene.met(OLGA)
    scene.at(date(2026, 9, 30))
    await scene.work()
    assert olga.about("Quarterly audit") == []
    scene.at(date(2026, 10, 1), hour=11)
    await scene.work()
    (card,) = olga.about("Is the list true?")
    assert "first week of each quarter" in card.words
    scene.at(date(2026, 10, 5), hour=11)
    await scene.work()
    assert len(olga.about("Is the list true?")) == 1


async def told(scene: Scene, answer: str) -> tuple[Chat, Shown]:
    """Dana's answer about the only initiative, and Olga's card of the audit after it."""
    dana, _ = await accepted(scene)
    (olga,) = await scene.met(OLGA)
    await olga.says("audit")
    question = await dana.says("audit")
    (id,) = question.inputs
    await question.press("Send", **{id: answer})
    scene.pass_(hours=1)
    return dana, await olga.says("audit")


async def test_an_answer_draws_the_step_that_is_shown_and_never_over_a_form(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    (olga,) = await scene.met(OLGA)
    card = await (await olga.says("audit")).press("Next step")
    question = await dana.says("audit")
    (id,) = question.inputs
    await question.press("Send", **{id: "not_mine"})
    await scene.work()
    (drawn,) = [shown for shown in olga.about("What is not written down?") if shown.message == card.message]
    assert revision(scene, drawn) == 1

    form = await (await olga.says("audit")).press("Name a sponsor: Proposal drafting")
    for answer in ("gone", "not_mine"):
        await question.press("Send", **{id: answer})
        await scene.work()
    assert "Ask this person" in form.titles and revision(scene, form) == 0
    back = await olga.says("audit")
    await question.press("Send", **{id: "alive"})
    await scene.work()
    assert (revision(scene, form), revision(scene, back)) == (0, 1), "the audit that is shown again is followed again"


def revision(scene: Scene, shown: Shown) -> int:
    """How often the bot has changed this message."""
    return scene.bot.connector.messages[shown.message].revision


async def test_what_is_gone_is_decided_on_today_by_one_press_of_the_office(scene: Scene) -> None:
    dana, card = await told(scene, "gone")
    card = await card.press("Ask for the decision: Proposal drafting")
    assert "Ask for the decision: Proposal drafting" not in card.titles
    assert "Decision on 1 Sep 2026" in card.words
    await scene.work()
    (decision,) = dana.about("You said in an audit that nobody uses it")
    assert decision.words.index("Retire") < decision.words.index("Fund to production")
    assert "Nothing is asked of you" in (await dana.says("audit")).words


async def test_what_is_not_theirs_gets_another_sponsor_by_one_press_of_the_office(scene: Scene) -> None:
    _, card = await told(scene, "not_mine")
    (paul,) = await scene.met(PAUL)
    form = await card.press("Name a sponsor: Proposal drafting")
    assert "Dana Whitfield says in an audit that it is not theirs" in form.words
    await form.press("Ask this person", sponsor_name="Paul Proposer")
    await scene.work()
    assert "Nobody answers for it" in (await card.chat.says("audit")).words, "who is asked has not accepted"
    assert "Proposal drafting" in paul.newest.words
    await paul.newest.press("I accept")
    assert "Paul Proposer answers for it" in (await card.chat.says("audit")).words

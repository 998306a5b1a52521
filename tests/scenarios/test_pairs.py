"""Two that look like one, settled from the audit and from a record, over HTTP."""

from tests.scenarios.record import actions
from tests.scenarios.scene import DANA, OLGA, PAUL, Scene
from tests.scenarios.steps import REGISTERED, accepted

WHY = "One library, one list of tenders and the same six people."


async def test_the_office_settles_a_pair_where_the_audit_shows_it(scene: Scene) -> None:
    await accepted(scene)
    olga, paul = await scene.met(OLGA, PAUL)
    form = await paul.says("register")
    filled = REGISTERED | {"name": "Drafting of proposals"}
    told = await form.press("Register", **filled)
    await (told if "Register all the same" in told.titles else form).press("Register all the same", **filled)

    step = await (await (await olga.says("audit")).press("Next step")).press("Next step")
    assert "One pair may be one thing" in step.words and "Alike in the name" in step.words
    settle = next(title for title in step.titles if title.startswith("Settle"))
    pair = await step.press(settle)
    assert "Are these two one thing?" in pair.words and DANA.name in pair.words
    short = await pair.press("The same: merge", reason="They are.")
    assert "Say which of the two goes on." in short.words and short.typed["reason"] == "They are."
    goes_on = next(choice["value"] for choice in short.inputs["stays"]["choices"] if choice["title"].startswith("Proposal"))
    back = await short.press("The same: merge", reason=WHY, stays=goes_on, things="down")
    assert "What is missing?" in back.words and "may be one thing" not in back.words
    assert (await actions(scene.store)).count("teams:initiative:merged") == 1
    await scene.work()
    record = await olga.says("show drafting of proposals")
    assert "It goes on as Proposal drafting" in record.words and WHY in record.words
    assert "It has no delivery lead, so whoever merged them sees to that." in record.words
    assert "Merged into this one" in (await record.press("Show: Proposal drafting")).words
    refused = await olga.says("gate drafting of proposals")
    assert "was merged into another initiative" in refused.words

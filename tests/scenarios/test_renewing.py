"""A locked baseline is taken anew from what the source says now, with a reason; its rows are edited, and that is flagged."""

from tests.scenarios.history import initiative_of, read
from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import DANA, RITA, Scene, Shown
from tests.scenarios.steps import METRIC, accepted

REASON = "The cases of March were closed in bulk; they are out."


async def locked(scene: Scene) -> Shown:
    """The rules, locked with a baseline from half a year of history."""
    _, record = await accepted(scene)
    await (await record.press("Set the metric")).press("Save and see the rules", **METRIC)
    await read(scene, await initiative_of(scene))
    rules = await (await scene.chat(DANA).says("show Proposal drafting")).press("See the rules")
    return await (await rules.press("Take the baseline from RFP list")).press("These are the rules")


async def test_a_sponsor_takes_another_baseline_with_a_reason(scene: Scene) -> None:
    rules = await locked(scene)
    card = await rules.press("Take another baseline")
    assert "What the source says now" in card.words and "Locked on" in card.words
    narrower = await card.press("Look again", since="2026-04-01")
    assert "Only the days you chose are counted" in narrower.words
    before = await dump(scene.store)
    short = await narrower.press("Record the new baseline", reason="new")
    assert "at least 20 characters" in short.words and short.typed["reason"] == "new"
    assert changed(before, await dump(scene.store)) == set()
    made = await short.press("Record the new baseline", reason=REASON)
    assert "The new rules hold" in made.words and "Findings from before keep the baseline" in made.words
    assert (await actions(scene.store)).count("teams:amendment:final") == 1
    stored = await dump(scene.store)
    await short.press("Record the new baseline", reason=REASON)
    assert changed(stored, await dump(scene.store)) == set(), "pressing again is the same"
    assert REASON in (await made.press("See the rules")).words


async def test_late_it_waits_for_a_co_signer_and_after_the_seal_it_is_refused(scene: Scene) -> None:
    rules = await locked(scene)
    card = await (await rules.press("Take another baseline")).press("Look again", since="2026-04-01")
    scene.pass_(days=70)
    alone = await card.press("Record the new baseline", reason=REASON)
    assert "takes a second signature" in alone.words
    waits = await alone.press("Record the new baseline", reason=REASON, second_name=RITA.name)
    assert "The old rules hold until Rita Reviewer has signed" in waits.words
    scene.pass_(days=13)
    await scene.work()
    late = await card.press("Record the new baseline", reason=REASON)
    assert "The evidence was sealed on 23 Nov 2026" in late.words
    assert (await actions(scene.store)).count("teams:amendment:pending") == 1

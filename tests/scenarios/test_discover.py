"""The programme office watches a workflow and keeps the constraint register, over HTTP as Teams sends it."""

from tests.scenarios.record import changed, dump
from tests.scenarios.scene import DANA, OLGA, RITA, Scene
from tests.scenarios.steps import accepted

STEPS = (
    ("Read the request", "3 h", "45 min"), ("Collect references", "1 d", "1,25 Std."), ("Draft", "12 h", "2 h"),
    ("Price", "1.1 d", "48 min"), ("Legal review", "20 h", "30 min"), ("Format", "6 h", "39 min"), ("Send", "7 h", "15 min"),
)  # fmt: skip


async def test_a_workflow_is_put_down_watched_in_seven_steps_and_its_cost_is_read(scene: Scene) -> None:
    [olga] = await scene.met(OLGA)
    none = await olga.says("workflows")
    form = await none.press("Add a workflow")
    refused = await form.press("Add it", name="RFP answers", volume="18")
    assert "Not saved" in refused.words and refused.typed["volume"] == "18"
    card = await refused.press("Add it", name="RFP answers", volume="18", volume_source="PSA", volume_provenance="measured")
    assert "18 a month · Measured · PSA" in card.words and "Nobody has watched it yet" in card.words

    steps = await card.press("Write down its steps")
    step = await steps.press("Add a step")
    wrong = await step.press("Save", what="Read the request", touch="1 d")
    assert "can mean 8 hours or 24" in wrong.words and wrong.typed["touch"] == "1 d"
    for what, wait, touch in STEPS[:-1]:
        step = await step.press("Save, and the next one", what=what, wait=wait, touch=touch)
    what, wait, touch = STEPS[-1]
    steps = await step.press("Save", what=what, wait=wait, touch=touch)
    assert "7 steps so far" in steps.words
    changed_ = await steps.press("Change: step 7")
    assert changed_.typed == {"what": "Send", "wait": "7 h", "touch": "15 min"}
    steps = await changed_.press("Move it up")
    steps = await (await steps.press("Change: step 6")).press("Move it down")

    done = await steps.press("This is how it runs", observed_on="2026-09-01", cases="5")
    assert "6.2 h" in done.words and "4.1 days" in done.words
    assert "Reported · 1 Sep 2026, in 5 cases · version 1 · Olga Office" in done.words
    again = await done.press("Watch it again")
    assert "unknown" in again.words and "Send" in again.words
    assert "6.2 h" in (await again.press("Throw it away")).words
    assert "Work 6.2 h · waiting 4.1 days" in (await olga.says("workflows")).words


async def test_a_constraint_is_added_seen_by_its_sponsor_and_lifted_with_a_reason(scene: Scene) -> None:
    dana, _ = await accepted(scene)
    olga, _ = await scene.met(OLGA, RITA)
    empty = await dana.says("constraints")
    assert "No constraint holds" in empty.words and "Add a constraint" not in empty.titles
    form = await (await olga.says("constraints")).press("Add a constraint")
    said = {"kind": "policy", "text": "No client data", "source": "Policy 7", "owner_name": "Rita Reviewer"}
    refused = await form.press("Add it", named="Proposal drafting\nNothing at all", **said)
    assert "is called “Nothing at all”" in refused.words and "no end" not in refused.words
    added = await refused.press("Add it", named="proposal  DRAFTING", expires="2026-09-10", **said)
    assert "Added to the register" in added.words and "Ends soon" in added.words

    mine = await dana.says("constraints richtlinie")
    assert "No client data" in mine.words and "Hits Proposal drafting" in mine.words
    assert "No client data" in (await dana.says("show proposal drafting")).words
    before = await dump(scene.store)
    shown = await mine.press("Show: No client data")
    assert "Lift" not in shown.titles and "Rita Reviewer" in shown.words
    assert changed(before, await dump(scene.store)) == set()

    lifted = await added.press("It holds no more", reason="The policy was replaced")
    assert "Lifted" in lifted.words and "The policy was replaced" in lifted.words
    assert "No constraint holds" in (await dana.says("constraints")).words


async def test_an_initiative_is_attached_to_a_workflow_by_its_sponsor(scene: Scene) -> None:
    dana, _ = await accepted(scene, first_use="2026-10-01")
    [olga] = await scene.met(OLGA)
    form = await (await olga.says("workflows")).press("Add a workflow")
    await form.press("Add it", name="Request to first draft")
    record = await dana.says("show proposal drafting")
    none = await (await record.press("Choose: Which workflow is it?")).press("Save", workflow="none")
    assert "It belongs to no workflow on record" in none.words and DANA.name in none.words
    asked = await none.press("Choose: Which workflow is it?")
    chosen = next(choice["value"] for choice in asked.inputs["workflow"]["choices"] if choice["title"] != "None of them")
    card = await asked.press("Save", workflow=chosen)
    assert "Attached." in card.words and "Proposal drafting" in card.words
    scene.pass_(days=40)
    record = await dana.says("show proposal drafting")
    assert "Belongs to Request to first draft" in record.words and "Piloting" in record.words
    assert "Piloting" in (await dana.says("map request to first draft")).words, "the map says no other stage than the record"
    assert DANA.name in record.words

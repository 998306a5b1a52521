"""What makes an initiative ready for production is written down part by part on cards, and attested by a lead (A5, R4)."""

from portfolio.plans import Part
from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import OLGA, PAUL, Chat, Scene, Shown, somebody
from tests.scenarios.steps import accepted

DELIA = somebody("Delia Brandt")
PLACED = {
    "system": "Word", "repositories": "Proposals", "label": "Internal", "identities": "AI-Proposals",
    "evidence": "Test of 1 September.docx",
}
WAVES = {
    "wave.1.who": "Tax and Legal", "wave.1.where": "Germany", "wave.1.on": "2027-01-11", "cadence": "monthly",
    "audience": "Executive committee", "form": "one page",
}
NEEDS = {
    "need.capacity": "140 licences", "need.monitoring": "Errors", "need.support": "Second level",
    "owner.capacity": PAUL.object_id, "owner.monitoring": PAUL.object_id, "owner.support_name": OLGA.name,
}
MONEY = {"amount": "12000", "currency": "eur", "per": "month", "limit": "alert", "alert_at": "80", "where": "Azure budget"}


async def overview(scene: Scene) -> tuple[Chat, Chat, Shown]:
    """Dana has accepted and opens what is written down; Delia has met the bot."""
    (delia,) = await scene.met(DELIA)
    dana, record = await accepted(scene)
    assert "0 of 4 traits" in record.words
    return dana, delia, await record.press("Open: Integration, scale plan and budget")


async def test_every_part_is_filled_in_and_the_lead_attests_what_she_saw(scene: Scene) -> None:
    dana, delia, empty = await overview(scene)
    assert empty.words.count("Missing") == 4
    stated = await (await empty.press("Fill in: Where the result appears")).press(
        "Save it", **PLACED, delivery_lead=DELIA.object_id
    )
    assert "Stated, and attested by nobody yet" in stated.words
    waves = await (await stated.press("Fill in: What expands if it hits")).press("Save it", **WAVES)
    assert "Tax and Legal, Germany, from 11 Jan 2027" in waves.words
    assert "Every month to Executive committee: one page" in waves.words
    needs = await (await waves.press("Fill in: What production needs")).press("Save it", **NEEDS)
    assert "Olga Office: Second level" in needs.words
    money = await (await needs.press("Fill in: Budget")).press("Save it", **MONEY)
    assert "12,000 EUR a month" in money.words and "Alert at 80%" in money.words

    hers = await (await delia.says("show Proposal drafting")).press("Open: Integration, scale plan and budget")
    form = await hers.press("Attest: Where the result appears")
    assert form.typed["system"] == "Word" and "seen_on" not in form.typed
    early = await form.press("Save it", seen_on="2026-07-01")
    assert "in the last 30 days" in early.words and early.typed["evidence"] == PLACED["evidence"]
    attested = await early.press("Save it", seen_on="2026-09-01")
    assert "Attested by Delia Brandt on 1 Sep 2026, holds until 28 Feb 2027" in attested.words
    record = await attested.press("Show the record")
    assert "Works where people work" in record.words and "1 of 4 traits" in record.words
    assert "Integration attested" in record.words
    assert [one for one in await actions(scene.store) if one.split(":")[1] in tuple(Part)] == [
        "teams:integration:saved", "teams:expansion:saved", "teams:needs:saved", "teams:budget:saved",
        "teams:integration:attested",
    ]
    again = await (await dana.says("show Proposal drafting")).press("Open: Integration, scale plan and budget")
    gone = await (await again.press("Change: Budget")).press("Take it back")
    assert "Taken back: Budget" in gone.words and "12,000" not in gone.words


async def test_what_is_wrong_is_said_beside_its_input_and_nothing_typed_is_lost(scene: Scene) -> None:
    _, _, empty = await overview(scene)
    before = await dump(scene.store)
    money = await (await empty.press("Fill in: Budget")).press("Save it", **MONEY | {"amount": "twelve", "currency": ""})
    assert "“twelve” is not a number" in money.words and money.typed["where"] == MONEY["where"]
    none = await money.press("Save it", **MONEY | {"alert_at": ""})
    assert "at how many percent" in none.words
    waves = await (await empty.press("Fill in: What expands if it hits")).press(
        "Save it", **WAVES | {"wave.3.who": "All", "wave.1.on": "2026-08-01"}
    )
    assert waves.words.count("Please fill this in") == 5 and waves.typed["wave.3.who"] == "All"
    past = await waves.press("Save it", **WAVES | {"wave.3.who": "", "wave.1.on": "2026-08-01"})
    assert "This date has passed" in past.words
    seen = await (await empty.press("Fill in: Where the result appears")).press("Save it", **PLACED | {"label": ""})
    assert "Please fill this in" in seen.words and "seen_on" not in seen.inputs
    assert changed(before, await dump(scene.store)) == set()

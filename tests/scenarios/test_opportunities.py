"""An opportunity is added, answered, ranked and promoted, in Teams (E5, E6)."""

from tests.scenarios.record import actions
from tests.scenarios.scene import DANA, LEA, OLGA, PAUL, Scene, Shown, somebody

EVE = somebody("Eve Other")
WHY = "Growth comes first this year."


def answers(**said: str) -> dict[str, str]:
    """Answers, each with a source of its own."""
    made = {}
    for question, answer in said.items():
        made |= {
            question: answer, f"{question}__basis": "interview", f"{question}__source": "Bid team",
            f"{question}__on": "2026-08-20",
        }
    return made


async def added(office: Shown, name: str, **said: dict[str, str]) -> Shown:
    """One opportunity with answers by score."""
    card = await (await office.press("Add an opportunity")).press("Add it", name=name, workflow=f"Work of {name}")
    for score, given in said.items():
        card = await (await card.press(f"Answer: {score.capitalize()}")).press("Save", **given)
    return card


GOOD = {
    "value": answers(cases="400", hours="6,5", outcome="reported"),
    "feasibility": answers(data="governed", place="in_tool", owner="accepted") | {"sponsor_name": "Dana Whitfield"},
    "risk": answers(sensitive="internal", wrong="checked", open_constraints="none"),
}
POOR = {
    "value": answers(cases="3"),
    "feasibility": answers(data="paper", place="separate", owner="nobody"),
    "risk": answers(wrong="unnoticed"),
}


async def test_from_an_idea_to_a_ranked_opportunity_to_an_initiative(scene: Scene) -> None:
    _, olga, lea, paul = await scene.met(DANA, OLGA, LEA, PAUL)
    empty = await olga.says("opportunities")
    assert "The opportunity register is empty" in empty.words
    good = await added(empty, "Proposal drafting", **GOOD)
    assert "Rank 1 of 1" in good.words and "Value: 11 of 12" in good.words and "Dana Whitfield" in good.words
    assert "Interview · Bid team · 20 Aug 2026 · entered by Olga Office" in good.words
    idea = await added(await olga.says("opportunities"), "Invoice triage", value=POOR["value"])
    assert "Not ranked yet" in idea.words and "Value: 0 to 8 of 12" in idea.words
    poor = await added(await olga.says("opportunities"), "Minutes of meetings", **POOR)
    assert "Rank 2 of 2" in poor.words and "Risk: 4 to 12 of 12" in poor.words

    listed = await lea.says("opportunities")
    assert "2 ranked, one not scored yet" in listed.words and "1 · Proposal drafting" in listed.words
    assert "2 · Minutes of meetings" in listed.words and "Not known: hours a case, the outcome" in listed.words
    assert "Add an opportunity" not in listed.titles
    form = await listed.press("Choose the weights")
    refused = await form.press("Rank with these", value="60", feasibility="30", risk="30", reason=WHY)
    assert "they add up to 120" in refused.words and refused.typed["value"] == "60"
    weighed = await refused.press("Rank with these", value="50", feasibility="30", risk="20", reason=WHY)
    assert "Weights since 1 Sep 2026: value 50%, feasibility 30%, little risk 20%" in weighed.words

    form = await (await olga.says("opportunities proposal")).press("Make it an initiative")
    assert form.typed["name"] == "Proposal drafting" and form.typed["sponsor_name"] == DANA.name
    filled = {"intent": "First drafts in Word", "first_use": "2026-09-01", "integration": "office"}
    record = await form.press("Register", **filled)
    assert "Rank 1 of 2 on 1 Sep 2026; 9 of 9 questions answered" in record.words
    again = await form.press("Register", **filled)
    assert again.titles == record.titles
    assert "is an initiative already" in (await good.press("Make it an initiative")).words
    assert "Now an initiative" in (await record.press("What was known before")).words
    assert "One ranked" in (await olga.says("opportunities")).words

    told = await actions(scene.store)
    assert told.count("teams:initiative:registered") == 1 and told.count("teams:ranking:chosen") == 1
    assert told.count("teams:opportunity:added") == 3 and told.count("teams:opportunity:answered") == 7
    assert "You have not proposed anything yet" in (await paul.says("opportunities")).words
    assert "No opportunity called “minutes” was found" in (await paul.says("opportunities minutes")).words


async def test_what_is_refused_is_said_and_kept_and_what_is_settled_stays_so(scene: Scene) -> None:
    olga, eve = await scene.met(OLGA, EVE)
    one = await added(await olga.says("opportunities"), "Proposal drafting", **GOOD | {"feasibility": POOR["feasibility"]})
    form = await one.press("Answer: Value")
    assert form.typed["hours"] == "6.5" and form.typed["outcome"] == "reported"
    refused = await form.press("Save", cases="lots", hours="", outcome="unknown", outcome__on="2027-01-01")
    assert "is not a number" in refused.words and refused.typed["cases"] == "lots"
    assert "A source stands below, and no answer." in refused.words and refused.typed["hours.source"]
    saved = await refused.press("Save", cases="40", hours="", hours__source="", outcome="unknown")
    assert "Value: 2 to 10 of 12" in saved.words and "Earlier answers" in saved.words
    form = await saved.press("Answer: Feasibility")
    unnamed = await form.press("Save", owner="accepted")
    assert "Say who it is, or choose “Nobody yet”." in unnamed.words and unnamed.typed["owner"] == "accepted"
    unsaid = await unnamed.press("Save", owner="unknown", sponsor_name=OLGA.name)
    assert "Choose whether this person has said yes" in unsaid.words and unsaid.typed["sponsor_name"] == OLGA.name
    named = await unsaid.press("Save", owner="named")
    assert "Somebody is named and was not asked" in named.words and "Would answer for it" in named.words

    like = await (await olga.says("opportunities")).press("Add an opportunity")
    told = await like.press("Add it", name="Drafting of proposals", workflow="Bids")
    assert "Nothing is added yet: there is one like it" in told.words
    other = await told.press("Add it all the same", name="Drafting of proposals", workflow="Bids")
    taken = await (await other.press("Rename")).press("Save", name="PROPOSAL drafting")
    assert "There is one called" in taken.words

    form = await other.press("Merge or reject")
    assert "Most like it: Proposal drafting" in form.words
    short = await form.press("Merge it", into="Proposal", merge__reason="Same")
    assert "at least 20 characters" in short.words and short.typed["into"] == "Proposal"
    merged = await short.press("Merge it", into="Proposal", merge__reason="Both draft the same answer.")
    assert "Both draft the same answer." in merged.words and "Merged" in merged.words
    assert "is settled: Merged" in (await other.press("Answer: Value")).words
    assert "another role" in (await eve.send("opportunity.new", {"action": {
        "type": "Action.Execute", "verb": "opportunity.new", "data": {"ph": {"v": 1, "ids": {}}},
    }}, "m-1")).words

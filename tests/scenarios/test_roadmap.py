"""The roadmap in Teams: sized, moved with a reason, accepted, taken along; what others see of it."""

from datetime import date

from actions import people
from portfolio.people import Identity
from store import ledger
from tests.actions.ranked import Register
from tests.actions.world import World
from tests.scenarios.cards import buttons
from tests.scenarios.scene import COMPANY, DANA, LEA, OLGA, PAUL, Scene, Shown
from tests.scenarios.steps import accepted
from tests.teams.activities import TENANT


async def ranked(scene: Scene) -> None:
    """Three opportunities in the register, and a constraint that holds the second until the end of the year."""
    who = Identity(tenant=TENANT, object_id=PAUL.object_id, name=PAUL.name)
    paul = await scene.store.write(people.meet, who, COMPANY, scene.now)
    register = Register(world=World(scene.store, COMPANY, scene.now), proposer=paul)
    await register.add("Claims triage")
    invoice = await register.add("Invoice coding", cases=20)
    await register.add("Tender answers", cases=1, owner=None)
    await register.limit("Works council first", date(2026, 9, 30), invoice)


async def entries(scene: Scene) -> list[str]:
    return [one.action for one in await scene.store.read(ledger.of_subject, "roadmap", 20)][::-1]


async def sized(scene: Scene) -> Shown:
    await ranked(scene)
    (olga,) = await scene.met(OLGA)
    card = await olga.says("roadmap")
    assert "nobody has said how many squads there are" in card.words
    form = await card.press("Set squads")
    wrong = await form.press("Save", squads="2,5", weeks="13", reason="Two teams")
    assert "A whole number from 0 to 50." in wrong.words and "A whole number from 4 to 12." in wrong.words
    assert wrong.typed["squads"] == "2,5"
    return await wrong.press("Save", squads="2", weeks="12", reason="Two teams are free")


async def test_a_roadmap_is_moved_with_a_reason_accepted_and_taken_along(scene: Scene) -> None:
    card = await sized(scene)
    for said in ("2 of 3 start", "Held by “Works council first” through 30 Sep 2026.", "Sponsor missing", "Not accepted"):
        assert said in card.words
    no_reason = await card.press("Up: Invoice coding")
    assert "Please fill this in." in no_reason.words
    assert (await entries(scene)) == ["teams:roadmap:sized"]
    moved = await no_reason.press("Up: Invoice coding", reason="The contract ends in spring")
    assert "Moved 1 place up by Olga Office" in moved.words and "The contract ends in spring" in moved.words
    stale = await card.press("Up: Tender answers", reason="A press on the card as it was")
    assert "1 · Claims triage" not in stale.words, "it was changed since, and is not moved again"
    done = await moved.press("Accept this roadmap")
    assert "This roadmap is in force." in done.words
    value = buttons(done.card)["Calendar: The accepted roadmap as a file"].execute({})
    reply = await done.chat.post(done.chat.world.press(OLGA, "file.offer", reply_to=done.message, value=value))
    assert "Roadmap-2026-09-01.ics is offered to you in this chat" in reply.body["value"]
    form = await done.press("Start now: Claims triage")
    assert form.typed["name"] == "Claims triage", "the register form knows what the register does"
    assert await entries(scene) == [f"teams:roadmap:{what}" for what in ("sized", "moved", "accepted")]


async def test_what_others_see_of_it(scene: Scene) -> None:
    await (await sized(scene)).press("Accept this roadmap")
    dana, _ = await accepted(scene)
    assert "Claims triage" not in (await dana.says("roadmap")).words
    own = await dana.says("decisions")
    assert "1 decision within 90 days that you may see" in own.words and "Proposal drafting" in own.words
    (olga,) = await scene.met(OLGA)
    await olga.post(olga.world.install_in_team(OLGA))
    await olga.says_in_channel("digest here")
    (lea,) = await scene.met(LEA)
    posted = await lea.says_in_channel("roadmap")
    assert "Claims triage" in posted.words and not any(title.startswith(("Up", "Accept")) for title in posted.titles)
    phase = await lea.says("phases")
    assert "The programme is in Discover: output missing." in phase.words and "Next" in phase.words
    assert DANA.name not in phase.words

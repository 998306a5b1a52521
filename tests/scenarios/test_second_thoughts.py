"""People take back what was decided: the sponsor their own decision, leadership what policy decided, in the channel."""

from datetime import timedelta

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import ADA, DANA, LEA, OLGA, PAUL, RITA, Scene, Shown
from tests.scenarios.steps import DUE, armed

REASON = "The time saved does not justify what it costs."
BACK = "Dana was ill, and the numbers for a decision are there."
FUND = {"fund__on": "2027-01-15", "fund__reason": REASON, "fund__second_name": RITA.name, "fund__expires": "2027-01-20"}


async def test_a_decision_is_taken_back_and_decided_anew(scene: Scene) -> None:
    dana = await armed(scene)
    scene.at(DUE)
    await scene.work()
    [card] = dana.about("Decision · due 30 Nov 2026")
    done = await card.press("Record: retire", retire__on="2026-12-18", retire__reason=REASON)
    assert "You can take it back until 1 Dec 2026, 10:" in done.words
    before = await dump(scene.store)
    for person in (PAUL, OLGA, RITA):
        passed_on = Shown(chat=scene.chat(person), card=done.card, message=done.message)
        refused = await passed_on.press("Take the decision back")
        assert "not yours" in refused.words or "cannot find" in refused.words or "Only the person" in refused.words
    assert changed(before, await dump(scene.store)) == set()

    back = await done.press("Take the decision back")
    assert "“Retire” was taken back and does not count" in back.words and REASON in back.words
    stored = await dump(scene.store)
    assert (await done.press("Take the decision back")).card == back.card
    assert changed(stored, await dump(scene.store)) == set()
    await scene.work()
    again = await back.press("Decide")
    assert "Record: narrow" in again.titles
    assert "Decided by Dana" in (await again.press("Record: narrow", narrow__on="2027-01-20", narrow__reason=REASON)).words
    late = await card.press("Record: retire", retire__on="2026-12-18", retire__reason=REASON)
    assert "already been decided" in late.words


async def test_after_a_day_it_stands_and_says_so(scene: Scene) -> None:
    dana = await armed(scene)
    scene.at(DUE)
    await scene.work()
    [card] = dana.about("Decision · due 30 Nov 2026")
    done = await card.press("Record: retire", retire__on="2026-12-18", retire__reason=REASON)
    scene.pass_(days=1, minutes=1)
    before = await dump(scene.store)
    late = await done.press("Take the decision back")
    assert "A decision can be taken back for 24 hours; that time is over." in late.words
    assert changed(before, await dump(scene.store)) == set()


async def test_leadership_takes_back_in_the_channel_what_policy_decided(scene: Scene) -> None:
    dana = await armed(scene)
    olga = scene.chat(OLGA)
    await olga.post(olga.world.install_in_team(OLGA))
    await olga.says_in_channel("digest here")
    await scene.chat(ADA).says("release channel")
    for days in range(20):
        scene.at(DUE + timedelta(days=days))
        await scene.work()
    [post] = [post for post in scene.channel if "Spending on Proposal drafting is paused" in scene.words(post)]
    assert post.card is not None
    assert "Its sponsor or leadership can take this back until" in scene.words(post)

    by_olga = Shown(chat=olga, card=post.card, message=post.id)
    before = await dump(scene.store)
    assert "not yours" in (await by_olga.press("Take the default back", reason=BACK)).words
    by_lea = Shown(chat=scene.chat(LEA), card=post.card, message=post.id)
    short = await by_lea.press("Take the default back", reason="No.")
    assert "at least 20 characters" in short.words
    # Lea has been met meanwhile: nothing else changed.
    assert changed(before, await dump(scene.store)) <= {"people", "people_roles", "ledger", "head", "addresses"}
    done = await short.press("Take the default back", reason=BACK)
    assert "Lea Leader took it back" in done.words and BACK in done.words
    await scene.work()
    assert (await actions(scene.store)).count("teams:default:reversed") == 1
    [updated] = [one for one in scene.channel if one.id == post.id]
    assert "What policy decided about Proposal drafting was taken back" in scene.words(updated)
    scene.at(DUE + timedelta(days=21))  # Monday
    await scene.work()
    asked = dana.about("It is back: what policy had decided was taken back")
    assert asked and "Record: fund" in asked[-1].titles


async def test_a_signature_that_does_not_come_ends_and_the_sponsor_decides_from_the_card_that_says_so(scene: Scene) -> None:
    dana = await armed(scene)
    scene.at(DUE)
    await scene.work()
    [card] = dana.about("Decision · due 30 Nov 2026")
    await card.press("Record: fund", **FUND)
    for days in range(1, 10):
        scene.at(DUE + timedelta(days=days))
        await scene.work()
    [told] = [shown for shown in dana.about("was not signed in time") if "did not come within seven" in shown.words]
    again = await told.press("Decide")
    assert "Record: retire" in again.titles
    asked = scene.chat(RITA).about("was not signed in time")
    assert len(asked) == 2 and all("Sign" not in shown.titles for shown in asked)
    assert DANA.name in asked[0].words

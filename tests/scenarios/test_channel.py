"""What leadership reads in its channel: the digest, and the Monday list of decisions."""

from datetime import date, timedelta

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import ADA, DANA, LEA, OLGA, Scene
from tests.scenarios.steps import DUE, armed, asked
from tests.teams.standin import Message

DIGEST_DAY = date(2026, 10, 7)  # 5th working day
REASON = "The time saved does not justify what it costs."


async def bound(scene: Scene) -> None:
    """Olga binds the channel, the admin releases it."""
    olga = scene.chat(OLGA)
    await olga.post(olga.world.install_in_team(OLGA))
    assert "leadership channel now" in (await olga.says_in_channel("digest here")).words
    assert "released" in (await scene.chat(ADA).says("release channel")).words


async def test_the_digest_is_posted_on_its_day_and_once(scene: Scene) -> None:
    _, card = await asked(scene)
    await bound(scene)
    receipt = await card.press("Save check-in", value="4.7", outlook="at_risk", note="Two practices started late")
    await receipt.press("Looks right")
    before = len(scene.channel)
    scene.at(DIGEST_DAY, 9)
    await scene.work()
    assert len(scene.channel) == before
    for _ in range(2):
        scene.at(DIGEST_DAY)
        await scene.work()

    [post] = scene.channel[before:]
    words = scene.words(post)
    assert "AI portfolio · monthly outcomes · September 2026" in words
    assert "The one initiative has not proven its outcome yet" in words
    assert "4.7 days" in words
    assert "Two practices started late" in words
    assert "Reported" in words  # R17: no number without where it comes from
    assert (await actions(scene.store)).count("calendar:digest:planned") == 1


async def test_a_month_in_which_all_is_well_is_three_lines(scene: Scene) -> None:
    _, card = await asked(scene)
    await bound(scene)
    await card.press("Save check-in", value="4.7", outlook="on_track")
    scene.at(DIGEST_DAY)
    await scene.work()

    words = scene.words(scene.channel[-1])
    assert "No decision is owed, none was taken, and nothing needs attention." in words
    assert len([line for line in words.splitlines() if line]) <= 5  # with the eyebrow and the button


async def test_what_nobody_answered_is_printed_as_unknown(scene: Scene) -> None:
    await asked(scene)
    await bound(scene)
    scene.at(DIGEST_DAY)
    await scene.work()

    assert "unknown so far" in scene.words(scene.channel[-1])


async def test_in_shadow_mode_the_channel_gets_nothing_and_then_all_that_waited(scene: Scene) -> None:
    await asked(scene)
    olga = scene.chat(OLGA)
    await olga.post(olga.world.install_in_team(OLGA))
    await olga.says_in_channel("digest here")
    before = len(scene.channel)
    scene.at(DIGEST_DAY)
    await scene.work()
    assert len(scene.channel) == before

    await scene.chat(ADA).says("release channel")
    await scene.work()
    assert "monthly outcomes" in scene.words(scene.channel[-1])


async def test_the_monday_list_names_what_is_due_and_is_updated_in_place(scene: Scene) -> None:
    dana = await armed(scene)
    await bound(scene)
    scene.at(DUE - timedelta(days=21))
    await scene.work()
    assert _lists(scene) == []  # nothing within 14 days: no post
    scene.at(DUE - timedelta(days=14))
    await scene.work()
    [first] = _lists(scene)
    assert "Proposal drafting" in scene.words(first)
    assert "30 Nov" in scene.words(first)

    scene.at(DUE)
    await scene.work()
    _, latest = _lists(scene)
    [card] = dana.about("Decision · due 30 Nov 2026")
    await card.press("Record: retire", retire__on="2026-12-18", retire__reason=REASON)
    await scene.work()

    assert [post.id for post in _lists(scene)] == [first.id, latest.id]
    updated = _lists(scene)[-1]
    assert updated.revision >= 1
    assert "Retired" in scene.words(updated)


def _lists(scene: Scene) -> list[Message]:
    return [post for post in scene.channel if "AI decisions · week of" in scene.words(post)]


async def test_binding_and_releasing_take_a_role(scene: Scene) -> None:
    dana, lea = await scene.met(DANA, LEA)
    await dana.says_in_channel("help")  # from here on the channel is known, whatever is refused in it
    before = await dump(scene.store)
    for chat in (dana, lea):
        assert "You need another role" in (await chat.says_in_channel("digest here")).words
        for words in ("release me", "release channel", "release everyone 3", "release Paul Proposer"):
            assert "You need another role" in (await chat.says(words)).words

    assert changed(before, await dump(scene.store)) == set()


async def test_the_digest_is_read_by_those_who_may(scene: Scene) -> None:
    dana, _ = await asked(scene)
    lea = scene.chat(LEA)
    assert "monthly outcomes · September 2026" in (await lea.says("digest")).words
    assert "You need another role" in (await dana.says("digest")).words
    refused = await lea.says_in_channel("digest")
    assert "leadership channel" in refused.words
    await bound(scene)
    assert "monthly outcomes" in (await lea.says_in_channel("digest")).words

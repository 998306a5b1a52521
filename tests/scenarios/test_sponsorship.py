"""Somebody was named sponsor, and answers."""

from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import DANA, OLGA, PAUL, RITA, Scene
from tests.scenarios.steps import accepted, register


async def test_the_worker_brings_one_card_that_says_what_it_means_why_it_came_and_how_long_it_takes(scene: Scene) -> None:
    dana, paul = await scene.met(DANA, PAUL)
    await register(paul)
    await scene.work()
    await scene.work()

    [card] = dana.about("You are named executive sponsor of Proposal drafting")
    assert "Decision date 30 Nov 2026" in card.words
    assert "named by Paul Proposer" in card.words
    assert "because somebody named you as sponsor. It takes 1 minute. No answer is not a yes" in card.words


async def test_nothing_is_sent_in_shadow_mode_and_all_of_it_on_release(scene: Scene) -> None:
    await scene.met(PAUL)
    dana = scene.chat(DANA)
    await dana.install()
    await register(scene.chat(PAUL))
    await scene.work()
    assert len(dana.messages) == 1  # the welcome, which is an answer

    await scene.met(DANA)
    await scene.work()
    assert len(dana.about("You are named executive sponsor")) == 1


async def test_accepting_makes_the_sponsor_once_and_the_card_in_the_chat_says_so(scene: Scene) -> None:
    dana, record = await accepted(scene)
    assert "Dana Whitfield · Accepted" in record.words
    assert "Set the metric" in record.titles
    await scene.work()
    [card] = dana.about("You accepted Proposal drafting")
    assert card.titles == ["Show it"]

    stored = await dump(scene.store)
    assert "You accepted" not in (await card.press("Show it")).words
    assert changed(stored, await dump(scene.store)) == set()
    assert (await actions(scene.store)).count("teams:sponsor:accepted") == 1


async def test_accepting_on_the_same_card_again_changes_nothing(scene: Scene) -> None:
    dana, paul = await scene.met(DANA, PAUL)
    await register(paul)
    await scene.work()
    card = dana.newest
    first = await card.press("I accept")
    stored = await dump(scene.store)
    again = await card.press("I accept")

    assert first.titles == again.titles
    assert changed(stored, await dump(scene.store)) == set()


async def test_declining_with_another_name_asks_that_person(scene: Scene) -> None:
    dana, paul, rita = await scene.met(DANA, PAUL, RITA)
    await register(paul)
    await scene.work()
    unknown = await dana.newest.press("Decline", instead_name="Nobody Known")
    assert "I have not met this person yet" in unknown.words
    answered = await unknown.press("Decline", instead_name="Rita Reviewer")
    assert "Rita Reviewer" in answered.words
    await scene.work()

    [card] = rita.about("You are named executive sponsor of Proposal drafting")
    assert "named by Dana Whitfield" in card.words
    assert dana.about("You are named executive sponsor") == []  # that card shows the answer now
    assert "Rita Reviewer · Accepted" in (await card.press("I accept")).words


async def test_declining_without_a_name_leaves_it_without_a_sponsor(scene: Scene) -> None:
    dana, paul, olga = await scene.met(DANA, PAUL, OLGA)
    await register(paul)
    await scene.work()
    told = await dana.newest.press("Decline")

    assert "You declined Proposal drafting" in told.words
    assert "No sponsor" in (await olga.says("portfolio")).words


async def test_nobody_else_can_accept_with_a_card_that_was_passed_on(scene: Scene) -> None:
    dana, paul, rita = await scene.met(DANA, PAUL, RITA)
    await register(paul)
    await scene.work()
    before = await dump(scene.store)
    card = dana.newest
    for stranger in (paul, rita):
        passed_on = type(card)(chat=stranger, card=card.card, message=card.message)
        refused = await passed_on.press("I accept")
        assert "not yours" in refused.words or "role" in refused.words or "cannot find" in refused.words

    assert changed(before, await dump(scene.store)) == set()


async def test_what_is_too_much_for_one_sponsor_goes_to_another_from_the_card_that_says_so(scene: Scene) -> None:
    dana, paul, olga = await scene.met(DANA, PAUL, OLGA)
    for name in ("Letters", "Parcels", "Minutes", "Belege"):
        await register(paul, name, workflow=f"Work of {name}", intent=name)
        await scene.work()
        [asked] = dana.about(f"You are named executive sponsor of {name}")
        await asked.press("I accept")
    await scene.work()
    [card] = olga.about("One decision of Dana Whitfield could go to somebody else")
    assert "Then up to 3 in a week" in card.words

    refused = await card.press("Ask them", sponsor_name="Nobody Met")
    assert refused.typed["sponsor_name"] == "Nobody Met" and refused.typed["chosen"], "nothing that was typed is lost"
    done = await refused.press("Ask them", sponsor_name=PAUL.name)
    assert "Dana Whitfield has at most three decisions a week now" in done.words
    await scene.work()
    assert len(olga.about("Dana Whitfield has at most three decisions a week now")) == 1, "the card in the chat says so too"
    assert len(dana.about("The programme office asked Paul Proposer")) == 1
    assert len(dana.about("so that your weeks hold three decisions at most")) == 1, "the question she once accepted"
    assert len(paul.about("You are named executive sponsor of")) == 1

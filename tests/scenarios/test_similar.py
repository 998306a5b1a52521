"""Somebody registers what may be there already."""

from tests.scenarios.record import actions
from tests.scenarios.scene import DANA, OLGA, PAUL, Scene, somebody
from tests.scenarios.steps import REGISTERED, accepted, register

EVE = somebody("Eve Other")


async def test_what_is_like_it_is_shown_first_and_nothing_is_stored_until_it_is_pressed_again(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    await register(paul, workflow="From an RFP to the first draft")
    form = await paul.says("register")
    filled = REGISTERED | {"name": "RFP drafting", "workflow": "Proposal answers", "intent": "Quicker"}
    told = await form.press("Register", **filled)

    assert "Nothing is registered yet: there is one like it" in told.words
    assert "Proposal drafting" in told.words and "Dana Whitfield · Piloting" in told.words
    assert told.typed["name"] == "RFP drafting" and told.typed["workflow"] == "Proposal answers"
    assert (await actions(scene.store)).count("teams:initiative:registered") == 1
    assert "Show: Proposal drafting" not in told.titles, "it would take the place of what was typed"

    kept = await told.press("Register all the same", first_use="soon")
    assert "is not a date" in kept.words and "Register all the same" in kept.titles
    done = await kept.press("Register all the same", first_use="2026-09-01")
    assert "RFP drafting" in done.words
    again = await kept.press("Register all the same", first_use="2026-09-01")
    assert again.titles == done.titles
    assert (await actions(scene.store)).count("teams:initiative:registered") == 2


async def test_a_name_typed_with_the_command_is_answered_at_once(scene: Scene) -> None:
    _, paul = await scene.met(DANA, PAUL)
    await register(paul)
    told = await paul.says("register proposal drafts")
    assert "there is one like it" in told.words
    assert "Dana Whitfield" in (await told.press("Show: Proposal drafting")).words
    assert "like it" not in (await paul.says("register invoices")).words


async def test_of_what_somebody_may_not_see_only_a_name_they_typed_themselves_is_told(scene: Scene) -> None:
    await accepted(scene)
    eve, _ = await scene.met(EVE, OLGA)
    told = await eve.says("register drafting of proposals")
    assert "Proposal drafting" in told.words and "You may not open it" in told.words
    assert "Dana" not in told.words and "Show: Proposal drafting" not in told.titles
    assert "like it" not in (await eve.says("register first draft request")).words

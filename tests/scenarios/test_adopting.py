"""The programme office takes the imported list's pilots on, names a sponsor for several, and the sponsor accepts."""

from tests.actions.listed import bring, entry
from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import DANA, OLGA, PAUL, Scene


async def test_a_list_becomes_initiatives_with_dates_and_a_sponsor_in_a_few_presses(scene: Scene) -> None:
    dana, olga, paul = await scene.met(DANA, OLGA, PAUL)
    await bring(scene.store, [entry(row, unit="Tax" if row < 4 else "Legal") for row in range(6)], scene.now)
    stored = await dump(scene.store)
    shown = await olga.says("adopt")
    assert "6 pilots of the list would each get a decision date" in shown.words
    assert changed(stored, await dump(scene.store)) == set()
    assert "Nothing was changed" in (await shown.press("Not now")).words
    done = await shown.press("Apply")
    assert "6 pilots of the list each have a decision date now" in done.words
    stored = await dump(scene.store)
    assert "Every pilot of what was imported is an initiative already" in (await shown.press("Apply")).words
    assert changed(stored, await dump(scene.store)) == set()
    assert "role" in (await paul.says("adopt")).words

    form = await done.press("Name sponsors")
    assert "6 initiatives have no sponsor" in form.words
    form = await form.press("Narrow the list", find="tax")
    chosen = [choice["value"] for choice in form.inputs["chosen"]["choices"]]
    assert len(chosen) == 4
    refused = await form.press("Ask them", chosen="", sponsor_name="Dana Whitfield")
    assert "Choose at least one initiative" in refused.words
    told = await refused.press("Ask them", chosen=",".join(chosen), sponsor_name="Dana Whitfield")
    assert "Dana Whitfield is asked" in told.words
    await scene.work()

    [card] = dana.about("You are named executive sponsor of 4 initiatives")
    assert "named by Olga Office" in card.words
    one = await card.press(next(title for title in card.titles if title.startswith("Look at it")))
    assert "You are named executive sponsor of Letters" in one.words
    taken = await (await one.press("Back to all of them")).press("I accept all 4")
    assert "You answer for 4 initiatives now" in taken.words and "At most three decisions a week" in taken.words
    assert (await actions(scene.store)).count("teams:sponsor:accepted") == 4
    await scene.work()
    assert dana.about("All of these are answered")

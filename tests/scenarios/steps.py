"""Steps that many scenarios begin with, done the way people do them."""

from datetime import date

from tests.scenarios.scene import DANA, OLGA, PAUL, RITA, Chat, Scene, Shown

DUE = date(2026, 11, 30)  # 90 days after first use on 1 September: a Monday

METRIC = {
    "metric": "Request received to first draft, median", "family": "cycle_time", "unit": "days", "direction": "lower",
    "baseline": "5.1", "baseline_source": "Time entries, March to June", "target": "4.0", "target_on": "2026-11-30",
    "floor": "4.6", "retirement_plan": "Service desk archives the site and frees 20 licences",
}  # fmt: skip


REGISTERED = {
    "name": "Proposal drafting", "workflow": "From a request to the first draft",
    "intent": "First drafts leave in two days", "sponsor_name": DANA.name, "first_use": "2026-09-01",
    "integration": "office",
}  # fmt: skip


async def register(chat: Chat, name: str = "Proposal drafting", **changes: str) -> Shown:
    """Type `register`, fill in the card and press."""
    form = await chat.says("register")
    (submit,) = {"Register", "Register all the same"} & set(form.titles)
    shown = await form.press(submit, **REGISTERED | {"name": name} | changes)
    return await shown.press("Register all the same") if "Register all the same" in shown.titles else shown


async def accepted(scene: Scene, name: str = "Proposal drafting", **changes: str) -> tuple[Chat, Shown]:
    """Paul registers it, the worker brings the card to Dana, and she accepts. Her chat, and the record she sees."""
    dana, paul, _, _ = await scene.met(DANA, PAUL, OLGA, RITA)
    await register(paul, name, **changes)
    await scene.work()
    return dana, await dana.newest.press("I accept")


async def armed(scene: Scene, name: str = "Proposal drafting", **changes: str) -> Chat:
    """And sets the metric and locks the rules."""
    dana, record = await accepted(scene, name)
    rules = await (await record.press("Set the metric")).press("Save and see the rules", **METRIC | changes)
    await rules.press("These are the rules")
    return dana


async def asked(scene: Scene) -> tuple[Chat, Shown]:
    """And gets the check-in about September. Her chat, and the card."""
    dana = await armed(scene)
    scene.at(date(2026, 10, 2))
    await scene.work()
    assert "Monthly check-in" in dana.newest.words
    return dana, dana.newest

"""Pilots of an imported list become initiatives with a gate each, and go again with their import."""

from collections import Counter
from datetime import date, timedelta

import pytest

from actions import gates as gate_actions
from actions import imports, intake, records, sponsorship
from portfolio.calendar import local_date
from portfolio.commands import NameSponsor
from portfolio.errors import Conflict, NotYours, Refused
from portfolio.gates import GateState, Step
from portfolio.imports.entries import ListedStage, Precision
from portfolio.imports.owners import Owner
from portfolio.initiatives import Initiative, SponsorState, Stage
from portfolio.views.intake import Intake
from store import Store, audits, gates, initiatives, intakes, ledger
from tests.actions.listed import bring, dated, entry
from tests.actions.world import START, World, company, object_id

TODAY = START.date()


@pytest.fixture
def world(store: Store) -> World:
    return World(store, company())


async def adopt(world: World) -> Intake:
    return await world.store.write(intake.adopt, None, None, world.company, world.now)


async def there(world: World) -> dict[str, Initiative]:
    return {one.name: one for one in await world.store.read(initiatives.everything)}


async def entries(world: World, action: str) -> int:
    lines = await world.store.read(lambda tx: list(ledger.export(tx)))
    return sum(action in line for line in lines)


async def test_each_listed_pilot_is_an_initiative_with_one_planned_gate_and_one_ledger_entry(world: World) -> None:
    deployed = entry(90, stage=ListedStage.DEPLOYED)
    await bring(world.store, [*(entry(row) for row in range(1, 31)), deployed], world.now)
    found = await adopt(world)
    assert (found.done, found.pilots, await entries(world, "cli:initiative:adopted")) == (True, 30, 30)
    made = await there(world)
    due = await world.store.read(gates.current_of, [one.id for one in made.values()])
    assert len(made) == len(due) == 30
    for one in made.values():
        assert (one.stage, one.sponsor_state) == (Stage.PILOTING, SponsorState.NONE)
        assert (one.sponsor, one.registered_by) == (None, None)
        assert due[one.id].state is GateState.PLANNED and TODAY < due[one.id].due <= TODAY + timedelta(days=90)
    assert max(Counter(gate.due for gate in due.values()).values()) == 1


async def test_what_was_shown_is_what_is_done_and_doing_it_again_does_nothing(world: World) -> None:
    await bring(world.store, [entry(1), entry(2)], world.now)
    shown = await world.store.read(intake.show, None, world.company, world.now)
    assert (shown.done, shown.pilots, await there(world)) == (False, 2, {})
    done = await adopt(world)
    assert (done.weeks, done.seen, done.done) == (shown.weeks, shown.seen, True)
    before = await world.store.read(ledger.head)
    again = await adopt(world)
    assert (again.pilots, again.done, await world.store.read(ledger.head)) == (0, False, before)


async def test_a_list_that_changed_since_it_was_shown_is_shown_again_first(world: World) -> None:
    await bring(world.store, [entry(1)], world.now)
    olga = await world.meet("Olga Office")
    shown = await world.store.read(intake.show, olga, world.company, world.now)
    await bring(world.store, [entry(1), entry(2)], world.now)
    with pytest.raises(Conflict):
        await world.store.write(intake.adopt, olga, shown.seen, world.company, world.now)
    assert await there(world) == {}


async def test_only_the_programme_office_and_admins_adopt(world: World) -> None:
    await bring(world.store, [entry(1)], world.now)
    for name in ("Dana Whitfield", "Lea Leader", "Rita Reviewer"):
        with pytest.raises(NotYours):
            await world.store.write(intake.adopt, await world.meet(name), None, world.company, world.now)
    adam = await world.meet("Adam Admin")
    await world.store.write(intake.adopt, adam, None, world.company, world.now)
    [one] = (await there(world)).values()
    assert one.registered_by == adam.number


async def test_first_use_is_kept_as_exactly_as_it_was_written_and_never_guessed(world: World) -> None:
    await bring(world.store, [
        entry(1, name="Day", started=dated(date(2026, 3, 4))),
        entry(2, name="Month", started=dated(date(2026, 3, 1), Precision.MONTH)),
        entry(3, name="Nothing"),
        entry(4, name="Ahead", started=dated(TODAY + timedelta(days=30))),
    ], world.now)  # fmt: skip
    found = await adopt(world)
    assert (found.dated, found.about, found.undated) == (2, 1, 1)
    made = await there(world)
    assert (made["Day"].first_use, made["Day"].about) == (date(2026, 3, 4), None)
    assert made["Month"].first_use is None and made["Month"].about == dated(date(2026, 3, 1), Precision.MONTH)
    assert (made["Nothing"].first_use, made["Nothing"].in_use_since) == (None, None)
    assert made["Ahead"].stage is Stage.REGISTERED


async def test_a_pilot_begun_lately_is_decided_within_90_days_of_its_first_use(world: World) -> None:
    begun = TODAY - timedelta(days=70)
    await bring(world.store, [entry(row, started=dated(begun)) for row in range(5)], world.now)
    await adopt(world)
    made = await there(world)
    due = await world.store.read(gates.current_of, [one.id for one in made.values()])
    assert {gate.due <= begun + timedelta(days=90) for gate in due.values()} == {True}


async def test_equal_names_are_told_apart_by_their_unit(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.initiative(dana, "Minutes")
    same = [entry(row, name="ChatGPT", unit=unit) for row, unit in enumerate(("Tax", "Legal", "Legal"))]
    await bring(world.store, [*same, entry(8, name="minutes")], world.now)
    await adopt(world)
    assert set(await there(world)) == {
        "Minutes", "minutes (Tax)", "ChatGPT (Tax)", "ChatGPT (Legal)", "ChatGPT (Legal, 2)"
    }


async def test_a_contact_is_kept_as_text_and_nobody_is_sponsor_by_it(world: World) -> None:
    mailbox = "ai@x.test"
    some = [entry(row, addresses=(mailbox,)) for row in range(12)]
    within = entry(91, addresses=("dana@x.test",), sponsor="jordana@x.test")
    await bring(world.store, [*some, entry(90, addresses=("dana@x.test",), sponsor="Dana"), within], world.now)
    found = await adopt(world)
    assert found.owners == {Owner.NONE: 0, Owner.SHARED_MAILBOX: 12, Owner.PERSON: 2}
    made = await there(world)
    origin = await world.store.read(intakes.of, [made["Letters 90"].id, made["Letters 91"].id])
    assert origin[made["Letters 90"].id].contact == "Dana, dana@x.test"
    assert origin[made["Letters 91"].id].contact == "jordana@x.test, dana@x.test"
    assert {one.sponsor for one in made.values()} == {None}
    assert await world.store.read(initiatives.asked) == []


async def test_a_list_that_comes_again_adds_what_is_new_and_moves_no_gate(world: World) -> None:
    await bring(world.store, [entry(1), entry(2)], world.now)
    await adopt(world)
    before = {name: one.id for name, one in (await there(world)).items()}
    due = await world.store.read(gates.current_of, list(before.values()))
    day = date(2026, 2, 3)
    world.pass_(days=3)
    retired = entry(2, stage=ListedStage.RETIRED)
    await bring(world.store, [entry(1, started=dated(day), addresses=("eve@x.test",)), retired, entry(3)], world.now)
    found = await adopt(world)
    assert (found.pilots, found.followed, found.moved_on) == (1, 2, 1)
    made = await there(world)
    assert made["Letters 1"].first_use == day and made["Letters 2"].stage is Stage.PILOTING
    assert await world.store.read(gates.current_of, list(before.values())) == due
    origin = await world.store.read(intakes.of, [made["Letters 1"].id])
    assert origin[made["Letters 1"].id].contact == "eve@x.test"


async def test_an_import_taken_back_takes_its_initiatives_along_while_nobody_has_acted_on_them(world: World) -> None:
    number = await bring(world.store, [entry(1), entry(2)], world.now)
    await adopt(world)
    made = await there(world)
    gate = await world.store.read(gates.current, made["Letters 1"].id)
    assert gate is not None
    await world.store.write(gate_actions.take_step, gate.id, Step.OPEN, world.company, world.now)
    await world.store.write(imports.revert, number, world.now)
    assert await there(world) == {}
    assert await entries(world, "cli:initiative:withdrawn") == 2
    assert not await world.store.write(gate_actions.take_step, gate.id, Step.OVERDUE, world.company, world.now)
    await bring(world.store, [entry(1), entry(2)], world.now)
    assert (await adopt(world)).pilots == 2


async def test_an_import_stays_once_somebody_has_acted_on_what_came_from_it(world: World) -> None:
    number = await bring(world.store, [entry(1), entry(2)], world.now)
    await adopt(world)
    olga, _ = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    one = (await there(world))["Letters 2"]
    ask = NameSponsor(initiative=one.id, sponsor=object_id("Dana Whitfield"))
    await world.store.write(sponsorship.name, olga, ask, world.now)
    with pytest.raises(Refused) as refused:
        await world.store.write(imports.revert, number, world.now)
    assert (refused.value.code, refused.value.params) == (
        "import_acted_on", {"id": number, "count": 1, "name": "Letters 2"}
    )
    assert len(await there(world)) == 2


async def test_what_an_earlier_import_calls_a_pilot_stays_when_a_later_one_is_taken_back(world: World) -> None:
    await bring(world.store, [entry(1)], world.now)
    later = await bring(world.store, [entry(1, intent="Shorter"), entry(2)], world.now)
    await adopt(world)
    await world.store.write(imports.revert, later, world.now)
    assert set(await there(world)) == {"Letters 1"}


async def test_the_record_of_one_without_a_start_says_so_and_claims_no_age(world: World) -> None:
    await bring(world.store, [entry(1)], world.now)
    await adopt(world)
    olga = await world.meet("Olga Office")
    one = (await there(world))["Letters 1"]
    view = await world.store.read(records.show, olga, one.id, world.now)
    assert (view.first_use, view.about, view.may_name_sponsor) == (None, None, True)
    assert local_date(world.now, world.company.zone) < (view.gate_on or TODAY)


async def test_what_left_its_list_is_not_taken_and_what_goes_on_under_another_key_is_not_taken_twice(world: World) -> None:
    await bring(world.store, [entry(1)], world.now)
    await adopt(world)
    world.pass_(days=1)
    await bring(world.store, [entry(1), entry(2)], world.now)
    world.pass_(days=1)
    await bring(world.store, [entry(11, name="Letters 1")], world.now)
    await world.store.write(lambda tx: audits.join(tx, "x|1", "x|11", by=None, at=world.now))
    assert (await adopt(world)).pilots == 0
    assert set(await there(world)) == {"Letters 1"}

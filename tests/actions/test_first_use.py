"""An initiative whose first day of use nobody knows claims nothing until somebody says the day."""

from datetime import date, timedelta

import pytest

from actions import decisions, intake, metrics, records, sponsorship, sprints
from portfolio.commands import NameSponsor
from portfolio.errors import Invalid, Refused
from portfolio.imports.entries import Precision
from portfolio.people import Actor
from portfolio.verdicts import NotMeasured
from store import Store, gates, initiatives
from tests.actions.listed import bring, dated, entry
from tests.actions.world import World, company, object_id


@pytest.fixture
def world(store: Store) -> World:
    return World(store, company())


async def mine(world: World) -> tuple[Actor, str]:
    """One of March 2026, to the day unknown, which Dana has accepted."""
    dana, olga = await world.meet("Dana Whitfield"), await world.meet("Olga Office")
    await bring(world.store, [entry(1, started=dated(date(2026, 3, 1), Precision.MONTH))], world.now)
    await world.store.write(intake.adopt, None, None, world.company, world.now)
    [one] = await world.store.read(initiatives.everything)
    ask = NameSponsor(initiative=one.id, sponsor=object_id("Dana Whitfield"))
    await world.store.write(sponsorship.name, olga, ask, world.now)
    await world.accept(dana, one.id)
    return dana, one.id


async def test_no_result_is_claimed_and_the_form_asks_for_the_day(world: World) -> None:
    dana, one = await mine(world)
    assert (await world.store.read(metrics.form, dana, one)).asks_start
    await world.metric(dana, one)
    view = await world.store.read(records.show, dana, one, world.now)
    assert view.panel is not None and view.panel.because is NotMeasured.NO_START
    assert (view.first_use, view.about) == (None, dated(date(2026, 3, 1), Precision.MONTH))
    with pytest.raises(Refused) as refused:
        await world.store.read(sprints.form, dana, one, world.now)
    assert refused.value.code == "start_unknown"


async def test_the_day_is_written_once_and_moves_no_gate(world: World) -> None:
    dana, one = await mine(world)
    before = await world.store.read(gates.current, one)
    assert before is not None
    await world.metric(dana, one, first_use=date(2026, 3, 9))
    assert (await world.read(one)).first_use == date(2026, 3, 9)
    assert not (await world.store.read(metrics.form, dana, one)).asks_start
    after = await world.store.read(gates.current, one)
    assert after is not None and after.due == before.due
    view = await world.store.read(records.show, dana, one, world.now)
    assert view.panel is not None and view.panel.because is NotMeasured.NO_BASELINE


async def test_a_day_ahead_or_beyond_belief_is_asked_back(world: World) -> None:
    dana, one = await mine(world)
    for day, code in ((world.now.date() + timedelta(days=1), "first_use_ahead"), (date(1999, 1, 1), "first_use_too_old")):
        with pytest.raises(Invalid) as refused:
            await world.metric(dana, one, first_use=day)
        assert [found.code for found in refused.value.problems] == [code]
    assert (await world.read(one)).first_use is None


async def test_its_gate_opens_without_a_number_of_days_since_first_use(world: World) -> None:
    dana, one = await mine(world)
    gate = await world.at_gate(dana, one)
    form = await world.store.read(decisions.form, dana, gate, world.company, world.now)
    assert form.day is None

"""What was funded goes on owing an outcome (R24): read monthly, told to its sponsor before leadership, and decided again."""

from datetime import date, timedelta

import pytest

from actions import decisions, digests, gate_series, outcomes, production, records
from portfolio.calendar import DAY
from portfolio.conditions import Condition
from portfolio.gates import GateState, Origin
from portfolio.initiatives import Stage
from portfolio.looks import LookName
from portfolio.people import Actor
from portfolio.verdicts import Verdict
from portfolio.views.digest import Digest
from portfolio.views.production import OutcomeLine
from store import decisions as stored
from store import initiatives, outbox
from tests.actions.evidence import cases, closed_by, enable, record
from tests.actions.verdicts import HISTORY, after, armed, found, panel, read_list
from tests.actions.world import World

GOOD = after(2.5)
FUNDED = date(2026, 12, 20)
WORN_OFF = [*GOOD, *cases(date(2026, 12, 31), date(2027, 12, 31), 5.0, each_week=12, seed=3, name="w")]


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """Proven at its gate and funded there with an override, countersigned."""
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    await record(world, await enable(world, one), closed_by(HISTORY, world.now))
    await armed(world, dana, one)
    world.now += timedelta(days=83, hours=2)
    await read_list(world, one, [*HISTORY, *GOOD])
    gate, rita = await world.at_gate(dana, one), await world.meet("Rita Reviewer")
    made = await world.fund(dana, gate)
    await world.sign(rita, made.reference)
    assert (await world.read(one)).stage is Stage.FUNDED
    return one


async def told(world: World, period: str) -> Digest:
    return await world.store.read(digests.build, period, world.company, world.now)


async def line_of(world: World, period: str) -> OutcomeLine:
    (line,) = (await told(world, period)).production
    return line


async def in_march(world: World, one: str) -> None:
    """Three months later the list says that the gain has worn off."""
    world.now = world.now.replace(year=2027, month=4, day=2)
    await read_list(world, one, [*HISTORY, *WORN_OFF])


async def test_what_is_funded_has_its_next_gate_in_a_year(world: World, one: str) -> None:
    gate = await world.gate(one)
    assert (gate.number, gate.state, gate.origin) == (2, GateState.PLANNED, Origin.YEARLY)
    assert gate.due == FUNDED + timedelta(days=365)


async def test_a_month_later_its_number_is_read_over_the_last_weeks_only(world: World, one: str) -> None:
    before = await found(world, one)
    assert (before.look, before.verdict) == (LookName.GATE, Verdict.PROVEN)
    await in_march(world, one)
    why = await found(world, one)
    assert (why.look, why.until, why.then) == (LookName.MONTH, date(2027, 3, 31), date(2027, 5, 1))
    assert why.verdict in (Verdict.NO_EFFECT, Verdict.UNCLEAR, Verdict.WORSE), "the year's mean would still look good"
    assert why.n_before == before.n_before, "against the same baseline"
    line = await line_of(world, "2027-03")
    assert (line.funded_on, line.then, line.review_on) == (FUNDED, Verdict.PROVEN, FUNDED + timedelta(days=365))


async def test_what_holds_is_in_the_digest_and_owes_its_sponsor_no_card(world: World, one: str, dana: Actor) -> None:
    world.now = world.now.replace(year=2027, month=2, day=2)
    await read_list(world, one, [*HISTORY, *after(2.5), *cases(date(2026, 12, 31), date(2027, 3, 1), 2.5, each_week=12,
                                                               seed=4, name="g")])
    line = await line_of(world, "2027-01")
    assert line.verdict is Verdict.PROVEN and line.panel is not None
    assert not await world.store.write(outcomes.tell, dana.number, "2027-01", world.company, world.now)


async def test_bad_news_reaches_the_sponsor_three_working_days_before_leadership(
    world: World, one: str, dana: Actor
) -> None:
    await in_march(world, one)
    bad, good = (await panel(world, one)).verdict, Verdict.PROVEN
    assert bad is not good and (await line_of(world, "2027-03")).verdict is good, "its sponsor does not know yet"
    assert await world.store.write(outcomes.tell, dana.number, "2027-03", world.company, world.now)
    assert not await world.store.write(outcomes.tell, dana.number, "2027-03", world.company, world.now), "once (R22)"
    await world.deliver()
    sent = await world.store.read(outbox.find, f"outcome:2027-03:{dana.number}")
    assert sent is not None and sent.sent_at is not None
    world.pass_(days=4)
    assert (await line_of(world, "2027-03")).verdict is good, "Friday to Tuesday are two working days"
    world.pass_(days=1)
    assert (await line_of(world, "2027-03")).verdict is bad


async def test_what_does_not_fit_on_the_sponsors_card_is_told_with_it(
    world: World, one: str, dana: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "MOST_LINES", 0)
    await in_march(world, one)
    assert await world.store.write(outcomes.tell, dana.number, "2027-03", world.company, world.now)
    await world.deliver()
    world.pass_(days=5)
    assert (await line_of(world, "2027-03")).verdict is (await panel(world, one)).verdict


async def test_nobody_is_waited_for_where_there_is_no_sponsor_to_tell(world: World, one: str) -> None:
    await in_march(world, one)
    assert (await panel(world, one)).verdict is not Verdict.PROVEN

    await world.store.write(initiatives.change, await world.read(one), sponsor=None, sponsor_state="none")
    line = await line_of(world, "2027-03")
    assert line.verdict is not Verdict.PROVEN and line.sponsor is None


async def test_an_override_that_runs_out_comes_before_the_yearly_gate(world: World, one: str) -> None:
    yearly = await world.gate(one)
    world.now += timedelta(days=31)
    made = (await world.store.read(stored.funded_of, [one]))[one]
    assert await world.store.write(decisions.reopen_expired, made.id, world.company, world.now)
    gate = await world.gate(one)
    assert (gate.number, gate.origin) == (yearly.number + 1, Origin.OVERRIDE)
    assert gate.due == (world.now + timedelta(hours=2)).date()
    assert not await world.store.write(decisions.reopen_expired, made.id, world.company, world.now)


async def test_fading_use_brings_the_gate_forward_once_and_says_so(world: World, one: str) -> None:
    yearly, soon = await world.gate(one), FUNDED + timedelta(days=60)

    async def bring(today: date) -> bool:
        known = await world.read(one)
        return await world.store.write(production.bring_forward, known, Origin.FADING, today, world.now)

    assert not await bring(soon), "what was known when it was decided is no news"
    later = FUNDED + timedelta(days=100)
    assert await bring(later) and not await bring(later + DAY)
    gate = await world.gate(one)
    assert (gate.origin, gate.due, gate.number) == (Origin.FADING, later + timedelta(days=30), yearly.number + 1)
    assert (await world.noted())["calendar:gate:brought_forward"] == 1
    line = await line_of(world, "2027-02")
    assert (line.origin, line.review_on) == (Origin.FADING, gate.due)


async def test_at_its_gate_it_is_decided_again(world: World, one: str, dana: Actor) -> None:
    await in_march(world, one)
    await world.arm(dana, one)
    gate = await world.at_gate(dana, one)
    assert (await world.read(one)).stage is Stage.AT_GATE
    form = await world.store.read(decisions.form, dana, gate, world.company, world.now)
    assert getattr(form, "origin", None) is Origin.YEARLY
    assert (await found(world, one)).look == LookName.GATE


async def test_a_sponsor_who_leaves_is_followed_by_another(world: World, one: str, dana: Actor) -> None:
    olga = await world.meet("Olga Office")
    assert not (await world.store.read(records.show, olga, one, world.now)).may_name_sponsor
    await world.store.write(initiatives.change, await world.read(one), sponsor=None, sponsor_state="none")
    shown = await world.store.read(records.show, olga, one, world.now)
    assert shown.may_name_sponsor and Condition.UNOWNED in shown.conditions


async def test_what_was_funded_without_a_next_gate_gets_one_once(world: World, one: str) -> None:
    yearly = await world.gate(one)
    await world.store.write(gate_series.void, yearly)
    assert f"review:{one}" in await world.plan()
    gate = await world.gate(one)
    assert gate.origin is Origin.YEARLY
    assert gate.due == yearly.due and gate.id != yearly.id
    assert f"review:{one}" not in await world.plan()
    assert (await world.noted())["calendar:gate:planned"] == 1

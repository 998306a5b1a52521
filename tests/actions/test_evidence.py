"""From observations to a verdict on the cards: baseline from history, looks, the seal, and what funding needs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions import decisions, digests, evidence, gates, lists, observations
from portfolio.decisions import Piece
from portfolio.gates import Step
from portfolio.looks import LookName
from portfolio.metrics import Provenance
from portfolio.observations import SourceKind, SourceRef, Unavailable
from portfolio.people import Actor
from portfolio.sources import failure_of
from portfolio.statistics.judged import Design, Reason
from portfolio.verdicts import Advice, NotMeasured, Verdict
from portfolio.views.gates import DecisionForm
from store import verdicts
from tests.actions.evidence import case, cases, closed_by, enable, record
from tests.actions.verdicts import FIRST_USE, HISTORY, after, armed, found, panel, read_list, source_of
from tests.actions.world import World


@pytest.fixture
async def dana(world: World) -> Actor:
    return await world.meet("Dana Whitfield")


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """An initiative whose list has been read once, with 26 weeks of history."""
    initiative = await world.initiative(dana)
    await world.metric(dana, initiative, baseline=None, baseline_source=None)
    await record(world, await enable(world, initiative), closed_by(HISTORY, world.now))
    return initiative


async def test_before_the_first_look_a_number_is_shown_and_nothing_is_claimed(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    world.now += timedelta(days=27)
    await read_list(world, one, [*HISTORY, *after(2.0)])
    shown = await panel(world, one)
    assert (shown.verdict, shown.because, shown.interval, shown.change) == (
        Verdict.NOT_MEASURED, NotMeasured.BEFORE_LOOK, None, None
    )
    assert shown.current is not None and shown.current.provenance is Provenance.MEASURED
    assert Decimal("1.4") < shown.current.value < Decimal("2.6")
    why = await found(world, one)
    assert (why.look, why.then) == (LookName.NONE, FIRST_USE + timedelta(days=30))


async def test_a_strong_effect_is_proven_at_the_gate_and_fund_is_recommended(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    gate = await world.gate(one)
    world.now += timedelta(days=83, hours=2)
    await record(world, await source_of(world, one), closed_by([*HISTORY, *after(2.5)], world.now))
    await world.store.write(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    shown = await panel(world, one)
    assert (shown.verdict, shown.because) == (Verdict.PROVEN, None)
    assert shown.interval is not None and shown.change is not None
    assert shown.baseline is not None and shown.current is not None
    assert shown.interval.low < shown.change < shown.interval.high < Decimal("-0.2")
    assert shown.interval.level == Decimal(93), "3.5 % on each side are left for the gate"
    told = abs(shown.current.value - shown.baseline.value * (1 + shown.change))
    assert told < Decimal("0.01"), "number, change and verdict do not contradict each other"
    why = await found(world, one)
    assert (why.look, why.until, why.design) == (LookName.GATE, date(2026, 11, 22), Design.CASES)
    assert why.sample and why.changed == 0 and len(why.hash) == 64
    world.now += timedelta(days=7)
    for step in (Step.OPEN, Step.CARD):
        await world.store.write(gates.take_step, gate.id, step, world.company, world.now)
    form = await world.store.read(decisions.form, dana, gate.id, world.company, world.now)
    assert isinstance(form, DecisionForm) and form.panel == shown
    assert form.recommended is Advice.FUND
    assert not {Piece.BASELINE, Piece.SAMPLE, Piece.PROVENANCE} & set(form.missing_to_fund)


async def test_no_effect_is_never_recommended_for_funding(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    gate = await world.gate(one)
    world.now += timedelta(days=83, hours=2)
    await record(world, await source_of(world, one), closed_by([*HISTORY, *after(5.0)], world.now))
    await world.store.write(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    assert (await panel(world, one)).verdict in (Verdict.UNCLEAR, Verdict.NO_EFFECT)


async def test_between_two_looks_the_last_one_stands(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    rows = [*HISTORY, *after(2.0)]
    world.now += timedelta(days=61)
    await read_list(world, one, rows)
    first = await found(world, one)
    assert (first.look, first.until) == (LookName.DAY_60, FIRST_USE + timedelta(days=59))
    world.now += timedelta(days=9)
    assert await read_list(world, one, rows) == [], "nothing that happened until the look has changed"
    assert await found(world, one) == first
    assert await world.store.read(evidence.due, world.now) == ()


async def test_too_few_cases_say_how_many_there_are_and_are_needed(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    world.now += timedelta(days=61)
    few = cases(FIRST_USE, date(2026, 12, 1), 2.0, each_week=2, name="a")
    await read_list(world, one, [*HISTORY, *few])
    why = await found(world, one)
    assert (why.verdict, why.because, why.need, why.sample) == (Verdict.NOT_MEASURED, NotMeasured.TOO_FEW, 20, False)
    assert why.reason in (Reason.TOO_FEW_AFTER, Reason.TOO_EARLY) and 0 < why.have < 20


async def test_numbers_without_a_locked_baseline_claim_nothing(world: World, dana: Actor, one: str) -> None:
    world.now += timedelta(days=61)
    await read_list(world, one, [*HISTORY, *after(2.0)])
    shown = await panel(world, one)
    assert (shown.verdict, shown.because) == (Verdict.NOT_MEASURED, NotMeasured.NO_BASELINE)
    assert shown.current is not None and shown.interval is None


async def test_a_baseline_typed_in_by_hand_proves_nothing(world: World, dana: Actor, one: str) -> None:
    await world.metric(dana, one)
    await world.arm(dana, one)
    world.now += timedelta(days=61)
    await read_list(world, one, [*HISTORY, *after(2.0)])
    assert (await panel(world, one)).because is NotMeasured.REPORTED_ONLY


# --- What the past may and may not do -----------------------------------------------------------------------------------


async def test_a_changed_past_is_flagged_and_not_followed(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    rows = [*HISTORY, *after(2.5)]
    world.now += timedelta(days=61)
    await read_list(world, one, rows)
    first = await found(world, one)
    slower = [case(row.key, row.start.date(), 40) for row in HISTORY[:3] if row.start]
    late = case("late", date(2026, 4, 1), 40)
    world.pass_(hours=1)
    assert await read_list(world, one, [*slower, late, *rows[3:]]) == [one]
    then = await found(world, one)
    assert (first.changed, then.changed) == (0, 4)
    assert (then.estimate, then.interval, then.n_before) == (first.estimate, first.interval, first.n_before)


async def test_a_case_that_was_open_at_the_baseline_and_closes_is_no_change_of_the_past(
    world: World, dana: Actor, one: str
) -> None:
    history = closed_by(HISTORY, world.now)
    assert any(row.end is None for row in history)
    await armed(world, dana, one)
    world.now += timedelta(days=61)
    await read_list(world, one, [*HISTORY, *after(2.5)])
    assert (await found(world, one)).changed == 0


# --- Stored, once -------------------------------------------------------------------------------------------------------


async def test_the_same_inputs_give_the_same_verdict_and_it_is_stored_once(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    world.now += timedelta(days=61)
    await read_list(world, one, [*HISTORY, *after(2.5)])
    before = await world.ledger()
    assert not await world.store.write(evidence.refresh, one, world.now)
    assert await world.ledger() == before
    kept = await world.store.read(verdicts.latest, one)
    assert kept is not None
    entry = [each for each in before if each["action"] == "source:verdict:judged"][-1]
    assert (entry["data"]["inputs"], entry["data"]["method"]) == (kept.hash, str(kept.method))


async def test_after_the_seal_new_rows_change_no_verdict(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    gate = await world.gate(one)
    world.now += timedelta(days=83, hours=2)
    await record(world, await source_of(world, one), closed_by([*HISTORY, *after(2.5)], world.now))
    before = len(await world.ledger())
    await world.store.write(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    sealed, [entry] = await found(world, one), (await world.ledger())[before:]
    assert entry["data"]["inputs"] == sealed.hash and entry["data"]["verdict"] == sealed.verdict, "one entry for both"
    world.pass_(days=2)
    assert await read_list(world, one, [*HISTORY, *after(9.0, seed=5)]) == []
    assert await found(world, one) == sealed


async def test_a_seal_that_comes_late_still_counts_only_what_happened_in_time(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    gate = await world.gate(one)
    world.now += timedelta(days=95)
    await record(world, await source_of(world, one), closed_by([*HISTORY, *after(2.5)], world.now))
    await world.store.write(gates.take_step, gate.id, Step.OPEN, world.company, world.now)
    why = await found(world, one)
    assert (why.look, why.until) == (LookName.GATE, gate.due - timedelta(days=8))


async def test_a_source_that_has_been_silent_for_days_gets_no_verdict(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    gate, source = await world.gate(one), await source_of(world, one)
    world.now += timedelta(days=78)
    await record(world, source, closed_by([*HISTORY, *after(2.5)], world.now))
    for _ in range(5):
        world.pass_(days=1)
        failure = failure_of(Unavailable(why="no_connection"), world.now)
        await world.store.write(observations.failed, source.id, failure, world.now)
    await world.store.write(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    shown = await panel(world, one)
    assert (shown.verdict, shown.because, shown.interval) == (Verdict.NOT_MEASURED, NotMeasured.LATE, None)


async def test_a_verdict_counts_only_until_the_source_was_last_seen(world: World, dana: Actor, one: str) -> None:
    """A case that was closed after the last look at the source would pass for an open one."""
    await armed(world, dana, one)
    gate, source = await world.gate(one), await source_of(world, one)
    world.now += timedelta(days=81)
    seen = world.now.date()
    await record(world, source, closed_by([*HISTORY, *after(2.5)], world.now))
    world.pass_(days=2)
    failure = failure_of(Unavailable(why="no_connection"), world.now)
    await world.store.write(observations.failed, source.id, failure, world.now)
    await world.store.write(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    why = await found(world, one)
    assert (why.look, why.until, why.verdict) == (LookName.GATE, seen, Verdict.PROVEN)


async def test_a_file_tells_of_the_time_until_it_came_however_often_it_is_looked_at(
    world: World, dana: Actor, one: str
) -> None:
    world.pass_(minutes=1)
    source = await enable(world, one, ref=SourceRef(kind=SourceKind.DROP, locator="rfp.csv"), label="RFP export")
    await record(world, source, closed_by(HISTORY, world.now))
    await armed(world, dana, one)
    gate = await world.gate(one)
    rows = [*HISTORY, *after(2.5)]
    world.now += timedelta(days=70)
    came = world.now
    await record(world, source, closed_by(rows, came))
    world.now += timedelta(days=13, hours=2)
    assert await record(world, source, closed_by(rows, came)) is None
    await world.store.write(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    why = await found(world, one)
    assert (why.until, why.provenance, why.verdict) == (came.date(), Provenance.EXTRACT, Verdict.PROVEN)


# --- Where it is seen ---------------------------------------------------------------------------------------------------


async def test_the_digest_and_the_portfolio_carry_the_verdict(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    world.now += timedelta(days=61)
    await read_list(world, one, [*HISTORY, *after(1.5)])
    verdict = (await panel(world, one)).verdict
    assert verdict is Verdict.PROVEN
    digest = await world.store.read(digests.build, "2026-10", world.company, world.now)
    assert [(each.verdict, each.count) for each in digest.counts] == [(Verdict.PROVEN, 1)]
    listed = await world.store.read(lists.portfolio, dana, 1, world.now)
    assert [row.verdict for row in listed.rows] == [Verdict.PROVEN]

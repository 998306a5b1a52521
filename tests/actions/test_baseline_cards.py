"""The baseline card: offered once, accepted by the sponsor and locked, limited to days, flagged when it moves (B6, B8)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions import baseline_cards, baselines, evidence, panels, records
from portfolio.baselines import ALWAYS, Between, TooLittle
from portfolio.commands import AcceptBaseline
from portfolio.errors import Invalid, NotYours, Refused
from portfolio.metrics import BaselineState, Metric
from portfolio.people import Actor
from portfolio.statistics.judged import Reason
from portfolio.verdicts import NotMeasured
from portfolio.views.baselines import BaselineCard
from portfolio.views.notices import Notice
from store import metrics as stored
from tests.actions.evidence import cases, closed_by, enable, propose, record, refresh
from tests.actions.world import World

FIRST_USE = date(2026, 9, 1)
HISTORY = cases(date(2026, 3, 1), FIRST_USE, 5.0, each_week=12)


@pytest.fixture
async def dana(world: World) -> Actor:
    return await world.meet("Dana Whitfield")


async def bound(world: World, dana: Actor, rows: int = len(HISTORY), **metric: object) -> str:
    """An initiative whose list has been read once."""
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None, **metric)
    await record(world, await enable(world, one), closed_by(HISTORY[:rows], world.now))
    return one


async def shown(world: World, who: Actor, one: str, between: Between = ALWAYS) -> BaselineCard:
    return await world.store.read(baseline_cards.show, who, one, between, world.now)


async def accept(world: World, who: Actor, card: BaselineCard) -> None:
    command = AcceptBaseline(initiative=card.initiative, seen=card.seen, between=card.between)
    await world.store.write(baselines.accept, who, command, world.now)


async def metric_of(world: World, one: str) -> Metric:
    found = await world.store.read(stored.latest, one)
    assert found is not None
    return found


async def offered(world: World) -> list[str]:
    """What the worker does after it has read: the initiatives that were offered a baseline."""
    due = await world.store.read(baseline_cards.due)
    return [one for one in due if await world.store.write(baseline_cards.offer, one, world.now)]


async def test_the_card_says_what_was_counted_and_what_the_design_can_show(world: World, dana: Actor) -> None:
    card = await shown(world, dana, await bound(world, dana))
    assert card.proposal is not None and card.proposal.n > 280 and card.proposal.season and card.may_accept and card.fits
    assert card.prospect is not None and card.prospect.probability is not None and not card.prospect.assumed
    assert card.prospect.before == card.proposal.n


async def test_accepting_locks_exactly_what_was_shown_with_one_entry_and_once(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    card, before = await shown(world, dana, one), await world.noted()
    await accept(world, dana, card)
    metric = await metric_of(world, one)
    assert metric.baseline is not None and metric.baseline.window is not None and card.proposal is not None
    assert (metric.baseline.state, metric.baseline.value) == (BaselineState.LOCKED, card.proposal.middle)
    assert metric.baseline.window.hash == card.seen
    assert await world.noted() - before == {"teams:baseline:locked": 1}
    await accept(world, dana, card)
    assert await world.noted() - before == {"teams:baseline:locked": 1}, "pressing again changes nothing"
    await world.arm(dana, one)
    kept = await metric_of(world, one)
    assert kept.baseline == metric.baseline


async def test_nothing_is_locked_when_the_source_has_moved_since_the_card_was_drawn(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    card = await shown(world, dana, one)
    world.pass_(hours=1)
    await record(world, await enable(world, one), closed_by(HISTORY[1:], world.now))
    before = await world.noted()
    with pytest.raises(Invalid) as moved:
        await accept(world, dana, card)
    assert [found.code for found in moved.value.problems] == ["history_moved"]
    assert await world.noted() == before and (await metric_of(world, one)).baseline is None


async def test_only_the_sponsor_accepts(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    olga = await world.meet("Olga Office")
    card = await shown(world, olga, one)
    assert not card.may_accept
    with pytest.raises(NotYours):
        await accept(world, olga, card)


async def test_another_window_is_counted_and_judged_by_itself(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    days = Between(since=date(2026, 6, 1), until=date(2026, 8, 15))
    card = await shown(world, dana, one, days)
    assert card.proposal is not None and card.proposal.first >= date(2026, 6, 1) and card.proposal.last <= date(2026, 8, 15)
    await accept(world, dana, card)
    window = (await metric_of(world, one)).baseline
    assert window is not None and window.window is not None
    assert (window.window.since, window.window.until) == (days.since, days.until)
    await world.arm(dana, one)
    after = cases(FIRST_USE, date(2026, 12, 31), 3.0, each_week=12, seed=2, name="a")
    world.pass_(days=63)
    await record(world, await enable(world, one), closed_by([*HISTORY, *after], world.now))
    await refresh(world)
    panel = await world.store.read(panels.panel, one)
    assert panel is not None and panel.why is not None
    assert panel.why.n_before <= card.proposal.n < 160 and panel.why.changed == 0


async def test_a_window_below_the_minimum_is_told_the_number_needed(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    card = await shown(world, dana, one, Between(since=date(2026, 8, 20), until=None))
    assert card.proposal is None and card.short is not None and card.short.need in (6, 20)
    with pytest.raises(Refused) as refused:
        await accept(world, dana, card)
    assert refused.value.code.startswith("history_too_few")


async def test_too_little_history_is_shown_with_the_number_needed_and_not_offered(world: World, dana: Actor) -> None:
    one = await bound(world, dana, rows=17)
    card = await shown(world, dana, one)
    assert card.short == TooLittle(reason=Reason.TOO_FEW_BEFORE, have=17, need=20)
    view = await world.store.read(records.show, dana, one, world.now)
    assert view.baseline is not None and view.baseline.short == card.short
    assert await offered(world) == []
    world.pass_(hours=1)
    await record(world, await enable(world, one), closed_by(HISTORY, world.now))
    assert await offered(world) == [one]


async def test_the_sponsor_is_offered_it_once_and_the_card_closes_when_it_is_locked(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    await world.install(dana)
    assert await offered(world) == [one] and await offered(world) == []
    delivered = [parcel for parcel in await world.deliver() if isinstance(parcel.view, BaselineCard)]
    assert [parcel.view.initiative for parcel in delivered] == [one]  # type: ignore[attr-defined]
    await accept(world, dana, await shown(world, dana, one))
    updates = await world.deliver()
    assert [(parcel.activity_id, parcel.view.code) for parcel in updates if isinstance(parcel.view, Notice)] == [
        (f"a-{delivered[0].id}", "baseline_locked_now")
    ]


async def test_an_offer_that_was_overtaken_is_not_sent(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    await world.install(dana)
    assert await offered(world) == [one]
    await propose(world, dana, one)
    assert [parcel for parcel in await world.deliver() if isinstance(parcel.view, BaselineCard)] == []


async def test_later_changes_of_the_source_are_flagged_and_never_followed(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    await accept(world, dana, await shown(world, dana, one))
    locked = (await metric_of(world, one)).baseline
    world.pass_(hours=1)
    moved = [replace(row, end=row.end + timedelta(days=3)) if n < 4 and row.end else row for n, row in enumerate(HISTORY)]
    await record(world, await enable(world, one), closed_by(moved, world.now))
    card = await shown(world, dana, one)
    assert card.locked is not None and card.locked.changed == 4 and card.proposal is None
    assert (await metric_of(world, one)).baseline == locked
    with pytest.raises(Refused) as refused:
        await propose(world, dana, one)
    assert refused.value.code == "baseline_locked"


async def test_a_locked_baseline_claims_nothing_while_the_rules_are_open(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    await accept(world, dana, await shown(world, dana, one))
    after = cases(FIRST_USE, date(2026, 12, 31), 2.5, each_week=12, seed=2, name="a")
    world.pass_(days=65)
    await record(world, await enable(world, one), closed_by([*HISTORY, *after], world.now))
    await refresh(world)
    found = await world.store.read(evidence.of, await metric_of(world, one))
    assert found is not None and found.because is NotMeasured.RULES_OPEN and found.interval is None
    await world.arm(dana, one)
    await refresh(world)
    judged = await world.store.read(evidence.of, await metric_of(world, one))
    assert judged is not None and judged.because is None


async def test_a_target_that_history_has_reached_is_said_and_nothing_is_locked(world: World, dana: Actor) -> None:
    one = await bound(world, dana, target=Decimal(9), floor=None)
    card = await shown(world, dana, one)
    assert not card.fits
    with pytest.raises(Invalid) as invalid:
        await accept(world, dana, card)
    assert [found.code for found in invalid.value.problems] == ["target_not_better"]


async def test_not_yet_locks_nothing_and_the_record_keeps_it(world: World, dana: Actor) -> None:
    one = await bound(world, dana)
    before = await world.noted()
    told = await world.store.read(baseline_cards.later, dana, one)
    assert told.code == "baseline_later" and await world.noted() == before
    view = await world.store.read(records.show, dana, one, world.now)
    assert view.baseline is not None and view.baseline.proposal is not None

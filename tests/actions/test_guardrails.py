"""Guardrails: written beside the metric, judged at its looks, and proven broken they take "fund" off the recommendation."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

import pytest

from actions import decisions, evidence, guardrails, observations, panels
from portfolio.commands import SaveGuardrail
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.guardrails import Guarded, turned
from portfolio.looks import LookName
from portfolio.observations import Binding, Observation, Shape, SourceKind, SourceRef
from portfolio.people import Actor
from portfolio.sources import How, Source
from portfolio.statistics.guardrails import Guard
from portfolio.verdicts import Advice, Choice, NotMeasured, Verdict
from portfolio.views.gates import DecisionForm
from portfolio.views.guardrails import GuardrailForm
from portfolio.views.numbers import Panel
from store import guardrails as stored
from store import sources, verdicts
from tests.actions.evidence import cases, closed_by, enable, observation, propose, record, refresh
from tests.actions.pieces import problems
from tests.actions.world import World

FIRST_USE = date(2026, 9, 1)
REVIEWS = SourceRef(kind=SourceKind.LIST, locator="site/reviews")
HISTORY = cases(date(2026, 3, 1), FIRST_USE, 5.0, each_week=12)


def command(initiative: str, revision: int, **changes: object) -> SaveGuardrail:
    values: dict[str, object] = {
        "initiative": initiative, "number": None, "name": "Share of drafts sent back", "unit": "%", "lower_is_better": True,
        "margin": Decimal("0.2"), "revision": revision,
    }
    return SaveGuardrail(**(values | changes))  # type: ignore[arg-type]


async def save(world: World, who: Actor, one: str, **changes: object) -> GuardrailForm:
    form = await world.store.read(guardrails.form, who, one)
    return await world.store.write(guardrails.save, who, command(one, form.revision, **changes), world.now)


async def watch(world: World, one: str, number: int = 1) -> Source:
    """The guardrail is counted in a list of reviews, each a yes or a no."""
    admin = await world.meet("Adam Admin")
    source = Source(
        id=f"s-rail{number}", initiative=one, metric=1, ref=REVIEWS, label="Review list",
        binding=Binding(shape=Shape.YES_NO, zone="Europe/Berlin", at="Day", value="Sent back"), how=How.SHARE, pilot=None,
        enabled_by=admin.number, enabled_at=world.now, guardrail=number,
    )
    await world.store.write(sources.add, source)
    return source


def reviews(first: date, last: date, share: float, *, seed: int) -> list[Observation]:
    """Twenty reviews a week, so many of them sent back."""
    random, found = Random(seed), []
    for number in range((last - first).days * 20 // 7):
        at = datetime.combine(first + timedelta(days=number * 7 // 20), time(10), UTC)
        found.append(observation(f"r{seed}-{number}", at, value=Decimal(int(random.random() < share))))
    return found


async def piloted(world: World, dana: Actor, before: float, after: float, *, better: bool = True) -> str:
    """A pilot that halves its number, and what happened to the reviews meanwhile; at its open gate."""
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    await save(world, dana, one, lower_is_better=better)
    list_, rail = await enable(world, one), await watch(world, one)
    early = reviews(date(2026, 3, 1), FIRST_USE, before, seed=1)
    await record(world, list_, closed_by(HISTORY, world.now))
    await record(world, rail, early)
    await propose(world, dana, one)
    await world.arm(dana, one)
    world.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    done = cases(FIRST_USE, date(2026, 11, 22), 2.2, each_week=12, seed=2, name="a")
    await record(world, list_, closed_by([*HISTORY, *done], world.now))
    await record(world, rail, [*early, *reviews(FIRST_USE, date(2026, 11, 22), after, seed=2)])
    await refresh(world)
    await world.at_gate(dana, one)
    return one


async def panel(world: World, one: str) -> Panel:
    found = await world.store.read(panels.panel, one)
    assert found is not None
    return found


async def decision(world: World, dana: Actor, one: str) -> DecisionForm:
    form = await world.store.read(decisions.form, dana, (await world.gate(one)).id, world.company, world.now)
    assert isinstance(form, DecisionForm)
    return form


async def test_a_broken_guardrail_takes_fund_off_the_recommendation_and_is_named(world: World, dana: Actor) -> None:
    one = await piloted(world, dana, 0.10, 0.35)
    form = await decision(world, dana, one)
    assert form.panel is not None and form.panel.verdict is Verdict.PROVEN
    (rail,) = form.panel.guardrails
    assert rail.guard is Guard.BROKEN and form.panel.broken == (rail,)
    assert rail.interval is not None and rail.interval.low > rail.rail.margin and rail.source == "Review list"
    assert form.recommended is Advice.NARROW
    wanted = await problems(world, dana, one, Choice.FUND, second=None, expires=None)
    assert ("second", "second_needed") in wanted, "to fund it all the same takes a reviewer (R8)"


async def test_a_guardrail_that_holds_changes_nothing(world: World, dana: Actor) -> None:
    one = await piloted(world, dana, 0.20, 0.05)
    form = await decision(world, dana, one)
    assert form.panel is not None
    assert [rail.guard for rail in form.panel.guardrails] == [Guard.FINE]
    assert form.recommended is Advice.FUND


async def test_a_change_that_may_reach_the_margin_is_a_warning_and_no_more(world: World, dana: Actor) -> None:
    one = await piloted(world, dana, 0.20, 0.23)
    form = await decision(world, dana, one)
    assert form.panel is not None and [rail.guard for rail in form.panel.guardrails] == [Guard.WARN]
    assert form.recommended is Advice.FUND


async def test_where_higher_is_better_falling_breaks_it_and_rising_does_not(world: World, dana: Actor) -> None:
    one = await piloted(world, dana, 0.80, 0.45, better=False)
    (rail,) = (await panel(world, one)).guardrails
    assert rail.guard is Guard.BROKEN and rail.estimate is not None and rail.estimate < 0


async def test_the_verdict_keeps_what_was_found_of_the_guardrails_and_new_reviews_judge_again(
    world: World, dana: Actor
) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    await save(world, dana, one)
    list_, rail = await enable(world, one), await watch(world, one)
    await record(world, list_, closed_by(HISTORY, world.now))
    early = reviews(date(2026, 3, 1), FIRST_USE, 0.1, seed=1)
    await record(world, rail, early)
    assert await refresh(world) == [one]
    (before,) = (await panel(world, one)).guardrails
    assert (before.guard, before.because) == (None, NotMeasured.BEFORE_LOOK)
    await propose(world, dana, one)
    await world.arm(dana, one)
    world.pass_(days=31)
    done = cases(FIRST_USE, date(2026, 10, 3), 2.2, each_week=12, name="a")
    await record(world, list_, closed_by([*HISTORY, *done], world.now))
    await refresh(world)
    first = await world.store.read(verdicts.latest, one)
    assert first is not None and first.look == LookName.DAY_30
    late = (await panel(world, one)).guardrails[0]
    assert late.guard is None and late.because is NotMeasured.LATE, "a source that fell silent says so"
    await record(world, rail, [*early, *reviews(FIRST_USE, date(2026, 10, 1), 0.6, seed=2)])
    assert await refresh(world) == [one]
    second = await world.store.read(verdicts.latest, one)
    assert second is not None and second.hash != first.hash
    assert [found.rail.number for found in second.evidence.guardrails] == [1]
    assert await refresh(world) == [], "the same again judges nothing"


async def test_a_guardrail_nobody_counts_is_unknown_and_never_fine(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await save(world, dana, one)
    assert (await panel(world, one)).guardrails == (
        Guarded(rail=(await world.store.read(stored.in_force, one))[0], guard=None, because=None),
    )


async def test_sources_of_guardrails_are_read_too(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await save(world, dana, one)
    rail = await watch(world, one)
    assert [source.id for source in await world.store.read(observations.due, world.now)] == [rail.id]
    assert await world.store.read(evidence.due, world.now) == (), "and none of it is the number that decides"


async def test_three_at_most_each_once_and_never_the_metric_itself(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    for number, name in enumerate(["Rework", "Complaints", "Cost of a case"], start=1):
        assert len((await save(world, dana, one, name=name)).known) == number
    before = await world.noted()
    with pytest.raises(Refused) as full:
        await save(world, dana, one, name="A fourth")
    assert full.value.code == "guardrails_full"
    with pytest.raises(Invalid) as twice:
        await save(world, dana, one, name="REWORK ", unit="h")
    assert [(found.field, found.code) for found in twice.value.problems] == [("guard_name", "guard_twice")]
    with pytest.raises(Invalid) as itself:
        await save(world, dana, one, name="RFP receipt to first draft")
    assert itself.value.problems[0].code == "guard_is_metric"
    for margin in ("0", "0.005", "0.95"):
        with pytest.raises(Invalid) as margins:
            await save(world, dana, one, number=1, name="Rework", margin=Decimal(margin))
        assert margins.value.problems[0].code == "margin_out_of_range"
    assert await world.noted() == before


async def test_another_margin_is_another_version_and_another_thing_another_number(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await save(world, dana, one, name="Rework")
    await save(world, dana, one, number=1, name="Rework", margin=Decimal("0.05"))
    (rail,) = await world.store.read(stored.in_force, one)
    assert (rail.number, rail.version, rail.margin, turned(rail).target) == (1, 2, Decimal("0.05"), 0.05)
    await save(world, dana, one, number=1, name="Complaints", margin=Decimal("0.05"))
    (rail,) = await world.store.read(stored.in_force, one)
    assert (rail.number, rail.version) == (2, 1), "what counted rework does not count complaints"
    await world.store.write(guardrails.drop, dana, one, 2, world.now)
    assert await world.store.read(stored.in_force, one) == ()
    noted = await world.noted()
    await world.store.write(guardrails.drop, dana, one, 2, world.now)
    assert await world.noted() == noted
    with pytest.raises(NotFound):
        await world.store.read(guardrails.form, dana, one, 2)


async def test_they_are_locked_with_the_rules_and_written_by_who_may_prepare(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    lea = await world.meet("Lea Leader")
    with pytest.raises(NotYours):
        await world.store.write(guardrails.save, lea, command(one, 1), world.now)
    form = await world.store.read(guardrails.form, dana, one)
    await save(world, dana, one)
    with pytest.raises(Conflict):
        await world.store.write(guardrails.save, dana, command(one, form.revision, name="Other"), world.now)
    await world.arm(dana, one)
    with pytest.raises(Refused) as locked:
        await world.store.read(guardrails.form, dana, one)
    assert locked.value.code == "criteria_locked"


async def test_each_change_of_a_guardrail_is_one_entry_without_a_word(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await save(world, dana, one, name="Walrus complaints")
    noted = await world.noted()
    await save(world, dana, one, name="Walrus complaints")
    assert await world.noted() == noted, "the same again is no change"
    await world.store.write(guardrails.drop, dana, one, 1, world.now)
    last = [entry["action"] for entry in (await world.ledger())[-2:]]
    assert last == ["teams:guardrail:saved", "teams:guardrail:dropped"]
    assert "walrus" not in str(await world.ledger()).casefold()


async def test_it_is_connected_like_the_metric_and_beside_it(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    await save(world, dana, one)
    primary = await enable(world, one)
    shape = Binding(shape=Shape.YES_NO, zone="Europe/Berlin", at="Day", value="Sent back")
    rail = await enable(world, one, guardrail=1, binding=shape, how=How.SHARE, label="Review list")
    assert (await world.store.read(sources.in_force, [one]))[one].id == primary.id, "the metric stays where it is counted"
    assert (await world.store.read(sources.of_guardrails, [one]))[(one, 1)].id == rail.id
    assert (await enable(world, one, guardrail=1, binding=shape, how=How.SHARE, label="Review list")).id == rail.id
    with pytest.raises(NotFound):
        await enable(world, one, guardrail=2, binding=shape, how=How.SHARE)


async def test_a_length_of_time_guards_only_in_a_unit_of_time(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await save(world, dana, one, unit="complaints")
    with pytest.raises(Refused) as refused:
        await enable(world, one, guardrail=1)
    assert refused.value.code == "unit_no_time" and refused.value.params["unit"] == "complaints"

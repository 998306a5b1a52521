"""R18, on the clock: a sponsor reads bad news three working days before leadership can."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions import checkins, decisions, digests, lists, metrics, records
from cards.render import render
from portfolio.adoption import Adoption
from portfolio.checkins import MOST_ROWS
from portfolio.conditions import Condition
from portfolio.errors import Refused
from portfolio.people import Actor
from portfolio.statistics.fade import Fade
from portfolio.usage import Cohort
from portfolio.verdicts import NotMeasured, Verdict
from portfolio.views.checkins import CheckInForm, Receipt
from portfolio.views.digest import Digest
from store import adoption as stored
from store.ids import new_id
from tests.actions.evidence import closed_by, enable, record
from tests.actions.verdicts import FIRST_USE, HISTORY, after, armed, read_list
from tests.actions.world import World
from tests.cards.uses import FADING, HEALTHY, HERO


@pytest.fixture
async def one(world: World) -> str:
    """An initiative whose sponsor is reached by Teams, with use that is followed."""
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return await world.initiative(dana)


async def used(world: World, one: str, use: Adoption) -> None:
    """A report of today."""
    cohort = Cohort(
        id=new_id("u"), initiative=one, group="g", label=use.group, product=use.product,
        enabled_by=(await world.meet("Adam Admin")).number, enabled_at=world.now,
    )
    await world.store.write(stored.add, cohort)
    await world.store.write(stored.put, cohort, replace(use, on=world.now.date(), read_at=world.now), world.now)


async def digest(world: World) -> Digest:
    return await world.store.read(digests.mine, await world.meet("Lea Leader"), world.company, world.now)


async def printed(world: World) -> tuple[Fade | None, bool]:
    """The colour in leadership's digest, and whether fading is among the risks."""
    shown = await digest(world)
    (outcome,) = shown.outcomes
    wrong = {condition for line in shown.risks for condition in line.conditions}
    return outcome.use.fade if outcome.use else None, Condition.FADING in wrong


async def test_a_fade_reaches_the_digest_three_working_days_after_its_sponsors_card(world: World, one: str) -> None:
    await used(world, one, HEALTHY)
    await world.walk(date(2026, 9, 28))
    await used(world, one, FADING)
    await world.walk(date(2026, 10, 1))
    assert await printed(world) == (Fade.NONE, False), "red, and nobody has told its sponsor"
    assert any(key.startswith("check_in") for key in await world.morning(date(2026, 10, 2)))
    for day in (2, 5, 6):
        await world.morning(date(2026, 10, day))
        assert await printed(world) == (Fade.NONE, False), "the sponsor has it, leadership not yet"
    await world.morning(date(2026, 10, 7))
    assert await printed(world) == (Fade.RED, True)


async def test_a_fade_after_the_check_in_waits_for_the_next_ones_digest(world: World, one: str) -> None:
    """The post of the 5th working day prints what was known when the card went out."""
    await world.channel()
    await used(world, one, HEALTHY)
    await world.walk(date(2026, 10, 5))
    await used(world, one, FADING)
    await world.morning(date(2026, 10, 7))
    post = next(parcel.view for parcel in world.sent if parcel.key == "digest:2026-09")
    assert isinstance(post, Digest) and post.outcomes[0].use is not None
    assert post.outcomes[0].use.fade is Fade.NONE and post.outcomes[0].use.on == date(2026, 9, 1)
    await world.walk(date(2026, 11, 9))
    post = next(parcel.view for parcel in world.sent if parcel.key == "digest:2026-10")
    assert isinstance(post, Digest) and post.outcomes[0].use is not None and post.outcomes[0].use.fade is Fade.RED


async def test_leadership_cannot_call_it_up_either_and_the_office_can(world: World, one: str) -> None:
    await used(world, one, FADING)

    async def seen(who: Actor, *, aloud: bool = False) -> tuple[bool, bool, bool]:
        view = await world.store.read(lambda tx: records.show(tx, who, one, world.now, aloud=aloud))
        listed = await world.store.read(lambda tx: lists.portfolio(tx, who, 1, world.now, aloud=aloud))
        return view.use is not None, Condition.FADING in view.conditions, Condition.FADING in listed.rows[0].conditions

    lea, dana, olga = [await world.meet(name) for name in ("Lea Leader", "Dana Whitfield", "Olga Office")]
    assert await seen(lea) == (False, False, False), "nothing was known before"
    assert await seen(dana) == await seen(olga) == (True, True, True)
    assert await seen(dana, aloud=True) == (False, False, False), "a channel reads along"
    await world.store.write(checkins.open_mine, dana, world.company, world.now)
    assert await seen(lea) == (False, False, False)
    world.pass_(days=3)                                          # Friday, three working days later
    assert await seen(lea) == await seen(dana, aloud=True) == (True, True, True)


async def test_bad_news_that_passed_and_came_again_is_news(world: World, one: str) -> None:
    dana = await world.meet("Dana Whitfield")
    for use in (HERO, HEALTHY):
        await used(world, one, use)
        await world.store.write(checkins.open_mine, dana, world.company, world.now)
        world.pass_(days=7)
    await used(world, one, HERO)
    shown = (await digest(world)).outcomes[0].use
    assert shown is not None and not shown.hero


async def test_what_does_not_fit_on_a_check_in_is_told_with_it(world: World, one: str) -> None:
    dana, lea = await world.meet("Dana Whitfield"), await world.meet("Lea Leader")
    every = [one, *[await world.initiative(dana, f"Pilot {number}") for number in range(MOST_ROWS)]]
    for each in every:
        await used(world, each, FADING)
    form = await world.store.write(checkins.open_mine, dana, world.company, world.now)
    assert isinstance(form, CheckInForm) and form.more == len(form.beyond) == 1
    assert "one has a number or a use that falls short" in render(form, "en").text
    world.pass_(days=3)
    for each in every:
        assert Condition.FADING in (await world.store.read(records.show, lea, each, world.now)).conditions


async def test_a_check_in_opened_to_change_answers_tells_as_well(world: World, one: str) -> None:
    dana, lea = await world.meet("Dana Whitfield"), await world.meet("Lea Leader")
    answered = await world.check_in(dana)
    assert isinstance(answered, Receipt)
    await used(world, one, FADING)
    await world.store.write(checkins.edit, dana, answered.check_in, world.company, world.now)
    world.pass_(days=3)
    assert Condition.FADING in (await world.store.read(records.show, lea, one, world.now)).conditions


async def test_what_no_message_could_tell_is_not_held_back_for_ever(world: World, one: str) -> None:
    await used(world, one, FADING)
    found_on = world.now
    for days, risk in ((7, False), (44, False), (45, True)):
        world.now = found_on + timedelta(days=days)
        if days == 7:
            await used(world, one, FADING)                       # the next report says the same: known since the first
        assert (await printed(world))[1] is risk


async def test_nothing_waits_for_a_sponsor_in_shadow_mode(world: World) -> None:
    omar = await world.meet("Omar Haddad")
    await world.install(omar, release=False)
    await used(world, await world.initiative(omar), FADING)
    assert await printed(world) == (Fade.RED, True)


async def test_where_nobody_can_be_told_first_nothing_waits(world: World) -> None:
    omar = await world.meet("Omar Haddad")
    for name, accept in (("Not reached by Teams", True), ("Nobody accepted", False)):
        await used(world, await world.initiative(omar, name, accept=accept), FADING)
    assert [outcome.use and outcome.use.fade for outcome in (await digest(world)).outcomes] == [Fade.RED, Fade.RED]


async def test_a_bad_verdict_is_printed_as_it_stood_before_until_its_sponsor_has_it(world: World, one: str) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.metric(dana, one, baseline=None, baseline_source=None)
    await record(world, await enable(world, one), closed_by(HISTORY, world.now))
    await armed(world, dana, one)
    world.now += timedelta(days=27)
    await read_list(world, one, [*HISTORY, *after(9.0)])
    world.now += timedelta(days=33)                              # the look of day 60: 1 November, read on the 2nd
    await read_list(world, one, [*HISTORY, *after(9.0)])
    mine = await world.store.read(records.show, dana, one, world.now)
    assert mine.panel is not None and mine.panel.verdict is Verdict.WORSE
    (held,) = (await digest(world)).outcomes
    assert held.verdict is Verdict.NOT_MEASURED and held.panel is not None
    assert held.panel.because is NotMeasured.BEFORE_LOOK and held.panel.why is not None
    assert held.panel.why.until < FIRST_USE + timedelta(days=30), "the number carries the day it is of"
    assert await _beside_rules(world, "Lea Leader", one) is Verdict.NOT_MEASURED
    assert await _beside_rules(world, "Dana Whitfield", one) is Verdict.WORSE
    assert await _beside_rules(world, "Dana Whitfield", one, aloud=True) is Verdict.NOT_MEASURED, "a channel reads along"
    await world.morning(date(2026, 11, 3))
    await world.morning(date(2026, 11, 6))
    assert (await digest(world)).outcomes[0].verdict is Verdict.WORSE
    assert await _beside_rules(world, "Lea Leader", one) is Verdict.WORSE


async def _beside_rules(world: World, name: str, one: str, *, aloud: bool = False) -> Verdict:
    who = await world.meet(name)
    return (await world.store.read(lambda tx: metrics.rules(tx, who, one, world.now, aloud=aloud))).panel.verdict


async def test_a_decision_card_is_not_opened_where_a_channel_reads_along(world: World, one: str) -> None:
    dana = await world.meet("Dana Whitfield")
    gate = await world.at_gate(dana, one)

    def opened(aloud: bool) -> object:
        return world.store.read(lambda tx: decisions.form(tx, dana, gate, world.company, world.now, aloud=aloud))

    with pytest.raises(Refused, match="personal_only"):
        await opened(True)  # type: ignore[misc]
    await opened(False)  # type: ignore[misc]

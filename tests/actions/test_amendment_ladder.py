"""A change of locked rules that nobody answers: one reminder, a line in the list of decisions, and an end (R5)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions import amendment_ladder, decision_calendar
from portfolio.criteria import AmendmentState
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.views.amending import Amended
from store import amendments, initiatives
from store import metrics as stored
from tests.actions.amending import amend, answer
from tests.actions.ladder import T
from tests.actions.world import World, object_id

ASKED = T - timedelta(days=28)                   # a Monday, in the last 30 days
REMINDED, LAPSED = ASKED + timedelta(days=3), ASKED + timedelta(days=9)


@pytest.fixture
async def rita(world: World) -> Actor:
    rita = await world.meet("Rita Reviewer")
    await world.install(rita)
    return rita


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """Locked rules, on the morning of ASKED."""
    initiative = await world.initiative(dana)
    await world.metric(dana, initiative)
    await world.arm(dana, initiative)
    await world.install(dana)
    await world.walk(ASKED)
    return initiative


async def cards(world: World, made: Amended, until: date) -> dict[date, list[str]]:
    """On which day a new card about this change went out, and which."""
    days = await world.walk(until)
    about = {day: [key for key in keys if made.amendment in key] for day, keys in days.items()}
    return {day: keys for day, keys in about.items() if keys}


async def waits_since(world: World, who: Actor) -> list[date | None]:
    shown = await world.store.read(decision_calendar.show, who, 1, world.now)
    return [row.change_since for row in shown.rows]


async def test_a_co_signer_is_reminded_once_and_after_seven_working_days_the_old_rules_hold(
    world: World, dana: Actor, rita: Actor, one: str
) -> None:
    olga = await world.meet("Olga Office")
    made = await amend(world, dana, one, target=Decimal("4.4"), second=object_id("Rita Reviewer"))
    assert await waits_since(world, olga) == [ASKED]
    key = f"amendment:{made.amendment}:{rita.number}"
    sent = await cards(world, made, LAPSED)
    assert sent == {
        ASKED + timedelta(days=1): [key], REMINDED: [f"{key}:again"],
        LAPSED: [f"amendment:{made.amendment}:{dana.number}"],
    }
    again = next(parcel.view for parcel in world.sent if parcel.key == f"{key}:again")
    assert isinstance(again, Amended) and again.may_sign and again.why is Reason.CHANGE_LATE
    entries = [entry["action"] for entry in await world.ledger() if entry["data"].get("amendment") == made.amendment]
    assert entries == ["teams:amendment:pending", "calendar:amendment:lapsed"], "a reminder changes nothing"
    last = {parcel.key: parcel.view for parcel in world.sent if parcel.kind is Kind.AMENDMENT}
    for view in last.values():
        assert isinstance(view, Amended) and view.state is AmendmentState.LAPSED and not view.may_sign
    metric = await world.store.read(stored.latest, one)
    assert metric is not None and metric.target == Decimal("4.0")
    assert (await answer(world, rita, made)).state is AmendmentState.LAPSED, "too late"
    assert await waits_since(world, olga) == [None]
    anew = await amend(world, dana, one, target=Decimal("4.3"), second=object_id("Rita Reviewer"))
    assert anew.state is AmendmentState.PENDING, "nothing stands in its way any more"


async def test_the_sponsor_is_reminded_too_and_the_co_signer_has_as_long_from_their_yes(
    world: World, dana: Actor, rita: Actor, one: str
) -> None:
    olga = await world.meet("Olga Office")
    made = await amend(world, olga, one, target=Decimal("4.4"), second=object_id("Rita Reviewer"))
    key = f"amendment:{made.amendment}:{dana.number}"
    assert await cards(world, made, REMINDED) == {ASKED + timedelta(days=1): [key], REMINDED: [f"{key}:again"]}
    assert (await answer(world, dana, made)).state is AmendmentState.PENDING
    await world.walk(REMINDED + timedelta(days=1))
    shown = {parcel.key: parcel.view for parcel in world.sent if parcel.kind is Kind.AMENDMENT}
    for one_of in (key, f"{key}:again"):
        view = shown[one_of]
        assert isinstance(view, Amended) and view.state is AmendmentState.PENDING and not view.may_accept
    await world.walk(LAPSED + timedelta(days=1))
    kept = await world.store.read(amendments.get, made.amendment)
    assert kept is not None and kept.state is AmendmentState.PENDING
    await answer(world, rita, made)
    await world.walk(LAPSED + timedelta(days=7))
    assert f"amendment:{made.amendment}:{rita.number}:again" in {parcel.key for parcel in world.sent}
    for state in (AmendmentState.PREPARED, AmendmentState.PENDING):
        assert not await world.store.write(amendment_ladder.remind, made.amendment, state, world.now)
        assert not await world.store.write(amendment_ladder.lapse, made.amendment, state, world.now)
    assert (await world.noted())["calendar:amendment:lapsed"] == 0


async def test_who_has_become_its_sponsor_meanwhile_is_asked_and_not_reminded_of_what_they_never_read(
    world: World, dana: Actor, one: str
) -> None:
    olga, eve = await world.meet("Olga Office"), await world.meet("Eve Exec")
    made = await amend(world, olga, one, target=Decimal("3.9"))
    held = await world.read(one)
    await world.store.write(initiatives.change, held, sponsor=eve.number)
    assert await world.store.write(amendment_ladder.remind, made.amendment, AmendmentState.PREPARED, world.now)
    row = await world.row(f"amendment:{made.amendment}:{eve.number}:again")
    assert row.reason == Reason.CHANGE_ASKED
    assert not await world.store.write(amendment_ladder.remind, made.amendment, AmendmentState.PREPARED, world.now)


async def test_whoever_may_not_sign_any_more_is_not_reminded_and_the_change_ends_all_the_same(
    world: World, dana: Actor, rita: Actor, one: str
) -> None:
    made = await amend(world, dana, one, target=Decimal("4.4"), second=object_id("Rita Reviewer"))
    world.company.roles.pop(object_id("Rita Reviewer"))  # type: ignore[attr-defined]
    await world.meet("Rita Reviewer")
    assert not await world.store.write(amendment_ladder.remind, made.amendment, AmendmentState.PENDING, world.now)
    await world.walk(LAPSED)
    assert (await world.store.read(amendments.get, made.amendment)).state is AmendmentState.LAPSED

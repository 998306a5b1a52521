"""Zone, working hours and automatic replies of a mailbox: when the bot speaks to somebody (L6; R14)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from actions import accounts
from portfolio.calendar import Hours
from portfolio.checkins import CheckInState
from portfolio.directory import Away, Mailbox, Seen
from portfolio.messages import Hold, Kind
from portfolio.people import Account, Actor
from store import checkins, people
from tests.actions.world import START, World

OCTOBER = date(2026, 10, 2)                        # a Friday, the second working day
HOURS = Hours(days=frozenset({6, 0, 1, 2, 3}), starts=time(7), ends=time(15))


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    await world.initiative(dana)
    world.now = START.replace(month=10, day=1)
    return dana


async def says(world: World, who: Actor, **mailbox: object) -> None:
    """What the worker's look finds in the mailbox."""
    values: dict[str, object] = {"zone": "Europe/Berlin", "hours": None, "away": None}
    box = Mailbox(**(values | mailbox))  # type: ignore[arg-type]
    await world.store.write(
        accounts.record, who.number, Seen(account=Account.ACTIVE, failure=None, mailbox=box), world.now
    )


async def state(world: World, who: Actor) -> CheckInState:
    return (await world.store.read(checkins.of_person, who.number))[-1].state


async def test_a_check_in_waits_for_the_return_and_says_why(world: World, dana: Actor) -> None:
    back = datetime(2026, 10, 20, 6, 0, tzinfo=UTC)
    await says(world, dana, away=Away(since=datetime(2026, 9, 30, 7, 0, tzinfo=UTC), until=back))
    assert await world.morning(OCTOBER) == []
    assert (await world.row(f"check_in:2026-09:{dana.number}")).hold_reason == Hold.AWAY
    assert await state(world, dana) is CheckInState.SUPPRESSED
    days: dict[date, list[str]] = {}
    for day in range(3, 22):
        world.now = max(world.now, datetime(2026, 10, day, 0, 5, tzinfo=UTC))
        await says(world, dana, away=Away(since=datetime(2026, 9, 30, 7, 0, tzinfo=UTC), until=back))
        if keys := await world.morning(date(2026, 10, day)):
            days[date(2026, 10, day)] = keys
    assert days == {date(2026, 10, 20): [f"check_in:2026-09:{dana.number}"]}
    assert await state(world, dana) is CheckInState.SENT
    assert [entry["data"] for entry in await world.ledger() if entry["action"] == "worker:checkin:suppressed"] == [
        {"why": "on_leave"}
    ]


async def test_replies_switched_off_early_bring_the_card_at_once(world: World, dana: Actor) -> None:
    await says(world, dana, away=Away(since=None, until=None))
    assert await world.morning(OCTOBER) == []
    world.now = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    await says(world, dana, away=None)
    assert [parcel.kind for parcel in await world.deliver()] == [Kind.CHECK_IN]


async def test_who_answers_while_away_is_not_asked_again(world: World, dana: Actor) -> None:
    await says(world, dana, away=Away(since=None, until=None))
    await world.morning(OCTOBER)
    await world.check_in(dana, None)
    assert await state(world, dana) is CheckInState.ANSWERED
    world.now = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    await says(world, dana, away=None)
    assert [parcel for parcel in await world.deliver() if parcel.activity_id is None] == []


async def test_being_asked_to_answer_for_something_waits_for_nobody(world: World, dana: Actor) -> None:
    await says(world, dana, away=Away(since=None, until=None))
    await world.initiative(dana, "Another one", accept=False)
    assert [parcel.kind for parcel in await world.deliver()] == [Kind.ACCEPTANCE]


async def test_replies_without_an_end_are_not_believed_for_ever(world: World, dana: Actor) -> None:
    await says(world, dana, away=Away(since=None, until=None))
    assert await world.morning(OCTOBER) == []
    assert await world.morning(date(2026, 10, 5)) == [f"check_in:2026-09:{dana.number}"], "the last look is 4 days old"


async def test_replies_planned_for_later_hold_nothing_back_today(world: World, dana: Actor) -> None:
    later = world.now + timedelta(days=5)
    await says(world, dana, away=Away(since=later, until=later + timedelta(days=5)))
    assert await world.morning(OCTOBER) == [f"check_in:2026-09:{dana.number}"]


async def test_the_bot_speaks_in_the_hours_and_the_zone_of_the_mailbox(world: World, dana: Actor) -> None:
    """Sunday to Thursday, 7 to 15 in Dubai: the check-in of Friday comes on Sunday, 09:30 there."""
    await says(world, dana, zone="Asia/Dubai", hours=HOURS)
    world.now = datetime(2026, 10, 2, 5, 40, tzinfo=UTC)
    await world.plan()
    assert await world.deliver() == [], "Friday is none of their days"
    row = await world.row(f"check_in:2026-09:{dana.number}")
    assert (row.hold_reason, row.next_try_at) == (Hold.QUIET, datetime(2026, 10, 4, 5, 30, tzinfo=UTC))
    world.now = datetime(2026, 10, 4, 5, 30, tzinfo=UTC)
    assert [parcel.kind for parcel in await world.deliver()] == [Kind.CHECK_IN]


async def test_the_mailbox_knows_the_zone_better_than_a_client_until_it_is_old(world: World, dana: Actor) -> None:
    await says(world, dana, zone="Asia/Tokyo")
    assert (await world.meet("Dana Whitfield", "Europe/Lisbon")).zone == "Asia/Tokyo", "travelling"
    world.pass_(days=8)
    assert (await world.meet("Dana Whitfield", "Europe/Lisbon")).zone == "Europe/Lisbon", "nobody has looked for a week"
    await says(world, dana, zone=None)
    assert (await world.store.read(people.get, dana.number)).zone == "Europe/Lisbon"

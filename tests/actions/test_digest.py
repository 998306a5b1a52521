"""Leadership's digest and the Monday list (K1, F3, L15; R4, R15, R17, R22)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions import checkins, digests, outgoing
from portfolio.checkins import Outlook
from portfolio.conditions import Condition
from portfolio.errors import NotYours
from portfolio.messages import Kind
from portfolio.metrics import Provenance
from portfolio.people import Actor
from portfolio.verdicts import Choice, Verdict
from portfolio.views.digest import Digest
from portfolio.views.gates import ChannelGates
from portfolio.views.numbers import Stated
from tests.actions.world import START, World

FIFTH = date(2026, 10, 7)
T = START.date() + timedelta(days=90)


async def digest(world: World, period: str = "2026-09") -> Digest:
    return await world.store.read(digests.build, period, world.company, world.now)


async def test_the_digest_is_posted_on_the_fifth_working_day_and_once(world: World, dana: Actor) -> None:
    channel = await world.channel()
    await world.initiative(dana)
    days = await world.walk(date(2026, 11, 6))
    posted = {day: [key for key in keys if key.startswith("digest")] for day, keys in days.items()}
    assert {day: keys for day, keys in posted.items() if keys} == {
        date(2026, 9, 7): ["digest:2026-08"], FIFTH: ["digest:2026-09"], date(2026, 11, 6): ["digest:2026-10"],
    }
    assert {parcel.channel for parcel in world.sent if parcel.kind is Kind.DIGEST} == {channel}


async def test_preparing_it_twice_gives_one(world: World, dana: Actor) -> None:
    await world.channel()
    for expected in (True, False):
        assert await world.store.write(digests.prepare, "2026-09", world.company, world.now) is expected
    assert (await world.noted())["calendar:digest:planned"] == 1


async def test_without_a_channel_there_is_nowhere_to_post_it(world: World, dana: Actor) -> None:
    await world.initiative(dana)
    assert not await world.store.write(digests.prepare, "2026-09", world.company, world.now)
    assert not await world.store.write(digests.channel_gates, date(2026, 11, 23), world.company, world.now)


async def test_it_counts_every_initiative_by_its_verdict_and_says_what_is_unknown(world: World, dana: Actor) -> None:
    omar = await world.meet("Omar Haddad")
    first = await world.initiative(dana, "Drafting")
    await world.metric(dana, first)
    await world.initiative(omar, "Summaries")
    await world.initiative(omar, "Minutes", accept=False)
    world.pass_(days=31)
    await world.check_in(dana, "4.7", note="Tax starts Monday")
    made = await digest(world)
    assert [(count.verdict, count.count) for count in made.counts] == [(Verdict.NOT_MEASURED, 3)]
    assert made.unanswered == 2
    lines = {line.name: line for line in made.outcomes}
    drafting = lines["Drafting"]
    assert (drafting.answered, drafting.confirmed, drafting.note) == (True, False, "Tax starts Monday")
    assert (drafting.sponsor, drafting.outlook) == ("Dana Whitfield", Outlook.ON_TRACK)
    assert not lines["Summaries"].answered and lines["Summaries"].outlook is None
    assert lines["Minutes"].sponsor is None, "nobody has accepted to answer for it"


async def test_what_the_sponsor_confirmed_says_so(world: World, dana: Actor) -> None:
    await world.initiative(dana)
    world.pass_(days=31)
    receipt = await world.check_in(dana, None)
    check_in = receipt.check_in  # type: ignore[attr-defined]
    await world.store.write(checkins.confirm, dana, check_in, world.company, world.now)
    assert [line.confirmed for line in (await digest(world)).outcomes] == [True]


async def test_every_number_in_it_has_provenance_date_and_somebody_who_said_it(world: World, dana: Actor) -> None:
    for number in range(3):
        one = await world.initiative(dana, f"Initiative {number}")
        if number:
            await world.metric(dana, one, **({"baseline": None, "baseline_source": None} if number == 2 else {}))
    world.pass_(days=31)
    await world.check_in(dana, "4.7")
    numbers: list[Stated] = []
    for line in (await digest(world)).outcomes:
        if line.panel is not None:
            numbers += [stated for stated in (line.panel.baseline, line.panel.current) if stated is not None]
            assert line.panel.interval is None
    assert len(numbers) == 3
    for stated in numbers:
        assert stated.provenance is Provenance.REPORTED and stated.by == "Dana Whitfield" and stated.source
        assert START.date() <= stated.on <= world.now.date()


async def test_a_number_is_dated_by_the_day_where_it_was_said(world: World) -> None:
    mia = await world.meet("Mia Auckland", zone="Pacific/Auckland")
    one = await world.initiative(mia)
    await world.metric(mia, one)
    world.now = world.now.replace(month=10, day=6, hour=20)       # Wednesday morning there
    await world.check_in(mia, "4.7")
    (line,) = (await digest(world)).outcomes
    assert line.panel is not None and line.panel.current is not None
    assert line.panel.current.on == date(2026, 10, 7) and line.panel.current.value == Decimal("4.7")


async def test_decisions_owed_come_first_and_overdue_ones_are_at_risk(world: World, dana: Actor) -> None:
    late = await world.initiative(dana, "Late", first_use=START.date() - timedelta(days=70))
    await world.initiative(dana, "Fine")
    await world.walk(date(2026, 12, 15))
    made = await digest(world, "2026-11")
    assert (made.owed[0].name, made.owed[0].days_left) == ("Late", -85)
    risk = next(line for line in made.risks if line.initiative == late)
    assert {Condition.OVERDUE, Condition.IN_PURGATORY, Condition.UNMEASURED} <= set(risk.conditions)
    gate = await world.gate(late)
    await world.decide(dana, gate.id, Choice.RETIRE)
    world.pass_(minutes=1)
    after = await digest(world, "2026-11")
    assert "Late" not in {line.name for line in (*after.owed, *after.risks, *after.outcomes)}
    assert [(line.name, line.choice) for line in after.decided] == [("Late", Choice.RETIRE)]


async def test_a_long_portfolio_is_cut_to_a_screen_and_says_what_is_left_out(world: World, dana: Actor) -> None:
    for number in range(digests.MOST_OUTCOMES + 3):
        await world.initiative(dana, f"Initiative {number:02}")
    made = await digest(world)
    assert (len(made.outcomes), made.more_outcomes) == (digests.MOST_OUTCOMES, 3)
    assert sum(count.count for count in made.counts) == made.unanswered == digests.MOST_OUTCOMES + 3
    assert (len(made.risks), made.more_risks) == (digests.MOST_RISKS, digests.MOST_OUTCOMES + 3 - digests.MOST_RISKS)
    assert (made.owed, made.more_owed) == ((), 0)
    world.now += timedelta(days=100)
    late = await digest(world)
    assert (len(late.owed), late.more_owed, late.more_overdue) == (digests.MOST_OWED, 8, 8)


async def test_an_override_is_printed_every_month_until_its_last_day(world: World, dana: Actor) -> None:
    rita, one = await world.meet("Rita Reviewer"), await world.initiative(dana)
    gate = await world.at_gate(dana, one)
    made = await world.fund(dana, gate, expires=world.now.date() + timedelta(days=45))
    assert (await digest(world, "2026-11")).overrides == (), "what nobody signed does not count"
    await world.sign(rita, made.reference)
    for days, printed in ((0, True), (30, True), (15, True), (1, False)):
        world.pass_(days=days)
        lines = (await digest(world, "2026-11")).overrides
        assert [(line.initiative, line.second, line.expires) for line in lines] == (
            [(one, "Rita Reviewer", made.expires)] if printed else []
        ), world.now


@pytest.mark.parametrize(
    ("name", "may"), [("Lea Leader", True), ("Olga Office", True), ("Rita Reviewer", False), ("Dana Whitfield", False)]
)
async def test_who_may_ask_for_it(world: World, name: str, may: bool) -> None:
    who = await world.meet(name)
    if may:
        assert isinstance(await world.store.read(digests.mine, who, world.company, world.now), Digest)
    else:
        with pytest.raises(NotYours):
            await world.store.read(digests.mine, who, world.company, world.now)


# --- The Monday list ----------------------------------------------------------------------------------------------------


async def listed(world: World, monday: date) -> ChannelGates | None:
    if not await world.store.write(digests.channel_gates, monday, world.company, world.now):
        return None
    view = outgoing.unpack((await world.row(f"channel_gates:{monday.isoformat()}")).view)
    assert isinstance(view, ChannelGates)
    return view


async def test_a_quiet_monday_has_no_post(world: World, dana: Actor) -> None:
    await world.channel()
    await world.initiative(dana)
    world.now = world.now.replace(month=11, day=9)               # Monday, 21 days before
    assert await listed(world, world.now.date()) is None
    assert (await world.noted())["calendar:gates:planned"] == 0


async def test_gates_due_within_14_days_and_overdue_ones_are_named_nearest_first(world: World, dana: Actor) -> None:
    await world.channel()
    await world.initiative(dana, "Near")
    await world.initiative(dana, "Later", first_use=START.date() + timedelta(days=10))
    await world.initiative(dana, "Overdue", first_use=START.date() - timedelta(days=30))
    await world.initiative(dana, "Nobody", first_use=START.date() - timedelta(days=1), accept=False)
    await world.walk(date(2026, 11, 15))
    world.now = world.now.replace(day=16)
    view = await listed(world, date(2026, 11, 16))
    assert view is not None
    assert [(line.name, line.days_left) for line in view.lines] == [("Overdue", -17), ("Nobody", 11), ("Near", 14)]
    assert view.more == 0 and all(line.decided is None for line in view.lines)
    assert await listed(world, date(2026, 11, 16)) is None, "once a week"


async def test_gates_of_one_day_are_named_in_the_order_of_their_names(world: World, dana: Actor) -> None:
    names = ["Tax memos", "Audit notes", "Meeting notes", "Board papers", "Invoices"]
    await world.channel()
    for name in names:
        await world.initiative(dana, name)
    world.now = world.now.replace(month=11, day=23)
    view = await listed(world, date(2026, 11, 23))
    assert view is not None and [line.name for line in view.lines] == sorted(names)


async def test_a_long_list_is_cut_and_counted(world: World, dana: Actor) -> None:
    await world.channel()
    for number in range(digests.MOST_LINES + 2):
        await world.initiative(dana, f"Initiative {number:02}")
    world.now = world.now.replace(month=11, day=23)
    view = await listed(world, date(2026, 11, 23))
    assert view is not None and (len(view.lines), view.more) == (digests.MOST_LINES, 2)


async def test_a_pending_signature_and_its_outcome_show_in_the_list_in_place(world: World, dana: Actor) -> None:
    await world.channel()
    rita = await world.meet("Rita Reviewer")
    one = await world.initiative(dana)
    await world.walk(T)
    gate = await world.gate(one)
    made = await world.fund(dana, gate.id)

    async def shown() -> list[tuple[str, Choice | None]]:
        (update,) = [parcel for parcel in await world.deliver() if parcel.kind is Kind.CHANNEL_GATES]
        assert update.activity_id is not None and isinstance(update.view, ChannelGates)
        return [(line.state, line.decided) for line in update.view.lines]

    assert await shown() == [("pending_review", None)]
    await world.sign(rita, made.reference, agree=False, remark="No budget cap has been agreed yet")
    assert await shown() == [("open", None)]
    again = await world.fund(dana, gate.id)
    await world.sign(rita, again.reference)
    assert await shown() == [("decided", Choice.FUND)]


async def test_a_newer_list_takes_the_former_ones_place(world: World, dana: Actor) -> None:
    await world.channel()
    await world.initiative(dana)
    await world.walk(date(2026, 11, 23))
    shown = {parcel.key: parcel.view for parcel in world.sent if parcel.kind is Kind.CHANNEL_GATES}
    old, new = shown["channel_gates:2026-11-16"], shown["channel_gates:2026-11-23"]
    assert isinstance(old, ChannelGates) and old.newer == date(2026, 11, 23)
    assert isinstance(new, ChannelGates) and new.newer is None


async def test_a_digest_that_was_asked_for_was_posted_nowhere(world: World) -> None:
    lea = await world.meet("Lea Leader")
    asked = await world.store.read(digests.mine, lea, world.company, world.now)
    assert asked.posted_on is None and (await digest(world)).posted_on == world.now.date()

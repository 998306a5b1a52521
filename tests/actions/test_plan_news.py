"""Who is told of a plan: owners that they were named, a sponsor and a lead that an attestation runs out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions import checkins, outgoing, plan_news, shadow
from portfolio.initiatives import Lead
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.plans import NeedKind, Needs, Part
from portfolio.views.checkins import CheckInForm
from portfolio.views.plans import AttestationEnds, LeadNamed, NeedsNamed
from store import outbox
from store import plans as stored
from tests.actions.test_plans import NEEDS, OWNERS, led, save, take_back
from tests.actions.world import World
from tests.portfolio.plans import STATED

FORTNIGHT = timedelta(days=14)


async def named(world: World) -> list[NeedsNamed]:
    return [one.view for one in await world.deliver() if isinstance(one.view, NeedsNamed)]


async def test_an_owner_is_told_once_of_all_they_were_named_for_and_again_when_more_is_theirs(
    world: World, dana: Actor
) -> None:
    one, _ = await led(world, dana)
    omar, eve = await world.meet("Omar Haddad"), await world.meet("Eve Other")
    for who in (omar, dana):
        await world.install(who)
    mixed = OWNERS | {"owner.support": "Eve Other"}
    before = await world.noted()
    await save(world, dana, one, Part.NEEDS, NEEDS, mixed | {"owner.monitoring": "Dana Whitfield"})
    await save(world, dana, one, Part.NEEDS, NEEDS, mixed)
    assert await world.noted() - before == {"teams:needs:saved": 2}, "a message is no entry"
    (told,) = await named(world)
    assert {need.kind for need in told.needs} == {NeedKind.CAPACITY, NeedKind.MONITORING}
    assert (told.by, told.may_see, told.why) == ("Dana Whitfield", False, Reason.NEEDS_NAMED)
    reworded = Needs(needs=tuple(replace(need, what=f"{need.what} again") for need in NEEDS.needs))
    await save(world, dana, one, Part.NEEDS, reworded, mixed)
    assert await named(world) == [], "who owns what has not changed"
    await save(world, dana, one, Part.NEEDS, reworded, OWNERS)
    assert [len(view.needs) for view in await named(world)] == [3]
    waits = await world.store.read(outbox.find, f"needs:{one}:{eve.number}:1")
    assert waits is not None and waits.kind == Kind.NEEDS_NAMED and waits.activity_id is None
    view = outgoing.unpack(waits.view)
    assert isinstance(view, NeedsNamed)
    assert (await world.store.read(plan_news.current, eve.number, view)).needs == (), "no longer hers, so it is not sent"


async def test_who_is_no_longer_named_before_it_could_be_sent_hears_nothing(world: World, dana: Actor) -> None:
    one, _ = await led(world, dana)
    omar = await world.meet("Omar Haddad")
    await save(world, dana, one, Part.NEEDS, NEEDS, OWNERS)
    await take_back(world, dana, one, Part.NEEDS)
    seen, _, _ = await world.store.read(shadow.preview, await world.meet("Adam Admin"), world.company, world.now)
    assert not {line.name for line in seen.lines} & {"Omar Haddad"}, "nor would a release tell them"
    await world.install(omar)
    assert await named(world) == []
    await save(world, dana, one, Part.NEEDS, NEEDS, OWNERS)
    assert [len(view.needs) for view in await named(world)] == [3], "what was never sent is no reason to say nothing now"


async def test_a_lead_is_told_once_of_all_they_lead_and_not_who_named_themselves(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    delia = await world.meet("Delia Brandt")
    for who in (dana, delia):
        await world.install(who)
    await world.metric(dana, one, adoption_lead="Dana Whitfield")
    await save(world, dana, one, Part.INTEGRATION, STATED, {"delivery_lead": "Delia Brandt"})
    await world.metric(dana, one, adoption_lead="Delia Brandt")
    (told,) = [parcel.view for parcel in await world.deliver()]
    assert isinstance(told, LeadNamed)
    assert (told.leads, told.by, told.why) == ((Lead.ADOPTION, Lead.DELIVERY), "Dana Whitfield", Reason.LEAD_NAMED)
    await world.metric(dana, one, adoption_lead="Dana Whitfield")
    assert await world.deliver() == [], "what one leads no more is no news"
    await world.metric(dana, one, adoption_lead="Delia Brandt")
    await world.metric(dana, one, adoption_lead="Dana Whitfield")
    left = [parcel.view.leads for parcel in await world.deliver()]  # type: ignore[attr-defined]
    assert left == [(Lead.DELIVERY,)], "as things stand when it is sent"


@pytest.fixture
async def ending(world: World, dana: Actor) -> tuple[str, Actor]:
    """What Delia saw 170 days ago holds for ten more days."""
    one, delia = await led(world, dana)
    for who in (dana, delia):
        await world.install(who)
    await world.store.write(lambda tx: tx.exec_driver_sql("update outbox set state = 'closed'"))   # named long ago
    seen = replace(STATED, seen_on=world.now.date() - timedelta(days=170), attested_by=delia.number)
    await world.store.write(
        lambda tx: stored.add(tx, one, Part.INTEGRATION, seen, version=2, by=delia.number, now=world.now)
    )
    return one, delia


async def test_whoever_attested_is_told_a_fortnight_before_it_runs_out_and_when_it_has(
    world: World, ending: tuple[str, Actor]
) -> None:
    one, delia = ending
    start = world.now.date()
    last = start + timedelta(days=10)
    days = await world.walk(last + timedelta(days=9))
    about = {day: [key for key in keys if key.startswith("attestation")] for day, keys in days.items()}
    key = f"attestation:{one}:{last}"
    assert {day: keys for day, keys in about.items() if keys} == {
        start + timedelta(days=1): [f"{key}:attestation_ends"],
        last + timedelta(days=3): [f"{key}:attestation_ended"],   # a Saturday and a Sunday lie between
    }
    told = [parcel.view for parcel in world.sent if parcel.kind is Kind.ATTESTATION]
    assert [(view.holds_until, view.system) for view in told] == [(last, "Word")] * 2
    assert not [entry for entry in await world.ledger() if entry["action"].startswith("calendar:integration")]
    assert await world.store.read(plan_news.still_ending, delia.number, told[1])
    await save(world, delia, one, Part.INTEGRATION, replace(STATED, seen_on=world.now.date()))
    assert not await world.store.read(plan_news.still_ending, delia.number, told[1]), "somebody has looked again"
    assert not await world.store.write(plan_news.warn, one, last, True, world.company, world.now)


async def test_a_lead_who_can_look_again_is_told_where_whoever_attested_cannot_any_more(
    world: World, dana: Actor, ending: tuple[str, Actor]
) -> None:
    one, delia = ending
    last = world.now.date() + timedelta(days=10)
    nils = await world.meet("Nils Next")
    await world.install(nils)
    await world.store.write(
        lambda tx: tx.exec_driver_sql(f"update initiatives set delivery_lead = {nils.number}")
    )
    await world.store.write(plan_news.warn, one, last, False, world.company, world.now)
    (told,) = [parcel for parcel in await world.deliver() if isinstance(parcel.view, AttestationEnds)]
    assert not await world.store.read(plan_news.still_ending, delia.number, told.view)
    assert await world.store.read(plan_news.still_ending, nils.number, told.view)
    await world.store.write(
        lambda tx: tx.exec_driver_sql("update initiatives set delivery_lead = sponsor")
    )
    today = world.now.date()
    found = await world.store.read(lambda tx: list(plan_news.facts(tx, [], today)))
    assert found == []
    assert not await world.store.write(plan_news.warn, one, last, True, world.company, world.now), "nobody attests their own"


async def test_a_sponsor_reads_on_the_monthly_card_what_runs_out_within_30_days_or_has(
    world: World, dana: Actor, ending: tuple[str, Actor]
) -> None:
    one, _ = ending
    last = world.now.date() + timedelta(days=10)

    async def lines() -> list[tuple[str, bool]]:
        card = await world.store.write(checkins.open_mine, dana, world.company, world.now)
        assert isinstance(card, CheckInForm)
        return [(line.by or "", line.ended) for line in card.attestations]

    assert await lines() == [("Delia Brandt", False)]
    mine = [await world.read(one)]
    for days, found in ((31, 0), (30, 1), (-1, 1)):
        shown = await world.store.read(plan_news.for_check_in, mine, last - timedelta(days=days))
        assert len(shown) == found and all(line.ended == (days < 0) for line in shown)
    own = replace(STATED, seen_on=last, attested_by=dana.number)
    await world.store.write(
        lambda tx: stored.add(tx, one, Part.INTEGRATION, own, version=3, by=dana.number, now=world.now)
    )
    assert await lines() == [], "the sponsor's own word never counted"

"""Shadow mode: everything runs, nothing is sent, and an admin lets go person by person (R21; M3)."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from actions import digests, installations, outgoing, shadow, uploads
from actions.outgoing import Card
from portfolio.errors import Invalid, NotFound, NotYours, Refused, problem
from portfolio.imports.commands import SentFile
from portfolio.imports.uploads import Trouble
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.views.initiatives import Acceptance
from store import Tx, outbox
from store import people as stored_people
from store.outbox import OutboxRow
from store.tables import outbox as table
from tests.actions.world import START, World, reference
from tests.cards.views_audits import LIST


async def rows(world: World) -> list[OutboxRow]:
    def every(tx: Tx) -> list[OutboxRow]:
        ids = [row.id for row in tx.exec_driver_sql("select id from outbox order by id")]
        return [found for id in ids if (found := outbox.get(tx, id)) is not None]

    return await world.store.read(every)


async def release(world: World, who: Actor, whom: str, channel: str | None = None) -> Any:
    return await world.store.write(installations.release, who, whom, channel, world.now)


async def test_a_fresh_installation_sends_nothing_to_anybody(world: World, dana: Actor) -> None:
    await world.channel(release=False)
    await world.install(dana, release=False)
    await world.initiative(dana)
    days = await world.walk(START.date() + timedelta(days=120))
    assert days == {} and world.sent == []
    waiting = [row for row in await rows(world) if row.state == "held"]
    assert {row.hold_reason for row in waiting} == {"shadow"}
    assert {"acceptance", "digest", "gate_notice"} & {row.kind for row in await rows(world)}, "everything runs"


async def test_whoever_sends_a_list_in_shadow_mode_sees_their_card_change_and_gets_no_message(world: World) -> None:
    olga = await world.meet("Olga Office")
    await world.install(olga, release=False)
    reading = await world.store.write(uploads.sent, olga, SentFile(name="list.csv", url="https://x.example/1"), world.now)
    card = Card(activity_id="a-1", conversation_id="c")
    key = await world.store.write(partial(outgoing.follow, initiative=None, now=world.now), olga.number, card, LIST)
    await world.store.write(outgoing.refresh, key, LIST, world.now)
    assert await world.deliver() == [], "an audit's own changes wait"
    await world.store.write(uploads.on_card, reading.upload, card, world.now)
    assert await world.deliver() == []
    trouble = Trouble(problem=problem("file", "sheet_empty"))
    read = partial(uploads.read, seen=None, trouble=trouble, sheet=None)
    assert await world.store.write(read, reading.upload, world.now)
    told = [(parcel.activity_id, parcel.view.trouble) for parcel in await world.deliver()]  # type: ignore[attr-defined]
    assert told == [(card.activity_id, trouble)]


async def test_release_me_sends_the_admins_own_messages_only(world: World, dana: Actor) -> None:
    adam = await world.meet("Adam Admin")
    for who in (adam, dana):
        await world.install(who, release=False)
        await world.initiative(who, f"Of {who.name}", accept=False)
    assert await world.deliver() == []
    await release(world, adam, "me")
    assert [parcel.address.member_id for parcel in await world.deliver()] == ["29:member"]
    assert {parcel.view.name for parcel in world.sent} == {"Of Adam Admin"}  # type: ignore[attr-defined]


async def test_release_everyone_needs_the_count_typed_back(world: World, dana: Actor) -> None:
    adam = await world.meet("Adam Admin")
    await world.install(dana, release=False)
    await world.initiative(dana, accept=False)
    for wrong in ("everyone", "everyone 2", "everyone 4", "everyone three", "EVERYONE"):
        with pytest.raises(Refused) as refused:
            await release(world, adam, wrong)
        assert (refused.value.code, refused.value.params) == ("release_count", {"n": 3})
    assert await world.deliver() == []
    told = await release(world, adam, "Everyone  3")
    assert told.params == {"n": 3} and (await world.noted())["teams:person:released"] == 3
    assert [parcel.kind for parcel in await world.deliver()] == [Kind.ACCEPTANCE]


async def test_release_a_person_by_name(world: World, dana: Actor) -> None:
    adam = await world.meet("Adam Admin")
    await world.install(dana, release=False)
    await world.initiative(dana, accept=False)
    await release(world, adam, "dana whitfield")
    before = await world.noted()
    await release(world, adam, "Dana Whitfield")
    assert await world.noted() == before, "once is enough"
    assert len(await world.deliver()) == 1
    with pytest.raises(NotFound):
        await release(world, adam, "Nobody Met")
    await world.meet("Sam Same")
    await world.meet("Sam Same", as_="Sam of Sales")
    with pytest.raises(Invalid):
        await release(world, adam, "Sam Same")


async def test_somebody_called_me_is_released_by_their_whole_name(world: World) -> None:
    adam, me = await world.meet("Adam Admin"), await world.meet("Me Nguyen")
    await release(world, adam, "Me Nguyen")
    found = await world.store.read(stored_people.many, [adam.number, me.number])
    assert [found[who.number].released for who in (adam, me)] == [False, True]


@pytest.mark.parametrize("name", ["Olga Office", "Lea Leader", "Dana Whitfield"])
async def test_only_an_admin_releases(world: World, name: str) -> None:
    who = await world.meet(name)
    for whom in ("me", "channel", "everyone 1", name):
        with pytest.raises(NotYours):
            await release(world, who, whom, "19:x")
    assert not (await world.store.read(stored_people.get, who.number)).released


async def test_release_channel_sends_what_waits_for_the_leadership_channel_and_for_no_other(
    world: World, dana: Actor
) -> None:
    adam = await world.meet("Adam Admin")
    with pytest.raises(Refused):
        await release(world, adam, "channel")
    channel = await world.channel(release=False)
    await world.install(dana, release=False)
    await world.initiative(dana, accept=False)
    await world.store.write(digests.prepare, "2026-08", world.company, world.now)
    assert await world.deliver() == []
    await release(world, adam, "channel", "19:elsewhere")
    assert [parcel.channel for parcel in await world.deliver()] == [channel], "not to the people who wait as well"
    before = await world.noted()
    await release(world, adam, "channel", channel)
    assert await world.noted() == before


async def test_binding_another_channel_is_shadow_mode_again(world: World, dana: Actor) -> None:
    olga = await world.meet("Olga Office")
    await world.channel()
    await world.store.write(installations.keep, reference(channel="19:new", team="team", at=world.now), world.now)
    for _ in range(2):
        await world.store.write(installations.bind_channel, olga, "19:new", world.now)
    assert (await world.noted())["teams:channel:bound"] == 2
    await world.store.write(digests.prepare, "2026-08", world.company, world.now)
    assert await world.deliver() == []


async def test_who_may_bind_the_channel(world: World, dana: Actor) -> None:
    for name in ("Adam Admin", "Olga Office"):
        await world.store.write(installations.bind_channel, await world.meet(name), "19:x", world.now)
    for name in ("Dana Whitfield", "Lea Leader", "Rita Reviewer"):
        with pytest.raises(NotYours):
            await world.store.write(installations.bind_channel, await world.meet(name), "19:y", world.now)


async def test_an_admin_sees_what_would_go_to_whom_before_anybody_is_released(world: World, dana: Actor) -> None:
    adam = await world.meet("Adam Admin")
    await world.channel(release=False)
    await world.install(dana, release=False)
    await world.initiative(dana, accept=False)
    await world.walk(START.date() + timedelta(days=10))
    before = await world.noted()
    found, first, language = await world.store.read(shadow.preview, adam, world.company, world.now)
    assert [(line.name, line.kinds) for line in found.lines] == [
        (None, (Kind.DIGEST,)), ("Dana Whitfield", (Kind.ACCEPTANCE,)),
        ("Olga Office", (Kind.SPONSOR_MISSING,)), ("Paul Proposer", (Kind.SPONSOR_MISSING,)),
    ]
    assert (found.people, found.messages, found.more) == (3, 4, 0)
    assert found.shadowed == len(await world.store.read(stored_people.everyone))
    assert found.sample_for == "Dana Whitfield" and isinstance(first, Acceptance) and language == "en"
    assert await world.noted() == before and world.sent == []

    await world.store.write(installations.release_self, dana, world.now)
    left, _, _ = await world.store.read(shadow.preview, adam, world.company, world.now)
    assert [line.name for line in left.lines] == [None, "Olga Office", "Paul Proposer"], "what is released is not held back"
    with pytest.raises(NotYours):
        await world.store.read(shadow.preview, await world.meet("Olga Office"), world.company, world.now)


async def test_a_message_that_cannot_be_read_is_told_by_its_number_and_hides_no_other(world: World, dana: Actor) -> None:
    adam = await world.meet("Adam Admin")
    for who in (dana, adam):
        await world.install(who, release=False)
        await world.initiative(who, f"Of {who.name}", accept=False)
    broken = (await rows(world))[0]
    for left in ('{"view":"Acceptance","of":{"name":7}}', "{", '{"view":"Gone","of":{}}'):
        here = table.update().values(view=left).where(table.c.id == broken.id)
        await world.store.write(lambda tx, here=here: tx.execute(here).close())  # type: ignore[misc]
        found, first, _ = await world.store.read(shadow.preview, adam, world.company, world.now)
        assert ([line.name for line in found.lines], found.unread) == (["Adam Admin"], (broken.id,))
        assert isinstance(first, Acceptance)


async def test_a_long_list_of_people_is_cut_and_counted_and_what_is_no_longer_owed_is_left_out(world: World) -> None:
    adam = await world.meet("Adam Admin")
    for number in range(shadow.MOST_LINES + 3):
        await world.initiative(await world.meet(f"S{number:02} Porter"), f"Pilot {number}", accept=number == 0)
    found, _, _ = await world.store.read(shadow.preview, adam, world.company, world.now)
    assert (found.people, len(found.lines), found.more) == (shadow.MOST_LINES + 2, shadow.MOST_LINES, 2)
    assert "S00 Porter" not in [line.name for line in found.lines]

"""The audit of the record: what it holds, the record that is kept of it, and what changed by the next one."""

import json
from datetime import date, timedelta

import pytest

from actions import assessments, audit_cards, audits, imports
from portfolio.audits.kept import Check
from portfolio.audits.record import METHOD, hash_of
from portfolio.conditions import Trait
from portfolio.errors import Invalid, NotFound, NotYours, Refused
from portfolio.imports.entries import Dated, ListedStage, Precision
from portfolio.people import Actor
from portfolio.views.auditing import AuditCard, Missed
from store import Store, Tx, gates
from store.audit_tables import audits as table
from tests.actions.test_imports import bring, entry
from tests.actions.world import World, company


@pytest.fixture
def world(store: Store) -> World:
    return World(store, company())


async def closed(world: World, on: date | None = None) -> audits.Closed:
    return await world.store.write(audits.close, on or world.now.date(), world.now)


async def test_the_record_is_audited_initiatives_and_what_lists_have_beside_them(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    id = await world.initiative(dana, first_use=world.now.date() - timedelta(days=200))
    await world.metric(dana, id)
    await bring(world.store, entry(1), entry(2, stage_text="live"))
    done = await closed(world)
    first, *listed = done.audit.lines
    assert (first.key, first.heard) == (id, world.now.date())
    assert [mark.next.value for mark in first.marks] == [
        "lock_baseline", "name_adoption_lead", "state_integration", "write_expansion",
    ]
    assert [line.key for line in listed] == ["x|1", "x|2"]
    assert {line.heard for line in listed} == {None}
    assert "Dana" not in done.document.decode()


async def test_a_record_is_made_again_to_the_same_bytes_and_its_hash_is_in_the_ledger(world: World) -> None:
    await bring(world.store, entry(1))
    first = await closed(world)
    world.pass_(days=92)
    await bring(world.store, entry(1, benefit="Saves 3 hours a week"), entry(2))
    second = await closed(world)
    for kept in (first, second):
        found = await world.store.read(audits.recorded, kept.number)
        assert (found.document, found.hash, found.check) == (kept.document, hash_of(kept.document), Check.SAME)
    noted = [line["data"]["hash"] for line in await world.ledger() if line["action"] == "cli:audit:closed"]
    assert noted == [first.hash, second.hash]
    assert json.loads(second.document)["before"]["hash"] == first.hash


async def changed(world: World, kept: audits.Closed, was: str, now: str, *, hashed: bool) -> None:
    """Another document in the place of what was closed, with its own hash beside it."""
    said = kept.document.decode().replace(was, now)
    values = {"document": said, "hash": hash_of(said.encode()) if hashed else kept.hash}

    def change(tx: Tx) -> None:
        tx.execute(table.update().values(values))

    await world.store.write(change)


@pytest.mark.parametrize("hashed", [False, True])
async def test_a_record_that_was_changed_is_found_out_whatever_hash_stands_beside_it(world: World, hashed: bool) -> None:
    await bring(world.store, entry(1))
    kept = await closed(world)
    await changed(world, kept, "Letters 1", "Letters I", hashed=hashed)
    found = await world.store.read(audits.recorded, kept.number)
    assert (found.check, found.hash) == (Check.OTHER, kept.hash)
    with pytest.raises(Refused, match="audit_over"):
        await world.store.write(audit_cards.close, await world.meet("Olga Office"), kept.number, world.now)


async def test_a_record_of_other_rules_is_shown_as_it_was_kept_and_its_hash_still_checked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bring(world.store, entry(1))
    kept = await closed(world)
    monkeypatch.setattr("portfolio.audits.record.METHOD", "record-next")
    monkeypatch.setattr("portfolio.audits.kept.METHOD", "record-next")
    monkeypatch.setattr("portfolio.audits.record.OWED_BY", {})
    found = await world.store.read(audits.recorded, kept.number)
    assert (found.check, found.document, found.method) == (Check.KEPT, kept.document, METHOD)
    world.pass_(days=92)
    after = await closed(world)
    assert (await world.store.read(audits.recorded, after.number)).check is Check.SAME, "compared with the older one"
    await changed(world, kept, "Letters 1", "Letters I", hashed=True)
    assert (await world.store.read(audits.recorded, kept.number)).check is Check.OTHER


@pytest.mark.parametrize("left", ["{", '{"lines": [{}]}'])
async def test_a_record_that_cannot_be_read_is_said_to_be_so_and_passed_over_by_the_next_audit(
    world: World, left: str
) -> None:
    olga = await world.meet("Olga Office")
    await bring(world.store, entry(1), entry(2))
    first, second = await closed(world), await closed(world)
    await written(world, second.number, left)
    assert (await world.store.read(audits.recorded, second.number)).check is Check.OTHER
    await bring(world.store, entry(2))
    card = await world.store.write(audit_cards.begin, olga, world.now)
    assert isinstance(card, AuditCard) and card.since is not None
    assert (card.unread, card.since.vanished) == (second.number, 1)
    record = await world.store.write(audit_cards.close, olga, card.number, world.now)
    assert record.closed is not None
    found = await world.store.read(audits.recorded, card.number)
    assert (found.check, found.before, found.passed) == (Check.SAME, first.number, (second.number,))
    await written(world, first.number, left)
    assert (await world.store.read(audits.recorded, card.number)).check is Check.UNCOMPARED
    assert (await closed(world)).audit.before is not None, "the newest that can be read"


async def written(world: World, number: int, document: str) -> None:
    """Another document in the place of one record."""
    here = table.update().where(table.c.id == number).values(document=document)
    await world.store.write(lambda tx: tx.execute(here).close())


async def test_the_next_audit_tells_what_vanished_and_a_rename_is_joined_by_hand(world: World) -> None:
    await bring(world.store, entry(1, name="Proposal drafting"), entry(2, name="Invoices"))
    await closed(world)
    world.pass_(days=92)
    await bring(world.store, entry(3, name="Proposal drafting, wave 2"), entry(2, name="Invoices"))
    seen = (await world.store.read(audits.present, world.now.date(), world.now)).changes
    assert seen is not None
    (gone,) = seen.vanished
    assert gone.maybe is not None
    assert (gone.line.key, gone.maybe.key) == ("x|1", "x|3")

    before = len(await world.ledger())
    for expected in (True, False):
        assert await world.store.write(audits.join, "x|1", "x|3", world.now) is expected
    assert len(await world.ledger()) == before + 1
    with pytest.raises(Invalid):
        await world.store.write(audits.join, "x|7", "x|3", world.now)
    after = (await closed(world)).audit.changes
    assert after is not None
    assert (after.vanished, after.new, after.joined) == ((), (), 1)


async def test_what_was_retired_has_not_vanished(world: World) -> None:
    await bring(world.store, entry(1, stage=ListedStage.RETIRED), entry(2))
    await closed(world)
    await bring(world.store, entry(2), entry(3))
    seen = (await closed(world)).audit.changes
    assert seen is not None and seen.vanished == ()


async def test_only_the_programme_office_closes_an_audit_in_teams(world: World) -> None:
    olga, adam = await world.meet("Olga Office"), await world.meet("Adam Admin")
    with pytest.raises(NotYours):
        await world.store.write(audits.close, world.now.date(), world.now, adam)
    done = await world.store.write(audits.close, world.now.date(), world.now, olga)
    assert (await world.noted())["teams:audit:closed"] == 1
    with pytest.raises(NotFound):
        await world.store.read(audits.recorded, done.number + 7)
    with pytest.raises(NotYours):
        await world.store.write(imports.revert, 1, world.now, await world.meet("Paul Proposer"))


async def test_lines_of_the_very_same_name_are_joined_at_once_with_one_entry(world: World) -> None:
    named = ("Letters", "Minutes", "Twice", "Twice", "Doubled")
    await bring(world.store, *(entry(number, name=name) for number, name in enumerate(named, 1)))
    await closed(world)
    world.pass_(days=90)
    doubled = [entry(number, name="Doubled") for number in (14, 15)]     # as which of them it goes on is for a person to say
    again = (entry(11, name="Letters"), entry(12, name="Minutes of meetings"), entry(13, name="Twice"), *doubled)
    await bring(world.store, *again)
    before = await world.noted()
    assert [await world.store.write(audits.join_same, world.now) for _ in range(2)] == [1, 0]
    after = await world.noted()
    assert (after - before) == {"cli:audit:joined": 1}
    done = await closed(world)
    assert done.audit.changes is not None
    assert [one.line.name for one in done.audit.changes.vanished] == ["Minutes", "Twice", "Twice", "Doubled"]


async def test_a_press_joins_with_the_line_that_was_shown_beside_it_and_with_no_other(world: World) -> None:
    olga = await world.meet("Olga Office")
    await bring(world.store, entry(1, name="Proposal drafting"))
    await closed(world)
    world.pass_(days=90)
    likely = entry(3, name="Proposal drafting, wave 2")
    await bring(world.store, likely)
    stale = (await missed(world, olga)).id
    await bring(world.store, likely, entry(4, name="Proposal drafting"))     # a better one, since the card was drawn
    await world.store.write(audit_cards.join, olga, stale, world.now)
    assert (await world.noted())["teams:audit:joined"] == 0
    seen = await missed(world, olga)
    assert seen.maybe == "Proposal drafting"
    for _ in range(2):
        await world.store.write(audit_cards.join, olga, seen.id, world.now)
    assert (await world.noted())["teams:audit:joined"] == 1


async def missed(world: World, who: Actor) -> Missed:
    """The one vanished line on the card of the audit."""
    card = await world.store.write(audit_cards.begin, who, world.now)
    assert isinstance(card, AuditCard) and card.since is not None
    (one,) = card.since.missed
    return one


async def test_the_assessment_says_what_is_in_flight_and_names_what_has_run_longest(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.initiative(dana, first_use=world.now.date() - timedelta(days=20))
    old, late, new = (Dated(day=world.now.date() - timedelta(days=days), precision=Precision.DAY) for days in (400, 100, 30))
    await bring(
        world.store, entry(1, started=new), entry(2, started=old), entry(3),
        entry(4, stage=ListedStage.DEPLOYED, started=old), entry(5, started=late),
    )
    later = await world.initiative(dana, "Letters of thanks", first_use=world.now.date() - timedelta(days=200))
    gate = await world.gate(later)
    await world.store.write(gates.change, gate, due=world.now.date() + timedelta(days=20))
    flight = (await world.store.read(assessments.whole, world.company, world.now)).flight
    assert (flight.count, flight.late, flight.met[Trait.OWNER]) == (6, 2, 0)
    assert [one.days for one in flight.longest] == [400, 200, 100, 30, 20, None], "not by days past a decision"
    assert (flight.longest[0].name, flight.longest[0].past) == ("Letters 2", 310)

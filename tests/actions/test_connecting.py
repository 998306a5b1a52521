"""Connecting a metric to its data, through the use cases: what each writes, who may, and what is refused."""

import inspect
from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest

from actions import connecting, connecting_steps, grants, lookups, sources
from actions import observations as recording
from actions.outgoing import Card
from portfolio.commands import AnswerGrant, BindSource, ChooseColumns, FindSource
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.grants import MOST_WAITING
from portfolio.lookups import Answer, ColumnSeen, Contents, Preview
from portfolio.observations import Shape, SourceRef
from portfolio.people import Actor, Role
from portfolio.sources import How
from portfolio.views.connecting import (
    ColumnsForm,
    Connected,
    Looking,
    SourceGap,
    SourcePreview,
    SourceWaits,
    TablesForm,
)
from store import Store, Tx, initiatives, observations
from store import grants as stored_grants
from tests.actions.book import Book, name_of
from tests.actions.evidence import BINDING, REF, address, cases, enable, propose, record
from tests.actions.world import World, company

USE_CASES = (connecting, grants, lookups, connecting_steps)
ONE_ENTRY = {
    "connecting.find", "connecting.go_on", "connecting.again", "connecting.choose_table", "connecting.choose_columns",
    "connecting.save", "connecting.enable", "grants.answer", "grants.enable", "grants.withdraw",
}
NO_ENTRY = {
    "connecting.where", "connecting.where_again", "connecting.show", "connecting.reshape",
    # What came of a look is no change: it is gone when the dialog is.
    "lookups.answer", "lookups.expire",
}
READS = {"grants.form", "grants.requests", "lookups.errands", "lookups.overdue"}
WITHIN = {
    "grants.demanded", "grants.request", "grants.waits", "lookups.ask", "lookups.leave", "lookups.used",
    "connecting_steps.followed", "connecting_steps.present", "connecting_steps.receipt",
}
"""Steps of the others."""

COMPANY = company()
CARD = Card(activity_id="m-1", conversation_id="c")
COLUMNS = tuple(ColumnSeen(name=name, shown=name) for name in ("Received", "First draft", "Who", "Practice"))
SEEN = Preview(rows=(), usable=3, open=0, first=None, last=None, refused=0, rejected=())


def contents(*tables: str) -> Answer:
    return Answer(contents=Contents(ref=REF, label="RFP · works", columns=() if tables else COLUMNS, tables=tables))


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    made = await world.initiative(dana)
    await world.metric(dana, made)
    return made


def _public(module: ModuleType) -> set[str]:
    own = [fn for fn in vars(module).values() if inspect.isfunction(fn) and fn.__module__ == module.__name__]
    return {
        name_of(fn) for fn in own
        if not fn.__name__.startswith("_") and [*inspect.signature(fn).parameters][:1] == ["tx"]
    }


async def answered(world: World, lookup: str, said: Answer) -> bool:
    return await world.store.write(lookups.answer, lookup, said, world.now)


async def granted(world: World, one: str) -> str:
    """The id of a grant that an admin gave."""
    adam = await world.meet("Adam Admin")
    name = (await world.read(one)).name
    return (await world.store.write(grants.enable, adam, name, address(), world.now)).grant


async def looked(world: World, dana: Actor, one: str, said: Answer) -> object:
    """Dana looks at an enabled place, and the worker answers."""
    await granted(world, one)
    command = FindSource(initiative=one, address=address())
    waiting = await world.store.write(connecting.find, dana, command, CARD, COMPANY, world.now)
    assert isinstance(waiting, Looking)
    assert await answered(world, waiting.lookup, said)
    return await world.store.write(connecting.show, dana, waiting.lookup, world.now)


async def test_each_use_case_writes_its_one_entry_and_a_look_leaves_none(store: Store) -> None:
    assert {name for module in USE_CASES for name in _public(module)} == ONE_ENTRY | NO_ENTRY | READS | WITHIN
    world = World(store, company())
    book, dana, adam, eve = Book(world), *[await world.meet(name) for name in ("Dana Whitfield", "Adam Admin", "Eve Other")]
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await book.none(connecting.where, dana, one, world.now)
    await book.none(connecting.where_again, dana, one, world.now)
    command = FindSource(initiative=one, address=address())
    await book.refused(connecting.find, eve, command, CARD, COMPANY, world.now)
    waits = await book.once(connecting.find, dana, command, CARD, COMPANY, world.now)
    assert isinstance(waits, SourceWaits)
    await book.read(grants.form, adam, waits.grant)
    await book.read(grants.requests, adam)
    yes = AnswerGrant(grant=waits.grant, round=1, enable=True, reason="")
    await book.refused(grants.answer, dana, yes, world.now)
    await book.once(grants.answer, adam, yes, world.now)
    looking = await book.once(connecting.go_on, dana, waits.grant, CARD, COMPANY, world.now)
    assert len(await book.read(lookups.errands, world.now)) == 1
    assert await book.read(lookups.overdue, world.now) is False
    world.pass_(minutes=11)
    assert await book.read(lookups.overdue, world.now) is True
    await book.none(lookups.expire, world.now)
    looking = await book.once(connecting.again, dana, looking.lookup, CARD, COMPANY, world.now)
    assert await book.none(lookups.answer, looking.lookup, contents("A", "B"), world.now)
    assert isinstance(await book.none(connecting.show, dana, looking.lookup, world.now), TablesForm)
    await book.refused(connecting.choose_table, dana, looking.lookup, "C", CARD, world.now)
    looking = await book.one(connecting.choose_table, dana, looking.lookup, "B", CARD, world.now)
    await book.none(lookups.answer, looking.lookup, contents(), world.now)
    assert isinstance(await book.none(connecting.reshape, dana, looking.lookup, Shape.NUMBER, world.now), ColumnsForm)
    chosen = ChooseColumns(lookup=looking.lookup, binding=BINDING, how=How.CASES)
    rows = await book.once(connecting.choose_columns, dana, chosen, CARD, world.now)
    await book.none(lookups.answer, rows.lookup, Answer(preview=SEEN), world.now)
    await book.refused(connecting.save, eve, rows.lookup, world.now)
    assert isinstance(await book.once(connecting.save, dana, rows.lookup, world.now), Connected)
    await book.refused(grants.withdraw, dana, waits.grant, world.now)
    await book.once(grants.withdraw, adam, waits.grant, world.now)
    await book.once(grants.enable, adam, (await world.read(one)).name, address(), world.now)
    both = replace(adam, roles=frozenset({Role.ADMIN, Role.PROGRAMME_OFFICE}))
    own = await book.one(
        connecting.find, both, FindSource(initiative=one, address=address("own.csv")), None, COMPANY, world.now
    )
    mine = AnswerGrant(grant=own.grant, round=1, enable=True, reason="")
    await book.refused(connecting.enable, dana, mine, COMPANY, world.now)
    await book.once(connecting.enable, both, mine, COMPANY, world.now)
    assert book.called == ONE_ENTRY | NO_ENTRY and book.looked == READS
    assert "contoso" not in str(await world.ledger())


async def test_only_the_asker_sees_a_look_and_only_while_it_is_theirs_to_prepare(
    world: World, dana: Actor, one: str
) -> None:
    await world.install(dana)
    form = await looked(world, dana, one, contents())
    assert isinstance(form, ColumnsForm)
    olga = await world.meet("Olga Office")
    with pytest.raises(NotFound):
        await world.store.write(connecting.show, olga, form.lookup, world.now)

    def passed_on(tx: Tx) -> None:
        found = initiatives.get(tx, one)
        assert found is not None
        initiatives.change(tx, found, sponsor=olga.number)

    await world.store.write(passed_on)
    brought = [parcel for parcel in await world.deliver() if parcel.activity_id == CARD.activity_id]
    assert [type(parcel.view) for parcel in brought] == [SourceGap], "what was read is not shown to who lost the right"


async def test_the_card_that_was_pressed_changes_in_place_with_the_newest_step(
    world: World, dana: Actor, one: str
) -> None:
    await world.install(dana)
    form = await looked(world, dana, one, contents())
    assert isinstance(form, ColumnsForm)
    updates = [parcel for parcel in await world.deliver() if parcel.activity_id == CARD.activity_id]
    assert [parcel.view for parcel in updates] == [form]
    chosen = ChooseColumns(lookup=form.lookup, binding=BINDING, how=How.CASES)
    rows = await world.store.write(connecting.choose_columns, dana, chosen, CARD, world.now)
    assert isinstance(rows, Looking) and await world.deliver() == [], "the answer to the press shows it already"
    await answered(world, rows.lookup, Answer(preview=SEEN))
    updates = await world.deliver()
    assert [type(parcel.view) for parcel in updates] == [SourcePreview]


async def test_whoever_pressed_in_shadow_mode_sees_their_card_change_and_while_all_is_paused_with_the_next_press(
    world: World, dana: Actor, one: str
) -> None:
    await world.install(dana, release=False)
    running, world.company = world.company, replace(world.company, paused=True)
    form = await looked(world, dana, one, contents())
    assert isinstance(form, ColumnsForm) and await world.deliver() == []
    world.company = running
    assert [(parcel.activity_id, parcel.view) for parcel in await world.deliver()] == [(CARD.activity_id, form)]


async def test_an_answer_after_its_time_or_to_what_was_left_is_not_kept(world: World, dana: Actor, one: str) -> None:
    grant = await granted(world, one)
    waiting = await world.store.write(connecting.go_on, dana, grant, None, COMPANY, world.now)
    assert isinstance(waiting, Looking)
    await world.store.write(connecting.where, dana, one, world.now)
    assert not await answered(world, waiting.lookup, contents())
    waiting = await world.store.write(connecting.go_on, dana, grant, None, COMPANY, world.now)
    assert isinstance(waiting, Looking)
    world.pass_(minutes=10)
    assert not await answered(world, waiting.lookup, contents())
    gap = await world.store.write(connecting.show, dana, waiting.lookup, world.now)
    assert isinstance(gap, SourceGap) and gap.obstacle is None


async def test_a_withdrawn_place_is_looked_at_no_more_and_its_source_is_not_read(
    world: World, dana: Actor, one: str
) -> None:
    source = await enable(world, one)
    grant = await granted(world, one)
    await world.store.write(connecting.go_on, dana, grant, None, COMPANY, world.now)
    adam = await world.meet("Adam Admin")
    assert len(await world.store.read(lookups.errands, world.now)) == 1
    await world.store.write(grants.withdraw, adam, grant, world.now)
    assert await world.store.read(lookups.errands, world.now) == ()
    world.pass_(days=2)
    assert source.id not in [each.id for each in await world.store.read(recording.due, world.now)]
    with pytest.raises(Refused) as refused:
        await enable_again(world, one, grant)
    assert refused.value.code == "source_not_enabled"


async def enable_again(world: World, one: str, grant: str) -> None:
    olga = await world.meet("Olga Office")
    command = BindSource(initiative=one, grant=grant, ref=REF, label="x", binding=BINDING, how=How.CASES)
    await world.store.write(sources.bind, olga, command, world.now)


async def test_a_grant_of_one_initiative_is_none_of_another(world: World, dana: Actor, one: str) -> None:
    grant = await granted(world, one)
    other = await world.initiative(dana, "Another")
    await world.metric(dana, other)
    with pytest.raises(Refused) as refused:
        await enable_again(world, other, grant)
    assert refused.value.code == "source_not_enabled"


async def test_the_second_admin_is_told_that_the_first_has_answered(world: World, dana: Actor, one: str) -> None:
    waits = await world.store.write(
        connecting.find, dana, FindSource(initiative=one, address=address()), None, COMPANY, world.now
    )
    assert isinstance(waits, SourceWaits)
    adam = await world.meet("Adam Admin")
    no = AnswerGrant(grant=waits.grant, round=1, enable=False, reason="Salaries")
    await world.store.write(grants.answer, adam, no, world.now)
    with pytest.raises(Conflict):
        await world.store.write(grants.answer, adam, replace(no, enable=True), world.now)
    with pytest.raises(NotYours):
        await world.store.write(grants.answer, dana, no, world.now)
    assert (await world.store.read(stored_grants.get, waits.grant)).reason == "Salaries"  # type: ignore[union-attr]


async def test_admins_are_not_flooded(world: World, dana: Actor, one: str) -> None:
    for number in range(MOST_WAITING):
        command = FindSource(initiative=one, address=address(f"file{number}.csv"))
        await world.store.write(connecting.find, dana, command, None, COMPANY, world.now)
    with pytest.raises(Refused) as refused:
        await world.store.write(
            connecting.find, dana, FindSource(initiative=one, address=address("more.csv")), None, COMPANY, world.now
        )
    assert refused.value.code == "source_asked_too_often"


async def test_a_column_the_source_does_not_have_is_refused_beside_its_input(world: World, dana: Actor, one: str) -> None:
    form = await looked(world, dana, one, contents())
    assert isinstance(form, ColumnsForm)
    forged = ChooseColumns(lookup=form.lookup, binding=replace(BINDING, end="Salary"), how=How.CASES)
    with pytest.raises(Invalid) as refused:
        await world.store.write(connecting.choose_columns, dana, forged, None, world.now)
    assert [each.field for each in refused.value.problems] == ["end"]


async def test_once_the_baseline_from_history_is_locked_it_is_counted_in_the_same_place(
    world: World, dana: Actor, one: str
) -> None:
    source = await enable(world, one)
    day = world.now.date()
    await record(world, source, cases(day - timedelta(days=180), day - timedelta(days=10), 6.0))
    await world.metric(dana, one, baseline=None, baseline_source=None, floor=None)
    await propose(world, dana, one)
    await world.arm(dana, one)
    with pytest.raises(Refused) as refused:
        await enable(world, one, ref=SourceRef(kind=REF.kind, locator="elsewhere"))
    assert refused.value.code == "source_locked"
    other = await enable(world, one, binding=replace(BINDING, end="Sent"))
    assert other.id != source.id
    assert len(await world.store.read(observations.live, source.id)) > 100, "nothing that was read is lost"

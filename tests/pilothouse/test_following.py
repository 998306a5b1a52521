"""Use of a group, read by the worker through the real SDK: the known truths, the three shapes, and no name anywhere."""

import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from actions import adoption as actions
from actions import checkins, digests, records
from cards.render import render
from dialogs.adoption import follow as read_form
from graph.sample_tenant.app import application
from graph.sample_tenant.manners import Manners
from graph.sample_tenant.model import Model, Pilot
from graph.sample_tenant.state import Tenant
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.adoption import Adoption, Hidden
from portfolio.conditions import Condition
from portfolio.errors import Invalid, NotFound, NotYours
from portfolio.people import Actor
from portfolio.sources import Trouble
from portfolio.statistics.fade import Fade
from portfolio.usage import Cohort, Product
from store import Store
from store import adoption as stored
from tests.actions.world import World, company
from tests.graph.reading import AS_OF, FADES, HERO, NOW, WORKS, Reading, reading
from tests.pilothouse.office import Recorder
from tests.teams.serving import Served


@pytest.fixture
async def at() -> AsyncIterator[Reading]:
    """A tenant whose data are known, and a reader of it."""
    tenant = Tenant(Model(as_of=AS_OF))
    served = await Served.start(application(tenant))
    async with reading(served.url, tenant) as opened:
        yield opened
    await served.stop()


async def followed(store: Store, at: Reading, pilot: Pilot, product: str = "copilot") -> tuple[World, Actor, str]:
    """An initiative whose group an admin has named. The clock is the tenant's."""
    world = World(store, company(), now=NOW)
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, pilot.name, first_use=at.tenant.model.first_use)
    await world.metric(dana, one)
    await follow(world, pilot, product)
    return world, dana, one


async def follow(world: World, pilot: Pilot, product: str = "copilot", who: str = "Adam Admin") -> None:
    typed = {"name": pilot.name, "group": pilot.group, "label": f"{pilot.name} team", "product": product}
    await world.store.write(actions.follow, await world.meet(who), read_form(typed), world.now)


async def ingest(world: World, at: Reading | None) -> None:
    readers = Readers(graph=at.graph if at else None)
    worker = Worker(
        world.store, Recorder(), lambda now: world.company, lambda: world.now, read=readers.read, use=readers.use
    )
    await worker.ingest_until_idle()


async def use(world: World, one: str) -> Adoption:
    return (await world.store.read(actions.shown, [one]))[one]


async def cohort(world: World, one: str) -> Cohort:
    return (await world.store.read(stored.in_force, [one]))[one]


async def weeks_of_use(world: World, at: Reading) -> None:
    """The reports of the weeks since first use: one of each week's end, and every one of the last four weeks."""
    for back in range(7 * 20, -1, -1):
        as_of = AS_OF - timedelta(days=back)
        if back > 28 and as_of.weekday() != 6:
            continue
        at.tenant.manners.refresh_lag = back
        world.now = NOW - timedelta(days=back)
        await ingest(world, at)


@pytest.mark.parametrize("pilot", [WORKS, FADES, HERO], ids=lambda pilot: pilot.key)
async def test_what_is_shown_is_the_known_truth(sqlite_store: Store, at: Reading, pilot: Pilot) -> None:
    world, dana, one = await followed(sqlite_store, at, pilot)
    await weeks_of_use(world, at)
    shown, model = await use(world, one), at.tenant.model
    days = [AS_OF - timedelta(days=back) for back in range(28)]
    active = sum(any(model.prompts(person, day) for day in days) for person in model.people(pilot))
    assert shown.eligible.value == pilot.people and shown.on == AS_OF and shown.product is Product.COPILOT
    rest = pilot.people - active
    assert shown.active.value == (active if rest == 0 or rest >= 10 else None)
    assert (shown.fade is Fade.RED) is pilot.truth.fades and (shown.fade is Fade.NONE) is not pilot.truth.fades
    assert shown.hero is pilot.truth.hero
    assert shown.weeks == 19 and shown.provisional_from == AS_OF - timedelta(days=2)
    use_of = [sum(model.prompts(person, day) for day in days) for person in model.people(pilot)]
    equal = sum(use_of) ** 2 / sum(amount**2 for amount in use_of)
    assert shown.effective.value is not None and float(shown.effective.value) == pytest.approx(equal, abs=0.06)
    assert shown.days_a_week.value is not None and (shown.days_a_week.value > 2) is (pilot is WORKS)
    record = await world.store.read(records.show, dana, one, world.now)
    assert (Condition.FADING in record.conditions) is pilot.truth.fades
    assert (Condition.HERO_ONLY in record.conditions) is pilot.truth.hero


async def test_a_report_without_prompts_says_what_it_does_not_know(store: Store, at: Reading) -> None:
    at.tenant.manners.without_prompts = True
    world, _, one = await followed(store, at, WORKS)
    await ingest(world, at)
    shown = await use(world, one)
    assert shown.missing == ("prompts",) and shown.active.value == 40
    assert (shown.effective.hidden, shown.hero) == (Hidden.NO_COUNTS, None), "unknown is not healthy"


async def test_the_first_version_of_the_report_is_read_where_there_is_no_second(store: Store, at: Reading) -> None:
    at.tenant.manners.without_v2 = True
    world, _, one = await followed(store, at, WORKS)
    await ingest(world, at)
    shown = await use(world, one)
    assert shown.missing == ("active_days", "prompts") and shown.active.value == 40


async def test_the_denominator_is_who_has_a_licence_by_the_directory(store: Store, at: Reading) -> None:
    """Twelve have no licence, and ten who have one are not in the report yet."""
    people = at.tenant.model.people(WORKS)
    at.tenant.manners.unlicensed = {one.upn for one in people[:12]}
    at.tenant.manners.unreported = {one.upn for one in people[12:22]}
    world, _, one = await followed(store, at, WORKS)
    await ingest(world, at)
    shown = await use(world, one)
    assert shown.by_directory and shown.eligible.value == 28, "18 are in the report"
    assert shown.active.value == 18 and shown.weekly is not None and shown.weekly.value == 18
    assert shown.activated is not None and shown.activated.value == 18
    assert shown.agrees is False, "ten of 130 who are licensed are missing in the rows"


@pytest.mark.parametrize("spoil", [
    lambda m: m.withheld.add("LicenseAssignment.Read.All"), lambda m: setattr(m, "without_plans", True),
])  # fmt: skip
async def test_without_licences_those_in_the_report_are_all_that_is_known(store: Store, at: Reading, spoil: Any) -> None:
    spoil(at.tenant.manners)
    world, _, one = await followed(store, at, WORKS)
    await ingest(world, at)
    shown = await use(world, one)
    assert not shown.by_directory and shown.eligible.value == 40 and shown.agrees is True


async def test_concealed_names_leave_the_whole_company_and_nobody_in_it(store: Store, at: Reading) -> None:
    at.tenant.manners.concealed = True
    world, _, one = await followed(store, at, WORKS)
    await ingest(world, at)
    shown = await use(world, one)
    everybody = sum(len(at.tenant.model.people(pilot)) for pilot in (WORKS, FADES, HERO)) + 30
    assert shown.concealed and shown.tenant.value == everybody and shown.eligible.value is None
    assert (shown.hero, shown.fade) == (None, None)


@pytest.mark.parametrize("product", [product for product in Product if product is not Product.COPILOT])
async def test_every_product_has_its_report(sqlite_store: Store, at: Reading, product: Product) -> None:
    world, _, one = await followed(sqlite_store, at, WORKS, product.value)
    await ingest(world, at)
    assert (await cohort(world, one)).failure is None
    assert (await use(world, one)).active.value == 40


@pytest.mark.parametrize(("spoil", "trouble", "about", "feature"), [
    (lambda m: m.withheld.add("Reports.Read.All"), Trouble.PERMISSION, "Reports.Read.All", "usage_reports"),
    (lambda m: setattr(m, "without_names", True), Trouble.PERMISSION, "User.ReadBasic.All", "cohort_names"),
    (lambda m: m.next(403, on="groups"), Trouble.PERMISSION, "GroupMember.ReadBasic.All", "cohort"),
    (lambda m: m.next(404, on="groups"), Trouble.NOT_FOUND, "cohort", ""),
    (lambda m: m.next(429, on="reports", retry_after="9000"), Trouble.THROTTLED, "", ""),
    (lambda m: m.next(200, on="download", cut=True), Trouble.UNAVAILABLE, "connection_lost", ""),
    (lambda m: m.renamed.update({"Last Activity Date": "Last Used"}), Trouble.COLUMN, "Last Activity Date", ""),
])  # fmt: skip
async def test_what_cannot_be_seen_is_a_gap_with_a_name_and_no_figure(
    sqlite_store: Store, at: Reading, spoil: Any, trouble: Trouble, about: str, feature: str
) -> None:
    world, dana, one = await followed(sqlite_store, at, WORKS)
    spoil(at.tenant.manners)
    await ingest(world, at)
    known = (await cohort(world, one)).failure
    assert known is not None and (known.trouble, known.about, known.feature) == (trouble, about, feature)
    assert await world.store.read(actions.shown, [one]) == {}
    record = await world.store.read(records.show, dana, one, world.now)
    assert record.use is None and record.use_trouble is not None and record.use_trouble.feature == feature
    at.tenant.manners = Manners()
    world.pass_(days=1)
    await ingest(world, at)
    assert (await cohort(world, one)).failure is None and (await use(world, one)).active.value == 40


async def test_without_graph_it_is_not_there_which_is_not_zero(sqlite_store: Store, at: Reading) -> None:
    world, _, one = await followed(sqlite_store, at, WORKS)
    await ingest(world, None)
    failure = (await cohort(world, one)).failure
    assert failure is not None and failure.trouble is Trouble.NOT_ALLOWED
    assert await world.store.read(actions.shown, [one]) == {}


async def reports(world: World) -> list[tuple[str, bool]]:
    query = text('select "on", superseded_by from usage_reports order by id')
    rows = await world.store.read(lambda tx: [(str(row.on), row.superseded_by is None) for row in tx.execute(query)])
    return list(rows)


async def test_a_day_that_is_told_anew_supersedes_what_was_told_of_it(store: Store, at: Reading) -> None:
    world, _, one = await followed(store, at, WORKS)
    await ingest(world, at)
    world.pass_(days=1)
    await ingest(world, at)
    day = str(AS_OF - timedelta(days=2))
    assert await reports(world) == [(day, True)], "the same report tells nothing new"
    at.tenant.model = Model(as_of=AS_OF, seed=8)  # back-filled: others were active, on the same days
    world.pass_(days=1)
    await ingest(world, at)
    assert await reports(world) == [(day, False), (day, True)]
    noted = await world.noted()
    assert noted["source:usage:recorded"] == 2
    kept = await world.store.read(stored.readings, (await cohort(world, one)).id, AS_OF - timedelta(days=9))
    assert [str(reading.on) for reading in kept] == [day]


async def test_following_again_changes_nothing_and_another_group_takes_its_place(store: Store, at: Reading) -> None:
    world, _, one = await followed(store, at, WORKS)
    first = await cohort(world, one)
    await follow(world, WORKS)
    assert await cohort(world, one) == first and (await world.noted())["teams:usage:followed"] == 1
    world.pass_(minutes=1)
    await follow(world, WORKS, "teams")
    assert (await cohort(world, one)).product is Product.TEAMS
    with pytest.raises(NotYours):
        await follow(world, WORKS, who="Dana Whitfield")
    with pytest.raises(NotFound):
        await follow(world, FADES)
    with pytest.raises(Invalid):
        read_form({"name": "x", "group": "everybody", "label": "y", "product": "copilot"})


async def test_no_name_of_a_user_is_kept_logged_or_shown_to_anybody(
    sqlite_store: Store, at: Reading, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world, dana, one = await followed(sqlite_store, at, HERO)
    await world.channel()
    await weeks_of_use(world, at)
    lea = await world.meet("Lea Leader")
    seen: list[str] = [await dump(sqlite_store), caplog.text, *(json.dumps(entry) for entry in await world.ledger())]
    views = [
        await world.store.read(records.show, lea, one, world.now),
        await world.store.read(digests.build, "2026-10", world.company, world.now),
        await world.store.write(checkins.open_mine, dana, world.company, world.now),
    ]
    for view in views:
        for language in ("en", "de"):
            made = render(view, language)
            seen += [json.dumps(made.card), made.text, made.summary]
    assert any("Copilot" in one for one in seen)
    for person in at.tenant.model.people(HERO):
        for name in (person.upn, person.id, person.name):
            assert not [one for one in seen if name.casefold() in one.casefold()], name


async def dump(store: Store) -> str:
    """Everything the record holds, as text."""

    def read(tx: Any) -> str:
        tables = [row[0] for row in tx.execute(text("select name from sqlite_master where type = 'table'"))]
        return "\n".join(repr(tuple(row)) for table in tables for row in tx.execute(text(f'select * from "{table}"')))

    return await store.read(read)

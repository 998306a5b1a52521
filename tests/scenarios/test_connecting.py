"""From a pasted link to a bound source: the sponsor, the admin, the worker and the sample tenant, over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from graph.sample_tenant.local import opened as opened_tenant
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.metrics import Provenance
from portfolio.observations import SourceKind
from store import Tx, observations
from store.source_tables import lookups
from store.tables import outbox
from tests.pilothouse.office import Recorder
from tests.scenarios.connecting import LINK, WORKS, asked, drop, enabled, now, source_of
from tests.scenarios.record import actions, changed, dump
from tests.scenarios.scene import ADA, COMPANY, DANA, START, Scene, opened_scene, somebody
from tests.scenarios.steps import accepted


@pytest.fixture
def tenant() -> Tenant:
    """Half a year of cases, two of which cannot be counted."""
    made = Tenant(Model(as_of=date(2026, 8, 31), began=date(2026, 8, 31)))
    for case in made.model.cases(WORKS)[-40:-38]:
        made.change(WORKS, case.id, replace(case, closed=case.opened - timedelta(days=1)))
    return made


@pytest.fixture
async def scene(store_url: str, tenant: Tenant, tmp_path: Path) -> AsyncIterator[Scene]:
    known: list[Scene] = []
    async with (
        opened_tenant(tenant, lambda: known[0].now if known else START) as graph,
        opened_scene(store_url, readers=Readers(graph=graph, folder=tmp_path)) as opened,
    ):
        known.append(opened)
        yield opened


async def test_a_pasted_link_becomes_observations_with_their_provenance(scene: Scene, tenant: Tenant) -> None:
    dana, waits = await asked(scene)
    assert "Not enabled yet" in waits.words and "Ada Admin" in waits.words
    await scene.work()
    request = scene.chat(ADA).newest
    assert "Data for Proposal drafting" in request.words and "Dana Whitfield" in request.words
    assert "https://contoso.sharepoint.com/sites/invoice-approval/Lists/Cases" in request.words
    assert "Lists.SelectedOperations.Selected" in request.words
    assert tenant.requests == [], "nothing is asked of the tenant before an admin has enabled it"

    assert "Enabled by Ada Admin" in (await request.press("Enable")).words
    await scene.work()
    told = dana.newest
    assert "Ada Admin enabled it" in told.words
    reading = await told.press("Choose the columns")
    assert "Looking at Cases · invoice-approval" in reading.words and tenant.requests == []

    await scene.look()
    columns = dana.newest
    assert columns.message == told.message, "the card that was pressed changes in place"
    assert columns.typed == {"start": "Opened", "end": "Closed", "person": "Handler", "kind": "Kind"}
    await columns.press("See what they say")
    await scene.look()
    seen = dana.newest
    assert seen.message == told.message
    assert "rows can be counted" in seen.words and "The last 10 rows" in seen.words
    assert "2 rows cannot be counted" in seen.words and "It ends before it begins" in seen.words
    assert "RightFirstTime" not in seen.words and "Fee" not in seen.words

    stored = await dump(scene.store)
    saved = await seen.press("Count it here")
    assert "Counted in Cases · invoice-approval from now on" in saved.words
    assert changed(stored, await dump(scene.store)) == {"sources", "lookups", "ledger", "head"}
    again = await seen.press("Count it here")
    assert again.words == saved.words
    assert (await actions(scene.store)).count("teams:source:bound") == 1

    while await scene.worker.ingest_until_idle():
        pass
    source = await source_of(scene)
    live = await scene.store.read(observations.live, source.id)
    batch = await scene.store.read(observations.newest, source.id)
    assert batch is not None and batch.refused == 2 and len(live) > 500
    assert (source.ref.kind, source.provenance) == (SourceKind.LIST, Provenance.MEASURED)
    assert {row.person is not None and len(row.person) == 64 for row in live} == {True}, "people are hashes"
    rules = await (await dana.says("show Proposal drafting")).press("See the rules")
    assert "Take the baseline from Cases · invoice-approval" in rules.titles


async def test_nothing_of_what_was_read_stays_in_the_dialog(scene: Scene, tmp_path: Path) -> None:
    drop(tmp_path)
    dana, _ = await enabled(scene, "rfp.csv")
    await scene.look()
    await dana.newest.press("See what they say", key="Case")
    await scene.look()
    assert "“soon” is no date" in dana.newest.words
    await dana.newest.press("Count it here")

    def kept(tx: Tx) -> tuple[list[object], str]:
        rows = [cell for row in tx.execute(select(lookups.c.ask, lookups.c.answer)) for cell in row]
        return rows, " ".join(tx.execute(select(outbox.c.view)).scalars())

    rows, views = await scene.store.read(kept)
    assert rows and set(rows) == {None}
    assert "soon" not in views and "Received" not in views


async def test_a_place_that_was_refused_says_why_and_is_not_read(scene: Scene, tenant: Tenant) -> None:
    dana, _ = await asked(scene)
    await scene.work()
    answered = await scene.chat(ADA).newest.press("Refuse it", reason="It holds salaries.")
    assert "Refused by Ada Admin" in answered.words
    await scene.work()
    assert "Ada Admin refused it" in dana.newest.words and "It holds salaries." in dana.newest.words
    assert tenant.requests == []
    once_more = await (await dana.newest.press("Another place")).press("Look at it", place=LINK)
    assert "Not enabled yet" in once_more.words
    assert (await actions(scene.store)).count("teams:source:asked") == 2


async def test_an_admin_enables_by_a_typed_word_and_withdraws_again(scene: Scene) -> None:
    dana, _ = await asked(scene)
    admin = scene.chat(ADA)
    assert "One place waits for your answer" in (await admin.says("sources")).words
    said = await admin.says(f"enable {LINK} for Proposal drafting")
    assert "Enabled by Ada Admin" in said.words
    assert "Enabled by Ada Admin" in (await admin.says(f"freigeben {LINK} für Proposal drafting")).words
    assert (await actions(scene.store)).count("teams:source:enabled") == 1
    assert "Withdrawn by Ada Admin" in (await said.press("Withdraw")).words
    waits = await (await dana.says("connect Proposal drafting")).press("Look at it", place=LINK)
    assert "Not enabled yet" in waits.words
    assert "You need another role" in (await dana.says("sources")).words
    assert "Please type: enable LINK for NAME" in (await admin.says("enable everything")).words


async def test_a_stranger_sees_nothing_of_a_look_and_cannot_answer_for_the_admin(scene: Scene) -> None:
    dana, reading = await enabled(scene)
    await scene.look()
    eve = scene.chat(somebody("Eve Other"))
    await eve.says("help")
    before = await dump(scene.store)
    for shown, title in ((reading, "Show what has come"), (dana.newest, "See what they say"), (reading, "Another place")):
        answer = await replace(shown, chat=eve).press(title)
        assert "I cannot find that" in answer.words
    request = scene.chat(ADA).about("Data for Proposal drafting")[0]
    assert request.titles == ["Withdraw"]
    assert "You need another role" in (await replace(request, chat=eve).press("Withdraw")).words
    assert changed(before, await dump(scene.store)) == set()


async def test_a_missing_permission_names_it_and_what_it_switches_off(scene: Scene, tenant: Tenant) -> None:
    tenant.manners.withheld.add("Lists")
    dana, _ = await enabled(scene)
    await scene.look()
    gap = dana.newest
    assert "Pilothouse lacks a permission: Lists.SelectedOperations.Selected" in gap.words
    assert "Without it this is off: reading lists" in gap.words
    tenant.manners.withheld.clear()
    await gap.press("Try again")
    await scene.look()
    assert "What is one row?" in dana.newest.words


async def test_a_throttled_service_says_until_when(scene: Scene, tenant: Tenant) -> None:
    tenant.manners.next(429, on="/lists/", retry_after="3600")
    dana, _ = await enabled(scene)
    await scene.look()
    assert "The service asks to wait until 1 Sep 2026, 11:0" in dana.newest.words


async def test_a_list_that_is_not_there_and_a_link_that_cannot_be_read_are_two_things(scene: Scene) -> None:
    dana, _ = await enabled(scene, LINK.replace("Cases", "Nowhere"))
    await scene.look()
    assert "There is no such list or file" in dana.newest.words
    form = await dana.newest.press("Another place")
    wrong = await form.press("Look at it", place="https://contoso.sharepoint.com/:l:/s/works/FAbc")
    assert "This is a sharing link" in wrong.words and wrong.typed["place"].endswith("FAbc")


async def test_a_renamed_column_is_named_anew_and_nothing_that_was_read_is_lost(scene: Scene, tenant: Tenant) -> None:
    dana, _ = await enabled(scene)
    await scene.look()
    await dana.newest.press("See what they say")
    await scene.look()
    await dana.newest.press("Count it here")
    while await scene.worker.ingest_until_idle():
        pass
    first = await source_of(scene)
    before = {row.key: row for row in await scene.store.read(observations.live, first.id)}
    tenant.manners.renamed["Closed"] = "Finished"
    tenant.manners.expired_deltas = True
    scene.pass_(days=1)
    await scene.worker.ingest_until_idle()
    record = await dana.says("show Proposal drafting")
    assert "Its column “Closed” is missing" in record.words
    form = await record.press("Connect its data")
    assert "It is counted in Cases · invoice-approval" in form.words
    await form.press("Look at it", place=LINK)
    await scene.look()
    columns = now(form)
    assert columns.typed["end"] == "Finished"
    await columns.press("See what they say")
    await scene.look()
    assert "What was read from the former place stays" in (await now(form).press("Count it here")).words
    while await scene.worker.ingest_until_idle():
        pass
    second = await source_of(scene)
    after = {row.key: row for row in await scene.store.read(observations.live, second.id)}
    assert second.id != first.id
    assert {row.key: row for row in await scene.store.read(observations.live, first.id)} == before
    assert after.keys() == before.keys()
    assert {key: row.person for key, row in after.items()} == {key: row.person for key, row in before.items()}


async def test_a_look_that_nobody_made_in_time_is_over_with_a_sentence(scene: Scene) -> None:
    dana, reading = await enabled(scene)
    scene.pass_(minutes=11)
    assert "This has taken too long" in (await reading.press("Show what has come")).words
    await scene.look()
    assert "This has taken too long" in dana.newest.words
    await dana.newest.press("Try again")
    await scene.look()
    columns = dana.newest
    scene.pass_(minutes=61)
    assert "kept for an hour at most" in (await columns.press("See what they say")).words


async def test_a_look_survives_the_worker_that_was_to_make_it(scene: Scene) -> None:
    """What was asked is in the record: another process answers, and the answer is recorded once."""
    _, reading = await enabled(scene)
    other = Worker(scene.store, Recorder(), lambda _: COMPANY, lambda: scene.now, readers=Readers())
    assert await other.look_until_idle() == 1
    assert await scene.worker.look_until_idle() == 0
    shown = await reading.press("Show what has come")
    assert "This installation does not read such places" in shown.words


async def test_the_same_question_twice_is_one_look(scene: Scene) -> None:
    dana, _ = await enabled(scene)
    await scene.look()
    columns = dana.newest
    for _ in range(2):
        await columns.press("See what they say")
    assert (await actions(scene.store)).count("teams:lookup:asked") == 2
    await scene.look()
    changed_back = await dana.newest.press("Change the columns")
    assert changed_back.typed == columns.typed


async def test_the_dialog_is_not_held_where_others_read_along(scene: Scene) -> None:
    await accepted(scene)
    said = await scene.chat(DANA).says_in_channel("connect Proposal drafting")
    assert "That is personal" in said.words

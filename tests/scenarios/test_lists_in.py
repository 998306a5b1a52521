"""A list sent to the bot: read by the worker, shown, corrected, imported when told to, and taken back."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from sqlalchemy import update

from store import ledger, listings
from store.upload_tables import uploads
from tests.scenarios.lists_in import HOST, ROWS, Drive, drive
from tests.scenarios.scene import ADA, OLGA, PAUL, RITA, Chat, Scene, Shown, opened_scene


@pytest.fixture
async def sharepoint(tmp_path: Path) -> AsyncIterator[Drive]:
    async with drive(tmp_path) as made:
        yield made


@pytest.fixture
async def scene(store_url: str, sharepoint: Drive) -> AsyncIterator[Scene]:
    async with opened_scene(store_url, readers=sharepoint.readers) as opened:
        yield opened


async def sends(chat: Chat, *attachments: object) -> Shown:
    return await chat.hear(chat.world.message(chat.person, "", attachments=list(attachments)))


async def brought(scene: Scene, sharepoint: Drive, data: bytes = ROWS, name: str = "list.csv") -> Shown:
    """Olga sends a file, and the worker has read it."""
    (olga,) = await scene.met(OLGA)
    await sends(olga, sharepoint.sent(name, data))
    await scene.look()
    return olga.newest


async def names(scene: Scene) -> list[str]:
    return [one.name for one in await scene.store.read(listings.entries)]


async def noted(scene: Scene) -> list[str]:
    lines = await scene.store.read(lambda tx: list(ledger.export(tx)))
    return [line.split('"action":"')[1].split('"')[0] for line in lines if ":import:" in line]


async def test_a_file_that_was_sent_is_shown_on_its_card_and_imported_only_when_told_to(
    scene: Scene, sharepoint: Drive
) -> None:
    (olga,) = await scene.met(OLGA)
    reading = await sends(olga, sharepoint.sent("list.csv", ROWS))
    assert "Reading list.csv" in reading.words
    await scene.look()
    shown = olga.newest
    assert shown.message == reading.message, "the card changes by itself"
    for said in ("What an import of list.csv would do", "Angebote", "in pilot · since 3 Apr 2026 · names a person",
                 "Row 4", "neither an id nor anything in “Name”", "Kennung"):
        assert said in shown.words
    assert await names(scene) == []

    importing = await shown.press("Import")
    assert "Importing list.csv" in importing.words
    await scene.look()
    done = olga.newest
    assert "Imported: 2 new, 0 changed" in done.words
    assert await names(scene) == ["Angebote", "Protokolle"]
    assert await noted(scene) == ["teams:import:uploaded", "teams:import:ordered", "teams:import:applied"]

    for _ in range(2):
        back = await done.press("Take it back")
        assert "Import 1 no longer counts" in back.words
    assert await names(scene) == []
    assert (await noted(scene))[-1] == "teams:import:reverted"


async def test_the_same_list_again_has_nothing_to_import(scene: Scene, sharepoint: Drive) -> None:
    await (await brought(scene, sharepoint)).press("Import")
    await scene.look()
    again = await brought(scene, sharepoint)
    assert "Everything in list.csv is known already" in again.words
    assert "Import" not in again.titles


async def test_corrected_columns_are_saved_under_a_name_and_reused_for_the_same_headings(
    scene: Scene, sharepoint: Drive
) -> None:
    form = await (await brought(scene, sharepoint)).press("Correct the columns")
    assert {"field1", "column1", "field3", "column3", "name"} <= set(form.inputs)
    refused = await form.press("Read it like this", field1="intent")
    assert refused.typed["field1"] == "intent"
    assert "Please fill this in." in refused.words
    await refused.press(
        "Read it like this", field1="intent", column1="#2", field2="contact", column2="#none", name="Finance"
    )
    await scene.look()
    shown = form.chat.newest
    assert "No column for: organisation, unit, contact, sponsor, benefit and approval to operate." in shown.words
    await shown.press("Put it aside")

    other = b"Kontakt;Status;Start;NAME;Kennung\n;Pilot;;Belege;9\n"
    shown = await brought(scene, sharepoint, other, "next.csv")
    assert "As saved under “Finance”" in shown.words
    assert (await noted(scene)).count("teams:import:mapped") == 1


async def test_a_card_that_was_read_anew_meanwhile_imports_nothing(scene: Scene, sharepoint: Drive) -> None:
    shown = await brought(scene, sharepoint)
    await (await shown.press("Correct the columns")).press("Read it like this", field1="sponsor", column1="#4")
    await scene.look()
    await shown.press("Import")
    await scene.look()
    assert await names(scene) == []


async def test_only_who_sent_it_sees_it_and_only_admins_and_the_office_may(scene: Scene, sharepoint: Drive) -> None:
    shown = await brought(scene, sharepoint)
    paul, rita, ada = await scene.met(PAUL, RITA, ADA)
    for nobody in (paul, rita):
        refused = await sends(nobody, sharepoint.sent("mine.csv", ROWS))
        assert "mine.csv" not in refused.words
    press = Shown(chat=ada, card=shown.card, message=shown.message)
    assert "list.csv" not in (await press.press("Import")).words
    assert await names(scene) == []
    assert await noted(scene) == ["teams:import:uploaded"]


async def test_a_file_is_fetched_from_the_tenants_own_sharepoint_only(scene: Scene, sharepoint: Drive) -> None:
    (olga,) = await scene.met(OLGA)
    for host in ("evil.example", "fabrikam-my.sharepoint.com", f"{HOST}.evil.example", "contoso.sharepoint.com.cn"):
        await sends(olga, sharepoint.sent("list.csv", ROWS, host=host))
        await scene.look()
        assert "This file is not in your company's SharePoint" in olga.newest.words
    plain = sharepoint.sent("list.csv", ROWS)
    plain["content"]["downloadUrl"] = plain["content"]["downloadUrl"].replace("https:", "http:")
    await sends(olga, plain)
    await scene.look()
    assert "This file is not in your company's SharePoint" in olga.newest.words


async def test_a_link_that_has_expired_is_said_so(scene: Scene, sharepoint: Drive) -> None:
    sharepoint.status = 403
    assert "Send it once more." in (await brought(scene, sharepoint)).words


async def test_what_was_read_is_erased_after_a_day_and_the_card_says_so(scene: Scene, sharepoint: Drive) -> None:
    shown = await brought(scene, sharepoint)
    scene.pass_(hours=25)
    await scene.look()
    assert "This list was put aside" in shown.chat.newest.words
    assert "This list was put aside or has been erased" in (await shown.press("Import")).words
    assert await names(scene) == []


async def test_an_import_that_fails_is_said_on_its_card_and_keeps_no_other_list_waiting(
    scene: Scene, sharepoint: Drive
) -> None:
    shown = await brought(scene, sharepoint)
    (ada,) = await scene.met(ADA)
    await sends(ada, sharepoint.sent("other.csv", b"Name,Status\nBelege,Pilot\n"))
    await scene.look()
    await shown.press("Import")
    await ada.newest.press("Import")
    spoilt = update(uploads).where(uploads.c.name == "list.csv").values(sheet=b"no sheet")
    await scene.store.write(lambda tx: tx.execute(spoilt).rowcount)
    await scene.look()
    assert await names(scene) == ["Belege"]
    failed = shown.chat.newest
    assert failed.message == shown.message
    for said in ("Something went wrong on our side", "give your admin this reference: e-", "Nothing was stored."):
        assert said in failed.words
    assert await scene.worker.look_until_idle() == 0, "it is not tried again"

    again = await brought(scene, sharepoint)
    await again.press("Import")
    await scene.look()
    assert set(await names(scene)) == {"Angebote", "Belege", "Protokolle"}


async def test_two_files_at_once_are_asked_for_one_by_one(scene: Scene, sharepoint: Drive) -> None:
    (olga,) = await scene.met(OLGA)
    assert "Send one file at a time." in (await sends(olga, *[sharepoint.sent("a.csv", ROWS)] * 2)).words


def bomb() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b" " * (300 * 2**20))
    return made.getvalue()


def sheet(*rows: list[object]) -> bytes:
    book, made = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


HOSTILE = {
    "200 MB": (lambda: b"Name\n" + b"x" * (17 * 2**20), "The file is too big"),
    "zip bomb": (bomb, "larger than 64 MB once it is opened"),
    "100,001 rows": (lambda: b"Name\n" + b"x\n" * 100_001, "more than 100,000 rows"),
    "5,000 columns": (lambda: (",".join(f"c{n}" for n in range(5000)) + "\n1\n").encode(), "more than 500 columns"),
    "NUL bytes": (lambda: b"Name,Status\nAngebote,Pi\x00lot\n", "This is no text file"),
    "a lone quotation mark": (lambda: b'Name,Status\n"Angebote,Pilot\n', "opened in the row that begins in line 2"),
    "no names": (lambda: b"A,B\n1,2\n", "Press “Correct the columns”"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is no text file"),
    "half a workbook": (lambda: sheet(["Name"], ["x"])[:300], "no sound Excel workbook"),
    "nothing": (lambda: b"", "no rows"),
}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_hostile_file_is_one_clear_sentence_and_nothing_is_stored(
    scene: Scene, sharepoint: Drive, kind: str
) -> None:
    made, sentence = HOSTILE[kind]
    shown = await brought(scene, sharepoint, made(), "x.xlsx")
    assert sentence in shown.words
    assert "Nothing was stored." in shown.words
    assert "Import" not in shown.titles
    assert await names(scene) == []


async def test_formulas_names_from_right_to_left_and_keys_that_repeat_are_shown_as_they_are(
    scene: Scene, sharepoint: Drive
) -> None:
    rows: tuple[list[object], ...] = (
        ["Name", "ID", "Status"], ["=1+1", "A", "Pilot"], ["\u202eترجمة", "A", "Pilot"], ["[x](http://evil)", "B", "Pilot"],
    )
    shown = await brought(scene, sharepoint, sheet(*rows), "list.xlsx")
    assert "One id or name stands in several rows (|a). All of them are kept." in shown.words
    await shown.press("Import")
    await scene.look()
    assert len(await names(scene)) == 3

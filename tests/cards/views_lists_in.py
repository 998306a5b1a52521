"""Realistic views of bringing a list in, one of every kind and the extreme ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from cards.importing import MOST_CHOICES
from portfolio.errors import problem
from portfolio.imports.comparing import ImportState
from portfolio.imports.counting import DateCounts
from portfolio.imports.entries import Dated, Field, ListedStage, Precision, Rejected
from portfolio.imports.owners import Owner
from portfolio.imports.uploads import FirstRow, Seen, Trouble
from portfolio.lookups import Obstacle
from portfolio.sources import Trouble as SourceTrouble
from portfolio.views.importing import (
    ImportColumns,
    ImportDesk,
    Imported,
    ImportPreview,
    ImportReading,
    ImportTrouble,
)

ZONE = "Europe/Berlin"
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
FILE = "AI inventory 2026.xlsx"
HEADER = (
    "Use case ID", "Use case name", "Agency", "Bureau", "Stage of development", "Operational date", "Contact email",
    "Problem solved", "Benefits", "Have ATO?", "Vendor", "Is the AI use case high-impact?",
)  # fmt: skip
MAPPED = {
    Field.KEY: "Use case ID", Field.NAME: "Use case name", Field.STAGE: "Stage of development",
    Field.STARTED: "Operational date", Field.ORGANISATION: "Agency", Field.UNIT: "Bureau", Field.CONTACT: "Contact email",
    Field.INTENT: "Problem solved", Field.BENEFIT: "Benefits", Field.APPROVAL: "Have ATO?",
}  # fmt: skip


def first(number: int, name: str, stage: ListedStage, started: Dated | None, text: str, owner: Owner) -> FirstRow:
    return FirstRow(row=number, name=name, stage=stage, started=started, started_text=text, owner=owner)


def dated(precision: Precision) -> Dated:
    return Dated(day=date(2025, 4, 3), precision=precision)


ROWS = (
    first(1, "Proposal drafting", ListedStage.PILOT, dated(Precision.DAY), "4/3/2025", Owner.PERSON),
    first(2, "*Grant* review [triage](http://evil.example)", ListedStage.PILOT, dated(Precision.MONTH), "Apr 2025",
          Owner.SHARED_MAILBOX),
    first(3, "ترجمة الرسائل", ListedStage.DEPLOYED, dated(Precision.YEAR), "2025", Owner.NONE),
    first(4, "=HYPERLINK(\"http://evil.example\")", ListedStage.UNKNOWN, None, "soon", Owner.NONE),
    first(5, "Claims intake", ListedStage.PRE_DEPLOYMENT, None, "", Owner.PERSON),
)  # fmt: skip
SEEN = Seen(
    header=HEADER, encoding="utf-8-sig", hash="f" * 64, rows=3611, columns=MAPPED, order=None, saved=None, new=3204,
    changed=12, unchanged=393, missing=7, rejected=2,
    reasons=(
        Rejected(row=17, column="Use case name", reason="name_missing"),
        Rejected(row=88, column="Use case name", reason="name_missing"),
    ),
    repeated=28, repeated_key="department of energy|doe-17", too_wide=0, above=2,
    stages={
        ListedStage.PRE_DEPLOYMENT: 1479, ListedStage.PILOT: 440, ListedStage.DEPLOYED: 1040, ListedStage.RETIRED: 314,
        ListedStage.UNKNOWN: 338,
    },
    pilots=440, dates=DateCounts(by_precision={Precision.DAY: 275, Precision.MONTH: 119, Precision.YEAR: 5}, unparsed=3),
    owners={Owner.NONE: 138, Owner.SHARED_MAILBOX: 293, Owner.PERSON: 9}, unparsed_text="3/4/2025", unparsed_row=204,
    first=ROWS,
)  # fmt: skip
PREVIEW = ImportPreview(
    upload="u00", revision=1, name=FILE, seen=SEEN, until=NOW + timedelta(days=1), zone=ZONE
)
PLAIN = replace(
    SEEN, encoding="SharePoint", rows=2, new=1, changed=0, unchanged=1, missing=0, rejected=0, reasons=(), repeated=0,
    stages={ListedStage.DEPLOYED: 2}, pilots=0, dates=DateCounts(by_precision={}, unparsed=0), unparsed_text="",
    saved="Inventory of the finance *department*", first=ROWS[:1],
)
COLUMNS = ImportColumns(
    upload="u00", revision=1, name=FILE, header=HEADER, columns=MAPPED, ambiguous=False, values={}, problems=()
)
TROUBLE = ImportTrouble(
    upload="u00", name=FILE, zone=ZONE, columns=False,
    trouble=Trouble(obstacle=Obstacle(trouble=SourceTrouble.UNREADABLE, about="too_big", why="too_big")),
)
DONE = Imported(
    number=3, name=FILE, rows=3611, new=3204, changed=12, state=ImportState.APPLIED, by="Olga Office", at=NOW,
    until=date(2026, 12, 2), may_revert=True, zone=ZONE,
)  # fmt: skip


def wrong(code: str, **params: object) -> ImportTrouble:
    return replace(TROUBLE, trouble=Trouble(problem=problem("file", code, **params)))


def gap(trouble: SourceTrouble, why: str | None) -> ImportTrouble:
    return replace(TROUBLE, trouble=Trouble(obstacle=Obstacle(trouble=trouble, about=why or "", why=why)))


SAMPLES: dict[str, object] = {
    "import_reading": ImportReading(upload="u00", name=FILE, importing=False),
    "import_importing": ImportReading(upload="u00", name=FILE, importing=True),
    "import_preview": PREVIEW,
    "import_preview_plain": replace(PREVIEW, seen=PLAIN),
    "import_preview_sheet": replace(PREVIEW, seen=replace(PLAIN, encoding="xlsx", sheet="Liste 2026 *neu*", rejected=1,
                                    reasons=(Rejected(row=127, column="Nr.", reason="sum"),))),
    "import_preview_known": replace(PREVIEW, seen=replace(PLAIN, new=0, unchanged=2)),
    "import_preview_fullest": replace(
        PREVIEW, name="ä" * 120,
        seen=replace(
            SEEN, columns=dict.fromkeys(Field, "ö" * 300), rejected=900, too_wide=4, repeated_key="ü" * 80,
            reasons=tuple(Rejected(row=n, column="ß" * 300, reason="name_missing") for n in range(5)),
            unparsed_text="x" * 80, saved="y" * 120, pilots=440,
            dates=DateCounts(by_precision=dict.fromkeys(Precision, 88), unparsed=9),
            first=tuple(replace(one, name="ä" * 80, started=None, started_text="ö" * 80) for one in ROWS),
        ),
    ),
    "import_preview_undated": replace(
        PREVIEW, seen=replace(SEEN, dates=DateCounts(by_precision={}, unparsed=0), unparsed_text="")
    ),
    "import_columns": COLUMNS,
    "import_columns_order": replace(COLUMNS, ambiguous=True, columns={Field.NAME: HEADER[1]}),
    "import_columns_fullest": replace(COLUMNS, ambiguous=True, header=tuple(f"{n:02d}" + "ä" * 200 for n in range(35))),
    "import_columns_long": replace(COLUMNS, header=tuple(f"{n:02d}" + "ä" * 200 for n in range(MOST_CHOICES))),
    "import_columns_many": replace(COLUMNS, header=tuple(f"Column {n}" for n in range(400))),
    "import_columns_refused": replace(
        COLUMNS, values={"field1": "started", "column2": "#3"},
        problems=(problem("column1", "needed"), problem("field2", "needed")),
    ),
    "import_trouble": TROUBLE,
    "import_trouble_over": replace(TROUBLE, trouble=None),
    "import_trouble_columns": replace(wrong("mapping_without_name", columns="A, B"), columns=True),
    "import_trouble_wide": wrong("sheet_too_wide", most=500),
    "import_trouble_expands": wrong("sheet_expands", most=64),
    "import_trouble_cells": wrong("sheet_too_many_cells", most=500_000),
    "import_trouble_text": wrong("sheet_too_much_text", most=16_000_000),
    "import_trouble_row": wrong("sheet_row_too_long", line=3, most=1_048_576),
    "import_trouble_long": gap(SourceTrouble.UNREADABLE, "too_long"),
    "import_trouble_texts": gap(SourceTrouble.UNREADABLE, "too_much_text"),
    "import_trouble_binary": wrong("sheet_not_text"),
    "import_trouble_fault": replace(
        TROUBLE, columns=True,
        trouble=Trouble(obstacle=Obstacle(trouble=SourceTrouble.UNAVAILABLE, about="e-tap7w7dh9x", why="fault")),
    ),
    "import_trouble_elsewhere": gap(SourceTrouble.NOT_ALLOWED, "file_elsewhere"),
    "import_trouble_not_set_up": gap(SourceTrouble.NOT_ALLOWED, "sharepoint_not_set_up"),
    "import_trouble_expired": gap(SourceTrouble.UNAVAILABLE, "http_403"),
    "import_trouble_gone": gap(SourceTrouble.NOT_FOUND, None),
    "imported": DONE,
    "imported_stays": replace(DONE, may_revert=False, by=None),
    "imported_nothing": replace(DONE, number=None, new=0, changed=0, may_revert=False),
    "imported_reverted": replace(DONE, state=ImportState.REVERTED, may_revert=False),
    "import_desk": ImportDesk(
        lines=(DONE, replace(DONE, number=2, state=ImportState.REVERTED, may_revert=False),
               replace(DONE, number=1, by=None, may_revert=False)),
        zone=ZONE,
    ),
    "import_desk_empty": ImportDesk(lines=(), zone=ZONE),
}  # fmt: skip

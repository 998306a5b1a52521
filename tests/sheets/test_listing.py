"""From rows to entries: keys that stay, rows that are rejected with their reason, nothing made up."""

import pytest

from portfolio.errors import Invalid
from portfolio.imports.entries import Field, ListedStage, Listing, Precision, Rejected
from sheets.listing import read_listing
from sheets.tables import read_csv

COLUMNS = {
    Field.ORGANISATION: "Agency", Field.UNIT: "Bureau", Field.KEY: "ID", Field.NAME: "Use case name", Field.STAGE: "Stage",
    Field.STARTED: "Start date", Field.CONTACT: "Contact", Field.APPROVAL: "ATO",
}  # fmt: skip
HEADER = "Agency,Bureau,ID,Use case name,Stage,Start date,Contact,ATO\n"


def listing(rows: str) -> Listing:
    return read_listing(read_csv((HEADER + rows).encode()), COLUMNS, None)


def keys(rows: str) -> list[str]:
    return [one.key for one in listing(rows).entries]


def test_a_key_is_the_organisation_and_its_id() -> None:
    assert keys("DX,B,7,Letters,Pilot,2026-01-01,,\nDY,B,7,Minutes,Pilot,2026-01-01,,\n") == ["dx|7", "dy|7"]


def test_without_an_id_the_name_within_its_unit_is_the_key_however_it_is_spelled() -> None:
    assert keys("DX,B,,Letters - Draft,Pilot,,,\nDX,B,TBD,Minutes,Pilot,,,\n") == ["dx|b|letters draft", "dx|b|minutes"]
    assert keys("DX,B,,letters  DRAFT,Pilot,,,\n") == ["dx|b|letters draft"]


def test_rows_with_the_same_key_are_all_kept_and_named() -> None:
    found = listing("DX,B,7,Letters,Pilot,2026-01-01,,\nDX,B,7,Letters again,Retired,2025-01-01,,\n")
    assert [one.key for one in found.entries] == ["dx|7", "dx|7#2"]
    assert found.repeated == ("dx|7",)


def test_a_row_with_neither_id_nor_name_is_rejected_with_its_reason() -> None:
    found = listing("DX,B,7,Letters,Pilot,2026-01-01,,\nDX,B,,,Pilot,2026-01-01,,\nDX,B,8,,Pilot,2026-01-01,,\n")
    assert found.rejected == (Rejected(row=3, column="Use case name", reason="name_missing"),)
    assert found.entries[1].name == "8"


def test_the_sum_below_a_list_is_no_entry_and_an_initiative_of_that_name_is_one() -> None:
    found = listing("DX,B,7,Letters,Pilot,2026-01-01,,\n\n,,Summe:,,,,,\nDX,B,,Total,Pilot,,,\n,,,Total,,,,\n")
    assert [one.name for one in found.entries] == ["Letters", "Total"]
    assert [(one.row, one.reason) for one in found.rejected] == [(4, "sum"), (6, "sum")], "as a spreadsheet numbers them"


def test_what_nobody_knows_yet_says_nothing() -> None:
    (one,) = listing("DX,B,7,Letters,Pilot,offen,n.n.,tbc\n").entries
    assert (one.started_text, one.addresses, one.approved) == ("", (), None)


def test_what_cannot_be_read_stays_as_text_and_is_not_made_up() -> None:
    (one, two) = listing("DX,B,7,Letters,Pilot,soon,a@x.test; info@x.test,Yes - until June\nDX,B,8,M,,2026-01,,\n").entries
    assert (one.started, one.started_text, one.stage, one.approved) == (None, "soon", ListedStage.PILOT, True)
    assert one.addresses == ("a@x.test", "info@x.test")
    assert two.started is not None
    assert (two.started.precision, two.stage, two.approved) == (Precision.MONTH, ListedStage.UNKNOWN, None)


def test_a_list_without_names_is_refused_with_its_columns() -> None:
    with pytest.raises(Invalid) as refused:
        read_listing(read_csv(b"Colour,Size\nblue,3\n"), {}, None)
    assert refused.value.problems[0].code == "mapping_without_name"
    assert refused.value.problems[0].params["columns"] == "Colour, Size"


def test_columns_of_one_name_keep_their_cells_apart() -> None:
    data = b"Name,If other,,If other,If other\nLetters,a,b,c,\n"
    (one,) = read_listing(read_csv(data), {Field.NAME: "Name"}, None).entries
    assert one.others == {"If other": "a", "#3": "b", "If other #4": "c"}

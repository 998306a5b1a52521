"""Titles, dates and groups of columns above a header, and cells that rows share."""

import pytest

from sheets.merged import filled
from sheets.tables import Table, read_csv
from sheets.title_rows import header_at

HEADER = ["Nr.", "Vorhaben", "Bereich", "Phase", "Start"]
ROWS = [["1", "Angebote", "Vertrieb", "Pilot", "03.04.2026"], ["2", "Belege", "", "Idee", ""], ["3", "Post", "IT", "", ""]]


@pytest.mark.parametrize(
    ("above", "at"),
    [
        ([], 0),
        ([["KI-Vorhaben 2026"]], 1),
        ([["KI-Vorhaben 2026"], ["Stand:", "01.11.2026"]], 2),
        ([["KI-Vorhaben"], ["", "Allgemein", "", "Verlauf"]], 2),
    ],
)
def test_the_header_is_below_titles_and_groups(above: list[list[str]], at: int) -> None:
    assert header_at([*above, HEADER, *ROWS]) == at


def test_a_row_of_data_is_never_taken_for_the_header() -> None:
    assert header_at([["Name", "Start"], ["Angebote", "Pilot"], ["Belege", "Idee"]]) == 0
    assert header_at([["Name", "", "", ""], ["a", "1", "2026-01-01", "x"], ["b", "2", "2026-01-02", "y"]]) == 0
    assert header_at([["Name", "Unit", "Stage"], ["Letters, letters", "a", "b", "c", "d", "e", "f"], ["x", "y", "z"]]) == 0
    assert header_at([]) == 0


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_titled_file_is_read_from_its_header_on_and_says_how_much_was_above(separator: str) -> None:
    text = "KI-Vorhaben 2026\n\nStand: 01.11.2026\n" + "\n".join(separator.join(row) for row in [HEADER, *ROWS])
    table = read_csv(text.encode("cp1252"), titled=True)
    assert (list(table.header), len(table.rows), table.above, table.separator) == (HEADER, 3, 2, separator)


def test_what_rows_share_holds_for_each_of_them_but_for_a_name() -> None:
    table = Table(
        header=("Name", "Abteilung"), rows=(("Angebote", "Vertrieb"), ("", ""), ("Post", ""), ("Belege", "IT")),
        separator=",", encoding="xlsx", too_wide=0,
    )
    shared = filled(table, [4, 5, 7, 8], [(1, 4, 7), (0, 4, 5), (9, 1, 3), (1, 1, 3)])
    assert shared.rows == (("Angebote", "Vertrieb"), ("", "Vertrieb"), ("Post", "Vertrieb"), ("Belege", "IT"))

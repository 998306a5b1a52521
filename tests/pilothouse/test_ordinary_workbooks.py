"""What programs and people leave in workbooks that hold a list all the same; and what is no workbook, said in a sentence."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from pilothouse.workbook import read_xlsx
from portfolio.errors import Invalid


def made(change: Callable[[Workbook, Worksheet], None] = lambda book, sheet: None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (["Use case", "Status", "Owner"], ["Letters", "Pilot", "Dana Weber"], ["Bids", "Idea", "Ben Ode"]):
        sheet.append(row)
    change(book, sheet)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


NAMES = ["Letters", "Bids"]


def names(data: bytes) -> list[str]:
    return [row[0] for row in read_xlsx(data).rows]


def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as found:
        read_xlsx(data)
    return found.value.problems[0].code


@pytest.mark.parametrize("part", ["docProps/thumbnail.jpeg", "docProps/", "xl/theme/media/image1.png"])
def test_pictures_and_folders_beside_what_is_read_are_no_fault(part: str) -> None:
    data = BytesIO(made())
    with ZipFile(data, "a") as file:
        file.writestr(part, b"" if part.endswith("/") else b"\xff\xd8\xff\xe0")
    assert names(data.getvalue()) == NAMES


def test_a_hidden_sheet_before_the_list_is_not_taken_for_it() -> None:
    def hidden(book: Workbook, sheet: Worksheet) -> None:
        lookup = book.create_sheet("Lookup", 0)
        lookup.append(["Status", "Owner", "Name"])
        lookup.append(["Pilot", "nobody", "P"])
        lookup.sheet_state = "hidden"

    assert names(made(hidden)) == NAMES
    assert read_xlsx(made(hidden)).sheet == "", "it is the first that somebody sees"


def test_a_formula_that_nobody_calculated_is_an_empty_cell_and_a_row_of_these_is_none() -> None:
    def formulas(book: Workbook, sheet: Worksheet) -> None:
        for row in range(3, 30):
            sheet.cell(row, 3).value = f"=A{row}"

    assert read_xlsx(made(formulas)).rows == (("Letters", "Pilot", "Dana Weber"), ("Bids", "Idea", ""))


def test_a_row_formatted_to_the_last_column_is_as_wide_as_what_is_in_it() -> None:
    def styled(book: Workbook, sheet: Worksheet) -> None:
        for column in range(1, 1025):
            sheet.cell(1, column).font = Font(bold=True)

    assert read_xlsx(made(styled)).header == ("Use case", "Status", "Owner")
    assert refused(made(lambda book, sheet: sheet.__setitem__("SG2", "x"))) == "sheet_too_wide"


def bits(data: bytes, local: int, central: int, said: int) -> bytes:
    """The workbook with one field of each part's two headers changed."""
    for mark, at in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        pieces = data.split(mark)
        data = mark.join([pieces[0], *(one[: at - 4] + bytes([said]) + one[at - 3 :] for one in pieces[1:])])
    return data


def encoded(data: bytes, encoding: str) -> bytes:
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            said = old.read(name).decode()
            if name == "xl/workbook.xml":
                said = f'<?xml version="1.0" encoding="{encoding}"?>{said.rpartition("?>")[2]}'
            new.writestr(name, said)
    return changed.getvalue()


@pytest.mark.parametrize(
    "data",
    [bits(made(), 6, 8, 1), bits(made(), 8, 10, 9), encoded(made(), "shift_jis"), encoded(made(), "nobody")],
    ids=["encrypted", "another compression", "an encoding expat lacks", "an encoding nobody has"],
)
def test_what_cannot_be_unpacked_or_read_is_a_broken_workbook(data: bytes) -> None:
    assert refused(data) == "workbook_broken"

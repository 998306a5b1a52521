"""Any CSV that a spreadsheet, a database or a script writes becomes the same table."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.errors import Invalid
from sheets import encodings
from sheets.bounds import MEGABYTE, Bounds
from sheets.tables import Table, read_csv

ROWS = [["opened", "who", "note"], ["2026-01-05", "Zoë", 'said "yes", twice'], ["2026-01-06", "Bö", "one\ntwo"]]


def written(rows: list[list[str]], separator: str = ",", **how: str) -> str:
    text = StringIO()
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, **how).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def content(table: Table) -> list[list[str]]:
    return [list(table.header), *map(list, table.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_every_usual_way_of_writing_reads_the_same(encoding: str, separator: str, ending: str) -> None:
    read = read_csv(written(ROWS, separator, lineterminator=ending).encode(encoding))
    assert content(read) == ROWS and read.separator == separator
    assert read.encoding.replace("-sig", "") in (encoding.replace("-sig", ""), "utf-16")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1252"])
def test_a_sign_that_lies_across_two_pieces_is_read(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "_PIECE", 3)
    read = read_csv(written(ROWS).encode(encoding))
    assert (content(read), read.encoding) == (ROWS, encoding)


def test_excels_own_separator_line_is_obeyed_and_dropped() -> None:
    assert content(read_csv(b"sep=;\r\na;b,c\r\n1;2,5\r\n")) == [["a", "b,c"], ["1", "2,5"]]
    assert content(read_csv(b"sep=\t\na\tb\n1\t2\n")) == [["a", "b"], ["1", "2"]]


def test_a_separator_inside_values_is_not_taken_for_the_one_between_them() -> None:
    text = "when;how long;what\n2026-01-05;3,5;a, b, c\n2026-01-06;4,5;d\n"
    assert read_csv(text.encode()).header == ("when", "how long", "what")


def test_cells_are_trimmed_short_rows_filled_and_empty_rows_skipped() -> None:
    read = read_csv(b"\n a , b ,c,,\n\n 1 ,2\n,,\n3,4,5\n")
    assert content(read) == [["a", "b", "c"], ["1", "2", ""], ["3", "4", "5"]] and read.too_wide == 0


def test_only_the_columns_that_are_wanted_are_kept() -> None:
    read = read_csv(b"a,b,c,a\n1,2,3,4\n5,6\n", wanted=lambda name: name in ("a", "c"))
    assert content(read) == [["a", "c", "a"], ["1", "3", "4"], ["5", "", ""]]


def test_a_row_that_is_longer_than_the_header_is_counted_and_left_out() -> None:
    read = read_csv(b"a,b\n1,2\n3,4,5\n6,7,\n")
    assert content(read) == [["a", "b"], ["1", "2"], ["6", "7"]] and read.too_wide == 1


@pytest.mark.parametrize(("data", "code"), [
    (b"PK\x03\x04rest of a workbook", "sheet_is_a_workbook"), (b"\xd0\xcf\x11\xe0old", "sheet_is_a_workbook"),
    (b"", "sheet_empty"), (b"a,b\n", "sheet_empty"), (b"\n\n", "sheet_empty"),
    (b"\x89PNG\x00\x00\x00\x0d", "sheet_not_text"),
    (b"\xff\xfea", "sheet_not_text"), (b'a,b\n1,"2\n3,4\n', "sheet_quote_open"),
    (b'a,b\n1,"2"x\n', "sheet_quote_broken"),
    (b"a,b\n1," + b"x" * 200_000 + b"\n", "sheet_cell_too_long"), (b",".join([b"c"] * 501) + b"\n1\n", "sheet_too_wide"),
])  # fmt: skip
def test_what_is_no_table_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_csv(data)
    assert [one.code for one in refused.value.problems] == [code]


BOUNDS = Bounds(size=MEGABYTE, rows=3, cells=8, text=40)


@pytest.mark.parametrize(("data", "code"), [
    (b"a\n" + b"1\n" * 4, "sheet_too_long"), (b"a,b,c\n" + b"1,,\n" * 3, "sheet_too_many_cells"),
    (b"a\n" + b"x" * 41 + b"\n", "sheet_too_much_text"), (b"x" * (MEGABYTE + 1), "sheet_too_large"),
])  # fmt: skip
def test_a_file_beyond_its_bounds_is_refused(data: bytes, code: str) -> None:
    assert len(read_csv(b"a\n" + b"1\n" * 3, bounds=BOUNDS).rows) == 3
    with pytest.raises(Invalid) as refused:
        read_csv(data, bounds=BOUNDS)
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize("row", [b"1," * 600_000, b'"\n",' * 300_000])
def test_a_row_that_is_longer_than_any_row_is_refused_before_it_is_taken_apart(row: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read_csv(b"a,b\n1,2\n" + row + b"\n")
    assert (refused.value.problems[0].code, refused.value.problems[0].params["line"]) == ("sheet_row_too_long", 3)


def test_a_column_is_found_by_its_name_and_else_whatever_its_case() -> None:
    read = read_csv(b"Opened, closed,closed ,OPENED,Who\n1,2,3,4,5\n")
    assert read.column("OPENED") == 3 and read.column("Opened") == 0 and read.column(" who ") == 4
    for name, code in (("closed", "column_twice"), ("opened", "column_twice"), ("end", "column_missing")):
        with pytest.raises(Invalid) as refused:
            read.column(name)
        assert refused.value.problems[0].code == code


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\x00"), max_size=8).map(str.strip)
grids = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(grids, st.sampled_from([",", ";", "\t", "|"]))
def test_whatever_was_written_with_a_named_separator_is_read_back(grid: list[list[str]], separator: str) -> None:
    header = [f"column {at}" for at in range(len(grid[0]))]
    filled = [row for row in grid if any(row)]
    text = f"sep={separator}\n" + written([header, *filled], separator)
    if filled:
        assert content(read_csv(text.encode())) == [header, *filled]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read = read_csv(data)
    except Invalid as refused:
        assert refused.problems
    else:
        assert all(len(row) == len(read.header) for row in read.rows)


def test_a_broken_row_is_named_by_the_line_it_begins_in() -> None:
    with pytest.raises(Invalid) as refused:
        read_csv(b'a,b\r\n1,"two\r\nlines"\r\n3,"4\r\n5,6\r\n')
    found = refused.value.problems[0]
    assert (found.code, found.params["line"]) == ("sheet_quote_open", 4)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_way_and_stay_as_they_are_within_quotes(end: str) -> None:
    read = read_csv(end.join(['a,b', '1,"x\r\ny"', "", "2,z"]).encode())
    assert content(read) == [["a", "b"], ["1", "x\r\ny"], ["2", "z"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_that_was_converted_along_is_no_part_of_the_first_name(encoding: str) -> None:
    assert read_csv("\ufeffName,Start\nA,2026\n".encode(encoding)).header == ("Name", "Start")

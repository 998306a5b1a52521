"""`pilothouse judge` on input that cannot be used: exit code 2 and a sentence that says what to do."""

from pathlib import Path

import pytest

from pilothouse.cli import main

_ROWS = (f"2026-0{1 + at % 5}-1{at % 9},2026-06-01,{at + 1},yes,{at}" for at in range(60))
GOOD = "\n".join(("opened,closed,took,ok,n", *_ROWS))
BASE = ("--family", "duration", "--date-column", "opened", "--start", "2026-03-02", "--target", "-20%")
END = (*BASE, "--end-column", "closed")


def refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | bytes, *options: str) -> str:
    """The sentence, once the exit code is 2 and nothing was said on standard output."""
    path = tmp_path / "data.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        code = main(["judge", str(path), *options])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    said = capsys.readouterr()
    assert (code, said.out) == (2, "") and "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize(("options", "sentence"), [
    (BASE, "either --end-column"), ((*END, "--value-column", "took"), "and not both"),
    ((*END, "--unit", "cases"), "no unit of time"), ((*END, "--exposure-column", "n"), "--exposure-column is for"),
    ((*END, "--trend"), "--trend is for"), ((*END, "--group-column", "n"), "go together"),
    ((*END, "--pilot-group", "n"), "go together"), ((*END, "--start", "2.3.2026"), "Write it as 2026-03-31"),
    ((*END, "--start", "2026-02-30"), "“2026-02-30” is no date"), ((*END, "--gate", "2026-03-02"), "not after the start"),
    ((*END, "--target", "-20"), "Write -20% for percent"), ((*END, "--target", "much"), "is no change"),
    ((*END, "--target", "20%"), "has to be below 0"), ((*END, "--higher-is-better"), "has to be above 0"),
    ((*END, "--target", "-100%"), "Nothing can fall by 100%"), ((*END, "--floor", "-30%"), "between no change and"),
    ((*END, "--floor", "5%"), "between no change and"), ((*END, "--date-column", "begun"), "There is no column “begun”"),
    (("--family", "share", *BASE[2:]), "--family share needs --value-column"),
    (("--family", "share", *END[2:], "--value-column", "ok"), "--end-column is for --family duration"),
    ((*END, "--group-column", "n", "--pilot-group", "x"), "has no group “x”"),
    (("--family", "count", *BASE[2:], "--value-column", "ok"), "does not hold usable values: 60 of 60"),
    (("--family", "share", *BASE[2:], "--value-column", "took"), "does not hold usable values"),
    ((*BASE, "--end-column", "ok"), "does not hold closing dates"),
    (("--family", "count", *BASE[2:], "--value-column", "n", "--exposure-column", "ok"), "does not hold exposures"),
    (("--family", "duration", "--date-column", "ok", "--end-column", "closed", *BASE[4:]), "does not hold dates"),
    (("--family", "series", *BASE[2:], "--value-column", "took"), "has two different values"),
    (("--family", "guess", *BASE[2:]), "invalid choice"), (BASE[:4], "required"),
])  # fmt: skip
def test_options_that_make_no_sense_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refused(tmp_path, capsys, GOOD, *options)


def test_every_problem_of_the_options_is_named_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(tmp_path, capsys, GOOD, *BASE, "--start", "x", "--target", "y", "--gate", "z")
    assert len(said.strip().splitlines()) == 4


@pytest.mark.parametrize(("text", "sentence"), [
    (b"PK\x03\x04", "Excel workbook"), (b"", "no rows under a header"), (b"opened,closed\n", "no rows under a header"),
    (b"opened,closed\n\x00\x01\x02\x03\xff", "no text file"), (b'opened,closed\n"2026-01-01,\n', "never closed"),
    ("opened,closed\n3/4/2026,5/4/2026\n", "“opened”: in “3/4/2026” the day or the month may come first. Say which with"),
    ("opened,closed\n2026-01-01,5/4/2026\n", "“closed”: in “5/4/2026”"),
    ("opened,closed\n25/4/2026,5/25/2026\n4/25/2026,5/25/2026\n", "has the day first"),
    ("opened,closed\n2026-01-01T10:00Z,2026-01-02T10:00\n", "time zone"),
    ("opened,opened,closed\n1,2,3\n", "more than one column “opened”"),
    ("opened,closed\n,\n,2026-01-01\n", "None of the 1 rows"),
    ("Report of May\n\nopened,closed\n2026-01-01,2026-01-02\n", "The first line (Report of May) has fewer cells"),
    (b"opened,closed\n2026-01-01,2026-01-02\n\x00", "no text file"),
])  # fmt: skip
def test_files_that_cannot_be_read_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | bytes, sentence: str
) -> None:
    assert sentence in refused(tmp_path, capsys, text, *END)


def test_a_decimal_sign_that_is_not_shown_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'opened;took\n2026-01-01;"1,234"\n2026-01-02;"2,500"\n'
    assert "--decimal point or --decimal comma" in refused(tmp_path, capsys, text, *BASE, "--value-column", "took")
    (tmp_path / "data.csv").write_text(text)
    for sign in ("point", "comma"):
        assert main(["judge", str(tmp_path / "data.csv"), *BASE, "--value-column", "took", "--decimal", sign]) == 0
    capsys.readouterr()


def test_an_empty_cell_is_not_taken_for_an_answer_where_it_may_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tracker that ticks a box: leaving the empty cells out would make every case a yes."""
    text = "opened,ok\n" + "".join(f"2026-0{1 + at % 5}-1{at % 9},{'yes' if at % 3 else ''}\n" for at in range(90))
    said = refused(tmp_path, capsys, text, "--family", "share", *BASE[2:], "--value-column", "ok")
    assert "every answer is “yes”, and 30 of 90 cells are empty" in said


@pytest.mark.parametrize(("family", "rows", "sentence"), [
    ("series", ("2026-01-05,3,1", "2026-01-05,4,1", "2026-01-12,3,1", "2026-01-12,4,1"), "5 Jan 2026 has two different"),
    ("share", ("2026-01-05,3,1", "2026-01-12,2,2.5", "2026-01-19,9,8"), "2 out of 2.5 is no share"),
])  # fmt: skip
def test_a_refusal_names_the_same_row_in_any_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], family: str, rows: tuple[str, ...], sentence: str
) -> None:
    options = ("--family", family, *BASE[2:], "--value-column", "n", *(["--exposure-column", "of"] * (family == "share")))
    for order in (rows, rows[::-1]):
        assert sentence in refused(tmp_path, capsys, "\n".join(("opened,n,of", *order)), *options)


def test_a_word_that_is_not_known_is_not_left_out_where_it_may_be_the_other_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "opened,ok\n" + "".join(f"2026-0{1 + at % 5}-1{at % 9},{'no' if at % 3 else 'aye'}\n" for at in range(90))
    said = refused(tmp_path, capsys, text, "--family", "share", *BASE[2:], "--value-column", "ok")
    assert "30 of 90 cells cannot be read, such as “aye”" in said


def test_an_order_of_dates_can_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data.csv").write_text("opened,closed\n3/4/2026,5/4/2026\n")
    for order in ("dmy", "mdy"):
        assert main(["judge", str(tmp_path / "data.csv"), *END, "--date-order", order]) == 0
    capsys.readouterr()


def test_a_missing_file_is_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", str(tmp_path / "none.csv"), *END]) == 2
    assert main(["judge", str(tmp_path), *END]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_what_is_in_a_cell_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(tmp_path, capsys, "opened,closed\n\x1b[2J\x07,2026-01-01\n", *END)
    assert "\x1b" not in said and "\x07" not in said

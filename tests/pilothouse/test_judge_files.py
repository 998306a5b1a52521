"""`pilothouse judge` reads files as people have them, lists what it cleaned, and behaves in a pipe."""

import csv
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.pilothouse.judging import DURATION, FULL, START, Judge, answer, duration_rows


def test_it_reads_what_spreadsheets_write(judge: Judge) -> None:
    expected = answer(judge(duration_rows(), *FULL, "--json"))
    written = (("%d.%m.%Y", ";"), ("%d/%m/%Y", "\t"), ("%m/%d/%Y", ","), ("%d %b %Y", "|"), ("%Y-%m-%dT00:00:00", ","))
    for form, separator in written:
        assert answer(judge(duration_rows(form=form), *FULL, "--json", separator=separator)) == expected
    text = "\r\n".join(";".join(row) for row in duration_rows())
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert answer(judge(text.encode(encoding), *FULL, "--json")) == expected


def test_hours_and_days_are_the_same_change(judge: Judge) -> None:
    rows: list[list[str]] = [["when", "took"]]
    for at, (_, opened, *_) in enumerate(duration_rows()[1:]):
        rows.append([opened, str((at % 7 + 1) * (2 if opened < "2026-03-02" else 1))])
    options = ("--family", "duration", "--date-column", "when", "--value-column", "took", *DURATION[-2:], "--target", "-20%")
    days = answer(judge(rows, *options, "--json"))
    hours = [rows[0], *([when, str(24 * int(took))] for when, took in rows[1:])]
    assert answer(judge(hours, *options, "--unit", "hours", "--json")) == days
    mixed = [rows[0], *([when, f"{24 * int(took)} h" if at % 2 else took] for at, (when, took) in enumerate(rows[1:]))]
    converted = answer(judge(mixed, *options, "--json"))
    assert converted["estimate"] == days["estimate"] and any(one.startswith("units_mixed") for one in converted["caveats"])
    _, out, _ = judge(hours, *options, "--unit", "hours")
    assert "hours before" in out


def test_two_dates_are_printed_in_the_unit_asked_for(judge: Judge) -> None:
    _, days, _ = judge(duration_rows(), *FULL)
    _, hours, _ = judge(duration_rows(), *FULL, "--unit", "hours")
    in_days, in_hours = (float(text.split("Typical")[1].split()[0].replace(",", "")) for text in (days, hours))
    assert in_hours == pytest.approx(24 * in_days, rel=0.01)


def test_duplicates_negatives_and_unreadable_cells_are_listed(judge: Judge) -> None:
    clean = duration_rows()
    dirty = [*clean, *clean[1:13], ["X1", "2026-04-09", "2026-04-01", "A", "rfp"]]
    dirty += [["X2", "soon", "", "A", "rfp"], ["X3", "", "", "A", "rfp"]]
    found = answer(judge(dirty, *FULL, "--json"))
    said = {one.split(":")[0]: one for one in found["caveats"]}
    assert "12 rows were left out as duplicates" in said["duplicates"]
    assert "One negative duration" in said["negative"] and "“soon”" in said["bad_date"] and "no_date" in said
    assert found["estimate"] == answer(judge(clean, *FULL, "--json"))["estimate"]


def test_dates_written_in_several_ways_are_read_and_listed(judge: Judge) -> None:
    rows = duration_rows()
    mixed = [[case, f"{opened}T00:00:00" if at % 3 == 1 else opened, *rest] for at, (case, opened, *rest) in enumerate(rows)]
    mixed[0], mixed[1] = rows[0], rows[1]
    found = answer(judge(mixed, *FULL, "--json"))
    assert any(one.startswith("dates_mixed: Column “opened”") for one in found["caveats"])
    assert found["estimate"] == answer(judge(rows, *FULL, "--json"))["estimate"]


def test_a_database_writes_its_last_day_for_cases_that_are_open(judge: Judge) -> None:
    rows = duration_rows()
    written = [[case, opened, closed or "9999-12-31", *rest] for case, opened, closed, *rest in rows]
    expected = answer(judge(rows, *FULL, "--json"))
    assert answer(judge(written, *FULL, "--json")) == expected
    odd = [*rows, ["X1", "1066-10-14", "", "A", "rfp"], ["X2", "2026-04-01", "2999-01-01", "A", "rfp"]]
    listed = " ".join(answer(judge(odd, *FULL, "--json"))["caveats"])
    assert "“1066-10-14” is no date" in listed and "“2999-01-01” is no closing date" in listed


def test_rows_that_look_alike_are_kept_where_no_column_tells_cases_apart(judge: Judge) -> None:
    rows = [row[1:] for row in duration_rows()]
    doubled = [rows[0], *rows[1:], *rows[1:40]]
    found = answer(judge(doubled, *FULL, "--json"))
    assert any(one.startswith("possible_duplicates") for one in found["caveats"])
    assert found["n_before"] > answer(judge(duration_rows(), *FULL, "--json"))["n_before"]


def test_closing_many_on_one_day_is_said(judge: Judge) -> None:
    rows = duration_rows()
    swept = [
        [case, opened, "2026-05-20" if "2026-04-20" < opened < "2026-05-20" and closed else closed, *rest]
        for case, opened, closed, *rest in rows
    ]
    found = answer(judge(swept, *FULL, "--json"))
    assert any(one.startswith("bulk_close") and "20 May 2026" in one for one in found["caveats"])


def test_help_and_refusals_import_no_mathematics() -> None:
    """The statistics are loaded by a verdict, and by nothing else of the command line or the bot."""
    code = (
        "import sys\nfrom pilothouse.cli import main\n"
        "try:\n    main(['judge', '--help'])\nexcept SystemExit:\n    pass\n"
        "import portfolio.statistics.judge_durations, portfolio.statistics.judge_series, portfolio.statistics.forecast\n"
        "print('HEAVY', [name for name in ('numpy', 'scipy', 'babel') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "usage: pilothouse judge" in ran.stdout and ran.stdout.splitlines()[-1] == "HEAVY []"


def test_a_reader_that_has_read_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(duration_rows())
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "pilothouse", "judge", str(path), *FULL]
    ran = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(write)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_json_is_sound_in_any_encoding_of_the_terminal(tmp_path: Path) -> None:
    rows = [*duration_rows(), ["X1", "Žluťoučký kůň 🐎", "", "A", "rfp"]]
    text = "\n".join(",".join(row) for row in rows)
    said = set()
    for encoding in ("utf-8", "ascii", "cp1252"):
        ran = subprocess.run(
            [sys.executable, "-m", "pilothouse", "judge", "-", *FULL, "--json"],
            input=text.encode(), capture_output=True, timeout=60, check=True,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        said.add(ran.stdout.decode(encoding))
    assert len(said) == 1 and any("kůň 🐎" in one for one in json.loads(said.pop())["caveats"])


def test_a_file_can_come_from_standard_input(tmp_path: Path) -> None:
    text = "\n".join(",".join(row) for row in duration_rows())
    command = [sys.executable, "-m", "pilothouse", "judge", "-", *FULL, "--json"]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(ran.stdout)["verdict"] == "PROVEN"


@pytest.mark.parametrize("open_still", ["open", "In progress", "offen", "0000-00-00", "0000-00-00 00:00:00", "1899-12-30",
    "1900-01-01", "1970-01-01 00:00:00", "2099-12-31", "-"])  # fmt: skip
def test_a_case_that_is_open_is_open_however_a_tracker_writes_it(judge: Judge, open_still: str) -> None:
    """Left out as unreadable, or closed before it was opened, the slow cases would be missing."""
    rows = duration_rows()
    written = [[case, opened, closed or open_still, *rest] for case, opened, closed, *rest in rows]
    assert written != rows
    found, expected = (answer(judge(which, *FULL, "--json")) for which in (written, rows))
    found["caveats"] = [one for one in found["caveats"] if not one.startswith("dates_mixed")]
    assert found == expected


def test_a_group_is_the_same_in_capitals_and_small_letters(judge: Judge) -> None:
    rows = duration_rows()
    teams = [[*rows[0], "team"], *([*row, "Pilot" if at % 2 else "rest"] for at, row in enumerate(rows[1:]))]
    mixed = [[*row[:-1], row[-1].upper() if at % 3 else row[-1]] for at, row in enumerate(teams)]
    mixed[0] = teams[0]
    options = (*FULL, "--group-column", "team", "--pilot-group", "pilot", "--json")
    assert answer(judge(mixed, *options)) == answer(judge(teams, *options))
    assert "comparison" in answer(judge(mixed, *options))["method"]


def test_a_series_may_be_as_old_as_the_nile(judge: Judge) -> None:
    """Years alone, from 1871 on."""
    rows = [["year", "flow"], *([str(1871 + at), str(1100 + at % 7 if at < 28 else 850 + at % 5)] for at in range(100))]
    options = ("--family", "series", "--date-column", "year", "--value-column", "flow", "--start", "1899-01-01")
    found = answer(judge(rows, *options, "--target", "-10%", "--json"))
    assert (found["verdict"], found["n_before"], found["n_after"]) == ("PROVEN", 28, 71)


def test_grouped_thousands_are_read_where_numbers_are_whole(judge: Judge) -> None:
    weeks = [*range(-10, 0), *range(2, 10)]
    plain = [["week", "calls"], *([START + timedelta(weeks=at), 2345 if at < 0 else 1234 + at] for at in weeks)]
    grouped = [plain[0], *([week, f"{calls:,}"] for week, calls in plain[1:])]
    options = ("--family", "count", "--date-column", "week", "--value-column", "calls", *DURATION[-2:], "--target", "-20%")
    assert answer(judge(grouped, *options, "--json")) == answer(judge(plain, *options, "--json"))


def test_cases_that_close_on_a_day_are_counted_in_days_whatever_time_they_opened(judge: Judge) -> None:
    """Otherwise a case closed on the day it was opened would seem closed first, and be left out: the fastest of all."""
    rows = duration_rows()
    hours = [f"T{7 + at % 12:02}:30:00Z" for at in range(len(rows))]
    timed = [[case, opened + hour, *rest] for hour, (case, opened, *rest) in zip(hours, rows, strict=True)]
    timed[0] = rows[0]
    found, expected = (answer(judge(which, *FULL, "--json")) for which in (timed, rows))
    said = [one for one in found["caveats"] if one.startswith("times_dropped: Column “closed” has days without a time")]
    assert len(said) == 1
    found["caveats"].remove(said[0])
    assert found == expected


def test_a_last_day_that_lies_alone_is_said(judge: Judge) -> None:
    slip = [*duration_rows(), ["T-900", "2026-04-20", "2062-05-02", "A", "rfp"]]
    found = answer(judge(slip, *FULL, "--json"))
    assert any(one.startswith("far_end: The last day of the file is 2062-05-02") for one in found["caveats"])
    assert not any(one.startswith("far_end") for one in answer(judge(duration_rows(), *FULL, "--json"))["caveats"])


def test_events_of_one_day_look_alike_and_all_count(judge: Judge) -> None:
    """A row for every event with a 1, and the same events as one row a day; a file that was written twice."""
    days = [START + timedelta(days=day) for day in (*range(-90, 0, 3), *range(14, 80, 3)) for _ in range(2 + day % 2)]
    events = [["day", "n"], *([day, 1] for day in days)]
    added = [["day", "n"], *([day, days.count(day)] for day in sorted(set(days)))]
    options = ("--family", "count", "--date-column", "day", "--value-column", "n", *DURATION[-2:], "--target", "-20%")
    one_each, daily, twice = (answer(judge(rows, *options, "--json")) for rows in (events, added, [*added, *added[1:]]))
    assert [one.split(":")[0] for one in one_each["caveats"] if "duplicate" in one] == ["possible_duplicates"]
    assert [one.split(":")[0] for one in twice["caveats"] if "duplicate" in one] == ["duplicates"]
    for key in ("verdict", "estimate", "low", "high", "n_before", "n_after"):
        assert one_each[key] == daily[key] == twice[key]


def test_a_share_per_period_that_is_in_the_file_twice_counts_once(judge: Judge) -> None:
    weeks = (*range(-12, 0), *range(2, 12))
    rows = [["week", "late", "of"], *([START + timedelta(weeks=at), 6 if at < 0 else 3, 20] for at in weeks)]
    options = ("--family", "share", "--date-column", "week", "--value-column", "late", "--exposure-column", "of")
    once, twice = (
        answer(judge(which, *options, *DURATION[-2:], "--target", "-20%", "--json")) for which in (rows, [*rows, *rows[1:]])
    )
    assert (twice["n_before"], twice["low"], twice["high"]) == (once["n_before"], once["low"], once["high"])

"""`pilothouse judge`: the verdict on a file, driven as a person drives it."""

import math
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from pilothouse.cli import main
from tests.pilothouse.judging import DURATION, FULL, KEYS, START, Judge, answer, duration_rows


def test_it_says_what_the_evidence_is_worth(judge: Judge) -> None:
    code, out, err = judge(duration_rows(), *FULL)
    assert (code, err) == (0, "")
    assert out.startswith("Proven\nAfter the start, time per case was ")
    for part in ("interval", "200 before", "before/after cases", "duration/same_people/2", "Fund to production"):
        assert part in out
    assert "This compares before with after; other things that changed at the same time are included." in out


def test_the_json_has_its_keys_and_the_raw_change(judge: Judge) -> None:
    found = answer(judge(duration_rows(), *FULL, "--json"))
    assert found["verdict"] == "PROVEN" and -0.7 < found["low"] < found["estimate"] < found["high"] < -0.2
    assert found["level"] == 0.05 and found["minimum_met"] is True and found["reason"] is None
    assert any(one.startswith("no_comparison: ") for one in found["caveats"])


@pytest.mark.parametrize("target", [
    ("--target", "-20%"), ("--target=-20%",), ("--target", "-0.2"), ("--target", "-20 %"), ("--target", "−20%"),
])  # fmt: skip
def test_a_change_can_be_written_in_every_usual_way(judge: Judge, target: tuple[str, ...]) -> None:
    expected = answer(judge(duration_rows(), *FULL, "--json"))
    assert answer(judge(duration_rows(), *FULL[:-2], *target, "--json")) == expected


def test_a_floor_can_be_negative_too(judge: Judge) -> None:
    found = answer(judge(duration_rows(0.8), *FULL, "--floor", "-5%", "--json"))
    plain = answer(judge(duration_rows(0.8), *FULL, "--json"))
    assert found["low"] == plain["low"]
    _, out, _ = judge(duration_rows(0.8), *FULL, "--floor", "-.05")
    assert "smallest change worth keeping: 5% lower" in out


def test_the_same_file_gives_the_same_bytes_also_when_its_rows_are_shuffled(judge: Judge) -> None:
    rows = duration_rows(0.8)
    rows += [["T-900", "2026-04-01", "soon", "A", "rfp"], ["T-901", "2026-04-01", "later", "A", "rfp"], rows[5], rows[6]]
    rows.append(["T-902", "2026-04-09", "2026-04-01", "B", "rfp"])
    first = judge(rows, *FULL, "--json")
    assert judge(rows, *FULL, "--json") == first
    for seed in range(5):
        body = rows[1:]
        Random(seed).shuffle(body)
        assert judge([rows[0], *body], *FULL, "--json") == first


def test_a_gate_splits_the_error_over_its_looks(judge: Judge) -> None:
    whole, gate = (answer(judge(duration_rows(), *FULL, *more, "--json")) for more in ((), ("--gate", "2026-05-31")))
    assert gate["level"] == 0.035 and gate["low"] < whole["low"] and gate["high"] > whole["high"]
    early = answer(judge(duration_rows(), *FULL, "--gate", "2026-07-15", "--json"))
    assert early["level"] == 0.005 and any(one.startswith("early_look") for one in early["caveats"])
    sealed = answer(judge(duration_rows(), *FULL, "--gate", "2026-06-13", "--json"))
    assert sealed["level"] == 0.035


def test_what_happens_after_the_gate_does_not_count(judge: Judge) -> None:
    rows = duration_rows()
    later = [["T-999", "2026-06-20", "2026-06-21", "A", "rfp"], ["T-998", "2026-05-01", "2026-06-20", "A", "rfp"]]
    found = answer(judge([*rows, *later], *FULL, "--gate", "2026-05-31", "--json"))
    assert any(one.startswith("later: One row after the gate") for one in found["caveats"])
    still_open = answer(judge([*rows, ["T-998", "2026-05-01", "", "A", "rfp"]], *FULL, "--gate", "2026-05-31", "--json"))
    assert found["estimate"] == still_open["estimate"]


@pytest.mark.parametrize(("yes", "no"), [("yes", "no"), ("TRUE", "False"), ("1", "0"), ("1.0", "0.0"), ("Ja", "Nein")])
def test_a_share_is_yes_or_no_in_the_usual_words(judge: Judge, yes: str, no: str) -> None:
    """56 of 70 against 48 of 80: Newcombe's first example, before and after exchanged for a fall."""
    rows = [["day", "late"]]
    rows += [[str(START - timedelta(days=1 + at)), no if at % 5 == 0 else yes] for at in range(70)]
    rows += [[str(START + timedelta(days=14 + at // 2)), no if at % 5 < 2 else yes] for at in range(80)]
    found = answer(judge(
        rows, "--family", "share", "--date-column", "day", "--value-column", "late", "--start", "2026-03-02",
        "--target", "-10%", "--json",
    ))  # fmt: skip
    assert (found["n_before"], found["n_after"], found["estimate"]) == (70, 80, -0.25)
    assert found["method"] == "share/newcombe/2" and found["high"] < 0


def test_a_share_may_be_counted_per_period(judge: Judge) -> None:
    rows = [["week", "late", "cases"]]
    weeks = (*range(-12, 0), *range(2, 12))
    rows += [[str(START + timedelta(weeks=week)), "6" if week < 0 else "3", "20"] for week in weeks]
    options = ("--family", "share", "--date-column", "week", "--value-column", "late", "--exposure-column", "cases")
    found = answer(judge(rows, *options, "--start", "2026-03-02", "--target", "-20%", "--json"))
    assert (found["n_before"], found["n_after"], found["estimate"]) == (240, 200, -0.5)
    settling = [[str(START + timedelta(weeks=week)), "9", "20"] for week in range(2)]
    early = answer(judge([*rows, *settling], *options, "--start", "2026-03-02", "--target", "-20%", "--json"))
    assert early["estimate"] == -0.5 and any(one.startswith("settling: 2 rows") for one in early["caveats"])
    code, _, err = judge([*rows, ["2026-05-20", "30", "20"]], *options, "--start", "2026-03-02", "--target", "-20%")
    assert code == 2 and "30 out of 20" in err


def test_counts_are_taken_per_exposure(judge: Judge) -> None:
    """The worked example of the method: 33 events before and 17 after, 60 of exposure each."""
    rows: list[list[object]] = [["week", "findings", "audits"]]
    rows += [[START - timedelta(weeks=6 - at), count, 10] for at, count in enumerate((4, 7, 3, 6, 5, 8))]
    rows += [[START + timedelta(weeks=2 + at), count, 10] for at, count in enumerate((2, 5, 1, 3, 2, 4))]
    options = ("--family", "count", "--date-column", "week", "--value-column", "findings", "--start", "2026-03-02")
    found = answer(judge(rows, *options, "--exposure-column", "audits", "--target", "-20%", "--json"))
    assert found["estimate"] == round(math.expm1(-0.6632942174), 6)
    assert (found["low"], found["high"]) == (round(math.expm1(-1.2108654148), 6), round(math.expm1(-0.1222007742), 6))
    assert answer(judge(rows, *options, "--target", "-20%", "--json"))["estimate"] == found["estimate"]


SERIES = ("--family", "series", "--date-column", "week", "--value-column", "hours", *DURATION[-2:], "--target", "-10%")


def series_rows() -> list[list[object]]:
    """The worked example of the method, with its comparison."""
    own = [5.1, 4.8, 5.6, 5.9, 5.3, 4.9, 5.5, 5.2, 4.6, 4.1, 4.4, 3.9, 4.2, 4.5]
    other = [6.0, 5.8, 6.4, 6.6, 6.1, 5.9, 6.3, 6.2, 6.1, 5.7, 6.0, 5.8, 5.9, 6.2]
    weeks = [START + timedelta(weeks=week) for week in (*range(-8, 0), *range(2, 8))]
    rows: list[list[object]] = [["week", "team", "hours"]]
    rows += [[week, "pilot", value] for week, value in zip(weeks, own, strict=True)]
    return rows + [[week, "rest", value] for week, value in zip(weeks, other, strict=True)]


def test_a_series_is_judged_alone_or_against_the_other_groups(judge: Judge) -> None:
    pilot = [row for row in series_rows() if row[1] != "rest"]
    alone = answer(judge(pilot, *SERIES, "--json"))
    assert (alone["low"], alone["high"]) == (round(math.expm1(-0.2764848306), 6), round(math.expm1(-0.0926968330), 6))
    against = answer(judge(series_rows(), *SERIES, "--group-column", "team", "--pilot-group", "Pilot", "--json"))
    assert against["estimate"] == pytest.approx(math.expm1(-0.165659), abs=1e-6) and "comparison" in against["method"]
    assert not any(one.startswith("no_comparison") for one in against["caveats"])
    _, out, _ = judge(series_rows(), *SERIES, "--group-column", "team", "--pilot-group", "pilot")
    assert "beyond what happened in the other groups" in out and "with comparison group" in out


def test_not_measured_is_an_answer_and_no_error(judge: Judge) -> None:
    few = answer(judge(duration_rows(before=12), *FULL, "--json"))
    assert (few["verdict"], few["minimum_met"]) == ("NOT_MEASURED", False)
    assert few["reason"].startswith("too_few_before: ") and few["estimate"] is not None and few["low"] is not None
    none = answer(judge(duration_rows(before=0), *FULL, "--json"))
    assert none["reason"].startswith("no_baseline") and none["estimate"] is None and none["low"] is None
    code, out, _ = judge(duration_rows(before=0), *FULL)
    assert code == 0 and out.startswith("Not measured\nNothing was counted or closed before the start")
    assert "funding is blocked" in out


def test_german_is_spoken_when_asked_for(judge: Judge) -> None:
    code, out, _ = judge(duration_rows(), *FULL, "--language", "de")
    assert code == 0 and "Nach dem Start war die Dauer je Fall" in out and "Tage vorher" in out
    code, _, err = judge(duration_rows(), *FULL, "--language", "de", "--start", "heute")
    assert code == 2 and "„heute“ ist kein Datum" in err


def test_policy_changes_what_the_rules_say_and_never_the_verdict(judge: Judge) -> None:
    seen = set()
    for seed in range(12):
        rows = duration_rows(0.72, seed=seed)
        balanced, strict = (judge(rows, *FULL, "--policy", policy)[1] for policy in ("balanced", "strict"))
        assert balanced.split("\n")[0] == strict.split("\n")[0]
        if balanced.startswith("Likely"):
            assert "(balanced)  Fund to production" in balanced and "(strict)" in strict and "Narrow scope" in strict
            seen.add("likely")
    assert seen


def test_every_option_and_every_key_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "judge.md").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["judge", "--help"])
    options = {word.strip("[],()") for word in capsys.readouterr().out.split() if word.strip("[],()").startswith("--")}
    assert {option for option in options if f"`{option}" not in page and f"{option} " not in page} == {"--help"}
    assert all(f"`{key}`" in page for key in KEYS)


def test_the_rules_offer_one_extension_where_more_data_is_a_way_out(judge: Judge) -> None:
    def advice(before: int, after: int) -> str:
        rows = [["week", "late", "cases"]]
        rows += [[str(START + timedelta(weeks=week)), str(before if week < 0 else after), "20"] for week in range(-12, 12)]
        options = ("--family", "share", "--date-column", "week", "--value-column", "late", "--exposure-column", "cases")
        _, out, _ = judge(rows, *options, "--start", "2026-03-02", "--target", "-30%")
        return out.split("The rules say (balanced)")[1].split("\n")[0].strip()

    assert advice(2, 2) == "Extend once, by at most 30 days; after that: Retire"
    assert advice(6, 5) == "Retire"  # more data is no realistic way out
    assert advice(6, 3) == "Fund to production"

"""Steps from a CSV: in English and German, and every cell that cannot be read by its row and column."""

from datetime import timedelta

import pytest

from portfolio.discover.steps import MOST_READ, totals
from portfolio.errors import Invalid
from sheets.steps import read_steps
from sheets.tables import read_csv

GERMAN = """Schritt;Rolle;System;Bearbeitungszeit;Wartezeit;Wechsel;Kopien;Problem
Anfrage lesen;Angebotsleitung;Outlook;45 min;3 Std.;2;0;
Referenzen sammeln;Angebotsleitung;SharePoint;1,25 h;1 Tag;3;4;Jeder Bereich hat seinen Ordner
Ansatz entwerfen;Partner;Word;2 h;12 h;0;0;
Kalkulieren;Finanzen;Excel;48 min;1,1 Tage;0;2;
Rechtsprüfung;Recht;Outlook;30 Min.;20 Stunden;0;0;
Formatieren;Assistenz;Word;39 min;6 h;1;0;
Absenden;Angebotsleitung;Outlook;15 min;7 h;1;1;
"""
BARE = "Step,Touch time (min),Wait before [h]\nRead,45,\nPrice,,1.5\n"


def test_a_german_list_of_seven_steps_adds_up_to_the_hand_calculation() -> None:
    steps = read_steps(read_csv(GERMAN.encode("cp1252")))
    found = totals(steps)
    assert (found.touch, found.wait) == (timedelta(hours=6.2), timedelta(days=4.1))
    assert (found.switches, found.copies, found.touch_unknown + found.wait_unknown) == (7, 7, 0)
    assert (steps[1].role, steps[1].system, steps[1].pain) == (
        "Angebotsleitung", "SharePoint", "Jeder Bereich hat seinen Ordner"
    )


def test_headings_give_units_and_what_is_empty_or_missing_is_unknown() -> None:
    read, price = read_steps(read_csv(BARE.encode()))
    assert (read.touch, read.wait, price.touch, price.wait) == (timedelta(minutes=45), None, None, timedelta(hours=1.5))
    assert (read.switches, read.copies, read.role, read.pain) == (None, None, None, "")


def test_every_cell_that_cannot_be_read_is_named_and_no_step_comes_of_it() -> None:
    wrong = "Step,Touch,Wait,Switches\nRead,1 d,2 h,2\n,45 min,later,few\n=cmd(),45 min,2 h,-1\n"
    with pytest.raises(Invalid) as said:
        read_steps(read_csv(wrong.encode()))
    assert [(one.params["row"], one.params["column"], one.code) for one in said.value.problems] == [
        (2, "Touch", "span_day_of_work"), (3, "Step", "needed"), (3, "Wait", "span_unreadable"),
        (3, "Switches", "count_unreadable"), (4, "Switches", "count_unreadable"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Role,Touch\nPartner,45 min\n", "steps_without_what"), ("Step,What\nRead,Read\n", "column_twice"),
        ("Step\n" + "Read\n" * (MOST_READ + 1), "steps_too_many"), ("Step,Touch\nRead,1 h\nPrice,1 h,2\n", "steps_too_wide"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_steps_is_refused_as_a_whole(text: str, code: str) -> None:
    with pytest.raises(Invalid) as said:
        read_steps(read_csv(text.encode()))
    assert [one.code for one in said.value.problems] == [code]

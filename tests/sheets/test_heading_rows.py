"""Headings of two rows, and what is none: groups of columns above their names."""

import pytest

from portfolio.imports.entries import Field
from sheets.columns import guess
from sheets.heading_rows import heading_of
from sheets.tables import read_csv

ROWS = [f"Letters {n};L-{n};Dana Weber;dana{n}@x.test;0{n}.04.2025;0{n}.07.2025;Pilot" for n in range(1, 9)]
JOINED = ("Title", "Nr", "Owner: Name", "Owner: Mail", "Dates: Start", "Dates: Decision", "Phase")


def read(*lines: str) -> tuple[tuple[str, ...], int, int]:
    table = read_csv("\n".join(lines).encode(), titled=True)
    return table.header, table.above, len(table.rows)


@pytest.mark.parametrize(
    ("above", "upper", "lower"),
    [
        ([], "Title;Nr;Owner;;Dates;;Phase", ";;Name;Mail;Start;Decision;"),
        (["AI list;;;;;;", ""], "Title;Nr;Owner;;Dates;;Phase", "Title;Nr;Name;Mail;Start;Decision;Phase"),
        (["AI list;;;;;;"], "Title;;Owner;;Dates;;Phase", ";Nr;Name;Mail;Start;Decision;"),
    ],
)
def test_a_group_stands_before_the_names_of_its_columns(above: list[str], upper: str, lower: str) -> None:
    wanted = (JOINED[0], JOINED[1] if upper.split(";")[1] else "Title: Nr", *JOINED[2:])
    assert read(*above, upper, lower, *ROWS) == (wanted, len([line for line in above if line]), 8)


@pytest.mark.parametrize(
    ("lines", "header", "above"),
    [
        (["Title;Nr;Owner;Mail;Start;;Phase", *ROWS], "Title;Nr;Owner;Mail;Start;;Phase", 0),
        (["Made by;Office;;;;;", "Title;Nr;Owner;Mail;Start;End;Phase", *ROWS], "Title;Nr;Owner;Mail;Start;End;Phase", 1),
        (["List;;;Office;;;", "", "Title;Nr;Owner;Mail;Start;End;Phase", *ROWS], "Title;Nr;Owner;Mail;Start;End;Phase", 1),
        (["Name;;Phase", "Letters;none yet;Pilot", "Bees;3;Idea", "Cows;4;Idea"], "Name;;Phase", 0),
        (["Owner;;Team;At", "Dana;Weber;Claims;North", "Max;Huber;Post;South", "Ana;Ek;Mail;Hall"], "Owner;;Team;At", 0),
    ],
)
def test_what_may_be_anything_else_is_a_heading_of_one_row(lines: list[str], header: str, above: int) -> None:
    assert read(*lines)[:2] == (tuple(header.split(";")), above)


def test_merged_cells_say_how_far_a_group_goes() -> None:
    rows = [["Plan", "", "Title", "Owner", "", "Phase"], ["Start", "End", "", "Name", "Team", ""]]
    rows += [["1.4.", "1.9.", f"Letters {n}", "Dana", f"Unit {n}", "Pilot"] for n in range(3)]
    numbers = list(range(3, 8))
    found = heading_of(rows, numbers, {3: [(0, 1), (3, 4)]})
    assert (found.names, found.above, found.until) == (
        ("Plan: Start", "Plan: End", "Title", "Owner: Name", "Owner: Team", "Phase"), 0, 2,
    )
    apart = heading_of(rows, [3, *range(5, 9)], {3: [(0, 1), (3, 4)]})
    assert (apart.groups, apart.names) == ((), tuple(rows[0]))


@pytest.mark.parametrize(
    ("upper", "lower", "cells", "wanted"),
    [
        (
            "AI system;;Provider;;Owner;;Lifecycle;", "Name;Purpose;Name;Contact;Person;E-Mail;Status;In use since",
            "Tool {n};Reads letters {n};Acme {n};a{n}@v.test;Dana Weber;d{n}@x.test;Pilot;0{n}.04.2025",
            {Field.NAME: "AI system: Name", Field.INTENT: "AI system: Purpose", Field.SPONSOR: "Owner: Person",
             Field.CONTACT: "Owner: E-Mail", Field.STAGE: "Lifecycle: Status", Field.STARTED: "Lifecycle: In use since"},
        ),
        (
            "Projekt;;Sponsor;;Budget;;Nutzen;", "Bezeichnung;Nr.;Name;Team;Verantwortlich;EUR;Beschreibung;EUR",
            "Briefe {n};P{n};Dana Weber;Post {n};Max Huber;{n}00;Spart Zeit {n};{n}0",
            {Field.NAME: "Projekt: Bezeichnung", Field.KEY: "Projekt: Nr.", Field.SPONSOR: "Sponsor: Name",
             Field.UNIT: "Sponsor: Team", Field.BENEFIT: "Nutzen: Beschreibung"},
        ),
        (
            "Contact;;;Project;;", "Name;Mail;Phone;Name;Phase;Go-live",
            "Dana Weber;d{n}@x.test;+49 {n};Letters {n};Pilot;2025-0{n}",
            {Field.NAME: "Project: Name", Field.CONTACT: "Contact: Mail", Field.STAGE: "Project: Phase",
             Field.STARTED: "Project: Go-live"},
        ),
    ],
)  # fmt: skip
def test_a_column_is_taken_for_what_its_name_and_its_group_say(
    upper: str, lower: str, cells: str, wanted: dict[Field, str]
) -> None:
    text = "\n".join((upper, lower, *(cells.format(n=n) for n in range(1, 9))))
    assert guess(read_csv(text.encode(), titled=True)) == wanted

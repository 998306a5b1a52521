"""Guessing what a column holds: three years of public inventories, project lists, and names that mislead."""

import csv
from io import StringIO

import pytest

from portfolio.errors import Invalid
from portfolio.imports.entries import Field
from sheets.columns import corrected, guess
from sheets.tables import Table, read_csv


def table(header: list[str], *rows: list[str], encoding: str = "utf-8") -> Table:
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    return read_csv(text.getvalue().encode(encoding))


def of_2024() -> Table:
    header = [
        "Use Case Name", "Agency", "Agency Abbreviation", "Bureau", "Use Case Topic Area",
        "What is the intended purpose and expected benefits of the AI?", "Describe the AI system’s outputs.",
        "Stage of Development", "Date Initiated", "Date when Acquisition and/or Development began", "Date Implemented",
        "Date Retired", "Does this AI use case have an associated Authority to Operate (ATO) for an AI system?",
        "System Name",
    ]  # fmt: skip
    stages = ("Initiated", "Acquisition and/or Development", "Implementation and Assessment", "Operation and Maintenance")
    rows = [
        [f"Case {n}", "Department of X", "DX", f"Bureau {n % 5}", "Other", f"To answer letters sooner ({n})", "Text",
         stages[n % 4], f"{n % 12 + 1}/1/2023", f"{n % 12 + 1}/15/2023", f"2/{n % 28 + 1}/2024" if n % 3 else "", "",
         "Yes" if n % 2 else "No", "SYS"]
        for n in range(40)
    ]  # fmt: skip
    return table(header, *rows, encoding="cp1252")


def test_long_questions_for_headers_in_another_encoding_are_understood() -> None:
    found = guess(of_2024())
    assert found[Field.NAME] == "Use Case Name"
    assert found[Field.STAGE] == "Stage of Development"
    assert found[Field.STARTED] == "Date Implemented"
    assert (found[Field.ORGANISATION], found[Field.UNIT]) == ("Agency Abbreviation", "Bureau")
    assert found[Field.INTENT] == found[Field.BENEFIT] == "What is the intended purpose and expected benefits of the AI?"
    assert found[Field.APPROVAL].startswith("Does this AI use case have an associated Authority")
    assert Field.KEY not in found
    assert Field.CONTACT not in found


def test_titles_and_summaries_of_an_older_inventory_are_understood() -> None:
    stages = ("Development (not in production)", "Implementation", "Operation and Maintenance", "Initiation")
    rows = [
        [f"DX-{n:04}", "DX", f"Office {n % 4}", f"Title {n}", f"Summary of {n}", stages[n % 4], f"jo{n}@x.test"]
        for n in range(30)
    ]
    header = ["Use_Case_ID", "Agency", "Office", "Title", "Summary", "Development_Stage", "Contact_Email"]
    assert guess(table(header, *rows)) == {
        Field.KEY: "Use_Case_ID", Field.NAME: "Title", Field.STAGE: "Development_Stage", Field.ORGANISATION: "Agency",
        Field.UNIT: "Office", Field.CONTACT: "Contact_Email", Field.INTENT: "Summary",
    }  # fmt: skip


def test_a_german_project_list_is_understood() -> None:
    header = "Projektname;Bereich;Verantwortlich;Status;Pilotstart;Nutzen\n"
    row = "Angebote;Vertrieb;Dana W;Pilot;01.02.2026;spart 20 % in der Prüfung\n"
    assert guess(read_csv((header + row).encode("cp1252"))) == {
        Field.NAME: "Projektname", Field.UNIT: "Bereich", Field.SPONSOR: "Verantwortlich", Field.STAGE: "Status",
        Field.STARTED: "Pilotstart", Field.BENEFIT: "Nutzen",
    }  # fmt: skip


def test_the_owner_beside_a_sponsor_is_whom_to_ask() -> None:
    rows = [["Letters", "Dana Whitfield", "Omar Haddad"], ["Parcels", "Ines Roth", "Dana Whitfield"]]
    found = guess(table(["Initiative", "Business owner", "Executive sponsor"], *rows))
    assert found == {Field.NAME: "Initiative", Field.CONTACT: "Business owner", Field.SPONSOR: "Executive sponsor"}


def test_a_name_alone_does_not_make_a_date_or_a_stage_of_a_column() -> None:
    rows = [[f"Letters {n}", "see the wiki", "blue"] for n in range(9)]
    assert guess(table(["Project", "Start date", "Status"], *rows)) == {Field.NAME: "Project"}


def test_the_names_of_other_things_are_not_the_initiatives() -> None:
    rows = [[f"Vendor {n}", f"System {n}", f"Letters {n}", "2024-01-01"] for n in range(9)]
    found = guess(table(["Vendor name", "System name", "Initiative", "Date retired"], *rows))
    assert found == {Field.NAME: "Initiative"}


def test_a_correction_counts_and_a_wrong_one_is_told() -> None:
    one = table(["Project", "When"], ["Letters", "2026-01-01"])
    guessed = guess(one)
    assert corrected(one, guessed, {"started": "when"}) == {Field.NAME: "Project", Field.STARTED: "When"}
    assert corrected(one, guessed, {"name": None}) == {}
    for told, code in (({"owner": "When"}, "mapping_field_unknown"), ({"started": "Then"}, "column_missing")):
        with pytest.raises(Invalid) as refused:
            corrected(one, guessed, told)
        assert refused.value.problems[0].code == code


def test_a_column_in_which_most_is_not_known_yet_is_known_by_the_rest() -> None:
    said = table(["Use case", "Start"], ["Letters", "TBD"], ["Bids", "tbd"], ["Minutes", "unknown"], ["Notes", "2026-03-01"])
    assert guess(said)[Field.STARTED] == "Start"

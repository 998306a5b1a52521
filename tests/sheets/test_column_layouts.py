"""The guess on lists of many kinds: inventories of other years, tickets, project lists, English and German."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from portfolio.imports.entries import Field
from sheets.columns import guess
from sheets.tables import Table, read_csv

STAGES = {
    "s24": ("Initiated", "Acquisition and/or Development", "Implementation and Assessment", "Operation and Maintenance"),
    "s23": ("Planned (not in production)", "Development (not in production)", "In production", "In mission"),
    "s25": ("a) Pre-deployment", "b) Pilot", "c) Deployed", "d) Retired"),
    "sde": ("Idee", "Konzeptphase", "Pilotbetrieb", "Im Einsatz", "In Umsetzung"),
    "flow": ("To Do", "In Progress", "Pilot", "Done", "Live"),
}
CELLS: dict[str, Callable[[int], str]] = {
    "id": lambda n: f"DX-{n:04}",
    "n": lambda n: str(n + 1),
    "name": lambda n: f"Letters of kind {n}",
    "long": lambda n: f"The tool reads letters of kind {n} and helps people to answer them sooner. " * 3,
    "few": lambda n: f"Part {n % 3}",
    "dept": lambda n: f"Department of {n % 3}",
    "mid": lambda n: f"Office {n % 12}",
    "one": lambda n: "AI",
    "date": lambda n: f"{n % 12 + 1}/{n % 28 + 1}/2024",
    "some": lambda n: f"{n % 12 + 1}/{n % 28 + 1}/2024" if n % 3 else "",
    "tag": lambda n: f"{n % 28 + 1:02}.{n % 12 + 1:02}.2025",
    "mail": lambda n: f"jo{n}@x.test",
    "who": lambda n: ("Dana Weber", "Max Huber", "Ana Silva")[n % 3],
    "yes": lambda n: ("Yes", "No")[n % 2],
}
OF_2024 = (
    "*name:Use Case Name=name|Agency=dept|*organisation:Agency Abbreviation=few|*unit:Bureau=mid|Use Case Topic Area=few|"
    "Is the AI use case found in the below list of general commercial AI products and services?=few|"
    "*intent,benefit:What is the intended purpose and expected benefits of the AI?=long|"
    "Describe the AI system’s outputs.=long|"
    "*stage:Stage of Development=s24|Is the AI use case rights-impacting, safety-impacting, both, or neither?=few|"
    "Date Initiated=date|Date when Acquisition and/or Development began=date|*started:Date Implemented=some|"
    "Date Retired=some|"
    "Provide the Procurement Instrument Identifier(s) (PIID) of the contract(s) used.=id|If Other, please explain.=few|"
    "Which HISP is the AI use case supporting?=few|Does the agency have access to the code of the AI use case?=yes|"
    "How long have you waited for the necessary developer tools to implement the AI use case?=few|"
    "If Other, please explain.=few|"
    "*approval:Does this AI use case have an associated Authority to Operate (ATO) for an AI system?=yes|System Name=mid|"
    "Has an AI impact assessment been conducted for this AI use case?=yes"
)
LAYOUTS = {
    "2024, numbered": (
        "*name:3_name=name|*organisation:3_agency=few|*unit:3_bureau=mid|8_topic_area=few|"
        "*intent,benefit:10_purpose_benefits=long|11_outputs=long|*stage:16_dev_stage=s24|18_date_initiated=date|"
        "19_date_acq_dev_began=date|*started:20_date_implemented=some|21_date_retired=some|24_contract_piids=id|"
        "*approval:40_has_ato=yes|41_system_name=mid|52_impact_assessment=yes"
    ),
    "2023, with formats": (
        "*key:Use Case ID=id|*name:AI Use Case Name=name|*organisation:Agency=few|*unit:Center=mid|"
        "*stage:Stage of SDLC=s24|Date Initiated (mm/yyyy)=date|*started:Date when implemented (mm/yyyy)=some|"
        "Date Ceased=some|*contact:Point of Contact (POC)=mail"
    ),
    "2024, all agencies": OF_2024,
    "2023, all agencies": (
        "*key:Use_Case_ID=id|*organisation:Department=few|*unit:Agency=mid|Office=name|*name:Title=name|*intent:Summary=long|"
        "*stage:Development_Stage=s23|Techniques=few|Source_Code=few"
    ),
    "2023, one agency": (
        "*key:ID=n|*organisation:Agency=few|*unit:Office=mid|*name:Title=name|Contact_Name=who|*contact:Contact_Email=mail|"
        "Contact_Phone=n|*intent:Summary=long|*stage:Stage of System Development Life Cycle=s23|*started:Date_Initiated=date"
    ),
    "2023, another": (
        "*key:Use Case ID=id|*name:Use Case Name=name|*unit:Office / Center=mid|*intent:Summary of Use Case=long|"
        "Output=long|"
        "*stage:Current Stage of SDLC=s24|Date when use case was initiated=date|*started:Date when implemented=date|"
        "Date when retired=some"
    ),
    "2025, questions": (
        "*key:Use Case ID [Agency Abbrev.]–[#]=id|*name:Use Case Name=name|*unit:Bureau/Component=mid|"
        "*contact:Email Address=mail|*stage:Stage of Development=s25|Is the AI use case high-impact?=few|Justification=long|"
        "*intent:What problem is the AI intended to solve?=long|"
        "*benefit:What are the expected benefits and positive outcomes from the AI for an agency's "
        "mission and/or the general public?=long|Describe the AI system's outputs.=long|"
        "*started:Date when AI use case became operational or the pilot's start date=date|Vendor(s) Name=mid|"
        "*approval:Does this AI use case have an associated Authorization to Operate (ATO)?=yes|System(s) Name=mid"
    ),
    "2025, indicators": (
        "*key:Use Case Identifier=id|*name:Use Case Name=name|*unit:Bureau=few|Public Reporting Indicator=yes|"
        "*stage:Development Stage=s25|High Impact Justification=long|*intent:Problem Description=long|"
        "*benefit:Benefit Description=long|Output Description=long|*started:Operation Date=date|Vendor Name=mid|"
        "*approval:ATO Indicator=yes|AI Impact Assessment Indicator=yes"
    ),
    "tools": (
        "*name:Tool/Application Name=name|*unit:Sponsoring Office=few|*intent:Purpose=long|*stage:Deployment Phase=flow|"
        "*started:First Production Use=date|Risk Classification=few|Impact Classification=few"
    ),
    "tickets": (
        "*name:Summary=name|*key:Issue key=id|Issue id=n|Issue Type=one|*stage:Status=flow|Project key=one|Project name=one|"
        "Project description=one|Assignee=who|Created=date|Updated=date|Due date=date|Labels=few|Labels=few|"
        "*intent:Description=long|*started:Custom field (Start date)=date|*unit:Custom field (Business Unit)=few|"
        "*sponsor:Custom field (Executive Sponsor)=who|Custom field (Story Points)=n"
    ),
    "company": (
        "*organisation:Company=one|*unit:Department=few|*name:Project Title=name|Project ID=few|"
        "*sponsor:Executive Sponsor=who|"
        "*contact:Owner Email=mail|*stage:Phase=flow|*started:Go-Live Date=date|*benefit:Business Value=long|"
        "*intent:Business Problem=long|Reviewed?=yes"
    ),
    "owners are addresses": "*name:Agent name=name|*sponsor,contact:Owner=mail|Created on=date|Published=yes|Sessions=n",
    "solutions": (
        "*name:AI Solution=name|*unit:Business Line=mid|*stage:Maturity=flow|"
        "Planned Go-Live=tag|Review Date=tag|*started:Implemented On=tag|"
        "*sponsor:Executive Sponsor=who|Vendor=few|Vendor Contact=mail|*intent:Problem Statement=long"
    ),
    "German, applications": (
        "*name:KI-Anwendung=name|*stage:Umsetzungsstand=sde|*started:Pilotphase ab=tag|Pilotphase bis=tag|"
        "Hersteller=few|*contact:Kontakt=mail"
    ),
    "German, compounds": (
        "Lfd. Nr.=n|*name:Projektbezeichnung=name|*unit:Geschäftsbereich=few|*contact:Ansprechpartner=who|"
        "*stage:Projektstatus=sde|*started:Pilotbeginn=tag|Geplantes Ende=tag|*benefit:Erwarteter Nutzen=long|"
        "*intent:Zielsetzung=long|*sponsor:Auftraggeber=who|Budget (EUR)=n|*approval:Freigabe Datenschutz=yes"
    ),
    "German, what it is of": (
        "*key:Projekt-Nr.=id|*name:Titel des KI-Projekts=name|*unit:Organisationseinheit=few|"
        "*sponsor:Fachliche Verantwortung=who|*contact:Ansprechpartner E-Mail=mail|*stage:Status des Projekts=sde|"
        "*started:Start der Nutzung=tag|Ende=tag|*intent:Ziel des Projekts=long|*benefit:Nutzen für das Unternehmen=long"
    ),
}  # fmt: skip
"""Columns as `heading=cells`; a star names the fields that a column is to be taken for."""


def cell(kind: str, n: int) -> str:
    return STAGES[kind][n % len(STAGES[kind])] if kind in STAGES else CELLS[kind](n)


def made(layout: str, encoding: str, separator: str) -> tuple[Table, dict[Field, str]]:
    columns = [one.rsplit("=", 1) for one in layout.split("|")]
    wanted: dict[Field, str] = {}
    header = []
    for heading, _ in columns:
        fields, _, name = heading.rpartition(":") if heading.startswith("*") else ("", "", heading)
        header.append(name)
        wanted |= {Field(one): name for one in fields.strip("*").split(",") if one}
    text = StringIO()
    rows = [[cell(kind, n) for _, kind in columns] for n in range(36)]
    csv.writer(text, delimiter=separator).writerows([header, *rows])
    return read_csv(text.getvalue().encode(encoding)), wanted


@pytest.mark.parametrize(("encoding", "separator"), [("cp1252", ","), ("utf-16", ";")])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_field_is_found_and_nothing_else_is_taken_for_one(layout: str, encoding: str, separator: str) -> None:
    table, wanted = made(LAYOUTS[layout], encoding, separator)
    assert guess(table) == wanted


def test_a_column_of_yes_and_no_is_no_name_and_no_unit() -> None:
    table, _ = made("Use case=name|Is the team ready?=yes|Does the agency agree?=yes", "utf-8", ",")
    assert guess(table) == {Field.NAME: "Use case"}


def test_a_subject_or_a_board_is_no_stage_and_how_far_it_is_is_one() -> None:
    table, _ = made("Projekt=name|Vorstand=sde|Gegenstand=sde", "utf-8", ",")
    assert guess(table) == {Field.NAME: "Projekt"}
    table, _ = made("Projekt=name|Sachstand=sde", "utf-8", ",")
    assert guess(table)[Field.STAGE] == "Sachstand"


def test_ids_that_repeat_are_no_key() -> None:
    table, _ = made("Use case=name|Project ID=few", "utf-8", ",")
    assert guess(table) == {Field.NAME: "Use case"}

"""Stages, owners and benefits as lists write them."""

import pytest

from portfolio.imports.benefits import measured_benefit
from portfolio.imports.entries import ListedStage
from portfolio.imports.owners import SHARED_FROM, Owner, addresses_of, owner_of, shared
from portfolio.imports.stages import stage_of


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Pilot", ListedStage.PILOT),
        ("Pre-deployment", ListedStage.PRE_DEPLOYMENT),
        ("Acquisition and/or Development", ListedStage.PRE_DEPLOYMENT),
        ("Development (not in production)", ListedStage.PRE_DEPLOYMENT),
        ("Implementation and Assessment", ListedStage.PILOT),
        ("Implementation", ListedStage.PILOT),
        ("Implemented", ListedStage.DEPLOYED),
        ("Not yet in production", ListedStage.PRE_DEPLOYMENT),
        ("In Umsetzung", ListedStage.PRE_DEPLOYMENT),
        ("Im Einsatz", ListedStage.DEPLOYED),
        ("In progress", ListedStage.UNKNOWN),
        ("Operation and Maintenance", ListedStage.DEPLOYED),
        ("In production", ListedStage.DEPLOYED),
        ("Retired (pilot)", ListedStage.RETIRED),
        ("Pilot planned for 2027", ListedStage.PRE_DEPLOYMENT),
        ("Im Pilotbetrieb", ListedStage.PILOT),
        ("Pilotierung", ListedStage.PILOT),
        ("eingestellt", ListedStage.RETIRED),
        ("No longer in use", ListedStage.RETIRED),
        ("Not in use", ListedStage.UNKNOWN),
        ("Not implemented", ListedStage.UNKNOWN),
        ("Not yet implemented", ListedStage.PRE_DEPLOYMENT),
        ("No longer in pilot, now live", ListedStage.UNKNOWN),
        ("nicht mehr im Pilot", ListedStage.UNKNOWN),
        ("Pre-pilot", ListedStage.PRE_DEPLOYMENT),
        ("O&M", ListedStage.DEPLOYED),
        ("", ListedStage.UNKNOWN),
        ("green", ListedStage.UNKNOWN),
    ],
)
def test_a_stage_is_what_its_words_say_and_never_guessed(text: str, stage: ListedStage) -> None:
    assert stage_of(text) is stage


def test_an_address_that_many_rows_name_is_a_mailbox_and_one_that_few_name_a_person() -> None:
    rows = [("ai@x.test",)] * SHARED_FROM + [("dana@x.test",)] * (SHARED_FROM - 1) + [("https://x.test/contact",)]
    mailboxes = shared(rows)
    assert owner_of(("ai@x.test",), mailboxes) is Owner.SHARED_MAILBOX
    assert owner_of(("dana@x.test",), mailboxes) is Owner.PERSON
    assert owner_of(("ai@x.test", "dana@x.test"), mailboxes) is Owner.PERSON
    assert owner_of(("https://x.test/contact",), mailboxes) is Owner.SHARED_MAILBOX
    assert owner_of((), mailboxes) is Owner.NONE


def test_a_contact_without_an_address_is_a_person_when_it_is_one_persons_name() -> None:
    for cell in ("Dana Weber", "Weber, Dana", "Dr. Max O. Huber", "Zoë Ångström"):
        assert addresses_of(cell) == (cell,)
    for cell in ("AI Team", "Office of Data", "To Be Determined", "Information not available", "IT", "dana weber, floor 2"):
        assert addresses_of(cell) == ()
    for cell in ("Dana Weber, Max Huber", "Dana Weber (Finance) / Max Huber", "Dana Weber und Max Huber"):
        assert addresses_of(cell) == ("Dana Weber", "Max Huber"), "several are no nobody"
    assert addresses_of("Weber, Dana; Huber, Max") == ("Weber, Dana", "Huber, Max")
    assert addresses_of("Dana Weber, AI Team") == ()
    for cell in ("J. R. Smith", "Ursula von der Leyen", "Estelle Martin"):
        assert addresses_of(cell) == (cell,)
    for cell in ("Human Resources", "VP Sales", "General Manager", "Customer Care and Legal Affairs", "Not Yet"):
        assert addresses_of(cell) == (), "a unit or a role is no person"
    often = shared([("Dana Weber",)] * (2 * SHARED_FROM))
    assert owner_of(("Dana Weber",), often) is Owner.PERSON, "a person may have many"


def test_a_sponsor_of_very_many_is_a_person_and_a_mailbox_among_sponsors_is_none() -> None:
    many = [("dana.weber@x.test",), ("ai.office@x.test",), ("ki@x.test",)] * SHARED_FROM
    assert shared([], many) == {"ai.office@x.test", "ki@x.test"}
    assert "dana.weber@x.test" in shared(many), "whom so many rows name to be asked may be any mailbox"


def test_a_row_that_names_an_address_twice_names_it_once() -> None:
    assert shared([("ai@x.test", "ai@x.test")] * (SHARED_FROM - 1)) == frozenset()


def test_addresses_are_found_among_other_words_and_compared_without_case() -> None:
    assert addresses_of("Dana Whitfield <Dana@X.test>; mailto:AI@x.test, tbd") == ("dana@x.test", "ai@x.test")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It will reduce document review time by 40-70%.", "40-70%"),
        ("an estimated total of 276 hours of work saved", "276 hours"),
        ("the method has detected 4.5x more earthquakes", "4.5x"),
        ("Saves $1.2 million a year", "$1.2 million"),
        ("spart 12 Stunden im Monat", "12 Stunden"),
        ("Bearbeitet 300 Anträge am Tag, weniger Rückfragen", "300 Anträge"),
        ("Improves efficiency and saves time.", None),
        ("The 5-year survival with surgery is greater than 85%.", None),
        ("imagery on a frequent (5 day) schedule with minimal labor, improving quality", None),
        ("1. Improved accuracy. 2. Faster answers.", None),
        ("supports M-25-21 and Executive Order 14179, increasing trust", None),
        ("available 24/7 with more accuracy", None),
        ("", None),
    ],
)
def test_a_benefit_counts_with_a_number_a_unit_and_an_outcome(text: str, found: str | None) -> None:
    assert measured_benefit(text) == found

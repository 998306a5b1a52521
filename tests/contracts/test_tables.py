"""Tables that have to agree: verbs and routes, views and cards, messages and rules, settings and their page."""

import re
from pathlib import Path

import pytest

from actions.leaving import KINDS
from actions.outgoing import VIEWS
from bot.routes import FORMS, ROUTES
from cards.render import DRAW
from cards.verbs import Verb
from dialogs.commands import Typed, read
from pilothouse.settings import PREFIX, TABLE
from pilothouse.settings_doc import document
from portfolio.authority import DUTIES, EVERYONE, ROLES, Act
from portfolio.messages import RULES, Kind
from portfolio.views.interviews import DiscoverCard
from portfolio.views.notices import Failure, OfficeWord, Word
from tests.cards.every import SAMPLES
from words.api import LOCALES
from words.catalogue import messages

ROOT = Path(__file__).resolve().parents[2]


def test_every_verb_a_button_can_carry_is_routed() -> None:
    assert set(ROUTES) == set(Verb)
    assert set(FORMS) < set(Verb)


def test_every_view_that_travels_has_a_card() -> None:
    # A card about a workflow is read anew when it is sent (actions/following.py).
    assert set(VIEWS.values()) - {DiscoverCard} <= set(DRAW)


@pytest.mark.parametrize("language", sorted(LOCALES))
@pytest.mark.parametrize("kind", KINDS)
def test_every_file_that_can_leave_says_what_it_holds(language: str, kind: str) -> None:
    said = messages(language)
    assert f"file.{kind}" in said or f"file.{kind}.other" in said
    assert f"file.{kind}.name" in said, "what its button says"


def test_every_message_has_a_rule() -> None:
    assert set(RULES) == set(Kind)


def test_every_act_is_decided_on() -> None:
    assert set(ROLES) == set(Act)
    assert set(DUTIES) | EVERYONE <= set(Act)


def test_every_view_is_drawn_from_a_sample() -> None:
    drawn = {type(view) for view in SAMPLES.values()}
    assert set(DRAW) - drawn - {Failure} == set()  # what a failure looks like is in its own test


@pytest.mark.parametrize("language", sorted(LOCALES))
@pytest.mark.parametrize("word", [*Word, *OfficeWord])
def test_every_command_is_understood_as_the_help_writes_it(language: str, word: Word | OfficeWord) -> None:
    written = messages(language)[f"help.type.{word.name.lower()}"]
    understood = read(written)
    assert isinstance(understood, Typed)
    assert understood.word is word


def test_the_settings_page_is_the_table() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == document(), "run: python -m pilothouse.settings_doc > docs/settings.md"
    for setting in TABLE:
        assert f"`{PREFIX}{setting.name}`" in page
        assert setting.meaning in page


def test_whoever_goes_through_every_table_gets_every_table() -> None:
    named = {path.stem for path in (ROOT / "store").glob("*tables.py")}
    assert set(re.findall(r"import store\.(\w+)", (ROOT / "store" / "every_table.py").read_text())) == named
    takes = re.compile(r"from store\.metadata import .*\bmetadata\b")
    takers = {path.stem for path in (ROOT / "store").rglob("*.py") if takes.search(path.read_text())}
    assert takers == {*named, "every_table"}

"""The catalogues: every language says the same things, every code has its word, and nothing is said for nobody."""

import ast
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

from cards.markup import markdown_escape, unescape
from portfolio.adoption import Hidden
from portfolio.checkins import Outlook
from portfolio.conditions import Condition, Next, Standing, Trait
from portfolio.decisions import Piece
from portfolio.discover.constraints import ConstraintKind, ConstraintStanding
from portfolio.discover.interviews import Standpoint, Topic
from portfolio.filters import Sort
from portfolio.gates import DefaultDecision, Missing
from portfolio.grants import GrantState
from portfolio.imports.entries import ListedStage
from portfolio.initiatives import Integration, Lead, SponsorState, Stage
from portfolio.messages import Kind, Reason
from portfolio.metrics import Family, Provenance
from portfolio.opportunities.ideas import Often, Reply
from portfolio.opportunities.questions import Basis, Fact, Question, Score
from portfolio.opportunities.register import State
from portfolio.overlaps import Agrees
from portfolio.people import Account
from portfolio.phases import Output, Phase
from portfolio.plans import Cadence, Limit, NeedKind, Part, Per, Proof
from portfolio.searching import Where
from portfolio.settling import Things
from portfolio.sources import How
from portfolio.sprints import SprintState
from portfolio.statistics.fade import Fade
from portfolio.statistics.guardrails import Guard
from portfolio.usage import Product
from portfolio.verdicts import Advice, Choice, NotMeasured, Verdict
from portfolio.views.notices import Word
from words.api import LOCALES, Raw, Words, known
from words.catalogue import messages

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "portfolio", "sheets", "store", "actions", "cards", "dialogs", "reports", "bot", "graph", "scheduler", "pilothouse",
    "words",
)  # fmt: skip
SHOWN: tuple[type[Enum], ...] = (
    Verdict, NotMeasured, Choice, Advice, Provenance, Outlook, Stage, Integration, Family, Condition, Trait, Standing, Next,
    Piece, Missing, DefaultDecision, Reason, SponsorState, SprintState, Kind, GrantState, How, Guard, Product, Fade, Hidden,
    Where, ListedStage, Account, Sort, Agrees, Phase, Output, ConstraintKind, ConstraintStanding,
    Standpoint, Topic,
    Often, Reply,
    Part, Proof, Cadence, NeedKind, Per, Limit, Lead,
    Basis, Fact, Question, Score, State, Things,
)  # fmt: skip
every = pytest.mark.parametrize("language", LOCALES)
other = pytest.mark.parametrize("language", [language for language in LOCALES if language != "en"])


def holes(template: str) -> set[str]:
    """The names of the parameters of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def singular(key: str) -> str:
    """A key without its plural form; "event.other" has none, for there is no "event.one"."""
    base = re.sub(r"\.(one|other)$", "", key)
    return base if {f"{base}.one", f"{base}.other"} <= messages("en").keys() else key


def sources() -> list[tuple[Path, ast.Module]]:
    """Every module of the house but the catalogues themselves."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [(path, ast.parse(path.read_text("utf-8"))) for path in paths if path.parent.parent.name != "words"]


SOURCES = sources()


@other
def test_every_language_says_the_same_things_with_the_same_parameters(language: str) -> None:
    english, translated = messages("en"), messages(language)
    assert {singular(key) for key in translated} == {singular(key) for key in english}
    for key, template in translated.items():
        alike = english.get(key) or english[f"{singular(key)}.other"]
        optional = {"n"} if key != singular(key) else set()  # "one" may be a word
        assert holes(template) | optional == holes(alike) | optional, key


@every
def test_every_plural_has_all_the_forms_its_language_needs(language: str) -> None:
    said = messages(language)
    forms = set(Locale.parse(LOCALES[language]).plural_form.tags) | {"other"}
    for key in {singular(key) for key in said if key != singular(key)}:
        assert forms <= {form for form in forms if f"{key}.{form}" in said}, key
    assert all(f"{key.removesuffix('.one')}.other" in said for key in said if key.endswith(".one"))


@every
def test_every_sentence_is_a_sentence(language: str) -> None:
    for key, template in messages(language).items():
        assert template == template.strip() and template, key
        assert "  " not in template.replace("\n\n  ", ""), key
        assert unescape(template).count("*") == 0, f"{key}: emphasis that is not closed"
        assert "because of" not in template or key == "settings.heading", f"{key}: no effect has a cause here"


@every
def test_every_word_of_the_domain_that_is_shown_has_one(language: str) -> None:
    words = Words(language)
    for member in [member for vocabulary in SHOWN for member in vocabulary]:
        assert words.name(member)


def raised() -> set[tuple[str, str]]:
    """(family, code) of every error, problem and notice in the source: error.<code>, problem.<code>, notice.<code>."""
    found = set()
    for _, tree in SOURCES:
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            texts = [given.value if isinstance(given, ast.Constant) else None for given in call.args]
            keywords = {given.arg: given.value for given in call.keywords}
            code = keywords.get("code")
            if name in ("Refused", "NotYours", "Conflict", "NotFound") and texts and isinstance(texts[0], str):
                found.add(("error", texts[0]))
            if name == "problem" and len(texts) > 1 and isinstance(texts[1], str):
                found.add(("problem", texts[1]))
            if name in ("Invalid", "Notice") and isinstance(code, ast.Constant):
                found.add(("error" if name == "Invalid" else "notice", str(code.value)))
    return found


@every
def test_every_refusal_in_the_source_has_its_sentence(language: str) -> None:
    said = messages(language)
    codes = raised()
    assert {family for family, _ in codes} == {"error", "problem", "notice"}
    for family, code in sorted(codes):
        homes = ("notice.{}.text", "error.{}") if family == "notice" else (f"{family}.{{}}", "settings.{}")
        ways = [home.format(code) for home in homes]
        assert any(way in said or f"{way}.other" in said for way in ways), f"{family}.{code}"


def test_every_command_is_explained() -> None:
    for word in Word:
        assert f"help.type.{word.name.lower()}" in messages("en") and f"help.does.{word.name.lower()}" in messages("en")


def mentioned() -> tuple[set[str], list[str], set[str]]:
    """Every literal of the source, the patterns of f-strings that begin with a word, and the ends of those that do not."""
    literals, patterns, ends = set(), [], set()
    for _, tree in SOURCES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            if isinstance(node, ast.JoinedStr):
                texts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
                if texts[0] is not None and re.match(r"\w+\.", texts[0]):
                    patterns.append("".join(r"\w+" if text is None else re.escape(text) for text in texts))
                elif len(texts) == 2 and texts[0] is None and texts[1] is not None:
                    ends.add(texts[1])
    return literals, patterns, ends


def test_no_sentence_is_left_that_nobody_says() -> None:
    literals, patterns, ends = mentioned()
    enums = {f"{type(member).__name__.lower()}.{str(member.value).lower()}" for kind in SHOWN for member in kind}
    coded = re.compile(r"(?:error|problem|notice)\.(\w+)(?:\.\w+)?")  # said by their code alone
    computed = re.compile("|".join(pattern for pattern in patterns if not coded.match(pattern.replace("\\", ""))))

    def is_said(key: str) -> bool:
        by_code = coded.fullmatch(key)
        if key in literals or (by_code and by_code[1] in literals):
            return True
        joined = any(key.endswith(end) and key.removesuffix(end) in literals for end in ends)
        return not by_code and (key in enums or joined or computed.fullmatch(key) is not None)

    assert sorted(key for key in map(singular, messages("en")) if not is_said(key)) == []


def test_a_plural_is_chosen_and_a_sentence_without_forms_keeps_its_number() -> None:
    words = Words("en")
    assert words.say("checkin.more", n=1) == "One more follows once these are saved."
    assert words.say("checkin.more", n=4) == "4 more follow once these are saved."
    assert words.say("error.release_count", n=3).startswith("That would release 3 people.")


def test_an_amount_has_its_cents_or_none() -> None:
    amounts = [Decimal("1200.5"), Decimal("12000.00"), Decimal("0.125")]
    assert [Words("en").money(one) for one in amounts] == ["1,200.50", "12,000", "0.125"]
    assert Words("de").money(amounts[0]) == "1.200,50"


@pytest.mark.parametrize(("language", "expected"), [
    ("en", ("1,234.5", "14 Dec 2026", "14 Dec", "October 2026", "3 Nov 2026, 09:14", "a, b and c")),
    ("de", ("1.234,5", "14. Dez. 2026", "14. Dez.", "Oktober 2026", "3. Nov. 2026, 09:14", "a, b und c")),
])  # fmt: skip
def test_numbers_days_and_lists_are_written_as_the_language_does(language: str, expected: tuple[str, ...]) -> None:
    words = Words(language)
    day = date(2026, 12, 14)
    assert expected == (
        words.number(Decimal("1234.50")),
        words.day(day),
        words.short_day(day),
        words.month("2026-10"),
        words.when(datetime(2026, 11, 3, 8, 14, tzinfo=UTC), "Europe/Berlin"),
        words.listed(["a", "b", "c"]),
    )


def test_parameters_are_written_by_their_kind_and_only_typed_ones_are_escaped() -> None:
    words = Words("de", escape=str.upper)
    assert words.say("panel.amount", value=Decimal("4.20"), unit="tage") == "4,2 TAGE"
    assert words.say("panel.amount", value=Raw("v"), unit=Raw("u")) == "v u"
    assert words.say("checkin.last", outlook=Outlook.AT_RISK) == "Zuletzt: Gefährdet"
    assert words.free("x") == "X" and not words.has("no.such.key")
    with pytest.raises(KeyError):
        words.say("no.such.key")


def test_a_catalogue_survives_the_escape_of_cards() -> None:
    words = Words("en", escape=markdown_escape)
    assert unescape(words.say("error.duplicate_name", name="*A*")) == (
        "There already is an initiative called “*A*”. Type show *A* to see it."
    )


@pytest.mark.parametrize(("reported", "language"), [
    ("de-AT", "de"), ("DE", "de"), ("de_CH", "de"), ("en-US", "en"), ("ja", "en"), ("", "en"), (None, "en"),
])  # fmt: skip
def test_what_a_client_reports_becomes_a_language_we_speak(reported: str | None, language: str) -> None:
    assert known(reported) == language

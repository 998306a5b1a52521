"""A form keeps what was typed and says below each input what is wrong with it."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.elements import card
from cards.forms import Form
from cards.markup import markdown_escape, unescape
from cards.render import render
from portfolio.errors import Problem, problem
from portfolio.views.initiatives import MetricForm, RegisterForm
from tests.cards.look import below, inputs
from tests.cards.views_base import GUID
from tests.cards.views_g import METRIC, REGISTER, SAMPLES
from words.api import Words

W = Words("en", escape=markdown_escape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A refused sample: its card, what was typed, and what is wrong."""

    card: dict[str, Any]
    values: dict[str, str]
    problems: tuple[Problem, ...]


@pytest.fixture(params=["register_refused", "metric_refused", "decision_refused"])
def refused(request: pytest.FixtureRequest) -> Refused:
    view: Any = SAMPLES[request.param]
    return Refused(card=render(view, "en").card, values=dict(view.values), problems=view.problems)


def form(values: dict[str, str], *problems: Problem) -> Form:
    return Form(words=W, values=values, problems=problems)


def test_nothing_anybody_typed_is_lost(refused: Refused) -> None:
    kept = {id: str(one["value"]) for id, one in inputs(refused.card).items() if "value" in one}
    assert kept == {id: typed for id, typed in refused.values.items() if typed and typed != GUID}


def test_each_problem_stands_right_below_its_input(refused: Refused) -> None:
    typed_below = {"sponsor": "sponsor_name", "adoption_lead": "adoption_lead_name", "fund.second": "fund.second_name"}
    for found in refused.problems:
        sentence = W.say(f"problem.{found.code}", n=None, **found.params)
        assert below(refused.card, typed_below.get(found.field, found.field)) == f"✕ {unescape(sentence)}"


def test_the_top_of_a_refused_form_counts_what_is_wrong(refused: Refused) -> None:
    assert f"Not saved: {len(refused.problems)} things to correct" in str(refused.card["body"])


@pytest.mark.parametrize("view", [REGISTER, METRIC])
def test_a_fresh_form_shows_no_error_and_no_judgement(view: RegisterForm | MetricForm) -> None:
    made = render(view, "en")
    assert "✕" not in made.text
    assert {id for id, one in inputs(made.card).items() if "value" in one} <= {"target_on"}


def test_a_problem_without_an_input_is_said_on_top() -> None:
    made = form({}, problem("nowhere", "needed"))
    body = made.text("name", "Name", max_length=10)
    assert "Please fill this in." in made.notice(body)[0]["items"][0]["columns"][1]["items"][1]["text"]


def test_a_problem_with_an_input_is_not_said_twice() -> None:
    made = form({}, problem("name", "needed"))
    body = made.text("name", "Name", max_length=10)
    assert "Please fill this in." not in str(made.notice(body))


@pytest.mark.parametrize("typed", ["2.9", "2,9", "about four", "1e400", "١٢ abc"])
def test_a_number_is_kept_as_it_was_typed(typed: str) -> None:
    made = form({"target": typed}).number("target", "Target", error="Digits.")[0]
    assert (made["type"], made["value"]) == ("Input.Text", typed)


@given(st.dictionaries(st.sampled_from(["n", "d", "t", "c", "p", "p_name"]), st.text(max_size=60)))
def test_any_values_make_a_card_that_keeps_them(values: dict[str, str]) -> None:
    made = form(values)
    body = [
        *made.number("n", "N", error="e"),
        *made.date("d", "D", error="e"),
        *made.text("t", "T", max_length=60),
        *made.choice("c", "C", [("a", "A")]),
        *made.person("p", "p_name", "P"),
    ]
    kept = inputs(card(body, fallback_text="x"))
    for id in ("n", "t", "p", "p_name"):
        assert kept[id].get("value") == (values.get(id) or None)
    assert kept["c"].get("value") == ("a" if values.get("c") == "a" else None)


def test_neither_the_picker_nor_the_typed_name_is_required_alone() -> None:
    made = {one["id"]: one for one in form({}).person("sponsor", "sponsor_name", "Sponsor")}
    assert not any("isRequired" in one for one in made.values())
    assert made["sponsor"]["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}


def test_a_refused_person_is_not_picked_again_so_that_a_typed_name_counts() -> None:
    values = {"sponsor": GUID, "sponsor_name": "Dana"}
    picker, typed, _ = form(values, problem("sponsor", "not_met")).person("sponsor", "sponsor_name", "Sponsor")
    assert "value" not in picker
    assert typed["value"] == "Dana"


def test_a_person_chosen_before_is_kept_without_showing_an_id_as_a_name() -> None:
    picker = form({"sponsor": GUID}).person("sponsor", "sponsor_name", "Sponsor")[0]
    assert picker["value"] == GUID
    assert picker["choices"] == [{"title": "The person chosen before", "value": GUID}]

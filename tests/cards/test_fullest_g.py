"""However long names, numbers and reasons are, a card stays small enough to be delivered."""

from dataclasses import replace

import pytest

from cards.fit import MOST_BYTES, size
from cards.render import render
from portfolio.conditions import Condition
from portfolio.decisions import LONGEST_REASON, Piece
from portfolio.errors import problem
from portfolio.gates import Missing
from portfolio.initiatives import MAX_NAME, MAX_SENTENCE
from portfolio.verdicts import Advice, Choice
from portfolio.views.initiatives import Event
from tests.cards.look import inputs
from tests.cards.views_base import AT, BASELINE, PROVEN
from tests.cards.views_g import ACCEPTANCE, METRIC, RECORD, REGISTER, RULES
from tests.cards.views_gates import CHANNEL, COUNTERSIGN, DECIDED, DECISION, DEFAULT, PREPARE, line
from words.api import LOCALES

ROCKET = "🚀"  # four bytes a character
NAME, PERSON, SENTENCE, REASON = ROCKET * MAX_NAME, ROCKET * 100, ROCKET * MAX_SENTENCE, ROCKET * LONGEST_REASON
ANYTHING = ROCKET * 4_000  # what a press may carry

PARTS = ("on", "reason", "second", "second_name", "expires")
STATED = replace(BASELINE, by=PERSON, source=SENTENCE)
PANEL = replace(PROVEN, metric=NAME, unit=ROCKET * 20, baseline=STATED, current=STATED)
DECISION_REFUSED = replace(
    DECISION,
    name=NAME,
    sponsor=PERSON,
    panel=PANEL,
    recommended=Advice.RETIRE,
    missing_to_fund=tuple(Piece),
    values={f"{choice}.{part}": ANYTHING for choice in Choice for part in PARTS},
    problems=(problem("fund.on", "not_a_date", text=PERSON), problem("fund.second", "ambiguous_person")),
)
FULLEST: dict[str, object] = {
    "register": replace(REGISTER, values=dict.fromkeys(inputs(render(REGISTER, "en").card), ANYTHING)),
    "acceptance": replace(ACCEPTANCE, name=NAME, workflow=SENTENCE, named_by=PERSON),
    "metric": replace(METRIC, name=NAME, values=dict.fromkeys(inputs(render(METRIC, "en").card), ANYTHING)),
    "rules": replace(RULES, name=NAME, panel=PANEL, retirement_plan=SENTENCE, missing=tuple(Missing)),
    "record": replace(
        RECORD,
        name=NAME,
        workflow=SENTENCE,
        intent=SENTENCE,
        sponsor=PERSON,
        adoption_lead=PERSON,
        panel=PANEL,
        conditions=tuple(Condition),
        history=(Event(at=AT, by=PERSON, action="gate_armed"),) * 5,
        may_prepare=True,
        just="accepted",
    ),
    "prepare": replace(PREPARE, name=NAME, missing=tuple(Missing)),
    "decision": DECISION_REFUSED,
    "countersign": replace(COUNTERSIGN, name=NAME, by=PERSON, reason=REASON, pieces=tuple(Piece)),
    "decided": replace(
        DECIDED, name=NAME, by=PERSON, second=PERSON, reason=REASON, remark=REASON, pieces=tuple(Piece), panel=PANEL
    ),
    "channel": replace(CHANNEL, lines=(line(NAME, -3, sponsor=PERSON),) * 12),
    "default": replace(DEFAULT, name=NAME),
}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", FULLEST)
def test_the_fullest_card_is_delivered(name: str, language: str) -> None:
    assert size(render(FULLEST[name], language).card) <= MOST_BYTES


def test_of_a_decision_too_long_to_send_the_refused_form_is_kept() -> None:
    kept = {id for id, one in inputs(render(DECISION_REFUSED, "de").card).items() if "value" in one}
    assert kept == {"fund.on", "fund.reason", "fund.second_name", "fund.expires"}

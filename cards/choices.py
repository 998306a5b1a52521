"""The three choices of a gate as small forms that open in place, all alike: what it means, a date, a reason (F6)."""

from datetime import timedelta

from cards.buttons import Button, execute, show_card
from cards.components import check_line
from cards.elements import Element, text
from cards.forms import Form, hint
from cards.looks import ERROR
from cards.verbs import Press, Verb
from portfolio.breadth import Breadth
from portfolio.decisions import (
    LONGEST_HORIZON,
    LONGEST_NARROWING,
    LONGEST_OVERRIDE,
    LONGEST_REASON,
    SHORTEST_REASON,
    Piece,
)
from portfolio.verdicts import Choice, opposes
from portfolio.views.gates import DecisionForm
from words.api import Words

_DAY = timedelta(days=1)


def choice_form(choice: Choice, view: DecisionForm, form: Form) -> Element:
    """One choice: a button that opens its form. Input ids begin with the choice, so what is kept finds its place."""
    w = form.words
    longest = LONGEST_NARROWING if choice is Choice.NARROW else LONGEST_HORIZON
    body = [
        text(w.say(f"decide.{choice}.text", days=LONGEST_NARROWING.days), size="Small"),
        *form.date(
            f"{choice}.on",
            w.say(f"decide.{choice}.on"),
            earliest=view.today,
            latest=view.today + longest,
            required=True,
            error=w.say("decide.on.error", days=longest.days),
        ),
        *form.text(
            f"{choice}.reason",
            w.say("decide.reason"),
            max_length=LONGEST_REASON,
            multiline=True,
            required=True,
            error=w.say("decide.reason.error", least=SHORTEST_REASON),
            placeholder=w.say(f"decide.{choice}.reason.example"),
        ),
        *_second(choice, view, form),
    ]
    press = Press(verb=Verb.GATE_DECIDE, ids={"gate": view.gate, "choice": choice}, revision=view.revision)
    record = Button(title=w.say(f"decide.{choice}.submit"), press=press)
    return show_card(w.name(choice), body, actions=[execute(record, primary=True)])


def _second(choice: Choice, view: DecisionForm, form: Form) -> list[Element]:
    """Who countersigns, where R4 (pieces missing for funding) or R8 (against the recommendation) asks for it."""
    w = form.words
    missing = view.missing_to_fund if choice is Choice.FUND else ()
    against = opposes(view.recommended, choice)
    if not missing and not against:
        return []
    return [
        *([text(w.say("decide.opposes"), size="Small", spacing="Medium")] if against else []),
        *([text(w.say("decide.override", n=len(missing)), size="Small", bold=True, spacing="Medium")] if missing else []),
        *(check_line(ERROR, piece_line(piece, view.breadth, w)) for piece in missing),
        *form.person(f"{choice}.second", f"{choice}.second_name", w.say("decide.second"), spacing="Medium"),
        hint(w.say("decide.second.hint")),
        *(_expiry(view, form) if missing else []),
    ]


def piece_line(piece: Piece, breadth: Breadth | None, w: Words) -> str:
    """What is missing, in a sentence; of breadth also why."""
    if piece is not Piece.BREADTH or breadth is None or breadth.narrow is None:
        return w.name(piece)
    return f"{w.name(piece)} {w.say(f'breadth.{breadth.narrow}', percent=breadth.least * 100)}"


def _expiry(view: DecisionForm, form: Form) -> list[Element]:
    w = form.words
    return [
        *form.date(
            "fund.expires",
            w.say("decide.expires"),
            earliest=view.today + _DAY,
            latest=view.today + LONGEST_OVERRIDE,
            required=True,
            error=w.say("decide.expires.error", days=LONGEST_OVERRIDE.days),
        ),
        hint(w.say("decide.expires.hint")),
    ]

"""One initiative as it is pasted into a chat: what it is, who answers for it, when it is decided, and the number with where
it comes from. Whoever reads it may not be allowed to press anything, so there is nothing to press (A9, R13, R17)."""

from cards.components import footer, header
from cards.due import due_chip
from cards.elements import Element, card
from cards.evidence import evidence, verdict_chip
from cards.looks import Chip
from cards.pairs import pairs
from portfolio.gates import BEFORE, OWED
from portfolio.views.finding import InitiativeCard
from words.api import Raw, Words, known


def draw(view: InitiativeCard, w: Words) -> Element:
    """The card. It says of which day it is: it lies in a chat and is never drawn anew."""
    body = [
        *header(
            eyebrow=w.say("record.eyebrow", stage=view.stage), title=w.free(view.name), sub=w.free(view.workflow),
            mark=_mark(view, w),
        ),
        *pairs([(w.say("record.sponsor"), _sponsor(view, w)), (w.say("record.gate"), _gate(view, w))]),
        *([evidence(view.panel, w)] if view.panel else []),
        footer(w.say("pasted.as_of", on=view.on, name=view.name)),
    ]
    return card(body, fallback_text=w.say("record.fallback", name=view.name, stage=view.stage))


def preview(view: InitiativeCard, language: str) -> tuple[str, str]:
    """The name and one line, in plain text: what stands in the list of results."""
    w = Words(known(language))
    return view.name, w.say("portfolio.line", sponsor=Raw(_sponsor(view, w)), stage=view.stage, gate=Raw(_gate(view, w)))


def _mark(view: InitiativeCard, w: Words) -> Chip | None:
    if view.gate_state in BEFORE | OWED and view.days_left is not None:
        return due_chip(view.gate_state, view.days_left, w)
    return verdict_chip(view.panel.verdict, w) if view.panel else None


def _sponsor(view: InitiativeCard, w: Words) -> str:
    if view.sponsor is None:
        return w.say("portfolio.nobody")
    return w.free(view.sponsor) if view.owned else w.say("portfolio.asked", sponsor=view.sponsor)


def _gate(view: InitiativeCard, w: Words) -> str:
    return w.day(view.gate_on) if view.gate_on else w.say("portfolio.no_gate")

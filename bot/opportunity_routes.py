"""Verb -> action -> view for the opportunity register: a part of bot/routes."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from actions import opportunities, opportunity_forms, opportunity_views, promoting, similar
from bot.finding import page
from bot.turn import Handler, Turn, personal
from cards.verbs import ANYWAY, Verb
from dialogs import opportunities as dialog
from portfolio.views.opportunities import OpportunityForm


def blank(turn: Turn, name: str = "") -> OpportunityForm:
    """An empty form with a token of its own."""
    return opportunity_forms.blank(turn.tx, turn.actor, secrets.token_hex(12), turn.today, name)


def _add(turn: Turn) -> object:
    """Add what was filled in, or say first what is like it."""
    command = dialog.add(turn.inputs, turn.id("token"))
    if turn.ids.get("choice") != ANYWAY:
        form = opportunity_forms.blank(turn.tx, turn.actor, command.token, turn.today)
        given = command.name, command.workflow, command.token
        found = similar.candidates(turn.tx, turn.actor, *given, turn.today)
        if found:
            return replace(form, values=dict(turn.inputs), similar=found)
    return opportunities.add(turn.tx, turn.actor, command, turn.now)


def _filled(turn: Turn) -> object:
    return opportunity_forms.filled(turn.tx, turn.actor, turn.id("opportunity"))


def _questions(turn: Turn) -> object:
    score = dialog.score_of(turn.id("choice"))
    return opportunity_forms.questions(turn.tx, turn.actor, turn.id("opportunity"), score, turn.now)


def _answer(turn: Turn) -> object:
    score = dialog.score_of(turn.id("choice"))
    command = dialog.answers(turn.inputs, turn.id("opportunity"), score, turn.seen())
    return opportunities.answer(turn.tx, turn.actor, command, turn.now)


def _settling(turn: Turn) -> object:
    return opportunity_forms.settling(turn.tx, turn.actor, turn.id("opportunity"))


def _settle(turn: Turn) -> object:
    command = dialog.settle(turn.inputs, turn.id("opportunity"), turn.id("choice"), turn.seen())
    return opportunities.settle(turn.tx, turn.actor, command, turn.now)


def _weights(turn: Turn) -> object:
    return opportunity_forms.weights(turn.tx, turn.actor)


OPPORTUNITY_ROUTES: Mapping[Verb, Handler] = {
    Verb.OPPORTUNITIES_PAGE: personal(lambda t: opportunity_views.listing(t.tx, t.actor, page(t), t.now)),
    Verb.OPPORTUNITY_SHOW: personal(lambda t: opportunities.show(t.tx, t.actor, t.id("opportunity"), t.now)),
    Verb.OPPORTUNITY_NEW: personal(blank),
    Verb.OPPORTUNITY_ADD: personal(_add),
    Verb.OPPORTUNITY_OPEN: personal(_filled),
    Verb.OPPORTUNITY_CHANGE: personal(lambda t: opportunities.change(
        t.tx, t.actor, dialog.change(t.inputs, t.id("opportunity"), t.seen()), t.now
    )),
    Verb.OPPORTUNITY_ASK: personal(_questions),
    Verb.OPPORTUNITY_ANSWER: personal(_answer),
    Verb.OPPORTUNITY_PROMOTE: personal(lambda t: promoting.form(
        t.tx, t.actor, t.id("opportunity"), secrets.token_hex(12), t.now
    )),
    Verb.OPPORTUNITY_SETTLING: personal(_settling),
    Verb.OPPORTUNITY_SETTLE: personal(_settle),
    Verb.RANKING_OPEN: personal(_weights),
    Verb.RANKING_WEIGH: personal(lambda t: opportunities.weigh(t.tx, t.actor, dialog.weigh(t.inputs, t.seen()), t.now)),
}
OPPORTUNITY_FORMS: Mapping[Verb, Handler] = {
    Verb.OPPORTUNITY_ADD: lambda t: opportunity_forms.blank(t.tx, t.actor, t.id("token"), t.today),
    Verb.OPPORTUNITY_CHANGE: _filled,
    Verb.OPPORTUNITY_ANSWER: _questions,
    Verb.OPPORTUNITY_SETTLE: _settling,
    Verb.RANKING_WEIGH: _weights,
}
"""The form behind a verb, drawn again when its inputs were refused."""

"""Verb -> action -> view for ideas: the part of bot/routes that takes them in and answers them."""

import secrets
from collections.abc import Mapping

from actions import ideas
from bot.finding import page
from bot.turn import Handler, Turn, personal
from cards.verbs import ANYWAY, Verb
from dialogs import ideas as idea_dialog
from portfolio.views.ideas import IdeaCard, IdeaForm, IdeaList


def blank(turn: Turn) -> IdeaForm:
    """An empty form with a token of its own; words typed after the command are filled in, and what is like them said."""
    return ideas.form(turn.tx, turn.actor, dict(turn.inputs), secrets.token_hex(12), turn.today)


def propose(turn: Turn) -> IdeaForm | IdeaCard:
    """Propose what was filled in, or say first what is like it."""
    command = idea_dialog.propose(turn.inputs, turn.id("token"))
    if turn.ids.get("choice") != ANYWAY:
        form = ideas.form(turn.tx, turn.actor, dict(turn.inputs), command.token, turn.today)
        if form.similar:
            return form
    return ideas.propose(turn.tx, turn.actor, command, turn.company, turn.now)


def again(turn: Turn) -> IdeaForm:
    """The form of one that was refused; whoever was told what is like it is not told as news again."""
    told = turn.ids.get("choice") == ANYWAY
    return ideas.form(turn.tx, turn.actor, dict(turn.inputs), turn.id("token"), turn.today, told=told)


def listed(turn: Turn) -> IdeaList:
    """A page of what waits, or of what one has proposed."""
    show = ideas.own if turn.ids.get("choice") == "mine" else ideas.listed
    return show(turn.tx, turn.actor, turn.company, turn.now, page(turn))


def _show(turn: Turn) -> IdeaCard:
    return ideas.show(turn.tx, turn.actor, turn.id("opportunity"), turn.company, turn.now)


def _answer(turn: Turn) -> IdeaCard:
    command = idea_dialog.answer(turn.inputs, turn.id("opportunity"), turn.id("choice"))
    return ideas.answer(turn.tx, turn.actor, command, turn.company, turn.now)


IDEA_ROUTES: Mapping[Verb, Handler] = {
    Verb.IDEA_OPEN: personal(blank),
    Verb.IDEA_SUBMIT: personal(propose),
    Verb.IDEA_SHOW: personal(_show),
    Verb.IDEA_ANSWER: personal(_answer),
    Verb.IDEAS_SHOW: personal(listed),
}
IDEA_FORMS: Mapping[Verb, Handler] = {Verb.IDEA_SUBMIT: again, Verb.IDEA_ANSWER: _show}
"""The form behind a verb, drawn again when its inputs were refused."""

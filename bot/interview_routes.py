"""Verb -> action -> view for interviews and the map: how the work runs, asked of people and shown on one page."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from actions import constraints, current_states, following, interview_answers, interviews, workflows
from bot.finding import page
from bot.turn import Handler, Turn, personal
from cards.verbs import Verb
from dialogs import interviews as dialog
from portfolio.authority import Act, allowed
from portfolio.discover.constraints import MAX_SOURCE
from words.api import Words, known
from words.map_said import voices


def typed(turn: Turn, name: str) -> object:
    """The programme office: where the interviews about a workflow stand, or the form that asks for the first. Anybody else:
    what they were asked themselves."""
    if not allowed(turn.actor, Act.INTERVIEW):
        return interviews.mine(turn.tx, turn.actor)
    form = interviews.form(turn.tx, turn.actor, name)
    if name and len(form.workflows) == 1:
        desk = interview_answers.desk(turn.tx, turn.actor, form.workflows[0][0])
        return desk if desk.asked else form
    return form


def mapped(turn: Turn, name: str) -> object:
    """The map of the workflow whose name was typed; without a name, the workflows there are."""
    if not name:
        return workflows.listed(turn.tx, turn.actor, 1)
    return current_states.called(turn.tx, turn.actor, name, turn.now)


def shown(handler: Handler) -> Handler:
    """A card about a workflow changes by itself when somebody takes back what it shows."""

    def shows(turn: Turn) -> object:
        view = handler(turn)
        if turn.card is not None:
            following.follow(turn.tx, turn.actor.number, turn.card, view, turn.now)
        return view

    return personal(shows)


def _answer(sent: bool) -> Handler:
    return lambda t: interviews.answer(
        t.tx, t.actor, dialog.answer(t.inputs, t.id("interview"), t.seen(), sent=sent), t.now
    )


def _topic(turn: Turn) -> object:
    return interview_answers.topic(turn.tx, turn.actor, turn.id("workflow"), dialog.topic(turn.id("topic")))


def _note(turn: Turn) -> object:
    command = dialog.pain(turn.inputs, turn.id("workflow"), dialog.topic(turn.id("topic")))
    return interview_answers.note_pain(turn.tx, turn.actor, command, turn.now)


def _limit(turn: Turn) -> object:
    """The form of a constraint that these answers speak of: where it is from and what it hits is known."""
    heard = interview_answers.topic(turn.tx, turn.actor, turn.id("workflow"), dialog.topic(turn.id("topic")))
    form = constraints.form(turn.tx, turn.actor, None, secrets.token_hex(12))
    w = Words(known(turn.actor.language))
    values = {
        "source": w.say("interview.limit.source", who=voices([one.standpoint for one in heard.heard], w))[:MAX_SOURCE],
        "reviewed_on": turn.today.isoformat(),
    }
    offered = any(choice.id == heard.workflow for choice in form.choices)
    return replace(form, values=values | ({"hits": heard.workflow} if offered else {"named": heard.name}))


INTERVIEW_ROUTES: Mapping[Verb, Handler] = {
    Verb.INTERVIEW_OPEN: personal(lambda t: interviews.about(t.tx, t.actor, t.id("workflow"))),
    Verb.INTERVIEW_ASK: personal(lambda t: interviews.ask(t.tx, t.actor, dialog.ask(t.inputs), t.now)),
    Verb.INTERVIEWS_SHOW: personal(lambda t: interviews.mine(t.tx, t.actor, page(t))),
    Verb.INTERVIEW_SHOW: personal(lambda t: interviews.show(t.tx, t.actor, t.id("interview"))),
    Verb.INTERVIEW_SAVE: personal(_answer(False)),
    Verb.INTERVIEW_SEND: personal(_answer(True)),
    Verb.INTERVIEW_DECLINE: personal(lambda t: interviews.decline(t.tx, t.actor, t.id("interview"), t.now)),
    Verb.INTERVIEW_WITHDRAW: personal(lambda t: interviews.withdraw(t.tx, t.actor, t.id("interview"), t.now)),
    Verb.INTERVIEW_DESK: shown(lambda t: interview_answers.desk(t.tx, t.actor, t.id("workflow"))),
    Verb.INTERVIEW_TOPIC: shown(_topic),
    Verb.INTERVIEW_LIMIT: personal(_limit),
    Verb.MAP_SHOW: shown(lambda t: current_states.show(t.tx, t.actor, t.id("workflow"), t.now)),
    Verb.PAIN_NOTE: shown(_note),
    Verb.PAIN_DROP: shown(
        lambda t: interview_answers.drop_pain(t.tx, t.actor, t.id("workflow"), t.id("pain"), t.now)
    ),
}
INTERVIEW_FORMS: Mapping[Verb, Handler] = {
    Verb.INTERVIEW_ASK: lambda t: interviews.form(t.tx, t.actor, ""),
    Verb.INTERVIEW_SAVE: lambda t: interviews.show(t.tx, t.actor, t.id("interview")),
    Verb.INTERVIEW_SEND: lambda t: interviews.show(t.tx, t.actor, t.id("interview")),
    Verb.PAIN_NOTE: _topic,
}
"""The form behind a verb, drawn again when its inputs were refused."""

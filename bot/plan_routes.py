"""The part of the table that is about what makes an initiative ready for production."""

from collections.abc import Mapping

from actions import plan_views, plans
from bot.turn import Handler, Turn
from cards.verbs import Verb
from dialogs import plans as dialog


def _form(turn: Turn) -> object:
    part = dialog.part(turn.id("part"))
    return plan_views.form(turn.tx, turn.actor, turn.id("initiative"), part, turn.now)


def _save(turn: Turn) -> object:
    command = dialog.save(turn.inputs, turn.id("initiative"), dialog.part(turn.id("part")), turn.seen())
    return plans.save(turn.tx, turn.actor, command, turn.now)


def _take_back(turn: Turn) -> object:
    command = dialog.take_back(turn.id("initiative"), dialog.part(turn.id("part")), turn.seen())
    return plans.take_back(turn.tx, turn.actor, command, turn.now)


PLANS: Mapping[Verb, Handler] = {
    Verb.PLAN_SHOW: lambda t: plan_views.show(t.tx, t.actor, t.id("initiative"), t.now),
    Verb.PLAN_OPEN: _form,
    Verb.PLAN_SAVE: _save,
    Verb.PLAN_TAKE_BACK: _take_back,
}
PLAN_FORMS: Mapping[Verb, Handler] = {Verb.PLAN_SAVE: _form}
"""The form behind a verb, drawn again when its inputs were refused."""

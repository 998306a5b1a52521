"""The part of the table that is about changing rules that were locked, and what was found by which of them."""

from collections.abc import Mapping

from actions import amending, amendment_answers, baseline_cards, baselines, judged
from bot.turn import Handler, Turn
from cards.verbs import Verb
from dialogs import amending as dialog
from dialogs import baseline as baseline_dialog


def _answer(agree: bool) -> Handler:
    return lambda t: amendment_answers.answer(
        t.tx, t.actor, dialog.answer(t.inputs, t.id("amendment"), agree=agree), t.now
    )


def _form(turn: Turn) -> object:
    return amending.form(turn.tx, turn.actor, turn.id("initiative"), turn.now)


def _renewal(turn: Turn) -> object:
    """The days a button carries, else those that were typed."""
    between = baseline_dialog.carried(turn.ids) if "seen" in turn.ids else baseline_dialog.between(turn.inputs)
    return baseline_cards.renew(turn.tx, turn.actor, turn.id("initiative"), between, turn.now)


def _show(turn: Turn) -> object:
    return amending.show(turn.tx, turn.actor, turn.id("amendment"))


AMENDING: Mapping[Verb, Handler] = {
    Verb.BASELINE_RENEW_OPEN: _renewal,
    Verb.BASELINE_RENEW: lambda t: baselines.renew(
        t.tx, t.actor, dialog.renew(t.inputs, t.ids, t.id("initiative"), t.id("seen")), t.now
    ),
    Verb.AMEND_OPEN: _form,
    Verb.AMEND_SAVE: lambda t: amending.save(t.tx, t.actor, dialog.amend(t.inputs, t.id("initiative"), t.seen()), t.now),
    Verb.AMEND_SHOW: _show,
    Verb.AMEND_AGREE: _answer(True),
    Verb.AMEND_REFUSE: _answer(False),
    Verb.JUDGED_SHOW: lambda t: judged.show(
        t.tx, t.actor, t.id("initiative"), t.now, aloud=t.aloud
    ),
    Verb.JUDGED_COMPARE: lambda t: judged.compare(
        t.tx, t.actor, t.id("initiative"), t.id("finding"), t.now, aloud=t.aloud
    ),
}
AMENDING_FORMS: Mapping[Verb, Handler] = {
    Verb.BASELINE_RENEW_OPEN: lambda t: baseline_cards.renew(
        t.tx, t.actor, t.id("initiative"), baseline_dialog.carried(t.ids), t.now
    ),
    Verb.BASELINE_RENEW: _renewal,
    Verb.AMEND_SAVE: _form,
    Verb.AMEND_REFUSE: _show,
}

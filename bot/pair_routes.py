"""Verb -> action -> view for two initiatives that look like one: the part of bot/routes that settles them."""

from collections.abc import Mapping

from actions import audit_views, pairs
from bot.turn import Handler, Turn, personal
from cards.overlap import AUDIT
from cards.verbs import Verb
from dialogs import settling
from portfolio.views.auditing import AuditStep


def _form(turn: Turn) -> object:
    in_audit = turn.ids.get("choice") == AUDIT
    return pairs.form(turn.tx, turn.actor, turn.id("initiative"), turn.id("other"), turn.now, in_audit=in_audit)


def _apart(turn: Turn) -> object:
    command = settling.tell_apart(turn.inputs, turn.id("initiative"), turn.id("other"))
    return _settled(turn, pairs.tell_apart(turn.tx, turn.actor, command, turn.now))


def _merge(turn: Turn) -> object:
    command = settling.merge(turn.inputs, turn.id("initiative"), turn.id("other"))
    return _settled(turn, pairs.merge(turn.tx, turn.actor, command, turn.company, turn.now))


def _settled(turn: Turn, record: object) -> object:
    """The record, or the audit it was opened from."""
    if turn.ids.get("choice") == AUDIT:
        return audit_views.card(turn.tx, turn.actor, AuditStep.GAPS, turn.now)
    return record


PAIR_ROUTES: Mapping[Verb, Handler] = {
    Verb.PAIR_SHOW: personal(_form),
    Verb.PAIR_APART: personal(_apart),
    Verb.PAIR_MERGE: personal(_merge),
}
PAIR_FORMS: Mapping[Verb, Handler] = {Verb.PAIR_APART: _form, Verb.PAIR_MERGE: _form}
"""The form behind a verb, drawn again when its inputs were refused."""

"""Verb -> action -> view for lists of initiatives: the part of bot/routes that brings them in and audits them."""

from collections.abc import Mapping

from actions import audit_answers, audit_cards, audit_owners, audit_views, upload_views, uploads
from bot.turn import Handler, Turn, personal
from cards.verbs import Verb
from dialogs import auditing, importing
from portfolio.errors import Invalid


def _headings(turn: Turn) -> object:
    return upload_views.columns(uploads.mine(turn.tx, turn.actor, turn.id("upload")), turn.now)


def _read_with(turn: Turn) -> object:
    command = importing.read_with(turn.inputs, turn.id("upload"), turn.seen())
    return uploads.read_with(turn.tx, turn.actor, command, turn.card, turn.now)


def _number(turn: Turn) -> int:
    """The audit that a card is about."""
    number = turn.id("number")
    if not number.isdecimal():
        raise Invalid(code="bad_card")
    return int(number)


def _confirm(turn: Turn) -> object:
    return audit_owners.confirm(turn.tx, turn.actor, _number(turn), auditing.confirm(turn.inputs), turn.now)


LIST_ROUTES: Mapping[Verb, Handler] = {
    Verb.IMPORT_DESK: personal(lambda t: upload_views.desk(t.tx, t.actor, t.now)),
    Verb.IMPORT_SHOW: personal(lambda t: uploads.show(t.tx, t.actor, t.id("upload"), t.now)),
    Verb.IMPORT_COLUMNS: personal(_headings),
    Verb.IMPORT_READ: personal(_read_with),
    Verb.IMPORT_ORDER: personal(lambda t: uploads.order(t.tx, t.actor, t.id("upload"), t.seen(), t.card, t.now)),
    Verb.IMPORT_PUT_ASIDE: personal(lambda t: uploads.put_aside(t.tx, t.actor, t.id("upload"), t.now)),
    Verb.IMPORT_REVERT: personal(lambda t: uploads.revert(t.tx, t.actor, t.id("number"), t.now)),
    Verb.AUDIT_STEP: personal(lambda t: audit_views.card(t.tx, t.actor, auditing.step(t.id("choice")), t.now)),
    Verb.AUDIT_ASK: personal(lambda t: audit_owners.ask(t.tx, t.actor, t.now)),
    Verb.AUDIT_JOIN: personal(lambda t: audit_cards.join(t.tx, t.actor, t.id("entry"), t.now)),
    Verb.AUDIT_CONFIRM: personal(_confirm),
    Verb.AUDIT_DECIDE: personal(lambda t: audit_answers.bring_forward(t.tx, t.actor, t.id("initiative"), t.now)),
    Verb.AUDIT_CLOSE: personal(lambda t: audit_cards.close(t.tx, t.actor, _number(t), t.now)),
}
LIST_FORMS: Mapping[Verb, Handler] = {
    Verb.IMPORT_READ: _headings,
    Verb.AUDIT_CONFIRM: lambda t: audit_owners.confirm_form(t.tx, t.actor, t.now),
}
"""The form behind a verb, drawn again when its inputs were refused."""

"""Verb -> action -> view for lists of initiatives: the part of bot/routes that brings them in."""

from collections.abc import Mapping

from actions import upload_views, uploads
from bot.turn import Handler, Turn, personal
from cards.verbs import Verb
from dialogs import importing


def _headings(turn: Turn) -> object:
    return upload_views.columns(uploads.mine(turn.tx, turn.actor, turn.id("upload")), turn.now)


def _read_with(turn: Turn) -> object:
    command = importing.read_with(turn.inputs, turn.id("upload"), turn.seen())
    return uploads.read_with(turn.tx, turn.actor, command, turn.card, turn.now)


LIST_ROUTES: Mapping[Verb, Handler] = {
    Verb.IMPORT_DESK: personal(lambda t: upload_views.desk(t.tx, t.actor, t.now)),
    Verb.IMPORT_SHOW: personal(lambda t: uploads.show(t.tx, t.actor, t.id("upload"), t.now)),
    Verb.IMPORT_COLUMNS: personal(_headings),
    Verb.IMPORT_READ: personal(_read_with),
    Verb.IMPORT_ORDER: personal(lambda t: uploads.order(t.tx, t.actor, t.id("upload"), t.seen(), t.card, t.now)),
    Verb.IMPORT_PUT_ASIDE: personal(lambda t: uploads.put_aside(t.tx, t.actor, t.id("upload"), t.now)),
    Verb.IMPORT_REVERT: personal(lambda t: uploads.revert(t.tx, t.actor, t.id("number"), t.now)),
}
LIST_FORMS: Mapping[Verb, Handler] = {Verb.IMPORT_READ: _headings}
"""The form behind a verb, drawn again when its inputs were refused."""

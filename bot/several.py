"""Buttons about several initiatives at once: taking them from a list, and their sponsors; a part of bot/routes."""

from collections.abc import Mapping

from actions import handing_over, intake, sponsors
from bot.turn import Handler, Turn, personal
from cards.verbs import Verb
from dialogs import registration as registration_dialog
from portfolio.errors import Invalid
from portfolio.views.notices import Notice, Tone


def _answer(accept: bool) -> Handler:
    return lambda t: sponsors.answer(
        t.tx, t.actor, registration_dialog.answer_several(t.inputs, t.id("asked"), accept=accept), t.company, t.now
    )


def _wanted(turn: Turn) -> object:
    return sponsors.wanted(turn.tx, turn.actor, turn.inputs.get("find", ""))


_LONGEST = 18
"""Digits of a local number: what the record's column holds."""


def _full(turn: Turn) -> int:
    """The sponsor whose weeks a card is about."""
    number = turn.id("number")
    if not number.isdecimal() or len(number) > _LONGEST:
        raise Invalid(code="bad_card")
    return int(number)


def _hand_over(turn: Turn) -> object:
    command = registration_dialog.name_sponsors(turn.inputs)
    return handing_over.name(turn.tx, turn.actor, command, _full(turn), turn.company, turn.now)


def _again(turn: Turn) -> object:
    return sponsors.again(turn.tx, turn.actor, registration_dialog.moment(turn.id("asked")))


ROUTES: Mapping[Verb, Handler] = {
    Verb.INTAKE_OPEN: personal(lambda t: intake.show(t.tx, t.actor, t.company, t.now)),
    Verb.INTAKE_APPLY: personal(lambda t: intake.adopt(t.tx, t.actor, t.id("seen"), t.company, t.now)),
    Verb.INTAKE_LATER: lambda t: Notice(tone=Tone.INFO, code="intake_later", params={}),
    Verb.SPONSORSHIP_ASKED: lambda t: sponsors.one_of_them(t.tx, t.actor, t.id("initiative")),
    Verb.SPONSORS_ASKED: _again,
    Verb.SPONSORS_OPEN: personal(_wanted),
    Verb.SPONSORS_NAME: lambda t: sponsors.name(t.tx, t.actor, registration_dialog.name_sponsors(t.inputs), t.now),
    Verb.SPONSORS_ACCEPT: _answer(True),
    Verb.SPONSORS_DECLINE: _answer(False),
    Verb.SPLIT_NAME: personal(_hand_over),
    Verb.SPLIT_OPEN: personal(lambda t: handing_over.show(t.tx, t.actor, _full(t), t.company, t.now)),
}

FORMS: Mapping[Verb, Handler] = {
    Verb.SPONSORS_NAME: _wanted,
    Verb.SPLIT_NAME: lambda t: handing_over.show(t.tx, t.actor, _full(t), t.company, t.now),
    Verb.SPONSORS_DECLINE: _again,
}

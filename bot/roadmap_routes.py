"""Verb -> action -> view for the roadmap, the decision calendar and the phases."""

from collections.abc import Mapping

from actions import decision_calendar, phases, roadmaps
from bot import finding
from bot.turn import Handler, Turn, personal
from cards.verbs import Verb
from dialogs import roadmap as roadmap_dialog


def roadmap(turn: Turn) -> object:
    """A page of the roadmap, fit for where it is shown."""
    return roadmaps.show(turn.tx, turn.actor, finding.page(turn), turn.company, turn.now, aloud=turn.aloud)


def decisions(turn: Turn) -> object:
    """A page of the decision calendar."""
    return decision_calendar.show(turn.tx, turn.actor, finding.page(turn), turn.now, aloud=turn.aloud)


def phase(turn: Turn) -> object:
    """Where the programme is."""
    return phases.show(turn.tx, turn.actor, turn.company, turn.now, aloud=turn.aloud)


def _move(turn: Turn) -> object:
    command = roadmap_dialog.move(turn.inputs, turn.id("opportunity"), turn.id("choice"), turn.seen())
    return roadmaps.move(turn.tx, turn.actor, command, finding.page(turn), turn.company, turn.now)


ROADMAP_ROUTES: Mapping[Verb, Handler] = {
    Verb.ROADMAP_PAGE: roadmap,
    Verb.ROADMAP_MOVE: personal(_move),
    Verb.ROADMAP_CAPACITY: personal(lambda t: roadmaps.capacity_form(t.tx, t.actor)),
    Verb.ROADMAP_SIZE: personal(lambda t: roadmaps.size(
        t.tx, t.actor, roadmap_dialog.size(t.inputs, t.seen()), t.company, t.now
    )),
    Verb.ROADMAP_ACCEPT: personal(lambda t: roadmaps.accept(t.tx, t.actor, t.id("seen"), t.company, t.now)),
    Verb.ROADMAP_WITHDRAW: personal(lambda t: roadmaps.withdraw(t.tx, t.actor, t.seen(), t.company, t.now)),
    Verb.DECISIONS_PAGE: decisions,
    Verb.PHASES_SHOW: phase,
}
ROADMAP_FORMS: Mapping[Verb, Handler] = {
    Verb.ROADMAP_MOVE: roadmap,
    Verb.ROADMAP_SIZE: lambda t: roadmaps.capacity_form(t.tx, t.actor),
}
"""The form behind a verb, drawn again when its inputs were refused."""

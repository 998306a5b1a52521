"""Verb -> action -> view for workflows, what is seen of them, and constraints; and their two commands."""

import secrets
from collections.abc import Mapping

from actions import constraints, landscapes, records, watching, workflows
from bot import finding
from bot.turn import Handler, Turn, personal
from cards.verbs import Verb
from dialogs import discover
from portfolio.discover.constraints import ConstraintKind
from portfolio.discover.steps import MOST_STEPS
from portfolio.discover.workflows import NONE
from portfolio.errors import Invalid
from portfolio.names import folded
from portfolio.views.discover import ConstraintForm, ConstraintList, StepForm, WatchCard, WorkflowForm
from words.api import LOCALES, Words

_WAYS = {"up": -1, "down": 1}


def constraints_about(turn: Turn, said: str) -> ConstraintList:
    """`constraints`, perhaps with a kind, in any language, or words in the name of what is hit."""
    kind = next((kind for kind in ConstraintKind if folded(said) in _names(kind)), None)
    about = "" if kind else said
    return constraints.register(turn.tx, turn.actor, 1, turn.now, kind, about)


def _names(kind: ConstraintKind) -> set[str]:
    return {kind.value, *(folded(Words(language).name(kind)) for language in LOCALES)}


def workflow_called(turn: Turn, name: str) -> object:
    """`workflows`: one by name, else the list."""
    if not name:
        return workflows.listed(turn.tx, turn.actor, 1)
    return workflows.card(turn.tx, turn.actor, workflows.find(turn.tx, turn.actor, name), turn.now)


def _constraints(turn: Turn, said: Mapping[str, str], about: str) -> ConstraintList:
    return constraints.register(turn.tx, turn.actor, finding.page(turn), turn.now, discover.kind_of(said), about)


def _constraint_form(turn: Turn) -> ConstraintForm:
    token = turn.ids.get("token") or secrets.token_hex(12)
    return constraints.form(turn.tx, turn.actor, turn.ids.get("constraint"), token)


def _keep_constraint(turn: Turn) -> object:
    command = discover.constraint(turn.inputs, turn.id("token"), turn.ids.get("constraint"), turn.revision)
    return constraints.keep(turn.tx, turn.actor, command, turn.company, turn.now)


def _workflow_form(turn: Turn) -> WorkflowForm:
    token = turn.ids.get("token") or secrets.token_hex(12)
    return workflows.form(turn.tx, turn.actor, turn.ids.get("workflow"), token)


def _keep_workflow(turn: Turn) -> object:
    command = discover.workflow(turn.inputs, turn.id("token"), turn.ids.get("workflow"), turn.revision)
    return workflows.keep(turn.tx, turn.actor, command, turn.now)


def _attach(turn: Turn) -> object:
    chosen = turn.inputs.get("workflow", "")
    if not chosen:
        raise Invalid(code="bad_card")
    workflow = None if chosen == NONE else chosen
    initiative = turn.id("initiative")
    attached = workflows.attach(turn.tx, turn.actor, initiative, workflow, turn.company, turn.now)
    return attached or records.show(turn.tx, turn.actor, initiative, turn.now, just="detached")


def _step_form(turn: Turn) -> StepForm:
    return watching.step_form(turn.tx, turn.actor, turn.id("watch"), discover.index(turn.ids.get("step")))


def _keep_step(turn: Turn) -> WatchCard | StepForm:
    """The steps as they are then; or the form of the next one, where that was pressed and there is room for one."""
    index = discover.index(turn.ids.get("step"))
    command = discover.step(turn.inputs, turn.id("watch"), turn.seen(), index)
    kept = watching.keep_step(turn.tx, turn.actor, command, turn.now)
    if turn.ids.get("choice") == "next" and len(kept.steps) < MOST_STEPS:
        return watching.step_form(turn.tx, turn.actor, kept.watch, None)
    return kept


def _index(turn: Turn) -> int:
    index = discover.index(turn.id("step"))
    assert index is not None, "the id is there"
    return index


def _move(turn: Turn) -> WatchCard:
    way = _WAYS.get(turn.id("choice"))
    if way is None:
        raise Invalid(code="bad_card")
    return watching.move_step(turn.tx, turn.actor, turn.id("watch"), turn.seen(), _index(turn), way, turn.now)


DISCOVER_ROUTES: Mapping[Verb, Handler] = {
    Verb.CONSTRAINTS_SHOW: personal(lambda t: _constraints(t, t.ids, t.ids.get("text", ""))),
    Verb.CONSTRAINTS_FILTER: personal(lambda t: _constraints(t, t.inputs, t.inputs.get("about", ""))),
    Verb.CONSTRAINT_SHOW: personal(lambda t: constraints.card(t.tx, t.actor, t.id("constraint"), t.now)),
    Verb.CONSTRAINT_FORM: personal(_constraint_form),
    Verb.CONSTRAINT_KEEP: personal(_keep_constraint),
    Verb.CONSTRAINT_LIFT: personal(lambda t: constraints.lift(
        t.tx, t.actor, discover.lift(t.inputs, t.id("constraint"), t.seen()), t.now
    )),
    Verb.WORKFLOWS_SHOW: personal(lambda t: workflows.listed(t.tx, t.actor, finding.page(t))),
    Verb.WORKFLOW_SHOW: personal(lambda t: workflows.card(t.tx, t.actor, t.id("workflow"), t.now)),
    Verb.WORKFLOW_FORM: personal(_workflow_form),
    Verb.WORKFLOW_KEEP: personal(_keep_workflow),
    Verb.WORKFLOW_CHOOSE: personal(lambda t: workflows.attach_form(t.tx, t.actor, t.id("initiative"))),
    Verb.WORKFLOW_ATTACH: personal(_attach),
    Verb.WORKFLOW_TENANT: personal(lambda t: landscapes.show(t.tx, t.actor, t.id("workflow"), t.now)),
    Verb.WATCH_BEGIN: personal(lambda t: watching.begin(
        t.tx, t.actor, t.id("workflow"), t.now, correct=t.ids.get("choice") == "correct"
    )),
    Verb.WATCH_SHOW: personal(lambda t: watching.show(t.tx, t.actor, t.id("watch"), t.now)),
    Verb.WATCH_FINISH: personal(lambda t: watching.finish(
        t.tx, t.actor, discover.finish(t.inputs, t.id("watch"), t.seen()), t.now
    )),
    Verb.WATCH_DROP: personal(lambda t: watching.drop(t.tx, t.actor, t.id("watch"), t.now)),
    Verb.STEP_FORM: personal(_step_form),
    Verb.STEP_KEEP: personal(_keep_step),
    Verb.STEP_MOVE: personal(_move),
    Verb.STEP_REMOVE: personal(lambda t: watching.remove_step(
        t.tx, t.actor, t.id("watch"), t.seen(), _index(t), t.now
    )),
}
DISCOVER_FORMS: Mapping[Verb, Handler] = {
    Verb.CONSTRAINT_KEEP: _constraint_form,
    Verb.CONSTRAINT_LIFT: lambda t: constraints.card(t.tx, t.actor, t.id("constraint"), t.now),
    Verb.WORKFLOW_KEEP: _workflow_form,
    Verb.WORKFLOW_ATTACH: lambda t: workflows.attach_form(t.tx, t.actor, t.id("initiative")),
    Verb.WATCH_FINISH: lambda t: watching.show(t.tx, t.actor, t.id("watch"), t.now),
    Verb.STEP_KEEP: _step_form,
}
"""The form behind a verb, drawn again when its inputs were refused."""

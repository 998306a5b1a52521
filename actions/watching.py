"""Writing down what was seen when a workflow was watched, step by step or from a file; finished, it is a version (E2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from actions import access, interview_answers, workflows
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.discover.commands import FinishWatch, KeepStep
from portfolio.discover.spans import written
from portfolio.discover.steps import MOST_STEPS, Observation, Step, moved, put, totals, without
from portfolio.errors import Conflict, Invalid, NotFound, Refused, problem
from portfolio.metrics import Provenance
from portfolio.people import Actor
from portfolio.views.discover import StepForm, WatchCard, WorkflowCard
from store import Tx, ledger, watched
from store import workflows as stored
from store.ids import new_id
from store.locks import alone


def begin(tx: Tx, actor: Actor, workflow: str, now: datetime, *, correct: bool = False) -> WatchCard:
    """Begin one, or go on with the one begun. What is there of the newest version is the work: its steps, roles and systems;
    times and counts are watched anew, unless it is to be `correct`ed."""
    access.demand(actor, Act.DISCOVER)
    one = workflows.door(tx, actor, workflow)
    alone(tx, f"watch:{workflow}")
    begun = watched.begun(tx, one.id, actor.number)
    if begun is None:
        before = watched.of_workflow(tx, one.id)
        steps = before[0].steps if before else ()
        begun = Observation(
            id=new_id("s"), workflow=one.id, version=None, steps=steps if correct else tuple(map(_unwatched, steps)),
            observed_on=local_date(now, actor.zone), cases=None, provenance=Provenance.ESTIMATED, by=actor.number, at=now,
            revision=1,
        )
        watched.insert(tx, begun)
        ledger.note(tx, at=now, actor=actor.number, action="teams:watch:begun", subject=begun.id, data={"workflow": one.id})
    return _card(tx, actor, begun, now)


def _unwatched(step: Step) -> Step:
    return replace(step, touch=None, wait=None, switches=None, copies=None, pain="")


def show(tx: Tx, actor: Actor, id: str, now: datetime) -> WatchCard:
    """What this person has written down so far."""
    return _card(tx, actor, _mine(tx, actor, id), now)


def _card(tx: Tx, actor: Actor, one: Observation, now: datetime) -> WatchCard:
    workflow = stored.by_id(tx, one.workflow)
    assert workflow is not None
    return WatchCard(
        watch=one.id, revision=one.revision, workflow=workflow.id, name=workflow.name, steps=one.steps,
        totals=totals(one.steps), today=local_date(now, actor.zone), values={}, problems=(),
    )


def _mine(tx: Tx, actor: Actor, id: str) -> Observation:
    """The one this person is writing down. NotFound for anybody else's; Conflict when it is finished."""
    access.demand(actor, Act.DISCOVER)
    one = watched.by_id(tx, id)
    if one is None or one.by != actor.number:
        raise NotFound("not_found")
    if one.version is not None:
        raise Conflict("watch_finished")
    return one


def step_form(tx: Tx, actor: Actor, id: str, index: int | None) -> StepForm:
    """The form of a new step, or of one that is there."""
    one = _mine(tx, actor, id)
    workflow = stored.by_id(tx, one.workflow)
    assert workflow is not None
    if index is None and len(one.steps) >= MOST_STEPS:
        raise Refused("steps_full", most=MOST_STEPS)
    if index is not None and not 0 <= index < len(one.steps):
        raise Invalid(code="bad_card")
    values = {} if index is None else _values(one.steps[index])
    return StepForm(
        watch=one.id, revision=one.revision, name=workflow.name, index=index, count=len(one.steps), values=values,
        problems=(),
    )


def _values(step: Step) -> dict[str, str]:
    said = {
        "what": step.what, "role": step.role, "system": step.system,
        "touch": None if step.touch is None else written(step.touch),
        "wait": None if step.wait is None else written(step.wait),
        "switches": None if step.switches is None else str(step.switches),
        "copies": None if step.copies is None else str(step.copies), "pain": step.pain,
    }
    return {id: value for id, value in said.items() if value}


def keep_step(tx: Tx, actor: Actor, command: KeepStep, now: datetime) -> WatchCard:
    """Add a step or change one. The same press once more changes nothing."""
    one = _to_change(tx, actor, command.watch)
    if command.index is None and len(one.steps) >= MOST_STEPS:
        raise Refused("steps_full", most=MOST_STEPS)
    if command.index is not None and not 0 <= command.index < len(one.steps):
        raise Invalid(code="bad_card")
    if one.revision != command.revision and command.step in one.steps:
        return _card(tx, actor, one, now)
    if interview_answers.quoted(tx, [one.workflow], command.step.pain):
        raise Invalid(problem("pain", "repeats_an_answer"))
    return _changed(tx, actor, one, command.revision, put(one.steps, command.index, command.step), "step_kept", now)


def move_step(tx: Tx, actor: Actor, id: str, revision: int, index: int, by: int, now: datetime) -> WatchCard:
    """Move a step up (-1) or down (1)."""
    one = _to_change(tx, actor, id)
    return _changed(tx, actor, one, revision, moved(one.steps, index, by), "step_moved", now)


def remove_step(tx: Tx, actor: Actor, id: str, revision: int, index: int, now: datetime) -> WatchCard:
    """Take a step out."""
    one = _to_change(tx, actor, id)
    return _changed(tx, actor, one, revision, without(one.steps, index), "step_removed", now)


def _to_change(tx: Tx, actor: Actor, id: str) -> Observation:
    alone(tx, f"watch:{id}")
    return _mine(tx, actor, id)


def _changed(
    tx: Tx, actor: Actor, one: Observation, revision: int, steps: Sequence[Step], what: str, now: datetime
) -> WatchCard:
    if tuple(steps) == one.steps:
        return _card(tx, actor, one, now)
    if one.revision != revision:
        raise Conflict("changed_since")
    new = replace(one, steps=tuple(steps), at=now, revision=one.revision + 1)
    watched.change(tx, new)
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:watch:{what}", subject=one.id,
        data={"revision": new.revision, "steps": watched.hash_of(new.steps)},
    )
    return _card(tx, actor, new, now)


def drop(tx: Tx, actor: Actor, id: str, now: datetime) -> WorkflowCard:
    """Throw away what was written down and not finished."""
    one = _to_change(tx, actor, id)
    watched.drop(tx, one)
    ledger.note(tx, at=now, actor=actor.number, action="teams:watch:dropped", subject=one.id)
    return workflows.card(tx, actor, one.workflow, now)


def finish(tx: Tx, actor: Actor, command: FinishWatch, now: datetime) -> WorkflowCard:
    """It becomes the newest version of its workflow; the former ones stay. Pressing again changes nothing."""
    access.demand(actor, Act.DISCOVER)
    alone(tx, f"watch:{command.watch}")
    done = watched.by_id(tx, command.watch)
    if done is not None and done.by == actor.number and done.version is not None:
        return workflows.card(tx, actor, done.workflow, now, "watched")
    one = _mine(tx, actor, command.watch)
    if one.revision != command.revision:
        raise Conflict("changed_since")
    if not one.steps:
        raise Refused("nothing_watched")
    if command.observed_on > local_date(now, actor.zone):
        raise Invalid(problem("observed_on", "watched_ahead"))
    alone(tx, f"versions:{one.workflow}")
    new = replace(
        one, version=watched.next_version(tx, one.workflow), observed_on=command.observed_on, cases=command.cases,
        provenance=Provenance.ESTIMATED if command.cases is None else Provenance.REPORTED, at=now, revision=one.revision + 1,
    )
    watched.change(tx, new)
    _note(tx, "teams", actor.number, new, now)
    return workflows.card(tx, actor, one.workflow, now, "watched")


def record(
    tx: Tx, workflow: str, steps: tuple[Step, ...], observed_on: date, cases: int | None, now: datetime
) -> Observation:
    """A version from a file, for whoever has the record's command line. The same steps of the same day once more change
    nothing. NotFound for a workflow that there is not."""
    one = stored.by_name(tx, workflow)
    if one is None:
        raise NotFound("no_workflow_called", name=workflow)
    alone(tx, f"versions:{one.id}")
    before = watched.of_workflow(tx, one.id)
    if before and (before[0].steps, before[0].observed_on, before[0].cases) == (steps, observed_on, cases):
        return before[0]
    new = Observation(
        id=new_id("s"), workflow=one.id, version=watched.next_version(tx, one.id), steps=steps, observed_on=observed_on,
        cases=cases, provenance=Provenance.ESTIMATED if cases is None else Provenance.EXTRACT, by=None, at=now, revision=1,
    )
    watched.insert(tx, new)
    _note(tx, "cli", None, new, now)
    return new


def _note(tx: Tx, source: str, actor: int | None, new: Observation, now: datetime) -> None:
    ledger.note(
        tx, at=now, actor=actor, action=f"{source}:watch:finished", subject=new.id,
        data={
            "workflow": new.workflow, "version": new.version, "steps": watched.hash_of(new.steps),
            "on": new.observed_on.isoformat(), "cases": new.cases,
        },
    )

"""The current-state map, gathered from the record at the moment somebody reads it (E4). Nothing of it is kept."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from actions import constraint_lines, subjects, workflows
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.discover.interviews import InterviewState
from portfolio.discover.mapping import UNKNOWN, Gathered, draw_up
from portfolio.discover.workflows import Workflow
from portfolio.errors import NotFound
from portfolio.gates import BEFORE, OWED
from portfolio.initiatives import stage_on
from portfolio.names import folded
from portfolio.people import Actor, Role
from portfolio.views.current_state import CurrentState, Figure, MapInitiative
from portfolio.views.discover import ConstraintLine
from store import Tx, gates, initiatives, interviews, opportunities, people, watched
from store import workflows as stored


def called(tx: Tx, actor: Actor, name: str, now: datetime) -> CurrentState:
    """The map of the workflow whose name was typed. NotFound or Refused say what to type instead."""
    return show(tx, actor, workflows.find(tx, actor, name), now)


def show(tx: Tx, actor: Actor, id: str, now: datetime) -> CurrentState:
    """The map of one workflow, as this person may see it."""
    one = workflows.door(tx, actor, id)
    seen = subjects.seen(tx, actor, stored.attached_to(tx, id))
    today = local_date(now, actor.zone)
    limits = constraint_lines.of_workflow(tx, actor, one.id, today)
    found = _gathered(tx, one, seen, limits, now, actor.zone, register=allowed(actor, Act.SEE_PORTFOLIO))
    return draw_up(found, today, may_interview=allowed(actor, Act.INTERVIEW))


def whole(tx: Tx, name: str, now: datetime, zone: str) -> CurrentState:
    """The map with everything on it, for whoever has the record. NotFound when no workflow has this name."""
    one = stored.by_name(tx, name)
    if one is None:
        raise NotFound("no_workflow_of_these", name=name, names=", ".join(one.name for one in stored.everything(tx)) or "-")
    today = local_date(now, zone)
    limits = constraint_lines.of(tx, one.id, today)
    found = _gathered(tx, one, stored.attached_to(tx, one.id), limits, now, zone, register=True)
    return draw_up(found, today, may_interview=False)


def _gathered(
    tx: Tx, one: Workflow, belongs: Iterable[str], limits: Sequence[ConstraintLine], now: datetime, zone: str, *,
    register: bool,
) -> Gathered:
    asked = interviews.of_workflow(tx, one.id)
    answered = [each for each in asked if each.state is InterviewState.ANSWERED]
    last = max((each.answered_at for each in answered if each.answered_at is not None), default=None)
    seen = watched.newest(tx, [one.id]).get(one.id)
    watcher = people.many(tx, [seen.by]).get(seen.by or 0) if seen else None
    return Gathered(
        workflow=one, stated_on=one.volume_on or local_date(one.registered_at, zone), observation=seen,
        office=watcher is not None and Role.PROGRAMME_OFFICE in watcher.roles, interviews=asked,
        answered_on=local_date(last, zone) if last else None,
        said=interviews.said(tx, [each.id for each in answered]), pains=interviews.pains_of(tx, one.id),
        constraints=limits, initiatives=_initiatives(tx, belongs, local_date(now, zone)),
        opportunities=_opportunities(tx, one) if register else (),
    )


def _initiatives(tx: Tx, ids: Iterable[str], today: date) -> tuple[MapInitiative, ...]:
    known = initiatives.several(tx, ids)
    due = gates.current_of(tx, known)
    return tuple(
        MapInitiative(
            name=one.name, stage=stage_on(one.stage, one.first_use, today),
            gate_on=Figure(value=due[id].due, mark="") if id in due and due[id].state in BEFORE | OWED else UNKNOWN,
        )
        for id, one in sorted(known.items(), key=lambda item: folded(item[1].name))
    )


def _opportunities(tx: Tx, one: Workflow) -> tuple[str, ...]:
    """Those still in the running that belong to this workflow, or name it as the work they are about."""
    belongs = set(stored.attached_to(tx, one.id))
    return tuple(
        each.name for each in opportunities.still_open(tx) if each.id in belongs or folded(each.workflow) == folded(one.name)
    )

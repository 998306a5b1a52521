"""The instrumentation sprint: started before first use, and ended by the sponsor or the calendar (B7, R1)."""

from datetime import datetime

from actions import access, outgoing, sprint_views
from actions.people import named
from actions.sources import bound_to
from actions.sprint_close import asked_key, close, moved
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.commands import StartSprint
from portfolio.errors import Conflict, Invalid, NotFound, Problem, Refused, problem
from portfolio.gates import Gate
from portfolio.initiatives import Initiative, Stage
from portfolio.messages import Kind, Reason
from portfolio.metrics import Metric
from portfolio.observations import SourceKind, SourceRef
from portfolio.people import Actor, Person
from portfolio.sources import LOGS, Source, per_unit
from portfolio.sprints import (
    HOW,
    MOST_LOGGERS,
    USUAL,
    Sprint,
    SprintState,
    Way,
    binding,
    first_use_after,
    last_day,
    may_start,
    use_of,
)
from portfolio.views.sprints import LogAsked, SprintCard, SprintForm
from store import Tx, initiatives, ledger, metrics, sources, sprints
from store.ids import new_id
from store.values import fingerprint

LABEL = "Pilothouse"
"""What the log is called as a source, in every language: people write into Pilothouse."""


def form(tx: Tx, actor: Actor, id: str, now: datetime) -> SprintForm | SprintCard:
    """What starting it would do, and the questions; where one runs already, how it stands."""
    one = access.initiative(tx, actor, Act.RUN_SPRINT, id)
    known = sprints.newest(tx, one.id)
    if known is not None and known.state is SprintState.RUNNING:
        return _card(tx, actor, one, known, now)
    metric, gate = _ready(tx, one, known, actor, now)
    last_on = last_day(local_date(now, actor.zone))
    use_was = use_of(one)
    first_use = first_use_after(use_was, last_on)
    return SprintForm(
        initiative=one.id, name=one.name, metric=metric.name, unit=metric.unit, last_on=last_on,
        use_moves=first_use != use_was, first_use=first_use, gate_on=gate.due + (first_use - use_was),
        revision=one.revision, values={"what": USUAL[metric.family].value, "way": Way.FORM.value}, problems=(),
    )


def _ready(tx: Tx, one: Initiative, known: Sprint | None, actor: Actor, now: datetime) -> tuple[Metric, Gate]:
    """The metric and the gate where a sprint may start; Refused with the reason where not."""
    metric, gate = metrics.latest(tx, one.id), access.current_gate(tx, one)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    if gate.armed_at is not None:
        raise Refused("criteria_locked", on=local_date(gate.armed_at, actor.zone))
    if known is not None and known.state is not SprintState.CANCELLED:
        raise Refused("sprint_had", on=known.last_on)
    if one.first_use is None:
        raise Refused("start_unknown", name=one.name)
    if not may_start(one, metric, gate, local_date(now, actor.zone)):
        raise Refused("sprint_too_late", on=one.first_use)
    source = bound_to(tx, metric)
    if source is not None and source.ref.kind not in LOGS:
        raise Refused("sprint_counted", source=source.label)
    return metric, gate


def start(tx: Tx, actor: Actor, command: StartSprint, now: datetime) -> SprintCard:
    """Start counting today: a source for the cases, people who log, first use and the gate behind it (R1).

    Pressing again shows the sprint that runs. Refused after first use, once the rules are locked, and a second time;
    Invalid when somebody is not known or the unit does not fit; Conflict when the record changed since.
    """
    one = access.to_change(tx, actor, Act.RUN_SPRINT, command.initiative)
    known = sprints.newest(tx, one.id)
    if known is not None and known.state is SprintState.RUNNING:
        return _card(tx, actor, one, known, now, just="running")
    metric, gate = _ready(tx, one, known, actor, now)
    people = _loggers(tx, actor, command)
    today = local_date(now, actor.zone)
    source = _source(one, metric, command, actor, now)
    if per_unit(source, metric.unit) is None:
        raise Invalid(problem("what", "unit_no_time", unit=metric.unit))
    if one.revision != command.revision:
        raise Conflict("changed_since")
    new = Sprint(
        id=new_id("n"), initiative=one.id, source=source.id, way=command.way, kinds=command.kinds, first_on=today,
        last_on=last_day(today), use_was=use_of(one), state=SprintState.RUNNING, started_by=actor.number,
        loggers=tuple(person.number for person in people),
    )
    first_use = first_use_after(new.use_was, new.last_on)
    one = moved(tx, one, gate, metric, first_use, Stage.INSTRUMENTING, actor.number, now)
    sources.add(tx, source)
    sprints.add(tx, new, now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:sprint:started", subject=one.id,
        data={"sprint": new.id, "source": source.id, "way": new.way.value, "shape": source.binding.shape.value,
              "last_on": new.last_on.isoformat(), "first_use": first_use.isoformat(), "loggers": sorted(new.loggers),
              "content": fingerprint(new.kinds)},
    )
    progress = sprint_views.standing(tx, new, source, metric, now)
    for person in people:
        view = LogAsked(
            initiative=one.id, name=one.name, metric=metric.name, way=new.way, progress=progress, last_on=new.last_on,
            asked_by=actor.name, why=Reason.NAMED_LOGGER,
        )
        if person.number != actor.number:
            outgoing.to_person(
                tx, person.number, Kind.LOG_ASKED, view, key=asked_key(new, person.number, 0), reason=Reason.NAMED_LOGGER,
                now=now, initiative=one.id,
            )
    return _card(tx, actor, one, new, now, just="started")


def _source(one: Initiative, metric: Metric, command: StartSprint, actor: Actor, now: datetime) -> Source:
    if command.way is Way.FILE:
        ref = SourceRef(kind=SourceKind.TEMPLATE, locator=f"{one.id}.csv")
    else:
        ref = SourceRef(kind=SourceKind.LOG, locator=f"initiatives/{one.id}/log")
    return Source(
        id=new_id("s"), initiative=one.id, metric=metric.version, ref=ref, label=LABEL,
        binding=binding(command.shape, actor.zone), how=HOW[command.shape], pilot=None, enabled_by=actor.number,
        enabled_at=now,
    )


def _loggers(tx: Tx, actor: Actor, command: StartSprint) -> list[Person]:
    found = [named(tx, actor.tenant, said, "loggers") for said in command.loggers]
    wrong = tuple(one for one in found if isinstance(one, Problem))
    people = {one.number: one for one in found if isinstance(one, Person)}
    if len(people) > MOST_LOGGERS:
        wrong = (*wrong, problem("loggers", "loggers_too_many", most=MOST_LOGGERS))
    if wrong:
        raise Invalid(wrong[0])  # one input, so one sentence
    return [people[number] for number in sorted(people)]


def show(tx: Tx, actor: Actor, id: str, now: datetime) -> SprintCard:
    """Where the sprint of an initiative stands, for who may see it and for who logs."""
    one, known = initiatives.get(tx, id), sprints.newest(tx, id)
    if one is None or known is None or not (allowed(actor, Act.SEE, one) or sprint_views.may_log(actor, one, known)):
        raise NotFound("not_found")
    return _card(tx, actor, one, known, now)


def stop(tx: Tx, actor: Actor, id: str, now: datetime) -> SprintCard:
    """The sponsor ends it now: done where its cases give a baseline, else short of one. Pressing again changes nothing."""
    one, known = _mine(tx, actor, id)
    if known.state is SprintState.RUNNING:
        one, known = close(tx, one, known, None, actor.number, now)
    return _card(tx, actor, one, known, now, just=known.state.value)


def cancel(tx: Tx, actor: Actor, id: str, now: datetime) -> SprintCard:
    """The sponsor calls it off: first use and the gate go back to where they were, as far as these days are still ahead."""
    one, known = _mine(tx, actor, id)
    if known.state is SprintState.RUNNING:
        one, known = close(tx, one, known, SprintState.CANCELLED, actor.number, now)
    return _card(tx, actor, one, known, now, just=known.state.value)


def _mine(tx: Tx, actor: Actor, id: str) -> tuple[Initiative, Sprint]:
    one = access.to_change(tx, actor, Act.RUN_SPRINT, id)
    known = sprints.newest(tx, one.id)
    if known is None:
        raise Refused("no_sprint", name=one.name)
    return one, known


def _card(
    tx: Tx, actor: Actor, one: Initiative, sprint: Sprint, now: datetime, just: str | None = None
) -> SprintCard:
    current = bound_to(tx, metrics.latest(tx, one.id))
    return sprint_views.card(tx, actor, one, sprint, current, now, just)

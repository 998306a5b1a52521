"""How a sprint ends, and what that does to the calendar of its initiative; and the calendar's own two steps."""

from dataclasses import replace
from datetime import date, datetime

from actions import access, outgoing, sprint_views
from actions.sources import bound_to
from portfolio.calendar import DAY, local_date, midnight
from portfolio.company import Company
from portfolio.gates import Gate
from portfolio.initiatives import MOVES as STAGES
from portfolio.initiatives import Initiative, Stage
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.metrics import Metric
from portfolio.sprints import MOVES, REMIND_EVERY, Sprint, SprintState, Way, first_use_after
from portfolio.views.notices import Notice, Tone
from portfolio.views.sprints import LogAsked, SprintEnded
from store import Tx, gates, initiatives, ledger, metrics, observations, people, sources, sprints


def asked_key(sprint: Sprint, person: int, week: int) -> str:
    """The outbox key of what asks somebody to log: 0 when they are named, then one a week."""
    return f"log_asked:{sprint.initiative}:{person}:{sprint.id}:{week}"


def moved(
    tx: Tx, one: Initiative, gate: Gate, metric: Metric, first_use: date, stage: Stage, by: int, now: datetime
) -> Initiative:
    """First use on another day: the gate and the target keep their distance to it, so R1's 90 days still hold."""
    shift = first_use - one.first_use
    changes: dict[str, object] = {"first_use": first_use}
    if stage is not one.stage:
        changes["stage"] = step(STAGES, one.stage, stage, thing="initiative").value
    one = initiatives.change(tx, one, **changes)
    if shift:
        gates.change(tx, gate, due=gate.due + shift)
        metrics.add(
            tx, replace(metric, version=metric.version + 1, target_on=metric.target_on + shift, saved_at=now), by
        )
    return one


def close(
    tx: Tx, one: Initiative, sprint: Sprint, state: SprintState | None, by: int | None, now: datetime
) -> tuple[Initiative, Sprint]:
    """End a running sprint; with `state` None its cases say how. First use comes the day after, or where it was."""
    source, metric, gate = sources.get(tx, sprint.source), metrics.latest(tx, one.id), gates.current(tx, one.id)
    assert source is not None and metric is not None and gate is not None, "a sprint has all three"
    progress = sprint_views.standing(tx, sprint, source, metric, now)
    if state is None:
        state = SprintState.DONE if progress.complete else SprintState.SHORT
    ended = replace(sprint, state=step(MOVES, sprint.state, state, thing="sprint"))
    today = local_date(now, source.binding.zone)
    last = today - DAY if state is SprintState.CANCELLED else min(today, sprint.last_on)
    first_use = min(one.first_use, first_use_after(sprint.use_was, last))
    stage = Stage.PILOTING if first_use <= today else Stage.REGISTERED
    one = moved(tx, one, gate, metric, first_use, stage, by or sprint.started_by, now)
    sprints.end(tx, sprint.id, ended.state, now)
    ledger.note(
        tx, at=now, actor=by, action=f"{'teams' if by else 'calendar'}:sprint:{ended.state.value}", subject=one.id,
        data={"sprint": sprint.id, "cases": progress.cases, "weeks": progress.weeks, "first_use": first_use.isoformat()},
    )
    over = Notice(tone=Tone.INFO, code="sprint_over", params={"name": one.name})
    for person in sprint.loggers:
        for week in range((sprint.last_on - sprint.first_on) // REMIND_EVERY + 1):
            outgoing.show_instead(tx, asked_key(sprint, person, week), over, now)
    return one, ended


def finish(tx: Tx, id: str, company: Company, now: datetime) -> bool:
    """The calendar's end of a sprint: its cases give a baseline, its days are over, or its number is counted elsewhere by
    now. False while none of that holds. The sponsor and the delivery lead are told what came of it."""
    sprint = sprints.get(tx, id)
    if sprint is None:
        return False
    access.reserve(tx, sprint.initiative)
    one, again = initiatives.get(tx, sprint.initiative), sprints.get(tx, id)
    assert again is not None and one is not None
    sprint = again
    if sprint.state is not SprintState.RUNNING:
        return False
    metric = metrics.latest(tx, one.id)
    current = bound_to(tx, metric)
    if current is None or current.id != sprint.source:
        close(tx, one, sprint, SprintState.CANCELLED, None, now)
        return True
    assert metric is not None
    over = local_date(now, company.zone) > sprint.last_on
    if not over and not sprint_views.standing(tx, sprint, current, metric, now).complete:
        return False
    one, sprint = close(tx, one, sprint, None, None, now)
    _tell(tx, one, sprint, now)
    return True


def _tell(tx: Tx, one: Initiative, sprint: Sprint, now: datetime) -> None:
    source, metric, gate = sources.get(tx, sprint.source), metrics.latest(tx, one.id), gates.current(tx, one.id)
    assert source is not None and metric is not None and gate is not None
    view = SprintEnded(
        initiative=one.id, name=one.name, unit=metric.unit, progress=sprint_views.standing(tx, sprint, source, metric, now),
        proposal=sprint_views.proposal(tx, source, metric, one, now) if sprint.state is SprintState.DONE else None,
        first_use=one.first_use, gate_on=gate.due, why=Reason.SPRINT_OVER,
    )
    for person in dict.fromkeys(who for who in (one.sponsor if one.owned else None, one.delivery_lead) if who is not None):
        outgoing.to_person(
            tx, person, Kind.SPRINT_ENDED, view, key=f"sprint_ended:{one.id}:{person}:{sprint.id}",
            reason=Reason.SPRINT_OVER, now=now, initiative=one.id,
        )


def remind(tx: Tx, id: str, person: int, week: int, company: Company, now: datetime) -> bool:
    """Once a week to somebody who logs, and only if nothing came from them in it. False when there is nothing to say."""
    sprint = sprints.get(tx, id)
    one = initiatives.get(tx, sprint.initiative) if sprint else None
    if sprint is None or one is None or sprint.state is not SprintState.RUNNING:
        return False
    source, metric = sources.get(tx, sprint.source), metrics.latest(tx, one.id)
    assert source is not None and metric is not None
    since = midnight(sprint.first_on + (week - 1) * REMIND_EVERY, source.binding.zone)
    me = observations.person_hash(str(person), sources.salt(tx, source.id))
    rows = observations.live(tx, source.id)
    fresh = {batch.id for batch in observations.since(tx, source.id, since)}
    if any(row.batch in fresh and (row.person == me or sprint.way is Way.FILE) for row in rows):
        return False
    view = LogAsked(
        initiative=one.id, name=one.name, metric=metric.name, way=sprint.way,
        progress=sprint_views.standing(tx, sprint, source, metric, now), last_on=sprint.last_on,
        asked_by=people.get(tx, sprint.started_by).name, why=Reason.WEEK_WITHOUT_CASE,
    )
    return outgoing.to_person(
        tx, person, Kind.LOG_ASKED, view, key=asked_key(sprint, person, week), reason=Reason.WEEK_WITHOUT_CASE, now=now,
        until=midnight(sprint.first_on + (week + 1) * REMIND_EVERY, company.zone), initiative=one.id,
    )

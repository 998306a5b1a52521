"""How a sprint ends, and what that does to the calendar of its initiative."""

from dataclasses import replace
from datetime import date, datetime

from actions import outgoing, sprint_views
from portfolio.calendar import DAY, local_date
from portfolio.gates import Gate
from portfolio.initiatives import MOVES as STAGES
from portfolio.initiatives import Initiative, Stage
from portfolio.machines import step
from portfolio.metrics import Metric
from portfolio.sprints import MOVES, REMIND_EVERY, Sprint, SprintState, first_use_after, use_of
from portfolio.views.notices import Notice, Tone
from store import Tx, gates, initiatives, ledger, metrics, sources, sprints


def asked_key(sprint: Sprint, person: int, week: int) -> str:
    """The outbox key of what asks somebody to log: 0 when they are named, then one a week."""
    return f"log_asked:{sprint.initiative}:{person}:{sprint.id}:{week}"


def moved(
    tx: Tx, one: Initiative, gate: Gate, metric: Metric, first_use: date, stage: Stage, by: int, now: datetime
) -> Initiative:
    """First use on another day: the gate and the target keep their distance to it, so R1's 90 days still hold."""
    shift = first_use - use_of(one)
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
    first_use = min(use_of(one), first_use_after(sprint.use_was, last))
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

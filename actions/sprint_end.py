"""The calendar's part in a sprint: it ends, and whoever logs is reminded (R14, R22)."""

from datetime import datetime

from actions import access, outgoing, sprint_views
from actions.sources import bound_to
from actions.sprint_close import asked_key, close
from portfolio.calendar import local_date, midnight
from portfolio.company import Company
from portfolio.initiatives import Initiative
from portfolio.messages import Kind, Reason
from portfolio.sprints import REMIND_EVERY, Sprint, SprintState, Way, use_of
from portfolio.views.sprints import LogAsked, SprintEnded
from store import Tx, gates, initiatives, metrics, observations, people, sources, sprints


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
        first_use=use_of(one), gate_on=gate.due, why=Reason.SPRINT_OVER,
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

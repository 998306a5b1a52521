"""The forecast to the gate: made once a week by the worker, shown in the check-in, and never a verdict (F13).

It spends no error of the looks: nothing is decided or announced by it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions import access, evidence
from actions.sources import bound_to, in_force
from portfolio.calendar import local_date
from portfolio.gates import Gate
from portfolio.initiatives import ACTIVE, Initiative
from portfolio.judging import goal_of
from portfolio.metrics import BaselineState, Metric
from portfolio.outlook import FIRST_WEEK, Foreseen, foreseen_of, weeks_since
from portfolio.sources import Source, known_until
from portfolio.statistics import METHOD_VERSION
from store import Tx, forecasts, gates, initiatives, ledger, metrics, observations
from store.forecasts import Forecast
from store.observations import Batch
from store.values import fingerprint


def due(tx: Tx, now: datetime) -> tuple[str, ...]:
    """The initiatives whose forecast of this week has not been made: from the fourth week on, until their gate is sealed."""
    flying = {one.id: one for one in initiatives.in_flight(tx)}
    known = metrics.latest_of(tx, flying)
    sources, current, made = in_force(tx, known), gates.current_of(tx, flying), forecasts.latest_of(tx, flying)
    newest = observations.newest_of(tx, [source.id for source in sources.values()])
    return tuple(
        key for key, source in sources.items()
        if source.id in newest and _owed(flying[key], current[key], known[key], source, made.get(key), now)
    )


def _owed(
    one: Initiative, gate: Gate, metric: Metric, source: Source, last: Forecast | None, now: datetime
) -> bool:
    baseline = metric.baseline
    if source.read_at is None or not source.whole or gate.state not in evidence.OPEN or one.stage not in ACTIVE:
        return False
    if baseline is None or baseline.window is None or baseline.state is not BaselineState.LOCKED or one.first_use is None:
        return False
    week = weeks_since(one.first_use, local_date(now, source.binding.zone))
    return week >= FIRST_WEEK and (last is None or (last.gate, last.week) != (gate.id, week))


def make(tx: Tx, id: str, now: datetime) -> bool:
    """Make this week's; whether there was one to make. Where nobody can say, that is kept, and tried again next week."""
    access.reserve(tx, id)
    one, gate, metric = initiatives.get(tx, id), gates.current(tx, id), metrics.latest(tx, id)
    source = bound_to(tx, metric)
    if one is None or one.first_use is None or gate is None or metric is None or source is None:
        return False
    batch, last = observations.newest(tx, source.id), forecasts.latest_of(tx, [id]).get(id)
    if batch is None or not _owed(one, gate, metric, source, last, now):
        return False
    made = Forecast(
        gate=gate.id, week=weeks_since(one.first_use, local_date(now, source.binding.zone)), initiative=id,
        metric=metric.version, batch=batch.id, method=METHOD_VERSION, at=now,
        foreseen=_foreseen(tx, one.first_use, gate, metric, source, batch, now),
    )
    forecasts.add(tx, made)
    ledger.note(
        tx, at=now, actor=None, action="source:forecast:made", subject=id,
        data={"gate": gate.id, "week": made.week, "batch": batch.id, "method": str(METHOD_VERSION),
              "outcome": fingerprint(made.foreseen)},
    )
    return True


def _foreseen(
    tx: Tx, start: date, gate: Gate, metric: Metric, source: Source, batch: Batch, now: datetime
) -> Foreseen | None:
    goal = goal_of(metric)
    if goal is None:
        return None
    known = min(known_until(source, batch.fetched_at, batch.refreshed_on), now).astimezone(ZoneInfo(source.binding.zone))
    rows = evidence.compared(tx, metric, source, start, known)
    return foreseen_of(rows, source, goal, start, known, gate.due)


def shown(tx: Tx, known: Mapping[str, Metric]) -> Mapping[str, Foreseen]:
    """What is foreseen for these metrics, by initiative: of another version, a former gate, or once sealed, nothing."""
    made = {key: one for key, one in forecasts.latest_of(tx, known).items() if one.foreseen is not None}
    current = gates.current_of(tx, made) if made else {}
    return {
        key: one.foreseen for key, one in made.items()
        if one.foreseen is not None and one.metric == known[key].version
        and current[key].id == one.gate and current[key].state in evidence.OPEN
    }

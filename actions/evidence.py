"""The verdict of an initiative: computed by the worker at its looks, stored with what it was computed from, read by cards.

Nothing here runs in a card turn but `shown` and `held`, which only read.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from actions import access, guarding
from actions.production import bring_forward
from actions.sources import bound_to, in_force
from portfolio.baselines import ALWAYS, Between, within
from portfolio.calendar import local_date
from portfolio.evidence import Evidence, found, since_locked, waits_for_locking
from portfolio.gates import Gate, GateState, Origin
from portfolio.initiatives import WATCHED, Initiative
from portfolio.judging import Rows, chosen, known_by, last_instant, since
from portfolio.looks import Look, LookName, look_on
from portfolio.metrics import BaselineState, Metric
from portfolio.sources import Source, known_until
from portfolio.statistics import METHOD_VERSION
from portfolio.statistics.guardrails import Guard
from store import Tx, gates, initiatives, ledger, metrics, observations, verdicts
from store.observations import Batch
from store.values import fingerprint
from store.verdicts import Kept

OPEN = frozenset({GateState.PLANNED, GateState.ARMED, GateState.EXTENDED})
"""Before the seal. From then on the numbers are the seal's (R6)."""


def due(tx: Tx, now: datetime) -> tuple[str, ...]:
    """The initiatives whose verdict may have changed: new rows, another metric or baseline, a look whose day has come."""
    flying = {one.id: one for one in initiatives.watched(tx)}
    known = metrics.latest_of(tx, flying)
    sources, current, kept = in_force(tx, known), gates.current_of(tx, flying), verdicts.latest_of(tx, flying)
    newest = observations.newest_of(tx, [source.id for source in sources.values()])
    watched = guarding.watched_of(tx, sources)
    return tuple(
        key
        for key, source in sources.items()
        if source.id in newest and source.read_at is not None and source.whole
        and (look := _look(flying[key], current[key], known[key], source, kept.get(key), now)) is not None
        and (key not in kept or kept[key].stamp != _stamp(
            known[key], current[key], look, source, newest[source.id], watched.get(key, ())
        ))
    )


def refresh(tx: Tx, id: str, now: datetime) -> bool:
    """Judge an initiative as its look of today says; whether that gave another verdict or other numbers."""
    access.reserve(tx, id)
    one, gate, metric = initiatives.get(tx, id), gates.current(tx, id), metrics.latest(tx, id)
    source = bound_to(tx, metric)
    if one is None or one.stage not in WATCHED or gate is None or metric is None or source is None:
        return False
    last = verdicts.latest(tx, id)
    look = _look(one, gate, metric, source, last, now)
    kept = None if look is None else _judge(tx, one, gate, metric, source, look, last, now)
    if kept is None:
        return False
    ledger.note(
        tx, at=now, actor=None, action="source:verdict:judged",
        subject=source.id if kept.look == LookName.NONE else one.id, data={"gate": gate.id, **noted(kept)},
    )
    if kept.look == LookName.MONTH and any(rail.guard is Guard.BROKEN for rail in kept.evidence.guardrails):
        bring_forward(tx, one, Origin.GUARDRAIL, local_date(now, source.binding.zone), now)
    return True


def seal(tx: Tx, one: Initiative, gate: Gate, now: datetime) -> Mapping[str, str]:
    """R6: the look at the gate, whenever it is taken, counts what happened until seven days before it. What the seal's own
    entry says of the verdict; nothing without a source."""
    metric, start = metrics.latest(tx, one.id), one.first_use
    source = bound_to(tx, metric)
    if metric is None or source is None or start is None:
        return {}
    last = verdicts.latest(tx, one.id)
    kept = _judge(tx, one, gate, metric, source, look_on(start, gate, gate.due), last, now) or last
    return {} if kept is None else noted(kept)


def noted(kept: Kept) -> dict[str, str]:
    """What the ledger holds of a verdict: its code, and the hashes of what it was computed from and of what came out."""
    return {
        "verdict": kept.evidence.verdict.value, "look": kept.look, "inputs": kept.hash, "method": str(kept.method),
        "outcome": fingerprint(kept.evidence),
    }


def _judge(
    tx: Tx, one: Initiative, gate: Gate, metric: Metric, source: Source, look: Look, last: Kept | None, now: datetime
) -> Kept | None:
    """Judge as of one look, and keep it unless everything it is computed from is what it was with the `last`: then None."""
    start = one.first_use
    assert start is not None, "no look comes before first use is known"
    batch = observations.newest(tx, source.id)
    if batch is None or source.read_at is None or not source.whole:  # half a list is no evidence
        return None
    until = _until(look, source, batch)
    rows = since(compared(tx, metric, source, start, until), source, look.since)
    armed = gate.armed_at is not None or look.name is LookName.MONTH  # the rules it was funded by are still those
    on = None if look.name is LookName.NONE else until
    watched = guarding.watched_of(tx, [one.id]).get(one.id, ())
    guards, more = guarding.found(tx, watched, start, gate, look)
    inputs = (METHOD_VERSION, metric, source.binding, source.how, source.pilot, start, look.name, on,
              str(look.alpha), gate.id, gate.due, armed, [(row.key, row.content) for row in rows.before],
              [(row.key, row.content) for row in rows.after], rows.changed, *more)
    hash = fingerprint(inputs)
    stamp = _stamp(metric, gate, look, source, batch, watched)
    if last is not None and last.hash == hash:
        verdicts.stamp(tx, last, stamp)
        return None
    evidence = found(
        metric, source, rows, look, start, armed=armed, guardrails=guards, until=until,
        read_at=source.read_at, hash=hash,
    )
    kept = Kept(
        initiative=one.id, metric=metric.version, gate=gate.id, look=look.name.value, hash=hash, stamp=stamp,
        method=METHOD_VERSION, at=now, evidence=evidence,
    )
    verdicts.add(tx, kept)
    return kept


def shown(tx: Tx, known: Mapping[str, Metric]) -> Mapping[str, Evidence]:
    """The evidence of these metrics by initiative. What was computed for another version is none; what waited for rules
    that have been locked since does not say that it does."""
    made = {
        key: kept.evidence
        for key, kept in verdicts.latest_of(tx, known).items()
        if kept.metric == known[key].version
    }
    waiting = {key: one for key, one in made.items() if waits_for_locking(one)}
    current = gates.current_of(tx, waiting)
    return made | {
        key: since_locked(one, known[key], armed=key in current and current[key].armed_at is not None)
        for key, one in waiting.items()
    }


def earlier(tx: Tx, metric: Metric) -> Iterator[Evidence]:
    """All that was ever found of one metric as it is now, the newest first."""
    return (kept.evidence for kept in verdicts.of(tx, metric.initiative) if kept.metric == metric.version)


def of(tx: Tx, metric: Metric | None) -> Evidence | None:
    """The evidence of one metric."""
    return None if metric is None else shown(tx, {metric.initiative: metric}).get(metric.initiative)


def compared(tx: Tx, metric: Metric, source: Source, start: date, until: datetime) -> Rows:
    """The rows of both sides as they stood at an instant: before, as its source said when the baseline was locked, of the
    days that it is limited to (R6). While none from history is locked, as it says now."""
    baseline = metric.baseline
    window = baseline.window if baseline is not None else None
    days = ALWAYS if window is None else Between(since=window.since, until=window.until)
    taken, live = None, None
    if window is not None and baseline is not None and baseline.state is BaselineState.LOCKED:
        taken, live = observations.then_and_now(tx, source.id, window.batch)
    else:
        live = observations.live(tx, source.id)
    now, then = (
        None if rows is None else known_by(within(rows, source, days, start), until) for rows in (live, taken)
    )
    return chosen(then, now or (), source, start)


def _look(
    one: Initiative, gate: Gate, metric: Metric, source: Source, last: Kept | None, now: datetime
) -> Look | None:
    """The look of today; None once the gate is sealed, while an earlier gate's verdict on this metric stands, and as long as
    nobody knows the day of first use. That nothing was locked then is no verdict: it says nothing of what is locked now."""
    if gate.state not in OPEN or one.first_use is None:
        return None
    look = look_on(one.first_use, gate, local_date(now, source.binding.zone))
    if look.name is LookName.NONE and last is not None and last.look != LookName.NONE:
        stands = last.metric == metric.version and not waits_for_locking(last.evidence)
        return None if stands else look
    return look


def _until(look: Look, source: Source, batch: Batch) -> datetime:
    return last_instant(look, source, known_until(source, batch.fetched_at, batch.refreshed_on))


def _stamp(
    metric: Metric, gate: Gate, look: Look, source: Source, batch: Batch, watched: Iterable[guarding.Watched]
) -> str:
    state = f"{metric.baseline.state.value if metric.baseline else ''}{'+' if gate.armed_at else ''}"
    until = "" if look.name is LookName.NONE else _until(look, source, batch).isoformat()
    return ":".join((
        str(METHOD_VERSION), str(metric.version), state, gate.id, look.name.value, look.on.isoformat(), until, str(batch.id),
        *(one.stamp for one in watched),
    ))

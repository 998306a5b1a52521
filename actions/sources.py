"""Binding a metric to the source it is counted in. Only what an admin enabled for an initiative is ever read (HOUSE)."""

from collections.abc import Mapping
from datetime import date, datetime

from actions import access
from portfolio.authority import Act
from portfolio.calendar import known_zone, local_date
from portfolio.commands import BindSource
from portfolio.errors import NotFound, Refused
from portfolio.gates import BEFORE, OWED
from portfolio.grants import GrantState
from portfolio.guardrails import as_metric
from portfolio.initiatives import Initiative
from portfolio.metrics import BaselineState, Metric
from portfolio.people import Actor
from portfolio.sources import FITS, Failure, Source, factor, measures
from portfolio.views.initiatives import SourceTrouble
from store import Tx, gates, grants, guardrails, ledger, metrics, sources
from store.ids import new_id
from store.values import fingerprint


def check(tx: Tx, actor: Actor, command: BindSource) -> tuple[Initiative, Metric]:
    """Refuse what `bind` would: no metric yet, rows of this shape cannot be judged like that, a length of time in a unit
    that is none, a zone nobody knows, a place that is not enabled, or another place once the baseline is locked."""
    one = access.to_change(tx, actor, Act.PREPARE, command.initiative)
    metric = metrics.latest(tx, one.id)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    metric = meant(tx, metric, command.guardrail)
    grant = grants.get(tx, command.grant)
    if grant is None or grant.initiative != one.id or grant.state is not GrantState.ENABLED:
        raise Refused("source_not_enabled")
    if command.how not in FITS[command.binding.shape]:
        raise Refused("source_shape", how=command.how)
    if known_zone(command.binding.zone) is None:
        raise Refused("source_zone", zone=command.binding.zone)
    if factor(command.binding.shape, command.how, metric.unit) is None:
        raise Refused("unit_no_time", unit=metric.unit)
    _check_lock(tx, command, metric)
    return one, metric


def _check_lock(tx: Tx, command: BindSource, metric: Metric) -> None:
    """The evidence compares with what the baseline was locked with: until the decision it is counted in the same place.
    Other columns of it may be named, as when one was renamed."""
    gate, old = gates.current(tx, metric.initiative), counting(tx, metric, command.guardrail)
    baseline = metric.baseline
    locked = baseline is not None and baseline.window is not None and baseline.state is BaselineState.LOCKED
    if command.guardrail is not None:
        locked = gate is not None and gate.armed_at is not None
    if old is not None and locked and gate is not None and gate.state in BEFORE | OWED and old.ref != command.ref:
        raise Refused("source_locked", source=old.label, on=gate.due)


def bind(tx: Tx, actor: Actor, command: BindSource, now: datetime) -> Source:
    """Let the newest version of an initiative's metric be counted in a source from now on. The same again changes nothing.

    What was bound before stays in the record with everything that was read from it. Refused as `check` says.
    """
    one, metric = check(tx, actor, command)
    new = Source(
        id=new_id("s"), initiative=one.id, metric=metric.version, ref=command.ref, label=command.label,
        binding=command.binding, how=command.how, pilot=command.pilot, enabled_by=actor.number, enabled_at=now,
        grant=command.grant, guardrail=command.guardrail,
    )
    old = counting(tx, metric, command.guardrail)
    if old is not None and _says(old) == _says(new):
        return old
    sources.add(tx, new, like=old.id if old is not None and old.ref == new.ref else None)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:source:bound", subject=one.id,
        data={"source": new.id, "metric": metric.version, "kind": new.ref.kind.value, "how": new.how.value,
              "grant": command.grant, "before": old.id if old else None, "guardrail": command.guardrail,
              "content": fingerprint(_says(new))},
    )
    return new


def meant(tx: Tx, metric: Metric, guardrail: int | None) -> Metric:
    """What is to be counted: the metric that decides, or one of its guardrails in the shape of a metric."""
    if guardrail is None:
        return metric
    rail = next((one for one in guardrails.in_force(tx, metric.initiative) if one.number == guardrail), None)
    if rail is None:
        raise NotFound("no_guardrail")
    return as_metric(rail, metric)


def counting(tx: Tx, metric: Metric, guardrail: int | None) -> Source | None:
    """The source in which that is counted now."""
    if guardrail is not None:
        return sources.of_guardrails(tx, [metric.initiative]).get((metric.initiative, guardrail))
    return bound_to(tx, metric)


def _says(source: Source) -> tuple[object, ...]:
    return source.ref, source.label, source.binding, source.how, source.pilot


def trouble(source: Source | None, today: date) -> SourceTrouble | None:
    """R23: a source that cannot be read says so, for as long as it cannot."""
    return None if source is None else told(source.label, source.failure, source.binding.zone, today)


def told(label: str, failure: Failure | None, zone: str, today: date) -> SourceTrouble | None:
    """What is in the way of reading something, as it is shown."""
    if failure is None:
        return None
    since = min(local_date(failure.since, zone), today)
    return SourceTrouble(source=label, since=since, trouble=failure.trouble, about=failure.about, feature=failure.feature)


def in_force(tx: Tx, known: Mapping[str, Metric]) -> Mapping[str, Source]:
    """The sources in which these metrics are counted, by initiative. One that was bound to a metric which has since become
    another one is none."""
    found = sources.in_force(tx, known)
    return {key: source for key, source in found.items() if _still(tx, source, known[key])}


def bound_to(tx: Tx, metric: Metric | None) -> Source | None:
    """The source in which one metric is counted."""
    return in_force(tx, {metric.initiative: metric}).get(metric.initiative) if metric is not None else None


def label_of(tx: Tx, metric: Metric | None) -> str | None:
    """What people call that source."""
    source = bound_to(tx, metric)
    return None if source is None else source.label


def _still(tx: Tx, source: Source, current: Metric) -> bool:
    if source.metric == current.version:
        return True
    bound = metrics.version(tx, source.initiative, source.metric)
    return bound is not None and measures(bound, current)

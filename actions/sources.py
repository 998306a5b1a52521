"""Binding a metric to the source it is counted in. Only what an admin enabled for an initiative is ever read (HOUSE)."""

from collections.abc import Mapping
from datetime import date, datetime

from actions import access
from portfolio.authority import Act
from portfolio.calendar import known_zone, local_date
from portfolio.commands import EnableSource
from portfolio.errors import Refused
from portfolio.metrics import Metric
from portfolio.people import Actor
from portfolio.sources import FITS, Failure, Source, measures, per_unit
from portfolio.views.initiatives import SourceTrouble
from store import Tx, ledger, metrics, sources
from store.ids import new_id
from store.values import fingerprint


def enable(tx: Tx, actor: Actor, command: EnableSource, now: datetime) -> Source:
    """Let the newest version of an initiative's metric be counted in a source. The same again changes nothing.

    Refused: no metric yet, rows of this shape cannot be judged like that, a length of time in a unit that is none, a zone
    nobody knows.
    """
    one = access.to_change(tx, actor, Act.ENABLE_SOURCE, command.initiative)
    metric = metrics.latest(tx, one.id)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    new = Source(
        id=new_id("s"), initiative=one.id, metric=metric.version, ref=command.ref, label=command.label,
        binding=command.binding, how=command.how, pilot=command.pilot, enabled_by=actor.number, enabled_at=now,
    )
    if new.how not in FITS[new.binding.shape]:
        raise Refused("source_shape", how=new.how)
    if known_zone(new.binding.zone) is None:
        raise Refused("source_zone", zone=new.binding.zone)
    if per_unit(new, metric.unit) is None:
        raise Refused("unit_no_time", unit=metric.unit)
    old = in_force(tx, {one.id: metric}).get(one.id)
    if old is not None and _says(old) == _says(new):
        return old
    sources.add(tx, new)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:source:enabled", subject=one.id,
        data={"source": new.id, "metric": metric.version, "kind": new.ref.kind.value, "how": new.how.value,
              "content": fingerprint(_says(new))},
    )
    return new


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

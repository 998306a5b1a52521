"""A baseline from the history of a source: proposed here, accepted and locked with the rules of the gate (B18, R3)."""

from dataclasses import dataclass, replace
from datetime import datetime

from actions import access
from actions.metrics import rules
from actions.sources import bound_to
from portfolio.authority import Act
from portfolio.baselines import Proposal, TooLittle, proposed
from portfolio.calendar import local_date
from portfolio.errors import Invalid, Refused
from portfolio.metrics import Baseline, BaselineState, Metric, Window, target_problems
from portfolio.people import Actor
from portfolio.statistics.judged import Reason
from portfolio.views.initiatives import Rules
from store import Tx, gates, initiatives, ledger, metrics, observations
from store.values import fingerprint

_TOO_LITTLE = {
    Reason.TOO_FEW_BEFORE: "history_too_few_before",
    Reason.TOO_FEW_WEEKS: "history_too_few_weeks",
    Reason.TOO_FEW_EVENTS: "history_too_few_events",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What was proposed, and the version of the metric that carries it."""

    proposal: Proposal
    version: int


def take(tx: Tx, actor: Actor, id: str, now: datetime) -> Rules:
    """Propose the baseline, and show the rules with it: the sponsor's lock under them accepts it."""
    found = propose_baseline(tx, actor, id, now)
    return replace(rules(tx, actor, id, now), proposed=found.proposal)


def propose_baseline(tx: Tx, actor: Actor, id: str, now: datetime) -> Proposed:
    """A new version of the metric whose baseline is what its source says of the time before first use.

    Refused when nothing is bound, the rules are locked, or there is too little history (with the number needed); Invalid
    when the target is no improvement on what was found. The same history again changes nothing.
    """
    one = access.to_change(tx, actor, Act.PREPARE, id)
    gate, metric = gates.current(tx, one.id), metrics.latest(tx, one.id)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    assert gate is not None, "every initiative has a gate"
    if gate.armed_at is not None:
        raise Refused("criteria_locked", on=local_date(gate.armed_at, actor.zone))
    if not gate.unlocked:
        raise Refused("rules_too_late")
    source = bound_to(tx, metric)
    batch = observations.newest(tx, source.id) if source else None
    if source is None or batch is None or source.read_at is None:
        raise Refused("no_history_yet", name=one.name)
    before = min(one.first_use, local_date(now, source.binding.zone))
    rows = observations.live(tx, source.id)
    found = proposed(rows, source, metric, before)
    if isinstance(found, TooLittle):
        raise Refused(_TOO_LITTLE[found.reason], have=found.have, need=found.need)
    problems = target_problems(
        lower_is_better=metric.lower_is_better, baseline=found.middle, target=metric.target, floor=metric.floor
    )
    if problems:
        raise Invalid(*problems)
    window = Window(
        n=found.n, slow=found.slow, first=found.first, last=found.last, batch=batch.id,
        hash=fingerprint([(row.key, row.content) for row in rows]),
    )
    if _same(metric, window):
        return Proposed(proposal=found, version=metric.version)
    baseline = Baseline(
        value=found.middle, provenance=source.provenance, source=source.label, state=BaselineState.PROPOSED,
        stated_by=actor.number, stated_on=local_date(now, actor.zone), window=window,
    )
    new = replace(metric, version=metric.version + 1, baseline=baseline, saved_at=now)
    metrics.add(tx, new, actor.number)
    initiatives.change(tx, one)    # a card with the metric as it was must not overwrite this one
    gates.change(tx, gate)         # nor lock rules with another baseline than this
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:baseline:proposed", subject=one.id,
        data={"version": new.version, "n": window.n, "rows": window.hash, "content": fingerprint(new)},
    )
    return Proposed(proposal=found, version=new.version)


def _same(metric: Metric, window: Window) -> bool:
    known = metric.baseline.window if metric.baseline else None
    return known is not None and (known.hash, known.batch) == (window.hash, window.batch)

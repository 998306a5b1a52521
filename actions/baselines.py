"""A baseline from the history of a source: proposed, accepted by the sponsor, and locked with its hash (B6, B8, R3)."""

from dataclasses import dataclass, replace
from datetime import datetime

from actions import access, amending, baseline_cards
from actions.histories import Read, read, supersede
from actions.metrics import rules
from portfolio.amending import RenewBaseline
from portfolio.authority import Act
from portfolio.baselines import ALWAYS, Proposal, TooLittle
from portfolio.calendar import local_date
from portfolio.commands import AcceptBaseline
from portfolio.errors import Invalid, Refused, problem
from portfolio.gates import Gate
from portfolio.initiatives import Initiative
from portfolio.metrics import Baseline, BaselineState, Metric, Window, target_problems
from portfolio.people import Actor
from portfolio.statistics.judged import Reason
from portfolio.views.amending import Amended
from portfolio.views.initiatives import Rules
from store import Tx, gates, guardrails, initiatives, ledger, metrics
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


def take(tx: Tx, actor: Actor, id: str, now: datetime, *, aloud: bool = False) -> Rules:
    """Propose the baseline, and show the rules with it: the sponsor's lock under them accepts it."""
    found = propose_baseline(tx, actor, id, now)
    return replace(rules(tx, actor, id, now, aloud=aloud), proposed=found.proposal)


def propose_baseline(tx: Tx, actor: Actor, id: str, now: datetime) -> Proposed:
    """A new version of the metric whose baseline is what its source says of the time before first use.

    Refused when nothing is bound, the first day of use is unknown, rules or baseline are locked, or there is too little
    history (with the number needed); Invalid when the target is no improvement on what was found. The same history again
    changes nothing.
    """
    one = access.to_change(tx, actor, Act.PREPARE, id)
    metric, gate = _open(tx, actor, one)
    found = read(tx, one, metric, ALWAYS, now)
    if found is None:
        raise Refused("no_history_yet", name=one.name)
    proposal, window = _fit(metric, found), _window(found)
    if _same(metric, window):
        return Proposed(proposal=proposal, version=metric.version)
    new = _save(tx, actor, one, metric, gate, found, proposal, window, BaselineState.PROPOSED, now)
    return Proposed(proposal=proposal, version=new.version)


def accept(tx: Tx, actor: Actor, command: AcceptBaseline, now: datetime, *, aloud: bool = False) -> Rules:
    """The sponsor's "Use as baseline": what was shown is locked, with the hash of its rows. Pressing again changes nothing.

    Invalid, with nothing stored, when the source has changed since the card was drawn, or the target does not fit. Refused
    as in `propose_baseline`, and when another one is locked: that takes another version of the metric.
    """
    one = access.to_change(tx, actor, Act.ARM, command.initiative)
    known = metrics.latest(tx, one.id)
    if known is not None and locked(known) and known.baseline and known.baseline.window:
        window = known.baseline.window
        if (window.hash, window.since, window.until) == (command.seen, command.between.since, command.between.until):
            return rules(tx, actor, one.id, now, aloud=aloud)
    metric, gate = _open(tx, actor, one)
    found = read(tx, one, metric, command.between, now)
    if found is None:
        raise Refused("no_history_yet", name=one.name)
    proposal = _fit(metric, found)
    if found.seen != command.seen:
        raise Invalid(problem("", "history_moved"))
    window = replace(_window(found), since=command.between.since, until=command.between.until)
    _save(tx, actor, one, metric, gate, found, proposal, window, BaselineState.LOCKED, now)
    baseline_cards.close(tx, one, found.source, now)
    return rules(tx, actor, one.id, now, aloud=aloud)


def renew(tx: Tx, actor: Actor, command: RenewBaseline, now: datetime) -> Amended:
    """Another baseline than the locked one, from what the source says now: a new version with a reason, never an overwrite
    (B8). Verdicts of before keep the baseline they were made with. Invalid and Refused as in `accept`, and as changes of
    locked criteria are (amending)."""
    one = access.to_change(tx, actor, Act.PREPARE, command.initiative)
    gate, metric = amending.amendable(tx, actor, one, now)
    found = read(tx, one, metric, command.between, now)
    if found is None:
        raise Refused("no_history_yet", name=one.name)
    proposal = _fit(metric, found)
    if found.seen != command.seen:
        raise Invalid(problem("", "history_moved"))
    window = replace(_window(found), since=command.between.since, until=command.between.until)
    new = replace(metric, baseline=_baseline(actor, found, proposal, window, BaselineState.LOCKED, now))
    why = amending.Why(reason=command.reason, second=command.second)
    return amending.propose(tx, actor, one, gate, new, guardrails.in_force(tx, one.id), why, now)


def locked(metric: Metric) -> bool:
    """Whether a baseline that was read from a source is locked."""
    baseline = metric.baseline
    return baseline is not None and baseline.window is not None and baseline.state is BaselineState.LOCKED


def _open(tx: Tx, actor: Actor, one: Initiative) -> tuple[Metric, Gate]:
    gate, metric = access.current_gate(tx, one), metrics.latest(tx, one.id)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    if one.first_use is None:
        raise Refused("start_unknown", name=one.name)
    if gate.armed_at is not None:
        raise Refused("criteria_locked", on=local_date(gate.armed_at, actor.zone))
    if not gate.unlocked:
        raise Refused("rules_too_late")
    if locked(metric):
        assert metric.baseline is not None
        raise Refused("baseline_locked", on=metric.baseline.stated_on)
    return metric, gate


def _fit(metric: Metric, found: Read) -> Proposal:
    proposal = found.found
    if isinstance(proposal, TooLittle):
        raise Refused(_TOO_LITTLE[proposal.reason], have=proposal.have, need=proposal.need)
    problems = target_problems(
        lower_is_better=metric.lower_is_better, baseline=proposal.middle, target=metric.target, floor=metric.floor
    )
    if problems:
        raise Invalid(*problems)
    return proposal


def _window(found: Read) -> Window:
    assert isinstance(found.found, Proposal)
    proposal = found.found
    return Window(
        n=proposal.n, slow=proposal.slow, first=proposal.first, last=proposal.last, batch=found.batch.id, hash=found.seen
    )


def _same(metric: Metric, window: Window) -> bool:
    known = metric.baseline.window if metric.baseline else None
    return known is not None and (known.hash, known.batch) == (window.hash, window.batch)


def _baseline(
    actor: Actor, found: Read, proposal: Proposal, window: Window, state: BaselineState, now: datetime
) -> Baseline:
    return Baseline(
        value=proposal.middle, provenance=found.source.provenance, source=found.source.label, state=state,
        stated_by=actor.number, stated_on=local_date(now, actor.zone), window=window,
    )


def _save(
    tx: Tx, actor: Actor, one: Initiative, metric: Metric, gate: Gate, found: Read, proposal: Proposal, window: Window,
    state: BaselineState, now: datetime,
) -> Metric:
    baseline = _baseline(actor, found, proposal, window, state, now)
    new = replace(metric, version=metric.version + 1, baseline=baseline, saved_at=now)
    if metric.baseline is not None:
        supersede(tx, metric, metric.baseline)
    metrics.add(tx, new, actor.number)
    initiatives.change(tx, one)    # a card with the metric as it was must not overwrite this one
    gates.change(tx, gate)         # nor lock rules with another baseline than this
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:baseline:{state.value}", subject=one.id,
        data={"version": new.version, "n": window.n, "rows": window.hash, "content": fingerprint(new)},
    )
    return new

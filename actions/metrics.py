"""The metric that decides, its target and baseline by hand, and locking the rules of the gate (R3; B1, B9, B18)."""

from dataclasses import replace
from datetime import datetime

from actions import access
from actions.panels import panel
from actions.people import named
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.commands import ArmGate, SaveMetric
from portfolio.errors import Conflict, Invalid, Problem, Refused, problem
from portfolio.gates import MOVES, Gate, GateState, missing_to_arm
from portfolio.initiatives import Initiative
from portfolio.machines import step
from portfolio.metrics import BASELINE_MOVES, Baseline, BaselineState, Metric, Provenance, target_problems
from portfolio.people import Actor
from portfolio.views.initiatives import MetricForm, Rules
from store import Tx, gates, initiatives, ledger, metrics
from store.values import fingerprint


def form(tx: Tx, actor: Actor, id: str) -> MetricForm:
    """The form with what is recorded so far."""
    one = access.initiative(tx, actor, Act.PREPARE, id)
    gate = _unlocked_gate(tx, one)
    metric = metrics.latest(tx, one.id)
    return MetricForm(
        initiative=one.id, name=one.name, gate_on=gate.due, revision=one.revision, values=_values(one, metric, gate),
        problems=(),
    )


def _values(one: Initiative, metric: Metric | None, gate: Gate) -> dict[str, str]:
    values = {"target_on": gate.due.isoformat(), "retirement_plan": one.retirement_plan or ""}
    if metric is not None:
        values |= {
            "metric": metric.name, "family": metric.family.value, "unit": metric.unit,
            "direction": "lower" if metric.lower_is_better else "higher", "source": metric.source or "",
            "target": str(metric.target), "target_on": metric.target_on.isoformat(),
            "floor": "" if metric.floor is None else str(metric.floor),
        }
        if metric.baseline is not None:
            values |= {"baseline": str(metric.baseline.value), "baseline_source": metric.baseline.source}
    return values


def _unlocked_gate(tx: Tx, one: Initiative) -> Gate:
    gate = gates.current(tx, one.id)
    assert gate is not None, "every initiative has a gate"
    if gate.armed_at is not None:
        raise Refused("criteria_locked", on=gate.armed_at.date())
    if gate.state is not GateState.PLANNED:
        raise Refused("gate_decided")
    return gate


def save(tx: Tx, actor: Actor, command: SaveMetric, now: datetime) -> Rules:
    """A new version of the metric, unless nothing changed. Conflict when the record changed since the form was drawn."""
    one = access.initiative(tx, actor, Act.PREPARE, command.initiative)
    gate = _unlocked_gate(tx, one)
    lead = named(tx, actor.tenant, command.adoption_lead, "adoption_lead") if command.adoption_lead else None
    problems = list(target_problems(
        lower_is_better=command.lower_is_better, baseline=command.baseline, target=command.target, floor=command.floor
    ))
    if command.target_on > gate.due:
        problems.append(problem("target_on", "target_after_gate", on=gate.due))
    if isinstance(lead, Problem):
        problems.append(lead)
    if problems or isinstance(lead, Problem):
        raise Invalid(*problems)
    old = metrics.latest(tx, one.id)
    new = _metric(command, old, actor, now)
    lead_number = lead.number if lead else one.adoption_lead
    if _same(old, new) and one.retirement_plan == command.retirement_plan and one.adoption_lead == lead_number:
        return rules(tx, actor, one.id)
    if one.revision != command.revision:
        raise Conflict("changed_since")
    initiatives.change(tx, one, retirement_plan=command.retirement_plan, adoption_lead=lead_number)
    metrics.add(tx, new, actor.number)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:metric:saved", subject=one.id,
        data={"version": new.version, "content": fingerprint(new), "adoption_lead": lead_number,
              "plan": fingerprint(command.retirement_plan)},
    )
    return rules(tx, actor, one.id)


def _metric(command: SaveMetric, old: Metric | None, actor: Actor, now: datetime) -> Metric:
    baseline = None
    if command.baseline is not None:
        baseline = Baseline(
            value=command.baseline, provenance=Provenance.REPORTED, source=command.baseline_source or "",
            state=BaselineState.PROPOSED, stated_by=actor.number, stated_on=local_date(now, actor.zone),
        )
    return Metric(
        initiative=command.initiative, version=old.version + 1 if old else 1, name=command.name, family=command.family,
        unit=command.unit, lower_is_better=command.lower_is_better, source=command.source, target=command.target,
        target_on=command.target_on, floor=command.floor, baseline=baseline, saved_at=now,
    )


def _same(old: Metric | None, new: Metric) -> bool:
    """The same definition; who stated the same baseline, and when, does not make a new one."""
    if old is None or (old.baseline is None) != (new.baseline is None):
        return False
    if old.baseline is not None and new.baseline is not None:
        stated = (old.baseline.value, old.baseline.source) == (new.baseline.value, new.baseline.source)
        if not stated:
            return False
    return replace(new, version=old.version, saved_at=old.saved_at, baseline=old.baseline) == old


def rules(tx: Tx, actor: Actor, id: str) -> Rules:
    """"Fund if ..., narrow if ..., retire if ...", and whether this person may lock them."""
    one = access.initiative(tx, actor, Act.SEE, id)
    gate = gates.current(tx, one.id)
    shown = panel(tx, one.id)
    if gate is None or shown is None:
        raise Refused("no_metric_yet", name=one.name)
    missing = missing_to_arm(one, metrics.latest(tx, one.id), gate)
    return Rules(
        initiative=one.id, name=one.name, gate=gate.id, gate_on=gate.due, gate_revision=gate.revision, panel=shown,
        retirement_plan=one.retirement_plan, missing=missing,
        armed_on=gate.armed_at.date() if gate.armed_at else None,
        may_arm=allowed(actor, Act.ARM, one) and gate.state is GateState.PLANNED,
    )


def arm(tx: Tx, actor: Actor, command: ArmGate, now: datetime) -> Rules:
    """"These are the rules": locks criteria and baseline. Pressing again changes nothing. R3 says what must be there."""
    gate, one = access.gate(tx, actor, Act.ARM, command.gate)
    if gate.armed_at is not None:
        return rules(tx, actor, one.id)
    if gate.revision != command.revision:
        raise Conflict("changed_since")
    metric = metrics.latest(tx, one.id)
    missing = missing_to_arm(one, metric, gate)
    if missing or metric is None:
        raise Refused("not_ready_to_arm", missing=missing)
    state = step(MOVES, gate.state, GateState.ARMED, thing="gate")
    if metric.baseline is not None:
        # The sponsor's signature under the rules is the acceptance of the baseline they judge by.
        accepted = step(BASELINE_MOVES, metric.baseline.state, BaselineState.ACCEPTED, thing="baseline")
        metrics.set_baseline_state(tx, metric, step(BASELINE_MOVES, accepted, BaselineState.LOCKED, thing="baseline"))
    gates.change(tx, gate, state=state.value, armed_at=now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:gate:armed", subject=one.id,
        data={"gate": gate.id, "metric": metric.version, "content": fingerprint(metric),
              "plan": fingerprint(one.retirement_plan)},
    )
    return rules(tx, actor, one.id)

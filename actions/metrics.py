"""The metric that decides, its target and baseline by hand, and locking the rules of the gate (R3; B1, B9, B18)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from actions import access, amending, plan_news, prospects, published
from actions.amendment_views import lines
from actions.histories import supersede
from actions.panels import panels
from actions.people import named
from actions.sources import bound_to, label_of
from actions.sprint_views import may_offer
from portfolio.authority import Act, allowed
from portfolio.breadth import breadth_problems
from portfolio.calendar import local_date
from portfolio.commands import ArmGate, SaveMetric
from portfolio.errors import Conflict, Invalid, Problem, Refused, problem
from portfolio.gates import MOVES, OWED, Gate, GateState, missing_to_arm
from portfolio.initiatives import Initiative, first_use_problems
from portfolio.linter import draft_of, lint, refusals
from portfolio.machines import step
from portfolio.metrics import BASELINE_MOVES, Baseline, BaselineState, Metric, Provenance, target_problems
from portfolio.opportunities.questions import Question
from portfolio.people import Actor
from portfolio.prospects import Sketch, sketch_of
from portfolio.quantities import typed
from portfolio.sources import measures
from portfolio.sprints import Sprint, SprintState
from portfolio.views.initiatives import MetricForm, Rules
from store import Tx, amendments, gates, initiatives, ledger, metrics, observations, opportunities, sprints
from store.values import fingerprint

PERCENT = Decimal(100)


def form(tx: Tx, actor: Actor, id: str) -> MetricForm:
    """The form with what is recorded so far, or known from the opportunity register."""
    one = access.initiative(tx, actor, Act.PREPARE, id)
    gate = _unlocked_gate(tx, actor, one)
    metric = metrics.latest(tx, one.id)
    values = _values(one, metric, gate) | (_known_before(tx, one.id) if metric is None else {})
    return MetricForm(
        initiative=one.id, name=one.name, gate_on=gate.due, revision=one.revision, values=values, problems=(),
        workflow=one.workflow, sketch=None if metric is None else sketch_of(metric, label_of(tx, metric)),
        asks_start=one.first_use is None,
    )


def check(
    tx: Tx, actor: Actor, id: str, inputs: Mapping[str, str], sketch: Sketch, *, reworded: bool = False
) -> MetricForm:
    """The form as it was typed, with what the linter finds and what the design can show. Nothing is stored."""
    one = access.initiative(tx, actor, Act.PREPARE, id)
    shown, gate = form(tx, actor, id), access.current_gate(tx, one)
    return replace(
        shown, values=dict(inputs), sketch=sketch, prospect=prospects.of(tx, one, gate, sketch), reworded=reworded
    )


def _known_before(tx: Tx, id: str) -> dict[str, str]:
    """How many cases a month there are, as it was answered while this was an opportunity."""
    promoted = opportunities.of_initiative(tx, id)
    cases = opportunities.answers(tx, [promoted.id]).get(promoted.id, {}).get(Question.CASES) if promoted else None
    return {"per_month": typed(cases.amount)} if cases is not None and cases.amount is not None else {}


def _values(one: Initiative, metric: Metric | None, gate: Gate) -> dict[str, str]:
    values = {"target_on": gate.due.isoformat(), "retirement_plan": one.retirement_plan or ""}
    if metric is not None:
        values |= {
            "metric": metric.name, "family": metric.family.value, "unit": metric.unit,
            "direction": "lower" if metric.lower_is_better else "higher", "source": metric.source or "",
            "target": typed(metric.target), "target_on": metric.target_on.isoformat(),
            "floor": "" if metric.floor is None else typed(metric.floor), "population": metric.population or "",
            "per_month": "" if metric.per_month is None else typed(metric.per_month),
            "breadth": "" if metric.breadth is None else typed(metric.breadth * PERCENT),
            "single_role": metric.single_role or "",
        }
        if metric.baseline is not None:
            values |= {"baseline": typed(metric.baseline.value), "baseline_source": metric.baseline.source}
    return values


def _unlocked_gate(tx: Tx, actor: Actor, one: Initiative) -> Gate:
    gate = access.current_gate(tx, one)
    if gate.armed_at is not None:
        raise Refused("criteria_locked", on=local_date(gate.armed_at, actor.zone))
    if not gate.unlocked:
        raise Refused("rules_too_late" if gate.state in OWED else "gate_decided")
    return gate


def save(tx: Tx, actor: Actor, command: SaveMetric, now: datetime, *, aloud: bool = False) -> Rules:
    """A new version of the metric, unless nothing changed. Conflict when the record changed since the form was drawn.
    `aloud`: a channel reads along."""
    one = access.to_change(tx, actor, Act.PREPARE, command.initiative)
    gate = _unlocked_gate(tx, actor, one)
    old = metrics.latest(tx, one.id)
    lead = named(tx, actor.tenant, command.adoption_lead, "adoption_lead") if command.adoption_lead else None
    problems = list(target_problems(
        lower_is_better=command.lower_is_better, baseline=command.baseline, target=command.target, floor=command.floor
    ))
    new = _metric(command, old, actor, now)
    problems += refusals(lint(draft_of(new)))
    problems += breadth_problems(command.breadth, command.single_role)
    if command.target_on > gate.due:
        problems.append(problem("target_on", "target_after_gate", on=gate.due))
    first_use = one.first_use
    if first_use is None and command.first_use is not None:
        first_use = command.first_use
        problems += first_use_problems(first_use, local_date(now, actor.zone))
    if isinstance(lead, Problem):
        problems.append(lead)
    if problems or isinstance(lead, Problem):
        raise Invalid(*problems)
    lead_number = lead.number if lead else one.adoption_lead
    told = (command.retirement_plan, lead_number, first_use)
    if _same(old, new) and (one.retirement_plan, one.adoption_lead, one.first_use) == told:
        return rules(tx, actor, one.id, now, aloud=aloud)
    if one.revision != command.revision:
        raise Conflict("changed_since")
    if old is not None and not measures(old, new) and _holds(old):
        raise Refused("definition_needs_reason")
    if old is not None and not measures(old, new) and (sprint := _counting_by_hand(tx, one)) is not None:
        raise Refused("sprint_of_metric", on=sprint.last_on)
    changed = initiatives.change(
        tx, one, retirement_plan=command.retirement_plan, adoption_lead=lead_number, first_use=first_use
    )
    plan_news.tell_lead(tx, actor, one, changed, now)
    gates.change(tx, gate)     # a card with the rules as they were must not lock these
    if old is not None and old.baseline is not None and old.baseline != new.baseline:
        supersede(tx, old, old.baseline)
    metrics.add(tx, new, actor.number)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:metric:saved", subject=one.id,
        data={"version": new.version, "content": fingerprint(new), "adoption_lead": lead_number,
              "plan": fingerprint(command.retirement_plan),
              **({"first_use": first_use.isoformat()} if first_use and one.first_use is None else {})},
    )
    return rules(tx, actor, one.id, now, aloud=aloud)


def _counting_by_hand(tx: Tx, one: Initiative) -> Sprint | None:
    """The sprint that runs: its cases are those of this metric, and the rules wait for them."""
    sprint = sprints.newest(tx, one.id)
    return sprint if sprint is not None and sprint.state is SprintState.RUNNING else None


def _metric(command: SaveMetric, old: Metric | None, actor: Actor, now: datetime) -> Metric:
    new = Metric(
        initiative=command.initiative, version=old.version + 1 if old else 1, name=command.name, family=command.family,
        unit=command.unit, lower_is_better=command.lower_is_better, source=command.source, target=command.target,
        target_on=command.target_on, floor=command.floor, baseline=None, saved_at=now,
        population=command.population, per_month=command.per_month, breadth=command.breadth,
        single_role=command.single_role,
    )
    if command.baseline is None:
        return new
    stated = Baseline(
        value=command.baseline, provenance=Provenance.REPORTED, source=command.baseline_source or "",
        state=BaselineState.PROPOSED, stated_by=actor.number, stated_on=local_date(now, actor.zone),
    )
    return replace(new, baseline=old.baseline if old is not None and _says_again(old, new, stated) else stated)


def _says_again(old: Metric, new: Metric, stated: Baseline) -> bool:
    """The same number of the same thing from the same source: still the baseline that was stated, and perhaps locked."""
    known = old.baseline
    return known is not None and measures(old, new) and (known.value, known.source) == (stated.value, stated.source)


def _same(old: Metric | None, new: Metric) -> bool:
    return old is not None and replace(new, version=old.version, saved_at=old.saved_at) == old


def rules(tx: Tx, actor: Actor, id: str, now: datetime, *, aloud: bool = False) -> Rules:
    """"Fund if ..., narrow if ..., retire if ...", and whether this person may lock them. The number beside them is the one
    they may read (R18); `aloud`: a channel reads along."""
    one = access.initiative(tx, actor, Act.SEE, id)
    gate, metric = access.current_gate(tx, one), metrics.latest(tx, one.id)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    read = published.readable(tx, actor, [one], {one.id: metric}, local_date(now, actor.zone), aloud=aloud)
    shown = panels(tx, [one.id], read)[one.id]
    counted_in = label_of(tx, metric)
    missing = missing_to_arm(one, metric, gate, counted_in)
    sketch = sketch_of(metric, counted_in) if gate.unlocked else None
    amend, waiting = amending.may_amend(actor, one, gate, metric, now), amendments.waiting(tx, gate.id)
    return Rules(
        initiative=one.id, name=one.name, gate=gate.id, gate_on=gate.due, gate_revision=gate.revision, panel=shown,
        retirement_plan=one.retirement_plan, missing=missing,
        armed_on=local_date(gate.armed_at, actor.zone) if gate.armed_at else None,
        may_arm=allowed(actor, Act.ARM, one) and gate.unlocked,
        may_guard=allowed(actor, Act.PREPARE, one) and gate.unlocked,
        may_sprint=may_offer(tx, actor, one, metric, gate, local_date(now, actor.zone)),
        history=_history(tx, metric) if allowed(actor, Act.PREPARE, one) and gate.unlocked else None,
        sketch=sketch, prospect=None if sketch is None else prospects.of(tx, one, gate, sketch),
        may_connect=allowed(actor, Act.PREPARE, one) and counted_in is None,
        amended=lines(tx, gate, actor.zone), waiting=waiting.id if waiting else None, may_amend=amend and waiting is None,
        may_renew=amend and waiting is None and counted_in is not None,
    )


def _history(tx: Tx, metric: Metric | None) -> str | None:
    """The source that has said more than the baseline was taken from."""
    source = bound_to(tx, metric)
    batch = observations.newest(tx, source.id) if source else None
    if metric is None or source is None or batch is None:
        return None
    taken = metric.baseline.window if metric.baseline else None
    return source.label if taken is None or (taken.batch != batch.id and not _holds(metric)) else None


def _holds(metric: Metric) -> bool:
    return metric.baseline is not None and metric.baseline.state is BaselineState.LOCKED


def arm(tx: Tx, actor: Actor, command: ArmGate, now: datetime, *, aloud: bool = False) -> Rules:
    """"These are the rules": locks criteria and baseline. Pressing again changes nothing. R3 says what must be there."""
    gate, one = access.gate_to_change(tx, actor, Act.ARM, command.gate)
    if gate.armed_at is not None:
        return rules(tx, actor, one.id, now, aloud=aloud)
    if gate.revision != command.revision:
        raise Conflict("changed_since")
    if (sprint := _counting_by_hand(tx, one)) is not None:
        raise Refused("sprint_running", on=sprint.last_on)
    metric = metrics.latest(tx, one.id)
    missing = missing_to_arm(one, metric, gate, label_of(tx, metric))
    if missing or metric is None:
        raise Refused("not_ready_to_arm", missing=missing)
    state = step(MOVES, gate.state, GateState.ARMED, thing="gate")
    if metric.baseline is not None and metric.baseline.state is not BaselineState.LOCKED:
        # The sponsor's signature under the rules is the acceptance of the baseline they judge by. One that was locked for
        # an earlier gate stays as it is.
        accepted = step(BASELINE_MOVES, metric.baseline.state, BaselineState.ACCEPTED, thing="baseline")
        metrics.set_baseline_state(tx, metric, step(BASELINE_MOVES, accepted, BaselineState.LOCKED, thing="baseline"))
    gates.change(tx, gate, state=state.value, armed_at=now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:gate:armed", subject=one.id,
        data={"gate": gate.id, "metric": metric.version, "content": fingerprint(metric),
              "plan": fingerprint(one.retirement_plan)},
    )
    return rules(tx, actor, one.id, now, aloud=aloud)

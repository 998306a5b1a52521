"""Changing criteria that were locked: with a reason, accepted by the sponsor, signed by a second person in the last 30 days
where they get easier (R5; B3, B8). Until then the old ones hold; from then on the new version, and both are printed."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from actions import access
from actions.amendment_effect import note, take_effect
from actions.amendment_views import ask, shown
from actions.people import named
from portfolio.amending import AmendRules
from portfolio.authority import Act, allowed
from portfolio.breadth import breadth_problems
from portfolio.calendar import local_date
from portfolio.criteria import (
    WAITING,
    Amendment,
    AmendmentState,
    Criteria,
    Standing,
    criteria_of,
    differences,
    in_last_days,
    loosened,
    redefined,
    standing,
)
from portfolio.decisions import SECOND_ROLES, reason_problems, second_problems
from portfolio.errors import Conflict, Invalid, NotFound, Problem, Refused, problem
from portfolio.gates import OWED, SEAL_BEFORE, Gate
from portfolio.guardrails import LARGEST_MARGIN, LEAST_MARGIN, Guardrail
from portfolio.initiatives import Initiative
from portfolio.linter import draft_of, lint, refusals
from portfolio.metrics import Metric, target_problems
from portfolio.people import Actor
from portfolio.quantities import typed
from portfolio.sprints import SprintState
from portfolio.views.amending import Amended, AmendForm
from store import Tx, amendments, guardrails, metrics, sprints
from store.ids import new_id

PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why criteria are to be changed, who signs as well (object id or typed name), and the gate's revision that was seen."""

    reason: str
    second: str | None
    revision: int | None = None


def amendable(tx: Tx, actor: Actor, one: Initiative, now: datetime) -> tuple[Gate, Metric]:
    """The gate and the metric whose criteria are to be changed. Refused while no sponsor could accept that, while they are
    simply written, once the evidence is sealed, and while another change waits for an answer."""
    gate, metric = access.current_gate(tx, one), metrics.latest(tx, one.id)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    if not one.owned:
        raise Refused("rules_unowned", name=one.name)
    match standing(gate, metric, local_date(now, actor.zone)):
        case Standing.OPEN:
            raise Refused("rules_open")
        case Standing.SEALED:
            raise Refused("rules_too_late" if gate.state in OWED else "rules_sealed", on=gate.due - SEAL_BEFORE)
        case Standing.AMENDABLE:
            return gate, metric


def may_amend(actor: Actor, one: Initiative, gate: Gate, metric: Metric | None, now: datetime) -> bool:
    """Whether this person may ask for a change of the criteria now."""
    found = standing(gate, metric, local_date(now, actor.zone))
    return metric is not None and one.owned and found is Standing.AMENDABLE and allowed(actor, Act.PREPARE, one)


def form(tx: Tx, actor: Actor, id: str, now: datetime) -> AmendForm:
    """The criteria as they stand, to be changed."""
    one = access.initiative(tx, actor, Act.PREPARE, id)
    gate, metric = amendable(tx, actor, one, now)
    _nothing_waits(tx, gate)
    here = criteria_of(metric, guardrails.in_force(tx, one.id))
    values = {
        "metric": here.name, "family": here.family.value, "unit": here.unit,
        "direction": "lower" if here.lower_is_better else "higher", "population": here.population or "",
        "target": typed(here.target), "target_on": here.target_on.isoformat(),
        "floor": "" if here.floor is None else typed(here.floor), "breadth": typed(here.breadth * PERCENT),
        "single_role": here.single_role or "",
        **{f"margin.{rail.number}": typed(rail.margin * PERCENT) for rail in here.guardrails},
    }
    return AmendForm(
        initiative=one.id, name=one.name, gate_on=gate.due, sealed_on=gate.due - SEAL_BEFORE, revision=gate.revision,
        now=here, cosigned=in_last_days(gate, local_date(now, actor.zone)), values=values, problems=(),
    )


def save(tx: Tx, actor: Actor, command: AmendRules, now: datetime) -> Amended:
    """Ask for other criteria. Invalid with every problem of the form; Refused as `amendable` and `propose` say."""
    one = access.to_change(tx, actor, Act.PREPARE, command.initiative)
    gate, old = amendable(tx, actor, one, now)
    rails = guardrails.in_force(tx, one.id)
    new = replace(
        old, name=command.name, family=command.family, unit=command.unit, lower_is_better=command.lower_is_better,
        population=command.population, target=command.target, target_on=command.target_on, floor=command.floor,
        breadth=command.breadth, single_role=command.single_role,
    )
    if redefined(old, new):   # of another number, nothing was counted yet
        new = replace(new, baseline=None)
    found = list(target_problems(
        lower_is_better=new.lower_is_better, baseline=new.baseline.value if new.baseline else None, target=new.target,
        floor=new.floor,
    ))
    found += refusals(lint(draft_of(new)))
    found += breadth_problems(command.breadth, command.single_role)
    if command.target_on > gate.due:
        found.append(problem("target_on", "target_after_gate", on=gate.due))
    kept = []
    for rail in rails:
        margin = command.margins.get(rail.number, rail.margin)
        if not LEAST_MARGIN <= margin <= LARGEST_MARGIN:
            limits = {"least": LEAST_MARGIN * PERCENT, "most": LARGEST_MARGIN * PERCENT}
            found.append(problem(f"margin.{rail.number}", "margin_out_of_range", **limits))
        kept.append(rail if margin == rail.margin else replace(rail, margin=margin, version=rail.version + 1))
    if redefined(old, new) and (sprint := sprints.newest(tx, one.id)) and sprint.state is SprintState.RUNNING:
        raise Refused("sprint_of_metric", on=sprint.last_on)
    why = Why(reason=command.reason, second=command.second, revision=command.revision)
    return propose(tx, actor, one, gate, new, tuple(kept), why, now, found=tuple(found))


def propose(
    tx: Tx, actor: Actor, one: Initiative, gate: Gate, new: Metric, rails: tuple[Guardrail, ...], why: Why, now: datetime, *,
    found: tuple[Problem, ...] = (),
) -> Amended:
    """A change of the criteria, with the problems `found` so far. In force at once where the sponsor asks and nobody has to
    sign; else it waits. Asked once more it is the same one. Refused when nothing would change, or another change waits."""
    old = metrics.latest(tx, one.id)
    assert old is not None and one.sponsor is not None, "what was locked was locked by a sponsor"
    was = criteria_of(old, guardrails.in_force(tx, one.id))
    new = replace(new, version=old.version + 1, saved_at=now)
    then = criteria_of(new, rails)
    if (again := _again(tx, gate, actor, was, then, why.reason)) is not None:
        return shown(tx, again, one, actor)
    problems = [*found, *reason_problems(why.reason)]
    today = local_date(now, actor.zone)
    needed = bool(loosened(was, then)) and in_last_days(gate, today)
    signer = _signer(tx, actor, one, why.second)
    if needed and signer is None:
        signer = problem("second", "cosigner_needed")
    if isinstance(signer, Problem):
        problems.append(signer)
    if problems or isinstance(signer, Problem):
        raise Invalid(*problems)
    if why.revision is not None and gate.revision != why.revision:
        raise Conflict("changed_since")
    state = AmendmentState.PREPARED
    if allowed(actor, Act.ARM, one):
        state = AmendmentState.PENDING if needed else AmendmentState.FINAL
    made = Amendment(
        id=new_id("a"), initiative=one.id, gate=gate.id, was=was, now=then, metric=new, reason=why.reason, by=actor.number,
        at=now, state=state, second=signer if state is not AmendmentState.FINAL else None,
    )
    hash = amendments.add(tx, made)
    if state is AmendmentState.FINAL:
        take_effect(tx, made, one, gate)
    note(tx, made, actor.number, now, reason=hash)
    if state in WAITING:
        ask(tx, made, one, now)
    return shown(tx, made, one, actor)


def show(tx: Tx, actor: Actor, id: str) -> Amended:
    """A change as it stands, to whoever may see the initiative."""
    made = amendments.get(tx, id)
    if made is None:
        raise NotFound("not_found")
    return shown(tx, made, access.initiative(tx, actor, Act.SEE, made.initiative), actor)


def _again(tx: Tx, gate: Gate, actor: Actor, was: Criteria, then: Criteria, reason: str) -> Amendment | None:
    """The same press once more: what this person asked for with this reason waits already, or is in force by now."""
    found = amendments.of_gate(tx, gate.id, [*WAITING, AmendmentState.FINAL])
    last = found[-1] if found and (found[-1].by, found[-1].reason) == (actor.number, reason) else None
    if last is not None and not differences(last.now, then):
        return last
    _nothing_waits(tx, gate)
    if not differences(was, then):
        raise Refused("nothing_changed")
    return None


def _signer(tx: Tx, actor: Actor, one: Initiative, second: str | None) -> int | Problem | None:
    """R5: somebody else than whoever asks and the sponsor, in a role that may sign."""
    if second is None:
        return None
    person = named(tx, actor.tenant, second, "second")
    if isinstance(person, Problem):
        return person
    wrong = [
        found for by in (actor.number, one.sponsor) if by is not None
        for found in second_problems(person.number, person.roles, by, SECOND_ROLES)
    ]  # fmt: skip
    return wrong[0] if wrong else person.number


def _nothing_waits(tx: Tx, gate: Gate) -> None:
    if amendments.waiting(tx, gate.id) is not None:
        raise Refused("amendment_waits")

"""What must not get worse: up to three guardrails beside the metric that decides, written before the rules are locked
(B10, B18)."""

from datetime import datetime
from decimal import Decimal

from actions import access
from actions.panels import panel
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.commands import SaveGuardrail
from portfolio.errors import Conflict, Invalid, NotFound, Refused, problem
from portfolio.gates import OWED, Gate
from portfolio.guardrails import LARGEST_MARGIN, LEAST_MARGIN, MOST, Guardrail
from portfolio.initiatives import Initiative
from portfolio.metrics import Metric
from portfolio.names import folded
from portfolio.people import Actor
from portfolio.views.guardrails import GuardrailForm
from store import Tx, gates, guardrails, initiatives, ledger, metrics
from store.values import fingerprint

PERCENT = Decimal(100)


def form(tx: Tx, actor: Actor, id: str, number: int | None = None) -> GuardrailForm:
    """The list and an empty form, or the form of one that is known."""
    return _form(tx, access.initiative(tx, actor, Act.PREPARE, id), actor, number)


def _form(tx: Tx, one: Initiative, actor: Actor, number: int | None = None, just: str | None = None) -> GuardrailForm:
    metric, gate = _open(tx, one, actor)
    shown = panel(tx, one.id)
    assert shown is not None, "there is a metric"
    rail = None if number is None else _one(tx, one.id, number)
    return GuardrailForm(
        initiative=one.id, name=one.name, metric=metric.name, family=metric.family, gate_on=gate.due,
        revision=one.revision, known=shown.guardrails, number=number, values=_values(rail), problems=(), just=just,
    )


def _values(rail: Guardrail | None) -> dict[str, str]:
    if rail is None:
        return {}
    margin = (rail.margin * PERCENT).normalize()
    return {
        "guard_name": rail.name, "guard_unit": rail.unit, "guard_margin": f"{margin:f}",
        "guard_direction": "lower" if rail.lower_is_better else "higher",
    }


def _open(tx: Tx, one: Initiative, actor: Actor) -> tuple[Metric, Gate]:
    """The metric beside which it guards, while the rules are not locked."""
    metric, gate = metrics.latest(tx, one.id), access.current_gate(tx, one)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    if gate.armed_at is not None:
        raise Refused("criteria_locked", on=local_date(gate.armed_at, actor.zone))
    if not gate.unlocked:
        raise Refused("rules_too_late" if gate.state in OWED else "gate_decided")
    return metric, gate


def _one(tx: Tx, initiative: str, number: int) -> Guardrail:
    found = next((rail for rail in guardrails.in_force(tx, initiative) if rail.number == number), None)
    if found is None:
        raise NotFound("no_guardrail")
    return found


def save(tx: Tx, actor: Actor, command: SaveGuardrail, now: datetime) -> GuardrailForm:
    """A guardrail, or another margin for one. The same again changes nothing.

    Another name, unit or direction is another number: it gets a number of its own, and a source of its own. Invalid when
    it is the metric that decides, is there already, or its margin guards nothing; Refused from the fourth on.
    """
    one = access.to_change(tx, actor, Act.PREPARE, command.initiative)
    metric, gate = _open(tx, one, actor)
    known = guardrails.in_force(tx, one.id)
    old = None if command.number is None else _one(tx, one.id, command.number)
    same = old is not None and _thing(old) == (command.name, command.unit, command.lower_is_better)
    new = Guardrail(
        initiative=one.id, number=old.number if old and same else guardrails.last_number(tx, one.id) + 1,
        version=old.version + 1 if old and same else 1, name=command.name, unit=command.unit,
        lower_is_better=command.lower_is_better, margin=command.margin,
    )
    others = [rail for rail in known if old is None or rail.number != old.number]
    twin = next((rail for rail in others if folded(rail.name) == folded(new.name)), None)
    if any(_says(rail) == _says(new) for rail in known):
        return _form(tx, one, actor, just="guard_saved")
    if folded(new.name) == folded(metric.name):
        raise Invalid(problem("guard_name", "guard_is_metric"))
    if twin is not None:
        raise Invalid(problem("guard_name", "guard_twice"))
    if not LEAST_MARGIN <= new.margin <= LARGEST_MARGIN:
        raise Invalid(problem("guard_margin", "margin_out_of_range", least=LEAST_MARGIN * 100, most=LARGEST_MARGIN * 100))
    if len(others) >= MOST:
        raise Refused("guardrails_full", most=MOST)
    if one.revision != command.revision:
        raise Conflict("changed_since")
    if old is not None and not same:
        _drop(tx, old, actor, now)
    guardrails.add(tx, new, actor.number, now)
    return _changed(tx, actor, one, gate, new, "saved", now)


def drop(tx: Tx, actor: Actor, id: str, number: int, now: datetime) -> GuardrailForm:
    """It guards nothing any more; that it did is kept. Pressing again changes nothing."""
    one = access.to_change(tx, actor, Act.PREPARE, id)
    _, gate = _open(tx, one, actor)
    old = next((rail for rail in guardrails.in_force(tx, one.id) if rail.number == number), None)
    if old is None:
        return _form(tx, one, actor, just="guard_dropped")
    _drop(tx, old, actor, now)
    return _changed(tx, actor, one, gate, old, "dropped", now)


def _drop(tx: Tx, old: Guardrail, actor: Actor, now: datetime) -> None:
    gone = Guardrail(
        initiative=old.initiative, number=old.number, version=old.version + 1, name=old.name, unit=old.unit,
        lower_is_better=old.lower_is_better, margin=old.margin,
    )
    guardrails.add(tx, gone, actor.number, now, dropped=True)


def _changed(
    tx: Tx, actor: Actor, one: Initiative, gate: Gate, rail: Guardrail, what: str, now: datetime
) -> GuardrailForm:
    one = initiatives.change(tx, one)   # a card with the list as it was must not overwrite this one
    gates.change(tx, gate)              # nor lock rules with other guardrails than these
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:guardrail:{what}", subject=one.id,
        data={"number": rail.number, "version": rail.version, "content": fingerprint(rail)},
    )
    return _form(tx, one, actor, just=f"guard_{what}")


def _thing(rail: Guardrail) -> tuple[str, str, bool]:
    return rail.name, rail.unit, rail.lower_is_better


def _says(rail: Guardrail) -> tuple[object, ...]:
    return *_thing(rail), rail.margin

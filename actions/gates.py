"""What the calendar does to a gate: seal, open, overdue, escalate, remind, notice, default (R6, R10; the gate ladder)."""

from collections.abc import Callable
from datetime import datetime

from actions import access, amendment_answers, breadth, defaults, evidence, gate_cards, outgoing, splits
from actions.decision_card import decision_form, kept_evidence
from actions.sources import label_of
from portfolio.calendar import local_date, midnight
from portfolio.company import Company
from portfolio.gates import (
    BEFORE,
    DECIDABLE,
    DEFAULT_AFTER,
    MOVES,
    NOTICE_PERIOD,
    PREPARE_BEFORE,
    Gate,
    GateState,
    Step,
    missing_to_arm,
)
from portfolio.initiatives import MOVES as STAGES
from portfolio.initiatives import Initiative, Stage, stage_on
from portfolio.machines import step as move
from portfolio.messages import Kind, Reason
from portfolio.views.gates import GatePrepare
from store import Tx, gates, initiatives, ledger, metrics, outbox
from store.values import fingerprint

Handler = Callable[[Tx, Gate, Initiative, Step, Company, datetime], bool]


def take_step(tx: Tx, gate: str, step: Step, company: Company, now: datetime) -> bool:
    """Do one step of the ladder; False when it no longer applies."""
    found = gates.get(tx, gate)
    if found is None:
        return False
    access.reserve(tx, found.initiative)
    found = gates.get(tx, gate)
    one = None if found is None else initiatives.get(tx, found.initiative)
    if found is None or one is None:  # the import it came from was taken back meanwhile
        return False
    return _STEPS[step](tx, found, one, step, company, now)


def _note(tx: Tx, gate: Gate, what: str, now: datetime, **data: str) -> None:
    ledger.note(
        tx, at=now, actor=None, action=f"calendar:gate:{what}", subject=gate.initiative, data={"gate": gate.id, **data}
    )


def _seal(tx: Tx, gate: Gate, one: Initiative, step: Step, company: Company, now: datetime) -> bool:
    """T-7: the evidence is frozen as it stands. A gate that was never armed has no criteria to seal evidence for."""
    if not _to_seal(gate):
        return False
    judged = {**amendment_answers.lapse(tx, gate, now), **evidence.seal(tx, one, gate, now)}
    sealed = kept_evidence(tx, gate)
    gates.change(tx, gate, state=move(MOVES, gate.state, GateState.SEALED, thing="gate").value, sealed_evidence=sealed)
    _note(tx, gate, "sealed", now, evidence=fingerprint(sealed), **judged)
    return True


def _to_seal(gate: Gate) -> bool:
    return gate.armed_at is not None and gate.state in (GateState.ARMED, GateState.EXTENDED)


def _open(tx: Tx, gate: Gate, one: Initiative, step: Step, company: Company, now: datetime) -> bool:
    """T: the decision can be taken, and the initiative stands at its gate.

    R6: criteria that were locked are judged by a seal, also when the app was down from T-7 on: then it is made now.
    """
    if gate.state not in BEFORE:
        return False
    judged = {**amendment_answers.lapse(tx, gate, now), **evidence.seal(tx, one, gate, now)} if _to_seal(gate) else {}
    sealed = kept_evidence(tx, gate) if _to_seal(gate) else gate.sealed_evidence
    gates.change(
        tx, gate, state=move(MOVES, gate.state, GateState.OPEN, thing="gate").value, sealed_evidence=sealed
    )
    stage = stage_on(one.stage, one.first_use, gate.due)
    if stage is not Stage.AT_GATE:
        stage = move(STAGES, stage, Stage.AT_GATE, thing="initiative")
    initiatives.change(tx, one, stage=stage.value)
    if one.owned and one.sponsor is not None:
        splits.follow(tx, one.sponsor, company, now)
    seal = {"evidence": fingerprint(sealed), **judged} if sealed is not None else {}
    _note(tx, gate, "opened", now, was=gate.state.value, **seal)
    return True


def _later(state: GateState, what: str) -> Handler:
    def handle(tx: Tx, gate: Gate, one: Initiative, step: Step, company: Company, now: datetime) -> bool:
        if state not in MOVES.get(gate.state, frozenset()):
            return False
        gates.change(tx, gate, state=state.value)
        _note(tx, gate, what, now)
        return True

    return handle


def _prepare(tx: Tx, gate: Gate, one: Initiative, step: Step, company: Company, now: datetime) -> bool:
    """T-14 and T-7: only if something is missing, and only to a sponsor who has accepted."""
    if one.sponsor is None or not preparation_owed(tx, gate, one):
        return False
    metric, today = metrics.latest(tx, one.id), local_date(now, company.zone)
    why, overtaken = Reason.GATE_IN_7, gate.due
    if step is Step.PREPARE_14:
        why, overtaken = Reason.GATE_IN_14, gate.due - PREPARE_BEFORE[1]
    view = GatePrepare(
        initiative=one.id, name=one.name, gate_on=gate.due, days_left=(gate.due - today).days,
        missing=missing_to_arm(one, metric, gate, label_of(tx, metric)),
        missing_to_fund=breadth.missing(tx, one, metric, gate, today), why=why,
    )
    return outgoing.to_person(
        tx, one.sponsor, Kind.GATE_PREPARE, view, key=f"{gate_cards.prefix(gate)}{step.value}", reason=why, now=now,
        until=midnight(overtaken, company.zone), initiative=one.id,
    )


def preparation_owed(tx: Tx, gate: Gate, one: Initiative) -> bool:
    """Whether something is missing that the sponsor could still add before the gate opens. A gate that can only retire
    judges nothing."""
    if gate.state not in BEFORE or gate.retire_only or not one.owned:
        return False
    metric = metrics.latest(tx, one.id)
    return gate.armed_at is None or bool(missing_to_arm(one, metric, gate, label_of(tx, metric)))


def _card(kind: Kind, why: Reason) -> Handler:
    def handle(tx: Tx, gate: Gate, one: Initiative, step: Step, company: Company, now: datetime) -> bool:
        if gate.state not in DECIDABLE or one.sponsor is None or not one.owned:
            return False
        gate_cards.supersede(tx, gate, now)
        view = decision_form(tx, gate, one, company, why, now)
        return outgoing.to_person(
            tx, one.sponsor, kind, view, key=gate_cards.key(tx, gate, step), reason=why, now=now, initiative=one.id
        )

    return handle


def _notice(tx: Tx, gate: Gate, one: Initiative, step: Step, company: Company, now: datetime) -> bool:
    """T+12: 48 hours' notice of the default. Where leadership chose none there is none to give notice of, and where no
    sponsor has accepted nobody to give it to."""
    if company.default is None or gate.state is not GateState.ESCALATED or not one.owned:
        return False
    _later(GateState.NOTICE, "notice")(tx, gate, one, step, company, now)
    noticed = gates.get(tx, gate.id)
    assert noticed is not None
    _card(Kind.GATE_NOTICE, Reason.GATE_LATE_12)(tx, noticed, one, step, company, now)
    return True


def _default(tx: Tx, gate: Gate, one: Initiative, step: Step, company: Company, now: datetime) -> bool:
    """R10: T+14 and 48 hours after the notice was delivered, never in shadow mode (then nothing was delivered)."""
    if gate.state is not GateState.NOTICE or company.default is None or company.paused:
        return False
    if local_date(now, company.zone) < gate.due + DEFAULT_AFTER:
        return False
    notice = outbox.find(tx, gate_cards.key(tx, gate, Step.NOTICE))
    if notice is None or notice.sent_at is None or now < notice.sent_at + NOTICE_PERIOD:
        return False
    defaults.take(tx, gate, one, company, now)
    return True


_STEPS: dict[Step, Handler] = {
    Step.SEAL: _seal,
    Step.OPEN: _open,
    Step.OVERDUE: _later(GateState.OVERDUE, "overdue"),
    Step.ESCALATE: _later(GateState.ESCALATED, "escalated"),
    Step.PREPARE_14: _prepare,
    Step.PREPARE_7: _prepare,
    Step.CARD: _card(Kind.GATE_DECISION, Reason.GATE_TODAY),
    Step.LATE_3: _card(Kind.GATE_OVERDUE, Reason.GATE_LATE_3),
    Step.LATE_7: _card(Kind.GATE_OVERDUE, Reason.GATE_LATE_7),
    Step.NOTICE: _notice,
    Step.DEFAULT: _default,
}

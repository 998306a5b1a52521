"""R10: what leadership chose beforehand happens where nobody decided, and can be taken back for 30 days."""

from datetime import datetime

from actions import access, decision_news, gate_cards, gate_lines, outgoing
from actions.decision_card import kept_evidence
from actions.decision_effects import back_at_gate
from actions.gate_series import next_gate, void_later
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.commands import ReverseDefault
from portfolio.company import Company
from portfolio.decisions import Decision, DecisionState, reason_problems
from portfolio.errors import Invalid, NotFound, Refused
from portfolio.gates import MOVES, PAUSE_GATE_WITHIN, DefaultDecision, Gate, GateState, Origin
from portfolio.initiatives import MOVES as STAGES
from portfolio.initiatives import Initiative, Stage
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, name_of
from portfolio.second_thoughts import reversible_until
from portfolio.verdicts import Choice
from portfolio.views.gates import DefaultAnnounced
from store import Tx, decisions, gates, initiatives, ledger, people, settings
from store import defaults as stored
from store.defaults import Default
from store.ids import new_id


def take(tx: Tx, gate: Gate, one: Initiative, company: Company, now: datetime) -> None:
    """Have the default happen: pause with one more gate that can only retire, or retire; and say so to everybody."""
    assert company.default is not None
    default = DefaultDecision.RETIRE if gate.retire_only else company.default
    today = local_date(now, company.zone)
    gates.change(
        tx, gate, state=step(MOVES, gate.state, GateState.DECIDED, thing="gate").value,
        sealed_evidence=kept_evidence(tx, gate),
    )
    again = None
    if default is DefaultDecision.RETIRE:
        decisions.add(tx, Decision(
            id=new_id("d"), gate=gate.id, initiative=one.id, choice=Choice.RETIRE, on=today, reason="", by=None, at=now,
            state=DecisionState.FINAL, second=None, override=None,
        ))
        initiatives.change(tx, one, stage=step(STAGES, one.stage, Stage.RETIRING, thing="initiative").value)
    else:
        again = next_gate(tx, gate, today + PAUSE_GATE_WITHIN, Origin.PAUSED).due
    taken = Default(gate=gate.id, initiative=one.id, taken=default, on=today, at=now, next_gate=again)
    stored.add(tx, taken)
    ledger.note(
        tx, at=now, actor=None, action="policy:decision:by_policy", subject=one.id,
        data={"gate": gate.id, "default": default.value, "next": again.isoformat() if again else None},
    )
    view = announced(tx, taken, gate, one, company)
    gate_cards.show(tx, gate, view, now)
    gate_lines.refresh(tx, company.zone, now)
    channel = settings.get(tx, settings.LEADERSHIP_CHANNEL)
    if channel is not None:
        outgoing.to_channel(
            tx, channel, Kind.CHANNEL_DEFAULT, view, key=_post(gate), reason=Reason.DEFAULT_APPLIED, now=now,
            initiative=one.id,
        )


def _post(gate: Gate) -> str:
    """The outbox key of the announcement in the channel."""
    return f"{gate_cards.prefix(gate)}default"


def announced(tx: Tx, taken: Default, gate: Gate, one: Initiative, company: Company) -> DefaultAnnounced:
    """What happened, until when it can be taken back, and by whom it was."""
    final = taken.reversed_at is None and stored.reversed_before(tx, one.id)
    return DefaultAnnounced(
        gate=gate.id, initiative=one.id, name=one.name, gate_on=gate.due, on=taken.on, default=taken.taken,
        next_gate=taken.next_gate, reversible_until=None if final else reversible_until(taken.on),
        reversed_by=name_of(people.many(tx, [taken.reversed_by]), taken.reversed_by),
        reversed_on=local_date(taken.reversed_at, company.zone) if taken.reversed_at else None, reason=taken.reason,
    )


def show(tx: Tx, actor: Actor, gate: str, company: Company) -> DefaultAnnounced:
    """The announcement once more, with the form that takes it back."""
    found, one = access.gate(tx, actor, Act.SEE, gate)
    taken = stored.get(tx, found.id)
    if taken is None:
        raise NotFound("not_found")
    return announced(tx, taken, found, one, company)


def reverse(tx: Tx, actor: Actor, command: ReverseDefault, company: Company, now: datetime) -> DefaultAnnounced:
    """Take the default back, with a reason: its sponsor or leadership, within 30 days, once per initiative.

    The decision is owed again from today, at a gate of its own, so that nobody gains more than the ladder's 14 days.
    Pressing twice gives the same card.
    """
    gate, one = access.gate_to_change(tx, actor, Act.REVERSE_DEFAULT, command.gate)
    taken = stored.get(tx, gate.id)
    if taken is None:
        raise NotFound("not_found")
    if taken.reversed_at is not None:
        return announced(tx, taken, gate, one, company)
    _check(tx, taken, command, company, now)
    void_later(tx, gate)
    made = decisions.of_gate(tx, gate.id)
    if made is not None:
        decisions.end(tx, made, DecisionState.WITHDRAWN)
    back_at_gate(tx, one)
    again = next_gate(tx, gate, local_date(now, company.zone), Origin.REVERSED)
    reason = stored.reverse(tx, gate.id, by=actor.number, reason=command.reason, now=now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:default:reversed", subject=one.id,
        data={"gate": gate.id, "default": taken.taken.value, "next": again.id, "reason": reason},
    )
    undone = stored.get(tx, gate.id)
    assert undone is not None
    view = announced(tx, undone, gate, one, company)
    gate_cards.show(tx, gate, view, now)
    outgoing.show_instead(tx, _post(gate), view, now)
    gate_lines.refresh(tx, company.zone, now)
    decision_news.correct_digest(tx, one.id, now)
    return view


def _check(tx: Tx, taken: Default, command: ReverseDefault, company: Company, now: datetime) -> None:
    last = reversible_until(taken.on)
    if local_date(now, company.zone) > last:
        raise Refused("default_final", on=last)
    if stored.reversed_before(tx, taken.initiative):
        raise Refused("default_reversed_before")
    current = gates.current(tx, taken.initiative)
    if current is not None and current.id != taken.gate:
        if current.state is GateState.PENDING_REVIEW:
            raise Refused("gate_pending")
        if current.state in (GateState.DECIDED, GateState.CLOSED):
            raise Refused("gate_decided")
    too_short = reason_problems(command.reason)
    if too_short:
        raise Invalid(*too_short)

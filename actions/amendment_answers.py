"""The answers to a change of the rules: the sponsor's, the co-signer's, and the seal's (R5)."""

from datetime import date, datetime

from actions import access
from actions.amendment_effect import note, take_effect
from actions.amendment_views import ask, settled, shown
from portfolio.amending import AnswerAmendment
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.criteria import (
    AMENDMENT_MOVES,
    WAITING,
    Amendment,
    AmendmentState,
    Standing,
    in_last_days,
    loosened,
    standing,
)
from portfolio.decisions import reason_problems
from portfolio.errors import Invalid, NotFound, NotYours, Refused, problem
from portfolio.gates import SEAL_BEFORE, Gate
from portfolio.machines import step
from portfolio.people import Actor
from portfolio.views.amending import Amended
from store import Tx, amendments, gates, initiatives, metrics


def answer(tx: Tx, actor: Actor, command: AnswerAmendment, now: datetime) -> Amended:
    """The sponsor accepts what was prepared or declines it; the co-signer signs or hands back with a remark. Pressing again
    changes nothing. Refused from the seal on."""
    made = amendments.get(tx, command.amendment)
    if made is None:
        raise NotFound("not_found")
    access.reserve(tx, made.initiative)
    made = amendments.get(tx, command.amendment)
    assert made is not None
    one = access.initiative(tx, actor, Act.SEE, made.initiative)
    gate = gates.get(tx, made.gate)
    assert gate is not None
    if made.state not in WAITING:
        return shown(tx, made, one, actor)
    mine = allowed(actor, Act.ARM, one) if made.state is AmendmentState.PREPARED else _may_sign(actor, made)
    if not mine:
        raise NotYours("not_yours")
    if standing(gate, metrics.latest(tx, one.id), local_date(now, actor.zone)) is not Standing.AMENDABLE:
        raise Refused("rules_sealed", on=gate.due - SEAL_BEFORE)
    if not command.agree and made.state is AmendmentState.PENDING and (short := reason_problems(command.remark)):
        raise Invalid(*(problem("remark", found.code, **found.params) for found in short))
    then = step(AMENDMENT_MOVES, made.state, _then(made, gate, local_date(now, actor.zone), command.agree), thing="change")
    remark = amendments.move(tx, made, then, now, command.remark)
    after = amendments.get(tx, made.id)
    assert after is not None
    if then is AmendmentState.FINAL:
        take_effect(tx, after, one, gate)
    note(tx, after, actor.number, now, remark=remark)
    if then is AmendmentState.PENDING:
        ask(tx, after, one, now)
    else:
        settled(tx, after, one, actor, now)
    return shown(tx, after, one, actor)


def lapse(tx: Tx, gate: Gate, now: datetime) -> dict[str, str]:
    """The seal: what nobody agreed to by now does not count. What the seal's entry says of it."""
    made = amendments.waiting(tx, gate.id)
    one = initiatives.get(tx, gate.initiative)
    if made is None or one is None:
        return {}
    amendments.move(tx, made, AmendmentState.LAPSED, now)
    after = amendments.get(tx, made.id)
    assert after is not None
    settled(tx, after, one, None, now)
    return {"lapsed": made.id}


def _then(made: Amendment, gate: Gate, today: date, agree: bool) -> AmendmentState:
    if made.state is AmendmentState.PENDING:
        return AmendmentState.FINAL if agree else AmendmentState.HANDED_BACK
    if not agree:
        return AmendmentState.DECLINED
    if not loosened(made.was, made.now) or not in_last_days(gate, today):
        return AmendmentState.FINAL
    if made.second is None:   # it was prepared before the last 30 days began
        raise Refused("amendment_needs_second")
    return AmendmentState.PENDING


def _may_sign(actor: Actor, made: Amendment) -> bool:
    return made.second == actor.number and allowed(actor, Act.COUNTERSIGN)

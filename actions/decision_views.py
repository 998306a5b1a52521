"""A decision as the people concerned see it."""

from datetime import datetime

from actions.decision_card import evidence
from portfolio.decisions import Decision
from portfolio.gates import Gate
from portfolio.initiatives import Initiative
from portfolio.messages import Reason
from portfolio.people import name_of
from portfolio.second_thoughts import may_undo, undo_until
from portfolio.views.gates import CountersignForm, Decided
from store import Tx, decisions, people


def decided(
    tx: Tx, made: Decision, gate: Gate, one: Initiative, *, zone: str, reader: int | None, now: datetime
) -> Decided:
    """The receipt: what was chosen, by whom, why, whether somebody still has to sign; to whoever decided, also how long it
    can be taken back."""
    names = people.many(tx, [made.by, made.second])
    return Decided(
        gate=gate.id, initiative=one.id, name=one.name, gate_on=gate.due, choice=made.choice, on=made.on,
        reason=made.reason, by=name_of(names, made.by), at=made.at, zone=zone, state=made.state,
        second=name_of(names, made.second),
        pieces=made.override.pieces if made.override else (), expires=made.override.expires if made.override else None,
        panel=evidence(tx, gate), reference=made.id, by_policy=made.by is None, remark=decisions.remark_of(tx, made.id),
        mine=made.by is not None and made.by == reader,
        undo_until=undo_until(made) if reader is not None and may_undo(made, reader, now) else None,
    )


def countersign_form(made: Decision, one: Initiative, by: str, why: Reason = Reason.SIGNATURE_ASKED) -> CountersignForm:
    """What the second person is asked to sign."""
    return CountersignForm(
        decision=made.id, initiative=one.id, name=one.name, choice=made.choice, on=made.on, reason=made.reason, by=by,
        pieces=made.override.pieces if made.override else (), expires=made.override.expires if made.override else None,
        why=why,
    )

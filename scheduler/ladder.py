"""The ladder around a gate date (DOMAIN.md, the message policy): calendar days, messages moved to a working morning."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from portfolio.calendar import known_zone, midnight, morning
from portfolio.company import Company
from portfolio.gates import (
    BEFORE,
    DECIDABLE,
    DEFAULT_AFTER,
    ESCALATE_AFTER,
    NOTICE_AFTER,
    OVERDUE_AFTER,
    PREPARE_BEFORE,
    REMIND_AFTER,
    SEAL_BEFORE,
    GateState,
    Step,
)
from portfolio.schedule import GateFacts
from scheduler.tasks import Due, GateStep

MOVES = frozenset({Step.SEAL, Step.OPEN, Step.OVERDUE, Step.ESCALATE, Step.NOTICE, Step.DEFAULT})
"""The steps that change the gate's state."""


def steps(gate: GateFacts, company: Company, now: datetime) -> Iterator[Due]:
    """The steps that apply to the gate as it stands, each with its window. A decided gate has none.

    Nobody is reminded of a gate that has no accepted sponsor (`zone` None): the reminders wait for one.
    """
    yield from _moves(gate, company)
    if gate.zone is not None:
        yield from _reminders(gate, known_zone(gate.zone) or company.zone, company, now)


def _item(gate: GateFacts, step: Step, at: datetime, until: datetime | None = None) -> Due:
    # A gate that gets a new date gets its steps anew; so does one whose state was set back by a hand-back (a move's key
    # holds the revision it was planned for, and the move itself raises it).
    key = f"gate:{gate.id}:{gate.due}:{step.value}"
    if step in MOVES:
        key += f":{gate.revision}"
    return Due(task=GateStep(gate=gate.id, step=step), key=key, at=at, until=until)


def _moves(gate: GateFacts, company: Company) -> Iterator[Due]:
    """The steps that change the gate's state, each from the state before it.

    No default, no notice of one (R10); and nobody can be given notice of it where no sponsor has accepted.
    """
    item = partial(_item, gate)
    day, zone, holidays = gate.due, company.zone, company.holidays
    if gate.state in BEFORE:
        if gate.state in (GateState.ARMED, GateState.EXTENDED):
            yield item(Step.SEAL, midnight(day - SEAL_BEFORE, zone), midnight(day, zone))
        yield item(Step.OPEN, midnight(day, zone))
    elif gate.state is GateState.OPEN:
        yield item(Step.OVERDUE, midnight(day + OVERDUE_AFTER, zone))
    elif gate.state is GateState.OVERDUE:
        yield item(Step.ESCALATE, midnight(day + ESCALATE_AFTER, zone))
    elif gate.state is GateState.ESCALATED and company.default is not None and gate.zone is not None:
        yield item(Step.NOTICE, morning(day + NOTICE_AFTER, known_zone(gate.zone) or zone, holidays))
    elif gate.state is GateState.NOTICE and company.default is not None:
        yield item(Step.DEFAULT, morning(day + DEFAULT_AFTER, zone, holidays))


def _reminders(gate: GateFacts, zone: str, company: Company, now: datetime) -> Iterator[Due]:
    """What the sponsor reads. A decision card that comes late stands for the reminders it has overtaken."""
    item = partial(_item, gate)

    def at(distance: timedelta) -> datetime:
        return morning(gate.due + distance, zone, company.holidays)

    if gate.state in BEFORE:
        first, second = (at(-before) for before in PREPARE_BEFORE)
        yield item(Step.PREPARE_14, first, second)
        yield item(Step.PREPARE_7, second, at(timedelta(0)))
    elif gate.state in DECIDABLE:
        late = (
            item(Step.LATE_3, at(REMIND_AFTER), at(ESCALATE_AFTER)),
            item(Step.LATE_7, at(ESCALATE_AFTER), at(NOTICE_AFTER)),
        )
        card = item(Step.CARD, at(timedelta(0)))
        covers = tuple(each.key for each in late if each.at <= now)
        yield Due(task=card.task, key=card.key, at=card.at, until=None, covers=covers)
        yield from late

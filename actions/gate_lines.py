"""One gate as a line, and keeping the channel's list current: it is updated in place as gates are decided."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from actions import outgoing
from portfolio.calendar import local_date
from portfolio.gates import Gate, GateState
from portfolio.initiatives import Initiative
from portfolio.messages import Kind
from portfolio.people import Person, name_of
from portfolio.views.gates import ChannelGates, GateLine
from store import Tx, decisions, defaults, gates, initiatives, outbox, people
from store.outbox import OutboxRow

_SETTLED = frozenset({GateState.DECIDED, GateState.CLOSED})


def line(one: Initiative, gate: Gate, names: Mapping[int, Person], today: date) -> GateLine:
    """A gate whose decision is still owed."""
    return GateLine(
        gate=gate.id, initiative=one.id, name=one.name, sponsor=name_of(names, one.sponsor),
        gate_on=gate.due, days_left=(gate.due - today).days, state=gate.state, decided=None,
    )


def lines(tx: Tx, found: list[Gate], today: date) -> list[GateLine]:
    """Lines of gates in the order given, decided ones with their decision; none of a decision that is void since what it was
    about went into another."""
    made = []
    for listed in found:
        gate, one = _standing(tx, listed), initiatives.get(tx, listed.initiative)
        assert one is not None
        if gate.state is GateState.VOIDED:
            continue
        drawn = line(one, gate, people.many(tx, [one.sponsor]), today)
        if gate.state in _SETTLED:
            decision = decisions.of_gate(tx, gate.id)
            drawn = replace(drawn, decided=decision.choice if decision else None)
        made.append(drawn)
    return made


def _standing(tx: Tx, gate: Gate) -> Gate:
    """The gate itself; for one whose default was taken back, the gate at which the decision is owed again."""
    if gate.state is GateState.VOIDED:
        newer = gates.current(tx, gate.initiative)
        return newer if newer is not None and newer.number > gate.number else gate
    default = defaults.get(tx, gate.id) if gate.state in _SETTLED else None
    if default is None or default.reversed_at is None:
        return gate
    return gates.current(tx, gate.initiative) or gate


def supersede(tx: Tx, former: OutboxRow, monday: date, now: datetime) -> None:
    """A former week's list says that there is a newer one, and no longer changes; one that never went out does not go."""
    view = outgoing.unpack(former.view)
    if isinstance(view, ChannelGates):  # else it cannot be read, and nobody can say what stood there
        outgoing.answered(tx, former, replace(view, newer=monday), now)


def refresh(tx: Tx, zone: str, now: datetime) -> None:
    """Bring the newest list in the channel up to date, as of today in `zone`; lists of former weeks stay as they were, and
    so does one that cannot be read any more."""
    row = outbox.newest(tx, Kind.CHANNEL_GATES.value)
    view = None if row is None else outgoing.unpack(row.view)
    if row is None or not isinstance(view, ChannelGates):
        return
    current = [gate for one in view.lines if (gate := gates.get(tx, one.gate)) is not None]
    drawn = lines(tx, current, today=local_date(now, zone))
    outgoing.refresh(tx, row.key, replace(view, lines=tuple(drawn)), now)

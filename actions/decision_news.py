"""Everywhere a decision is shown, it shows what became of it: cards in chats, the Monday list, a digest that printed it."""

from dataclasses import replace
from datetime import datetime

from actions import gate_cards, gate_lines, outgoing
from actions.decision_views import decided
from portfolio.decisions import Decision
from portfolio.gates import Gate
from portfolio.initiatives import Initiative
from portfolio.messages import Kind
from portfolio.views.digest import Digest
from store import Tx, outbox, people


def signature_keys(decision: str) -> tuple[str, str]:
    """The outbox keys of the question to the second person, and of its reminder."""
    return f"countersign:{decision}", f"countersign:{decision}:again"


def tell(tx: Tx, made: Decision, gate: Gate, one: Initiative, zone: str, now: datetime) -> None:
    """Bring every card about a decision up to date, each for whom it lies with. `zone` is where today is."""
    for person, show in ((one.sponsor, _to_sponsor), (made.second, _to_second)):
        if person is not None:
            reader = people.get(tx, person)
            view = decided(tx, made, gate, one, zone=reader.zone, reader=reader.number, now=now)
            show(tx, made, gate, view, now)
    gate_lines.refresh(tx, zone, now)


def _to_sponsor(tx: Tx, made: Decision, gate: Gate, view: object, now: datetime) -> None:
    gate_cards.show(tx, gate, view, now)
    outgoing.show_instead(tx, f"decided:{made.id}", view, now)


def _to_second(tx: Tx, made: Decision, gate: Gate, view: object, now: datetime) -> None:
    for key in signature_keys(made.id):
        outgoing.show_instead(tx, key, view, now)


def correct_digest(tx: Tx, initiative: str, now: datetime) -> None:
    """The newest digest that printed a decision about this initiative says that it was taken back, and prints no override of
    it."""
    row = outbox.newest(tx, Kind.DIGEST.value)
    view = None if row is None else outgoing.unpack(row.view)
    if row is None or not isinstance(view, Digest):  # none, or one that cannot be read any more
        return
    lines = tuple(replace(line, taken_back=line.taken_back or line.initiative == initiative) for line in view.decided)
    if lines != view.decided:
        overrides = tuple(line for line in view.overrides if line.initiative != initiative)
        outgoing.refresh(tx, row.key, replace(view, decided=lines, overrides=overrides), now)

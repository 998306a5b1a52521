"""Looks into the tenant for a dialog: asked in a turn, answered by the worker, shown to the asker alone (HOUSE, "A lookup").

Nothing here waits for the network. Whatever came of a look is read from its row when the card is drawn, also where the
card in the chat is updated: so it is erased in one place, and who has lost the right to see it sees nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions import outgoing
from actions.outgoing import Card
from actions.people import actor_of
from portfolio.addresses import Address, read_address
from portfolio.authority import Act, allowed
from portfolio.grants import Grant, GrantState
from portfolio.initiatives import Initiative
from portfolio.lookups import KEPT, LOOKUP_MOVES, PATIENCE, Answer, Ask, Lookup, LookupState
from portfolio.machines import step
from portfolio.people import Actor
from portfolio.views.connecting import Looking
from store import Tx, grants, initiatives, ledger, lookups
from store.ids import new_id
from store.locks import alone


def ask(
    tx: Tx, actor: Actor, one: Initiative, grant: Grant, question: Ask, card: Card | None, now: datetime, *,
    parent: Lookup | None = None,
) -> Lookup:
    """Put a question to the worker. The same one again is the one that is under way, or its answer while that is kept.

    Another place ends what this person had asked about the initiative before; another choice of columns ends the former.
    """
    alone(tx, f"lookup:{actor.number}:{one.id}")
    before = lookups.open_of(tx, actor.number, one.id)
    same = next((found for found in before if found.ask == question and _holds(found, parent, now)), None)
    for former in before:
        if former is not same and (parent is None or former.parent is not None):
            _end(tx, former, LookupState.OVER)
    if same is not None:
        return _on(tx, same, one, card, now)
    new = Lookup(
        id=new_id("l"), initiative=one.id, asker=actor.number, grant=grant.id, parent=parent.id if parent else None,
        state=LookupState.WAITING, ask=question, answer=None, asked_at=now, expires_at=now + PATIENCE, card=None,
    )
    lookups.add(tx, new)
    if parent is not None:
        lookups.extend(tx, parent.id, now + KEPT)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:lookup:asked", subject=new.id,
        data={"initiative": one.id, "grant": grant.id, "rows": question.binding is not None},
    )
    return _on(tx, new, one, card, now)


def _holds(found: Lookup, parent: Lookup | None, now: datetime) -> bool:
    """Whether it still answers the question: not once nothing was seen, or its time is over."""
    failed = found.answer is not None and found.answer.obstacle is not None
    return found.parent == (parent.id if parent else None) and found.expires_at > now and not failed


def _on(tx: Tx, found: Lookup, one: Initiative, card: Card | None, now: datetime) -> Lookup:
    """The card that was pressed shows this look from now on."""
    if card is not None:
        key = outgoing.follow(tx, found.asker, card, looking(found, one), initiative=one.id, now=now)
        lookups.on_card(tx, found.id, key, found.seen)
    return found


def looking(found: Lookup, one: Initiative) -> Looking:
    """What is shown while nothing has come."""
    return Looking(
        lookup=found.id, initiative=one.id, name=one.name, label=found.ask.label if found.ask else "",
        rows=found.ask is not None and found.ask.binding is not None, seen=found.seen,
    )


def leave(tx: Tx, actor: Actor, one: Initiative) -> None:
    """Somebody begins anew: what they had asked about this initiative is over, and nothing of it is shown any more."""
    alone(tx, f"lookup:{actor.number}:{one.id}")
    for former in lookups.open_of(tx, actor.number, one.id):
        _end(tx, former, LookupState.OVER)


def used(tx: Tx, found: Sequence[Lookup], source: str) -> None:
    """Something was saved from it: nothing else of it stays."""
    for one in found:
        _end(tx, one, LookupState.USED, source=source)


def _end(tx: Tx, found: Lookup, then: LookupState, *, source: str | None = None) -> None:
    lookups.end(tx, found.id, step(LOOKUP_MOVES, found.state, then, thing="lookup"), source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What the worker is to look for: at the `address`, which an admin enabled, or whose host."""

    lookup: str
    grant: Grant
    address: Address
    ask: Ask


def overdue(tx: Tx, now: datetime) -> bool:
    """Whether any look's time is over and nobody has said so."""
    return bool(lookups.late(tx, now))


def errands(tx: Tx, now: datetime) -> tuple[Errand, ...]:
    """The looks that wait. One whose asker or whose address has lost the right is none."""
    found = []
    for one in lookups.waiting(tx):
        grant = grants.get(tx, one.grant)
        if one.ask is None or grant is None or one.expires_at <= now or not _may(tx, one, grant):
            continue
        address = read_address(one.ask.address)
        if isinstance(address, Address) and address.reach == grant.address.reach:
            found.append(Errand(lookup=one.id, grant=grant, address=address, ask=one.ask))
    return tuple(found)


def _may(tx: Tx, found: Lookup, grant: Grant | None) -> bool:
    one = initiatives.get(tx, found.initiative)
    asker = actor_of(tx, found.asker)
    return (
        one is not None and grant is not None and grant.state is GrantState.ENABLED and allowed(asker, Act.PREPARE, one)
    )


def answer(tx: Tx, id: str, said: Answer, now: datetime) -> bool:
    """What the worker found. False when nobody waits for it any more: then nothing of it is kept."""
    found = lookups.get(tx, id)
    if found is None:
        return False
    alone(tx, f"lookup:{found.asker}:{found.initiative}")
    found = lookups.get(tx, id)
    if found is None or found.state is not LookupState.WAITING or found.expires_at <= now:
        return False
    lookups.answer(tx, id, said, now + KEPT)
    _tell(tx, found, now)
    return True


def _tell(tx: Tx, found: Lookup, now: datetime) -> None:
    """Have the card in the chat drawn again."""
    one = initiatives.get(tx, found.initiative)
    if found.card is None or one is None:
        return
    lookups.on_card(tx, found.id, found.card, found.seen + 1)
    shown = Looking(
        lookup=found.id, initiative=one.id, name=one.name, label="", rows=False, seen=found.seen + 1,
    )
    outgoing.refresh(tx, found.card, shown, now)


def expire(tx: Tx, now: datetime) -> int:
    """End the looks whose time is over, and have their cards say so; how many there were."""
    late = lookups.late(tx, now)
    for found in late:
        _end(tx, found, LookupState.OVER)
        if not any(other.parent == found.id for other in lookups.open_of(tx, found.asker, found.initiative)):
            _tell(tx, found, now)
    return len(late)

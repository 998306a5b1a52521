"""The only door to an initiative, and to what hangs on it. The door checks you (DOMAIN.md, who may do what)."""

from collections.abc import Iterable

from portfolio.authority import Act, allowed
from portfolio.errors import NotFound, NotYours, Refused
from portfolio.gates import Gate
from portfolio.initiatives import Initiative
from portfolio.people import Actor
from store import Tx, gates, initiatives
from store.locks import alone


def demand(actor: Actor, act: Act) -> None:
    """Refuse an act that hangs on no initiative."""
    if not allowed(actor, act):
        raise NotYours("role_needed")


def initiative(tx: Tx, actor: Actor, act: Act, id: str) -> Initiative:
    """The initiative, if this person may do this with it.

    NotFound when there is none, or none this person may know of; NotYours when they may see it and not do this.
    """
    return _checked(actor, act, initiatives.get(tx, id))


def several(tx: Tx, actor: Actor, act: Act, ids: Iterable[str], read: Iterable[Initiative] = ()) -> None:
    """Each of these initiatives through the same door; what was `read` already is not read again."""
    found = {one.id: one for one in read}
    wanted = list(ids)
    if unread := [id for id in wanted if id not in found]:
        found |= initiatives.several(tx, unread)
    for id in wanted:
        _checked(actor, act, found.get(id))


def _checked(actor: Actor, act: Act, found: Initiative | None) -> Initiative:
    if found is None:
        raise NotFound("not_found")
    if not allowed(actor, act, found):
        raise NotYours("not_yours") if allowed(actor, Act.SEE, found) else NotFound("not_found")
    return found


def to_change(tx: Tx, actor: Actor, act: Act, id: str) -> Initiative:
    """The same door for what changes something: it waits until nobody else is changing the same initiative."""
    reserve(tx, id)
    return initiative(tx, actor, act, id)


def gate_to_change(tx: Tx, actor: Actor, act: Act, id: str) -> tuple[Gate, Initiative]:
    """The gate and its initiative, once nobody else is changing them."""
    found = gates.get(tx, id)
    if found is not None:
        reserve(tx, found.initiative)
    return gate(tx, actor, act, id)


def reserve(tx: Tx, initiative: str) -> None:
    """Have the initiative, its metric, gates and decisions to oneself until the end of the transaction."""
    alone(tx, f"initiative:{initiative}")


def current_gate(tx: Tx, one: Initiative) -> Gate:
    """The gate of an initiative that has come through the door. Refused for one that was merged, whose gate is void."""
    found = gates.current(tx, one.id)
    if found is None:
        raise Refused("went_into_another", name=one.name)
    return found


def gate(tx: Tx, actor: Actor, act: Act, id: str) -> tuple[Gate, Initiative]:
    """The gate and its initiative, through the initiative's door."""
    found = gates.get(tx, id)
    if found is None:
        raise NotFound("not_found")
    return found, initiative(tx, actor, act, found.initiative)

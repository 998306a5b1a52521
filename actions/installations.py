"""Install, uninstall, member and message events: references kept, in any order, any number of times; and shadow mode."""

from datetime import datetime

from actions import access
from portfolio.authority import Act
from portfolio.company import Company
from portfolio.errors import Invalid, NotFound, Refused, problem
from portfolio.messages import Hold
from portfolio.people import Actor
from portfolio.views.notices import Notice, Tone
from store import Tx, addresses, ledger, outbox, people, settings
from store.addresses import Reference


def keep(tx: Tx, reference: Reference, now: datetime) -> bool:
    """Remember where somebody or some channel can be reached. True when the app has just been installed there."""
    changed = addresses.keep(tx, reference)
    if not changed:
        return False
    ledger.note(
        tx, at=now, actor=reference.person, action=f"teams:app:{'installed' if reference.installed else 'removed'}",
        subject=_place(reference),
    )
    if reference.installed:
        outbox.release(tx, now, reason=Hold.NO_ADDRESS.value, person=reference.person)
    if reference.person is not None:
        people.change(tx, reference.person, reachable=reference.installed)
    return reference.installed


def _place(reference: Reference) -> str:
    return f"person:{reference.person}" if reference.person is not None else "channel"


def remove_team(tx: Tx, team: str, now: datetime) -> None:
    """The app was removed from a team. `now` is the event's own time; hearing of it again changes nothing."""
    if addresses.leave_team(tx, team, now):
        ledger.note(tx, at=now, actor=None, action="teams:app:removed", subject="team")


def bind_channel(tx: Tx, actor: Actor, channel: str, now: datetime) -> Notice:
    """`digest here`: this channel is where leadership reads. Saying it again changes nothing."""
    access.demand(actor, Act.BIND_CHANNEL)
    if settings.put(tx, settings.LEADERSHIP_CHANNEL, channel):
        ledger.note(tx, at=now, actor=actor.number, action="teams:channel:bound", subject="leadership")
    return Notice(tone=Tone.GOOD, code="channel_bound", params={})


def release(tx: Tx, actor: Actor, whom: str, channel: str | None, now: datetime) -> Notice:
    """Take people or the leadership channel out of shadow mode (R21, M3): "me", "channel", "everyone N", or a name.

    "everyone" alone says how many that would be; the count has to be typed back.
    """
    access.demand(actor, Act.RELEASE)
    words = whom.casefold().split()
    if words == ["channel"]:
        where = settings.get(tx, settings.LEADERSHIP_CHANNEL) or channel
        if where is None:
            raise Refused("no_channel")
        if settings.put(tx, settings.RELEASED_CHANNEL, where):
            ledger.note(tx, at=now, actor=actor.number, action="teams:channel:released", subject="leadership")
            outbox.release(tx, now, reason=Hold.SHADOW.value)
        return Notice(tone=Tone.GOOD, code="channel_released", params={})
    if words[:1] == ["everyone"]:
        waiting = [person for person in people.everyone(tx) if not person.released]
        if words[1:] != [str(len(waiting))]:
            raise Refused("release_count", n=len(waiting))
        return _let_go(tx, actor, [person.number for person in waiting], now)
    if words == ["me"]:
        return release_self(tx, actor, now)
    found = people.by_name(tx, actor.tenant, whom)
    if not found:
        raise NotFound("no_such_person", name=whom)
    if len(found) > 1:
        raise Invalid(problem("name", "ambiguous_person"))
    return _let_go(tx, actor, [found[0].number], now)


def release_self(tx: Tx, actor: Actor, now: datetime) -> Notice:
    """One's own messages only. For admins, and in the playground for whoever sits at the keyboard."""
    return _let_go(tx, actor, [actor.number], now)


def _let_go(tx: Tx, actor: Actor, numbers: list[int], now: datetime) -> Notice:
    for number in numbers:
        if people.release(tx, number):
            ledger.note(tx, at=now, actor=actor.number, action="teams:person:released", subject=str(number))
            outbox.release(tx, now, reason=Hold.SHADOW.value, person=number)
    return Notice(tone=Tone.GOOD, code="released", params={"n": len(numbers)})


def in_shadow(tx: Tx, actor: Actor, company: Company) -> bool:
    """True while nothing is sent to this person by itself."""
    return company.paused or not people.get(tx, actor.number).released

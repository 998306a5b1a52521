"""A change of locked rules that nobody answers: reminded of once, then it does not count, as a decision that nobody signs
(DOMAIN.md, the message policy: working days). While it waits no other change can be asked for, so it must not wait for ever.
"""

from datetime import datetime

from actions import access, outgoing
from actions.amendment_effect import note
from actions.amendment_views import asked_of, keys, settled, shown
from actions.people import actor_of
from portfolio.criteria import AmendmentState
from portfolio.messages import Kind, Reason
from store import Tx, amendments, initiatives, outbox


def remind(tx: Tx, id: str, state: AmendmentState, now: datetime) -> bool:
    """After three working days: the question once more, at the end of the chat. False where it has been answered, or the
    person who was asked may not answer any more."""
    made = amendments.get(tx, id)
    one = initiatives.get(tx, made.initiative) if made is not None and made.state is state else None
    person = asked_of(made, one) if made is not None and one is not None else None
    if made is None or one is None or person is None:
        return False
    first, again = keys(made, person)
    # Whoever has become its sponsor since then reads of it for the first time.
    why = Reason.CHANGE_LATE if outbox.find(tx, first) else Reason.CHANGE_ASKED
    view = shown(tx, made, one, actor_of(tx, person), why)
    if not view.may_accept and not view.may_sign:
        return False
    return outgoing.to_person(
        tx, person, Kind.AMENDMENT, view, key=again, reason=why, now=now, initiative=one.id
    )


def lapse(tx: Tx, id: str, state: AmendmentState, now: datetime) -> bool:
    """After seven working days without an answer it does not count: the old rules hold, whoever asked for it is told, and
    another change can be asked for. False where it has been answered."""
    made = amendments.get(tx, id)
    if made is None:
        return False
    access.reserve(tx, made.initiative)
    made = amendments.get(tx, id)
    one = initiatives.get(tx, made.initiative) if made is not None else None
    if made is None or one is None or made.state is not state:
        return False
    amendments.move(tx, made, AmendmentState.LAPSED, now)
    after = amendments.get(tx, id)
    assert after is not None
    settled(tx, after, one, None, now)
    note(tx, after, None, now)
    return True

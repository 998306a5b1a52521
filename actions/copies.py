"""Copies of a message that only a press makes known: after an ambiguous send there may be more than one in the chat.

Either copy answers the same row with the same receipt. A copy that was pressed is remembered, so that it shows what the
first one shows from then on; a message nobody knew to have arrived turns out to be there.
"""

from collections.abc import Mapping
from datetime import datetime

from actions.checkin_cards import key_of
from portfolio.people import Actor
from store import Tx, checkins, outbox, twins


def learn(
    tx: Tx, actor: Actor, ids: Mapping[str, str], *, activity_id: str, conversation_id: str, now: datetime
) -> None:
    """Somebody pressed a button, carrying these ids, on the message `activity_id` in their own chat."""
    doubtful = outbox.in_doubt_for(tx, person=actor.number)
    if not doubtful:
        return
    beginnings = _keys(tx, actor, ids)
    for row in doubtful:
        if row.key.startswith(beginnings):
            twins.note(tx, row.id, activity_id=activity_id, conversation_id=conversation_id, now=now)


def _keys(tx: Tx, actor: Actor, ids: Mapping[str, str]) -> tuple[str, ...]:
    """How the keys of the messages begin that carry such a button (actions.outgoing, by its callers)."""
    found = []
    if "check_in" in ids and (check_in := checkins.get(tx, ids["check_in"])) is not None:
        found.append(key_of(check_in))
    if "gate" in ids:
        found.append(f"gate:{ids['gate']}:")
    if "decision" in ids:
        found.append(f"countersign:{ids['decision']}")
    if "amendment" in ids:
        found.append(f"amendment:{ids['amendment']}:")
    if "offer" in ids:
        found.append(f"file:{ids['offer']}")
    if "grant" in ids:
        found.append(f"source:{ids['grant']}:")
    if "interview" in ids:
        found.append(f"interview:{ids['interview']}")
    if "initiative" in ids:
        found += [f"{kind}:{ids['initiative']}:{actor.number}" for kind in ("acceptance", "log_asked", "sprint_ended")]
    return tuple(found)

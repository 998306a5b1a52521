"""How near a decision is, and why a message came: said one way on every card."""

from cards.components import footer
from cards.elements import Element
from cards.looks import DUE, OVERDUE, Chip, Look
from portfolio.gates import GateState
from portfolio.messages import Reason
from words.api import Words

SIGNATURE = Look(style="Accent", icon="Signature", symbol="◆")
PAUSED = Look(style="Warning", icon="PauseCircle", symbol="▲")  # by policy, when nobody decided (R10)


def due_chip(state: GateState, days_left: int, w: Words) -> Chip:
    """The chip of a gate that is not decided yet. `days_left` is negative once it is overdue."""
    if state is GateState.PENDING_REVIEW:
        return Chip(look=SIGNATURE, word=w.say("due.pending"))
    if days_left < 0:
        return Chip(look=OVERDUE, word=w.say("due.late", n=-days_left))
    return Chip(look=DUE, word=w.say("due.today") if days_left == 0 else w.say("due.in", n=days_left))


def why(reason: Reason, w: Words, *sentences: str) -> Element:
    """The last line of a message nobody asked for: why it came, how long it takes, what happens if it is ignored."""
    return footer(" ".join([w.name(reason), *sentences]))

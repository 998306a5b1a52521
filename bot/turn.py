"""What a handler of one press or one command is given: everything about the turn, as values and one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from actions.outgoing import Card
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.errors import Invalid, Refused
from portfolio.people import Actor
from store import Tx

LONGEST_ID = 64
"""What the record has room for; ours have 12 to 24 signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn inside its transaction. `channel` is set in a team channel, `card` where one in somebody's own chat was
    pressed."""

    tx: Tx
    actor: Actor
    company: Company
    now: datetime
    ids: Mapping[str, str]
    inputs: Mapping[str, str]
    revision: int | None
    channel: str | None
    card: Card | None = None

    @property
    def today(self) -> date:
        """The reader's date."""
        return local_date(self.now, self.actor.zone)

    def id(self, name: str) -> str:
        """An id the button carries. Invalid "bad_card" when it does not, or when it is longer than any of ours."""
        id = self.ids.get(name, "")
        if not 0 < len(id) <= LONGEST_ID:
            raise Invalid(code="bad_card")
        return id

    @property
    def aloud(self) -> bool:
        """Whether a channel reads along."""
        return self.channel is not None

    def seen(self) -> int:
        """The revision the card was drawn from. Invalid "bad_card" when it carries none."""
        if self.revision is None:
            raise Invalid(code="bad_card")
        return self.revision


Handler = Callable[[Turn], object]


def personal(handler: Handler) -> Handler:
    """What comes of a look is for who asked, so it is not asked where others read along."""

    def alone(turn: Turn) -> object:
        if turn.channel is not None:
            raise Refused("personal_only")
        return handler(turn)

    return alone

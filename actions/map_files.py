"""The current-state map as a file that leaves (actions.leaving): read at the moment it is made, so without what was taken
back by then."""

from collections.abc import Callable, Mapping
from datetime import datetime

from actions import current_states
from portfolio.calendar import local_date
from portfolio.errors import Invalid
from portfolio.leaving import Made
from portfolio.people import Actor
from store import Tx

_SIZE = 60_000
"""Bytes of a page, most of them the face it is set in."""


def _map(tx: Tx, actor: Actor, said: Mapping[str, str], now: datetime) -> Made:
    if "workflow" not in said:
        raise Invalid(code="bad_card")
    view = current_states.show(tx, actor, said["workflow"], now)

    def write() -> bytes:
        from reports import current_state  # Typst comes with it, and most processes never set a page

        return current_state.page(view, actor.language, int(now.timestamp()))

    name = f"Current-state-{local_date(now, actor.zone).isoformat()}.pdf"
    return Made(name=name, count=None, size=_SIZE, write=write)


MAP_FILES: Mapping[str, Callable[[Tx, Actor, Mapping[str, str], datetime], Made]] = {"map_pdf": _map}
"""By kind, as the button names it."""

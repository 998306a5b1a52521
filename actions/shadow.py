"""`preview`: what would go to whom, looked at before anybody is released (R21, M3)."""

from datetime import datetime

from actions import access, outgoing
from actions.delivery import still_owed
from portfolio.authority import Act
from portfolio.company import Company
from portfolio.messages import Kind
from portfolio.people import Actor, Person
from portfolio.views.shadow import ShadowPreview, WaitingLine
from store import Tx, people, settings, waiting
from store.outbox import OutboxRow

MOST_LINES = 10


def preview(tx: Tx, actor: Actor, company: Company, now: datetime) -> tuple[ShadowPreview, object | None, str]:
    """What a release would send, its first message as a view (whoever draws cards puts its text in as the sample), and the
    language that would be in. What nobody is owed any more is left out; what cannot be read is told by its number.

    Planning runs in shadow mode as always, so this is what has come due so far; caps and working hours still spread it.
    """
    access.demand(actor, Act.RELEASE)
    everyone = {person.number: person for person in people.everyone(tx)}
    channel = settings.get(tx, settings.RELEASED_CHANNEL)
    found: dict[int | None, list[OutboxRow]] = {}
    views: dict[int, object] = {}
    unread: list[int] = []
    for row in waiting.unsent(tx, now):
        reader = everyone.get(row.recipient_person) if row.recipient_person is not None else None
        kept_back = not reader.released if reader is not None else row.recipient_channel != channel
        view = outgoing.unpack(row.view) if kept_back else None
        if kept_back and view is None:
            unread.append(row.id)
        elif kept_back and still_owed(tx, Kind(row.kind), reader, row, view):
            found.setdefault(row.recipient_person, []).append(row)
            views[row.id] = view
    lines = sorted((_line(everyone, person, rows) for person, rows in found.items()), key=_order)
    first = min((row for rows in found.values() for row in rows), key=lambda row: (row.due_at, row.id), default=None)
    reader = everyone[first.recipient_person] if first and first.recipient_person is not None else None
    seen = ShadowPreview(
        people=len(found.keys() - {None}), shadowed=sum(not person.released for person in everyone.values()),
        messages=sum(len(rows) for rows in found.values()), lines=tuple(lines[:MOST_LINES]),
        more=max(0, len(lines) - MOST_LINES), sample_for=reader.name if reader else None,
        unread=tuple(unread[:MOST_LINES]), more_unread=max(0, len(unread) - MOST_LINES),
    )
    return seen, views[first.id] if first else None, reader.language if reader else company.language


def _line(everyone: dict[int, Person], person: int | None, rows: list[OutboxRow]) -> WaitingLine:
    name = None if person is None else everyone[person].name
    return WaitingLine(name=name, kinds=tuple(Kind(row.kind) for row in rows))


def _order(line: WaitingLine) -> tuple[bool, str]:
    """The channel first: most people read it."""
    return line.name is not None, line.name or ""

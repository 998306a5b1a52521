"""Cards that ask somebody about several initiatives at once: those they were named for in one moment (R14: one card)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from actions import outgoing
from portfolio.initiatives import Initiative, SponsorState
from portfolio.messages import Kind, Reason
from portfolio.people import name_of
from portfolio.views.notices import Notice, Tone
from portfolio.views.sponsors import OneOfSeveral, SeveralAsked
from store import Tx, gates, initiatives, intakes, outbox, people
from store.outbox import OutboxRow

MOST_LINES = 10


def lines(tx: Tx, ones: Iterable[Initiative]) -> list[OneOfSeveral]:
    """Initiatives as lines of a list, the earliest decision first."""
    some = list(ones)
    due, origins = gates.current_of(tx, [one.id for one in some]), intakes.of(tx, [one.id for one in some])
    names = people.many(tx, [one.sponsor for one in some])
    made = [
        OneOfSeveral(
            initiative=one.id, name=one.name, unit=origins[one.id].unit if one.id in origins else "",
            gate_on=due[one.id].due,
            asked=name_of(names, one.sponsor) if one.sponsor_state is SponsorState.ASKED else None,
        )
        for one in some
    ]
    return sorted(made, key=lambda line: (line.gate_on, line.name))


def unanswered(tx: Tx, person: int, asked: datetime) -> list[Initiative]:
    """What somebody was named for in that moment and has not answered."""
    return [one for one in initiatives.asked(tx) if one.sponsor == person and one.sponsor_asked == asked]


def question(tx: Tx, ones: Sequence[Initiative], named_by: str | None, why: Reason) -> SeveralAsked:
    """What is asked about several initiatives, at least one, of one moment."""
    asked = ones[0].sponsor_asked
    assert asked is not None, "whoever is asked was asked at some time"
    every = lines(tx, ones)
    return SeveralAsked(
        asked=asked.isoformat(), named_by=named_by, lines=tuple(every[:MOST_LINES]), total=len(every),
        last_on=every[-1].gate_on, why=why, values={},
    )


def _keys(person: int, asked: datetime) -> Iterator[str]:
    number = 1
    while True:
        yield f"acceptances:{person}:{asked.isoformat()}" + (f":{number}" if number > 1 else "")
        number += 1


def cards(tx: Tx, person: int, asked: datetime) -> list[OutboxRow]:
    """The messages that asked, first to last."""
    found: list[OutboxRow] = []
    for key in _keys(person, asked):
        row = outbox.find(tx, key)
        if row is None:
            return found
        found.append(row)
    return found


def ask(tx: Tx, person: int, view: SeveralAsked, asked: datetime, now: datetime) -> None:
    """Put the question, or its reminder, to the person who was named."""
    key = next(key for key in _keys(person, asked) if outbox.find(tx, key) is None)
    outgoing.to_person(tx, person, Kind.ACCEPTANCE, view, key=key, reason=view.why, now=now)


def answered(tx: Tx, person: int, asked: datetime | None, now: datetime) -> None:
    """One of several was answered: the cards that asked show what is left, or that nothing is."""
    rows = [] if asked is None else cards(tx, person, asked)
    if asked is None or not rows:
        return
    left = unanswered(tx, person, asked)
    for row in rows:
        if left:
            shown = outgoing.unpack(row.view)
            named_by = shown.named_by if isinstance(shown, SeveralAsked) else None
            outgoing.refresh(tx, row.key, question(tx, left, named_by, Reason(row.reason)), now)
        else:
            outgoing.answered(tx, row, Notice(tone=Tone.INFO, code="all_answered", params={}), now)

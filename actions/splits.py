"""More decisions in a week than one sponsor can take well: proposed to the programme office to split (R1; FEATURES A8)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from actions import outgoing, together
from actions.sponsor_loads import ahead_of, over
from portfolio.calendar import DAY, local_date, period_of
from portfolio.company import Company
from portfolio.gates import LONGEST
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, Role
from portfolio.spreading import weekly
from portfolio.views.notices import Notice, Tone
from portfolio.views.sponsors import SplitProposed
from store import Tx, initiatives, outbox, people
from store.outbox import OutboxRow

MOST_LINES = 8


def proposal(tx: Tx, sponsor: int, company: Company, now: datetime) -> SplitProposed | None:
    """What is over three a week for a sponsor, and their weeks without the part of it that is shown; None where it fits."""
    own = ahead_of(tx, sponsor, company, now)
    spare = over(own)
    if not spare:
        return None
    every = together.lines(tx, initiatives.several(tx, [gate.initiative for gate in spare]).values())
    lines = tuple(every[:MOST_LINES])
    gone = {line.initiative for line in lines}
    counts, left = weekly(gate.due for gate in own), weekly(gate.due for gate in own if gate.initiative not in gone)
    return SplitProposed(
        number=sponsor, sponsor=people.get(tx, sponsor).name, gates=len(own), fullest=max(counts.values()), lines=lines,
        total=len(spare), weeks=tuple((monday, count, left.get(monday, 0)) for monday, count in counts.items()),
        values={"chosen": ",".join(line.initiative for line in lines)},
    )


def propose(tx: Tx, sponsor: Actor, company: Company, now: datetime) -> int:
    """Tell the programme office what is over three a week for a sponsor who has just accepted: one card a month and sponsor,
    which follows what changes. How many are over."""
    shown = proposal(tx, sponsor.number, company, now)
    follow(tx, sponsor.number, company, now)
    if shown is None:
        return 0
    period = period_of(local_date(now, company.zone))
    for person in sorted(people.with_role(tx, Role.PROGRAMME_OFFICE)):
        key = f"split:{sponsor.number}:{period}:{person}"
        outgoing.to_person(tx, person, Kind.SPLIT, shown, key=key, reason=Reason.SPONSOR_FULL, now=now)
    return shown.total


def follow(
    tx: Tx, sponsor: int, company: Company, now: datetime, *, by: int | None = None, asked: tuple[int, str] | None = None
) -> None:
    """The cards about a sponsor's weeks show how these stand now; that of `by` also whom they have just `asked`, and about
    how many."""
    cards = list(_cards(tx, sponsor, company, now))
    shown = proposal(tx, sponsor, company, now) if cards else None
    for person, row in cards:
        if shown is None:
            outgoing.answered(tx, row, fits(people.get(tx, sponsor).name), now)
        else:
            outgoing.refresh(tx, row.key, replace(shown, asked=asked if person == by else None), now)


def _cards(tx: Tx, sponsor: int, company: Company, now: datetime) -> Iterator[tuple[int, OutboxRow]]:
    """Those of the months that a gate which comes due now can have been proposed in: it was at most 90 days ahead."""
    today = local_date(now, company.zone)
    day, office = today, sorted(people.with_role(tx, Role.PROGRAMME_OFFICE))
    while day >= (today - LONGEST).replace(day=1):
        for person in office:
            row = outbox.find(tx, f"split:{sponsor}:{period_of(day)}:{person}")
            if row is not None:
                yield person, row
        day = day.replace(day=1) - DAY


def fits(sponsor: str) -> Notice:
    """What a proposal becomes once nothing is over three a week."""
    return Notice(tone=Tone.GOOD, code="split_fits", params={"sponsor": sponsor})


def followed(tx: Tx, view: SplitProposed, company: Company, now: datetime) -> SplitProposed | Notice:
    """A proposal as it stands when it is sent, or shown anew."""
    if view.number is None:  # from before these could be acted on
        return view
    shown = proposal(tx, view.number, company, now)
    return fits(view.sponsor) if shown is None else replace(shown, asked=view.asked)

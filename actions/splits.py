"""More decisions in a week than one sponsor can take well: proposed to the programme office to split (R1; FEATURES A8)."""

from datetime import datetime

from actions import outgoing, together
from actions.sponsor_loads import ahead_of, over
from portfolio.calendar import local_date, period_of
from portfolio.company import Company
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, Role
from portfolio.spreading import weekly
from portfolio.views.notices import Notice, Tone
from portfolio.views.sponsors import SplitProposed
from store import Tx, initiatives, outbox, people

MOST_LINES = 8


def propose(tx: Tx, sponsor: Actor, company: Company, now: datetime) -> int:
    """Tell the programme office what is over three a week for a sponsor who has just accepted: one card a month and sponsor,
    which follows what changes. How many are over."""
    own = ahead_of(tx, sponsor.number, company, now)
    spare = over(own)
    period = period_of(local_date(now, company.zone))
    every = together.lines(tx, initiatives.several(tx, [gate.initiative for gate in spare]).values())
    for person in sorted(people.with_role(tx, Role.PROGRAMME_OFFICE)):
        key = f"split:{sponsor.number}:{period}:{person}"
        row = outbox.find(tx, key)
        if spare:
            view = SplitProposed(
                sponsor=sponsor.name, gates=len(own), fullest=max(weekly(gate.due for gate in own).values()),
                lines=tuple(every[:MOST_LINES]), total=len(spare),
            )
            if row is None:
                outgoing.to_person(tx, person, Kind.SPLIT, view, key=key, reason=Reason.SPONSOR_FULL, now=now)
            else:
                outgoing.refresh(tx, key, view, now)
        elif row is not None:
            fits = Notice(tone=Tone.GOOD, code="split_fits", params={"sponsor": sponsor.name})
            outgoing.answered(tx, row, fits, now)
    return len(spare)

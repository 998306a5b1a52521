"""Splitting what is too much for one sponsor: the programme office names somebody else for some of it (R1; FEATURES A8).

Only what is over three a week can be handed over, and only by the programme office. Until the other has accepted nobody
answers for it, which the card says; what has been decided stays decided (R16).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from actions import access, outgoing, splits, sponsors, sponsorship
from actions.sponsor_loads import ahead_of, over
from portfolio.authority import Act
from portfolio.commands import NameSponsors
from portfolio.company import Company
from portfolio.errors import Conflict, Invalid, NotFound, Problem, problem
from portfolio.initiatives import Initiative, SponsorState
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.views.initiatives import Acceptance
from portfolio.views.notices import Notice, Tone
from portfolio.views.sponsors import SeveralAsked, SplitProposed
from store import Tx, initiatives, people


def show(tx: Tx, actor: Actor, sponsor: int, company: Company, now: datetime) -> SplitProposed | Notice:
    """The proposal about a sponsor as it stands. NotFound where there is nobody of that number."""
    access.demand(actor, Act.NAME_SPONSOR)
    if sponsor not in people.many(tx, [sponsor]):
        raise NotFound("not_found")
    return splits.proposal(tx, sponsor, company, now) or splits.fits(people.get(tx, sponsor).name)


def name(
    tx: Tx, actor: Actor, command: NameSponsors, sponsor: int, company: Company, now: datetime
) -> SplitProposed | SeveralAsked | Acceptance | Notice:
    """Ask somebody to take over some of what is over three a week for a sponsor: all of these or none. The sponsor reads
    that they no longer answer for them. Conflict where something of it is not over any more; pressed twice, asked once."""
    access.demand(actor, Act.NAME_SPONSOR)
    other = sponsorship.candidate(tx, actor.tenant, command.sponsor, "sponsor", now)
    if isinstance(other, Problem):
        raise Invalid(other)
    if other.number == sponsor:
        raise Invalid(problem("sponsor", "split_same", name=other.name))
    ones = [access.to_change(tx, actor, Act.NAME_SPONSOR, id) for id in sorted(set(command.initiatives))]
    if not all(_asked(one, other.number) for one in ones):
        spare = {gate.initiative for gate in over(ahead_of(tx, sponsor, company, now))}
        if not {one.id for one in ones} <= spare:
            raise Conflict("changed_since")
        sponsors.ask_for(tx, actor, ones, other, now)
        _tell(tx, sponsor, ones, other.name, now)
        splits.follow(tx, sponsor, company, now, by=actor.number, asked=(len(ones), other.name))
    if other.number == actor.number:
        asked = initiatives.several(tx, [ones[0].id])[ones[0].id].sponsor_asked
        return sponsors.again(tx, actor, asked or now)
    left = splits.proposal(tx, sponsor, company, now)
    if left is None:
        return splits.fits(people.get(tx, sponsor).name)
    return replace(left, asked=(len(ones), other.name))


def _tell(tx: Tx, sponsor: int, ones: Sequence[Initiative], other: str, now: datetime) -> None:
    """They did not ask for it, so they are told: once for all of it."""
    told = Notice(tone=Tone.INFO, code="handed_over", params={"n": len(ones), "first": ones[0].name, "other": other})
    key = f"handed_over:{sponsor}:{min(one.id for one in ones)}:{now.isoformat()}"
    outgoing.to_person(tx, sponsor, Kind.HANDED_OVER, told, key=key, reason=Reason.HANDED_OVER, now=now)


def _asked(one: Initiative, other: int) -> bool:
    return one.sponsor == other and one.sponsor_state is SponsorState.ASKED

"""The facts the scheduler needs, read in one go."""

from collections.abc import Iterator
from datetime import date, datetime

from actions import plan_news, sprint_views
from actions.lateness import troubles
from actions.production import unreviewed
from actions.sources import in_force
from portfolio.criteria import AmendmentState
from portfolio.gates import BEFORE, OWED
from portfolio.initiatives import FOLLOWED
from portfolio.schedule import (
    AmendmentFacts,
    AskedFacts,
    GateFacts,
    IdeaFacts,
    InterviewFacts,
    OverrideFacts,
    SignatureFacts,
    Snapshot,
    SponsorFacts,
    SprintFacts,
)
from store import Tx, amendments, decisions, gates, ideas, initiatives, interviews, metrics, people, sprints

EVER = date.min


def snapshot(tx: Tx, now: datetime) -> Snapshot:
    """Who is asked monthly, which gates run, which overrides will end, whose answer is waited for, how far sprints are."""
    sponsors = people.many(tx, initiatives.sponsors(tx))
    pending, asked = decisions.pending(tx), initiatives.asked(tx)
    waiting = people.many(tx, [*(made.second for made in pending), *(one.sponsor for one in asked)])
    running = gates.in_states(tx, BEFORE | OWED)
    every = initiatives.watched(tx)
    watched = [one for one in every if one.owned]
    owners = {one.id: one.sponsor for one in watched}
    zones = {number: person.zone for number, person in people.many(tx, owners.values()).items()}
    return Snapshot(
        sponsors=tuple(SponsorFacts(number=number, zone=person.zone) for number, person in sorted(sponsors.items())),
        gates=tuple(
            GateFacts(
                id=gate.id, due=gate.due, state=gate.state, zone=zones.get(owners.get(gate.initiative) or 0),
                revision=gate.revision,
            )
            for gate in running
        ),
        overrides=tuple(
            OverrideFacts(decision=one.id, expires=one.override.expires)
            for one in decisions.overrides_in_force(tx, EVER)
            if one.override is not None
        ),
        signatures=tuple(
            SignatureFacts(decision=made.id, at=made.at, zone=waiting[made.second].zone)
            for made in pending
            if made.second is not None
        ),
        amendments=tuple(_amendments(tx)),
        asked=tuple(
            AskedFacts(initiative=one.id, person=one.sponsor, at=one.sponsor_asked, zone=waiting[one.sponsor].zone)
            for one in asked
            if one.sponsor is not None and one.sponsor_asked is not None
        ),
        interviews=tuple(_interviews(tx)),
        sprints=tuple(_sprints(tx, now)),
        troubles=troubles(tx),
        ideas=tuple(IdeaFacts(id=one.opportunity, at=one.proposed_at) for one in ideas.waiting(tx)),
        attestations=tuple(plan_news.facts(tx, every, now.date())),
        unreviewed=unreviewed(tx, every),
        producing=tuple(
            SponsorFacts(number=number, zone=zones[number])
            for number in sorted({one.sponsor for one in watched if one.stage in FOLLOWED and one.sponsor in zones})
        ),
    )


def _amendments(tx: Tx) -> Iterator[AmendmentFacts]:
    """Those that wait for the sponsor, and those that wait for the co-signer."""
    found = amendments.unanswered(tx)
    if not found:
        return
    ones = initiatives.several(tx, [made.initiative for made in found])
    owing = {
        made.id: made.second if made.state is AmendmentState.PENDING else ones[made.initiative].sponsor for made in found
    }
    known = people.many(tx, owing.values())
    for made in found:
        person = known.get(owing[made.id] or 0)
        yield AmendmentFacts(amendment=made.id, state=made.state, at=made.since, zone=person.zone if person else None)


def _interviews(tx: Tx) -> Iterator[InterviewFacts]:
    unanswered = interviews.waiting(tx)
    known = people.many(tx, [one.person for one, _ in unanswered])
    for one, arrived in unanswered:
        yield InterviewFacts(interview=one.id, at=arrived, zone=known[one.person].zone)


def _sprints(tx: Tx, now: datetime) -> Iterator[SprintFacts]:
    """Those who were named log, else the sponsor. One whose number is counted elsewhere by now has nothing to wait for."""
    going = sprints.running(tx)
    if not going:
        return
    known = initiatives.several(tx, [sprint.initiative for sprint in going])
    found = metrics.latest_of(tx, known)
    sources = in_force(tx, found)
    for sprint in going:
        one, source = known[sprint.initiative], sources.get(sprint.initiative)
        here = source is not None and source.id == sprint.source
        loggers = people.many(tx, sprint.loggers or (one.sponsor,))
        yield SprintFacts(
            id=sprint.id, first_on=sprint.first_on, last_on=sprint.last_on,
            complete=source is None or not here
            or sprint_views.standing(tx, sprint, source, found[one.id], now).complete,
            loggers=tuple((number, person.zone) for number, person in sorted(loggers.items())),
        )

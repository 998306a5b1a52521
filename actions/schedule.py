"""The facts the scheduler needs, read in one go."""

from datetime import date

from portfolio.gates import BEFORE, OWED
from portfolio.schedule import AskedFacts, GateFacts, OverrideFacts, SignatureFacts, Snapshot, SponsorFacts
from store import Tx, decisions, gates, initiatives, people

EVER = date.min


def snapshot(tx: Tx) -> Snapshot:
    """Who is asked monthly, which gates run, which overrides will end, and whose answer is waited for."""
    sponsors = people.many(tx, initiatives.sponsors(tx))
    pending, asked = decisions.pending(tx), initiatives.asked(tx)
    waiting = people.many(tx, [*(made.second for made in pending), *(one.sponsor for one in asked)])
    running = gates.in_states(tx, BEFORE | OWED)
    owners = {one.id: one.sponsor for one in initiatives.in_flight(tx) if one.owned}
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
        asked=tuple(
            AskedFacts(initiative=one.id, person=one.sponsor, at=one.sponsor_asked, zone=waiting[one.sponsor].zone)
            for one in asked
            if one.sponsor is not None and one.sponsor_asked is not None
        ),
    )

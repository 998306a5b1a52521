"""What a merge changes (A7): one initiative ends, its gate is void, and everybody who was asked about it is told."""

from dataclasses import replace
from datetime import datetime

from actions import amendment_answers, asking, constraint_lines, gate_lines, outgoing, together
from actions.gate_series import void
from actions.overlaps import left
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.gates import BEFORE, OWED
from portfolio.initiatives import MOVES, Initiative, SponsorState, Stage
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.settling import Things
from portfolio.views.notices import Notice, Tone
from portfolio.views.overlaps import MergedCard
from store import Tx, constraints, gates, initiatives, ledger, overlaps, people, workflows


def merge(
    tx: Tx, actor: Actor, gone: Initiative, into: Initiative, reason: str, things: Things, company: Company, now: datetime
) -> None:
    """One goes into the other. Its numbers, decisions and history stay what they are; nothing of it is added to the other's
    (two counts of one kind need not be of the same work). `things`: what becomes of what runs of it."""
    gate = gates.current(tx, gone.id)
    voided = {}
    if gate is not None and gate.state in BEFORE | OWED:
        voided = {"gate": gate.id, **amendment_answers.lapse(tx, gate, now)}
        void(tx, gate)
    values: dict[str, object] = {"stage": step(MOVES, gone.stage, Stage.MERGED, thing="initiative").value}
    if not gone.owned:   # whoever was asked and has not answered cannot take it on any more
        values |= {"sponsor": None, "sponsor_state": SponsorState.NONE.value}
    initiatives.change(tx, gone, **values)
    zone, open_on = company.zone, constraint_lines.open_on(company, now)
    constraints.carry(tx, gone.id, into.id, open_on)
    workflows.carry(tx, gone.id, into.id, actor.number, now, open_on=open_on)
    said = overlaps.merge(tx, gone.id, into.id, now, by=actor.number, reason=reason, things=things)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:initiative:merged", subject=gone.id,
        data={"into": into.id, "reason": said, "things": things.value, **voided},
    )
    gate_lines.refresh(tx, zone, now)
    _close_questions(tx, gone, into, now)
    view = MergedCard(
        gone=gone.id, into=into.id, gone_name=gone.name, into_name=into.name, by=actor.name, on=local_date(now, zone),
        reason=reason, theirs=False, why=Reason.MERGED, left=left(tx, things, gone),
    )
    for person, (theirs, lead) in _concerned(gone, into, things).items():
        if person != actor.number:
            _tell(tx, person, replace(view, theirs=theirs, lead=lead), now)


def _concerned(gone: Initiative, into: Initiative, things: Things) -> dict[int, tuple[bool, bool]]:
    """Whom it concerns, each once: both sponsors, the leads of what went, and the delivery lead who takes its things over.
    Whether theirs is the one that goes on, and whether they are its lead."""
    found: dict[int, tuple[bool, bool]] = {}
    for one, theirs in ((into, True), (gone, False)):
        if one.owned and one.sponsor is not None:
            found.setdefault(one.sponsor, (theirs, False))
    for person in (gone.delivery_lead, gone.adoption_lead):
        if person is not None:
            found.setdefault(person, (False, True))
    if things is Things.MOVE and into.delivery_lead is not None:
        found.setdefault(into.delivery_lead, (True, True))
    return found


def _close_questions(tx: Tx, gone: Initiative, into: Initiative, now: datetime) -> None:
    """Nobody is asked any more to answer for it, or to find somebody who does."""
    if gone.sponsor is not None and gone.sponsor_state is SponsorState.ASKED:
        told = Notice(tone=Tone.INFO, code="merged_away", params={"name": gone.name, "other": into.name})
        asking.show(tx, gone.id, gone.sponsor, told, now)
        together.answered(tx, gone.sponsor, gone.sponsor_asked, now)
    asking.say_found(tx, gone, "merged_away", into.name, now)


def _tell(tx: Tx, person: int, view: MergedCard, now: datetime) -> None:
    mine = replace(view, on=local_date(now, people.get(tx, person).zone))
    outgoing.to_person(
        tx, person, Kind.MERGED, mine, key=f"merged:{view.gone}:{person}", reason=Reason.MERGED, now=now,
        initiative=view.into if view.theirs else view.gone,
    )

"""What a merge changes (A7): one initiative ends, its gate is void, and everybody who was asked about it is told."""

from datetime import datetime

from actions import amendment_answers, asking, gate_lines, outgoing, together
from actions.gate_series import void
from portfolio.calendar import local_date
from portfolio.gates import BEFORE, OWED
from portfolio.initiatives import MOVES, Initiative, SponsorState, Stage
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.views.notices import Notice, Tone
from portfolio.views.overlaps import MergedCard
from store import Tx, constraints, gates, initiatives, ledger, overlaps, people, workflows


def merge(tx: Tx, actor: Actor, gone: Initiative, into: Initiative, reason: str, zone: str, now: datetime) -> None:
    """One goes into the other. Its numbers, decisions and history stay what they are; nothing of it is added to the other's
    (two counts of one kind need not be of the same work)."""
    gate = gates.current(tx, gone.id)
    voided = {}
    if gate is not None and gate.state in BEFORE | OWED:
        voided = {"gate": gate.id, **amendment_answers.lapse(tx, gate, now)}
        void(tx, gate)
    values: dict[str, object] = {"stage": step(MOVES, gone.stage, Stage.MERGED, thing="initiative").value}
    if not gone.owned:   # whoever was asked and has not answered cannot take it on any more
        values |= {"sponsor": None, "sponsor_state": SponsorState.NONE.value}
    initiatives.change(tx, gone, **values)
    constraints.carry(tx, gone.id, into.id)
    workflows.carry(tx, gone.id, into.id, actor.number, now)
    said = overlaps.merge(tx, gone.id, into.id, now, by=actor.number, reason=reason)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:initiative:merged", subject=gone.id,
        data={"into": into.id, "reason": said, **voided},
    )
    gate_lines.refresh(tx, zone, now)
    _close_questions(tx, gone, into, now)
    tell = {one.sponsor: one is into for one in (into, gone) if one.owned and one.sponsor != actor.number}
    for sponsor, theirs in tell.items():
        assert sponsor is not None
        _tell(tx, actor, sponsor, gone, into, reason, now, theirs=theirs)


def _close_questions(tx: Tx, gone: Initiative, into: Initiative, now: datetime) -> None:
    """Nobody is asked any more to answer for it, or to find somebody who does."""
    if gone.sponsor is not None and gone.sponsor_state is SponsorState.ASKED:
        told = Notice(tone=Tone.INFO, code="merged_away", params={"name": gone.name, "other": into.name})
        asking.show(tx, gone.id, gone.sponsor, told, now)
        together.answered(tx, gone.sponsor, gone.sponsor_asked, now)
    asking.say_found(tx, gone, "merged_away", into.name, now)


def _tell(
    tx: Tx, actor: Actor, sponsor: int, gone: Initiative, into: Initiative, reason: str, now: datetime, *, theirs: bool
) -> None:
    zone = people.get(tx, sponsor).zone
    view = MergedCard(
        gone=gone.id, into=into.id, gone_name=gone.name, into_name=into.name, by=actor.name, on=local_date(now, zone),
        reason=reason, theirs=theirs, why=Reason.MERGED,
    )
    outgoing.to_person(
        tx, sponsor, Kind.MERGED, view, key=f"merged:{gone.id}:{sponsor}", reason=Reason.MERGED, now=now,
        initiative=into.id if theirs else gone.id,
    )

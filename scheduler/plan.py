"""From what is due to what is done: each occurrence is claimed by its key in the transaction of its action (R22)."""

from datetime import datetime

from actions import (
    amendment_ladder,
    audit_cards,
    checkins,
    decisions,
    digests,
    gates,
    idea_ladder,
    interviews,
    lateness,
    outcomes,
    plan_news,
    production,
    schedule,
    signatures,
    sponsors,
    sprint_end,
)
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.gates import Step
from scheduler.due import due
from scheduler.tasks import (
    AmendmentStep,
    AskedStep,
    AttestationStep,
    ChannelGates,
    CheckIn,
    Digest,
    Due,
    GateStep,
    IdeaStep,
    InterviewRemind,
    Outcome,
    QuarterAudit,
    Reopen,
    Review,
    SignatureStep,
    SourceLate,
    SprintEnd,
    SprintRemind,
    Task,
)
from store import Tx, occurrences


def pending(tx: Tx, company: Company, now: datetime) -> tuple[Due, ...]:
    """What is due and not yet done, the most important first. Doing it can make more due: ask again until nothing is."""
    found = due(now, schedule.snapshot(tx, now), company)
    done = occurrences.claimed(tx, [item.key for item in found])
    return tuple(item for item in found if item.key not in done)


def plan_one(tx: Tx, item: Due, company: Company, now: datetime) -> bool:
    """Do one thing that is due, unless somebody has; whether anything was done.

    What turns out not to be needed is settled by that: its occurrence is used up. What only waits (`_can_wait`) is asked
    again later. When the action raises, nothing of the transaction stays, and the item is still pending.
    """
    with tx.begin_nested() as attempt:
        if not occurrences.claim(tx, item.key, now):
            return False
        if _do(tx, item.task, company, now):
            for key in item.covers:
                occurrences.claim(tx, key, now)
            return True
        if _can_wait(item.task):
            attempt.rollback()
    return False


def _can_wait(task: Task) -> bool:
    """R10: the default waits for 48 hours after its notice's delivery. A digest waits for a channel to be bound. A sprint
    whose cases seemed complete goes on when one of them was withdrawn a moment ago. Bad news about what is in production can
    come late in the month."""
    return isinstance(task, Digest | Outcome | SprintEnd) or (isinstance(task, GateStep) and task.step is Step.DEFAULT)


def _do(tx: Tx, task: Task, company: Company, now: datetime) -> bool:
    match task:
        case GateStep(gate=gate, step=step):
            return gates.take_step(tx, gate, step, company, now)
        case Reopen(decision=decision):
            return decisions.reopen_expired(tx, decision, company, now)
        case Review(initiative=initiative):
            return production.review(tx, initiative, local_date(now, company.zone), now)
        case SignatureStep(decision=decision, ends=True):
            return signatures.lapse(tx, decision, company, now)
        case SignatureStep(decision=decision):
            return signatures.remind(tx, decision, now)
        case AmendmentStep(amendment=amendment, state=state, ends=True):
            return amendment_ladder.lapse(tx, amendment, state, now)
        case AmendmentStep(amendment=amendment, state=state):
            return amendment_ladder.remind(tx, amendment, state, now)
        case AskedStep(initiative=initiative, person=person, handed_over=True):
            return sponsors.hand_over(tx, initiative, person, now)
        case AskedStep(initiative=initiative, person=person):
            return sponsors.remind(tx, initiative, person, now)
        case CheckIn(person=person, period=period):
            return checkins.prepare(tx, person, period, company, now)
        case Outcome(person=person, period=period):
            return outcomes.tell(tx, person, period, company, now)
        case Digest(period=period):
            return digests.prepare(tx, period, company, now)
        case ChannelGates(monday=monday):
            return digests.channel_gates(tx, monday, company, now)
        case SprintEnd(sprint=sprint):
            return sprint_end.finish(tx, sprint, company, now)
        case SprintRemind(sprint=sprint, person=person, week=week):
            return sprint_end.remind(tx, sprint, person, week, company, now)
        case InterviewRemind(interview=interview):
            return interviews.remind(tx, interview, now)
        case IdeaStep(idea=idea, days=days):
            return idea_ladder.take(tx, idea, days, company, now)
        case AttestationStep(initiative=initiative, holds_until=last, ended=ended):
            return plan_news.warn(tx, initiative, last, ended, company, now)
        case SourceLate():
            return lateness.warn(tx, company, now)
        case QuarterAudit(quarter=quarter):
            return audit_cards.quarter(tx, quarter, company, now)

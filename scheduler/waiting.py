"""What waits for one person's answer: a signature, a change of rules, a named sponsor (DOMAIN.md, the message policy; in
working days)."""

from collections.abc import Iterator
from datetime import datetime

from portfolio.calendar import DAY, add_working_days, known_zone, local_date, morning
from portfolio.company import Company
from portfolio.decisions import REMIND_SIGNER_AFTER, SIGNATURE_ENDS_AFTER
from portfolio.discover.interviews import REMIND_AFTER
from portfolio.opportunities.ideas import ANSWER_WITHIN, IDEA_LINE_AFTER, IDEA_REMIND_AFTER
from portfolio.people import HAND_OVER_ASKED_AFTER, REMIND_ASKED_AFTER
from portfolio.schedule import (
    ATTESTATION_AHEAD,
    ATTESTATION_LATE,
    AmendmentFacts,
    AskedFacts,
    AttestationFacts,
    IdeaFacts,
    InterviewFacts,
    SignatureFacts,
)
from scheduler.tasks import AmendmentStep, AskedStep, AttestationStep, Due, IdeaStep, InterviewRemind, SignatureStep, Task


def signature(waiting: SignatureFacts, company: Company) -> Iterator[Due]:
    """+3 the reminder, +7 the end of a second signature that has not come."""
    remind, ends = (SignatureStep(decision=waiting.decision, ends=ends) for ends in (False, True))
    yield from _signed(f"signature:{waiting.decision}", remind, ends, waiting.at, waiting.zone, company)


def amendment(waiting: AmendmentFacts, company: Company) -> Iterator[Due]:
    """The same of a change of locked rules, for whoever has to agree next: the co-signer, asked after the sponsor, has as
    long."""
    key = f"amendment:{waiting.amendment}:{waiting.state}"
    remind, ends = (
        AmendmentStep(amendment=waiting.amendment, state=waiting.state, ends=ends) for ends in (False, True)
    )
    yield from _signed(key, remind, ends, waiting.at, waiting.zone, company)


def _signed(
    key: str, reminding: Task, ending: Task, at: datetime, zone: str | None, company: Company
) -> Iterator[Due]:
    remind, ends = _mornings(at, zone, (REMIND_SIGNER_AFTER, SIGNATURE_ENDS_AFTER), company)
    yield Due(task=reminding, key=f"{key}:remind", at=remind, until=ends)
    yield Due(task=ending, key=f"{key}:ends", at=ends, until=None)


def asked(waiting: AskedFacts, company: Company) -> Iterator[Due]:
    """+3 the reminder to whoever was named sponsor, +7 to whoever can name another. Being asked again is a new ladder;
    several initiatives in one moment are one."""
    remind, hand_over = _mornings(waiting.at, waiting.zone, (REMIND_ASKED_AFTER, HAND_OVER_ASKED_AFTER), company)
    key = f"asked:{waiting.person}:{waiting.at.isoformat()}"

    def step(handed_over: bool) -> AskedStep:
        return AskedStep(initiative=waiting.initiative, person=waiting.person, handed_over=handed_over)

    yield Due(task=step(False), key=f"{key}:remind", at=remind, until=hand_over)
    yield Due(task=step(True), key=f"{key}:hand_over", at=hand_over, until=None)


def interview(waiting: InterviewFacts, company: Company) -> Iterator[Due]:
    """+3 the one reminder to whoever was asked about a workflow; a week later it is not made up for."""
    remind, ends = _mornings(waiting.at, waiting.zone, (REMIND_AFTER, REMIND_AFTER + 5), company)
    task = InterviewRemind(interview=waiting.interview)
    yield Due(task=task, key=f"interview:{waiting.interview}:remind", at=remind, until=ends)


def idea(waiting: IdeaFacts, company: Company) -> Iterator[Due]:
    """+5 a line in a card the programme office has, +8 a reminder where it has none; from +10 on the digest says it."""
    line, remind, owed = _mornings(waiting.at, company.zone, (IDEA_LINE_AFTER, IDEA_REMIND_AFTER, ANSWER_WITHIN), company)
    for days, at, until in ((IDEA_LINE_AFTER, line, remind), (IDEA_REMIND_AFTER, remind, owed)):
        yield Due(task=IdeaStep(idea=waiting.id, days=days), key=f"idea:{waiting.id}:{days}", at=at, until=until)


def attestation(ending: AttestationFacts, company: Company) -> Iterator[Due]:
    """A fortnight before it runs out, and on the morning after its last day; a week later that is not made up for."""
    where, last = known_zone(ending.zone) or company.zone, ending.holds_until
    soon, over = (morning(day, where, company.holidays) for day in (last - ATTESTATION_AHEAD, last + DAY))
    for ended, at, until in ((False, soon, over), (True, over, over + ATTESTATION_LATE)):
        task = AttestationStep(initiative=ending.initiative, holds_until=last, ended=ended)
        yield Due(task=task, key=f"attestation:{ending.initiative}:{last}:{ended:d}", at=at, until=until)


def _mornings(at: datetime, zone: str | None, days: tuple[int, ...], company: Company) -> tuple[datetime, ...]:
    where = known_zone(zone) or company.zone
    day = local_date(at, where)
    return tuple(morning(add_working_days(day, count, company.holidays), where, company.holidays) for count in days)

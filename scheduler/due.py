"""What is due, as a pure function of the time and the record (DOMAIN.md, the message policy; HOUSE.md, "Month end").

Nothing here knows what has been done already: that is the occurrences' business (R22). Every item has a window. A step
that is not planned in its window, because the app was down, is superseded by the next one, so a long pause ends in one
message instead of a burst. What changes state has no end, and is needed in order.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from portfolio.calendar import CHECK_IN_DAY, DAY, DIGEST_DAY, known_zone, local_date, midnight, morning, period_of
from portfolio.calendar import working_day_of_month as working_day
from portfolio.company import Company
from portfolio.gates import Step
from portfolio.schedule import Snapshot
from scheduler import ladder, waiting
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
)

WEEK = timedelta(days=7)
SOURCE_LATE = (1, 3)
"""Days after which the admin hears that a source cannot be read."""


def due(now: datetime, snapshot: Snapshot, company: Company) -> tuple[Due, ...]:
    """Everything whose window contains `now`, the most important first: what changes state, the gates' messages and what
    else waits for one person, check-ins, the digest, the channel's list, reminders to log (R14), and within each the
    longest owed."""
    every = (
        *(step for gate in snapshot.gates for step in ladder.steps(gate, company, now)),
        *_reopened(snapshot, company),
        *_unreviewed(snapshot, now),
        *(step for one in snapshot.signatures for step in waiting.signature(one, company)),
        *(step for one in snapshot.amendments for step in waiting.amendment(one, company)),
        *(step for one in snapshot.asked for step in waiting.asked(one, company)),
        *(step for one in snapshot.interviews for step in waiting.interview(one, company)),
        *(step for one in snapshot.ideas for step in waiting.idea(one, company)),
        *(step for one in snapshot.attestations for step in waiting.attestation(one, company)),
        *_check_ins(snapshot, company, now),
        *_sprints(snapshot, company, now),
        *_posts(company, now),
        *_troubles(snapshot, company),
    )
    return tuple(sorted((item for item in every if _open(item, now)), key=lambda item: (_rank(item), item.at, item.key)))


def _open(item: Due, now: datetime) -> bool:
    return item.at <= now and (item.until is None or now < item.until)


def _rank(item: Due) -> int:
    match item.task:
        case GateStep(step=step):
            return 0 if step in ladder.MOVES and step is not Step.NOTICE else 1
        case Reopen() | Review() | SprintEnd() | SignatureStep(ends=True) | AmendmentStep(ends=True):
            return 0
        case SignatureStep() | AmendmentStep() | AskedStep():
            return 1
        case CheckIn() | Outcome():
            return 2
        case Digest():
            return 3
        case ChannelGates():
            return 4
        case SprintRemind() | InterviewRemind() | SourceLate() | QuarterAudit() | IdeaStep() | AttestationStep():
            return 5


def _reopened(snapshot: Snapshot, company: Company) -> Iterator[Due]:
    for override in snapshot.overrides:
        at = midnight(override.expires + DAY, company.zone)
        yield Due(task=Reopen(decision=override.decision), key=f"override:{override.decision}", at=at, until=None)


def _unreviewed(snapshot: Snapshot, now: datetime) -> Iterator[Due]:
    for initiative in snapshot.unreviewed:
        yield Due(task=Review(initiative=initiative), key=f"review:{initiative}", at=now, until=None)


def _sprints(snapshot: Snapshot, company: Company, now: datetime) -> Iterator[Due]:
    """A sprint ends when its cases are complete, else the day after its last. Before that, each week once, whoever logs is
    reminded on the morning after it; a week's reminder is no longer true in the next one."""
    for sprint in snapshot.sprints:
        over = midnight(sprint.last_on + DAY, company.zone)
        end = SprintEnd(sprint=sprint.id)
        yield Due(task=end, key=f"sprint:{sprint.id}:end", at=min(now, over) if sprint.complete else over, until=None)
        for week in range(1, (sprint.last_on - sprint.first_on) // WEEK + 1):
            day = sprint.first_on + week * WEEK
            for person, zone in sprint.loggers:
                at = morning(day, known_zone(zone) or company.zone, company.holidays)
                task = SprintRemind(sprint=sprint.id, person=person, week=week)
                until = midnight(day + WEEK, company.zone)
                yield Due(task=task, key=f"sprint:{sprint.id}:{week}:{person}", at=at, until=until)


def _troubles(snapshot: Snapshot, company: Company) -> Iterator[Due]:
    """DOMAIN.md, the ladder "source late": the admin hears on the morning after, and on the third one; then the digest says
    it."""
    for one in snapshot.troubles:
        day = local_date(one.since, company.zone)
        mornings = [morning(day + days * DAY, company.zone, company.holidays) for days in SOURCE_LATE]
        ends = [*mornings[1:], mornings[-1] + WEEK]
        for days, at, until in zip(SOURCE_LATE, mornings, ends, strict=True):
            key = f"source:{one.source}:{one.since.isoformat()}:{days}"
            yield Due(task=SourceLate(source=one.source, days=days), key=key, at=at, until=until)


def _check_ins(snapshot: Snapshot, company: Company, now: datetime) -> Iterator[Due]:
    """The check-ins; and on the same morning, three working days before the digest, what became of what is in production
    (R18, R24)."""
    months: dict[str, tuple[str, datetime, datetime]] = {}
    for sponsor in (*snapshot.sponsors, *snapshot.producing):
        if sponsor.zone not in months:
            months[sponsor.zone] = _month(now, known_zone(sponsor.zone) or company.zone, CHECK_IN_DAY, company)
    for sponsor in snapshot.sponsors:
        period, at, until = months[sponsor.zone]
        task = CheckIn(person=sponsor.number, period=period)
        yield Due(task=task, key=f"check_in:{period}:{sponsor.number}", at=at, until=until)
    for sponsor in snapshot.producing:
        period, at, until = months[sponsor.zone]
        said = Outcome(person=sponsor.number, period=period)
        yield Due(task=said, key=f"outcome:{period}:{sponsor.number}", at=at, until=until)


def _posts(company: Company, now: datetime) -> Iterator[Due]:
    period, at, until = _month(now, company.zone, DIGEST_DAY, company)
    yield Due(task=Digest(period=period), key=f"digest:{period}", at=at, until=until)

    today = local_date(now, company.zone)
    number = (today.month - 1) // 3
    first = today.replace(month=3 * number + 1, day=1)
    at, until = morning(first, company.zone, company.holidays), midnight(first + WEEK, company.zone)
    quarter = f"{first.year}Q{number + 1}"
    yield Due(task=QuarterAudit(quarter=quarter), key=f"audit:{quarter}", at=at, until=until)

    monday = today - timedelta(days=today.weekday())
    at, until = morning(monday, company.zone, company.holidays), midnight(monday + WEEK, company.zone)
    yield Due(task=ChannelGates(monday=monday), key=f"channel_gates:{monday}", at=at, until=until)


def _month(now: datetime, zone: str, nth: int, company: Company) -> tuple[str, datetime, datetime]:
    """The month that ended last, there, and the window in which it is asked about: its numbers froze on the 1st."""
    first = local_date(now, zone).replace(day=1)
    at = morning(working_day(first.year, first.month, nth, company.holidays), zone, company.holidays)
    return period_of(first - DAY), at, midnight((first + 31 * DAY).replace(day=1), zone)

"""A record without a data base: walks the clock and does what is due, as the worker does it with rows."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from portfolio.company import Company
from portfolio.gates import NOTICE_PERIOD, DefaultDecision, GateState, Step
from portfolio.schedule import GateFacts, OverrideFacts, Snapshot, SponsorFacts
from portfolio.verdicts import Policy
from scheduler.due import due
from scheduler.tasks import Due, GateStep

HOUR = timedelta(hours=1)
REMINDERS = (Step.PREPARE_14, Step.PREPARE_7, Step.CARD, Step.LATE_3, Step.LATE_7, Step.NOTICE)
AFTER = {
    Step.SEAL: GateState.SEALED,
    Step.OPEN: GateState.OPEN,
    Step.OVERDUE: GateState.OVERDUE,
    Step.ESCALATE: GateState.ESCALATED,
    Step.NOTICE: GateState.NOTICE,
    Step.DEFAULT: GateState.DECIDED,
}


def utc(text: str) -> datetime:
    """A UTC instant, written shortly."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def company(
    zone: str = "Europe/Berlin",
    holidays: Iterable[str | date] = (),
    default: DefaultDecision | None = DefaultDecision.RETIRE,
) -> Company:
    """A company with the usual agreements."""
    free = frozenset(day if isinstance(day, date) else date.fromisoformat(day) for day in holidays)
    return Company(
        zone=zone, language="en", holidays=free, default=default, policy=Policy.BALANCED, roles={}, paused=False
    )


def sponsor(number: int, zone: str = "Europe/Berlin") -> SponsorFacts:
    """Somebody with a check-in to answer."""
    return SponsorFacts(number=number, zone=zone)


def gate(
    id: str, day: str | date, state: GateState = GateState.ARMED, zone: str | None = "Europe/Berlin", revision: int = 1
) -> GateFacts:
    """A gate that is due on `day`."""
    on = day if isinstance(day, date) else date.fromisoformat(day)
    return GateFacts(id=id, due=on, state=state, zone=zone, revision=revision)


class Walk:
    """What has been planned, and when. `decides` says whether a person takes the open decision at that moment."""

    def __init__(
        self,
        company: Company,
        *,
        sponsors: Iterable[SponsorFacts] = (),
        gates: Iterable[GateFacts] = (),
        overrides: Iterable[OverrideFacts] = (),
        decides: Callable[[GateFacts, datetime], bool] = lambda gate, now: False,
    ) -> None:
        self.company = company
        self.sponsors = tuple(sponsors)
        self.gates = {one.id: one for one in gates}
        self.overrides = tuple(overrides)
        self.decides = decides
        self.claimed: set[str] = set()
        self.noticed: dict[str, datetime] = {}
        self.planned: list[tuple[datetime, Due]] = []

    @property
    def keys(self) -> list[str]:
        return [item.key for _, item in self.planned]

    def steps(self, id: str) -> list[Step]:
        """The steps a gate went through, in order."""
        tasks = [item.task for _, item in self.planned]
        return [task.step for task in tasks if isinstance(task, GateStep) and task.gate == id]

    def set_state(self, id: str, state: GateState) -> None:
        """Somebody else changed the gate; as every change of a row, it raises the revision."""
        old = self.gates[id]
        self.gates[id] = replace(old, state=state, revision=old.revision + 1)

    def pending(self, now: datetime) -> list[Due]:
        snapshot = Snapshot(sponsors=self.sponsors, gates=tuple(self.gates.values()), overrides=self.overrides)
        return [item for item in due(now, snapshot, self.company) if item.key not in self.claimed]

    def tick(self, now: datetime) -> None:
        """Everything due now, until nothing more is."""
        for one in list(self.gates.values()):
            if one.state in (GateState.OPEN, GateState.OVERDUE) and self.decides(one, now):
                self.set_state(one.id, GateState.DECIDED)
        tried: set[str] = set()
        while items := [item for item in self.pending(now) if item.key not in tried]:
            for item in items:
                tried.add(item.key)
                if item.key not in self.claimed:
                    self._do(item, now)

    def _do(self, item: Due, now: datetime) -> None:
        task = item.task
        if isinstance(task, GateStep):
            if task.step is Step.DEFAULT and now < self.noticed[task.gate] + NOTICE_PERIOD:
                return
            if task.step is Step.NOTICE:
                self.noticed[task.gate] = now
            if task.step in AFTER:
                self.set_state(task.gate, AFTER[task.step])
        self.claimed |= {item.key, *item.covers}
        self.planned.append((now, item))

    def every(self, step: timedelta, since: datetime, until: datetime) -> None:
        """Ticks at a steady pace, both ends included."""
        while since <= until:
            self.tick(since)
            since += step

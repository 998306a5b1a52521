"""One line of an audit: what the record says of an initiative, or of a list's entry that is none yet. No person is named.

Lines are what an audit is made from, and all it is made from: the same lines and day give the same audit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from portfolio.conditions import Next, Standing, Trait, TraitMark, scorecard
from portfolio.gates import LONGEST, OWED, Gate
from portfolio.imports.benefits import measured_benefit
from portfolio.imports.entries import Entry, ListedStage
from portfolio.initiatives import ACTIVE, OVER, Initiative, stage_on
from portfolio.ledger import canonical
from portfolio.metrics import Metric
from portfolio.plans import NOTHING, Plans


class Kind(StrEnum):
    """What a line is about."""

    INITIATIVE = "initiative"
    LISTED = "listed"


class State(StrEnum):
    """Where it stands, as far as an audit goes. FLYING: a decision is owed. AHEAD: not in use yet. SETTLED: it goes on.
    OVER: retired, or no initiative of its own."""

    AHEAD = "ahead"
    FLYING = "flying"
    SETTLED = "settled"
    OVER = "over"
    UNKNOWN = "unknown"


_OF_LIST: Mapping[ListedStage, State] = {
    ListedStage.PRE_DEPLOYMENT: State.AHEAD, ListedStage.PILOT: State.FLYING, ListedStage.DEPLOYED: State.SETTLED,
    ListedStage.RETIRED: State.OVER, ListedStage.UNKNOWN: State.UNKNOWN,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`key` is an initiative's id, or an entry's key. `place` is its organisation or workflow; `started` as exactly as it
    is known; `due` when a decision is owed, None when nobody can say. `decided` is the day of its last final decision and
    `choice` what it was. `heard` is the last day a person did anything about it, None for an entry: lists tell none.
    `metric` and `scope` are hashes of what decides and of what it covers: an audit tells that they changed, not from what.
    """

    key: str
    kind: Kind
    name: str
    place: str
    stage: str
    state: State
    started: date | None
    due: date | None
    decided: date | None
    choice: str | None
    heard: date | None
    metric: str | None
    scope: str
    marks: tuple[TraitMark, ...]

    def past(self, on: date) -> int | None:
        """Days past its decision; None while none is owed, or nobody can say since when."""
        late = self.state is State.FLYING and self.due is not None and on > self.due
        return (on - self.due).days if late and self.due is not None else None

    def age(self, on: date) -> int | None:
        """Days since first use; None when that is not known or still to come."""
        return None if self.started is None or self.started > on else (on - self.started).days


def of_initiative(
    one: Initiative, metric: Metric | None, gate: Gate | None, *, decided: tuple[date, str] | None, heard: date | None,
    on: date, plans: Plans = NOTHING,
) -> Line:
    """What the record says of an initiative. `decided`: the day and the choice of its last final decision."""
    stage = stage_on(one.stage, one.first_use, on)
    state = State.OVER if stage in OVER else State.FLYING if stage in ACTIVE else State.SETTLED
    owed = gate is not None and (gate.state in OWED or stage in ACTIVE)
    return Line(
        key=one.id, kind=Kind.INITIATIVE, name=one.name, place=one.workflow, stage=stage.value, state=state,
        started=one.in_use_since, due=gate.due if gate is not None and owed else None,
        decided=decided[0] if decided else None, choice=decided[1] if decided else None, heard=heard,
        metric=None if metric is None else _hash(
            metric.name, metric.family.value, metric.unit, str(metric.target), metric.target_on.isoformat(),
            str(metric.lower_is_better), str(metric.floor), metric.population or "",
        ),
        scope=_hash(one.workflow, one.intent, one.integration.value if one.integration else ""),
        marks=() if stage in OVER else scorecard(one, metric, on, plans),
    )  # fmt: skip


def of_entry(entry: Entry) -> Line:
    """What a list says of an entry. No trait is met by it: a name in a list has promised nothing (R2)."""
    state = _OF_LIST[entry.stage]
    started = None if entry.started is None else entry.started.day
    flying = state is State.FLYING
    return Line(
        key=entry.key, kind=Kind.LISTED, name=entry.name, place=entry.organisation or entry.unit, stage=entry.stage.value,
        state=state, started=started, due=started + LONGEST if flying and started is not None else None, decided=None,
        choice=None, heard=None, metric=_hash(entry.benefit) if entry.benefit else None,
        scope=_hash(entry.intent, entry.unit), marks=_of_list(entry) if flying else (),
    )


def _of_list(entry: Entry) -> tuple[TraitMark, ...]:
    stated = measured_benefit(entry.benefit) is not None
    named = bool(entry.sponsor or entry.addresses)
    return (
        TraitMark(trait=Trait.METRIC, standing=Standing.PARTLY if stated else Standing.MISSING,
                  next=Next.STATE_BASELINE if stated else Next.SET_METRIC),
        TraitMark(trait=Trait.OWNER, standing=Standing.MISSING, next=Next.ACCEPT if named else Next.NAME_SPONSOR),
        TraitMark(trait=Trait.INTEGRATION, standing=Standing.MISSING, next=Next.MOVE_INTO_WORKFLOW),
        TraitMark(trait=Trait.SCALE_PLAN, standing=Standing.MISSING, next=Next.WRITE_RETIREMENT),
    )  # fmt: skip


def ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Initiatives first, each kind by key: the order of a record does not depend on the order of the rows."""
    return tuple(sorted(lines, key=lambda line: (line.kind is Kind.LISTED, line.key)))


def _hash(*words: str) -> str:
    return sha256(canonical(list(words))).hexdigest()[:16]

"""What people see of an instrumentation sprint, from what is recorded."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from actions.sources import bound_to, trouble
from portfolio.authority import Act, allowed
from portfolio.baselines import Proposal, proposed
from portfolio.calendar import local_date
from portfolio.gates import Gate
from portfolio.initiatives import ACTIVE, Initiative
from portfolio.metrics import Metric
from portfolio.people import Actor, name_of
from portfolio.sources import LOGS, Seen, Source
from portfolio.sprints import Progress, Sprint, SprintState, Way, may_start, progress, template, use_of
from portfolio.views.sprints import Logged, SprintCard
from store import Tx, gates, metrics, observations, people, sources, sprints

MINE = 3
"""How many of one's own newest cases can be corrected from the card."""


def may_log(actor: Actor, one: Initiative, sprint: Sprint) -> bool:
    """Those whom the sponsor named, and the sponsor."""
    return actor.number in sprint.loggers or (one.owned and one.sponsor == actor.number)


def may_offer(
    tx: Tx, actor: Actor, one: Initiative, metric: Metric | None, gate: Gate | None, today: date
) -> bool:
    """Whether somebody is offered to start one: it is theirs to start, nothing counts the number yet, and it is not late."""
    if metric is None or not allowed(actor, Act.RUN_SPRINT, one) or not may_start(one, metric, gate, today):
        return False
    known, source = sprints.newest(tx, one.id), bound_to(tx, metric)
    counted = source is not None and source.ref.kind not in LOGS
    return not counted and (known is None or known.state is SprintState.CANCELLED)


def is_open(one: Initiative, sprint: Sprint, current: Source | None) -> bool:
    """Whether cases are still taken: the log goes on after the sprint for as long as the number is counted in it."""
    counted_here = current is not None and current.id == sprint.source
    return one.stage in ACTIVE and sprint.state is not SprintState.CANCELLED and counted_here


def hash_of(tx: Tx, actor: Actor, sprint: Sprint) -> str:
    """What stands for somebody in the rows of a sprint."""
    return observations.person_hash(str(actor.number), sources.salt(tx, sprint.source))


def standing(tx: Tx, sprint: Sprint, source: Source, metric: Metric, now: datetime) -> Progress:
    """How far a sprint is."""
    return progress(observations.live(tx, source.id), source, metric, sprint, local_date(now, source.binding.zone))


def running(tx: Tx, initiatives: Iterable[str], now: datetime) -> Mapping[str, Progress]:
    """How far the running sprints of these initiatives are, by initiative."""
    going = {key: one for key, one in sprints.newest_of(tx, initiatives).items() if one.state is SprintState.RUNNING}
    found = {}
    for key, metric in metrics.latest_of(tx, going).items():
        source = sources.get(tx, going[key].source)
        assert source is not None, "a sprint has its source"
        found[key] = standing(tx, going[key], source, metric, now)
    return found


def proposal(tx: Tx, source: Source, metric: Metric, one: Initiative, now: datetime) -> Proposal | None:
    """The baseline that its cases give; None where they are too few."""
    before = min(use_of(one), local_date(now, source.binding.zone))
    found = proposed(observations.live(tx, source.id), source, metric, before)
    return found if isinstance(found, Proposal) else None


def logged(row: Seen) -> Logged:
    """A case as its form shows it again."""
    ended = row.closed or row.at
    return Logged(
        entry=row.key, revision=row.batch, started=row.opened, ended=ended, value=row.value, kind=row.work
    )


def card(
    tx: Tx, actor: Actor, one: Initiative, sprint: Sprint, current: Source | None, now: datetime, just: str | None = None
) -> SprintCard:
    """Where a sprint stands, for somebody who came through the door."""
    source, metric, gate = sources.get(tx, sprint.source), metrics.latest(tx, one.id), gates.current(tx, one.id)
    assert source is not None and metric is not None and gate is not None, "a sprint has all three"
    rows = observations.live(tx, source.id)
    me = hash_of(tx, actor, sprint)
    mine = sorted((row for row in rows if row.person == me), key=lambda row: -row.batch)[:MINE]
    names = people.many(tx, [*sprint.loggers, one.sponsor])
    batch = observations.newest(tx, source.id)
    by_file, taking = sprint.way is Way.FILE, is_open(one, sprint, current)
    today = local_date(now, source.binding.zone)
    return SprintCard(
        initiative=one.id, name=one.name, metric=metric.name, unit=metric.unit, shape=source.binding.shape, way=sprint.way,
        state=sprint.state, progress=progress(rows, source, metric, sprint, today),
        first_on=sprint.first_on, last_on=sprint.last_on, first_use=use_of(one), gate_on=gate.due,
        loggers=tuple(filter(None, (name_of(names, number) for number in sprint.loggers or (one.sponsor,)))),
        mine=() if by_file or not taking else tuple(logged(row) for row in mine), zone=actor.zone,
        file=source.ref.locator if by_file else None, template=template(source.binding.shape) if by_file else None,
        rejected=observations.rejected(tx, batch.id) if by_file and batch else (), trouble=trouble(source, today),
        may_log=taking and not by_file and may_log(actor, one, sprint),
        may_run=sprint.state is SprintState.RUNNING and allowed(actor, Act.RUN_SPRINT, one),
        may_take=gate.unlocked and allowed(actor, Act.PREPARE, one), just=just,
    )

"""What a bound source says of the time before first use, read for a baseline."""

from dataclasses import dataclass
from datetime import date, datetime

from actions.sources import bound_to
from portfolio.baselines import Between, Proposal, TooLittle, before_start, proposed_of
from portfolio.calendar import local_date
from portfolio.initiatives import Initiative
from portfolio.machines import step
from portfolio.metrics import BASELINE_MOVES, Baseline, BaselineState, Metric
from portfolio.sources import Seen, Source
from store import Tx, metrics, observations
from store.observations import Batch
from store.values import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The rows as they are now, first use, the last day that is before it and over, and what they give.

    `seen` is the hash of the rows that were counted, and of the days they were limited to.
    """

    source: Source
    batch: Batch
    rows: tuple[Seen, ...]
    start: date
    before: date
    found: Proposal | TooLittle
    seen: str


def read(tx: Tx, one: Initiative, metric: Metric, between: Between, now: datetime) -> Read | None:
    """None: nothing is bound, nothing has been read yet, or nobody knows the day before which it was before."""
    start = one.first_use
    source = bound_to(tx, metric)
    batch = observations.newest(tx, source.id) if source else None
    if source is None or batch is None or source.read_at is None or not source.whole or start is None:
        return None
    before = min(start, local_date(now, source.binding.zone))
    rows = tuple(observations.live(tx, source.id))
    own = before_start(rows, source, before, between)
    return Read(
        source=source, batch=batch, rows=rows, start=start, before=before,
        found=proposed_of(own, source, metric, before),
        seen=fingerprint((between, [(row.key, row.content) for row in own])),
    )


def supersede(tx: Tx, old: Metric, baseline: Baseline) -> None:
    """A locked baseline is superseded by a new version's; one that was only proposed simply counts no more."""
    if baseline.state is BaselineState.LOCKED:
        then = step(BASELINE_MOVES, baseline.state, BaselineState.SUPERSEDED, thing="baseline")
        metrics.set_baseline_state(tx, old, then)

"""Metrics with target and baseline: one row per version, the newest in force."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from portfolio.metrics import Baseline, BaselineState, Family, Metric, Provenance, Window
from store.database import Tx
from store.domain_tables import metrics

_LATEST_OF = (
    select(metrics).where(metrics.c.initiative.in_(bindparam("initiatives", expanding=True))).order_by(metrics.c.version)
)
_VERSION = select(metrics).where(
    (metrics.c.initiative == bindparam("initiative")) & (metrics.c.version == bindparam("number"))
)


def _metric(row: Row[Any]) -> Metric:
    baseline = None
    if row.baseline is not None:
        baseline = Baseline(
            value=row.baseline, provenance=Provenance(row.baseline_provenance), source=row.baseline_source,
            state=BaselineState(row.baseline_state), stated_by=row.baseline_by, stated_on=row.baseline_on,
            window=None if row.baseline_batch is None else Window(
                n=row.baseline_n, slow=row.baseline_slow, first=row.baseline_first, last=row.baseline_last,
                batch=row.baseline_batch, hash=row.baseline_hash, since=row.baseline_since, until=row.baseline_until,
            ),
        )
    return Metric(
        initiative=row.initiative, version=row.version, name=row.name, family=Family(row.family), unit=row.unit,
        lower_is_better=row.lower_is_better, source=row.source, target=row.target, target_on=row.target_on,
        floor=row.floor, baseline=baseline, saved_at=row.saved_at,
        population=row.population, per_month=row.per_month, breadth=row.breadth, single_role=row.single_role,
    )


def latest(tx: Tx, initiative: str) -> Metric | None:
    """The version in force."""
    return latest_of(tx, [initiative]).get(initiative)


def version(tx: Tx, initiative: str, number: int) -> Metric | None:
    """One version."""
    row = tx.execute(_VERSION, {"initiative": initiative, "number": number}).first()
    return _metric(row) if row else None


def latest_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Metric]:
    """The versions in force of several initiatives, by id; those without a metric are left out."""
    newest = {row.initiative: row for row in tx.execute(_LATEST_OF, {"initiatives": list(initiatives)})}
    return {initiative: _metric(row) for initiative, row in newest.items()}


def add(tx: Tx, new: Metric, saved_by: int) -> None:
    """A new version."""
    baseline = new.baseline
    window = baseline.window if baseline else None
    tx.execute(insert(metrics).values(
        initiative=new.initiative, version=new.version, name=new.name, family=new.family.value, unit=new.unit,
        lower_is_better=new.lower_is_better, source=new.source, target=new.target, target_on=new.target_on,
        floor=new.floor, population=new.population, per_month=new.per_month,
        breadth=new.breadth, single_role=new.single_role,
        baseline=baseline.value if baseline else None,
        baseline_provenance=baseline.provenance.value if baseline else None,
        baseline_source=baseline.source if baseline else None,
        baseline_state=baseline.state.value if baseline else None,
        baseline_by=baseline.stated_by if baseline else None,
        baseline_on=baseline.stated_on if baseline else None,
        baseline_n=window.n if window else None, baseline_slow=window.slow if window else None,
        baseline_first=window.first if window else None, baseline_last=window.last if window else None,
        baseline_batch=window.batch if window else None, baseline_hash=window.hash if window else None,
        baseline_since=window.since if window else None, baseline_until=window.until if window else None,
        saved_by=saved_by, saved_at=new.saved_at,
    ))


def set_baseline_state(tx: Tx, metric: Metric, state: BaselineState) -> None:
    """Accept or lock the baseline of one version."""
    where = (metrics.c.initiative == metric.initiative) & (metrics.c.version == metric.version)
    tx.execute(update(metrics).where(where).values(baseline_state=state.value))

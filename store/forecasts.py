"""Forecasts as they were made, one for each week of a gate. The newest counts; the former ones say how good they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from portfolio.outlook import Foreseen
from store.counting_tables import forecasts
from store.database import Tx
from store.values import dump, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What was foreseen in one week of a gate. `foreseen` None: it was tried, and nobody can say."""

    gate: str
    week: int
    initiative: str
    metric: int
    batch: int
    method: int
    at: datetime
    foreseen: Foreseen | None


def add(tx: Tx, new: Forecast) -> None:
    """One more. A gate has one for each week."""
    tx.execute(insert(forecasts).values(
        gate=new.gate, week=new.week, initiative=new.initiative, metric=new.metric, batch=new.batch, method=new.method,
        at=new.at, foreseen=None if new.foreseen is None else dump(new.foreseen),
    ))


def latest_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Forecast]:
    """The newest of each initiative, by initiative."""
    where = forecasts.c.initiative.in_(list(initiatives))
    return {
        row.initiative: Forecast(
            gate=row.gate, week=row.week, initiative=row.initiative, metric=row.metric, batch=row.batch, method=row.method,
            at=row.at, foreseen=None if row.foreseen is None else load(row.foreseen, Foreseen),
        )
        for row in tx.execute(select(forecasts).where(where).order_by(forecasts.c.at, forecasts.c.week))
    }

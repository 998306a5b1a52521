"""The number panel of an initiative, from what is recorded. Until evidence exists every verdict is Not measured."""

from collections.abc import Mapping
from datetime import date

from portfolio.calendar import local_date
from portfolio.conditions import not_measured_because
from portfolio.metrics import Metric, Provenance, Reported
from portfolio.people import Person, name_of
from portfolio.verdicts import Verdict
from portfolio.views.numbers import Panel, Stated
from store import Tx, checkins, metrics, people


def draw(metric: Metric, reported: Reported | None, names: Mapping[int, Person]) -> Panel:
    """One panel. `names` holds at least the people who stated the baseline and the number."""
    baseline = metric.baseline
    return Panel(
        metric=metric.name,
        unit=metric.unit,
        lower_is_better=metric.lower_is_better,
        baseline=None if baseline is None else Stated(
            value=baseline.value, provenance=baseline.provenance, on=baseline.stated_on,
            by=name_of(names, baseline.stated_by), source=baseline.source,
        ),
        current=None if reported is None else Stated(
            value=reported.value, provenance=Provenance.REPORTED, on=_day(reported, names),
            by=name_of(names, reported.by), source=metric.source,
        ),
        target=metric.target,
        target_on=metric.target_on,
        floor=metric.floor,
        verdict=Verdict.NOT_MEASURED,
        because=not_measured_because(metric),
        interval=None,
    )


def _day(reported: Reported, names: Mapping[int, Person]) -> date:
    """The day it was where whoever reported it is."""
    there = names.get(reported.by)
    return local_date(reported.at, there.zone if there else "UTC")


def panels(tx: Tx, initiatives: list[str]) -> Mapping[str, Panel]:
    """The panels of several initiatives by id; those without a metric have none."""
    found = metrics.latest_of(tx, initiatives)
    reported = checkins.last_reported(tx, initiatives)
    numbers = [one.by for one in reported.values()]
    numbers += [one.baseline.stated_by for one in found.values() if one.baseline]
    names = people.many(tx, numbers)
    return {key: draw(metric, reported.get(key), names) for key, metric in found.items()}


def panel(tx: Tx, initiative: str) -> Panel | None:
    """The panel of one initiative."""
    return panels(tx, [initiative]).get(initiative)

"""The number panel of an initiative, from what is recorded: evidence where a source is read, else what somebody reported."""

from collections.abc import Mapping, Sequence
from datetime import date

from actions import evidence, forecasts
from actions.published import Published
from portfolio.breadth import threshold
from portfolio.calendar import local_date
from portfolio.conditions import not_measured_because
from portfolio.evidence import Evidence
from portfolio.guardrails import Guarded, Guardrail, unmeasured
from portfolio.metrics import Baseline, Metric, Provenance, Reported
from portfolio.outlook import Foreseen
from portfolio.people import Person, name_of
from portfolio.verdicts import Verdict
from portfolio.views.numbers import Panel, Stated
from store import Tx, checkins, guardrails, metrics, people
from store.initiatives import several


def draw(
    metric: Metric, reported: Reported | None, names: Mapping[int, Person], found: Evidence | None = None,
    rails: Sequence[Guardrail] = (), *, started: bool = True, foreseen: Foreseen | None = None,
) -> Panel:
    """One panel. `names` holds at least the people who stated the baseline and the number; `rails` are its guardrails,
    `started` whether the day of first use is known.

    A number read from a source stands before one that somebody reported.
    """
    return Panel(
        metric=metric.name,
        unit=metric.unit,
        lower_is_better=metric.lower_is_better,
        baseline=None if metric.baseline is None else _baseline(metric.baseline, names),
        current=_current(metric, reported, names, found),
        target=metric.target,
        target_on=metric.target_on,
        floor=metric.floor,
        verdict=Verdict.NOT_MEASURED if found is None else found.verdict,
        because=not_measured_because(metric, started=started) if found is None else found.because,
        interval=None if found is None else found.interval,
        change=None if found is None else found.estimate,
        why=found,
        foreseen=foreseen,
        guardrails=_guarded(rails, found),
        breadth=threshold(metric),
        single_role=metric.single_role,
    )


def _guarded(rails: Sequence[Guardrail], found: Evidence | None) -> tuple[Guarded, ...]:
    """What the last look found of each guardrail as it is now; of one that was changed since, nothing yet."""
    judged = {one.rail: one for one in (found.guardrails if found else ())}
    return tuple(judged.get(rail) or unmeasured(rail) for rail in rails)


def _baseline(baseline: Baseline, names: Mapping[int, Person]) -> Stated:
    read = baseline.window is not None
    return Stated(
        value=baseline.value, provenance=baseline.provenance,
        on=baseline.window.last if baseline.window else baseline.stated_on,
        by=None if read else name_of(names, baseline.stated_by), source=baseline.source,
    )


def _current(
    metric: Metric, reported: Reported | None, names: Mapping[int, Person], found: Evidence | None
) -> Stated | None:
    if found is not None and found.current is not None:
        return Stated(value=found.current, provenance=found.provenance, on=found.until, by=None, source=found.source)
    if reported is None:
        return None
    return Stated(
        value=reported.value, provenance=Provenance.REPORTED, on=_day(reported, names), by=name_of(names, reported.by),
        source=metric.source,
    )


def _day(reported: Reported, names: Mapping[int, Person]) -> date:
    """The day it was where whoever reported it is."""
    there = names.get(reported.by)
    return local_date(reported.at, there.zone if there else "UTC")


def panels(tx: Tx, initiatives: list[str], read: Published | None = None) -> Mapping[str, Panel]:
    """The panels of several initiatives by id; those without a metric have none. `read`: with what may be read of them
    instead of the newest, and nothing foreseen where what is newer is held back: it would tell."""
    found = metrics.latest_of(tx, initiatives)
    reported = checkins.last_reported(tx, initiatives)
    measured = evidence.shown(tx, found) if read is None else read.evidence
    ahead = forecasts.shown(tx, found if read is None else {key: found[key] for key in found.keys() - read.held})
    numbers = [one.by for one in reported.values()]
    numbers += [one.baseline.stated_by for one in found.values() if one.baseline]
    names = people.many(tx, numbers)
    rails = guardrails.in_force_of(tx, initiatives)
    known = several(tx, found.keys() - measured.keys())
    return {
        key: draw(
            metric, reported.get(key), names, measured.get(key), rails.get(key, ()),
            started=key not in known or known[key].first_use is not None, foreseen=ahead.get(key),
        )
        for key, metric in found.items()
    }


def panel(tx: Tx, initiative: str) -> Panel | None:
    """The panel of one initiative."""
    return panels(tx, [initiative]).get(initiative)

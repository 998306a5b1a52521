"""What is late: sources of numbers and groups whose use is followed, by initiative."""

from collections.abc import Iterable, Mapping
from datetime import date

from actions.sources import in_force
from portfolio.calendar import local_date
from portfolio.lateness import Late, late_source, late_use
from portfolio.metrics import Metric
from portfolio.sources import Source, known_until
from portfolio.usage import Cohort
from store import Tx, adoption, observations
from store.observations import Batch


def late(tx: Tx, ids: Iterable[str], known: Mapping[str, Metric], today: date) -> Mapping[str, tuple[Late, ...]]:
    """What is late of these initiatives; those of which nothing is are left out."""
    ids = list(ids)
    sources, cohorts = in_force(tx, known), adoption.in_force(tx, ids)
    newest = observations.newest_of(tx, [source.id for source in sources.values()])
    used = adoption.latest_of(tx, cohorts)
    found: dict[str, list[Late]] = {}
    for key, source in sources.items():
        if (one := late_source(source, _known(source, newest.get(source.id)), today)) is not None:
            found.setdefault(key, []).append(one)
    for key, cohort in cohorts.items():
        told = used[key].on if key in used else _enabled(cohort)
        if (one := late_use(cohort, told, today)) is not None:
            found.setdefault(key, []).append(one)
    return {key: tuple(several) for key, several in found.items()}


def _known(source: Source, batch: Batch | None) -> date:
    at = source.enabled_at if batch is None else known_until(source, batch.fetched_at, batch.refreshed_on)
    return local_date(at, source.binding.zone)


def _enabled(cohort: Cohort) -> date:
    return cohort.enabled_at.date()

"""Whether what is known of a number, or of its use, is older than it should be (DOMAIN.md, the ladder "source late")."""

from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.sources import LATE_AFTER, Failure, Source
from portfolio.usage import Cohort

USE_LATE_AFTER = timedelta(days=5)
"""A usage report arrives within two days; older than this, something is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What has not been told since `known_on`, the last day that is known; `failure` is why the last look saw nothing."""

    initiative: str
    source: str
    known_on: date
    failure: Failure | None


def late_source(source: Source, known_on: date, today: date) -> Late | None:
    """A source of numbers: three days for a system of record, a month for a file."""
    if today - known_on <= LATE_AFTER[source.provenance]:
        return None
    return Late(initiative=source.initiative, source=source.label, known_on=known_on, failure=source.failure)


def late_use(cohort: Cohort, known_on: date, today: date) -> Late | None:
    """A group whose use is followed."""
    if today - known_on <= USE_LATE_AFTER:
        return None
    return Late(initiative=cohort.initiative, source=cohort.label, known_on=known_on, failure=cohort.failure)

"""The workflow: a named sequence of work with a system of record, actors and volume (DOMAIN.md, terms)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portfolio.metrics import Provenance

MAX_NAME = 80
MAX_ROLE = 60
MOST_ACTORS = 8
MAX_SOURCE = 120
NONE = "none"
"""The choice that leaves an initiative without a workflow."""

SAID_OF_VOLUME = (Provenance.MEASURED, Provenance.EXTRACT, Provenance.REPORTED, Provenance.ESTIMATED)
"""The four words for where a number comes from that fit a volume (DOMAIN.md, terms)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """One workflow as stored. Roles, never names of people; None is unknown.

    `volume_per_month` counts cases, with where that was read (`volume_source`) and how it is known (`volume_provenance`);
    the three are there together or not at all. `volume_on`: the day on which it was last said (None: when it was
    registered). `registered_by` None: on the command line.
    """

    id: str
    name: str
    system_of_record: str | None
    actors: tuple[str, ...]
    owner_role: str | None
    volume_per_month: Decimal | None
    volume_source: str | None
    volume_provenance: Provenance | None
    registered_by: int | None
    registered_at: datetime
    revision: int
    volume_on: date | None = None

"""Who plays, when, and what a part is made of: sample content only, all of it made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.sample_tenant.model import Pilot
from portfolio.people import Role

FIRST_DAY, LAST_DAY = date(2026, 9, 1), date(2026, 12, 7)
"""The quarter, and December until its digest, which tells how the last month's decisions stand."""
BEGAN = date(2026, 8, 10)
"""The Monday on which the four pilots of the sample tenant were used first."""
GATE = date(2026, 11, 6)
"""Their decision day, the day of a digest: two days before the 90 are over, which is a Sunday."""
ZONE = "Europe/Berlin"
CHANNEL_NAME = "AI Portfolio > Leadership"

OFFICE, ADMIN, REVIEWER = "Olga Brandt", "Adam Novak", "Joy Okafor"
DANA, PRIYA, HECTOR, MEI = "Dana Whitfield", "Priya Raman", "Hector Ortiz", "Mei Tanaka"

CAST: Mapping[str, tuple[str, str, frozenset[Role]]] = {
    OFFICE: ("programme office", ZONE, frozenset({Role.PROGRAMME_OFFICE})),
    ADMIN: ("admin", ZONE, frozenset({Role.ADMIN})),
    REVIEWER: ("security reviewer", "Europe/London", frozenset({Role.REVIEWER})),
    DANA: ("chief operating officer", ZONE, frozenset[Role]()),
    PRIYA: ("chief financial officer", "Europe/London", frozenset[Role]()),
    HECTOR: ("general counsel", "America/New_York", frozenset[Role]()),
    MEI: ("chief information officer", "Asia/Tokyo", frozenset[Role]()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One initiative and what its people do. Outlooks and numbers are what a sponsor says in September, October, November
    and December, of the month before each; None: whatever the form holds already stays. `decision` None: nobody decides.
    `counted` is the pilot of the sample tenant in whose list the metric is counted; without one people report it.
    `gate_on` None: 90 days after first use."""

    name: str
    workflow: str
    intent: str
    sponsor: str
    first_use: date
    integration: str
    metric: Mapping[str, str]
    outlooks: tuple[str, str, str, str]
    note: str
    values: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None)
    accepts: bool = True
    decision: Mapping[str, str] | None = None
    counted: Pilot | None = None
    gate_on: date | None = None

"""What may be read for an initiative: an address, asked for by somebody and enabled or refused by an admin (HOUSE)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portfolio.addresses import Address
from portfolio.observations import SourceKind

MOST_WAITING = 5
"""Questions to the admin that may be open for one initiative at a time."""

PERMISSION: Mapping[SourceKind, str] = {
    SourceKind.LIST: "Lists.SelectedOperations.Selected",
    SourceKind.CSV: "Files.SelectedOperations.Selected",
    SourceKind.WORKBOOK: "Files.SelectedOperations.Selected",
}
"""What the app has to be granted in the tenant before it can read a place; nothing for a file on its own machine."""


class GrantState(StrEnum):
    """What an admin said of an address. A refused or withdrawn one can be asked for again."""

    ASKED = "asked"
    ENABLED = "enabled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


GRANT_MOVES: Mapping[GrantState, frozenset[GrantState]] = {
    GrantState.ASKED: frozenset({GrantState.ENABLED, GrantState.REFUSED}),
    GrantState.ENABLED: frozenset({GrantState.WITHDRAWN}),
    GrantState.REFUSED: frozenset({GrantState.ASKED, GrantState.ENABLED}),
    GrantState.WITHDRAWN: frozenset({GrantState.ASKED, GrantState.ENABLED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One address for one initiative. `round` counts how often it was asked for; `reason` is the admin's, if any.
    `guardrail` is the number of the guardrail it was asked for; None: the metric that decides."""

    id: str
    initiative: str
    address: Address
    state: GrantState
    round: int
    asked_by: int
    asked_at: datetime
    answered_by: int | None
    answered_at: datetime | None
    reason: str | None
    guardrail: int | None = None

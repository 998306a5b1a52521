"""What an admin granted the app, as it was seen last: each permission is optional and carries one feature (M14)."""

from dataclasses import dataclass
from datetime import datetime

from portfolio.sources import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """A permission that is missing, and the feature (a code) that is off without it."""

    permission: str
    feature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The last look: of `total` permissions these are missing. With a `failure` nobody knows."""

    at: datetime
    total: int
    off: tuple[Off, ...]
    failure: Failure | None = None

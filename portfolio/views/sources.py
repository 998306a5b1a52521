"""The sources of numbers and of use, as an admin sees them: what is read, what is not, and what that switches off."""

from dataclasses import dataclass
from datetime import date

from portfolio.granted import Granted
from portfolio.messages import Reason
from portfolio.views.initiatives import SourceTrouble


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source: whose number it is, the last day that is known (None: it was never read), whether that is too long ago,
    and what is in the way."""

    name: str
    source: str
    known_on: date | None
    late: bool
    trouble: SourceTrouble | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All of them, those in trouble first; `more` are left out. `why`: it came by itself; None: it was asked for."""

    lines: tuple[SourceLine, ...]
    more: int
    troubled: int
    why: Reason | None
    granted: Granted | None = None
    """What the app may read, as of the last look; None: nobody has looked, because no tenant is read."""

"""What becomes of the pilots of an imported list, shown before it is done and afterwards (R1; FEATURES F1, A8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.imports.owners import Owner
from portfolio.spreading import PER_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The gates of one week, by its Monday: those that would be new, and all with them."""

    monday: date
    new: int
    gates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What an accepted sponsor has to decide in the coming 90 days, and in the fullest of its weeks.

    `spare` are the names of those over three a week: what could go to another sponsor.
    """

    sponsor: str
    gates: int
    fullest: int
    spare: tuple[str, ...]

    @property
    def full(self) -> bool:
        """A8: more than three in one week."""
        return self.fullest > PER_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """`pilots` of the list would become initiatives, or just have (`done`); with 0 the gates are shown as they stand.

    `dated`: how many state their first use to the day, `about` less exactly, `undated` not at all. `owners`: whom they name;
    none of those is a sponsor. `renamed`: names that were told apart. `followed`: initiatives that came from the list and
    of which it now says more. `moved_on`: initiatives that it no longer calls pilots. `weeks` are those of the coming 90
    days; `later` pilots begin after them, and are decided 90 days after that. `seen` is the hash of all this.
    """

    today: date
    pilots: int
    dated: int
    about: int
    undated: int
    owners: Mapping[Owner, int]
    renamed: tuple[str, ...]
    followed: int
    moved_on: int
    weeks: tuple[Week, ...]
    later: int
    loads: tuple[Load, ...]
    seen: str
    done: bool = False

    @property
    def something(self) -> bool:
        """Whether there is anything to apply."""
        return bool(self.pilots or self.followed)

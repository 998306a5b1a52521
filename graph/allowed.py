"""What may be read for an initiative: what an admin enabled, and nothing beside it.

The app may see more than the person who asks (a confused deputy), so a reader that takes an address from a person takes
this list too and answers `NotAllowed` outside it.
"""

from dataclasses import dataclass

from graph.gaps import GapError
from portfolio.observations import NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Locators an admin enabled. One covers itself and what lies below it: a site covers its lists."""

    locators: frozenset[str]

    def covers(self, locator: str) -> bool:
        """Whether this locator, or one above it, was enabled. Case counts for nothing in Graph's ids."""
        wanted = locator.casefold()
        return any(wanted == one or wanted.startswith(one + "/") for one in (text.casefold() for text in self.locators))

    def check(self, locator: str) -> None:
        """Raise the gap when nobody enabled it."""
        if not self.covers(locator):
            raise GapError(NotAllowed(why="not_enabled"))

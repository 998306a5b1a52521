"""How fast messages leave: one tenant's limit, kept inside this process.

Teams takes 50 requests a second per app and tenant (learn.microsoft.com, "Optimize your bot with rate limiting in
Teams"); half of it leaves room for turns. Two processes on one PostgreSQL record send at twice the pace.
"""

MOST = 25.0
LEAST = 1.0
QUIET = 60.0
"""Seconds without a refusal after which one more message a second is tried."""


class Pace:
    """Even steps at `most` messages a second, halved by each 429. Times are seconds of any steady clock."""

    def __init__(self, most: float = MOST) -> None:
        self._most = most
        self._slowed = most
        self._slowed_at = 0.0
        self._free_at = 0.0

    def rate(self, at: float) -> float:
        """Messages a second that are allowed now."""
        return min(self._most, self._slowed + max(0.0, at - self._slowed_at) // QUIET)

    def reserve(self, at: float) -> float:
        """Seconds until one more message may leave; its place is taken by that."""
        leaves = max(at, self._free_at)
        self._free_at = leaves + 1 / self.rate(at)
        return leaves - at

    def throttled(self, at: float) -> None:
        """Teams said 429."""
        self._slowed = max(min(LEAST, self._most), self.rate(at) / 2)
        self._slowed_at = at

"""When the evidence may be looked at before a gate, and how much error each look may spend (docs/statistics.md section 3).

A number that is judged anew every day is proven by chance sooner or later. So a verdict is made on day 30 and day 60 and at
the seal, and on no other day; between two looks the last one stands.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portfolio.calendar import next_first
from portfolio.gates import SEAL_BEFORE, Gate
from portfolio.production import AFTER_FUNDING, MONTHLY_WINDOW, WINDOW
from portfolio.statistics.common import EARLY_LOOK, gate_alpha, looks_before


class LookName(StrEnum):
    """The looks there are. NONE: before the first one, nothing is judged. MONTH: in production, as a month begins."""

    NONE = "none"
    DAY_30 = "day_30"
    DAY_60 = "day_60"
    GATE = "gate"
    MONTH = "month"


EARLY = ((timedelta(days=30), LookName.DAY_30), (timedelta(days=60), LookName.DAY_60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look: `on` is the first day that no longer counts, `alpha` its one-sided error, `then` the day of the next.

    `since` is the first day that counts after the start, where a look does not read everything since first use (R24).
    """

    name: LookName
    on: date
    alpha: float
    then: date | None
    since: date | None = None

    @property
    def early(self) -> bool:
        """A look before the gate."""
        return self.name in (LookName.DAY_30, LookName.DAY_60)


def look_on(start: date, gate: Gate, today: date) -> Look:
    """The look that stands today. Only looks that are taken before the seal are paid for.

    What is in production is looked at monthly and at its gate, each time over its own window and with the least error.

    An extended gate, and a further one of the same initiative (a narrowing, a pause, a year in production), spends what was
    kept for an extension, and has no early looks of its own. Its cases are the earlier ones and more, so the looks agree
    with each other: three, an extension, two narrowings and a pause call a change exactly at the target Proven in at most
    4.5 %, not in the 6.5 % they would add up to (simulated in the tests).
    """
    seal = gate.due - SEAL_BEFORE
    first = gate.number == 1 and gate.was_due is None
    if today >= seal:
        alpha = gate_alpha(looks_before(start, seal)) if first else EARLY_LOOK
        back = WINDOW.get(gate.origin)
        return Look(name=LookName.GATE, on=seal, alpha=alpha, then=None, since=None if back is None else seal - back)
    if gate.origin in AFTER_FUNDING:
        month = today.replace(day=1)
        return Look(
            name=LookName.MONTH, on=month, alpha=EARLY_LOOK, then=min(next_first(month), seal), since=month - MONTHLY_WINDOW
        )
    planned = [(start + after, name) for after, name in EARLY if start + after < seal] if first else []
    past = [one for one in planned if one[0] <= today]
    coming = [on for on, _ in planned if on > today]
    on, name = past[-1] if past else (today, LookName.NONE)
    return Look(name=name, on=on, alpha=EARLY_LOOK, then=min([*coming, seal]))

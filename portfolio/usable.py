"""Which rows of a source the statistics can read, and why the others cannot be: the same for a preview and for good."""

from collections.abc import Collection
from datetime import date

from portfolio.calendar import local_date
from portfolio.observations import Observation, Observed, Rejected
from portfolio.sources import How


def usable(
    observed: Observed, how: How, zone: str, taken: Collection[tuple[date, str | None]] = ()
) -> Observed:
    """The rows that can be judged in this way, each key once; the others join the rejected with the code of the reason.

    `zone` is the source's: of a series each of its days has one point in each group, and `taken` days have theirs already.
    """
    kept: dict[str, Observation] = {}
    rejected = list(observed.rejected)
    days = set(taken)
    for number, one in enumerate(observed.observations, start=1):
        place = (local_date(one.start or one.at, zone), one.group)
        why = _wrong(how, one)
        if why is None and one.key in kept:
            why = "twice"
        if why is None and how is How.SERIES and place in days:
            why = "day_twice"
        if why is not None:
            rejected.append(Rejected(row=number, why=why, value=one.key))
            continue
        kept[one.key] = one
        days.add(place)
    return Observed(observations=tuple(kept.values()), rejected=tuple(rejected))


def _wrong(how: How, one: Observation) -> str | None:
    if how is How.CASES:
        return "no_value" if one.start is None and one.value is None else None
    if one.value is None:
        return "no_value"
    if how is How.SERIES:
        return None
    if one.n < 1:
        return "no_exposure"
    if one.value < 0 or one.value != int(one.value):
        return "not_a_count"
    return "more_than_all" if how is How.SHARE and one.value > one.n else None

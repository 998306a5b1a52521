"""What a listed pilot becomes: an initiative with a name of its own, its first use as exactly as the list says, and the
latest day of its gate (R1). Nothing the list leaves open is filled in."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from portfolio.gates import LONGEST, latest_due
from portfolio.imports.entries import Dated, Entry, ListedStage, Precision
from portfolio.initiatives import MAX_SENTENCE, Stage
from portfolio.names import folded

LONGEST_NAME = 150
"""What is kept of a listed name: with its unit behind it, it still fits where names are stored."""
_LONGEST_UNIT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A pilot of a list as it would be registered. `first_use` and `about` as in Initiative; `latest` the gate's last."""

    entry: Entry
    name: str
    intent: str
    stage: Stage
    first_use: date | None
    about: Dated | None
    latest: date

    @property
    def renamed(self) -> bool:
        """Whether its name has something behind it to tell it apart."""
        return self.name != _own_name(self.entry)


def taken(entries: Iterable[Entry], here: Collection[str], today: date) -> tuple[Taken, ...]:
    """The listed pilots in the order of their keys. `here` are the folded names there are already."""
    pilots = sorted((one for one in entries if one.stage is ListedStage.PILOT), key=lambda one: one.key)
    names = _names(pilots, here)
    return tuple(_taken(one, names[one.key], today) for one in pilots)


def _taken(one: Entry, name: str, today: date) -> Taken:
    first_use, about = started(one)
    return Taken(
        entry=one, name=name, intent=_clipped(one.intent, MAX_SENTENCE),
        stage=Stage.REGISTERED if first_use is not None and first_use > today else Stage.PILOTING, first_use=first_use,
        about=about, latest=_latest(one, first_use, today),
    )


def _latest(one: Entry, first_use: date | None, today: date) -> date:
    """The coming 90 days, and 90 days after first use where that is earlier; never before first use."""
    latest = latest_due(_earliest(one.started), today)
    within = min(latest, today + LONGEST)
    return latest if first_use is not None and first_use > within else within


def started(one: Entry) -> tuple[date | None, Dated | None]:
    """First use to the day, and what is known of it where the day is not."""
    if one.started is None or one.started.precision is not Precision.DAY:
        return None, one.started
    return one.started.day, None


def _earliest(start: Dated | None) -> date | None:
    """The 90 days count from the earliest day it can mean."""
    if start is None or start.precision is not Precision.YEAR:
        return start.day if start else None
    return start.day.replace(month=1, day=1)


def contact_of(one: Entry) -> str:
    """Whom the list names, as text: nobody becomes a sponsor by it, and a mailbox never (R2)."""
    others = (
        address for address in one.addresses
        if not re.search(rf"(?<![\w.+-]){re.escape(address)}(?![\w-])", one.sponsor, re.IGNORECASE)
    )
    return _clipped(", ".join(filter(None, (one.sponsor, *others))), MAX_SENTENCE)


def unit_of(one: Entry) -> str:
    """Where it belongs: its unit, else its organisation."""
    return _clipped(one.unit or one.organisation, 2 * _LONGEST_UNIT)


def _names(pilots: Sequence[Entry], here: Collection[str]) -> Mapping[str, str]:
    """Two initiatives never share a name: those that would have their unit behind it, and a number where that is the
    same too."""
    same = Counter(folded(_own_name(one)) for one in pilots)
    used, names = set(here), {}
    for one in pilots:
        own = _own_name(one)
        free = same[folded(own)] == 1
        name = next(name for name in _candidates(one, own, plain=free) if folded(name) not in used)
        used.add(folded(name))
        names[one.key] = name
    return names


def _candidates(one: Entry, own: str, *, plain: bool) -> Iterator[str]:
    if plain:
        yield own
    unit = _clipped(one.unit or one.organisation, _LONGEST_UNIT)
    if unit:
        yield f"{own} ({unit})"
    yield from (f"{own} ({f'{unit}, ' if unit else ''}{number})" for number in count(2))


def _own_name(one: Entry) -> str:
    return _clipped(" ".join(one.name.split()) or one.key, LONGEST_NAME)


def _clipped(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"

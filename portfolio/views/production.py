"""What became of what was funded (R24): one line an initiative, in the digest and to its sponsor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portfolio.adoption import Adoption
from portfolio.gates import Origin
from portfolio.messages import Reason
from portfolio.verdicts import Verdict
from portfolio.views.numbers import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """One initiative in production: its number now beside what it was funded on. `panel` None: no metric. `then` None: it
    was funded before anything was known. `origin`: why the next gate is on `review_on`."""

    initiative: str
    name: str
    sponsor: str | None
    funded_on: date
    then: Verdict | None
    panel: Panel | None
    review_on: date
    origin: Origin
    use: Adoption | None = None

    @property
    def verdict(self) -> Verdict:
        """What the last look said."""
        return Verdict.NOT_MEASURED if self.panel is None else self.panel.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """To a sponsor, three working days before leadership reads it (R18): what no longer holds, of `all` in production.
    `more` of it is not on the card; `beyond` is the bad news (news.py) of that, by initiative."""

    period: str
    person: str
    digest_on: date
    lines: tuple[OutcomeLine, ...]
    more: int
    all: int
    why: Reason
    beyond: Mapping[str, frozenset[str]] = field(default_factory=dict)

"""The monthly check-in card and its receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from portfolio.adoption import Adoption
from portfolio.checkins import Outlook
from portfolio.errors import Problem
from portfolio.messages import Reason
from portfolio.views.discover import ConstraintLine
from portfolio.views.numbers import Panel
from portfolio.views.plans import AttestationLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One initiative on the card. `panel` None: no metric yet, and the row asks for one instead of a number.

    Input ids: "<initiative>.value", "<initiative>.outlook", "<initiative>.note".
    """

    initiative: str
    name: str
    gate_on: date | None
    days_left: int | None
    panel: Panel | None
    last_outlook: Outlook | None
    use: Adoption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Somebody saved this check-in after the card was drawn."""

    by: str
    at: datetime
    theirs: tuple["Line", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInForm:
    """What needs an answer (`rows`, at most checkins.MOST_ROWS), and how many more follow once these are saved; to change
    answers, a `page` of `pages`.

    `values` are answers already given or just refused, by input id. `zone` is the reader's, for times on the card. `beyond`
    is the bad news (news.py) of those that are not on this page, by initiative: it is said how many have any.
    """

    check_in: str
    person: str
    zone: str
    period: str
    closes_on: date
    revision: int
    rows: tuple[Row, ...]
    more: int
    why: Reason
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    clash: Clash | None
    page: int = 1
    pages: int = 1
    beyond: Mapping[str, frozenset[str]] = field(default_factory=dict)
    constraints: tuple[ConstraintLine, ...] = ()
    """What limits theirs, or is theirs to look after, and has news: it has ended, is about to, or is new (D6)."""
    attestations: tuple[AttestationLine, ...] = ()
    """What was seen of theirs where people work and has run out, or does so within a month (A5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answered initiative as leadership will read it."""

    initiative: str
    name: str
    value: Decimal | None
    unit: str | None
    outlook: Outlook
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Saved. `open` initiatives still need an answer; `editable_until` is the digest's day, later it is a correction."""

    check_in: str
    period: str
    revision: int
    saved_by: str
    saved_at: datetime
    zone: str
    lines: tuple[Line, ...]
    open: int
    confirmed: bool
    corrected: bool
    editable_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingOwed:
    """No card this month: nothing needs this person."""

    period: str

"""Use of a product by the people of a pilot's group: what a usage report says of them, one reading at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portfolio.observations import Origin
from portfolio.sources import Failure


class Product(StrEnum):
    """What is used: each has a usage report of its own, and totals of two of them are never added."""

    COPILOT = "copilot"
    TEAMS = "teams"
    OUTLOOK = "outlook"
    SHAREPOINT = "sharepoint"
    ONEDRIVE = "onedrive"
    APPS = "apps"


AMOUNT: Mapping[Product, str | None] = {
    Product.COPILOT: "prompts", Product.TEAMS: "chats", Product.OUTLOOK: "sent", Product.SHAREPOINT: "files",
    Product.ONEDRIVE: "files", Product.APPS: None,
}
"""The count of a report that says how much somebody used it; None where a report has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The group of a directory whose use is followed for an initiative, as an admin enabled it."""

    id: str
    initiative: str
    group: str
    label: str
    product: Product
    enabled_by: int
    enabled_at: datetime
    looked_at: datetime | None = None
    read_at: datetime | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """One person over the period of a report. `person` is a name until it is kept, and a salted hash from then on;
    `last` None: never. A count is None when the report does not have it."""

    person: str
    last: date | None
    counts: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report about one group, over `days` days up to the day it is as of (`origin.refreshed_on`).

    `members` counts the group. `people` are those of them in the report, which holds who has a licence; None when names
    are concealed, because then nobody can be found in it. `reported` and `active` count the whole tenant. `missing` are
    counts this version of the report does not have. `licensed` counts those of the group with a licence by the directory,
    None where it does not say; `agrees`: whether the product's own totals say the same, None where they cannot be seen.
    """

    origin: Origin
    days: int
    members: int
    people: tuple[Used, ...] | None
    missing: frozenset[str]
    reported: int
    active: int
    licensed: int | None = None
    agrees: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A reading as it is kept: without a name in it."""

    on: date
    provisional_from: date
    read_at: datetime
    days: int
    members: int
    people: tuple[Used, ...] | None
    missing: frozenset[str]
    reported: int
    active: int
    licensed: int | None = None
    agrees: bool | None = None

"""People, their roles, and who is asking.

A person is a random local number; name and Entra ids sit in a table that can be erased. Identity comes from the verified
activity (Entra object id and tenant), never from a card.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

REMIND_ASKED_AFTER = 3        # working days (DOMAIN.md, the ladder of a sponsor's acceptance)
HAND_OVER_ASKED_AFTER = 7


ERASED = "(…)"
"""What stands where the name of somebody erased stood, in any language."""


class Role(StrEnum):
    """What somebody is for the whole company. Granted by settings; nobody has one by default."""

    ADMIN = "admin"
    PROGRAMME_OFFICE = "programme_office"
    REVIEWER = "reviewer"
    LEADERSHIP = "leadership"
    AUDITOR = "auditor"


class Account(StrEnum):
    """What the directory says of somebody's account."""

    ACTIVE = "active"
    GUEST = "guest"
    DISABLED = "disabled"
    GONE = "gone"
    SHARED = "shared"      # a mailbox of several people, of a room or of a device


UNFIT = frozenset(Account) - {Account.ACTIVE}
"""R2: nobody with such an account answers for an initiative."""


class Duty(StrEnum):
    """What somebody is for one initiative."""

    SPONSOR = "sponsor"
    ADOPTION_LEAD = "adoption_lead"
    DELIVERY_LEAD = "delivery_lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the verified activity says is speaking. `zone` and `language` are what their client reported, if it did."""

    tenant: str
    object_id: str
    name: str
    zone: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody the bot has met. `zone` is an IANA name; `language` a code words/ may or may not know."""

    number: int
    tenant: str
    object_id: str
    name: str
    zone: str
    language: str
    roles: frozenset[Role]
    reachable: bool
    released: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person behind one command, as resolved inside the transaction."""

    number: int
    tenant: str
    name: str
    zone: str
    language: str
    roles: frozenset[Role]


def name_of(known: Mapping[int, Person], number: int | None) -> str | None:
    """The name of one of the people read; None for nobody, or somebody erased."""
    if number is None or number not in known or known[number].name == ERASED:
        return None
    return known[number].name

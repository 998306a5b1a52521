"""Who a list names: a person, a mailbox that many rows share, or nobody. A mailbox is nobody's promise."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

SHARED_FROM = 10
"""An address that so many rows of a list name is taken for a shared mailbox: it answers for none of them."""

_SEPARATORS = re.compile(r"[;,\s]+")


class Owner(StrEnum):
    """What stands where a person should."""

    NONE = "none"
    SHARED_MAILBOX = "shared_mailbox"
    PERSON = "person"


def addresses_of(cell: str) -> tuple[str, ...]:
    """The addresses in a cell, mail or web, as they are compared."""
    found = (part.strip("<>()[]\"'").casefold() for part in _SEPARATORS.split(cell.replace("mailto:", "")))
    return tuple(part for part in found if "@" in part or part.startswith(("http://", "https://", "www.")))


def shared(lists: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The addresses that are shared mailboxes by SHARED_FROM, and every web address."""
    named = Counter(address for addresses in lists for address in set(addresses))
    return frozenset(address for address, rows in named.items() if rows >= SHARED_FROM or "@" not in address)


def owner_of(addresses: tuple[str, ...], mailboxes: frozenset[str]) -> Owner:
    """A person as soon as one of the addresses is one's own."""
    if not addresses:
        return Owner.NONE
    return Owner.SHARED_MAILBOX if all(address in mailboxes for address in addresses) else Owner.PERSON

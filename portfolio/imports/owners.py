"""Who a list names: a person, a mailbox that many rows share, or nobody. A mailbox is nobody's promise."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

SHARED_FROM = 10
"""An address that so many rows of a list name is taken for a shared mailbox: it answers for none of them."""

_SEPARATORS = re.compile(r"[;,\s]+")
_NAME = re.compile(r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau)\.? )*[A-ZÀ-Þ][\w'’-]+,?(?: [A-ZÀ-Þ][\w.'’-]*){1,3}")
_GROUPS = re.compile(
    r"team|office|group|unit|department|division|committee|board|services?|help ?desk|support|center|centre|council|working"
    r"|büro|gruppe|abteilung|referat|bereich|leitung|stelle|ausschuss|gremium|withheld|redacted|available|applicable|multiple"
    r"|determined|confirmed|named|assigned|vacant|unknown|unbekannt|offen|siehe|\bsee\b|various|program|project|projekt|data|daten|digital|technology|information|\bIT\b|\bAI\b|\bKI\b",
    re.IGNORECASE,
)
"""What shows that a name is not one person's."""


class Owner(StrEnum):
    """What stands where a person should."""

    NONE = "none"
    SHARED_MAILBOX = "shared_mailbox"
    PERSON = "person"


def addresses_of(cell: str) -> tuple[str, ...]:
    """The addresses in a cell, mail or web, as they are compared; without any, the name of one person as it is written."""
    parts = (part.strip("<>()[]\"'").casefold() for part in _SEPARATORS.split(cell.replace("mailto:", "")))
    found = tuple(part for part in parts if "@" in part or part.startswith(_WEB))
    plain = " ".join(cell.split())
    return found or ((plain,) if _NAME.fullmatch(plain) and not _GROUPS.search(plain) else ())


_WEB = ("http://", "https://", "www.")


def shared(lists: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The addresses that are shared mailboxes by SHARED_FROM, and every web address. A name is one person's, however often
    it stands there."""
    named = Counter(address for addresses in lists for address in set(addresses))
    return frozenset(
        address for address, rows in named.items()
        if address.startswith(_WEB) or ("@" in address and rows >= SHARED_FROM)
    )


def owner_of(named: tuple[str, ...], mailboxes: frozenset[str]) -> Owner:
    """Who an entry names (Entry.named): a person as soon as one of the addresses is one's own, or one is a name."""
    if not named:
        return Owner.NONE
    return Owner.SHARED_MAILBOX if all(address in mailboxes for address in named) else Owner.PERSON

"""Who a list names: a person, a mailbox that many rows share, or nobody. A mailbox is nobody's promise."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

SHARED_FROM = 10
"""An address that so many rows of a list name is taken for a shared mailbox: it answers for none of them."""

_BRACKETS = re.compile(r"\([^)]*\)")
_APART = tuple(re.compile(rf"\s*(?:[{signs}]|\band\b|\bund\b)\s*") for signs in (";/&", ";,/&"))
"""A comma stands between people, or between the names of one."""
_SEPARATORS = re.compile(r"[;,\s]+")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau)\.? )*(?:[A-ZÀ-Þ]\.(?=(?: [A-ZÀ-Þ]\.)* [A-ZÀ-Þ]\w)|[A-ZÀ-Þ][\w'’-]+,?)"
    r"(?: (?:(?:von|vom|van|zu|zur|de|der|den|del|da|di|la|le) ){0,2}[A-ZÀ-Þ][\w.'’-]*){1,3}"
)
_GROUPS = re.compile(
    r"team|office|group|unit|department|division|committee|board|services?|help ?desk|support|center|centre|council|working"
    r"|büro|gruppe|abteilung|referat|bereich|leitung|(?<!\bE)stelle|ausschuss|gremium|withheld|redacted|available|applicable|multiple"
    r"|determined|confirmed|named|assigned|vacant|unknown|unbekannt|offen|siehe|\bsee\b|various|program|project|projekt|data|daten|digital|technology|information|\bIT\b|\bAI\b|\bKI\b"
    r"|\b(?:not|resources|affairs|sales|marketing|procurement|operations|finance|compliance|security|supply|legal|logistics"
    r"|vertrieb|einkauf|personal|recht|finanzen|produktion|logistik|manager|director|president|chief|head)\b",
    re.IGNORECASE,
)
"""What shows that a name is not one person's."""


class Owner(StrEnum):
    """What stands where a person should."""

    NONE = "none"
    SHARED_MAILBOX = "shared_mailbox"
    PERSON = "person"


def addresses_of(cell: str) -> tuple[str, ...]:
    """The addresses in a cell, mail or web, as they are compared; without any, the names of people as they are written."""
    parts = (part.strip("<>()[]\"'").casefold() for part in _SEPARATORS.split(cell.replace("mailto:", "")))
    found = tuple(part for part in parts if "@" in part or part.startswith(_WEB))
    return found or _people(" ".join(_BRACKETS.sub(" ", cell).split()))


def _people(plain: str) -> tuple[str, ...]:
    """The name of one person, or of several where all of it is names."""
    if _is_person(plain):
        return (plain,)
    for apart in _APART:
        parts = tuple(filter(None, apart.split(plain)))
        if len(parts) > 1 and all(map(_is_person, parts)):
            return parts
    return ()


def _is_person(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and _GROUPS.search(text) is None


_TWO_NAMES = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?\.(?:[^\W\d_]\.)?[^\W\d_]+(?:-[^\W\d_]+)?@")
_WEB = ("http://", "https://", "www.")


def shared(contacts: Iterable[tuple[str, ...]], sponsors: Iterable[tuple[str, ...]] = ()) -> frozenset[str]:
    """The addresses that are shared mailboxes by SHARED_FROM, and every web address. A name is one person's, however often
    it stands there; so is an address made of two names that stands with sponsors alone: some sponsor very many."""
    asked, sponsoring = _rows(contacts), _rows(sponsors)
    return frozenset(
        address for address in asked | sponsoring
        if address.startswith(_WEB) or (
            "@" in address and max(asked[address], sponsoring[address]) >= SHARED_FROM
            and (address in asked or not _TWO_NAMES.match(address) or _GROUPS.search(address.partition("@")[0]))
        )
    )


def _rows(lists: Iterable[tuple[str, ...]]) -> Counter[str]:
    return Counter(address for addresses in lists for address in set(addresses))


def owner_of(named: tuple[str, ...], mailboxes: frozenset[str]) -> Owner:
    """Who an entry names (Entry.named): a person as soon as one of the addresses is one's own, or one is a name."""
    if not named:
        return Owner.NONE
    return Owner.SHARED_MAILBOX if all(address in mailboxes for address in named) else Owner.PERSON

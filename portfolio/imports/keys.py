"""The stable key of an entry: the same when its list comes again, also in another order or spelling."""

import re
from hashlib import sha256

from portfolio.imports.entries import MAX_KEY
from portfolio.names import folded

_NO_ID = frozenset({"tbd", "tba", "pending", "new", "xxx", "unknown", "none", "n/a", "-", "offen", "folgt"})
"""What people write where an id is still missing."""


def key_of(*, organisation: str, unit: str, id: str, name: str) -> str | None:
    """Its organisation and its id there; without an id its organisation, unit and name. None for a row that has neither.

    Ids are only unique within an organisation: of 2,907 ids in one public inventory 28 were another agency's as well.
    """
    if folded(id) and folded(id) not in _NO_ID:
        return _short(f"{folded(organisation)}|{folded(id)}")
    plain = " ".join(re.findall(r"[^\W_]+", folded(name)))
    return _short(f"{folded(organisation)}|{folded(unit)}|{plain}") if plain else None


def _short(key: str) -> str:
    """No longer than the record has room for; a longer one ends with its hash."""
    return key if len(key) <= MAX_KEY else f"{key[: MAX_KEY - 17]}|{sha256(key.encode()).hexdigest()[:16]}"

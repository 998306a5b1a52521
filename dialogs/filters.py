"""The filter of the portfolio list, as its form sends it and as a button carries it."""

from collections.abc import Mapping

from portfolio.filters import Filter, told

_NAMES = ("condition", "stage", "sponsor", "text", "sort")
_ANY = "any"


def filtered(given: Mapping[str, str]) -> Filter:
    """The filter in inputs or in ids. Invalid "bad_card" for a choice that there is not."""
    return told({name: given[name] for name in _NAMES if given.get(name, _ANY) != _ANY})

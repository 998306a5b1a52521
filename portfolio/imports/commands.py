"""What somebody asks for with a list in Teams: plain values that dialogs make and actions take."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.imports.entries import Field

NO_COLUMN = "#none"
"""What a choice of columns says for "no column holds it"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file sent to the bot: its name, and where Teams keeps it for some minutes."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWith:
    """Understand the list anew: `columns` are corrections by field: the place of a column from 0, a heading as it was typed,
    None where no column holds it. `order`: which comes first in 3/4/2026. With a `name` the mapping is saved for the next
    list with the same headings."""

    upload: str
    revision: int
    columns: Mapping[Field, int | str | None]
    order: str | None
    name: str

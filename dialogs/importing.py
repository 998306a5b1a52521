"""Bringing a list in: the place somebody names, and the columns they correct."""

import re
from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.addresses import Address, read_address
from portfolio.errors import Refused, problem
from portfolio.imports.commands import NO_COLUMN, ReadWith
from portfolio.imports.entries import Field
from portfolio.imports.uploads import LONGEST_NAME, MOST_CORRECTED
from portfolio.observations import SourceKind

_IN_SHAREPOINT = (SourceKind.LIST, SourceKind.CSV, SourceKind.WORKBOOK)
_LONGEST_HEADING = 1_000
_PLACE = re.compile(r"#(\d{1,3})")


def place(text: str) -> Address:
    """A pasted link to a list or a file. Refused with what to do instead."""
    found = read_address(text)
    if isinstance(found, str) or found.kind not in _IN_SHAREPOINT:
        raise Refused("import_link_unknown")
    return found


def read_with(inputs: Mapping[str, str], upload: str, revision: int) -> ReadWith:
    """The corrected columns. Invalid with every problem: half a pair, or two answers to one question."""
    read = Reader(inputs)
    columns: dict[Field, int | str | None] = {}
    for at in range(1, MOST_CORRECTED + 1):
        field, column = f"field{at}", f"column{at}"
        chosen = read.text(column, most=_LONGEST_HEADING, needed=bool(inputs.get(field)))
        if not inputs.get(field):
            if chosen:
                read.problems.append(problem(field, "needed"))
            continue
        meant = read.choice(field, Field)
        if meant in columns:
            read.problems.append(problem(field, "column_chosen_twice"))
        elif meant is not None:
            columns[meant] = None if chosen == NO_COLUMN else _place(chosen)
    order = read.text("order", most=3, needed=False)
    if order not in ("", "dmy", "mdy"):
        read.problems.append(problem("order", "choose_one"))
    name = read.text("name", most=LONGEST_NAME, needed=False)
    read.check()
    return ReadWith(upload=upload, revision=revision, columns=columns, order=order or None, name=name)


def _place(chosen: str) -> int | str:
    """The place of a column that was chosen, or a heading that was typed."""
    found = _PLACE.fullmatch(chosen)
    return int(found[1]) if found else chosen

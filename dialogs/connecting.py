"""Connecting a metric to its data: the place somebody names, and the columns they choose."""

import re
from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.addresses import MAX_ADDRESS, Address, read_address
from portfolio.commands import AnswerGrant, ChooseColumns, FindSource
from portfolio.errors import Invalid, problem
from portfolio.initiatives import MAX_SENTENCE
from portfolio.observations import Binding, Shape
from portfolio.sources import How

_LONGEST_COLUMN = 255
_FOR = re.compile(r"\s+(?:for|für)\s+", re.IGNORECASE)


def find(inputs: Mapping[str, str], initiative: str, guardrail: int | None = None) -> FindSource:
    """A pasted link or a typed name. Invalid with what to do instead."""
    read = Reader(inputs)
    text = read.text("place", most=4 * MAX_ADDRESS)
    read.check()
    address = read_address(text)
    if isinstance(address, str):
        raise Invalid(problem("place", address))
    return FindSource(initiative=initiative, address=address, guardrail=guardrail)


def table(inputs: Mapping[str, str]) -> str:
    """One of a workbook's tables; or the path to the rows of an answer in JSON, however it was typed: `$.data.items` is
    `data.items`, and nothing, or `$`, is the whole answer."""
    text = inputs.get("table", "").strip()
    path = text[1:].removeprefix(".") if text[:1] == "$" and text[1:2] in ("", ".", "[") else text
    return path or "$"


def columns(inputs: Mapping[str, str], lookup: str, shape: str, zone: str) -> ChooseColumns:
    """The chosen columns. `zone` is the reader's: times that name none are meant there. Invalid with every problem."""
    known = Shape(shape) if shape in tuple(Shape) else None
    if known is None:
        raise Invalid(code="bad_card")
    read = Reader(inputs)
    case = known is Shape.CASE
    names = {field: read.text(field, most=_LONGEST_COLUMN) for field in (("start", "end") if case else ("at", "value"))}
    optional = ("person", "kind", "group", "key") if case else ("n", "person", "kind", "group", "key")
    names |= {field: read.text(field, most=_LONGEST_COLUMN, needed=False) for field in optional}
    how = How.CASES if case else How.SHARE if known is Shape.YES_NO else read.choice("how", How)
    pilot = read.text("pilot", most=MAX_SENTENCE, needed=bool(names["group"]))
    if pilot and not names["group"]:
        read.problems.append(problem("group", "needed"))
    chosen = [name for name in names.values() if name]
    read.problems += (problem(field, "column_chosen_twice") for field, name in names.items() if chosen.count(name) > 1)
    read.check()
    assert how is not None
    return ChooseColumns(
        lookup=lookup, how=how, pilot=pilot or None,
        binding=Binding(shape=known, zone=zone, **{field: name or None for field, name in names.items()}),
    )


def answer(inputs: Mapping[str, str], grant: str, round: int, *, enable: bool) -> AnswerGrant:
    """An admin's answer, perhaps with a reason."""
    read = Reader(inputs)
    reason = "" if enable else read.text("reason", most=MAX_SENTENCE, needed=False)
    read.check()
    return AnswerGrant(grant=grant, round=round, enable=enable, reason=reason)


def enable(text: str) -> tuple[Address, str]:
    """"LINK for NAME", as an admin types it after `enable`: the place, and the name of the initiative."""
    for split in _FOR.finditer(text):
        address = read_address(text[: split.start()])
        if isinstance(address, Address):
            return address, text[split.end() :].strip()
    raise Invalid(problem("place", "enable_how"))

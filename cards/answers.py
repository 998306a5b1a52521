"""A sponsor's answer about one initiative, as it is read everywhere."""

from cards.components import row
from cards.elements import Element, container, text
from cards.evidence import amount
from cards.looks import OUTLOOK, Chip
from portfolio.views.checkins import Line
from words.api import Raw, Words


def answer_value(line: Line, w: Words) -> str:
    """The result with its unit, or that it is unknown (R15)."""
    if line.value is None:
        return w.say("answer.unknown")
    return amount(line.value, line.unit, w) if line.unit else w.number(line.value)


def answer_line(line: Line, w: Words) -> str:
    """All of it in one line: "At risk · 2.9 days “Two trainers short.”"."""
    short = w.say("answer.line", outlook=line.outlook, value=Raw(answer_value(line, w)))
    return f"{short} {w.say('answer.note', note=line.note)}" if line.note else short


def answer_row(line: Line, w: Words, *, separator: bool) -> Element:
    """Name, result and outlook; the remark below."""
    mark = Chip(look=OUTLOOK[line.outlook], word=w.name(line.outlook))
    made = [row(w.free(line.name), sub=answer_value(line, w), mark=mark, separator=False)]
    if line.note:
        made.append(text(w.say("answer.note", note=line.note), size="Small", spacing="ExtraSmall"))
    return container(made, separator=separator, spacing="Small")

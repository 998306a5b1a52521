"""All initiatives of a digest: a table where there is room, rows elsewhere, both saying the same."""

from collections.abc import Sequence

from cards.adoption import use_short
from cards.components import row
from cards.elements import Element, container, text
from cards.evidence import now, provenance_line, verdict_chip
from cards.layouts import table
from cards.looks import chip
from portfolio.views.digest import Outcome
from portfolio.views.numbers import Panel
from words.api import Raw, Words


def outcomes(found: Sequence[Outcome], w: Words, *, tabled: bool) -> list[Element]:
    """Rows; or a table for wide cards and rows for all others."""
    rows = [_row(outcome, w, separator=outcome is not found[0]) for outcome in found]
    if not tabled:
        return rows
    heads = [w.say(f"digest.head.{head}") for head in ("name", "result", "evidence", "gate")]
    return [
        table(heads, [_cells(outcome, w) for outcome in found], weights=[4, 5, 4, 4]),
        container(rows, target_width="atMost:Standard", spacing="Small"),
    ]


def _cells(outcome: Outcome, w: Words) -> list[list[Element]]:
    return [
        _pair(w.free(outcome.name), _sponsor(outcome, w), bold=True),
        [*_pair(*_result(outcome, w)), *_use(outcome, w)],
        [chip(verdict_chip(outcome.verdict, w))],
        _pair(_date(outcome, w), _answer(outcome, w)),
    ]


def _row(outcome: Outcome, w: Words, *, separator: bool) -> Element:
    return row(
        w.free(outcome.name),
        sub=" · ".join(_result(outcome, w)),
        below="\n\n".join([
            f"{_sponsor(outcome, w)} · {_date(outcome, w)} · {_answer(outcome, w)}",
            *([use_short(outcome.use, w)] if outcome.use else []),
        ]),
        mark=verdict_chip(outcome.verdict, w),
        separator=separator,
    )


def _use(outcome: Outcome, w: Words) -> list[Element]:
    return [] if outcome.use is None else [text(use_short(outcome.use, w), size="Small", subtle=True, spacing="None")]


def _pair(first: str, second: str | None = None, *, bold: bool = False) -> list[Element]:
    lines = [text(first, size="Small", bold=bold)]
    return lines if second is None else [*lines, text(second, size="Small", subtle=True, spacing="None")]


def _result(outcome: Outcome, w: Words) -> tuple[str, ...]:
    """The number, and where it comes from; without its provenance it is not printed (R17)."""
    return result(outcome.panel, w)


def result(panel: Panel | None, w: Words) -> tuple[str, ...]:
    """A number with where it comes from, or that there is none."""
    if panel is None or panel.current is None:
        return (w.say("digest.no_number"),)
    return now(panel, w), provenance_line(panel.current, w)


def _sponsor(outcome: Outcome, w: Words) -> str:
    return w.free(outcome.sponsor) if outcome.sponsor else w.say("digest.nobody")


def _date(outcome: Outcome, w: Words) -> str:
    return w.day(outcome.gate_on) if outcome.gate_on else w.say("digest.no_date")


def _answer(outcome: Outcome, w: Words) -> str:
    """What the sponsor expects: unknown so far, said, or said and confirmed (R15, C5)."""
    if not outcome.answered or outcome.outlook is None:
        return w.say("digest.answer.unknown")
    key = "digest.answer.confirmed" if outcome.confirmed else "digest.answer.open"
    return w.say(key, outlook=Raw(w.name(outcome.outlook)))

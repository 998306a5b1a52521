"""The vocabularies of a card as icon, colour and symbol. The word always comes with it: colour alone means nothing.

Green: a criterion is met. Amber: needs attention before the gate. Red: somebody must act now, or a criterion failed.
Purple: ours, interactive, or a decision due. Grey: unknown or context. Retired is grey, not red.
The keys are the codes of the domain, so `EVIDENCE[view.verdict]` works with its enums.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.elements import Align, Element
from cards.marks import BadgeStyle, IconColour, badge
from portfolio.checkins import Outlook
from portfolio.metrics import Provenance
from portfolio.verdicts import Choice, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one word of a vocabulary looks: as a chip (`style`, `icon`) and where chips are unknown (`symbol`)."""

    style: BadgeStyle
    icon: str
    symbol: str

    @property
    def colour(self) -> IconColour:
        """The colour of its icon outside a chip."""
        return "Default" if self.style == "Subtle" else self.style


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A look and its word."""

    look: Look
    word: str


GOOD = Look(style="Good", icon="CheckmarkCircle", symbol="✓")
WARNING = Look(style="Warning", icon="Warning", symbol="▲")
ERROR = Look(style="Attention", icon="ErrorCircle", symbol="✕")
FAILED = Look(style="Attention", icon="DismissCircle", symbol="✕")
UNKNOWN = Look(style="Subtle", icon="QuestionCircle", symbol="?")
DUE = Look(style="Accent", icon="Gavel", symbol="◆")
OVERDUE = Look(style="Attention", icon="Gavel", symbol="◆")
CLOSED = Look(style="Subtle", icon="Archive", symbol="◆")
MORE_TIME = Look(style="Subtle", icon="CalendarLtr", symbol="◆")
HALF = Look(style="Accent", icon="CircleHalfFill", symbol="◐")

OUTLOOK: Mapping[Outlook, Look] = {
    Outlook.ON_TRACK: GOOD,
    Outlook.AT_RISK: WARNING,
    Outlook.OFF_TRACK: ERROR,
}

EVIDENCE: Mapping[Verdict, Look] = {
    Verdict.PROVEN: GOOD,
    Verdict.LIKELY: HALF,
    Verdict.SHORT: WARNING,
    Verdict.IMPROVED: WARNING,
    Verdict.NO_EFFECT: ERROR,
    Verdict.UNCLEAR: ERROR,
    Verdict.WORSE: FAILED,
    Verdict.NOT_MEASURED: UNKNOWN,
}

DECISION: Mapping[Choice, Look] = {
    Choice.FUND: Look(style="Good", icon="Rocket", symbol="✓"),
    Choice.NARROW: Look(style="Accent", icon="ArrowMinimize", symbol="◆"),
    Choice.RETIRE: CLOSED,
}

PROVENANCE: Mapping[Provenance, str] = {
    Provenance.MEASURED: "Database",
    Provenance.EXTRACT: "DocumentTable",
    Provenance.LOGGED: "ClipboardEdit",
    Provenance.REPORTED: "PersonChat",
    Provenance.ESTIMATED: "Calculator",
}
"""Icons of the provenances. They carry no symbol: their word stands beside them."""


def chip(shown: Chip, *, large: bool = False, align: Align | None = None) -> Element:
    """The chip of a word. Large ones stand beside a title, medium ones in lists."""
    look = shown.look
    return badge(
        shown.word,
        style=look.style,
        icon=look.icon,
        symbol=look.symbol,
        size="Large" if large else None,
        align=align,
    )

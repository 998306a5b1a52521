"""What the demo shows in the terminal: 80 columns, dates as headings, who saw what and what they pressed."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel as Box
from rich.table import Table

from cards.evidence import judged_line
from pilothouse.demo.counted import COUNTED
from pilothouse.demo.leave import CARDS, LEDGER, PAGE, RECORD
from pilothouse.demo.people_play import Deed
from pilothouse.demo.reported import REPORTED
from pilothouse.demo.stage import Seen
from pilothouse.demo.story import DANA, GATE, MEI
from portfolio.conditions import Condition
from portfolio.verdicts import Verdict
from portfolio.views.digest import PortfolioRow
from portfolio.views.numbers import Panel
from words.api import Raw, Words

w = Words("en", escape=escape)
_ASKED_OF_DANA = date(2026, 11, 3)
_FOLLOWED = COUNTED[0].name
"""The initiative whose way is followed from its baseline to its decision."""
_WHOLE = (
    ("baseline", None, _FOLLOWED), ("check_in", _ASKED_OF_DANA, DANA), ("channel_gates", date(2026, 10, 26), ""),
    ("digest", GATE, ""), ("gate_decision", GATE, _FOLLOWED), ("countersign", None, "Customer letter replies"),
    ("check_in", date(2026, 12, 2), MEI), ("digest", date(2026, 12, 7), ""),
)
"""Which cards are shown whole: the kind, the day (None: whenever it comes), and what its reader or summary names."""
_LATE = frozenset({Condition.OVERDUE, Condition.IN_PURGATORY})
"""What an overdue decision says already."""


def opening(console: Console) -> None:
    """What this is."""
    console.print()
    console.print(f"[bold]{w.say('demo.title')}[/bold]")
    console.print(w.say("demo.intro", reported=len(REPORTED), counted=len(COUNTED)))


@dataclass(slots=True)
class Diary:
    """The running account: a heading for each day on which something happened, a few cards whole."""

    console: Console
    today: date | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def note(self, today: date, seen: Sequence[Seen], deeds: Sequence[Deed]) -> None:
        """Cards with what their reader did about them."""
        if seen or deeds:
            self._head(today)
        for one in seen:
            self.console.print(f"[cyan]{escape(one.to)}[/cyan]: {escape(one.rendered.summary)}")
            if any(kind == one.kind and on in (None, today) and about in f"{one.to} {one.rendered.summary}"
                   for kind, on, about in _WHOLE):  # fmt: skip
                self.shown(one.rendered.text)
        for deed in deeds:
            self.console.print(Padding(f"[green]>[/green] {escape(deed.who)} {escape(deed.what)}", (0, 0, 0, 2)))
            if deed.shown is not None and _FOLLOWED in deed.what:
                self.shown(deed.shown.text)

    def judged(self, today: date, panels: Mapping[str, Panel]) -> None:
        """What the evidence says of each initiative by name, when it says something new."""
        for name, panel in panels.items():
            if panel.verdict is not self.verdicts.get(name, Verdict.NOT_MEASURED):
                self._head(today)
                said = w.say("demo.verdict", name=name, verdict=Raw(judged_line(panel, w)))
                self.console.print(f"[magenta]{said}[/magenta]")
            self.verdicts[name] = panel.verdict

    def _head(self, today: date) -> None:
        if today != self.today:
            self.today = today
            self.console.print()
            self.console.rule(f"[bold]{today:%a} {w.day(today)}[/bold]", align="left", style="dim")

    def shown(self, text: str) -> None:
        """A card up to its buttons; what opens behind them is in the folder."""
        lines = text.split("\n")
        last = next((at for at, line in enumerate(lines) if line.startswith("[") and "] [" in line), len(lines) - 1)
        shown = escape("\n".join(lines[: last + 1]))
        self.console.print(Padding(Box(shown, border_style="dim"), (0, 0, 0, 2)))


def shadow(console: Console, sent: int) -> None:
    """Shadow mode: nothing has gone out."""
    console.print(Padding(w.say("demo.shadow", n=sent), (1, 0, 0, 0)))


def released(console: Console, people: int) -> None:
    """The admin has let messages go."""
    console.print(w.say("demo.released", n=people))


def the_end(console: Console, portfolio: Sequence[PortfolioRow]) -> None:
    """How everything stands."""
    console.print()
    console.rule(f"[bold]{w.say('demo.end')}[/bold]", align="left", style="dim")
    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for heading in ("initiative", "evidence", "stage", "wrong"):
        table.add_column(w.say(f"demo.column.{heading}"), overflow="fold")
    for row in portfolio:
        late = w.say("demo.late", n=-row.days_left) if row.days_left is not None and row.days_left < 0 else ""
        wrong = [w.name(one) for one in row.conditions if not late or one not in _LATE]
        said = w.listed([late, *wrong] if late else wrong) if late or wrong else ""
        table.add_row(escape(row.name), w.name(row.verdict), w.name(row.stage), said)
    console.print(table)


def left_behind(console: Console, folder: Path, cards: int, seconds: float) -> None:
    """Where to look next."""
    console.print()
    console.print(w.say("demo.took", n=cards, seconds=f"{seconds:.1f}"))
    for name, key in ((PAGE, "page_file"), (CARDS, "cards_file"), (LEDGER, "ledger_file"), (RECORD, "record_file")):
        console.print(f"  [cyan]{escape(str(folder / name))}[/cyan]  {w.say(f'demo.{key}')}")
    program = sys.argv[0] if Path(sys.argv[0]).stem == "pilothouse" else "pilothouse"
    console.print()
    console.print(w.say("demo.verify", program=program, path=folder / LEDGER), soft_wrap=True)
    console.print()
    console.print(w.say("demo.look", program=program, record=(folder / RECORD).as_posix()), soft_wrap=True)

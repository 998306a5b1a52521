"""What the demo shows in the terminal: 80 columns, dates as headings, who saw what and what they pressed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table

from pilothouse.demo.leave import CARDS, LEDGER, PAGE, RECORD
from pilothouse.demo.stage import Seen
from portfolio.views.digest import PortfolioList
from words.api import Words

w = Words("en", escape=escape)
WHOLE = {"acceptance": 1, "check_in": 1, "gate_decision": 1, "countersign": 1, "digest": 3, "channel_gates": 1}
"""Which card of a kind is shown whole: the first, or of the digests the third."""


def opening(console: Console) -> None:
    """What this is."""
    console.print()
    console.print(f"[bold]{w.say('demo.title')}[/bold]")
    console.print(w.say("demo.intro"))


@dataclass(slots=True)
class Diary:
    """The running account: a heading for each day on which something happened, a few cards whole."""

    console: Console
    today: date | None = None
    counted: Counter[str] = field(default_factory=Counter)

    def note(self, today: date, seen: Sequence[Seen], pressed: Sequence[tuple[str, str]]) -> None:
        """Cards with what their reader did about them."""
        if today != self.today:
            self.today = today
            self.console.print()
            self.console.rule(f"[bold]{today:%a} {w.day(today)}[/bold]", align="left", style="dim")
        for one in seen:
            self.console.print(f"[cyan]{escape(one.to)}[/cyan]: {escape(one.rendered.summary)}")
            self.counted[one.kind] += 1
            if WHOLE.get(one.kind) == self.counted[one.kind]:
                self.console.print(Padding(Panel(escape(one.rendered.text), border_style="dim"), (0, 0, 0, 2)))
        for who, what in pressed:
            self.console.print(f"  [green]>[/green] {escape(who)} {escape(what)}")


def shadow(console: Console, sent: int) -> None:
    """Shadow mode: nothing has gone out."""
    console.print(Padding(w.say("demo.shadow", n=sent), (1, 0, 0, 0)))


def released(console: Console, people: int) -> None:
    """The admin has let messages go."""
    console.print(w.say("demo.released", n=people))


def the_end(console: Console, portfolio: PortfolioList) -> None:
    """How the seven stand."""
    console.print()
    console.rule(f"[bold]{w.say('demo.end')}[/bold]", align="left", style="dim")
    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for heading in ("initiative", "sponsor", "stage", "wrong"):
        table.add_column(w.say(f"demo.column.{heading}"), overflow="fold")
    for row in portfolio.rows:
        late = w.say("demo.late", n=-row.days_left) if row.days_left is not None and row.days_left < 0 else ""
        wrong = w.listed([w.name(one) for one in row.conditions]) if row.conditions else ""
        table.add_row(escape(row.name), escape(row.sponsor or "-"), w.name(row.stage), late or wrong)
    console.print(table)


def left_behind(console: Console, folder: Path, cards: int, seconds: float) -> None:
    """Where to look next."""
    console.print()
    console.print(w.say("demo.took", n=cards, seconds=f"{seconds:.1f}"))
    for name, key in ((PAGE, "page_file"), (CARDS, "cards_file"), (LEDGER, "ledger_file"), (RECORD, "record_file")):
        console.print(f"  [cyan]{escape(str(folder / name))}[/cyan]  {w.say(f'demo.{key}')}")
    console.print(w.say("demo.verify", path=folder / LEDGER))

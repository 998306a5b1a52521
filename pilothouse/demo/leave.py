"""The folder the demo leaves behind: the record, every card as JSON, one page of their plain texts, the ledger."""

import html
import shutil
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import msgspec

from pilothouse.demo.stage import Seen
from store import Store, ledger
from words.api import Words

RECORD, CARDS, PAGE, LEDGER = "record.db", "cards", "cards.html", "ledger.jsonl"

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#242424;"
    "background:#f5f5f5}article{background:#fff;border:1px solid #d1d1d1;border-radius:6px;margin:1rem 0;padding:1rem}"
    "h2{font-size:1rem;margin:0 0 .5rem}pre{white-space:pre-wrap;font:inherit;margin:0}"
    "nav{columns:12rem}nav a{display:block}section{margin-top:2.5rem}"
)


def clear(folder: Path) -> None:
    """Make the folder, and take away what an earlier demo left in it; other files are not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (RECORD, f"{RECORD}-wal", f"{RECORD}-shm", PAGE, LEDGER):
        (folder / name).unlink(missing_ok=True)
    if (folder / CARDS).is_dir():
        shutil.rmtree(folder / CARDS)


async def write(folder: Path, store: Store, seen: Sequence[Seen]) -> None:
    """Write cards, page and ledger; the record is there already."""
    (folder / CARDS).mkdir()
    for number, one in enumerate(seen, start=1):
        name = f"{number:03d}-{one.kind}-{''.join(sign if sign.isalnum() else '-' for sign in one.to.lower())}.json"
        (folder / CARDS / name).write_bytes(msgspec.json.format(msgspec.json.encode(one.rendered.card), indent=1))
    (folder / PAGE).write_text(_page(seen), encoding="utf-8")
    lines = await store.read(lambda tx: list(ledger.export(tx)))
    (folder / LEDGER).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _page(seen: Sequence[Seen]) -> str:
    w = Words("en")
    title = w.say("demo.page")
    days = {day: list(cards) for day, cards in groupby(seen, key=lambda one: one.at.date())}
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style>", f"<h1>{title}</h1><nav>",
        *(f'<a href="#{day}">{w.say("demo.page.day", day=day, n=len(cards))}</a>' for day, cards in days.items()), "</nav>",
    ]  # fmt: skip
    for day, cards in days.items():
        parts.append(f'<section id="{day}">')
        for one in cards:
            head = html.escape(f"{w.when(one.at, 'UTC')} UTC · {one.to} · {one.kind.replace('_', ' ')}")
            parts.append(f"<article><h2>{head}</h2><pre>{html.escape(one.rendered.text)}</pre></article>")
        parts.append("</section>")
    return "\n".join(parts) + "</html>\n"


def complain(folder: Path, error: OSError) -> int:
    """The folder cannot be written to."""
    print(Words("en").say("demo.folder", folder=folder, why=error.strerror or error), file=sys.stderr)
    return 2

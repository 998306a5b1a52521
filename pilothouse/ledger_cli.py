"""`pilothouse ledger export` and `pilothouse ledger verify`. Verifying needs the export alone: no record, no settings."""

import asyncio
import sys
from contextlib import nullcontext
from pathlib import Path

from pilothouse.terminal import say
from portfolio.errors import PilothouseError
from portfolio.ledger import verify as verify_lines
from words.api import Words

OK, FOUND, UNUSABLE = 0, 1, 2


def verify(path: str, head: str | None) -> int:
    """Say whether an export is sound. 0 sound, 1 a fault was found, 2 the file cannot be read."""
    w = Words("en")
    try:
        with nullcontext(sys.stdin) if path == "-" else Path(path).open(encoding="utf-8") as lines:
            result = verify_lines(lines, head=head)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else w.say("cli.not_utf8")
        say(w.say("cli.unreadable", path=path, why=why), error=True)
        return UNUSABLE
    if result.problem is not None:
        fault = w.say(f"ledger.{result.problem}", line=result.line or 0)
        say(f"{fault}\n{w.say('ledger.sound_until', entries=result.entries)}")
        return FOUND
    kept = w.say("ledger.sound_head", at=result.head_at) if head else w.say("ledger.no_head")
    found = w.say("cli.ledger_head", seq=result.head.seq, hash=result.head.hash)
    say("\n".join((w.say("ledger.sound", entries=result.entries), found, kept)))
    return OK


def export(path: str) -> int:
    """Write the whole ledger, oldest first. 2 when the settings, the record or the file cannot be used."""
    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain

    try:
        lines = asyncio.run(_read(parse(environment()).database))
        text = "".join(f"{line}\n" for line in lines)
        if path != "-":
            Path(path).write_text(text, encoding="utf-8")
    except (BadSettings, PilothouseError, OSError) as error:
        return complain(error)
    if path == "-":
        sys.stdout.write(text)
    else:
        say(Words("en").say("cli.ledger_written", n=len(lines), path=path), error=True)
    return OK


async def _read(database: str) -> list[str]:
    from store import ledger, open_store

    store = await open_store(database)
    try:
        return await store.read(lambda tx: list(ledger.export(tx)))
    finally:
        await store.close()

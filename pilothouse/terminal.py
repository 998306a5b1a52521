"""What a command that reads somebody's file prints: its answer, or a sentence for each thing that is wrong with the file."""

import os
import sys

from portfolio.errors import Invalid
from words.api import Words

UNUSABLE = 2
"""The exit code for a file or options that cannot be used."""
_LONGEST = 200


def clean(text: str) -> str:
    """A cell or a name fit for a terminal: nothing that steers it, and no page-long values."""
    shown = "".join(one if one.isprintable() else "\ufffd" for one in text)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def short(text: str, most: int = 56) -> str:
    """As much of a name as a line of 80 has room for beside what is said of it."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def unusable(error: Invalid | OSError, path: str, w: Words) -> int:
    """Say what is wrong with a file, or with one that was named beside it, on standard error. Returns UNUSABLE."""
    if isinstance(error, OSError):
        say(w.say("cli.unreadable", path=error.filename or path, why=error.strerror or type(error).__name__), error=True)
    else:
        for one in error.problems:
            say(w.say(f"problem.{one.code}", n=None, **one.params), error=True)
    return UNUSABLE


def say(text: str, *, error: bool = False) -> None:
    """Prints what the terminal's encoding can show, and the rest as escapes instead of failing."""
    stream = sys.stderr if error else sys.stdout
    encoding = stream.encoding or "utf-8"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except BrokenPipeError:  # whoever reads it has read enough; without this, closing the stream complains again
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

"""What a command that reads somebody's file prints: its answer, or a sentence for each thing that is wrong with the file."""

import os
import re
import shutil
import sys
import textwrap

from portfolio.errors import Invalid
from words.api import Words

UNUSABLE = 2
"""The exit code for a file or options that cannot be used."""
_LONGEST = 200


def clean(text: str) -> str:
    """A cell or a name fit for a terminal: nothing that steers it, and no page-long values."""
    shown = "".join(one if one.isprintable() else " " if one.isspace() else "\ufffd" for one in text)
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


_LEAD = re.compile(r"\s*(?:- |\S+(?: \S+)* {2,})?")
"""What stands before the words of a line: its indent, with a dash or a label and its gap."""


def wrapped(text: str, width: int) -> str:
    """Lines broken between words where a terminal would break them within one; what goes on stands below its words."""
    return "\n".join(_broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    indent = " " * (at if at <= width // 2 else 4)
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def say(text: str, *, error: bool = False) -> None:
    """Prints what the terminal's encoding can show, and the rest as escapes instead of failing. Where somebody looks at it,
    sentences are wrapped; JSON is not."""
    stream = sys.stderr if error else sys.stdout
    if stream.isatty() and not text.startswith(("{", "[")):
        text = wrapped(text, shutil.get_terminal_size().columns)
    encoding = stream.encoding or "utf-8"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except BrokenPipeError:  # whoever reads it has read enough; without this, closing the stream complains again
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

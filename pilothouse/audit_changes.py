"""What changed since the last audit, in words: each class with its number, and what vanished by name."""

from collections.abc import Iterator

from portfolio.audits.changes import Changes, Vanished
from words.api import Words

SHOWN = 10
"""Lines of what vanished; the JSON has all."""
_NAME = 56


def changed_lines(found: Changes, w: Words) -> Iterator[str]:
    """The lines below an audit."""
    yield ""
    yield w.say("audit.changes")
    counts = {
        "new": len(found.new), "vanished": len(found.vanished), "decided": len(found.decided),
        "reopened": len(found.reopened), "silent": len(found.silent), "rescoped": len(found.rescoped),
        "remeasured": len(found.remeasured),
    }
    for kind, count in counts.items():
        yield f"  {w.number(count).rjust(6)}  {w.say(f'audit.changes.{kind}')}"
    for one in found.vanished[:SHOWN]:
        yield f"    {_vanished(one, w)}"
    if (more := len(found.vanished) - SHOWN) > 0:
        yield f"    {w.say('audit.changes.more', n=more)}"


def _vanished(one: Vanished, w: Words) -> str:
    name = w.free(short(one.line.name))
    if one.maybe is None:
        return name
    return w.say("audit.changes.maybe", name=short(one.line.name), other=short(one.maybe.name), percent=one.confidence)


def short(name: str) -> str:
    """A name as a line has room for it."""
    return name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…"

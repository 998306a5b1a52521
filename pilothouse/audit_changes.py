"""What changed since the last audit, in words: each class with its number, and what vanished by name."""

from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.terminal import short
from words.api import Words

SHOWN = 10
"""Lines of what vanished; the JSON has all."""
_KINDS = ("new", "vanished", "decided", "reopened", "silent", "rescoped", "remeasured")


def changed_lines(found: Mapping[str, Any], w: Words) -> Iterator[str]:
    """The lines below an audit, of the changes as its JSON has them."""
    yield ""
    yield w.say("audit.changes")
    for kind in _KINDS:
        yield f"  {w.number(len(found[kind])).rjust(6)}  {w.say(f'audit.changes.{kind}')}"
    if found["vanished"]:
        yield f"  {w.say('audit.changes.gone')}"
    for one in found["vanished"][:SHOWN]:
        yield f"    {_vanished(one, w)}"
    if (more := len(found["vanished"]) - SHOWN) > 0:
        yield f"    {w.say('audit.changes.more', n=more)}"


def _vanished(one: Mapping[str, Any], w: Words) -> str:
    name, maybe = short(one["name"]), one["maybe"]
    if maybe is None:
        return w.free(name)
    return w.say("audit.changes.maybe", name=name, other=short(maybe["name"]), percent=maybe["confidence"])

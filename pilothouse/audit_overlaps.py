"""The part of `pilothouse audit` about entries that may be one thing: said, as JSON, and told apart with --apart."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portfolio.imports.entries import Entry
    from portfolio.overlaps import Overlap
    from words.api import Words

DONE = 0
SHOWN = 5
"""Pairs on the screen; the JSON has all."""
_NAME = 34


def lines(pairs: "Sequence[Overlap]", entries: "Sequence[Entry]", w: "Words", *, kept: bool) -> "Iterator[str]":
    """How many pairs there are, and those that agree in most, with what in and where they stand. `kept`: they are imported,
    and can be told apart."""
    from pilothouse.terminal import short

    if not pairs:
        return
    named = {one.key: one for one in entries}
    yield w.say("audit.overlaps", n=len(pairs))
    for pair in sorted(pairs, key=lambda one: -len(one.agrees))[:SHOWN]:
        first, second = sorted((named[pair.first], named[pair.second]), key=lambda one: one.row)
        yield f"  {pair.id}  {short(w.free(first.name), _NAME)} = {short(w.free(second.name), _NAME)}"
        fields, rows = w.listed(w.name(field) for field in pair.agrees), (w.number(first.row), w.number(second.row))
        yield f"            {w.say('audit.overlap.agrees', fields=fields, first=rows[0], second=rows[1])}"
    if len(pairs) > SHOWN:
        yield w.say("audit.overlaps.more", n=len(pairs) - SHOWN)
    if kept:
        yield w.say("audit.overlaps.apart")


def plain(pairs: "Sequence[Overlap]", entries: "Sequence[Entry]") -> list[dict[str, Any]]:
    """The same for JSON, every pair."""
    named = {one.key: one.name for one in entries}
    return [
        {
            "id": pair.id, "first": pair.first, "second": pair.second, "names": [named[pair.first], named[pair.second]],
            "agrees": [field.value for field in pair.agrees],
        }
        for pair in pairs
    ]  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """`pilothouse audit --apart ID`."""
    import asyncio

    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from words.api import Words

    try:
        asyncio.run(_tell_apart(parse(environment()).database, args.apart))
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    say(Words(args.language, escape=clean).say("audit.overlap.done", id=args.apart))
    return DONE


async def _tell_apart(database: str, id: str) -> None:
    from datetime import UTC, datetime

    from actions import overlaps
    from portfolio.errors import Refused
    from store import exists, open_store

    if not exists(database):
        raise Refused("nothing_imported")
    store = await open_store(database)
    try:
        await store.write(overlaps.tell_apart, id, datetime.now(UTC))
    finally:
        await store.close()

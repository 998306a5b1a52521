"""`pilothouse audit --close`, `--record N`, `--join`, `--join-same`: the audit of the record, kept, checked; its renames.

Exit code 0; 1 when a record is not what its hash says any more; 2 with a sentence for what cannot be used.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from actions import audits
from actions.audits import Recorded
from pilothouse.audit_changes import changed_lines
from pilothouse.list_options import day
from pilothouse.settings import BadSettings, environment, parse
from pilothouse.shell import complain, finished
from pilothouse.terminal import clean, say, short, unusable
from portfolio.audits.kept import Check
from portfolio.audits.lines import State
from portfolio.audits.record import METHOD
from portfolio.conditions import Trait
from portfolio.errors import Invalid, NotFound, PilothouseError
from store import exists, open_store
from words.api import Words

SAME, DIFFERENT = 0, 1
LONGEST = 10


def run(args: argparse.Namespace) -> int:
    """Close, check or join, and print what came of it."""
    w = Words(args.language, escape=clean)
    try:
        database = parse(environment()).database
        if args.join:
            joined = finished(_join(database, *args.join))
            say(w.say("audit.joined" if joined else "audit.joined.before"))
            return SAME
        if args.join_same:
            say(w.say("audit.joined.same", n=finished(_join_same(database))))
            return SAME
        done = finished(_recorded(database, args.record, day(args.as_of)))
    except Invalid as error:
        return unusable(error, "", w)
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    say(_as_json(done) if args.json else _said(done, w))
    return DIFFERENT if done.check is Check.OTHER else SAME


async def _recorded(database: str, number: int | None, on: date) -> Recorded:
    if number is not None and not exists(database):
        raise NotFound("no_audit", number=number)
    store = await open_store(database)
    try:
        if number is None:
            number = (await store.write(audits.close, on, datetime.now(UTC))).number
        return await store.read(audits.recorded, number)
    finally:
        await store.close()


async def _join(database: str, former: str, now_key: str) -> bool:
    store = await open_store(database)
    try:
        return await store.write(audits.join, former, now_key, datetime.now(UTC))
    finally:
        await store.close()


async def _join_same(database: str) -> int:
    if not exists(database):
        raise NotFound("no_record", place=database)
    store = await open_store(database)
    try:
        return await store.write(audits.join_same, datetime.now(UTC))
    finally:
        await store.close()


def _as_json(done: Recorded) -> str:
    """The document as it was kept, and around it what is not part of it. `same` is null where it was not made again, the
    document where it is no JSON any more."""
    same = {Check.SAME: True, Check.OTHER: False}.get(done.check)
    try:
        document = json.loads(done.document)
    except (ValueError, RecursionError):
        document = None
    return json.dumps(
        {"record": done.number, "hash": done.hash, "same": same, "document": document}, ensure_ascii=False, indent=2
    )


def _said(done: Recorded, w: Words) -> str:
    """The record on a screen. One that is not what was closed may have any shape, or none."""
    try:
        return "\n".join(_lines(done, w))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        if done.check is not Check.OTHER:
            raise
        return w.say("audit.record.damaged", number=str(done.number), hash=done.hash)


def _lines(done: Recorded, w: Words) -> Iterator[str]:
    """What the document says, and nothing that is computed anew."""
    kept = json.loads(done.document)
    yield w.say("audit.record", number=str(done.number), on=date.fromisoformat(kept["as_of"]))
    for state in State:
        if count := kept["states"].get(state.value, 0):
            yield f"  {w.number(count).rjust(6)}  {w.say(f'audit.state.{state.value}')}"
    yield ""
    yield w.say("audit.record.traits", n=kept["states"].get(State.FLYING.value, 0))
    for trait in Trait:
        met = kept["traits_met"].get(trait.value, 0)
        yield f"  {w.number(met).rjust(6)}  {w.say(f'audit.record.trait.{trait.value}')}"
    if late := kept["in_purgatory"]:
        by_key = {line["key"]: line for line in kept["lines"]}
        yield ""
        yield w.say("audit.record.late", n=len(late))
        for line in (by_key[key] for key in late[:LONGEST]):
            yield f"  {w.say('audit.past', n=line['days_past_decision']).rjust(10)}  {w.free(short(line['name']))}"
    if kept["changes"] is not None:
        yield from changed_lines(kept["changes"], w)
    yield ""
    yield w.say(
        f"audit.record.{done.check.value}", hash=done.hash, lines=Decimal(len(kept["lines"])), method=done.method,
        now=METHOD, before=str(done.before),
    )
    for number in done.passed:
        yield w.say("audit.unread", number=str(number))

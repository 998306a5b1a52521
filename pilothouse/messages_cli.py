"""`pilothouse messages`: what became of the messages, and trying a dead one again. Stop the bot first if it uses SQLite."""

import asyncio
from datetime import UTC, datetime

from pilothouse.settings import BadSettings, environment, parse
from pilothouse.shell import complain
from pilothouse.terminal import say
from portfolio.errors import PilothouseError
from store import Store, Tx, open_store, outbox, sending
from words.api import Words

OK, UNUSABLE = 0, 2


def messages(again: int | None) -> int:
    """Print how many messages are in each state and why the dead ones died; or try one of those again."""
    try:
        say("\n".join(asyncio.run(_run(parse(environment()).database, again))))
    except (BadSettings, PilothouseError) as error:
        return complain(error)
    return OK


async def _run(database: str, again: int | None) -> list[str]:
    store: Store = await open_store(database)
    try:
        if again is not None:
            done = await store.write(outbox.redrive, again, datetime.now(UTC))
            return [Words("en").say("messages.again" if done else "messages.not_dead", id=again)]
        return await store.read(_listed)
    finally:
        await store.close()


def _listed(tx: Tx) -> list[str]:
    w = Words("en")
    lines = [w.say("messages.state", state=state, n=count) for state, count in outbox.by_state(tx)]
    for row in outbox.dead(tx):
        tries = len(sending.attempts_of(tx, row.id))
        lines.append(w.say("messages.dead", id=row.id, kind=row.kind, state=row.state, why=row.detail or "-", tries=tries))
    return lines or [w.say("messages.none")]

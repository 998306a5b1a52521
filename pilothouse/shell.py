"""What commands share: running what they are made of, and what they do with refusals: sentences on standard error, exit
code 2, no traceback."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from pilothouse.settings import BadSettings
from pilothouse.terminal import say
from portfolio.errors import PilothouseError
from words.api import Words

T = TypeVar("T")


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns, run to its end in an event loop of its own.

    As asyncio.run, which writes out as text whatever its task returns while it gives Ctrl+C back (signal.signal does, for
    an error message that nobody sees): for a list of 16 million characters that took 350 MB.
    """
    found: list[T] = []

    async def kept() -> None:
        found.append(await work)

    asyncio.run(kept())
    return found[0]


def complain(error: BadSettings | PilothouseError | OSError, language: str = "en") -> int:
    """Print every sentence of a refusal and return 2. An OSError: the port is taken, a file is out of reach..."""
    w = Words(language)
    if isinstance(error, OSError):
        why = error.strerror or str(error)
        say(w.say("cli.cannot_go_on", why=f"{error.filename}: {why}" if error.filename else why), error=True)
    elif isinstance(error, BadSettings):
        wrong = (f"  {one.field}: {w.say(f'settings.{one.code}', n=None, **one.params)}" for one in error.problems)
        say("\n".join((w.say("settings.heading"), *wrong)), error=True)
    else:
        say(w.say(f"error.{error.code}", n=None, **error.params), error=True)
    return 2

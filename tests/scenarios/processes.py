"""Waiting for a process to end."""

import asyncio
import time
from multiprocessing.process import BaseProcess


async def ended(process: BaseProcess, seconds: float = 30) -> int | None:
    """The exit code, or None when it has not ended in time.

    Asked on the loop's own thread, never by `join` in another: starting a process looks at every earlier one too, and of two
    threads that look at the same moment, one finds the end already told and makes 255 of it.
    """
    give_up = time.monotonic() + seconds
    while (code := process.exitcode) is None and time.monotonic() < give_up:  # noqa: ASYNC110  # there is no event
        await asyncio.sleep(0.002)
    return code

"""Gaps on their way out: raised inside graph/, turned into a `ReadResult` at every public reader."""

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from portfolio.observations import Gap, ReadResult, Stale, Value

T = TypeVar("T")
P = ParamSpec("P")


class GapError(Exception):
    """Nothing can be read: `gap` says why. `status` is the HTTP status behind it, 0 for none; `location` its header."""

    def __init__(self, gap: Gap, *, status: int = 0, location: str = "") -> None:
        super().__init__(repr(gap))
        self.gap = gap
        self.status = status
        self.location = location


def answers(reader: Callable[P, Awaitable[T | Stale[T]]]) -> Callable[P, Awaitable[ReadResult[T]]]:
    """A reader that raises `GapError` becomes one that answers with a `ReadResult`. A `Stale` passes through."""

    @functools.wraps(reader)
    async def read(*args: P.args, **kwargs: P.kwargs) -> ReadResult[T]:
        try:
            value = await reader(*args, **kwargs)
        except GapError as error:
            return error.gap
        return value if isinstance(value, Stale) else Value(value=value)

    return read

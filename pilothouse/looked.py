"""One look at the record for a command that changes nothing, and makes no record by looking."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from portfolio.errors import NotFound
from store import Tx, exists, open_store

P = ParamSpec("P")
T = TypeVar("T")


async def looked(database: str, read: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `read` gives. NotFound "no_record" where there is none: that is not the same as an empty one (R23)."""
    if not exists(database):
        raise NotFound("no_record", place=database)
    store = await open_store(database)
    try:
        return await store.read(read, *args, **kwargs)
    finally:
        await store.close()

"""Importing beside the event loop what most processes never need."""

import asyncio
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

PIECE = 1 << 20
"""Bytes read at a time."""


async def beside(*names: str) -> None:
    """Import modules in a thread, once: an import statement after this finds them and does not keep the loop waiting."""
    if any(name not in sys.modules for name in names):
        await asyncio.to_thread(load, *names)


def load(*names: str) -> None:
    """Import modules, their linked libraries read first.

    Linking holds every thread up, and where the machine has not read the library lately it does so while the disk is read:
    40 ms for numpy's, 25 ms for scipy's, and 2 ms each when they were read before (measured).
    """
    buffer = bytearray(PIECE)
    for name in names:
        for library in libraries(name):
            with library.open("rb", buffering=0) as file:
                while file.readinto(buffer):
                    pass
        import_module(name)


def libraries(name: str) -> Iterator[Path]:
    """What a package links: in its own folder and those below it, and in the folder a wheel puts beside the outermost."""
    for folder in _folders(name):
        yield from folder.rglob("*.so")
    outermost = name.partition(".")[0]
    for folder in _folders(outermost):
        yield from folder.with_name(f"{outermost}.libs").glob("*.so*")


def _folders(name: str) -> list[Path]:
    spec = find_spec(name)
    return [Path(folder) for folder in spec.submodule_search_locations or ()] if spec else []

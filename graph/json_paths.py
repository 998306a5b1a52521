"""A path into JSON, such as `data.items`, `results[0].rows` or `["a.b"].c`: names and positions, no wildcards, no code."""

import re
from typing import Any

from graph.gaps import GapError
from portfolio.observations import Unreadable

_STEP = re.compile(r"""(?:^|\.)([^.\[\]"]+)|\[(\d{1,6})\]|\.?\["([^"]+)"\]""")
MOST_STEPS = 12


def steps(path: str) -> tuple[str | int, ...]:
    """The steps of a path; none for an empty one. Raises the gap `path_wrong`."""
    found: list[str | int] = []
    at = 0
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None or len(found) == MOST_STEPS:
            raise GapError(Unreadable(why="path_wrong", column=path))
        found.append(int(match[2]) if match[2] else match[1] or match[3])
        at = match.end()
    return tuple(found)


MISSING: Any = object()
"""What stands where there is nothing: not null, which is an empty cell."""


def follow(value: Any, path: tuple[str | int, ...]) -> Any:
    """What is at a path; `MISSING` where it leads nowhere."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, list) or step >= len(value):
                return MISSING
            value = value[step]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return MISSING
    return value

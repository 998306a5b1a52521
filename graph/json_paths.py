"""A path into JSON, such as `data.items`, `results[0].rows` or `["a.b"].c`: names and positions, no wildcards, no code.

`$` is the whole body, and may stand before everything else.
"""

import re
from typing import Any

from graph.gaps import GapError
from portfolio.observations import Unreadable

Steps = tuple[str | int, ...]

_STEP = re.compile(r"""(?:^|\.)([^.\[\]"]+)|\[(\d{1,6})\]|\.?\["([^"]+)"\]""")
_BARE = re.compile(r'[^.\[\]"$\s][^.\[\]"]*(?<!\s)')
MOST_STEPS = 12


def steps(path: str) -> Steps:
    """The steps of a path; none for an empty one. Raises the gap `path_wrong`."""
    found: list[str | int] = []
    at = 1 if path[:1] == "$" and path[1:2] in ("", ".", "[") else 0
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None or len(found) == MOST_STEPS:
            raise GapError(Unreadable(why="path_wrong", column=path))
        found.append(int(match[2]) if match[2] else match[1] or match[3])
        at = match.end()
    return tuple(found)


def spelled(path: Steps) -> str | None:
    """A path that `steps` reads as these; `$` for none. None where a name cannot be written."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _BARE.fullmatch(step):
            text += f".{step}" if text else step
        elif step and '"' not in step and step.isprintable():
            text += f'["{step}"]'
        else:
            return None
    return text or "$"


MISSING: Any = object()
"""What stands where there is nothing: not null, which is an empty cell."""


def follow(value: Any, path: Steps) -> Any:
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

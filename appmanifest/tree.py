"""Finding one's way in a JSON value: "bots[].scopes[]" selects, "bots[0].scopes[1]" says where."""

import re
from collections.abc import Iterator
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]{1,4})\]")
_WHOLE = re.compile(r"[^.\[\]]+(?:\[[0-9]{1,4}\])*(?:\.[^.\[\]]+(?:\[[0-9]{1,4}\])*)*")


def select(root: object, pattern: str) -> list[tuple[str, Any]]:
    """Every (path, value) that `pattern` reaches; what is missing or of another type is passed over."""
    reached: list[tuple[str, Any]] = [("", root)]
    for step in pattern.replace("[]", ".[]").split("."):
        reached = [found for path, value in reached for found in _follow(path, value, step)]
    return reached


def texts(root: object, pattern: str) -> list[tuple[str, str]]:
    """What `pattern` reaches, texts only."""
    return [(path, value) for path, value in select(root, pattern) if isinstance(value, str)]


def every_text(root: object) -> Iterator[tuple[str, str]]:
    """Every text anywhere below `root`, with its path, in the order of the file."""
    waiting: list[tuple[str, Any]] = [("", root)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        waiting.extend(reversed([*_follow(path, value, "*"), *_follow(path, value, "[]")]))


def at(root: object, path: str) -> object:
    """The value at an exact path, or None when there is none."""
    if not _WHOLE.fullmatch(path):
        return None
    value = root
    for key, index in _STEP.findall(path):
        if key and isinstance(value, dict) and key in value:
            value = value[key]
        elif index and isinstance(value, list) and int(index) < len(value):
            value = value[int(index)]
        else:
            return None
    return value


def _follow(path: str, value: object, step: str) -> list[tuple[str, Any]]:
    if step == "[]":
        return [(f"{path}[{place}]", item) for place, item in enumerate(value)] if isinstance(value, list) else []
    if not isinstance(value, dict):
        return []
    keys = value if step == "*" else [step] if step in value else []
    return [(f"{path}.{key}" if path else key, value[key]) for key in keys]

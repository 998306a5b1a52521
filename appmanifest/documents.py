"""Reading the JSON files of a package the way Teams needs them: UTF-8, one object, no key twice."""

import codecs
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from appmanifest.problems import Noticed, noticed, shown

MAX_SIZE = 1024 * 1024  # bytes; a full manifest has some 30 kB
MAX_DEPTH = 100  # a manifest is about ten deep; Python's own parser gives up near a thousand


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A JSON file: its object, or None when it holds none that can be read, and what was noticed."""

    value: dict[str, Any] | None
    noticed: tuple[Noticed, ...]


def read(name: str, content: bytes) -> Document:
    """Parses one file of the package. Never raises."""
    found: list[Noticed] = []
    if len(content) > MAX_SIZE:
        return _unreadable(found, "not-json", name, why="it is larger than 1 MB")
    if content.startswith(codecs.BOM_UTF8):
        found.append(noticed("bom", name))
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(items)
        if len(value) < len(items):
            twice.extend(key for key, count in Counter(key for key, _ in items).items() if count > 1)
        return value

    try:
        value = json.loads(content.decode("utf-8-sig"), object_pairs_hook=pairs, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        return _unreadable(found, "not-utf8", name, at=error.start)
    except json.JSONDecodeError as error:
        return _unreadable(found, "not-json", name, why=f"line {error.lineno}, column {error.colno}: {error.msg}")
    except (ValueError, RecursionError) as error:
        return _unreadable(found, "not-json", name, why=shown(str(error)))
    found += [noticed("key-twice", name, key=shown(key)) for key in twice]
    if not isinstance(value, dict):
        return _unreadable(found, "not-an-object", name)
    if _depth(value) > MAX_DEPTH:
        return _unreadable(found, "not-json", name, why=f"it is nested more than {MAX_DEPTH} deep")
    return Document(value=value, noticed=tuple(found))


def _unreadable(found: list[Noticed], kind: str, name: str, **facts: object) -> Document:
    return Document(value=None, noticed=(*found, noticed(kind, name, **facts)))


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _depth(value: object) -> int:
    level, depth = [value], 0
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [child for node in level for child in _children(node)]
    return depth


def _children(node: object) -> list[Any]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []

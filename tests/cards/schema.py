"""The official schema of version 1.6 against what a plain client would draw: every newer element read as its fallback."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

from tests.cards.lint import NEWER
from tests.cards.walk import Node, walk

FILE = Path(__file__).parents[3] / "shared" / "contract" / "adaptive-card" / "ac-1.6.json"
MISSING = f"{FILE} is not there"
_TEAMS_ONLY = {"msteams", "targetWidth", "layouts", "grid.area", "roundedCorners", "showBorder"}
_SPELLED = {"firstRowAsHeaders": "firstRowAsHeader"}  # the schema's slip: every renderer reads the plural


def schema(card: Node) -> list[str]:
    """What the official schema refuses. Each object by its own definition then: the errors of the whole say nothing."""
    plain = _plain(card)
    if _validator("AdaptiveCard").is_valid(plain):
        return []
    findings: list[str] = []
    for seen in walk(plain):
        for error in _validator(seen.kind).iter_errors(seen.node):
            findings.append(f"{seen.path}: {seen.kind}: {error.message[:200]}")
    return findings


@cache
def _validator(kind: str) -> Draft6Validator:
    whole = json.loads(FILE.read_text("utf-8-sig"))
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": whole["definitions"]})


def _plain(node: Any) -> Any:
    if isinstance(node, list):
        return [inner for inner in map(_plain, node) if inner is not None]
    if not isinstance(node, Mapping):
        return "Small" if node == "ExtraSmall" else node
    if str(node.get("type", "")).startswith(NEWER):
        return None if node["fallback"] == "drop" else _plain(node["fallback"])
    return {_SPELLED.get(key, key): _plain(value) for key, value in node.items() if key not in _TEAMS_ONLY}

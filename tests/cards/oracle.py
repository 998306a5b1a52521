"""Microsoft's own models of card elements as an oracle: unknown keys and values outside an enumeration, by type."""

from typing import Any, get_args

from microsoft_teams.cards import core
from pydantic import ValidationError

from tests.cards.walk import Node, walk

_SPELLED = {"gridArea": "grid.area", "acSchema": "$schema"}  # their serialiser writes what no renderer reads
_KNOWN_FALSE = {("AdaptiveCard", "msteams")}  # Learn and every client say "Full", the model says "full"


def _models() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for model in vars(core).values():
        field = getattr(model, "model_fields", {}).get("type")
        for name in get_args(field.annotation) if field is not None else ():
            found[name] = model
    return found


MODELS = _models()


def oracle(card: Node) -> list[str]:
    """What the models do not know about a card."""
    findings: list[str] = []
    for seen in walk(card):
        model = MODELS.get(seen.kind)
        if model is None:
            findings.append(f"{seen.path}: no such type {seen.kind}")
            continue
        aliases = {model.serialization_alias_generator(name) for name in model.model_fields}
        known = {_SPELLED.get(alias, alias) for alias in aliases}
        findings += [f"{seen.path}: {seen.kind} has no {key}" for key in seen.node if key not in known]
        try:
            model.model_validate({key: value for key, value in seen.node.items() if (seen.kind, key) not in _KNOWN_FALSE})
        except ValidationError as error:
            findings += [f"{seen.path}: {seen.kind} {one['loc']}: {one['msg']}" for one in error.errors()]
    return findings

"""Comparing a manifest with the table of fields: what is missing, unknown, of the wrong type, too long, too new."""

from collections import deque
from collections.abc import Iterator
from difflib import get_close_matches

from appmanifest import schema
from appmanifest.fields import FIELDS, Field, keys_of
from appmanifest.problems import Noticed, noticed, shown

_TYPES: dict[str, type] = {"object": dict, "list": list, "text": str, "flag": bool, "anything": object}
_NAMES: dict[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
_MANY = 100  # keys in one object, from where on nobody is helped by guesses


def compare(manifest: dict[str, object], minor: int) -> Iterator[Noticed]:
    """Everything in which a manifest of version 1.`minor` differs from the table, from the top down."""
    waiting: deque[tuple[str, str, object]] = deque([("", "", manifest)])  # (where, place in the table, value)
    while waiting:
        where, at, value = waiting.popleft()
        field = FIELDS.get(at)
        if field is not None:
            wrong = list(_value(where, field, value, minor))
            yield from wrong
            if any(item.kind == "wrong-type" for item in wrong) or field.kind == "anything":
                continue
        if isinstance(value, dict):
            yield from _keys(where, at, value, minor)
            waiting += [(_join(where, key), _join(at, key), item) for key, item in value.items() if key in keys_of(at)]
        elif isinstance(value, list) and f"{at}[]" in FIELDS:
            waiting += [(f"{where}[{place}]", f"{at}[]", item) for place, item in enumerate(value)]


def nearest(word: str, known: tuple[str, ...]) -> str:
    """ " Did you mean ...?" for a word that is nearly one of `known`, else nothing."""
    folded = {name.lower(): name for name in known}
    close = get_close_matches(word[:100].lower(), folded, n=1, cutoff=0.75)
    return f' Did you mean "{folded[close[0]]}"?' if close else ""


def _keys(where: str, at: str, value: dict[str, object], minor: int) -> Iterator[Noticed]:
    known = keys_of(at)
    for key, field in known.items():
        if key not in value and field.is_needed(minor):
            yield noticed("missing", _join(where, key), key=key)
    for key in value:
        if key not in known:
            guess = nearest(key, tuple(known)) if len(value) <= _MANY else ""
            yield noticed("unknown-key", _join(where, key), key=shown(key), guess=guess)
        elif known[key].since > minor:
            since, version = schema.named(known[key].since), schema.named(minor)
            yield noticed("too-new", _join(where, key), key=key, since=since, version=version)


def _value(where: str, field: Field, value: object, minor: int) -> Iterator[Noticed]:
    if not isinstance(value, _TYPES[field.kind]):
        wanted, got = _NAMES[_TYPES[field.kind]], _NAMES[type(value)]
        yield noticed("wrong-type", where, wanted=wanted, got=got)
        return
    most = field.most(minor)
    if isinstance(value, str):
        if field.filled and not value.strip():
            yield noticed("empty", where)
        elif most is not None and len(value) > most:
            yield noticed("too-long", where, most=most, length=len(value))
        elif field.choices and value not in field.choices:
            choices = ", ".join(field.choices)
            yield noticed(_choice_kind(field), where, value=shown(value), choices=choices)
    elif isinstance(value, list):
        if field.filled and not value:
            yield noticed("empty", where)
        elif most is not None and len(value) > most:
            yield noticed("too-many-items", where, most=most, count=len(value), version=schema.named(minor))


def _choice_kind(field: Field) -> str:
    """Scopes have a rule of their own: their odd spelling is the commonest slip."""
    return "bad-scope" if field.at.endswith("scopes[]") or field.at == "defaultInstallScope" else "not-a-choice"


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key

"""The small values the checker is made of: what was noticed, the rule that says it, and the finding a person reads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where a rule does not hold. `facts` fill the rule's two sentences."""

    where: str  # a JSON path in manifest.json, "de.json: name.short", or a file's name
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """A Hit that a reader came across while reading; `kind` names the rule that reports it."""

    kind: str
    hit: Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Subject]):
    """A rule's stable id, its two sentences, and the function that finds where it does not hold."""

    id: str
    wrong: str
    fix: str
    find: Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a person reads: where, what is wrong, and what to do."""

    id: str
    where: str
    wrong: str
    fix: str


def hit(where: str, **facts: object) -> Hit:
    return Hit(where=where, facts={name: str(value) for name, value in facts.items()})


def noticed(kind: str, where: str, **facts: object) -> Noticed:
    return Noticed(kind=kind, hit=hit(where, **facts))


def shown(value: object, limit: int = 60) -> str:
    """A value as it is printed inside a sentence: quoted, on one line, cut, safe for any terminal."""
    text = ascii(value) if not isinstance(value, str) or not value.isprintable() else f'"{value}"'
    return text if len(text) <= limit else text[: limit - 3] + "..."

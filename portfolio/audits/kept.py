"""A record that was kept, read back: its lines, and whether it still says what it said when it was closed.

A record that was closed under other rules is shown as it was kept: made again it would say what nobody said then.
"""

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from portfolio.audits.lines import Kind, Line, State
from portfolio.audits.record import METHOD, Audit, Before, document, hash_of, made
from portfolio.conditions import Next, Standing, Trait, TraitMark

_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError, RecursionError)
"""What reading a document raises that is no JSON any more, or has another shape."""


class Check(StrEnum):
    """SAME: made again from its lines, to the very bytes. KEPT: what was closed, to the byte, but by other rules, and so not
    made again. UNCOMPARED: the same, but the record it was compared with is not what was closed. OTHER: not what was closed,
    and perhaps nothing that can be read."""

    SAME = "same"
    KEPT = "kept"
    UNCOMPARED = "uncompared"
    OTHER = "other"


def checked(written: str, hash: str, before: Before | None, *, lost: bool) -> Check:
    """What holds of a record. `hash`: what the ledger has of it; `lost`: the one before it is not what was closed."""
    if hash_of(written.encode()) != hash or lines_of(written) is None:
        return Check.OTHER
    if method_of(written) != METHOD:
        return Check.KEPT
    if lost:
        return Check.UNCOMPARED
    return Check.SAME if document(again(written, before)).decode() == written else Check.OTHER


def method_of(document: str) -> str | None:
    """The rules a document was made by; None when it cannot be read."""
    try:
        return str(json.loads(document)["method"])
    except _UNREADABLE:
        return None


def lines_of(document: str) -> tuple[Line, ...] | None:
    """The lines of a document; None when it cannot be read, as one that was damaged."""
    try:
        return _read(json.loads(document))
    except _UNREADABLE:
        return None


def again(document: str, before: Before | None) -> Audit:
    """The audit that a document is of, made anew from its lines."""
    plain = json.loads(document)
    return made(
        date.fromisoformat(plain["as_of"]), _read(plain), before, joins=plain["joins"], moved=plain["moved"],
        answers={one["key"]: one["answer"] for one in plain["lines"] if one["answer"] is not None},
    )


def _read(plain: Mapping[str, Any]) -> tuple[Line, ...]:
    def day(text: str | None) -> date | None:
        return None if text is None else date.fromisoformat(text)

    return tuple(
        Line(
            key=one["key"], kind=Kind(one["kind"]), name=one["name"], place=one["place"], stage=one["stage"],
            state=State(one["state"]), started=day(one["started"]), due=day(one["due"]), decided=day(one["decided"]),
            choice=one["choice"], heard=day(one["heard"]), metric=one["metric"], scope=one["scope"],
            marks=tuple(
                TraitMark(trait=Trait(mark["trait"]), standing=Standing(mark["standing"]), next=Next(mark["next"]))
                for mark in one["traits"]
            ),
        )
        for one in plain["lines"]
    )

"""Frozen values as JSON text and back: views in the outbox, evidence in a gate, lists in a column."""

import hashlib
from typing import TypeVar

import msgspec

T = TypeVar("T")


def dump(value: object) -> str:
    """JSON of a frozen value; Decimals as strings, dates as ISO 8601, keys in the order of the fields."""
    return msgspec.json.encode(value).decode()


def load(text: str, kind: type[T]) -> T:
    """The value of that type. ValueError when the text is not one."""
    return msgspec.json.decode(text.encode(), type=kind)


def rebuild(plain: object, kind: type[T]) -> T:
    """The value of that type from what JSON made of it. ValueError when it is not one."""
    return msgspec.convert(plain, kind)


def fingerprint(value: object) -> str:
    """SHA-256 of a value's JSON, in hex: what the ledger may say of numbers and criteria."""
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()

"""The hash chain: what an entry is, how it is written down, how a chain of entries is verified.

Everything that changes state writes one entry (DOMAIN R20). An entry holds codes, local numbers, ids, dates and hashes;
words and names live in tables that can be erased, and appear here at most as a salted hash.

How an entry is hashed, so that anybody can do it again from an export:

1. Take the JSON object {"action", "actor", "at", "data", "prev", "seq", "subject"}.
   "at" is UTC with six decimals: 2026-11-25T09:30:00.000000Z. "actor" is a local number, or null for the system.
   "seq" counts from 1 without gaps. "prev" is the former entry's hash; for the first entry 64 zeros.
2. Write it as canonical JSON: UTF-8, keys sorted by code point, no white space, no escapes but those JSON demands;
   only objects, arrays, strings, true, false, null and integers within 2^53-1. No fractions: a quantity is a string.
3. The hash is SHA-256 of those bytes, in lower-case hex.

An export has one entry a line: the same object with "hash" added, again as canonical JSON.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

LARGEST_INT = 2**53 - 1  # what every JSON reader keeps exactly (RFC 8259 section 6)
_ACTION = re.compile(r"[a-z][a-z0-9_]*:[a-z][a-z0-9_]*:[a-z][a-z0-9_]*")
_TOKEN = re.compile(r"[A-Za-z0-9_.:/+=-]{0,200}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change. `action` is "source:subject:action"; `subject` the id of what changed; `actor` None is the system."""

    at: datetime
    actor: int | None
    action: str
    subject: str
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of a chain: how many entries it has, and the last one's hash."""

    seq: int
    hash: str


GENESIS = Head(seq=0, hash="0" * 64)
"""The head of an empty chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyResult:
    """What an export proves.

    `problem` is None when the chain is sound, else the first fault: "unreadable", "changed", "missing" (a gap),
    "out_of_order", "broken" (does not continue the entry before), "head_unknown" (sound, but the head kept elsewhere is
    not in it: cut off or rewritten). `line` counts from 1 and is None for "head_unknown". `head` is the end of the sound
    part, `entries` its length; `head_at` where the given head was found.
    """

    problem: str | None
    line: int | None
    entries: int
    head: Head
    head_at: int | None


def canonical(value: Json) -> bytes:
    """Canonical JSON as specified above. ValueError for anything it has no form for."""
    _check(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _check(value: object) -> None:
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INT:
            raise ValueError("an integer beyond 2^53-1 has no canonical form")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError("a key that is not a string has no canonical form")
            _check(item)
    elif isinstance(value, list):
        for item in value:
            _check(item)
    else:
        raise ValueError(f"a {type(value).__name__} has no canonical form")


def check(entry: Entry) -> None:
    """ValueError when an entry could not be kept for ever: a naive time, an unknown shape of action, or words.

    Strings may only look like codes, ids, dates, decimals and hashes: ASCII, without spaces.
    """
    if entry.at.utcoffset() is None:
        raise ValueError("a ledger entry needs an aware datetime")
    if not _ACTION.fullmatch(entry.action):
        raise ValueError("an action is written source:subject:action")
    _check_tokens(entry.subject)
    _check_tokens(dict(entry.data))
    canonical(dict(entry.data))


def _check_tokens(value: object) -> None:
    if isinstance(value, str):
        if not _TOKEN.fullmatch(value):
            raise ValueError("the ledger holds codes, ids and hashes, not words")
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_tokens(key)
            _check_tokens(item)
    elif isinstance(value, list):
        for item in value:
            _check_tokens(item)


def _object(head: Head, entry: Entry) -> dict[str, Any]:
    return {
        "action": entry.action,
        "actor": entry.actor,
        "at": entry.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z",
        "data": dict(entry.data),
        "prev": head.hash,
        "seq": head.seq + 1,
        "subject": entry.subject,
    }


def link(head: Head, entry: Entry) -> Head:
    """The chain's new head after `entry`."""
    return Head(seq=head.seq + 1, hash=hashlib.sha256(canonical(_object(head, entry))).hexdigest())


def line(head: Head, entry: Entry, hash: str) -> str:
    """The export's line for `entry` as the successor of `head`, with the hash it claims; without a line end."""
    return canonical(_object(head, entry) | {"hash": hash}).decode()


def verify(lines: Iterable[str], head: str | None = None) -> VerifyResult:
    """Check an export by itself; with `head`, the hash of a head kept elsewhere, also that nothing was cut off.

    The export may go on after `head`: it is enough that the chain passes through it. Without `head` a chain cut off at
    its end, or rewritten as a whole, cannot be told from a sound one.
    """
    last, head_at, seen = GENESIS, 0 if head == GENESIS.hash else None, {GENESIS.hash}
    for number, raw in enumerate(lines, start=1):
        problem, reached = _next(last, raw.rstrip("\r\n"), seen)
        if reached is None:
            return VerifyResult(problem=problem, line=number, entries=last.seq, head=last, head_at=head_at)
        last = reached
        seen.add(last.hash)
        if last.hash == head:
            head_at = last.seq
    problem = "head_unknown" if head is not None and head_at is None else None
    return VerifyResult(problem=problem, line=None, entries=last.seq, head=last, head_at=head_at)


def _next(last: Head, raw: str, seen: set[str]) -> tuple[str | None, Head | None]:
    """The head after one more line, or None and what is wrong with it."""
    try:
        found = json.loads(raw)
        entry = Entry(
            at=datetime.fromisoformat(found["at"]),
            actor=found["actor"],
            action=found["action"],
            subject=found["subject"],
            data=found["data"],
        )
        claimed, before = Head(seq=found["seq"], hash=found["hash"]), Head(seq=found["seq"] - 1, hash=found["prev"])
        check(entry)
        rendered = line(before, entry, link(before, entry).hash)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return "unreadable", None
    if rendered != raw:
        return "changed", None
    if claimed.hash in seen or claimed.seq <= last.seq:
        return "out_of_order", None
    if claimed.seq > last.seq + 1:
        return "missing", None
    if before.hash != last.hash:
        return "broken", None
    return None, claimed

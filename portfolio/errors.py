"""What can go wrong, as values.

PilothouseError
├── Invalid     the input cannot be used; carries one Problem per field
├── Refused     understood, and not allowed (a rule, a role, a state)
│   ├── NotYours   the person may not see or do this
│   └── Conflict   somebody was quicker; the revision asked for is old
└── NotFound    there is no such thing, or the person may not know of it

Every error carries a code and parameters. Its sentence is in words/ under "error.<code>"; a person never reads the repr.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one field of a form. `field` is the input's id; the sentence is "problem.<code>"."""

    field: str
    code: str
    params: Mapping[str, object]


def problem(field: str, code: str, **params: object) -> Problem:
    """A Problem, written shortly."""
    return Problem(field=field, code=code, params=params)


class PilothouseError(Exception):
    """Base of all errors that carry a sentence fit for a person."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = params


class Invalid(PilothouseError):
    """The input cannot be used. Nothing was stored."""

    def __init__(self, *problems: Problem, code: str = "invalid") -> None:
        super().__init__(code)
        self.problems = problems


class Refused(PilothouseError):
    """Understood, and not allowed."""


class NotYours(Refused):
    """The person may not do this to that."""


class Conflict(Refused):
    """The answer was given to an older revision."""


class NotFound(PilothouseError):
    """No such thing, or not one this person may know of."""

"""Ids and local numbers: random, so that they say nothing and need no counter two writers could share."""

import secrets

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"    # no 0/o, 1/i/l: people read ids to each other


def new_id(prefix: str) -> str:
    """A short id such as "i-7kq2mzr4wd": 10 letters of 31, about 50 bits."""
    return f"{prefix}-{''.join(secrets.choice(_LETTERS) for _ in range(10))}"


def new_number() -> int:
    """A person's local number: 52 random bits, exact in every JSON reader."""
    return secrets.randbits(52)

"""Sentences of the digest cards."""

MESSAGES: dict[str, str] = {}

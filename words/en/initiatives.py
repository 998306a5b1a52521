"""Sentences of the initiatives cards."""

MESSAGES: dict[str, str] = {}

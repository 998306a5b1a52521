"""Sentences of the gates cards."""

MESSAGES: dict[str, str] = {}

"""Sentences of the checkins cards."""

MESSAGES: dict[str, str] = {}

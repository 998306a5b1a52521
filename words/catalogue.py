"""All messages of a language, merged from its area modules on first use."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

AREAS = (
    "web_sources",
    "common", "cli", "demo", "refusals", "checkins", "initiatives", "metrics", "gates", "digest", "judge", "imports", "why",
    "sprint", "adoption", "guardrails", "sources", "finding", "rules", "intake", "people", "bringing", "production",
    "auditing", "overlapping", "opportunities", "roadmap", "discover", "leaving", "interviews", "ideas",
    "plans",
    "maps", "assessment", "shadow",
)  # fmt: skip


@cache
def messages(language: str) -> Mapping[str, str]:
    """Key -> template. Two areas may not define the same key."""
    merged: dict[str, str] = {}
    for area in AREAS:
        own: dict[str, str] = import_module(f"words.{language}.{area}").MESSAGES
        twice = merged.keys() & own.keys()
        if twice:
            raise ValueError(f"defined twice in {language}: {sorted(twice)}")
        merged.update(own)
    return merged

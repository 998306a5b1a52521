"""Versions of the Teams app manifest, and what each of them knows.

Versions are counted by their second number: 25 is manifest version 1.25.
Source: the schemas at https://github.com/microsoft/json-schemas/tree/main/teams, 1.17 to 1.30 compared (1.18 was
never published). Microsoft's servers accept a new version weeks after its schema appears, so the default is the
oldest one that does the job.
"""

import re

OLDEST_CHECKED, NEWEST = 17, 30
OLDEST_BUILT, DEFAULT = 25, 25  # 1.25 is the first with supportsChannelFeatures, which a team app needs
CHECKED = tuple(minor for minor in range(OLDEST_CHECKED, NEWEST + 1) if minor != 18)
BUILT = tuple(range(OLDEST_BUILT, NEWEST + 1))

_BASE = "https://developer.microsoft.com/json-schemas/teams"
_SCHEMA_URL = re.compile(
    r"https://developer\.microsoft\.com/(?:[a-z]{2}-[a-z]{2}/)?json-schemas/teams/v(1\.[0-9]{1,3})/"
    r"MicrosoftTeams\.(?:Localization\.)?schema\.json"
)


def named(minor: int) -> str:
    """The version as a manifest writes it: 25 -> "1.25"."""
    return f"1.{minor}"


def parsed(text: object, known: tuple[int, ...] = CHECKED) -> int | None:
    """The version a manifest names, or None when it is none of `known`."""
    return next((minor for minor in known if text == named(minor)), None)


def manifest_url(minor: int) -> str:
    """What "$schema" says in manifest.json."""
    return f"{_BASE}/v{named(minor)}/MicrosoftTeams.schema.json"


def localization_url(minor: int) -> str:
    """What "$schema" says in a language file; its version must be the manifest's."""
    return f"{_BASE}/v{named(minor)}/MicrosoftTeams.Localization.schema.json"


def version_in_url(url: str) -> str | None:
    """The version a "$schema" address names, or None when it is not one of Microsoft's addresses."""
    match = _SCHEMA_URL.fullmatch(url)
    return match.group(1) if match else None

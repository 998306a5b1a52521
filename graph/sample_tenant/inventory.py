"""A list of AI initiatives as a programme office keeps one in SharePoint: named columns, people by their lookup id, and two
entries that say less than they should."""

from collections.abc import Mapping, Sequence
from typing import Any

SITE = "contoso.sharepoint.com,00000009-0000-4000-8000-000000000000,00000009-0000-4000-9000-000000000000"
LIST = "11111111-0000-4000-8000-000000000009"
PATH, NAME = "ai-office", "Initiatives"
_COLUMNS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "Title": ("Title", {"text": {}}), "Ref": ("Initiative ID", {"text": {}}), "Unit": ("Business unit", {"choice": {}}),
    "Phase": ("Phase", {"choice": {}}), "PilotStart": ("Pilot start", {"dateTime": {"format": "dateOnly"}}),
    "Sponsor": ("Sponsor", {"personOrGroup": {"allowMultipleSelection": False}}), "Mail": ("Contact", {"text": {}}),
    "Benefit": ("Expected benefit", {"text": {}}),
}  # fmt: skip
ROWS: tuple[dict[str, Any], ...] = (
    {"Title": "Invoice approval", "Ref": "AI-1", "Unit": "Finance", "Phase": "Pilot", "PilotStart": "2026-04-13T00:00:00Z",
     "SponsorLookupId": "11", "Mail": "ada.adler@contoso.example", "Benefit": "Saves 20 minutes per invoice"},
    {"Title": "Contract review", "Ref": "AI-2", "Unit": "Legal", "Phase": "Pilot", "PilotStart": "2026-05-04T00:00:00Z",
     "SponsorLookupId": "12", "Mail": "ben.brandt@contoso.example"},
    {"Title": "Meeting notes", "Ref": "AI-3", "Unit": "Sales", "Phase": "In production",
     "Mail": "cleo.conrad@contoso.example"},
    {"Title": "Tender search", "Ref": "AI-4", "Unit": "Sales", "Phase": "Idea"},
    {"Title": "Old chatbot", "Ref": "AI-5", "Unit": "Service", "Phase": "Retired"},
    {"Title": "Claims triage", "Ref": "AI-6", "Unit": "Service"},
    {"Unit": "Service", "Phase": "Pilot"},
)  # fmt: skip
"""The entries at first; a tenant's own are in its `listed`, where they may be changed."""


def is_here(site: str, list_id: str) -> bool:
    """Whether this is the list that is asked for."""
    return (site, list_id) == (SITE, LIST)


def columns() -> list[dict[str, Any]]:
    """The columns as Graph describes them: the internal name, and the one people see."""
    return [{"name": name, "displayName": shown, "indexed": False, **kind} for name, (shown, kind) in _COLUMNS.items()]


def items(listed: Sequence[Mapping[str, Any]], fields: frozenset[str]) -> list[dict[str, Any]]:
    """The items; an empty field is left out."""
    return [
        {"id": str(number), "fields": {name: value for name, value in row.items() if name in fields}}
        for number, row in enumerate(listed, 1)
    ]  # fmt: skip

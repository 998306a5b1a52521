"""The ladder around a gate date, as one reads it in the ledger and in the chat."""

from datetime import date, timedelta

from tests.actions.world import START, World

T = START.date() + timedelta(days=90)
"""Monday, 30 November 2026."""


def on(days: int) -> date:
    """So many days from T."""
    return T + timedelta(days=days)


async def gate_keys(world: World, until: date, id: str) -> dict[int, list[str]]:
    """On which day around T which of the gate's messages went out, by step or place."""
    days = await world.walk(until)
    short = {(day - T).days: [key for key in keys if id in key] for day, keys in days.items()}
    return {day: [key.split(":", 3)[3] for key in keys] for day, keys in short.items() if keys}


async def states(world: World, id: str) -> list[tuple[int, str]]:
    """On which day around T the calendar moved the gate, and how."""
    return [
        ((date.fromisoformat(entry["at"][:10]) - T).days, entry["action"].split(":")[2])
        for entry in await world.ledger()
        if entry["data"].get("gate") == id and entry["action"].split(":")[0] in ("calendar", "policy")
    ]

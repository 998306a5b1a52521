"""Units of time by the names people and exports write, in English and German."""

from collections.abc import Mapping

SECONDS: Mapping[str, int] = {
    name: seconds
    for names, seconds in (
        ("seconds second secs sec s sekunden sekunde sek", 1),
        ("minutes minute mins min minuten", 60),
        ("hours hour hrs hr h stunden stunde std", 3_600),
        ("days day d tage tag", 86_400),
        ("weeks week wks wk w wochen woche", 604_800),
    )
    for name in names.split()
}
"""Seconds in each; a day is 24 hours and a week 7 days."""

"""Time zones as Microsoft names them: a Windows name or an IANA name."""

from babel.core import get_global

from portfolio.calendar import known_zone


def iana(name: str | None) -> str | None:
    """The IANA name of a zone, by Unicode's table of Windows names; None for one nobody knows."""
    return known_zone(get_global("windows_zone_mapping").get(name, name)) if name else None

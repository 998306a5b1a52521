"""An .ics file (RFC 5545) of all-day events: what starts, is first used, is decided. It has no addresses of anybody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from portfolio.views.roadmap import DecisionDue, RoadmapRow
from words.api import Raw, Words, known

_MOST_OCTETS = 75
"""RFC 5545, 3.1: a longer line is folded."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One day. `uid` is the same for the same thing in every file, so a calendar moves it instead of adding another."""

    uid: str
    on: date
    summary: str
    description: str


def of_roadmap(rows: Iterable[RoadmapRow], language: str, made_at: datetime) -> bytes:
    """Start, first use and decision of everything that starts in the coming 90 days."""
    w = Words(known(language))
    days = (
        (one, kind, day) for one in rows for kind, day in (("start", one.start), ("use", one.first_use), ("gate", one.gate))
    )
    events = [
        Event(
            uid=f"{kind}-{one.opportunity}", on=day, summary=w.say(f"ics.{kind}", name=one.name),
            description=w.say("ics.place", place=one.place, rank=one.rank),
        )
        for one, kind, day in days if day is not None
    ]
    return calendar(w.say("roadmap.eyebrow"), events, made_at)


def of_decisions(rows: Iterable[DecisionDue], language: str, made_at: datetime) -> bytes:
    """Every decision that is owed, on its day."""
    w = Words(known(language))
    events = [
        Event(
            uid=f"decision-{one.gate}", on=one.on, summary=w.say("ics.gate", name=one.name),
            description=w.say("ics.by", sponsor=one.sponsor or Raw(w.say("portfolio.nobody"))),
        )
        for one in rows
    ]
    return calendar(w.say("calendar.eyebrow"), events, made_at)


def calendar(name: str, events: Sequence[Event], made_at: datetime) -> bytes:
    """The file, in UTF-8 with CRLF as the format asks. The same events made at the same time give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pilothouse//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]  # fmt: skip
    stamp = f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for one in events:
        lines += [
            "BEGIN:VEVENT", f"UID:{one.uid}@pilothouse", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.on + _DAY:%Y%m%d}", f"SUMMARY:{_text(one.summary)}",
            f"DESCRIPTION:{_text(one.description)}", "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    lines.append("END:VCALENDAR")
    return b"".join(folded + b"\r\n" for line in lines for folded in _folded(line))


def _text(words: str) -> str:
    """RFC 5545, 3.3.11: what has a meaning of its own is escaped; any space is one, and signs that are no text are left
    out."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(" " if sign.isspace() and sign != "\n" else sign for sign in plain)
    plain = "".join(sign for sign in plain if sign == "\n" or sign.isprintable())
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _folded(line: str) -> Iterator[bytes]:
    """Pieces of at most 75 octets, no sign torn apart; all but the first begin with a space."""
    piece, lead = b"", b""
    for sign in line:
        octets = sign.encode()
        if len(lead) + len(piece) + len(octets) > _MOST_OCTETS:
            yield lead + piece
            piece, lead = b"", b" "
        piece += octets
    yield lead + piece

"""Calendar files are RFC 5545 to the letter, read back by a strict reader of our own."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.calendar_file import Event, calendar, of_decisions, of_roadmap
from tests.cards.views_roadmap import CALENDAR, ROADMAP

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
_LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<params>(;[A-Z]+=[A-Z-]+)*):(?P<value>.*)", re.DOTALL)
_STRAY = re.compile(r"(?<!\\)(?:\\\\)*[;,]|(?<!\\)(?:\\\\)*\\(?![\\;,n])")
"""In a text: a sign that should have been escaped, or an escape that there is not."""


def unfolded(data: bytes) -> list[str]:
    """The content lines. Fails where one is too long, torn inside a sign, or not ended by CRLF."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    lines: list[bytes] = []
    for raw in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(raw) <= 75
        raw.decode()
        if raw.startswith(b" "):
            lines[-1] += raw[1:]
        else:
            lines.append(raw)
    return [line.decode() for line in lines]


def read(data: bytes) -> list[Mapping[str, str]]:
    """The events. Fails for anything that is not a calendar of all-day events."""
    lines = unfolded(data)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR" and "VERSION:2.0" in lines
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    events: list[dict[str, str]] = []
    for line in lines:
        found = _LINE.fullmatch(line)
        assert found, line
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and "END" not in events[-1]:
            name = found["name"] + found["params"]
            assert name not in events[-1], "said twice"
            events[-1][name] = found["value"]
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        starts, ends = (date.fromisoformat(event[f"{name};VALUE=DATE"]) for name in ("DTSTART", "DTEND"))
        assert ends - starts == timedelta(days=1)
        assert not any(_STRAY.search(event[name]) for name in ("SUMMARY", "DESCRIPTION"))
    assert len({event["UID"] for event in events}) == len(events)
    return events


def plain(value: str) -> str:
    """A text as it was before it was escaped."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


@settings(max_examples=80)
@given(st.lists(st.text(max_size=120), max_size=3))
def test_any_words_come_back_as_they_were(several: Sequence[str]) -> None:
    events = [
        Event(uid=f"start-{n}", on=date(2026, 12, 31), summary=words, description=words) for n, words in enumerate(several)
    ]
    for words, event in zip(several, read(calendar("Name, of; it", events, NOW)), strict=True):
        lines = words.replace("\r\n", "\n").replace("\r", "\n")
        signs = [" " if sign.isspace() and sign != "\n" else sign for sign in lines]
        kept = "".join(sign for sign in signs if sign == "\n" or sign.isprintable())
        assert plain(event["SUMMARY"]) == plain(event["DESCRIPTION"]) == kept


def test_a_roadmap_has_start_first_use_and_decision_of_what_starts_and_nobody_s_address() -> None:
    data = of_roadmap(ROADMAP.rows, "de", NOW)
    events = read(data)
    assert len(events) == 3 * sum(one.start is not None for one in ROADMAP.rows)
    assert {event["UID"].split("-")[0] for event in events} == {"start", "use", "gate"}
    assert data == of_roadmap(ROADMAP.rows, "de", NOW)
    later = {event["UID"] for event in read(of_roadmap(ROADMAP.rows, "en", NOW + timedelta(days=9)))}
    assert later == {event["UID"] for event in events}
    assert not re.search(rb"ATTENDEE|ORGANIZER|mailto", data)


def test_every_decision_is_on_its_day() -> None:
    events = read(of_decisions(CALENDAR.rows, "en", NOW))
    assert [event["DTSTART;VALUE=DATE"] for event in events] == [f"{one.on:%Y%m%d}" for one in CALENDAR.rows]
    assert "No sponsor" in events[3]["DESCRIPTION"]


def test_a_space_of_any_kind_stays_a_space() -> None:
    one = Event(uid="a", on=NOW.date(), summary="Start:\u00a0Claims\ttriage\u202f2", description="")
    assert "SUMMARY:Start: Claims triage 2" in unfolded(calendar("Roadmap", [one], NOW))

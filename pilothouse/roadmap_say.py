"""What `pilothouse roadmap` and `pilothouse decisions` print."""

import json
from collections.abc import Sequence
from datetime import date

from portfolio.views.roadmap import DecisionDue, FullWeek, Hurdle, RoadmapCard, RoadmapRow
from words.api import Raw, Words
from words.roadmap_said import change, hurdle, moved


def as_text(found: RoadmapCard, w: Words) -> str:
    """Every candidate in its place, with what is in its way; what changed since it was accepted."""
    if not found.ranked:
        return w.say("roadmap.cli.empty")
    sized = found.squads is not None and found.weeks is not None
    lines = [
        w.say("roadmap.title", n=found.starting, all=found.ranked) if sized else
        w.say("roadmap.title.unsized", n=found.ranked),
    ]  # fmt: skip
    for one in found.rows:
        lines.append(w.say("roadmap.row", place=one.place, name=one.name))
        lines.append(f"  {_dates(one, w)}")
        lines += [f"  {hurdle(each, w)}" for each in one.hurdles]
        lines += [f"  {moved(one.moved, w)}"] if one.moved else []
    if found.accepted_on and found.changed:
        lines.append(w.say("roadmap.changed", n=len(found.changed), on=found.accepted_on))
        lines += [f"  {change(one, w)}" for one in found.changed]
    return "\n".join(lines)


def _dates(one: RoadmapRow, w: Words) -> str:
    if one.start is None:
        return w.say("roadmap.later", rank=one.rank)
    return w.say("roadmap.cli.starts", start=one.start, first_use=one.first_use, gate=one.gate)


def as_json(found: RoadmapCard) -> str:
    """Everything, with dates as ISO 8601 and unknown as null."""
    return json.dumps(
        {
            "begins": found.begins.isoformat(), "squads": found.squads, "weeks": found.weeks,
            "accepted_on": _day(found.accepted_on),
            "running": [{"initiative": one.initiative, "name": one.name, "until": _day(one.until)} for one in found.running],
            "items": [_item(one) for one in found.rows],
            "changed": [
                {
                    "name": one.name, "became": one.became.value, "was": _day(one.was), "start": _day(one.start),
                    "because": _conflict(one.because) if one.because else None,
                }
                for one in found.changed
            ],
        },
        ensure_ascii=False, indent=2,
    )  # fmt: skip


def _item(one: RoadmapRow) -> dict[str, object]:
    return {
        "place": one.place, "opportunity": one.opportunity, "name": one.name, "rank": one.rank, "start": _day(one.start),
        "first_use": _day(one.first_use), "gate": _day(one.gate), "conflicts": [_conflict(each) for each in one.hurdles],
        "moved": one.moved.places if one.moved else 0,
    }  # fmt: skip


def _conflict(one: Hurdle) -> dict[str, object]:
    return {"why": one.why.value, "until": _day(one.until), "about": one.about or None, "count": one.count or None}


def decisions_text(rows: Sequence[DecisionDue], full: Sequence[FullWeek], w: Words) -> str:
    """Each decision on its day, and the weeks that are too full."""
    nobody = Raw(w.say("portfolio.nobody"))
    lines = [w.say("calendar.title", n=len(rows)) if rows else w.say("calendar.none")]
    lines += [
        w.say("calendar.cli.line", on=one.on, name=one.name, sponsor=one.sponsor or nobody)
        + (f" · {w.say('due.late', n=-one.days_left)}" if one.days_left < 0 else "")
        for one in rows
    ]
    lines += [w.say("calendar.full.line", sponsor=one.sponsor, n=one.count, monday=one.monday) for one in full]
    return "\n".join(lines)


def decisions_json(rows: Sequence[DecisionDue], full: Sequence[FullWeek]) -> str:
    """The same as JSON."""
    return json.dumps(
        {
            "decisions": [
                {
                    "initiative": one.initiative, "name": one.name, "sponsor": one.sponsor, "on": _day(one.on),
                    "state": one.state.value, "days_left": one.days_left,
                }
                for one in rows
            ],
            "too_full": [{"sponsor": one.sponsor, "week": _day(one.monday), "decisions": one.count} for one in full],
        },
        ensure_ascii=False, indent=2,
    )  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""What adopting did, or would do, in words and as JSON."""

import json
from collections.abc import Iterator

from portfolio.imports.owners import Owner
from portfolio.views.intake import Intake
from words.api import Words


def as_json(found: Intake) -> str:
    """Everything: how many, what is known of their first use, whom they name, every week, every sponsor."""
    document = {
        "adopted": found.done,
        "pilots": found.pilots,
        "first_use": {"day": found.dated, "about": found.about, "unknown": found.undated},
        "owners": {owner.value: found.owners[owner] for owner in Owner},
        "renamed": list(found.renamed),
        "followed": found.followed,
        "no_longer_pilots": found.moved_on,
        "begin_later": found.later,
        "weeks": [{"monday": one.monday.isoformat(), "new": one.new, "gates": one.gates} for one in found.weeks],
        "sponsors": [
            {"sponsor": one.sponsor, "gates": one.gates, "fullest_week": one.fullest, "too_many": list(one.spare)}
            for one in found.loads
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_text(found: Intake, w: Words) -> str:
    """The same on one screen, without the names."""
    return "\n".join(_lines(found, w))


def _lines(found: Intake, w: Words) -> Iterator[str]:
    if found.pilots:
        yield w.say("intake.cli.done" if found.done else "intake.cli.would", n=found.pilots)
        yield f"  {w.say('intake.starts', dated=found.dated, about=found.about, undated=found.undated)}"
        yield f"  {w.say('intake.owners', **{owner.value: found.owners[owner] for owner in Owner})}"
        if found.renamed:
            yield f"  {w.say('intake.renamed', n=len(found.renamed))}"
    else:
        yield w.say("intake.nothing")
    if found.followed:
        yield w.say("intake.followed", n=found.followed)
    if found.moved_on:
        yield w.say("intake.moved_on", n=found.moved_on)
    if found.weeks:
        yield ""
        yield w.say("intake.weeks")
        for one in found.weeks:
            yield f"  {w.say('intake.week', monday=one.monday):<24}{w.number(one.gates).rjust(5)}"
    if found.later:
        yield w.say("intake.later", n=found.later)
    for load in found.loads:
        yield w.say("intake.load", sponsor=load.sponsor, gates=load.gates, fullest=load.fullest)
        if load.spare:
            yield f"  {w.say('intake.spare', n=len(load.spare))}"
    if found.something and not found.done:
        yield ""
        yield w.say("intake.cli.apply")

"""The baseline from history: the days it is limited to, and accepting what was shown."""

from collections.abc import Mapping
from datetime import date

from dialogs.fields import Reader
from portfolio.baselines import Between
from portfolio.commands import AcceptBaseline
from portfolio.errors import Invalid, problem


def between(inputs: Mapping[str, str]) -> Between:
    """The days typed into "since" and "until"; either may be empty."""
    read = Reader(inputs)
    since, until = read.day("since", needed=False), read.day("until", needed=False)
    if since is not None and until is not None and since > until:
        read.problems.append(problem("until", "window_backwards"))
    read.check()
    return Between(since=since, until=until)


def carried(ids: Mapping[str, str]) -> Between:
    """The days a button carries. Invalid "bad_card" for what is none."""
    try:
        since, until = (date.fromisoformat(ids[key]) if key in ids else None for key in ("since", "until"))
    except ValueError as error:
        raise Invalid(code="bad_card") from error
    return Between(since=since, until=until)


def accept(ids: Mapping[str, str], initiative: str, seen: str) -> AcceptBaseline:
    """"Use as baseline"."""
    return AcceptBaseline(initiative=initiative, seen=seen, between=carried(ids))

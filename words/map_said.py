"""How the figures and sources of a current-state map are said, on its card and on its page (E4, R17)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from portfolio.discover.constraints import ConstraintStanding
from portfolio.discover.interviews import Standpoint
from portfolio.views.current_state import CurrentState, Figure, MapConstraint, MapOrigin, MapSource
from words.api import Raw, Words
from words.spans import span, wait


def bare(one: Figure, w: Words, *, passes: bool = False) -> str:
    """The number without its letter: "6.2 h", "at least 4", "unknown". `passes`: time that passes, in days from one on."""
    if one.value is None:
        return w.say("span.unknown")
    if isinstance(one.value, timedelta):
        said = wait(one.value, w) if passes else span(one.value, w)
    else:
        said = w.day(one.value) if isinstance(one.value, date) else w.number(one.value)
    return w.say("span.at_least", value=Raw(said)) if one.missing else said


def marked(one: Figure, w: Words, *, passes: bool = False) -> str:
    """The number with the letter of its source: "6.2 h [A]"."""
    said = bare(one, w, passes=passes)
    return said if one.value is None else w.say("map.marked", said=Raw(said), mark=one.mark)


def finding(view: CurrentState, w: Words, mark: bool = True) -> str:
    """What the map says first: how much work there is in how much waiting."""
    say = marked if mark else bare
    if view.touch.value is None and view.wait.value is None:
        return w.say("map.unwatched")
    return w.say("map.finding", touch=Raw(say(view.touch, w)), wait=Raw(say(view.wait, w, passes=True)))


def known_of(one: Figure, w: Words) -> str:
    """How much of a sum is known."""
    if one.value is None:
        return w.say("map.none_known")
    if one.missing == 0:
        return w.say("span.all_known", n=one.steps)
    return w.say("span.not_known", n=one.missing, steps=one.steps)


def source(one: MapSource, w: Words) -> str:
    """What a letter stands for."""
    match one.origin:
        case MapOrigin.OBSERVED:
            if not one.cases:
                return w.say("map.source.told", provenance=one.provenance, on=one.on)
            key = "map.source.observed.office" if one.office else "map.source.observed"
            return w.say(key, provenance=one.provenance, on=one.on, cases=Raw(w.say("map.cases", n=one.cases)))
        case MapOrigin.VOLUME:
            return w.say("map.source.volume", provenance=one.provenance, text=one.text, on=one.on)
        case MapOrigin.INTERVIEWS:
            who = voices(one.answered, w)
            return w.say("map.source.interviews", n=len(one.answered), who=Raw(who), on=one.on)
        case MapOrigin.REGISTER:
            return w.say("map.source.register", on=one.on)
        case MapOrigin.RECORD:
            return w.say("map.source.record", on=one.on)


def voices(heard: Iterable[Standpoint], w: Words) -> str:
    """From where something was heard: roles with how often, never names."""
    count = Counter(heard)
    return w.listed(w.say("interview.times", n=count[one], standpoint=one) for one in Standpoint if count[one])


def ends(one: MapConstraint, w: Words, mark: bool = True) -> str:
    """Until when a constraint holds, or when somebody last looked whether it does."""
    say = marked if mark else bare
    if one.expires.value is not None:
        key = "constraint.ended" if one.standing is ConstraintStanding.EXPIRED else "map.until"
        return w.say(key, on=Raw(say(one.expires, w)))
    if one.reviewed_on.value is not None:
        return w.say("map.reviewed", on=Raw(say(one.reviewed_on, w)))
    return w.say("constraint.no_end")

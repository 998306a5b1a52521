"""The sentences of the roadmap that its card, the digest, the workbook and the command line share."""

from collections.abc import Sequence

from portfolio.roadmap.changes import Became
from portfolio.views.roadmap import ChangeLine, Hurdle, Moved
from words.api import Raw, Words

_MOST_CHANGES = 3


def hurdle(one: Hurdle, w: Words) -> str:
    """What is in the way, as a sentence."""
    about = Raw(w.say("roadmap.quoted", about=one.about) if one.about else w.say("roadmap.constraint"))
    if one.until is not None:
        return w.say(f"roadmap.hurdle.{one.why}.until", until=one.until, about=about)
    return w.say(f"roadmap.hurdle.{one.why}", n=one.count, about=about)


def moved(one: Moved, w: Words) -> str:
    """That somebody moved it, with the reason they gave."""
    way = "up" if one.places < 0 else "down"
    key = f"roadmap.moved.{way}.by" if one.by else f"roadmap.moved.{way}"
    said = w.say(key, n=abs(one.places), on=one.on, by=one.by or "")
    return w.say("roadmap.moved.reason", moved=Raw(said), reason=one.reason) if one.reason else said


def changes(told: Sequence[ChangeLine], w: Words) -> str:
    """The first changes in one line, and how many more there are."""
    more = len(told) - _MOST_CHANGES
    said = [change(one, w) for one in told[:_MOST_CHANGES]]
    said += [w.say("roadmap.changed.more", n=more)] if more > 0 else []
    return w.say("digest.roadmap", changes=Raw(" ".join(said)))


def change(one: ChangeLine, w: Words) -> str:
    """What became of a candidate, as a sentence."""
    if one.became is Became.MOVED_OUT and one.because is not None:
        return w.say("roadmap.became.moved_out", name=one.name, because=Raw(hurdle(one.because, w)))
    return w.say(f"roadmap.became.{one.became}", name=one.name, start=one.start, was=one.was, because="")

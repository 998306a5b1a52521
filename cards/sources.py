"""What is read and what is not (M14): each source with what is in its way, and what is off while a permission is missing."""

from cards.components import empty, footer, header, mark_row, section
from cards.due import why
from cards.elements import Element, card, text
from cards.looks import FAILED, GOOD, WARNING, Look
from portfolio.granted import Granted, Off
from portfolio.views.initiatives import SourceTrouble
from portfolio.views.sources import SourceLine, Sources
from words.api import Raw, Words


def draw(view: Sources, w: Words) -> Element:
    """The list; or that nothing is read yet."""
    if not view.lines:
        title = w.say("sources.none")
        nothing = empty("Database", title, w.say("sources.none.text"))
        return card([nothing, *granted_rows(view.granted, w)], fallback_text=title)
    title = w.say("sources.trouble", n=view.troubled) if view.troubled else w.say("sources.fine")
    body = [
        *header(eyebrow=w.say("sources.eyebrow"), title=title, sub=w.say("sources.sub", n=len(view.lines) + view.more)),
        *(source_row(line, w) for line in view.lines),
        *([text(w.say("sources.more", n=view.more), size="Small", spacing="Small")] if view.more else []),
        *granted_rows(view.granted, w),
        footer(w.say("sources.how")) if view.why is None else why(view.why, w, w.say("sources.how")),
    ]
    return card(body, fallback_text=title)


def source_row(line: SourceLine, w: Words) -> Element:
    """One source: since when it is known, and what is in its way."""
    return mark_row(
        _look(line), w.say("sources.line", source=line.source, name=line.name),
        detail=None if line.trouble is None else trouble_line(line.trouble, w), sub=_known(line, w),
    )


def granted_rows(found: Granted | None, w: Words) -> list[Element]:
    """What may be read at all (M14): each missing permission with what is off without it, and nothing else."""
    if found is None:
        return []
    if found.failure is not None:
        return [*section(w.say("granted.unknown")), text(w.say("granted.unknown.text"), size="Small", spacing="None")]
    title = w.say("granted.title", n=found.total - len(found.off), total=found.total)
    return [
        *section(title, w.say("granted.all" if not found.off else "granted.some")),
        *(mark_row(WARNING, w.free(one.permission), sub=_off(one, w)) for one in found.off),
    ]


def _off(one: Off, w: Words) -> str:
    return w.say("granted.off", feature=Raw(w.say(f"feature.{one.feature}")))


def trouble_line(found: SourceTrouble, w: Words) -> str:
    """What is in the way, and what is off while a permission is missing."""
    feature = Raw(w.say(f"feature.{found.feature}"))
    own = f"record.trouble.{found.trouble}.{found.about}"
    return w.say(own if w.has(own) else f"record.trouble.{found.trouble}", about=found.about, feature=feature)


def _known(line: SourceLine, w: Words) -> str:
    said = w.say("sources.never") if line.known_on is None else w.say("sources.known", on=line.known_on)
    return said if line.trouble is None else f"{said} {w.say('sources.since', since=line.trouble.since)}"


def _look(line: SourceLine) -> Look:
    if line.trouble is not None:
        return FAILED
    return WARNING if line.late else GOOD

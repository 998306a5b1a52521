"""What a release would send, to whom, and how its first message reads (M3)."""

from collections import Counter

from cards.components import footer, header, notice, quote, row
from cards.elements import Element, card, text
from cards.looks import UNKNOWN, Chip
from portfolio.views.shadow import ShadowPreview, WaitingLine
from words.api import Raw, Words


def draw(view: ShadowPreview, w: Words) -> Element:
    """The admin's look before letting anybody go."""
    title = w.say("preview.title", n=view.people) if view.messages else w.say("preview.nothing")
    body = [
        *header(
            eyebrow=w.say("preview.eyebrow"), title=title,
            sub=w.say("preview.sub", messages=view.messages, shadowed=view.shadowed),
            mark=Chip(look=UNKNOWN, word=w.say("preview.chip")),
        ),
        *(_line(line, w, separator=line is not view.lines[0]) for line in view.lines),
        *([text(w.say("preview.more", n=view.more), size="Small", spacing="Small")] if view.more else []),
        *_unread(view, w),
        *_sample(view, w),
        footer(w.say("preview.how", n=view.shadowed)),
    ]  # fmt: skip
    return card(body, fallback_text=title)


def _line(line: WaitingLine, w: Words, *, separator: bool) -> Element:
    counts = Counter(line.kinds)
    said = " · ".join(w.say("preview.kind", kind=kind, count=count) for kind, count in counts.items())
    name = w.say("preview.channel") if line.name is None else w.free(line.name)
    return row(name, sub=said, separator=separator)


def _unread(view: ShadowPreview, w: Words) -> list[Element]:
    """What cannot be read, by the numbers that the command line knows them by."""
    if not view.unread:
        return []
    numbers = ", ".join(map(str, view.unread)) + (" …" if view.more_unread else "")
    title = w.say("preview.unread", n=len(view.unread) + view.more_unread)
    return [notice("warning", title, w.say("preview.unread.text", numbers=numbers))]


def _sample(view: ShadowPreview, w: Words) -> list[Element]:
    if not view.sample:
        return []
    reader = view.sample_for or Raw(w.say("preview.channel"))
    return [quote(w.say("preview.sample", reader=reader), w.free(view.sample))]

"""Files that leave through Teams, in our own words: Teams draws its own cards for the offer and for the file."""

from collections.abc import Mapping, Sequence

from cards.buttons import Button, execute
from cards.components import answer, header, text_button
from cards.elements import Element, card, column, column_set, text
from cards.verbs import Press, Verb
from portfolio.views.leaving import FileLeft, FileOffer, FileOffered, NoFiles
from words.api import Raw, Words

_KILOBYTE = 1_000


def as_files(label: str, kinds: Sequence[str], said: Mapping[str, str], w: Words) -> Element:
    """The line under what can be had as a file: one text button for each kind; `said` is what is shown, for whoever makes
    it. Each kind's name is under "file.<kind>.name"; the label is what a screen reader adds."""
    lines = [column([text(label, size="Small", subtle=True)])]
    for kind in kinds:
        press = Press(verb=Verb.FILE_OFFER, ids={"kind": kind, **said})
        title = w.say("file.button", kind=Raw(w.say(f"file.{kind}.name")), label=Raw(label))
        lines.append(column([text_button(execute(Button(title=title, press=press, sends_inputs=False)))], width="auto"))
    return column_set(lines, separator=True, spacing="Medium")


def described(view: FileOffer, w: Words) -> str:
    """What the file holds."""
    return w.say(f"file.{view.kind}", n=view.count)


def draw_offered(view: FileOffered, w: Words) -> Element:
    """The offer is the next message."""
    return _told(w.say("file.offered.title", name=view.name), w.say("file.offered.text"))


def draw_none(view: NoFiles, w: Words) -> Element:
    """Why there is no offer here and now, and what to do."""
    return _told(w.say(f"file.{view.why}.title"), w.say(f"file.{view.why}.text"))


def _told(title: str, detail: str) -> Element:
    return card([answer("info", title, detail)], fallback_text=f"{title}. {detail}")


def draw_offer(view: FileOffer, w: Words) -> Element:
    """What Teams' consent card says, where that is not drawn."""
    title = w.free(view.name)
    kilobytes = max(1, round(view.size / _KILOBYTE))
    body = [
        *header(eyebrow=w.say("file.eyebrow"), title=title, sub=w.say("file.size", n=kilobytes)),
        text(described(view, w), spacing="Medium"),
    ]
    return card(body, fallback_text=title)


def draw_left(view: FileLeft, w: Words) -> Element:
    """The file is there; also what is shown once it is forgotten where."""
    title = w.say("file.left.title", name=view.name)
    return card([answer("good", title, w.say("file.left.text"))], fallback_text=title)

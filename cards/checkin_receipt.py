"""What became of a check-in: saved, confirmed or a correction, and word for word what leadership will read (C5, L9)."""

from cards.answers import answer_row
from cards.buttons import Button, action_bar
from cards.components import footer, header, notice, section
from cards.elements import Element, card, text
from cards.fit import fitting
from cards.looks import GOOD, Chip
from cards.verbs import Press, Verb
from portfolio.calendar import local_date
from portfolio.views.checkins import Receipt
from words.api import Raw, Words

MOST_LINES = 16
"""Answers of a receipt that would be too large with all of them."""


def draw(view: Receipt, w: Words) -> Element:
    """The receipt. What is still open comes first among its buttons; confirming is offered once nothing is. Of more
    answers than a card can be sent with the first are shown: changing them shows all, page by page."""
    return fitting(_draw(view, w, most) for most in (len(view.lines), MOST_LINES))


def _draw(view: Receipt, w: Words, most: int) -> Element:
    month = Raw(w.month(view.period))
    count = len(view.lines)
    title = w.say("receipt.title.confirmed" if view.confirmed else "receipt.title", n=count)
    body = header(
        eyebrow=w.say("checkin.eyebrow", month=month),
        title=title,
        sub=w.say("receipt.sub", by=view.saved_by, at=Raw(w.when(view.saved_at, view.zone))),
        mark=Chip(look=GOOD, word=w.say("receipt.confirmed" if view.confirmed else "receipt.saved")),
    )
    if view.corrected:
        body.append(notice("info", w.say("receipt.corrected.title"), w.say("receipt.corrected.text", month=month)))
    body += section(w.say("receipt.reads"))
    body += [answer_row(line, w, separator=at > 0) for at, line in enumerate(view.lines[:most])]
    if count > most:
        body.append(text(w.say("receipt.more", n=count - most), size="Small", spacing="Medium"))
    if not view.corrected:
        late = local_date(view.saved_at, view.zone) > view.editable_until
        body.append(footer(w.say("receipt.editable.late" if late else "receipt.editable", on=view.editable_until)))
    return card(body, actions=_actions(view, w), fallback_text=title)


def _actions(view: Receipt, w: Words) -> list[Element]:
    def button(key: str, verb: Verb, n: int | None = None) -> Button:
        press = Press(verb=verb, ids={"check_in": view.check_in}, revision=view.revision)
        return Button(title=w.say(key, n=n), press=press)

    edit = button("receipt.edit", Verb.CHECKIN_EDIT)
    if view.open:
        return action_bar(primary=button("receipt.open", Verb.CHECKIN_OPEN, view.open), others=[edit])
    if view.confirmed:
        return action_bar(others=[edit])
    return action_bar(primary=button("receipt.confirm", Verb.CHECKIN_CONFIRM), others=[edit])

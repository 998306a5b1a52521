"""Where the rows are in an answer in JSON: the path to them, among those that were found."""

from cards.buttons import Button, action_bar
from cards.components import footer, header, panel, section
from cards.elements import Element, card, column, column_set, text
from cards.forms import Form, hint
from cards.source_where import elsewhere
from cards.verbs import Press, Verb
from portfolio.addresses import MAX_ADDRESS
from portfolio.views.connecting import PathForm
from words.api import Raw, Words

SHOWN = 6
"""Paths a card has room for; the shorter lists are seldom meant."""


def draw(view: PathForm, w: Words) -> Element:
    """The form. The longest list is filled in."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = [
        *form.text(
            "table",
            w.say("source.path"),
            max_length=MAX_ADDRESS,
            required=True,
            error=w.say("source.path.error"),
            placeholder="data.items",
            spacing="Large",
        ),
        hint(w.say("source.path.hint")),
    ]
    shown = view.found[:SHOWN]
    rows = [_row(path, n, w, first=at == 0) for at, (path, n) in enumerate(shown)]
    more = len(view.found) - len(shown)
    body = [
        *header(eyebrow=w.say("source.eyebrow"), title=w.free(view.name), sub=w.free(view.label)),
        *form.notice(inputs),
        *section(w.say("source.path.found", n=len(view.found)), w.say("source.path.found.text")),
        panel(rows, spacing="Small"),
        *([footer(w.say("source.path.more", n=more))] if more else []),
        *inputs,
    ]
    choose = Button(title=w.say("source.path.choose"), press=Press(verb=Verb.SOURCE_TABLE, ids={"lookup": view.lookup}))
    return card(
        body,
        actions=action_bar(primary=choose, overflow=[elsewhere(view.initiative, w, lookup=view.lookup)]),
        fallback_text=w.say("source.where.fallback", name=view.name),
    )


def _row(path: str, n: int, w: Words, *, first: bool) -> Element:
    name = text(w.free(path), size="Small", bold=True)
    count = text(w.say("source.path.rows", n=n, count=Raw(w.number(n))), size="Small", align="Right")
    return column_set([column([name]), column([count], width="auto")], spacing="Small", separator=not first)

"""The filter of the portfolio list: a small form that opens in place, and what it left in words (A9)."""

from cards.buttons import Button, action_bar, show_card
from cards.elements import Element
from cards.forms import Form
from cards.verbs import Press, Verb
from portfolio.conditions import Condition
from portfolio.filters import LONGEST, Filter, Sort
from portfolio.initiatives import Stage
from words.api import Raw, Words

ANY = "any"
"""The choice that leaves nothing out."""


def form(filter: Filter, w: Words) -> Element:
    """The button that opens it, with everything as it is now."""
    kept = Form(words=w, values={"condition": ANY, "stage": ANY, "sort": filter.sort, **filter.said}, problems=())
    anything = [(ANY, w.say("filter.any"))]
    stages = [(one.value, w.name(one)) for one in Stage]
    conditions = sorted(((one.value, w.name(one)) for one in Condition), key=lambda one: one[1].casefold())
    body = [
        *kept.text(
            "text", w.say("form.optional", label=w.say("filter.text")), max_length=LONGEST,
            placeholder=w.say("search.example"),
        ),
        *kept.choice("condition", w.say("filter.condition"), anything + conditions, style="compact"),
        *kept.choice("stage", w.say("filter.stage"), anything + stages, style="compact"),
        *kept.text("sponsor", w.say("form.optional", label=w.say("filter.sponsor")), max_length=LONGEST),
        *kept.choice("sort", w.say("filter.sort"), [(one.value, w.name(one)) for one in Sort], style="compact"),
    ]
    submit = Button(title=w.say("filter.submit"), press=Press(verb=Verb.PORTFOLIO_FILTER, ids={}))
    return show_card(w.say("filter.open"), body, actions=action_bar(primary=submit))


def said(filter: Filter, w: Words) -> str | None:
    """What the list was narrowed by, and its order; None while it is as it always is."""
    parts = [w.name(part) for part in (filter.condition, filter.stage) if part is not None]
    parts += [w.say("filter.said.sponsor", name=filter.sponsor)] if filter.sponsor else []
    parts += [w.say("filter.said.text", text=filter.text)] if filter.text else []
    parts += [w.say("filter.said.sort", order=Raw(w.name(filter.sort)))] if filter.sort is not Sort.GATE else []
    line = " · ".join(parts)
    return line[:1].upper() + line[1:] or None

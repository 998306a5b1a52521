"""No card this month: nothing needs this person."""

from cards.buttons import Button, action_bar
from cards.components import empty
from cards.elements import Element, card
from cards.verbs import Press, Verb
from portfolio.views.checkins import NothingOwed
from words.api import Raw, Words


def draw(view: NothingOwed, w: Words) -> Element:
    """One sentence, and the way to their initiatives."""
    title = w.say("nothing.title", month=Raw(w.month(view.period)))
    mine = Button(title=w.say("nothing.portfolio"), press=Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "1"}))
    made = empty("CheckmarkCircle", title, w.say("nothing.text"))
    return card([made], actions=action_bar(others=[mine]), fallback_text=title)

"""Said once, when the app is installed: what this is, what will come, and what to do first."""

from cards.buttons import Button, action_bar
from cards.components import check_line, header, notice
from cards.elements import Element, card, text
from cards.looks import Look
from cards.verbs import Press, Verb
from portfolio.views.notices import Welcome
from words.api import Words

_PROMISES = {"number": "NumberSymbol", "owner": "Person", "date": "CalendarLtr"}


def draw(view: Welcome, w: Words) -> Element:
    """To a person or to a team; while nothing is sent yet (shadow mode), it says so.

    Teams announces a new member by id alone: the name comes with the first words somebody writes.
    """
    place = "channel" if view.in_channel else "person"
    hello = place if view.in_channel or view.name else "nameless"
    title = w.say(f"welcome.{hello}.title", name=view.name)
    body = [
        *header(eyebrow=w.say("welcome.eyebrow"), title=title, sub=w.say("welcome.sub")),
        text(w.say("welcome.promise"), size="Small", spacing="Medium"),
        *(check_line(_look(icon), w.say(f"welcome.{promise}")) for promise, icon in _PROMISES.items()),
        text(w.say(f"welcome.{place}.next"), size="Small", spacing="Medium"),
    ]
    if view.shadow:
        body.append(notice("info", w.say("welcome.shadow.title"), w.say("welcome.shadow.text")))
    return card(body, actions=_actions(view, w), fallback_text=title)


def _actions(view: Welcome, w: Words) -> list[Element]:
    help_ = Button(title=w.say("welcome.help"), press=Press(verb=Verb.HELP_SHOW, ids={}))
    if view.in_channel:
        return action_bar(others=[help_])
    register = Button(title=w.say("welcome.register"), press=Press(verb=Verb.REGISTER_OPEN, ids={}))
    return action_bar(primary=register, others=[help_])


def _look(icon: str) -> Look:
    return Look(style="Accent", icon=icon, symbol="◆")

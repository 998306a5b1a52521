"""What can be typed. After words nobody understands: the likeliest commands, never a guess carried out (L10)."""

from cards.buttons import Button, action_bar
from cards.components import header, section
from cards.elements import Element, card, text
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.views.notices import Help, OfficeWord, Word
from words.api import Words

_BUTTONS = {
    Word.REGISTER: Press(verb=Verb.REGISTER_OPEN, ids={}),
    Word.CHECK_IN: Press(verb=Verb.CHECKIN_OPEN, ids={}),
    Word.PORTFOLIO: Press(verb=Verb.PORTFOLIO_PAGE, ids={"page": "1"}),
    Word.IDEA: Press(verb=Verb.IDEA_OPEN, ids={}),
    Word.DIGEST: Press(verb=Verb.DIGEST_SHOW, ids={}),
}
"""Commands that need no name, so a press can stand for them."""

_PERSONAL = frozenset({Word.REGISTER, Word.CHECK_IN, Word.LOG, Word.CONSTRAINTS, Word.WORKFLOWS, Word.IDEA})
_MOST = 3


def draw(view: Help, w: Words) -> Element:
    """All commands of this place, or the likeliest; those that need no name as buttons too."""
    offered = [word for word in (view.likely if view.said else tuple(Word)) if not (view.in_channel and word in _PERSONAL)]
    title = w.say("help.unknown", said=view.said) if view.said else w.say("help.title")
    facts = [(w.say(f"help.type.{_key(word)}"), w.say(f"help.does.{_key(word)}")) for word in offered]
    body = [*header(eyebrow=w.say("help.eyebrow"), title=title, sub=w.say("help.sub")), *pairs(facts)]
    if view.office and not view.said:
        more = [(w.say(f"help.type.{_key(word)}"), w.say(f"help.does.{_key(word)}")) for word in view.office]
        body += [*section(w.say("help.office")), *pairs(more)]
    if view.in_channel:
        body.append(text(w.say("help.channel"), size="Small", subtle=True, spacing="Medium"))
    presses = [
        Button(title=w.say(f"help.press.{_key(word)}"), press=_BUTTONS[word]) for word in offered if word in _BUTTONS
    ]
    if view.said:  # none of the likeliest may have a press
        presses = [*presses[: _MOST - 1], Button(title=w.say("help.all"), press=Press(verb=Verb.HELP_SHOW, ids={}))]
    return card(body, actions=action_bar(others=presses[:_MOST]), fallback_text=title)


def _key(word: Word | OfficeWord) -> str:
    return word.name.lower()

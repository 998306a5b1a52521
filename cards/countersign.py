"""A second signature is asked for: what was chosen and why, and what would be set aside until when (R4, R8)."""

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import check_line, header, quote, section
from cards.due import SIGNATURE, why
from cards.elements import Element, card, text
from cards.forms import Form
from cards.looks import ERROR, Chip
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.decisions import LONGEST_REASON, SHORTEST_REASON
from portfolio.views.gates import CountersignForm
from words.api import Words


def draw(view: CountersignForm, w: Words) -> Element:
    """The card of the second person. Signing and handing back weigh the same, so neither is primary."""
    form = Form(words=w, values={}, problems=view.problems)
    body = [
        *header(
            eyebrow=w.say("sign.eyebrow", by=view.by),
            title=w.free(view.name),
            sub=w.say("sign.sub", by=view.by, choice=view.choice),
            mark=Chip(look=SIGNATURE, word=w.say("sign.chip")),
        ),
        *form.above(),
        *pairs([(w.say(f"decide.{view.choice}.on"), w.day(view.on))]),
        quote(w.say("decided.reason"), w.free(view.reason)),
        *_aside(view, w),
        why(view.why, w, w.say("sign.time"), w.say("sign.ignored")),
    ]
    ids = {"decision": view.decision}
    sign = Button(title=w.say("sign.yes"), press=Press(verb=Verb.DECISION_COUNTERSIGN, ids=ids))
    back = Button(title=w.say("sign.hand_back"), press=Press(verb=Verb.DECISION_HAND_BACK, ids=ids))
    remark = form.text(
        "remark",
        w.say("sign.remark"),
        max_length=LONGEST_REASON,
        multiline=True,
        required=True,
        error=w.say("sign.remark.error", least=SHORTEST_REASON),
        placeholder=w.say("sign.remark.example"),
    )
    what_it_means = text(w.say("sign.no.text", by=view.by), size="Small")
    hand_back = show_card(w.say("sign.no"), [what_it_means, *remark], actions=[execute(back, primary=True)])
    fallback = w.say("sign.fallback", by=view.by, name=view.name)
    return card(body, actions=action_bar(others=[sign, hand_back]), fallback_text=fallback)


def _aside(view: CountersignForm, w: Words) -> list[Element]:
    if not view.pieces or view.expires is None:
        return []
    return [
        *section(w.say("sign.pieces", n=len(view.pieces), expires=view.expires), w.say("sign.pieces.text")),
        *(check_line(ERROR, w.name(piece)) for piece in view.pieces),
    ]

"""Nobody answers for an initiative: what that means, and the form that names somebody (R2, C2)."""

from cards.buttons import Button, action_bar
from cards.components import header, notice
from cards.due import why
from cards.elements import Element, card, text
from cards.forms import Form
from cards.looks import WARNING, Chip
from cards.verbs import Press, Verb
from portfolio.initiatives import SponsorState
from portfolio.views.initiatives import SponsorMissing
from words.api import Words


def draw(view: SponsorMissing, w: Words) -> Element:
    """The card of whoever can name a sponsor."""
    form = Form(words=w, values={}, problems=view.problems)
    asked = form.person("sponsor", "sponsor_name", w.say("register.sponsor"), spacing="Large")
    title = w.say("unsponsored.title", name=view.name)
    body = [
        *header(
            eyebrow=w.say("unsponsored.eyebrow"), title=title, sub=w.free(view.workflow),
            mark=Chip(look=WARNING, word=w.say("portfolio.nobody")),
        ),
        *form.notice(asked),
        notice("warning", _standing(view, w), w.say("unsponsored.text", gate_on=view.gate_on)),
        *asked,
        text(w.say("unsponsored.then"), size="Small", subtle=True, spacing="ExtraSmall"),
        *([why(view.why, w, w.say("accept.time"), w.say("unsponsored.ignored"))] if view.why else []),
    ]  # fmt: skip
    ids = {"initiative": view.initiative}
    ask = Button(title=w.say("unsponsored.submit"), press=Press(verb=Verb.SPONSORSHIP_NAME, ids=ids))
    show = Button(
        title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids=ids), sends_inputs=False
    )
    return card(body, actions=action_bar(primary=ask, others=[show]), fallback_text=title)


def _standing(view: SponsorMissing, w: Words) -> str:
    if view.asked is None:
        return w.say("unsponsored.nobody")
    if view.account is not None:
        return w.say("unsponsored.unfit", asked=view.asked, account=view.account)
    if view.state is SponsorState.ACCEPTED:
        return w.say("unsponsored.not_theirs", asked=view.asked)
    key = "unsponsored.declined" if view.state is SponsorState.DECLINED else "unsponsored.silent"
    return w.say(key, asked=view.asked) if view.since is None else w.say(f"{key}.since", asked=view.asked, since=view.since)

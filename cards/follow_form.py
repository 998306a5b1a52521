"""Following how a pilot's group uses a product: four questions for an admin."""

from cards.buttons import Button, action_bar
from cards.components import footer, header
from cards.elements import Element, Spacing, card
from cards.forms import Form
from cards.verbs import Press, Verb
from portfolio.initiatives import MAX_NAME
from portfolio.usage import Product
from portfolio.views.adoption import FollowForm
from words.api import Words


def draw(view: FollowForm, w: Words) -> Element:
    """The empty or refused form."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = [*_text(form, "name", "Large"), *_text(form, "group"), *_text(form, "label"), *form.choice(
        "product", w.say("follow.product"), [(one.value, w.name(one)) for one in Product], required=True,
        error=w.say("follow.product.error"), style="compact",
    )]
    title = w.say("follow.title")
    body = [
        *header(eyebrow=w.say("follow.eyebrow"), title=title, sub=w.say("follow.sub")),
        *form.notice(inputs),
        *inputs,
        footer(w.say("follow.then")),
    ]
    submit = Button(title=w.say("follow.submit"), press=Press(verb=Verb.USAGE_FOLLOW, ids={}))
    return card(body, actions=action_bar(primary=submit), fallback_text=title)


def _text(form: Form, id: str, spacing: Spacing | None = None) -> list[Element]:
    w = form.words
    return form.text(
        id, w.say(f"follow.{id}"), max_length=MAX_NAME, required=True, error=w.say(f"follow.{id}.error"), spacing=spacing
    )

"""An entry of the constraint register, new or to be changed."""

from cards.buttons import Button, action_bar
from cards.components import footer, header
from cards.elements import Element, card, container
from cards.forms import Form, hint
from cards.layouts import flow
from cards.verbs import Press, Verb
from portfolio.discover.constraints import MAX_NAMED, MAX_SOURCE, MAX_TEXT, ConstraintKind
from portfolio.views.discover import ConstraintForm
from words.api import Words


def draw(view: ConstraintForm, w: Words) -> Element:
    """The form, empty, filled with what is there, or refused."""
    form = Form(words=w, values=view.values, problems=view.problems)
    new = view.constraint is None
    title = w.say("constraint.form.new" if new else "constraint.form.change")
    inputs = [*_inputs(form), *_hits(view, form)]
    body = [
        *header(eyebrow=w.say("constraints.eyebrow"), title=title),
        *form.notice(inputs), *inputs, footer(w.say("constraint.form.then")),
    ]  # fmt: skip
    ids = {"token": view.token, **({} if view.constraint is None else {"constraint": view.constraint})}
    keep = Press(verb=Verb.CONSTRAINT_KEEP, ids=ids, revision=view.revision)
    save = Button(title=w.say("constraint.form.add" if new else "constraint.form.save"), press=keep)
    return card(body, actions=action_bar(primary=save), fallback_text=title)


def _inputs(form: Form) -> list[Element]:
    w = form.words
    expires, reviewed = (
        form.date(id, w.say("form.optional", label=w.say(f"constraint.{id}")), error=w.say("constraint.date.error"))
        for id in ("expires", "reviewed_on")
    )
    return [
        *form.choice(
            "kind", w.say("constraint.kind"), [(kind.value, w.name(kind)) for kind in ConstraintKind], required=True,
            error=w.say("constraint.kind.error"), style="compact", placeholder=w.say("constraint.kind.choose"),
        ),
        *form.text(
            "text", w.say("constraint.text"), max_length=MAX_TEXT, required=True, multiline=True,
            error=w.say("constraint.text.error"), placeholder=w.say("constraint.text.example"),
        ),
        *form.text(
            "source", w.say("constraint.from"), max_length=MAX_SOURCE, required=True,
            error=w.say("constraint.from.error"), placeholder=w.say("constraint.from.example"),
        ),
        *form.person("owner", "owner_name", w.say("constraint.owner.input")),
        hint(w.say("constraint.owner.hint")),
        container([container(expires), container(reviewed)], layout=flow(min_item_px=150)),
        hint(w.say("constraint.end.hint")),
    ]


def _hits(view: ConstraintForm, form: Form) -> list[Element]:
    """What it hits: ticked where it is offered, typed where it is not."""
    w = form.words
    ticked = form.choice(
        "hits", w.say("form.optional", label=w.say("constraint.hits.input")),
        [(one.id, w.free(one.name)) for one in view.choices], style="compact", several=True,
        placeholder=w.say("constraint.hits.choose"),
    ) if view.choices else []  # fmt: skip
    typed = form.text(
        "named", w.say("form.optional", label=w.say("constraint.hits.named")), max_length=MAX_NAMED, multiline=True,
    )
    return [*ticked, *typed]

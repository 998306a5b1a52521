"""A workflow as a form, and to which one an initiative belongs (E2)."""

from cards.buttons import Button, action_bar
from cards.components import footer, header
from cards.elements import Element, card, container
from cards.forms import Form, hint
from cards.layouts import flow
from cards.verbs import Press, Verb
from portfolio.discover.steps import MAX_SYSTEM
from portfolio.discover.workflows import MAX_NAME, MAX_ROLE, MAX_SOURCE, MOST_ACTORS, NONE, SAID_OF_VOLUME
from portfolio.views.discover import AttachForm, WorkflowForm
from words.api import Words

_FEW = 6


def draw_form(view: WorkflowForm, w: Words) -> Element:
    """A workflow, new or to be changed."""
    form = Form(words=w, values=view.values, problems=view.problems)
    new = view.workflow is None
    title = w.say("workflow.form.new" if new else "workflow.form.change")
    inputs = _inputs(form)
    body = [*header(eyebrow=w.say("workflow.eyebrow"), title=title), *form.notice(inputs), *inputs]
    ids = {"token": view.token, **({} if view.workflow is None else {"workflow": view.workflow})}
    press = Press(verb=Verb.WORKFLOW_KEEP, ids=ids, revision=view.revision)
    save = Button(title=w.say("workflow.form.add" if new else "workflow.form.save"), press=press)
    return card(body, actions=action_bar(primary=save), fallback_text=title)


def _inputs(form: Form) -> list[Element]:
    w = form.words

    def maybe(key: str) -> str:
        return w.say("form.optional", label=w.say(key))

    kinds = [(one.value, w.name(one)) for one in SAID_OF_VOLUME]
    volume = form.number("volume", maybe("workflow.volume.input"), error=w.say("workflow.volume.error"))
    how = form.choice("volume_provenance", maybe("workflow.volume.how"), kinds, style="compact")
    return [
        *form.text("name", w.say("workflow.name"), max_length=MAX_NAME, required=True, error=w.say("workflow.name.error"),
                   placeholder=w.say("workflow.name.example")),
        *form.text("system", maybe("workflow.system"), max_length=MAX_SYSTEM, placeholder=w.say("workflow.system.example")),
        *form.text("actors", maybe("workflow.actors"), max_length=MAX_ROLE * MOST_ACTORS,
                   placeholder=w.say("workflow.actors.example")),
        hint(w.say("workflow.actors.hint")),
        *form.text("owner", maybe("workflow.owner"), max_length=MAX_ROLE, placeholder=w.say("workflow.owner.example")),
        container([container(volume), container(how)], layout=flow(min_item_px=150)),
        *form.text("volume_source", maybe("workflow.volume.source"), max_length=MAX_SOURCE,
                   placeholder=w.say("workflow.volume.source.example")),
    ]  # fmt: skip


def draw_attach(view: AttachForm, w: Words) -> Element:
    """To which workflow an initiative belongs: chosen, never guessed."""
    form = Form(words=w, values=view.values, problems=view.problems)
    title = w.say("attach.title", name=view.name)
    choices = [(NONE, w.say("attach.none")), *((one.id, w.free(one.name)) for one in view.choices)]
    inputs = form.choice(
        "workflow", w.say("attach.input"), choices, required=True, error=w.say("attach.error"),
        style="expanded" if len(choices) <= _FEW else "compact",
    )
    sub = w.say("attach.typed", typed=view.typed) if view.typed else None
    body = [*header(eyebrow=w.say("workflow.eyebrow"), title=title, sub=sub), *form.notice(inputs), *inputs]
    body.append(footer(w.say("attach.then")))
    press = Press(verb=Verb.WORKFLOW_ATTACH, ids={"initiative": view.initiative})
    return card(body, actions=action_bar(primary=Button(title=w.say("attach.submit"), press=press)), fallback_text=title)

"""Writing down what was seen of a workflow: the steps so far, and the form of one step (E2)."""

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import header, notice
from cards.elements import Element, card, container, text
from cards.fit import fitting
from cards.forms import Form, hint
from cards.layouts import flow
from cards.verbs import Press, Verb
from cards.workflows import step_row, total_tiles
from portfolio.discover.steps import MAX_PAIN, MAX_SYSTEM, MAX_WHAT, MOST_STEPS
from portfolio.discover.workflows import MAX_ROLE
from portfolio.views.discover import StepForm, WatchCard
from words.api import Words

_LONGEST_SPAN, _LONGEST_COUNT = 40, 4


def draw(view: WatchCard, w: Words) -> Element:
    """The steps so far, each to be changed, and how it is finished; with less of each where they are too long to be sent."""
    return fitting(_card(view, w, brief=brief) for brief in (False, True))


def _card(view: WatchCard, w: Words, *, brief: bool) -> Element:
    form = Form(words=w, values=view.values or {"observed_on": view.today.isoformat()}, problems=view.problems)
    beyond = len(view.steps) - MOST_STEPS
    title = w.say("watch.title", n=len(view.steps)) if view.steps else w.say("watch.title.none")
    body = [
        *header(eyebrow=w.say("watch.eyebrow", name=view.name), title=title, sub=w.say("watch.sub", most=MOST_STEPS)),
        *form.above(),
        *(total_tiles(view.totals, w) if view.steps else [notice("info", w.say("watch.first"), w.say("watch.first.text"))]),
        *(step_row(step, at, w, _change(view, at, w), brief=brief) for at, step in enumerate(view.steps[:MOST_STEPS])),
        *([text(w.say("watch.beyond", n=beyond), size="Small", spacing="Small")] if beyond > 0 else []),
    ]
    return card(body, actions=_buttons(view, form), fallback_text=w.say("watch.fallback", name=view.name))


def _change(view: WatchCard, at: int, w: Words) -> Element:
    press = Press(verb=Verb.STEP_FORM, ids={"watch": view.watch, "step": str(at)})
    return execute(Button(title=w.say("step.change", number=at + 1), press=press, sends_inputs=False))


def _buttons(view: WatchCard, form: Form) -> list[Element]:
    w, ids = form.words, {"watch": view.watch}
    add = Button(title=w.say("step.add"), press=Press(verb=Verb.STEP_FORM, ids=ids), sends_inputs=False)
    drop = Button(title=w.say("watch.drop"), press=Press(verb=Verb.WATCH_DROP, ids=ids))
    room = len(view.steps) < MOST_STEPS
    finish = [_finish(view, form)] if view.steps else []
    return action_bar(primary=add if room else None, others=finish, overflow=[drop])


def _finish(view: WatchCard, form: Form) -> Element:
    w = form.words
    body = [
        *form.date("observed_on", w.say("watch.observed_on"), latest=view.today, required=True,
                   error=w.say("watch.observed_on.error")),
        *form.text("cases", w.say("form.optional", label=w.say("watch.cases.input")), max_length=_LONGEST_COUNT),
        hint(w.say("watch.cases.hint")),
    ]  # fmt: skip
    press = Press(verb=Verb.WATCH_FINISH, ids={"watch": view.watch}, revision=view.revision)
    done = execute(Button(title=w.say("watch.finish.submit"), press=press), primary=True)
    return show_card(w.say("watch.finish"), body, actions=[done])


def draw_step(view: StepForm, w: Words) -> Element:
    """One step. Everything but what is done may be left empty: empty is unknown."""
    form = Form(words=w, values=view.values, problems=view.problems)
    number = view.count + 1 if view.index is None else view.index + 1
    title = w.say("step.title.new" if view.index is None else "step.title", number=number)
    inputs = _inputs(form)
    body = [
        *header(eyebrow=w.say("watch.eyebrow", name=view.name), title=title), *form.notice(inputs), *inputs,
    ]  # fmt: skip
    return card(body, actions=_step_buttons(view, w), fallback_text=title)


def _inputs(form: Form) -> list[Element]:
    w = form.words

    def maybe(id: str, most: int, *, example: bool = False) -> list[Element]:
        shown = w.say(f"step.{id}.example") if example else None
        return form.text(id, w.say("form.optional", label=w.say(f"step.{id}.input")), max_length=most, placeholder=shown)

    def pair(first: list[Element], second: list[Element]) -> Element:
        return container([container(first), container(second)], layout=flow(min_item_px=150))

    return [
        *form.text("what", w.say("step.what"), max_length=MAX_WHAT, required=True, error=w.say("step.what.error"),
                   placeholder=w.say("step.what.example")),
        pair(maybe("role", MAX_ROLE), maybe("system", MAX_SYSTEM)),
        pair(maybe("wait", _LONGEST_SPAN, example=True), maybe("touch", _LONGEST_SPAN, example=True)),
        hint(w.say("step.times.hint")),
        pair(maybe("switches", _LONGEST_COUNT), maybe("copies", _LONGEST_COUNT)),
        *maybe("pain", MAX_PAIN),
    ]  # fmt: skip


def _step_buttons(view: StepForm, w: Words) -> list[Element]:
    ids = {"watch": view.watch}
    back = Button(title=w.say("step.back"), press=Press(verb=Verb.WATCH_SHOW, ids=ids))
    if view.index is None:
        keep = Press(verb=Verb.STEP_KEEP, ids=ids, revision=view.revision)
        again = Press(verb=Verb.STEP_KEEP, ids=ids | {"choice": "next"}, revision=view.revision)
        others = [Button(title=w.say("step.save.next"), press=again)] if view.count + 1 < MOST_STEPS else []
        return action_bar(primary=Button(title=w.say("step.save"), press=keep), others=others, overflow=[back])
    ids = ids | {"step": str(view.index)}
    save = Button(title=w.say("step.save"), press=Press(verb=Verb.STEP_KEEP, ids=ids, revision=view.revision))
    moves = [("step.up", "up")] if view.index > 0 else []
    moves += [("step.down", "down")] if view.index + 1 < view.count else []
    overflow = [
        Button(title=w.say(key), press=Press(verb=Verb.STEP_MOVE, ids=ids | {"choice": way}, revision=view.revision))
        for key, way in moves
    ]
    remove = Press(verb=Verb.STEP_REMOVE, ids=ids, revision=view.revision)
    overflow += [Button(title=w.say("step.remove"), press=remove), back]
    return action_bar(primary=save, overflow=overflow)

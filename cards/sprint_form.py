""""We cannot count it today": what the six weeks of counting do, and the few questions before they start (B7)."""

from cards.buttons import Button, action_bar
from cards.components import check_line, footer, header, notice
from cards.elements import Element, card
from cards.forms import Form, hint
from cards.looks import Look
from cards.verbs import Press, Verb
from portfolio.observations import Shape
from portfolio.sprints import CASES, WEEKS, Way
from portfolio.views.sprints import SprintForm
from words.api import Words

MAX_NAMES, MAX_KINDS = 300, 340
_COUNT = Look(style="Accent", icon="ClipboardEdit", symbol="1.")
_WEEKS = Look(style="Accent", icon="CalendarLtr", symbol="2.")
_USE = Look(style="Accent", icon="Play", symbol="3.")


def draw(view: SprintForm, w: Words) -> Element:
    """The form, empty or refused."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = _inputs(form)
    moves = w.say("sprint.moves", first_use=view.first_use, gate_on=view.gate_on)
    stays = w.say("sprint.stays", first_use=view.first_use, gate_on=view.gate_on)
    body = [
        *header(
            eyebrow=w.say("sprint.eyebrow"), title=w.free(view.name),
            sub=w.say("sprint.sub", metric=view.metric, unit=view.unit),
        ),
        *form.notice(inputs),
        notice("info", w.say("sprint.why"), w.say("sprint.why.text")),
        check_line(_COUNT, w.say("sprint.count", n=CASES, weeks=WEEKS)),
        check_line(_WEEKS, w.say("sprint.until", last_on=view.last_on)),
        check_line(_USE, moves if view.use_moves else stays),
        *inputs,
        footer(w.say("sprint.then")),
    ]
    ids = {"initiative": view.initiative}
    begin = Button(
        title=w.say("sprint.begin"), press=Press(verb=Verb.SPRINT_BEGIN, ids=ids, revision=view.revision)
    )
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids=ids))
    actions = action_bar(primary=begin, overflow=[show])
    return card(body, actions=actions, fallback_text=w.say("sprint.fallback", name=view.name))


def _inputs(form: Form) -> list[Element]:
    w = form.words
    return [
        *form.choice(
            "what", w.say("sprint.what"), [(shape.value, w.say(f"sprint.what.{shape}")) for shape in Shape],
            required=True, error=w.say("sprint.what.error"), spacing="Large",
        ),
        *form.text(
            "kinds", w.say("form.optional", label=w.say("sprint.kinds")), max_length=MAX_KINDS,
            placeholder=w.say("sprint.kinds.example"),
        ),
        hint(w.say("sprint.kinds.hint")),
        *form.person(
            "loggers", "loggers_name", w.say("form.optional", label=w.say("sprint.loggers")), several=True,
            typed_label=w.say("sprint.loggers.typed"), most=MAX_NAMES,
        ),
        hint(w.say("sprint.loggers.hint")),
        *form.choice(
            "way", w.say("sprint.way"), [(way.value, w.say(f"sprint.way.{way}")) for way in Way], required=True,
            error=w.say("sprint.way.error"),
        ),
    ]

"""Which columns mean what. What their names and types suggest is filled in; nothing else of the source is shown."""

from collections import Counter
from collections.abc import Sequence

from cards.buttons import Button, action_bar
from cards.components import footer, header, section
from cards.elements import Element, card, container
from cards.forms import Form, hint
from cards.layouts import flow
from cards.source_where import elsewhere
from cards.verbs import Press, Verb
from portfolio.initiatives import MAX_SENTENCE
from portfolio.observations import Shape
from portfolio.sources import FITS, How
from portfolio.views.connecting import ColumnsForm
from words.api import Words

_NONE = ""


def draw(view: ColumnsForm, w: Words) -> Element:
    """The form, guessed, chosen before or refused."""
    form = Form(words=w, values=view.values, problems=view.problems)
    often = Counter(one.shown for one in view.columns)
    columns = [(one.name, one.shown if often[one.shown] == 1 else f"{one.shown} ({one.name})") for one in view.columns]
    inputs = [*_needed(view, form, columns), *_optional(view, form, columns)]
    body = [
        *header(
            eyebrow=w.say("source.eyebrow"), title=w.free(view.name),
            sub=w.say("source.columns.sub", source=view.label, metric=view.metric),
        ),
        *form.notice(inputs),
        *section(w.say("source.columns"), w.say(f"source.row.{view.shape}")),
        *inputs,
        footer(_footer(view, w)),
    ]  # fmt: skip
    press = Press(verb=Verb.SOURCE_COLUMNS, ids={"lookup": view.lookup, "choice": view.shape.value})
    return card(
        body,
        actions=action_bar(
            primary=Button(title=w.say("source.columns.see"), press=press),
            overflow=[
                *(_other(view, shape, w) for shape in Shape if shape is not view.shape),
                elsewhere(view.initiative, w, lookup=view.lookup),
            ],
        ),
        fallback_text=w.say("source.where.fallback", name=view.name),
    )


def _other(view: ColumnsForm, shape: Shape, w: Words) -> Button:
    press = Press(verb=Verb.SOURCE_SHAPE, ids={"lookup": view.lookup, "choice": shape.value})
    return Button(title=w.say(f"source.row.{shape}.instead"), press=press)


def _footer(view: ColumnsForm, w: Words) -> str:
    said = w.say("source.columns.zone", zone=view.zone)
    return f"{said} {w.say('source.columns.more', n=view.more)}" if view.more else said


def _needed(view: ColumnsForm, form: Form, columns: Sequence[tuple[str, str]]) -> list[Element]:
    first, second = ("start", "end") if view.shape is Shape.CASE else ("at", "value")
    made = [_pair(_column(form, first, columns, required=True), _column(form, second, columns, required=True))]
    if view.shape is Shape.CASE:
        made.append(hint(form.words.say("source.column.end.hint")))
    if view.shape is Shape.NUMBER:
        w = form.words
        hows = [(how.value, w.name(how)) for how in How if how in FITS[Shape.NUMBER]]
        made += form.choice("how", w.say("source.how"), hows, required=True, error=w.say("source.how.error"))
    return made


def _optional(view: ColumnsForm, form: Form, columns: Sequence[tuple[str, str]]) -> list[Element]:
    w = form.words
    group = w.say("form.optional", label=w.say("source.pilot"))
    return [
        *section(w.say("source.columns.optional"), w.say("source.columns.optional.text")),
        _pair(_column(form, "person", columns), _column(form, "kind", columns)),
        *([] if view.shape is Shape.CASE else _column(form, "n", columns)),
        *(_column(form, "key", columns) if view.keyed else []),
        _pair(
            _column(form, "group", columns),
            form.text("pilot", group, max_length=MAX_SENTENCE, placeholder=w.say("source.pilot.example")),
        ),
        hint(w.say("source.pilot.hint")),
    ]


def _column(form: Form, field: str, columns: Sequence[tuple[str, str]], *, required: bool = False) -> list[Element]:
    w = form.words
    label = w.say(f"source.column.{field}")
    none = [] if required else [(_NONE, w.say("source.column.none"))]
    return form.choice(
        field,
        label if required else w.say("form.optional", label=label),
        [*none, *columns],
        required=required,
        error=w.say("source.column.error") if required else None,
        style="compact",
        placeholder=w.say("source.column.choose"),
        spacing="Small",
    )


def _pair(first: list[Element], second: list[Element]) -> Element:
    return container([container(first), container(second)], layout=flow(min_item_px=150), spacing="Small")

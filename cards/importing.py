"""A list on its way: being read, in the way, its columns corrected, imported; and the desk where all of it begins."""

from collections import Counter
from collections.abc import Sequence

from cards.buttons import Button, action_bar, execute
from cards.components import beside, footer, header, notice, row, section
from cards.elements import Element, card, container, text
from cards.forms import Form, hint
from cards.import_preview import LONGEST_HEADING, correct, put_aside, short
from cards.layouts import flow
from cards.looks import CLOSED, GOOD, UNKNOWN, WARNING, Chip
from cards.pairs import pairs
from cards.source_where import READING, obstacle_words
from cards.verbs import Press, Verb
from portfolio.errors import Problem
from portfolio.imports.commands import NO_COLUMN
from portfolio.imports.comparing import ImportState
from portfolio.imports.entries import Field
from portfolio.imports.uploads import LONGEST_NAME, MOST_CORRECTED
from portfolio.lookups import Obstacle
from portfolio.views.importing import ImportColumns, ImportDesk, Imported, ImportReading, ImportTrouble
from words.api import Raw, Words

MOST_CHOICES = 60
MOST_BYTES = 4_500
"""Columns that a card has room to choose from, three times, and what their headings may take; else one is typed."""


def draw_reading(view: ImportReading, w: Words) -> Element:
    """The worker is at it."""
    title = w.say("bring.importing" if view.importing else "bring.reading", name=view.name)
    body = [
        *header(eyebrow=w.say("bring.eyebrow"), title=title, mark=Chip(look=READING, word=w.say("source.reading"))),
        notice("info", w.say("bring.reading.wait"), w.say("bring.reading.text")),
    ]
    press = Press(verb=Verb.IMPORT_SHOW, ids={"upload": view.upload})
    shown = Button(title=w.say("bring.show"), press=press)
    overflow = [] if view.importing else [put_aside(view.upload, w)]
    return card(body, actions=action_bar(others=[shown], overflow=overflow), fallback_text=title)


def draw_trouble(view: ImportTrouble, w: Words) -> Element:
    """What is in the way, in one sentence, and how to go on."""
    found = view.trouble
    if found is None:
        title, detail = w.say("bring.over"), w.say("bring.over.text")
    elif found.problem is not None:
        title, detail = w.say("bring.trouble"), _sentence(found.problem, w)
    else:
        title, detail = (_gap(found.obstacle, part, view.zone, w) for part in ("title", "text"))
    body = [
        *header(
            eyebrow=w.say("bring.eyebrow"), title=w.free(view.name),
            mark=Chip(look=WARNING if found else UNKNOWN, word=w.say("bring.trouble.chip")),
        ),
        notice("warning", title, detail),
        text(w.say("bring.nothing"), size="Small", subtle=True, spacing="Medium"),
    ]  # fmt: skip
    desk = Button(title=w.say("bring.desk"), press=Press(verb=Verb.IMPORT_DESK, ids={}), sends_inputs=False)
    others = [correct(view.upload, w), desk] if view.columns else [desk]
    return card(body, actions=action_bar(others=others), fallback_text=title)


def _gap(found: Obstacle | None, part: str, zone: str, w: Words) -> str:
    own = [f"bring.gap.{found.trouble}.{found.why}.{part}", f"bring.gap.{found.trouble}.{part}"] if found else []
    return obstacle_words(found, part, zone, w, own=own)


def _sentence(found: Problem, w: Words) -> str:
    own = f"bring.problem.{found.code}"
    return w.say(own if w.has(own) else f"problem.{found.code}", n=None, **found.params)


def draw_columns(view: ImportColumns, w: Words) -> Element:
    """The form: which column is what, up to three at a time; how dates are meant; a name to save it under."""
    form = Form(words=w, values=view.values, problems=view.problems)
    fields = [(field.value, w.say(f"import.field.{field.value}")) for field in Field]
    inputs = [_correction(view, form, fields, at) for at in range(1, MOST_CORRECTED + 1)]
    inputs += _order(view, form)
    name = w.say("form.optional", label=w.say("bring.columns.name"))
    inputs += [
        *form.text("name", name, max_length=LONGEST_NAME, placeholder=w.say("bring.columns.name.example"), spacing="Large"),
        hint(w.say("bring.columns.name.hint")),
    ]
    mapped = [
        (w.say(f"import.field.{field.value}"), w.free(short(view.columns[field])) if field in view.columns else "–")
        for field in Field
    ]
    body = [
        *header(eyebrow=w.say("bring.eyebrow"), title=w.say("bring.columns.title"), sub=w.free(view.name)),
        *form.notice(inputs),
        *pairs(mapped),
        *section(w.say("bring.columns.change"), w.say("bring.columns.change.text")),
        *inputs,
    ]
    press = Press(verb=Verb.IMPORT_READ, ids={"upload": view.upload}, revision=view.revision)
    back = Press(verb=Verb.IMPORT_SHOW, ids={"upload": view.upload})
    return card(
        body,
        actions=action_bar(
            primary=Button(title=w.say("bring.columns.read"), press=press),
            others=[Button(title=w.say("bring.columns.back"), press=back, sends_inputs=False)],
        ),
        fallback_text=w.say("bring.columns.title"),
    )


def _correction(view: ImportColumns, form: Form, fields: list[tuple[str, str]], at: int) -> Element:
    w = form.words
    field = form.choice(
        f"field{at}", w.say("bring.columns.field", at=at), fields, style="compact", placeholder=w.say("bring.columns.pick"),
    )
    if _too_many(view.header):
        column = form.text(f"column{at}", w.say("bring.columns.typed", at=at), max_length=LONGEST_NAME)
    else:
        columns = [(NO_COLUMN, w.say("import.no_column"))]
        columns += [(f"#{place}", label) for place, label in enumerate(labels(view.header)) if label]
        column = form.choice(
            f"column{at}", w.say("bring.columns.column", at=at), columns, style="compact",
            placeholder=w.say("bring.columns.pick"),
        )
    return container([container(field), container(column)], layout=flow(min_item_px=150), spacing="Small")


def labels(header: Sequence[str]) -> list[str]:
    """Headings as somebody chooses among them: those that begin alike with their end, the very same with their place."""
    short_ones, ends = [short(name) for name in header], [_ends(name) for name in header]
    begin, end = Counter(short_ones), Counter(ends)
    return [
        said if begin[said] == 1 or not said else tail if end[tail] == 1 else f"{said} · {place}"
        for place, (said, tail) in enumerate(zip(short_ones, ends, strict=True), start=1)
    ]


def _ends(heading: str) -> str:
    said = " ".join(heading.split())
    half = LONGEST_HEADING // 2
    return said if len(said) <= LONGEST_HEADING else f"{said[:half - 1].rstrip()}…{said[-half:].lstrip()}"


def _too_many(header: Sequence[str]) -> bool:
    return len(header) > MOST_CHOICES or sum(len(short(name).encode()) + 32 for name in header) > MOST_BYTES


def _order(view: ImportColumns, form: Form) -> list[Element]:
    if not view.ambiguous:
        return []
    w = form.words
    orders = [(code, w.say(f"bring.order.{code}")) for code in ("dmy", "mdy")]
    return form.choice("order", w.say("form.optional", label=w.say("bring.order")), orders, spacing="Large")


def draw_imported(view: Imported, w: Words) -> Element:
    """The receipt: what was stored, by whom, and until when it can be taken back."""
    if view.number is None:
        title, detail, mark = w.say("bring.done.nothing"), w.say("bring.done.nothing.text"), None
    elif view.state is ImportState.REVERTED:
        title, detail = w.say("bring.reverted"), w.say("bring.reverted.text", number=str(view.number))
        mark = Chip(look=CLOSED, word=w.say("bring.reverted.chip"))
    else:
        title = w.say("bring.done", new=view.new, changed=view.changed)
        detail = w.say("bring.done.text", until=view.until) if view.may_revert else w.say("bring.done.stays")
        mark = Chip(look=GOOD, word=w.say("bring.done.chip"))
    body = [
        *header(eyebrow=w.say("bring.eyebrow"), title=w.free(view.name), mark=mark),
        notice("info" if view.number is None or view.state is ImportState.REVERTED else "good", title, detail),
    ]
    if view.number is not None:
        body.append(footer(_by(view, w)))
    back = [_revert(view, w)] if view.may_revert else []
    desk = Button(title=w.say("bring.desk"), press=Press(verb=Verb.IMPORT_DESK, ids={}), sends_inputs=False)
    return card(body, actions=action_bar(others=[*back, desk]), fallback_text=title)


def _by(view: Imported, w: Words) -> str:
    by = view.by or w.say("bring.by.nobody")
    return w.say("bring.by", number=str(view.number), by=by, at=Raw(w.when(view.at, view.zone)))


def _revert(view: Imported, w: Words) -> Button:
    press = Press(verb=Verb.IMPORT_REVERT, ids={"number": str(view.number)})
    return Button(title=w.say("bring.revert"), press=press, sends_inputs=False)


def draw_desk(view: ImportDesk, w: Words) -> Element:
    """How to bring a list in, and what was imported last."""
    title = w.say("bring.desk.title")
    lines = [_line(one, w, first=at == 0) for at, one in enumerate(view.lines)]
    body = [
        *header(eyebrow=w.say("bring.eyebrow"), title=title, sub=w.say("bring.desk.sub")),
        notice("info", w.say("bring.desk.file"), w.say("bring.desk.file.text")),
        notice("info", w.say("bring.desk.link"), w.say("bring.desk.link.text")),
        *(section(w.say("bring.desk.last")) if lines else []),
        *lines,
        footer(w.say("bring.desk.footer")),
    ]
    return card(body, fallback_text=title)


def _line(one: Imported, w: Words, *, first: bool) -> Element:
    reverted = one.state is ImportState.REVERTED
    said = w.say("bring.line.reverted") if reverted else w.say("bring.line", new=one.new, changed=one.changed)
    if not one.may_revert:
        return row(w.free(one.name), sub=said, below=_by(one, w), separator=not first)
    button = _revert(one, w)
    link = execute(Button(title=f"{button.title}: {one.number}", press=button.press, sends_inputs=False))
    lines = [
        text(w.free(one.name), bold=True, size="Small"), text(said, subtle=True, size="Small", spacing="None"),
        text(_by(one, w), subtle=True, size="Small", spacing="None"),
    ]
    return beside(lines, None, link=link, separator=not first, spacing="Small")

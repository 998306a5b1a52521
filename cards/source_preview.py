"""What a source says under the chosen columns, before anything is saved; and the receipt once it is."""

from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from cards.buttons import Button, action_bar
from cards.charts import chart_line
from cards.components import footer, header, mark_row, notice, panel, section
from cards.course import LEAST, line, periods
from cards.elements import Element, card, column, column_set, text
from cards.evidence import amount
from cards.forms import Form
from cards.looks import GOOD, WARNING, Chip, Look
from cards.pairs import pairs
from cards.source_where import elsewhere
from cards.verbs import Press, Verb
from portfolio.lookups import PreviewRow, plain
from portfolio.observations import Binding, Rejected, Shape
from portfolio.sources import How, factor
from portfolio.views.connecting import Connected, SourcePreview
from words.api import Raw, Words

_LOOKED = Look(style="Accent", icon="Eye", symbol="◆")
_DAY = Decimal(24 * 60 * 60)
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_LENGTH_OF_A_DAY = len("2026-11-25")
_FIELDS = ("start", "end", "at", "value", "n", "person", "kind", "group", "key")


def draw(view: SourcePreview, w: Words) -> Element:
    """The preview. Without a row that can be counted there is nothing to save."""
    seen = view.preview
    title = w.say("seen.usable", n=seen.usable)
    rows = [_row(one, view, w, first=at == 0) for at, one in enumerate(seen.rows)]
    ended = any(one.start is not None and one.end is not None for one in seen.rows)
    body = [
        *header(
            eyebrow=w.say("source.eyebrow"), title=w.free(view.name), sub=w.free(view.label),
            mark=Chip(look=_LOOKED, word=w.say("seen.chip")),
        ),
        *Form(words=w, values={}, problems=view.problems).notice([]),
        notice("good" if seen.usable else "error", title, _span(view, w)),
        *(section(w.say("seen.last", n=len(rows)), w.say("seen.ended" if ended else "seen.last.text")) if rows else []),
        *([panel(rows, spacing="Small")] if rows else []),
        *_went(view, w),
        *_refused(view, w),
        footer(w.say("seen.footer", zone=view.zone)),
    ]  # fmt: skip
    press = Press(verb=Verb.SOURCE_SAVE, ids={"lookup": view.lookup})
    change = Press(verb=Verb.SOURCE_SHOW, ids={"lookup": view.parent})
    return card(
        body,
        actions=action_bar(
            primary=Button(title=w.say("seen.save"), press=press) if seen.usable else None,
            others=[Button(title=w.say("seen.change"), press=change)],
            overflow=[elsewhere(view.initiative, w, lookup=view.lookup)],
        ),
        fallback_text=title,
    )


def _span(view: SourcePreview, w: Words) -> str:
    seen = view.preview
    if seen.first is None or seen.last is None:
        return w.say("seen.nothing")
    said = [w.say("seen.span", first=seen.first, last=seen.last)]
    if seen.open:
        said.append(w.say("seen.open", n=seen.open))
    if seen.pilots is not None:
        said.append(w.say("seen.pilots", n=seen.pilots, pilot=view.pilot or ""))
    return " ".join(said)


def _row(one: PreviewRow, view: SourcePreview, w: Words, *, first: bool) -> Element:
    zone = view.zone
    when = w.when(one.start or one.at, zone)
    if one.start is not None and one.end is not None:
        when = w.say("seen.from_to", start=Raw(when), end=Raw(w.when(one.end, zone)))
    about = [w.free(word) for word in (one.person, one.kind, one.group) if word]
    lines = [text(when, size="Small")]
    if about:
        lines.append(text(" · ".join(about), size="Small", subtle=True, spacing="None"))
    said = text(_amount(one, view, w), size="Small", bold=True, align="Right")
    return column_set([column(lines), column([said], width="auto")], spacing="Small", separator=not first)


def _amount(one: PreviewRow, view: SourcePreview, w: Words) -> str:
    """A row's own number in the metric's unit, as it will count."""
    if view.how is How.SHARE and one.n == 1:
        return w.say("seen.yes" if one.value else "seen.no")
    if one.start is not None:
        scale = factor(Shape.CASE, view.how, view.unit)
        if one.end is None or scale is None:
            return w.say("seen.open_case")
        days = Decimal((one.end - one.start).total_seconds()) / _DAY
        return amount((days * Decimal(scale)).quantize(_TENTH if days > 1 else _HUNDREDTH), view.unit, w)
    if one.value is None:
        return w.say("panel.unknown")
    if view.how in (How.SHARE, How.COUNTS):
        return w.say("seen.of", value=one.value, all=Raw(w.number(one.n)))
    return amount(one.value, view.unit, w)


def _went(view: SourcePreview, w: Words) -> list[Element]:
    """A small chart of the rows that can be counted, in the metric's unit."""
    went, scale = view.preview.course, factor(view.binding.shape, view.how, view.unit)
    if went is None or scale is None or len(went.after) < LEAST:
        return []
    points = [
        replace(one, value=(one.value * Decimal(scale)).quantize(_TENTH if one.value > 1 else _HUNDREDTH))
        for one in went.after
    ]
    middle = w.say(f"baseline.middle.{view.how}")
    chart = chart_line(
        w.say("seen.course.title", name=view.name), [line(middle, points, went, "categoricalPurple", w)], spacing="Small"
    )
    return [*section(w.say("seen.course"), f"{middle} · {periods(went, view.unit, w)}"), chart]


def _refused(view: SourcePreview, w: Words) -> list[Element]:
    seen = view.preview
    if not seen.refused:
        return []
    rows = [mark_row(WARNING, _where(one, view, w), detail=_why(one, view.zone, w)) for one in seen.rejected]
    more = seen.refused - len(rows)
    rest = [text(w.say("seen.refused.more", n=more), size="Small", subtle=True, spacing="Small")] if more else []
    return [*section(w.say("seen.refused", n=seen.refused), w.say("seen.refused.text")), *rows, *rest]


def _where(one: Rejected, view: SourcePreview, w: Words) -> str:
    if one.column is None:
        return w.say("seen.row", row=Raw(w.number(one.row)))
    return w.say("seen.row.column", row=Raw(w.number(one.row)), column=view.columns.get(one.column, one.column))


def _why(one: Rejected, zone: str, w: Words) -> str:
    known = f"unusable.{one.why}"
    return w.say(known if w.has(known) else "unusable.other", value=_cell(one.value, zone, w), why=one.why)


def _cell(value: str, zone: str, w: Words) -> str | Raw:
    """What stands in a cell; a time as machines write it, as the reader does."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    if len(value) <= _LENGTH_OF_A_DAY:
        return Raw(w.day(at.date()))
    if not MINYEAR < at.year < MAXYEAR:  # what systems write for "never" is no instant in every zone
        return value
    return Raw(w.when(at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone)), zone))


def draw_connected(view: Connected, w: Words) -> Element:
    """The receipt."""
    title = w.say("connected.title", source=view.label)
    at = Raw(w.when(view.at, view.zone))
    body = [
        *header(
            eyebrow=w.say("source.eyebrow"), title=w.free(view.name), sub=w.free(view.metric),
            mark=Chip(look=GOOD, word=w.say("connected.chip")),
        ),
        notice("good", title, w.say("connected.again" if view.again else "connected.first")),
        *pairs(_meaning(view.binding, w)),
        text(w.say("connected.how", how=view.how), size="Small", subtle=True, spacing="Small"),
        footer(w.say("connected.by", by=view.by, at=at)),
    ]  # fmt: skip
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative}))
    return card(
        body, actions=action_bar(primary=show, overflow=[elsewhere(view.initiative, w)]), fallback_text=title
    )


def _meaning(binding: Binding, w: Words) -> list[tuple[str, str]]:
    return [
        (w.say(f"source.column.{field}"), w.free(plain(name)))
        for field in _FIELDS
        if (name := getattr(binding, field)) is not None
    ]

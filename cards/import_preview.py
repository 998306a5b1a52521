"""A list before it is imported: what it would do, what was understood of it, and what was not."""

from cards.buttons import Button, action_bar
from cards.components import check_line, footer, header, mark_row, row, section, tiles
from cards.disclosure import disclosure
from cards.elements import Element, card, text
from cards.looks import UNKNOWN, WARNING, Chip, Look
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.imports.entries import Field, ListedStage
from portfolio.imports.owners import Owner
from portfolio.imports.uploads import FirstRow, Seen
from portfolio.views.importing import ImportPreview
from words.api import Raw, Words

_LOOKED = Look(style="Accent", icon="Eye", symbol="◆")
LONGEST_HEADING = 48
"""Signs of a heading that are shown: some are whole questions."""


def draw(view: ImportPreview, w: Words) -> Element:
    """The preview. Nothing has been stored; without anything new or changed there is nothing to import."""
    seen = view.seen
    some = bool(seen.new + seen.changed)
    title = w.say("bring.would" if some else "bring.known", name=view.name)
    read_as = w.say(f"read_as.{seen.encoding.replace('-', '_')}")
    body = [
        *header(
            eyebrow=w.say("bring.eyebrow"), title=title, sub=w.say("bring.read", n=seen.rows, encoding=Raw(read_as)),
            mark=Chip(look=_LOOKED, word=w.say("bring.chip")),
        ),
        *tiles([
            (w.say(f"bring.{kind}"), w.number(count), w.say(f"bring.{kind}.text"))
            for kind, count in (
                ("new", seen.new), ("changed", seen.changed), ("same", seen.unchanged),
                ("rejected", seen.rejected + seen.too_wide),
            )
        ]),
        *_rejected(seen, w),
        *_pilots(seen, w),
        *_rows(seen, w),
        *_columns(seen, w),
        footer(w.say("bring.footer", until=Raw(w.when(view.until, view.zone)))),
    ]  # fmt: skip
    press = Press(verb=Verb.IMPORT_ORDER, ids={"upload": view.upload}, revision=view.revision)
    return card(
        body,
        actions=action_bar(
            primary=Button(title=w.say("bring.import"), press=press) if some else None,
            others=[correct(view.upload, w)],
            overflow=[put_aside(view.upload, w)],
        ),
        fallback_text=title,
    )


def correct(upload: str, w: Words) -> Button:
    """Opens the form to correct the columns."""
    return Button(title=w.say("bring.correct"), press=Press(verb=Verb.IMPORT_COLUMNS, ids={"upload": upload}))


def put_aside(upload: str, w: Words) -> Button:
    """Forgets the list."""
    press = Press(verb=Verb.IMPORT_PUT_ASIDE, ids={"upload": upload})
    return Button(title=w.say("bring.put_aside"), press=press, sends_inputs=False)


def short(heading: str) -> str:
    """A heading as a card has room for it, in one line."""
    said = " ".join(heading.split())
    return said if len(said) <= LONGEST_HEADING else said[: LONGEST_HEADING - 1].rstrip() + "…"


def _rejected(seen: Seen, w: Words) -> list[Element]:
    rows = [
        mark_row(WARNING, w.say("bring.row", row=Raw(w.number(one.row))),
                 detail=w.say(f"bring.reason.{one.reason}", column=short(one.column)))
        for one in seen.reasons
    ]  # fmt: skip
    if seen.too_wide:
        rows.append(mark_row(WARNING, w.say("bring.too_wide", n=seen.too_wide)))
    if more := seen.rejected - len(seen.reasons):
        rows.append(text(w.say("bring.more_rejected", n=more), size="Small", subtle=True, spacing="Small"))
    return [*section(w.say("bring.left_out")), *rows] if rows else []


def _pilots(seen: Seen, w: Words) -> list[Element]:
    """What its stages, dates and contacts say, and what they do not."""
    stages = [
        w.say(f"bring.stage.{stage.value}", n=seen.stages[stage]) for stage in ListedStage if seen.stages.get(stage)
    ]
    made = [*section(w.say("bring.says"), " · ".join(stages))]
    if seen.pilots:
        made.append(check_line(_LOOKED, _dates(seen, w)))
        owners = [w.say(f"bring.owner.{one.value}", n=seen.owners.get(one, 0)) for one in Owner if seen.owners.get(one)]
        made.append(check_line(_LOOKED, w.say("bring.owners", owners=Raw(w.listed(owners)))))
    if seen.unparsed_text:
        where = Raw(w.number(seen.unparsed_row))
        made.append(check_line(WARNING, w.say("bring.unparsed", text=seen.unparsed_text, row=where)))
    if seen.stages.get(ListedStage.UNKNOWN):
        made.append(check_line(UNKNOWN, w.say("bring.unknown")))
    if seen.sheet:
        made.append(check_line(_LOOKED, w.say("import.sheet", sheet=seen.sheet)))
    if seen.above:
        made.append(check_line(_LOOKED, w.say("bring.above", n=seen.above)))
    if seen.repeated:
        made.append(check_line(UNKNOWN, w.say("bring.repeated", n=seen.repeated, key=seen.repeated_key)))
    if seen.missing:
        made.append(check_line(UNKNOWN, w.say("bring.missing", n=seen.missing)))
    return made


def _dates(seen: Seen, w: Words) -> str:
    if not seen.dates.parsed:
        return w.say("bring.dates.none", n=seen.pilots)
    parts = [w.say(f"bring.date.{one.value}", n=count) for one, count in seen.dates.by_precision.items()]
    said = w.say("bring.dates", n=seen.dates.parsed, parts=Raw(w.listed(parts)))
    return f"{said} {w.say('bring.dates.unread', n=seen.dates.unparsed)}" if seen.dates.unparsed else said


def _rows(seen: Seen, w: Words) -> list[Element]:
    if not seen.first:
        return []
    rows = [row(w.free(one.name), sub=_about(one, w), separator=at > 0) for at, one in enumerate(seen.first)]
    return [*section(w.say("bring.first", n=len(rows))), *rows]


def _about(one: FirstRow, w: Words) -> str:
    said = [w.say(f"bring.as.{one.stage.value}")]
    if one.started is not None:
        said.append(w.say(f"bring.since.{one.started.precision.value}", on=one.started.day, year=str(one.started.day.year),
                          month=Raw(w.month(one.started.day.isoformat()[:7]))))  # fmt: skip
    elif one.started_text:
        said.append(w.say("bring.since.text", text=one.started_text))
    said.append(w.say(f"bring.names.{one.owner.value}"))
    return " · ".join(said)


def _columns(seen: Seen, w: Words) -> list[Element]:
    known = [(w.say(f"import.field.{field.value}"), w.free(short(seen.columns[field]))) for field in seen.columns]
    unknown = [w.say(f"import.field.{field.value}") for field in Field if field not in seen.columns]
    how = w.say("bring.columns.guessed") if seen.saved is None else w.say("bring.columns.saved", name=seen.saved)
    lines = pairs(known)
    if unknown:
        missing = w.say("bring.columns.none", fields=Raw(w.listed(unknown)))
        lines.append(text(missing, size="Small", subtle=True, spacing="Small"))
    return disclosure("columns", w.say("bring.columns"), how, lines, spacing="Medium")

""""Where is it counted?", and what follows from the answer: reading, waiting for the admin, or something in the way."""

from collections.abc import Sequence

from cards.buttons import Button, action_bar
from cards.components import footer, header, notice
from cards.elements import Element, card, text
from cards.forms import Form, hint
from cards.looks import WARNING, Chip, Look
from cards.verbs import Press, Verb
from portfolio.addresses import MAX_ADDRESS
from portfolio.lookups import Obstacle
from portfolio.views.connecting import Looking, SourceGap, TablesForm, WhereForm
from words.api import Raw, Words

READING = Look(style="Accent", icon="DatabaseSearch", symbol="◆")


def draw_where(view: WhereForm, w: Words) -> Element:
    """The question, empty or refused."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = [
        *form.text(
            "place",
            w.say("source.place"),
            max_length=MAX_ADDRESS,
            required=True,
            error=w.say("source.place.error"),
            placeholder=w.say("source.place.example"),
            spacing="Large",
        ),
        hint(w.say("source.place.hint")),
    ]
    body = [
        *header(eyebrow=w.say("source.eyebrow"), title=w.free(view.name), sub=w.free(view.metric)),
        *form.notice(inputs),
        *_counted(view, w),
        *inputs,
        footer(w.say("source.place.then")),
    ]
    find = Button(title=w.say("source.find"), press=Press(verb=Verb.SOURCE_FIND, ids=_about(view)))
    return card(
        body,
        actions=action_bar(primary=find, others=_cannot(view, w), overflow=[record(view.initiative, w)]),
        fallback_text=w.say("source.where.fallback", name=view.name),
    )


def _cannot(view: WhereForm, w: Words) -> list[Button]:
    """What nobody counts yet can be counted by hand for some weeks before first use."""
    press = Press(verb=Verb.SPRINT_START, ids={"initiative": view.initiative})
    return [Button(title=w.say("sprint.cannot"), press=press, sends_inputs=False)] if view.may_sprint else []


def _about(view: WhereForm) -> dict[str, str]:
    ids = {"initiative": view.initiative}
    return ids if view.guardrail is None else ids | {"guardrail": str(view.guardrail)}


def _counted(view: WhereForm, w: Words) -> list[Element]:
    if view.counted is None:
        return []
    title = w.say("source.counted", source=view.counted.label, since=view.counted.since)
    return [notice("info", title, w.say("source.counted.text"))]


def draw_looking(view: Looking, w: Words) -> Element:
    """A look is under way."""
    title = w.say("source.looking.rows" if view.rows else "source.looking", source=view.label)
    body = [
        *header(
            eyebrow=w.say("source.eyebrow"), title=w.free(view.name), mark=Chip(look=READING, word=w.say("source.reading"))
        ),
        notice("info", title, w.say("source.looking.text")),
    ]
    press = Press(verb=Verb.SOURCE_SHOW, ids={"lookup": view.lookup})
    shown = Button(title=w.say("source.looking.show"), press=press)
    other = elsewhere(view.initiative, w, lookup=view.lookup)
    return card(body, actions=action_bar(others=[shown, other]), fallback_text=title)


def draw_tables(view: TablesForm, w: Words) -> Element:
    """Which of a workbook's tables."""
    form = Form(words=w, values={}, problems=view.problems)
    inputs = form.choice(
        "table",
        w.say("source.table"),
        [(name, name) for name in view.tables],
        required=True,
        error=w.say("source.table.error"),
        spacing="Large",
    )
    body = [
        *header(eyebrow=w.say("source.eyebrow"), title=w.free(view.name), sub=w.free(view.label)),
        *form.notice(inputs),
        *inputs,
    ]
    choose = Button(title=w.say("source.table.choose"), press=Press(verb=Verb.SOURCE_TABLE, ids={"lookup": view.lookup}))
    return card(
        body,
        actions=action_bar(primary=choose, overflow=[elsewhere(view.initiative, w, lookup=view.lookup)]),
        fallback_text=w.say("source.where.fallback", name=view.name),
    )


def draw_gap(view: SourceGap, w: Words) -> Element:
    """Nothing was seen: what is in the way and how to go on."""
    title = obstacle_words(view.obstacle, "title", view.zone, w)
    body = [
        *header(
            eyebrow=w.say("source.eyebrow"),
            title=w.free(view.name),
            sub=w.free(view.label) if view.label else None,
            mark=Chip(look=WARNING, word=w.say("source.gap.chip")),
        ),
        notice("warning", title, obstacle_words(view.obstacle, "text", view.zone, w)),
        text(w.say("source.gap.nothing"), size="Small", subtle=True, spacing="Medium"),
    ]
    again = Button(title=w.say("source.again"), press=Press(verb=Verb.SOURCE_AGAIN, ids={"lookup": view.lookup}))
    return card(
        body,
        actions=action_bar(primary=again, others=[elsewhere(view.initiative, w, lookup=view.lookup)]),
        fallback_text=title,
    )


def obstacle_words(found: Obstacle | None, part: str, zone: str, w: Words, *, own: Sequence[str] = ()) -> str:
    """What an obstacle is called, or what to do about it: in the first of these words there is: `own`, those for the
    reader's own code, those for its trouble."""
    if found is None:
        return w.say(f"source.gap.over.{part}")
    why = found.why or ""
    keys = [*own, *(f"source.gap.{found.trouble}.{code}.{part}" for code in (why, why.partition("_")[0]))]
    return w.say(
        next(filter(w.has, keys), f"source.gap.{found.trouble}.{part}"),
        about=found.about.removeprefix("http_"),
        feature=Raw(w.say(f"feature.{found.feature}") if found.feature else ""),
        until=Raw(w.when(found.until, zone) if found.until else ""),
    )


def elsewhere(initiative: str, w: Words, **of: str) -> Button:
    """Begin anew with another place: for what the look, or the guardrail, `of` is about."""
    press = Press(verb=Verb.SOURCE_OPEN, ids={"initiative": initiative, **of})
    return Button(title=w.say("source.elsewhere"), press=press, sends_inputs=False)


def record(initiative: str, w: Words) -> Button:
    """Leave for the initiative's record."""
    press = Press(verb=Verb.RECORD_SHOW, ids={"initiative": initiative})
    return Button(title=w.say("form.show_record"), press=press, sends_inputs=False)

"""Where an instrumentation sprint stands: cases and weeks; also the receipt of a case that was just logged (B7)."""

from collections.abc import Mapping

from cards.buttons import Button, action_bar, execute
from cards.components import footer, header, notice, row, section, tiles
from cards.disclosure import disclosure
from cards.elements import Element, card, text
from cards.evidence import amount
from cards.looks import CLOSED, GOOD, HALF, WARNING, Chip, Look
from cards.pairs import pairs
from cards.rejected import rejected_lines
from cards.verbs import Press, Verb
from portfolio.calendar import local_date
from portfolio.observations import Shape
from portfolio.sources import is_short
from portfolio.sprints import CASES, WEEKS, Progress, SprintState
from portfolio.views.sprints import Logged, SprintCard
from words.api import Raw, Words

_STATE: Mapping[SprintState, Look] = {
    SprintState.RUNNING: HALF, SprintState.DONE: GOOD, SprintState.SHORT: WARNING, SprintState.CANCELLED: CLOSED,
}
_GOOD = frozenset({"started", "logged", "corrected", "withdrawn", "done"})


def draw(view: SprintCard, w: Words) -> Element:
    """The card, for everybody who may see it; the buttons are those of the person who looks."""
    body = [
        *header(
            eyebrow=w.say("sprint.eyebrow"), title=w.free(view.name),
            sub=w.say("sprint.sub", metric=view.metric, unit=view.unit),
            mark=Chip(look=_STATE[view.state], word=w.name(view.state)),
        ),
        *_just(view, w),
        *_tiles(view.progress, w),
        *_mine(view, w),
        *_file(view, w),
        *pairs(_facts(view, w)),
        footer(_next(view, w)),
    ]
    fallback = said_of(view.progress, "sprint.line", w)
    return card(body, actions=_buttons(view, w), fallback_text=f"{w.free(view.name)} · {fallback}")


def said_of(progress: Progress, key: str, w: Words) -> str:
    """A sentence with the numbers of a progress."""
    return w.say(
        key, day=progress.day, days=progress.days, cases=progress.cases, need=CASES, weeks=progress.weeks, need_weeks=WEEKS
    )


def _tiles(progress: Progress, w: Words) -> list[Element]:
    missing = max(CASES - progress.cases, 0)
    more = w.say("sprint.cases.missing", n=missing) if missing else w.say("sprint.cases.enough")
    return tiles([
        (w.say("sprint.cases"), said_of(progress, "sprint.cases.of", w), more),
        (w.say("sprint.weeks"), said_of(progress, "sprint.weeks.of", w), w.say("sprint.weeks.each")),
    ])


def _just(view: SprintCard, w: Words) -> list[Element]:
    if view.just is None:
        return []
    return [notice("good" if view.just in _GOOD else "info", w.say(f"sprint.just.{view.just}"), _lacking(view, w))]


def _lacking(view: SprintCard, w: Words) -> str:
    """What a baseline still takes."""
    short = view.progress.short
    if view.progress.complete:
        return w.say("sprint.complete")
    if short is None or view.progress.cases < CASES or view.progress.weeks < WEEKS:
        return said_of(view.progress, "sprint.lacks", w)
    return w.say(f"sprint.short.{short.reason}", have=short.have, need=short.need)


def _mine(view: SprintCard, w: Words) -> list[Element]:
    if not view.mine:
        return []
    rows: list[Element] = []
    for one in view.mine:
        said = case_said(one, view, w)
        press = Press(verb=Verb.LOG_AGAIN, ids={"initiative": view.initiative, "entry": one.entry})
        link = execute(Button(title=w.say("sprint.correct", case=Raw(said)), press=press, sends_inputs=False))
        rows.append(row(said, sub=w.free(one.kind) if one.kind else None, link=link, separator=bool(rows)))
    return [*section(w.say("sprint.mine"), w.say("sprint.mine.how")), *rows]


def case_said(one: Logged, view: SprintCard, w: Words) -> str:
    """One case in a line."""
    on = one.ended
    if view.shape is Shape.CASE and one.started is not None:
        if is_short(view.unit):
            ended = w.when(on, view.zone)
            if local_date(one.started, view.zone) == local_date(on, view.zone):
                ended = w.clock(on, view.zone)
            return w.say("sprint.case", started=Raw(w.when(one.started, view.zone)), ended=Raw(ended))
        first, last = (w.short_day(local_date(at, view.zone)) for at in (one.started, on))
        return first if first == last else w.say("sprint.case", started=Raw(first), ended=Raw(last))
    day = Raw(w.short_day(local_date(on, view.zone)))
    if view.shape is Shape.YES_NO:
        return w.say("sprint.case.yes" if one.value else "sprint.case.no", on=day)
    value = "" if one.value is None else amount(one.value, view.unit, w)
    return w.say("sprint.case.number", value=Raw(value), on=day)


def _file(view: SprintCard, w: Words) -> list[Element]:
    if view.file is None or view.template is None:
        return []
    header_line, example = view.template
    lines = [w.free(header_line), w.say("sprint.template.example", row=example)]
    shown = [text(line, size="Small", spacing="ExtraSmall") for line in lines]
    made = [
        *section(w.say("sprint.file"), w.say("sprint.file.how", file=view.file)),
        *disclosure("template", w.say("sprint.template"), w.say("sprint.template.sub", columns=header_line), shown),
    ]
    if view.trouble is not None:
        title = w.say("record.trouble", source=view.file, since=view.trouble.since)
        made.append(notice("warning", title, w.say(f"record.trouble.{view.trouble.trouble}", about=view.trouble.about)))
    if view.rejected:
        title = w.say("sprint.rejected", n=len(view.rejected))
        made.append(notice("warning", title, "\n".join(rejected_lines(view.rejected, w))))
    return made


def _facts(view: SprintCard, w: Words) -> list[tuple[str, str]]:
    return [
        (w.say("sprint.who"), w.listed(w.free(name) for name in view.loggers)),
        (w.say("sprint.days"), w.say("sprint.days.between", first_on=view.first_on, last_on=view.last_on)),
        (w.say("sprint.day"), said_of(view.progress, "sprint.day.of", w)),
        (w.say("record.first_use"), w.day(view.first_use)),
        (w.say("record.gate"), w.day(view.gate_on)),
    ]


def _next(view: SprintCard, w: Words) -> str:
    return w.say(f"sprint.next.{view.state}")


def _buttons(view: SprintCard, w: Words) -> list[Element]:
    ids = {"initiative": view.initiative}

    def button(key: str, verb: Verb) -> Button:
        return Button(title=w.say(key), press=Press(verb=verb, ids=ids))

    log = button("log.another" if view.just == "logged" else "log.open", Verb.LOG_OPEN)
    running = [button("sprint.stop", Verb.SPRINT_STOP), button("sprint.cancel", Verb.SPRINT_CANCEL)] if view.may_run else []
    take = [button("sprint.take", Verb.BASELINE_TAKE)] if view.state is SprintState.DONE and view.may_take else []
    refresh = button("sprint.show", Verb.SPRINT_SHOW)
    if view.may_log and not take:
        return action_bar(primary=log, overflow=[*running, refresh])
    if take:
        return action_bar(primary=take[0], others=[log] if view.may_log else [], overflow=running)
    return action_bar(others=[refresh], overflow=running)

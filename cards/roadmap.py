"""The 90-day roadmap: what starts when, what is in the way of the rest, and two buttons to move each (FEATURES E7)."""

from collections.abc import Iterator

from cards.buttons import Button, action_bar, execute
from cards.components import empty, header, notice, text_button
from cards.elements import Element, TargetWidth, card, column, column_set, container, text
from cards.fit import fitting
from cards.forms import Form
from cards.leaving import as_files
from cards.looks import DUE, GOOD, MORE_TIME, WARNING, Chip, Look, chip
from cards.roadmap_cut import cut
from cards.verbs import Press, Verb
from portfolio.roadmap.values import MAX_REASON
from portfolio.views.roadmap import RoadmapCard, RoadmapRow
from words.api import Words
from words.roadmap_said import change, hurdle, moved

_STARTS = Look(style="Accent", icon="CalendarLtr", symbol="◆")
_MOST_CHANGES = 5
_MOST_RUNNING = 6
_MOST_HURDLES = 3


def draw(view: RoadmapCard, w: Words) -> Element:
    """One page of it; of long constraints and reasons as much as fits. With nothing ranked: what to do first."""
    return fitting(_draw(one, w) for one in (view, cut(view, 120), cut(view, 40)))


def _draw(view: RoadmapCard, w: Words) -> Element:
    title = _title(view, w)
    if not view.ranked:
        made = empty("CalendarLtr", title, w.say("roadmap.empty.text"))
        return card([made], actions=_buttons(view, w), fallback_text=title)
    page = {"page": view.page, "pages": view.pages}
    eyebrow = w.say("roadmap.eyebrow.page", **page) if view.pages > 1 else w.say("roadmap.eyebrow")
    form = Form(words=w, values=view.values, problems=view.problems)
    movable = view.may_plan and not view.in_channel
    reason = form.text(
        "reason", w.say("roadmap.reason"), max_length=MAX_REASON, error=w.say("roadmap.reason.needed"), required=True,
        spacing="Large",
    ) if movable and view.ranked > 1 else []  # fmt: skip
    body = [
        *header(eyebrow=eyebrow, title=title, sub=_sub(view, w), mark=_mark(view, w)),
        *([notice("good", w.say(f"roadmap.just.{view.just}"))] if view.just else []),
        *form.notice(reason),
        *_changed(view, w),
        *_running(view, w),
        *(_row(one, view, w, movable=movable) for one in view.rows),
        *([as_files(w.say("roadmap.file"), ("roadmap_xlsx", "roadmap_ics"), {}, w)] if view.accepted_on else []),
        *reason,
    ]
    return card(body, actions=_buttons(view, w), fallback_text=title)


def _title(view: RoadmapCard, w: Words) -> str:
    if not view.ranked:
        return w.say("roadmap.empty.title")
    if view.squads is None:
        return w.say("roadmap.title.unsized", n=view.ranked)
    return w.say("roadmap.title", n=view.starting, all=view.ranked)


def _sub(view: RoadmapCard, w: Words) -> str:
    if view.squads is None or view.weeks is None:
        return w.say("roadmap.sub.unsized")
    return w.say("roadmap.sub", n=view.squads, weeks=view.weeks, begins=view.begins)


def _mark(view: RoadmapCard, w: Words) -> Chip:
    if view.accepted_on is None:
        return Chip(look=DUE, word=w.say("roadmap.chip.proposed"))
    if view.changed:
        return Chip(look=WARNING, word=w.say("roadmap.chip.changed"))
    return Chip(look=GOOD, word=w.say("roadmap.chip.accepted"))


def _changed(view: RoadmapCard, w: Words) -> list[Element]:
    """What is different from the one that was accepted, and when that was."""
    if view.accepted_on is None:
        return []
    if not view.changed:
        key = "roadmap.accepted.by" if view.accepted_by else "roadmap.accepted"
        said = w.say(key, on=view.accepted_on, by=view.accepted_by or "")
        return [text(said, size="Small", subtle=True, spacing="Small")]
    told = [change(one, w) for one in view.changed[:_MOST_CHANGES]]
    more = len(view.changed) - _MOST_CHANGES
    told += [w.say("roadmap.changed.more", n=more)] if more > 0 else []
    return [notice("info", w.say("roadmap.changed", n=len(view.changed), on=view.accepted_on), "\n".join(told))]


def _running(view: RoadmapCard, w: Words) -> list[Element]:
    if not view.running:
        return []
    told = w.listed(w.say("roadmap.runs", name=one.name, until=one.until) for one in view.running[:_MOST_RUNNING])
    more = len(view.running) - _MOST_RUNNING
    told += f" {w.say('roadmap.changed.more', n=more)}" if more > 0 else ""
    return [text(f"{w.say('roadmap.running', n=len(view.running))} {told}", size="Small", spacing="Medium")]


def _row(one: RoadmapRow, view: RoadmapCard, w: Words, *, movable: bool) -> Element:
    mark = _starts(one, w)
    lines = [
        text(w.say("roadmap.row", place=one.place, name=one.name), bold=True, size="Small"),
        text(_dates(one, w), subtle=True, size="Small", spacing="None"),
        *(text(said, size="Small", spacing="None") for said in _why(one, w)),
        container([chip(mark, align="Left")], target_width="VeryNarrow", spacing="ExtraSmall"),
    ]
    right = [container([chip(mark, align="Right")], target_width="atLeast:Narrow")]
    right += [text_button(action) for action in [*_begins(one, view, w), *_moves(one, view, w)]] if movable else []
    # Without buttons nothing stays beside the lines where they need the whole width.
    only: TargetWidth | None = None if movable else "atLeast:Narrow"
    return column_set(
        [column(lines), column(right, width="auto", target_width=only)], separator=one is not view.rows[0], spacing="Small"
    )


def _starts(one: RoadmapRow, w: Words) -> Chip:
    if one.start is None:
        return Chip(look=MORE_TIME, word=w.say("roadmap.chip.later"))
    return Chip(look=_STARTS, word=w.say("roadmap.chip.starts", start=w.short_day(one.start)))


def _dates(one: RoadmapRow, w: Words) -> str:
    if one.first_use is None or one.gate is None:
        return w.say("roadmap.later", rank=one.rank)
    return w.say("roadmap.dates", rank=one.rank, first_use=one.first_use, gate=one.gate)


def _why(one: RoadmapRow, w: Words) -> Iterator[str]:
    yield from (hurdle(each, w) for each in one.hurdles[:_MOST_HURDLES])
    if len(one.hurdles) > _MOST_HURDLES:
        yield w.say("roadmap.changed.more", n=len(one.hurdles) - _MOST_HURDLES)
    if one.moved is not None:
        yield moved(one.moved, w)


def _begins(one: RoadmapRow, view: RoadmapCard, w: Words) -> Iterator[Element]:
    """What could start next becomes an initiative by one press, with all that is known of it."""
    if view.may_start and one.start == view.begins:
        press = Press(verb=Verb.OPPORTUNITY_PROMOTE, ids={"opportunity": one.opportunity})
        yield execute(Button(title=w.say("roadmap.start", name=one.name), press=press, sends_inputs=False))


def _moves(one: RoadmapRow, view: RoadmapCard, w: Words) -> Iterator[Element]:
    for way, possible in (("up", one.place > 1), ("down", one.place < view.ranked)):
        if possible:
            press = Press(
                verb=Verb.ROADMAP_MOVE, ids={"opportunity": one.opportunity, "choice": way, "page": str(view.page)},
                revision=view.revision,
            )
            yield execute(Button(title=w.say(f"roadmap.{way}", name=one.name), press=press))


def _buttons(view: RoadmapCard, w: Words) -> list[Element]:
    def button(key: str, verb: Verb, **ids: str) -> Button:
        return Button(title=w.say(key), press=Press(verb=verb, ids=ids), sends_inputs=False)

    turns = [button("portfolio.back", Verb.ROADMAP_PAGE, page=str(view.page - 1))] if view.page > 1 else []
    turns += [button("portfolio.on", Verb.ROADMAP_PAGE, page=str(view.page + 1))] if view.page < view.pages else []
    if not view.may_plan or view.in_channel:
        return action_bar(others=turns)
    capacity = button("roadmap.capacity", Verb.ROADMAP_CAPACITY)
    if view.squads is None:
        return action_bar(primary=capacity, others=turns)
    accept = button("roadmap.accept", Verb.ROADMAP_ACCEPT, seen=view.seen)
    press = Press(verb=Verb.ROADMAP_WITHDRAW, ids={}, revision=view.version)
    gone = Button(title=w.say("roadmap.withdraw"), press=press, sends_inputs=False)
    withdraw = [gone] if view.accepted_on else []
    open_ = view.ranked > 0 and (view.accepted_on is None or bool(view.changed))
    return action_bar(primary=accept if open_ else None, others=turns, overflow=[capacity, *withdraw])

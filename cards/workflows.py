"""Workflows: the list, and one with what was seen of it (E2)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cards.buttons import Button, action_bar, execute
from cards.components import check_line, empty, header, notice, row, section, tiles
from cards.constraints import constraint_rows
from cards.disclosure import disclosure
from cards.elements import Element, card, text
from cards.fit import fitting
from cards.looks import PROVENANCE, Look
from cards.pairs import pairs
from cards.short import short
from cards.verbs import Press, Verb
from portfolio.discover.steps import Step, Totals
from portfolio.views.discover import WatchedLine, WorkflowCard, WorkflowLine, WorkflowList
from words.api import Raw, Words
from words.spans import count_total, known, span, touch_total, wait, wait_total

_FEW, _BRIEF = 6, 60
MOST_ROWS = 12
"""Steps on a card; those of a longer file are counted."""


def draw(view: WorkflowList, w: Words) -> Element:
    """A page of the list."""
    title = w.say("workflows.title", n=view.total)
    add = Button(title=w.say("workflows.add"), press=Press(verb=Verb.WORKFLOW_FORM, ids={}))
    if not view.rows:
        title = w.say("workflows.none")
        words = w.say("workflows.none.office" if view.may_change else "workflows.none.text")
        actions = action_bar(primary=add) if view.may_change else []
        return card([empty("Flowchart", title, words)], actions=actions, fallback_text=title)
    rows = [_line(one, w, separator=at > 0) for at, one in enumerate(view.rows)]
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    others = [
        Button(title=w.say(key), press=Press(verb=Verb.WORKFLOWS_SHOW, ids={"page": str(page)})) for key, page in turns
    ]
    body = [*header(eyebrow=w.say("workflows.eyebrow"), title=title), *rows]
    return card(body, actions=action_bar(others=[*([add] if view.may_change else []), *others]), fallback_text=title)


def _line(one: WorkflowLine, w: Words, *, separator: bool) -> Element:
    said = [w.free(one.system_of_record)] if one.system_of_record else []
    said.append(w.say("workflows.attached", n=one.attached) if one.attached else w.say("workflows.attached.none"))
    below = w.say("workflows.unwatched")
    if one.totals is not None and one.watched_on is not None:
        below = w.say(
            "workflows.costs", touch=Raw(touch_total(one.totals, w)), wait=Raw(wait_total(one.totals, w)), on=one.watched_on
        )
    show = Press(verb=Verb.WORKFLOW_SHOW, ids={"workflow": one.workflow})
    return row(
        w.free(one.name), sub=" · ".join(said), below=below, separator=separator,
        link=execute(Button(title=w.say("portfolio.show", name=one.name), press=show)),
    )


def draw_card(view: WorkflowCard, w: Words) -> Element:
    """One workflow; where it would be too large to be sent without its older versions, then with less of each step, then
    with fewer of everything."""
    return fitting(_variants(view, w))


def _variants(view: WorkflowCard, w: Words) -> Iterator[Element]:
    yield _card(view, w, steps=MOST_ROWS, brief=False)
    bare = replace(view, earlier=())
    yield _card(bare, w, steps=MOST_ROWS, brief=False)
    yield _card(bare, w, steps=MOST_ROWS, brief=True)
    yield _card(replace(bare, constraints=view.constraints[:1]), w, steps=_FEW, brief=True)


def _card(view: WorkflowCard, w: Words, *, steps: int, brief: bool) -> Element:
    body = [
        *header(eyebrow=w.say("workflow.eyebrow"), title=w.free(view.name)),
        *([notice("good", w.say(f"workflow.just.{view.just}"))] if view.just else []),
        *pairs(_facts(view, w)),
        *(_seen(view.newest, view.steps, w, most=steps, brief=brief) if view.newest else [_unwatched(w)]),
        *_earlier(view.earlier, w),
        *constraint_rows(view.constraints, w, w.say("workflow.limits")),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=w.say("workflow.fallback", name=view.name))


def _unwatched(w: Words) -> Element:
    return notice("info", w.say("workflow.unwatched"), w.say("workflow.unwatched.text"))


def _facts(view: WorkflowCard, w: Words) -> list[tuple[str, str]]:
    unknown = w.say("record.unknown")
    names = [w.free(one.name) for one in view.attached[:_FEW]]
    names += [w.say("constraint.hits.more", n=more)] if (more := len(view.attached) - _FEW) > 0 else []
    belongs = w.listed(names) or w.say("workflows.attached.none")
    return [
        (w.say("workflow.system"), w.free(view.system_of_record) if view.system_of_record else unknown),
        (w.say("workflow.actors"), w.listed(map(w.free, view.actors)) or unknown),
        (w.say("workflow.owner"), w.free(view.owner_role) if view.owner_role else unknown),
        (w.say("workflow.volume"), _volume(view, w)),
        (w.say("workflow.attached"), belongs),
    ]


def _volume(view: WorkflowCard, w: Words) -> str:
    """R17: a number with where it comes from."""
    if view.volume_per_month is None or view.volume_provenance is None:
        return w.say("record.unknown")
    how, source = view.volume_provenance, view.volume_source or ""
    return w.say("workflow.volume.said", volume=view.volume_per_month, provenance=how, source=source)


def total_tiles(found: Totals, w: Words) -> list[Element]:
    """The four sums of one case, each with how much of it is known."""
    steps = found.steps
    return tiles([
        (w.say("watch.touch"), touch_total(found, w), known(found.touch_unknown, steps, w)),
        (w.say("watch.wait"), wait_total(found, w), known(found.wait_unknown, steps, w)),
        (w.say("watch.switches"), count_total(found.switches, found.switches_unknown, steps, w),
         known(found.switches_unknown, steps, w)),
        (w.say("watch.copies"), count_total(found.copies, found.copies_unknown, steps, w),
         known(found.copies_unknown, steps, w)),
    ])  # fmt: skip


def _seen(newest: WatchedLine, steps: Sequence[Step], w: Words, *, most: int, brief: bool) -> list[Element]:
    rows = [step_row(step, at, w, brief=brief) for at, step in enumerate(steps[:most])]
    left = len(steps) - most
    more = [text(w.say("watch.more", n=left), size="Small", spacing="Small")] if left > 0 else []
    look = Look(style="Accent", icon=PROVENANCE[newest.provenance], symbol="◆")
    return [
        *total_tiles(newest.totals, w), *section(w.say("watch.steps")), *rows, *more,
        check_line(look, watched_line(newest, w)),
    ]  # fmt: skip


def watched_line(one: WatchedLine, w: Words) -> str:
    """Where the times come from: the word of its provenance, the day, how many cases, and who."""
    cases = w.say("watch.cases", n=one.cases) if one.cases else w.say("watch.no_case")
    said = w.say("watch.from", provenance=one.provenance, on=one.observed_on, cases=Raw(cases), version=one.version)
    return said if one.by is None else w.say("watch.by", said=Raw(said), by=one.by)


def step_row(step: Step, at: int, w: Words, link: Element | None = None, *, brief: bool) -> Element:
    """One step: what, by whom and where, how long, and what hurts; `brief` where there is room for times only."""
    where = [w.free(part) for part in (step.role, step.system) if part and not brief]
    times = [w.say("step.untimed") if step.touch is None else span(step.touch, w)]
    times.append(w.say("step.wait_unknown") if step.wait is None else w.say("step.after", wait=Raw(wait(step.wait, w))))
    counted = (("switches", step.switches), ("copies", step.copies))
    counts = [w.say(f"step.{name}", n=count) for name, count in counted if count]
    what = short(step.what, _BRIEF) if brief else step.what
    return row(
        w.say("step.line", number=at + 1, what=what), sub=" · ".join([*where, *times, *counts]),
        below=w.free(step.pain) if step.pain and not brief else None, link=link, separator=at > 0,
    )


def _earlier(lines: Sequence[WatchedLine], w: Words) -> list[Element]:
    if not lines:
        return []
    said = [
        text(
            w.say("watch.earlier.line", said=Raw(watched_line(one, w)), touch=Raw(touch_total(one.totals, w)),
                  wait=Raw(wait_total(one.totals, w))),
            size="Small", spacing="ExtraSmall",
        )
        for one in lines
    ]  # fmt: skip
    return disclosure("earlier", w.say("watch.earlier"), w.say("watch.earlier.count", n=len(lines)), said, spacing="Medium")


def _buttons(view: WorkflowCard, w: Words) -> list[Element]:
    ids = {"workflow": view.workflow}
    shown = Button(title=w.say("map.show"), press=Press(verb=Verb.MAP_SHOW, ids=ids))
    look = Button(title=w.say("landscape.open"), press=Press(verb=Verb.WORKFLOW_TENANT, ids=ids))
    others = [shown, *([look] if view.may_look else [])]
    if not view.may_change:
        return action_bar(others=others)
    key = "watch.go_on" if view.begun else "watch.again" if view.newest else "watch.begin"
    begin = Button(title=w.say(key), press=Press(verb=Verb.WATCH_BEGIN, ids=ids))
    change = Button(title=w.say("workflow.change"), press=Press(verb=Verb.WORKFLOW_FORM, ids=ids))
    press = Press(verb=Verb.WATCH_BEGIN, ids=ids | {"choice": "correct"})
    correct = [Button(title=w.say("watch.correct"), press=press)] if view.newest and not view.begun else []
    heard = Button(title=w.say("map.interviews"), press=Press(verb=Verb.INTERVIEW_DESK, ids=ids))
    return action_bar(primary=begin, others=[*correct, change], overflow=[*others, heard])

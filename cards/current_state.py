"""The current-state map as a card: what a case costs, where the time goes, what hurts, where each number is from (E4)."""

from cards.buttons import Button, action_bar
from cards.components import check_line, header, notice, row, section, tiles
from cards.disclosure import disclosure
from cards.elements import Element, card, container, text
from cards.fit import fitting
from cards.leaving import as_files
from cards.looks import UNKNOWN
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.discover.mapping import slowest
from portfolio.views.current_state import CurrentState, Figure, MapConstraint, MapStep, Quote
from words.api import Raw, Words
from words.map_said import bare, ends, finding, known_of, marked, source, voices

_SLOWEST = 3


def draw(view: CurrentState, w: Words) -> Element:
    """The map; with fewer quotes and then fewer lines of each kind where it would be too large to be sent."""
    variants = ((12, 12, 12), (6, 12, 12), (3, 6, 12), (2, 3, 12), (1, 2, 6))
    return fitting(_card(view, w, quotes=quotes, lines=lines, steps=steps) for quotes, lines, steps in variants)


def _card(view: CurrentState, w: Words, *, quotes: int, lines: int, steps: int) -> Element:
    watched = bool(view.steps)
    body = [
        *header(
            eyebrow=w.say("map.eyebrow", on=view.on), title=w.free(view.name), sub=finding(view, w) if watched else None,
        ),
        *(_sums(view, w) if watched else [notice("info", w.say("map.unwatched"), w.say("map.unwatched.text"))]),
        *pairs(_facts(view, w)),
        *(_time(view, w, steps) if watched else []),
        *_hurts(view, w, quotes=quotes, lines=lines),
        *_limits(view, w, lines),
        *_underway(view, w, lines),
        *_sources(view, w),
        as_files(w.say("map.as_file"), ("map_pdf",), {"workflow": view.workflow}, w),
    ]
    ids = {"workflow": view.workflow}
    others = [Button(title=w.say("map.interviews"), press=Press(verb=Verb.INTERVIEW_DESK, ids=ids))]
    actions = action_bar(others=others) if view.may_interview else []
    return card(body, actions=actions, fallback_text=w.say("map.fallback", name=view.name))


def _sums(view: CurrentState, w: Words) -> list[Element]:
    return tiles([
        (w.say("map.work"), marked(view.touch, w), known_of(view.touch, w)),
        (w.say("map.waiting"), marked(view.wait, w, passes=True), known_of(view.wait, w)),
        (w.say("map.switches"), marked(view.switches, w), known_of(view.switches, w)),
        (w.say("map.copies"), marked(view.copies, w), known_of(view.copies, w)),
    ])  # fmt: skip


def _facts(view: CurrentState, w: Words) -> list[tuple[str, str]]:
    unknown = w.say("span.unknown")
    volume, one = unknown, view.volume
    if one.value is not None:
        volume = w.say("map.volume.month", volume=Raw(bare(one, w)), mark=one.mark)
    return [
        (w.say("map.volume"), volume),
        (w.say("map.system"), w.free(view.system_of_record) if view.system_of_record else unknown),
        (w.say("map.owner"), w.free(view.owner_role) if view.owner_role else unknown),
        (w.say("map.roles"), w.listed(map(w.free, view.roles)) or unknown),
    ]


def _time(view: CurrentState, w: Words, most: int) -> list[Element]:
    made = section(w.say("map.where"))
    for at, step in slowest(view.steps, _SLOWEST):
        share = w.say("map.share", share=Raw(bare(step.share, w)), mark=step.share.mark)
        made.append(_step(at, step, w, below=share, separator=len(made) > 1))
    every = [
        _step(at, step, w, below=_counts(step, w), separator=at > 1)
        for at, step in enumerate(view.steps[:most], start=1)
    ]
    sub = w.say("map.steps.sub", count=Raw(bare(view.counted, w)), mark=view.counted.mark)
    left = _left(len(view.steps) - most, w)
    return [*made, *disclosure("steps", w.say("map.steps"), sub, [*every, *left])]


def _step(at: int, step: MapStep, w: Words, *, below: str | None, separator: bool) -> Element:
    where = [w.free(part) for part in (step.role, step.system) if part]
    times = w.say(
        "map.step.times", touch=Raw(marked(step.touch, w)), wait=Raw(marked(step.wait, w, passes=True))
    )
    name = w.say("map.step", number=at, what=step.what)
    return row(name, sub=" · ".join([*where, times]), below=below, separator=separator)


def _counts(step: MapStep, w: Words) -> str | None:
    counted: tuple[tuple[str, Figure], ...] = (("switches", step.switches), ("copies", step.copies))
    said = [w.say(f"map.step.{name}", count=Raw(marked(one, w))) for name, one in counted if one.value != 0]
    return " · ".join(said) or None


def _hurts(view: CurrentState, w: Words, *, quotes: int, lines: int) -> list[Element]:
    seen = [(at, step) for at, step in enumerate(view.steps, start=1) if step.pain]
    made = section(w.say("map.hurts"))
    if not (view.pains or view.quotes or seen):
        return [*made, text(w.say("map.hurts.none"), size="Small", subtle=True)]
    for pain in view.pains[:lines]:
        said = w.say("map.pain", text=pain.text, mark=pain.mark)
        made.append(row(said, sub=w.say("map.heard", who=Raw(voices(pain.heard, w))), separator=len(made) > 1))
    for at, step in seen[:lines]:
        where = w.say("map.pain.seen", number=at)
        said = w.say("map.pain", text=step.pain, mark=view.counted.mark)
        made.append(row(said, sub=where, separator=len(made) > 1))
    made += [_quote(one, w) for one in view.quotes[:quotes]]
    left = sum(max(0, len(some) - most) for some, most in ((view.pains, lines), (seen, lines), (view.quotes, quotes)))
    return [*made, *_left(left, w)]


def _quote(one: Quote, w: Words) -> Element:
    by = w.say("map.quote.by", standpoint=one.standpoint, topic=one.topic, mark=one.mark)
    lines = [text(w.say("map.quote", text=one.text)), text(by, size="Small", subtle=True, spacing="None")]
    return container(lines, style="emphasis", rounded=True, spacing="Small")


def _left(count: int, w: Words) -> list[Element]:
    return [text(w.say("map.more", n=count), size="Small", subtle=True, spacing="Small")] if count > 0 else []


def _limits(view: CurrentState, w: Words, lines: int) -> list[Element]:
    made = section(w.say("map.limits"))
    if not view.constraints:
        return [*made, text(w.say("map.limits.none"), size="Small", subtle=True)]
    made += [_limit(one, w, separator=at > 0) for at, one in enumerate(view.constraints[:lines])]
    return [*made, *_left(len(view.constraints) - lines, w)]


def _limit(one: MapConstraint, w: Words, *, separator: bool) -> Element:
    owner = w.free(one.owner) if one.owner else w.say("constraint.no_owner")
    said = w.free(one.text) if one.text else w.say("constraint.erased")
    return row(
        said, sub=w.say("map.limit", kind=one.kind, until=Raw(ends(one, w)), owner=Raw(owner)),
        below=w.say("map.written", source=one.source) if one.source else None, separator=separator,
    )


def _underway(view: CurrentState, w: Words, lines: int) -> list[Element]:
    made = section(w.say("map.underway"))
    if not (view.initiatives or view.opportunities):
        return [*made, text(w.say("map.underway.none"), size="Small", subtle=True)]
    for one in view.initiatives[:lines]:
        said = w.say("map.initiative.undated", stage=one.stage)
        if one.gate_on.value is not None:
            said = w.say("map.initiative", stage=one.stage, on=Raw(marked(one.gate_on, w)))
        made.append(row(w.free(one.name), sub=said, separator=len(made) > 1))
    room = max(0, lines - len(view.initiatives))
    for name in view.opportunities[:room]:
        made.append(row(w.free(name), sub=w.say("map.opportunity"), separator=len(made) > 1))
    shown = min(len(view.initiatives), lines) + min(len(view.opportunities), room)
    return [*made, *_left(len(view.initiatives) + len(view.opportunities) - shown, w)]


def _sources(view: CurrentState, w: Words) -> list[Element]:
    said = [w.say("map.source.line", mark=one.mark, source=Raw(source(one, w))) for one in view.sources]
    made = section(w.say("map.sources"), separator=True)
    if said:
        made.append(text("\n".join(said), size="Small", spacing="Small"))
    return [*made, check_line(UNKNOWN, w.say("map.sources.unknown"))]

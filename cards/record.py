"""`show`: everything about one initiative that this person may see, and the buttons that are theirs (FEATURES A5)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cards.adoption import use_panel
from cards.baseline import standing
from cards.buttons import Button, action_bar, execute
from cards.components import header, mark_row, notice, row, section
from cards.constraints import constraint_rows
from cards.course import course
from cards.disclosure import disclosure
from cards.due import due_chip
from cards.elements import Element, card, text
from cards.evidence import evidence
from cards.fit import fitting
from cards.guardrails import guard_rows
from cards.looks import CLOSED, DECISION, FAILED, GOOD, HALF, UNKNOWN, Chip, Look
from cards.opportunity_words import came_from
from cards.overlap import came, pair_rows, went
from cards.pairs import pairs
from cards.phases import on_record
from cards.sources import trouble_line
from cards.sprint_card import said_of
from cards.verbs import Press, Verb
from cards.why_number import why_number
from portfolio.conditions import Standing
from portfolio.gates import BEFORE, OWED
from portfolio.initiatives import SponsorState, Stage
from portfolio.sources import Trouble
from portfolio.verdicts import Choice
from portfolio.views.initiatives import Event, Record, SourceTrouble
from portfolio.views.numbers import Panel
from words.api import Raw, Words

PAIRS = 3
"""Pairs that look like one on a record."""
_LIMITS = 3
"""Constraints that are shown; the others are counted."""
_STANDING: Mapping[Standing, Look] = {Standing.MET: GOOD, Standing.PARTLY: HALF, Standing.MISSING: FAILED}
_AFTER: Mapping[Stage, Look] = {
    Stage.FUNDED: DECISION[Choice.FUND],
    Stage.SCALING: DECISION[Choice.FUND],
    Stage.PRODUCTION: DECISION[Choice.FUND],
    Stage.NARROWED: DECISION[Choice.NARROW],
    Stage.RETIRING: DECISION[Choice.RETIRE],
    Stage.RETIRED: DECISION[Choice.RETIRE],
    Stage.MERGED: CLOSED,
}


def draw(view: Record, w: Words) -> Element:
    """The record; without its chart where both do not fit, and then with fewer of what limits it and what has happened."""
    return fitting(_variants(view, w))


def _variants(view: Record, w: Words) -> Iterator[Element]:
    yield _drawn(view, w, charted=True, limits=_LIMITS)
    yield _drawn(view, w, charted=False, limits=_LIMITS)
    yield _drawn(view, w, charted=False, limits=1)
    yield _drawn(replace(view, history=()), w, charted=False, limits=0)


def _drawn(view: Record, w: Words, *, charted: bool, limits: int) -> Element:
    body = [
        *header(
            eyebrow=w.say("record.eyebrow", stage=view.stage),
            title=w.free(view.name),
            sub=w.free(view.workflow),
            mark=_mark(view, w),
        ),
        *_just(view, w),
        *went(view.went, w),
        *_attention(view, w),
        *_trouble(view, w),
        *_sprint(view, w),
        *pairs(_facts(view, w)),
        *_workflow(view, w),
        *constraint_rows(view.constraints, w, w.say("constraints.decide"), most=limits),
        *(_number(view.panel, w, charted=charted) if view.panel else []),
        *_baseline(view, w),
        *(use_panel(view.use, w) if view.use else []),
        *([on_record(view.phase, w)] if view.phase else []),
        *_scorecard(view, w),
        *pair_rows(view.pairs[:PAIRS], max(0, len(view.pairs) - PAIRS), w),
        *came(view.came, w),
        *_history(view, w),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=w.say("record.fallback", name=view.name, stage=view.stage))


def _workflow(view: Record, w: Words) -> list[Element]:
    """The workflow it belongs to, or that somebody may say which it is: nothing is attached by itself."""
    if view.attached is not None:
        show = Press(verb=Verb.WORKFLOW_SHOW, ids={"workflow": view.attached.id})
        title, key = w.say("record.workflow", name=view.attached.name), "record.workflow"
    elif view.may_attach:
        show = Press(verb=Verb.WORKFLOW_CHOOSE, ids={"initiative": view.initiative})
        title, key = w.say("record.attach"), "record.attach"
    else:
        return []
    link = execute(Button(title=f"{w.say(f'{key}.show')}: {title}", press=show))
    return [row(title, sub=w.say(f"{key}.text"), link=link, separator=False, spacing="Medium")]


def _number(panel: Panel, w: Words, *, charted: bool) -> list[Element]:
    went = course(panel, w) if charted else []
    return [evidence(panel, w), *why_number(panel, w), *went, *guard_rows(panel, w)]


def _baseline(view: Record, w: Words) -> list[Element]:
    if view.baseline is None:
        return []
    press = Press(verb=Verb.BASELINE_OPEN, ids={"initiative": view.initiative})
    title = w.say("baseline.eyebrow", source=view.baseline.source)
    link = execute(Button(title=f"{w.say('record.baseline')}: {title}", press=press))
    return [row(title, link=link, separator=False, spacing="Large"), *standing(view.baseline, w)]


def _mark(view: Record, w: Words) -> Chip:
    if view.gate_state in BEFORE | OWED and view.days_left is not None:
        return due_chip(view.gate_state, view.days_left, w)
    return Chip(look=_AFTER.get(view.stage, UNKNOWN), word=w.name(view.stage))


def _just(view: Record, w: Words) -> list[Element]:
    return [] if view.just is None else [notice("good", w.say(f"record.just.{view.just}"))]


def _attention(view: Record, w: Words) -> list[Element]:
    if not view.conditions:
        return []
    title = w.say("record.attention", n=len(view.conditions))
    said = w.listed(w.name(condition) for condition in view.conditions)
    return [notice("warning", title, said[:1].upper() + said[1:])]


def _trouble(view: Record, w: Words) -> list[Element]:
    return [
        notice(
            "warning",
            w.say("record.trouble", source=found.source, since=found.since),
            trouble_line(found, w),
        )
        for found in (view.trouble, view.use_trouble)
        if found is not None
    ] + _account(view.account_trouble, w)


def _account(found: SourceTrouble | None, w: Words) -> list[Element]:
    """Not seen is neither fine nor not, and is said (R23)."""
    if found is None:
        return []
    key = "record.account.permission" if found.trouble is Trouble.PERMISSION else "record.account.again"
    return [notice("info", w.say("record.account", sponsor=found.source, since=found.since), w.say(key, about=found.about))]


def _sprint(view: Record, w: Words) -> list[Element]:
    if view.sprint is None:
        return []
    return [notice("info", w.say("record.sprint"), said_of(view.sprint, "sprint.line", w))]


def _facts(view: Record, w: Words) -> list[tuple[str, str]]:
    sponsor = w.say("record.nobody")
    if view.sponsor is not None or view.sponsor_state is SponsorState.DECLINED:
        sponsor = w.say("record.sponsor.state", name=view.sponsor or Raw(sponsor), state=view.sponsor_state)
    return [
        (w.say("record.intent"), w.free(view.intent) if view.intent else w.say("record.unknown")),
        (w.say("record.sponsor"), sponsor),
        (w.say("record.lead"), w.free(view.adoption_lead) if view.adoption_lead else w.say("record.nobody")),
        *([(w.say("plan.lead.short"), w.free(view.delivery_lead))] if view.delivery_lead else []),
        (w.say("record.integration"), w.name(view.integration) if view.integration else w.say("record.unknown")),
        (w.say("record.first_use"), _first_use(view, w)),
        (w.say("record.gate"), w.day(view.gate_on) if view.gate_on else w.say("record.no_gate")),
        *([(w.say("record.listed"), " · ".join(map(w.free, said)))] if (said := _listed(view)) else []),
        *([(w.say("record.origin"), came_from(view.origin, w))] if view.origin else []),
    ]


def _listed(view: Record) -> list[str]:
    return [words for words in (view.unit, view.contact) if words]


def _first_use(view: Record, w: Words) -> str:
    if view.first_use is not None:
        return w.day(view.first_use)
    return w.say("record.unknown") if view.about is None else w.say("record.about", about=view.about)


def _scorecard(view: Record, w: Words) -> list[Element]:
    if not view.traits:
        return []
    met = sum(mark.standing is Standing.MET for mark in view.traits)
    title = w.say("record.traits", n=met, all=len(view.traits))
    return [
        *section(title, w.say("record.traits.how")),
        *(
            mark_row(
                _STANDING[mark.standing], w.name(mark.trait), sub=w.name(mark.next), answer=w.name(mark.standing)
            )
            for mark in view.traits
        ),
        _plan(view, w),
    ]


def _plan(view: Record, w: Words) -> Element:
    """The way to what the traits of integration and scale plan are made of."""
    title, press = w.say("plan.row"), Press(verb=Verb.PLAN_SHOW, ids={"initiative": view.initiative})
    link = execute(Button(title=w.say("plan.open", name=Raw(title)), press=press))
    return row(title, sub=w.say("plan.row.sub"), link=link)


def _history(view: Record, w: Words) -> list[Element]:
    if not view.history:
        return []
    lines = [text(_event(event, view.zone, w), size="Small", spacing="ExtraSmall") for event in view.history]
    sub = w.say("record.history.latest", at=Raw(w.when(view.history[0].at, view.zone)))
    return disclosure("history", w.say("record.history"), sub, lines, spacing="Medium")


def _event(event: Event, zone: str, w: Words) -> str:
    key = f"event.{event.action}"
    what = w.say(key if w.has(key) else "event.other")
    at = Raw(w.when(event.at, zone))
    if event.by is None:
        return w.say("record.event", at=at, what=Raw(what))
    return w.say("record.event.by", at=at, by=event.by, what=Raw(what))


def _buttons(view: Record, w: Words) -> list[Element]:
    ids = {"initiative": view.initiative}
    metric = Button(
        title=w.say("record.change_metric") if view.panel else w.say("record.set_metric"),
        press=Press(verb=Verb.METRIC_OPEN, ids=ids),
    )
    rules = Button(title=w.say("record.rules"), press=Press(verb=Verb.RULES_OPEN, ids=ids))
    urgent = list(_urgent(view, w))
    if view.may_prepare and view.panel is None and not (view.may_decide and view.gate):
        return action_bar(primary=metric, others=urgent, overflow=_answers(view, w))
    source = Button(title=w.say("record.connect"), press=Press(verb=Verb.SOURCE_OPEN, ids=ids))
    offered = [*urgent, *([rules] if view.panel and view.gate else [])]
    if view.may_decide and view.gate is not None:
        decide = Button(title=w.say("record.decide"), press=Press(verb=Verb.GATE_OPEN, ids={"gate": view.gate}))
        offered += [source] if view.may_connect else []
        return action_bar(
            primary=decide, others=offered[:2], overflow=[*offered[2:], *_judged(view, w), *_answers(view, w)][:3]
        )
    offered += [metric] if view.may_prepare else []
    offered += [source] if view.may_connect else []
    return action_bar(
        others=offered[:3], overflow=[*offered[3:], *_counting(view, w), *_judged(view, w), *_answers(view, w)][:3]
    )


def _answers(view: Record, w: Words) -> list[Button]:
    """What was known before it was funded."""
    if view.opportunity is None:
        return []
    press = Press(verb=Verb.OPPORTUNITY_SHOW, ids={"opportunity": view.opportunity})
    return [Button(title=w.say("record.answers"), press=press)]


def _judged(view: Record, w: Words) -> list[Button]:
    """Earlier findings, once anything was read to be judged."""
    if view.panel is None or view.panel.why is None:
        return []
    press = Press(verb=Verb.JUDGED_SHOW, ids={"initiative": view.initiative})
    return [Button(title=w.say("judged.open"), press=press)]


def _counting(view: Record, w: Words) -> list[Button]:
    ids = {"initiative": view.initiative}
    if view.sprint is not None:
        return [Button(title=w.say("sprint.show"), press=Press(verb=Verb.SPRINT_SHOW, ids=ids))]
    return [Button(title=w.say("sprint.cannot"), press=Press(verb=Verb.SPRINT_START, ids=ids))] if view.may_sprint else []


def _urgent(view: Record, w: Words) -> Iterator[Button]:
    """What is rarely there and then matters most: a sponsor to be named, a default to be taken back."""
    if view.may_name_sponsor:
        press = Press(verb=Verb.SPONSORSHIP_NAME_OPEN, ids={"initiative": view.initiative})
        yield Button(title=w.say("record.name_sponsor"), press=press)
    if view.default_of is not None:
        press = Press(verb=Verb.DEFAULT_OPEN, ids={"gate": view.default_of})
        yield Button(title=w.say("default.reverse.submit"), press=press)

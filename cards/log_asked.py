"""What is sent about an instrumentation sprint: to those who log, and at its end to the sponsor (B7, R14)."""

from cards.buttons import Button, action_bar
from cards.components import footer, header, notice, tiles
from cards.due import why
from cards.elements import Element, card, text
from cards.evidence import amount
from cards.looks import GOOD, HALF, WARNING, Chip
from cards.sprint_card import said_of
from cards.verbs import Press, Verb
from portfolio.messages import Reason
from portfolio.sprints import CASES, WEEKS, Progress, Way
from portfolio.views.sprints import LogAsked, SprintEnded
from words.api import Words


def draw_asked(view: LogAsked, w: Words) -> Element:
    """To somebody who logs: what to do, how far it is, one button."""
    named = view.why is Reason.NAMED_LOGGER
    title = w.say("asked.title.named" if named else "asked.title.week", name=view.name)
    body = [
        *header(
            eyebrow=w.say("asked.eyebrow", by=view.asked_by), title=title, sub=w.say("asked.sub", metric=view.metric),
            mark=Chip(look=HALF, word=said_of(view.progress, "sprint.day.short", w)),
        ),
        text(w.say(f"asked.how.{view.way}", n=CASES, weeks=WEEKS), spacing="Medium"),
        text(said_of(view.progress, "sprint.line", w), spacing="Small"),
        why(view.why, w, w.say("asked.time"), w.say("asked.ignored", last_on=view.last_on)),
    ]
    ids = {"initiative": view.initiative}
    show = Button(title=w.say("sprint.show"), press=Press(verb=Verb.SPRINT_SHOW, ids=ids))
    log = Button(title=w.say("log.open"), press=Press(verb=Verb.LOG_OPEN, ids=ids))
    actions = action_bar(primary=log, others=[show]) if view.way is Way.FORM else action_bar(others=[show])
    return card(body, actions=actions, fallback_text=title)


def draw_ended(view: SprintEnded, w: Words) -> Element:
    """At its end: the baseline that came out of it, or what it is short of."""
    done = view.proposal is not None
    title = w.say("ended.title.done" if done else "ended.title.short", name=view.name)
    body = [
        *header(
            eyebrow=w.say("sprint.eyebrow"), title=title, sub=said_of(view.progress, "sprint.line", w),
            mark=Chip(look=GOOD if done else WARNING, word=w.say("ended.done" if done else "ended.short")),
        ),
        *(_baseline(view, w) if done else _short(view, w)),
        footer(w.say("ended.calendar", first_use=view.first_use, gate_on=view.gate_on)),
        why(view.why, w, w.say("ended.time"), w.say("ended.ignored.done" if done else "ended.ignored.short")),
    ]
    ids = {"initiative": view.initiative}
    take = Button(title=w.say("sprint.take"), press=Press(verb=Verb.BASELINE_TAKE, ids=ids))
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids=ids))
    actions = action_bar(primary=take, others=[show]) if done else action_bar(others=[show])
    return card(body, actions=actions, fallback_text=title)


def _baseline(view: SprintEnded, w: Words) -> list[Element]:
    found = view.proposal
    assert found is not None
    facts = [
        (
            w.say("ended.middle" if found.slow is not None else "ended.share"), amount(found.middle, view.unit, w),
            w.say("ended.cases", n=found.n),
        ),
    ]
    if found.slow is not None:
        facts.append((w.say("ended.slow"), amount(found.slow, view.unit, w), w.say("ended.slow.text")))
    said = [w.say("ended.between", first=found.first, last=found.last)]
    if found.trend is not None:
        way = "rules.proposed.lower" if found.trend < 0 else "rules.proposed.higher"
        said.append(w.say(way, percent=abs(found.trend) * 100))
    if found.season:
        said.append(w.say("rules.proposed.season"))
    return [*tiles(facts), text(" ".join(said), size="Small", spacing="Small")]


def _short(view: SprintEnded, w: Words) -> list[Element]:
    lacking = notice("warning", w.say("ended.lacking"), missing(view.progress, w))
    return [lacking, text(w.say("ended.ways"), spacing="Medium")]


def missing(progress: Progress, w: Words) -> str:
    """What kept the cases from giving a baseline."""
    said = []
    if progress.cases < CASES:
        said.append(w.say("ended.missing.cases", n=CASES - progress.cases))
    if progress.weeks < WEEKS:
        said.append(w.say("ended.missing.weeks", n=WEEKS - progress.weeks))
    if not said and progress.short is not None:
        said.append(w.say(f"sprint.short.{progress.short.reason}", have=progress.short.have, need=progress.short.need))
    return " ".join(said)

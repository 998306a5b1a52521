"""Imported pilots and the decisions they are to get, before anything is done and afterwards (R1; FEATURES F1, A8)."""

from cards.buttons import Button, action_bar
from cards.components import footer, header, notice, row
from cards.disclosure import disclosure
from cards.elements import Element, card, fact_set, text
from cards.looks import DUE, GOOD, WARNING, Chip
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.imports.owners import Owner
from portfolio.views.intake import Intake, Load
from words.api import Words

MOST_LOADS = 6
MOST_RENAMED = 6


def draw(view: Intake, w: Words) -> Element:
    """What would be done, with [Apply]; or what was done, or how the decisions stand."""
    title = _title(view, w)
    body = [
        *header(eyebrow=w.say("intake.eyebrow"), title=title, sub=_sub(view, w), mark=_mark(view, w)),
        *_what(view, w),
        *_notices(view, w),
        *_weeks(view, w),
        *_loads(view, w),
        footer(w.say("intake.nobody_told")),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=title)


def _title(view: Intake, w: Words) -> str:
    if view.done:
        return w.say("intake.title.done", n=view.pilots)
    return w.say("intake.title.would", n=view.pilots) if view.pilots else w.say("intake.title.stands")


def _sub(view: Intake, w: Words) -> str:
    return w.say("intake.sub") if view.pilots else w.say("intake.nothing")


def _mark(view: Intake, w: Words) -> Chip:
    if view.done:
        return Chip(look=GOOD, word=w.say("intake.chip.done"))
    return Chip(look=DUE, word=w.say("intake.chip.would" if view.something else "intake.chip.stands"))


def _what(view: Intake, w: Words) -> list[Element]:
    if not view.pilots:
        return []
    owners = {owner.value: view.owners[owner] for owner in Owner}
    starts = w.say("intake.fact.starts.of", dated=view.dated, about=view.about, undated=view.undated)
    return pairs([
        (w.say("intake.fact.starts"), starts),
        (w.say("intake.fact.owners"), w.say("intake.fact.owners.of", **owners)),
    ])


def _notices(view: Intake, w: Words) -> list[Element]:
    made = []
    if view.undated + view.about:
        made.append(notice("info", w.say("intake.unknown", n=view.undated + view.about), w.say("intake.unknown.text")))
    if view.renamed:
        some = w.listed(w.free(name) for name in view.renamed[:MOST_RENAMED])
        made.append(notice("info", w.say("intake.renamed", n=len(view.renamed)), some))
    made += [text(w.say("intake.followed", n=view.followed), size="Small")] if view.followed else []
    made += [text(w.say("intake.moved_on", n=view.moved_on), size="Small")] if view.moved_on else []
    return made


def _weeks(view: Intake, w: Words) -> list[Element]:
    if not view.weeks:
        return []
    counts = [one.gates for one in view.weeks]
    title = w.say("intake.weeks")
    sub = w.say("intake.weeks.between", least=min(counts), most=max(counts), weeks=len(counts))
    lines = [fact_set([(w.say("intake.week", monday=one.monday), w.number(one.gates)) for one in view.weeks])]
    later = [text(w.say("intake.later", n=view.later), size="Small", spacing="Small")] if view.later else []
    return [*disclosure("weeks", title, sub, lines, spacing="Medium"), *later]


def _loads(view: Intake, w: Words) -> list[Element]:
    more = len(view.loads) - MOST_LOADS
    return [
        *(_load(one, w) for one in view.loads[:MOST_LOADS]),
        *([text(w.say("intake.loads.more", n=more), size="Small", subtle=True)] if more > 0 else []),
    ]


def _load(one: Load, w: Words) -> Element:
    said = w.say("intake.load.of", gates=one.gates, fullest=one.fullest)
    if not one.full:
        return row(w.free(one.sponsor), sub=said)
    mark = Chip(look=WARNING, word=w.say("intake.load.full"))
    return row(w.free(one.sponsor), sub=said, below=w.say("intake.spare", n=len(one.spare)), mark=mark)


def _buttons(view: Intake, w: Words) -> list[Element]:
    name = Button(title=w.say("intake.name_sponsors"), press=Press(verb=Verb.SPONSORS_OPEN, ids={}))
    if view.done or not view.something:
        return action_bar(others=[name])
    apply = Button(title=w.say("intake.apply"), press=Press(verb=Verb.INTAKE_APPLY, ids={"seen": view.seen}))
    later = Button(title=w.say("intake.later_on"), press=Press(verb=Verb.INTAKE_LATER, ids={}))
    return action_bar(primary=apply, others=[later])

"""Discover, Map, Activate, Optimize: where the programme or an initiative is, with a word, an icon and what comes next."""

from collections.abc import Mapping

from cards.buttons import Button, action_bar
from cards.components import box, header, mark_row
from cards.elements import Element, card, text
from cards.looks import GOOD, HALF, WARNING, Chip, Look
from cards.verbs import Press, Verb
from portfolio.phases import ORDER, Output, Phase, PhaseMark, Standing
from portfolio.views.phases import PhasesCard
from words.api import Words

_PHASE: Mapping[Phase, Look] = {
    Phase.DISCOVER: Look(style="Accent", icon="Search", symbol="◆"),
    Phase.MAP: Look(style="Accent", icon="Map", symbol="◆"),
    Phase.ACTIVATE: Look(style="Accent", icon="Play", symbol="◆"),
    Phase.OPTIMIZE: Look(style="Accent", icon="ArrowTrendingLines", symbol="◆"),
}
_AHEAD = Look(style="Subtle", icon="Clock", symbol="◆")


def draw(view: PhasesCard, w: Words) -> Element:
    """The programme's path, and its next output."""
    found = view.standing
    title = w.say("phases.title.missing" if found.missing else "phases.title", phase=found.phase)
    body = [
        *header(eyebrow=w.say("phases.eyebrow"), title=title, sub=w.say("phases.sub"), mark=badge(found, w)),
        *(_mark(mark, found, w) for mark in found.marks),
        *([box(w.say("phases.next"), [text(w.say(f"output.next.{found.next}"), size="Small")])] if found.next else []),
    ]
    roadmap = Button(title=w.say("phases.roadmap"), press=Press(verb=Verb.ROADMAP_PAGE, ids={"page": "1"}))
    wanted = found.next in (Output.RANKED, Output.ROADMAP, Output.ROADMAP_UPDATED)
    return card(body, actions=action_bar(others=[roadmap]) if wanted else [], fallback_text=title)


def badge(found: Standing, w: Words) -> Chip:
    """The phase as a chip."""
    return Chip(look=_PHASE[found.phase], word=w.name(found.phase))


def on_record(found: Standing, w: Words) -> Element:
    """One initiative's phase: what it skipped and what that costs, and the one next action. It stops nothing."""
    skipped = [one for mark in found.marks if mark.phase in found.skipped for one in mark.missing]
    costs = [w.say(f"output.costs.{one}") for one in skipped]
    lead = w.say("phases.record", phase=found.phase)
    told = w.say("phases.skipped", phases=w.listed(w.name(phase) for phase in found.skipped)) if found.skipped else None
    after = w.say(f"output.next.{found.next}") if found.next else w.say("phases.complete")
    return mark_row(
        _PHASE[found.phase], lead, detail=" ".join([told, *costs]) if told else None, sub=w.say("phases.then", then=after)
    )


def line(found: Standing, w: Words) -> str:
    """The programme's phase in one sentence and what comes next in another: the digest's, once a quarter."""
    after = w.say(f"output.next.{found.next}") if found.next else w.say("phases.complete")
    return f"{w.say('phases.title.missing' if found.missing else 'phases.title', phase=found.phase)} {after}"


def _mark(mark: PhaseMark, found: Standing, w: Words) -> Element:
    at, here = ORDER.index(mark.phase), ORDER.index(found.phase)
    missing = w.say("phases.missing", outputs=w.listed(w.name(one) for one in mark.missing)) if mark.missing else None
    there = w.say("phases.there", outputs=w.listed(w.name(one) for one in mark.there)) if mark.there else None
    if not mark.missing:
        look, word = GOOD, "phases.done"
    elif at == here:
        look, word = HALF, "phases.here"
    else:
        look, word = (_AHEAD, "phases.ahead") if at > here else (WARNING, "phases.skipped_word")
    return mark_row(look, w.name(mark.phase), detail=missing or there, sub=there if missing else None, answer=w.say(word))

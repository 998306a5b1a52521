"""What is like an initiative that somebody is about to register, and what was learnt where it was retired (A1, A7, G9)."""

from collections.abc import Sequence

from cards.buttons import Button, execute
from cards.components import notice, quote, row
from cards.elements import Element
from cards.verbs import Press, Verb
from portfolio.views.initiatives import Similar
from words.api import Raw, Words


def similar(found: Sequence[Similar], w: Words, *, links: bool) -> list[Element]:
    """A notice and a row for each; with the lesson of one that was retired. `links`: a press may take the place of the form,
    since nothing would be lost with it."""
    if not found:
        return []
    made = [notice("warning", w.say("similar.title", n=len(found)), w.say("similar.text"))]
    for one in found:
        link = None
        if links and one.initiative is not None:
            show = Press(verb=Verb.RECORD_SHOW, ids={"initiative": one.initiative})
            link = execute(Button(title=w.say("portfolio.show", name=one.name), press=show, sends_inputs=False))
        made.append(row(w.free(one.name), sub=_sub(one, w), below=_agrees(one, w), link=link))
        if one.lesson:
            made.append(quote(w.say("similar.lesson"), w.free(one.lesson)))
    return made


def _sub(one: Similar, w: Words) -> str:
    if one.stage is None:
        return w.say("similar.hidden")
    return w.say("search.initiative", sponsor=one.sponsor or Raw(w.say("portfolio.nobody")), stage=one.stage)


def _agrees(one: Similar, w: Words) -> str:
    return w.say("similar.agrees", fields=Raw(w.listed(w.name(field) for field in one.agrees)))

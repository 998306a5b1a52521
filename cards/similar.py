"""What is like an initiative that somebody is about to register, and what was learnt where it was retired (A1, A7, G9)."""

from collections.abc import Sequence

from cards.buttons import Button, execute
from cards.components import notice, quote, row
from cards.elements import Element
from cards.verbs import Press, Verb
from portfolio.views.initiatives import Similar
from words.api import Raw, Words


def similar(found: Sequence[Similar], w: Words, *, links: bool, added: bool = False) -> list[Element]:
    """A notice and a row for each; with the lesson of one that was retired. `links`: a press may take the place of the form,
    since nothing would be lost with it. `added`: to the opportunity register, not registered."""
    if not found:
        return []
    title = w.say("similar.title.opportunity" if added else "similar.title", n=len(found))
    text = w.say("similar.text.opportunity" if added else "similar.text")
    return [notice("warning", title, text), *similar_rows(found, w, links=links)]


def similar_rows(found: Sequence[Similar], w: Words, *, links: bool) -> list[Element]:
    """The rows by themselves."""
    made = []
    for one in found:
        link = None
        show = _show(one)
        if links and show is not None:
            link = execute(Button(title=w.say("portfolio.show", name=one.name), press=show, sends_inputs=False))
        made.append(row(w.free(one.name), sub=_sub(one, w), below=_agrees(one, w), link=link))
        if one.lesson:
            made.append(quote(w.say("similar.lesson"), w.free(one.lesson)))
    return made


def _show(one: Similar) -> Press | None:
    if one.opportunity is not None:
        return Press(verb=Verb.OPPORTUNITY_SHOW, ids={"opportunity": one.opportunity})
    return None if one.initiative is None else Press(verb=Verb.RECORD_SHOW, ids={"initiative": one.initiative})


def _sub(one: Similar, w: Words) -> str:
    if one.state is not None:
        return w.say("similar.opportunity", state=one.state)
    if one.stage is None:
        return w.say("similar.hidden")
    return w.say("search.initiative", sponsor=one.sponsor or Raw(w.say("portfolio.nobody")), stage=one.stage)


def _agrees(one: Similar, w: Words) -> str:
    return w.say("similar.agrees", fields=Raw(w.listed(w.name(field) for field in one.agrees)))

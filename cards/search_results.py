"""What a search has found: each with where it was found, and a line to search again (A9)."""

from cards.buttons import Button, action_bar, execute
from cards.components import header, row
from cards.elements import Element, card
from cards.forms import Form
from cards.verbs import Press, Verb
from portfolio.searching import Where
from portfolio.views.finding import SearchHit, SearchResults
from words.api import Raw, Words

MAX_TEXT = 100


def draw(view: SearchResults, w: Words) -> Element:
    """One page; without words what can be searched for."""
    title = _title(view, w)
    page = {"page": view.page, "pages": view.pages}
    eyebrow = w.say("search.eyebrow.page", **page) if view.pages > 1 else w.say("search.eyebrow")
    form = Form(words=w, values={"text": view.text}, problems=())
    sub = None if view.hits else w.say("search.how")
    body = [
        *header(eyebrow=eyebrow, title=title, sub=sub),
        *(_row(one, w, separator=one is not view.hits[0]) for one in view.hits),
        *form.text("text", w.say("search.again"), max_length=MAX_TEXT, placeholder=w.say("search.example"), spacing="Large"),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=title)


def _title(view: SearchResults, w: Words) -> str:
    if not view.text:
        return w.say("search.ask")
    return w.say("search.found", n=view.total, text=view.text) if view.total else w.say("search.nothing", text=view.text)


def _row(one: SearchHit, w: Words, *, separator: bool) -> Element:
    link = None
    if one.initiative is not None:
        show = Press(verb=Verb.RECORD_SHOW, ids={"initiative": one.initiative})
        link = execute(Button(title=w.say("portfolio.show", name=one.name), press=show, sends_inputs=False))
    return row(w.free(one.name), sub=line(one, w), below=places(one, w), link=link, separator=separator)


def line(one: SearchHit, w: Words) -> str:
    """Who answers for it, or whose it is, and how far it is."""
    if one.initiative is None:
        return w.say("search.listed", unit=one.who or Raw(w.say("search.no_unit")), stage=one.stage)
    return w.say("search.initiative", sponsor=one.who or Raw(w.say("portfolio.nobody")), stage=one.stage)


def places(one: SearchHit, w: Words) -> str:
    """Where the words were found, and what stands around them there."""
    where = w.listed(w.name(place) for place in one.places)
    if one.places == (Where.NAME,):
        return w.say("search.where", where=Raw(where))
    return w.say("search.where.said", where=Raw(where), said=one.said)


def _buttons(view: SearchResults, w: Words) -> list[Element]:
    again = Button(title=w.say("search.submit"), press=Press(verb=Verb.SEARCH_RUN, ids={}))
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    others = [
        Button(
            title=w.say(key), press=Press(verb=Verb.SEARCH_RUN, ids={"text": view.text, "page": str(page)}),
            sends_inputs=False,
        )
        for key, page in turns
    ]
    return action_bar(primary=again, others=others)

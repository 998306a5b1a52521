"""Ideas in a list (E10): what the programme office owes an answer, or what somebody has proposed."""

from cards.buttons import Button, action_bar, execute
from cards.components import footer, header, row
from cards.elements import Element, card
from cards.ideas import answer_chip, clock_chip
from cards.looks import DUE, GOOD, OVERDUE, Chip
from cards.verbs import Press, Verb
from portfolio.views.ideas import Clock, IdeaLine, IdeaList
from words.api import Words


def draw(view: IdeaList, w: Words) -> Element:
    """The longest waiting first; of one's own the newest."""
    title = _title(view, w)
    page = {"page": view.page, "pages": view.pages}
    eyebrow = w.say("ideas.eyebrow.page", **page) if view.pages > 1 else w.say("ideas.eyebrow")
    body = [
        *header(eyebrow=eyebrow, title=title, sub=w.say("ideas.how"), mark=_mark(view, w)),
        *(_row(one, view, w, first=at == 0) for at, one in enumerate(view.lines)),
        *([footer(w.name(view.why))] if view.why is not None else []),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=title)


def _buttons(view: IdeaList, w: Words) -> list[Element]:
    new = Button(title=w.say("idea.new"), press=Press(verb=Verb.IDEA_OPEN, ids={}))
    this, other = ("mine", "waiting") if view.mine else ("waiting", "mine")
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    paged = [_show(w.say(key), this, page) for key, page in turns]
    lists = [_show(w.say("idea.list" if view.mine else "idea.mine"), other, 1)] if view.office or not view.mine else []
    return action_bar(others=[*paged, new], overflow=lists) if paged else action_bar(others=[*lists, new])


def _show(title: str, whose: str, page: int) -> Button:
    return Button(title=title, press=Press(verb=Verb.IDEAS_SHOW, ids={"choice": whose, "page": str(page)}))


def _title(view: IdeaList, w: Words) -> str:
    if view.mine:
        return w.say("ideas.mine", n=view.total) if view.total else w.say("ideas.mine.none")
    return w.say("ideas.waiting", n=view.waiting) if view.waiting else w.say("ideas.waiting.none")


def _mark(view: IdeaList, w: Words) -> Chip | None:
    if view.late:
        return Chip(look=OVERDUE, word=w.say("ideas.late", n=view.late))
    if view.mine:
        return Chip(look=DUE, word=w.say("ideas.open", n=view.waiting)) if view.waiting else None
    return None if view.waiting else Chip(look=GOOD, word=w.say("ideas.done"))


def _row(one: IdeaLine, view: IdeaList, w: Words, *, first: bool) -> Element:
    sub = None if view.mine else one.author or w.say("person.erased")
    below = None
    if one.clock is not None:
        mark = clock_chip(one.clock, w)
        below = _left(one.clock, w)
    else:
        assert one.answer is not None, "what has no clock has an answer"
        mark = answer_chip(one.answer, one.promoted, w)
    press = Press(verb=Verb.IDEA_SHOW, ids={"opportunity": one.idea})
    link = execute(Button(title=w.say("portfolio.show", name=one.work), press=press, sends_inputs=False))
    return row(
        w.free(one.work), sub=w.free(sub) if sub else below, below=below if sub else None, mark=mark, link=link,
        separator=not first, spacing="Medium" if first else "Small",
    )


def _left(clock: Clock, w: Words) -> str:
    if clock.days < 0:
        return w.say("ideas.was_due", on=clock.last)
    return w.say("ideas.left", n=clock.days) if clock.days else w.say("ideas.today")

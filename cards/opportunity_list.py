"""The ranked register, one page at a time: the place and how sure it is, and what pulls each up or down (E6)."""

from cards.buttons import Button, action_bar, execute
from cards.components import empty, footer, header, notice, row
from cards.elements import Element, card
from cards.looks import CLOSED, GOOD, HALF, UNKNOWN, Chip
from cards.opportunity_words import asked_and_said, place, weights
from cards.verbs import Press, Verb
from portfolio.opportunities.questions import Question
from portfolio.opportunities.register import State
from portfolio.views.opportunities import OpportunityList, OpportunityRow
from words.api import Raw, Words

_LOOKS = {State.IDEA: UNKNOWN, State.SCORED: HALF, State.PROMOTED: GOOD, State.MERGED: CLOSED, State.REJECTED: CLOSED}


def state_chip(state: State, w: Words) -> Chip:
    """Where it stands, as a chip."""
    return Chip(look=_LOOKS[state], word=w.name(state))


def draw(view: OpportunityList, w: Words) -> Element:
    """One page. Without any row: what to do first."""
    if not view.rows:
        return _empty(view, w)
    title = _title(view, w)
    page = {"page": view.page, "pages": view.pages}
    eyebrow = w.say("opportunities.eyebrow.page", **page) if view.pages > 1 else w.say("opportunities.eyebrow")
    body = [
        *header(eyebrow=eyebrow, title=title, sub=None if view.mine_only else _sub(view, w)),
        *([notice("good", w.say(f"opportunities.just.{view.just}"))] if view.just else []),
        *(_row(one, w, separator=one is not view.rows[0]) for one in view.rows),
        *_how(view, w),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=title)


def _how(view: OpportunityList, w: Words) -> list[Element]:
    """What a place means is said where one is shown."""
    if view.mine_only:
        return [footer(w.say("opportunities.mine.how"))]
    return [footer(w.say("opportunities.how"))] if view.ranked else []


def _title(view: OpportunityList, w: Words) -> str:
    if view.mine_only:
        return w.say("opportunities.mine", n=view.ideas)
    return counted(view.ranked, view.ideas, w)


def counted(ranked: int, ideas: int, w: Words) -> str:
    """"14 ranked, 5 not scored yet"; of nothing no count."""
    if not ranked:
        return w.say("opportunities.unranked", n=ideas)
    if not ideas:
        return w.say("opportunities.all_ranked", n=ranked)
    said = Raw(w.say("opportunities.ranked", n=ranked))
    return w.say("opportunities.title", ranked=said, ideas=Raw(w.say("opportunities.ideas", n=ideas)))


def _sub(view: OpportunityList, w: Words) -> str:
    said = Raw(weights(view.weights, w))
    if view.chosen_on is None:
        return w.say("opportunities.weights.usual", weights=said)
    return w.say("opportunities.weights", weights=said, on=view.chosen_on)


def _row(one: OpportunityRow, w: Words, *, separator: bool) -> Element:
    show = Press(verb=Verb.OPPORTUNITY_SHOW, ids={"opportunity": one.opportunity})
    return row(
        named(one, w), sub=pulled(one, w), below=unanswered(one, w), mark=_mark(one, w), separator=separator,
        link=execute(Button(title=w.say("portfolio.show", name=one.name), press=show)),
    )


def named(one: OpportunityRow, w: Words) -> str:
    """"2 (1 to 4) · Proposal drafting"."""
    if one.place is None:
        return w.free(one.name)
    return w.say("opportunities.row", place=Raw(place(one.place, w)), name=one.name)


def _mark(one: OpportunityRow, w: Words) -> Chip | None:
    """Ties are said; what is ranked and stands alone needs no chip."""
    if one.place is None:
        return state_chip(one.state, w)
    tied = len(one.place.tied)
    return Chip(look=HALF, word=w.say("opportunities.tied", n=tied)) if tied else None


def pulled(one: OpportunityRow, w: Words) -> str | None:
    """The answers that lift it and drag it most; None for neither."""
    said = [w.say("opportunities.up", what=Raw(asked_and_said(one.up, w)))] if one.up else []
    said += [w.say("opportunities.down", what=Raw(asked_and_said(one.down, w)))] if one.down else []
    return " · ".join(said) or None


def unanswered(one: OpportunityRow, w: Words) -> str | None:
    """The questions nobody has answered; None when all nine are."""
    if not one.unknown:
        return None
    if len(one.unknown) == len(Question):
        return w.say("opportunities.unanswered")
    return w.say("opportunities.unknown", questions=Raw(w.listed(w.name(question) for question in one.unknown)))


def _buttons(view: OpportunityList, w: Words) -> list[Element]:
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    others = [
        Button(title=w.say(key), press=Press(verb=Verb.OPPORTUNITIES_PAGE, ids={"page": str(page)})) for key, page in turns
    ]
    return action_bar(primary=_add(view, w), others=others, overflow=_weigh(view, w))


def _add(view: OpportunityList, w: Words) -> Button | None:
    new = Press(verb=Verb.OPPORTUNITY_NEW, ids={})
    return Button(title=w.say("opportunities.add"), press=new) if view.may_add else None


def _weigh(view: OpportunityList, w: Words) -> list[Button]:
    return [Button(title=w.say("ranking.open"), press=Press(verb=Verb.RANKING_OPEN, ids={}))] if view.may_weigh else []


def _empty(view: OpportunityList, w: Words) -> Element:
    title = w.say("opportunities.empty.mine" if view.mine_only else "opportunities.empty")
    text = w.say("opportunities.empty.text" if view.may_add else "opportunities.empty.wait")
    made = empty("Lightbulb", title, text)
    return card([made], actions=action_bar(primary=_add(view, w), others=_weigh(view, w)), fallback_text=title)

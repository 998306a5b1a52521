"""One opportunity: its place and how sure it is, its nine answers with their sources, and what became of it (E5, E6)."""

from collections.abc import Iterator, Sequence

from cards.buttons import Button, action_bar, execute
from cards.components import header, mark_row, notice, quote, row
from cards.constraints import constraint_rows
from cards.disclosure import disclosure
from cards.elements import Element, card, text
from cards.fit import fitting
from cards.looks import GOOD, HALF, UNKNOWN, WARNING, Look
from cards.opportunity_list import state_chip
from cards.opportunity_words import ask, merit, place, said, source, span
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.opportunities.questions import SCORE, Answer, Question, Score
from portfolio.opportunities.register import State
from portfolio.opportunities.scores import good
from portfolio.views.opportunities import AnswerLine, OpportunityCard
from words.api import Raw, Words

_MOST_CONSTRAINTS = 5
_MOST_TIED = 5


def draw(view: OpportunityCard, w: Words) -> Element:
    """The card; without its earlier answers where all of it does not fit."""
    return fitting(_drawn(view, w, earlier=earlier) for earlier in (True, False))


def _drawn(view: OpportunityCard, w: Words, *, earlier: bool) -> Element:
    title = w.free(view.name)
    body = [
        *header(
            eyebrow=w.say("opportunity.eyebrow"), title=title, sub=w.free(view.workflow), mark=state_chip(view.state, w)
        ),
        *([notice("good", w.say(f"opportunity.just.{view.just}"))] if view.just else []),
        *_standing(view, w),
        *pairs(list(_facts(view, w))),
        *(one for score in Score for one in _score(score, view, w)),
        *constraint_rows(view.constraints, w, w.say("constraints.decide"), most=_MOST_CONSTRAINTS),
        *(_earlier(view, w) if earlier else []),
    ]
    fallback = w.say("opportunity.fallback", name=view.name, state=view.state)
    return card(body, actions=_buttons(view, w), fallback_text=fallback)


def _standing(view: OpportunityCard, w: Words) -> list[Element]:
    """Its rank, or why it has none; or why it was merged or rejected."""
    if view.reason:
        return [quote(w.say("opportunity.reason"), w.free(view.reason))]
    if view.place is not None:
        found = view.place
        title = w.say("opportunity.ranked", place=Raw(place(found, w)), of=found.of, merit=Raw(merit(found.merit, w)))
        lines = [w.say("opportunity.sure" if found.best == found.worst else "opportunity.unsure")]
        if found.tied:
            lines.append(w.say("opportunity.tied", names=Raw(w.listed(_tied(found.tied, w)))))
        return [notice("info", title, " ".join(lines))]
    if view.state is State.IDEA:
        return [notice("info", w.say("opportunity.unranked"), w.say("opportunity.unranked.text"))]
    return []


def _tied(names: Sequence[str], w: Words) -> Iterator[str]:
    yield from (w.free(name) for name in names[:_MOST_TIED])
    if len(names) > _MOST_TIED:
        yield w.say("opportunity.tied.more", n=len(names) - _MOST_TIED)


def _facts(view: OpportunityCard, w: Words) -> Iterator[tuple[str, str]]:
    proposed = "opportunity.proposed.by" if view.proposer else "opportunity.proposed.on"
    yield w.say("opportunity.proposed"), w.say(proposed, by=view.proposer or "", on=view.proposed_on)
    if view.observed is not None:
        yield w.say("opportunity.observed"), w.free(view.observed)
    if view.sponsor is not None:
        yield w.say("opportunity.sponsor"), w.free(view.sponsor)
    if view.settled_on is not None:
        settled = "opportunity.settled.by" if view.settled_by else "opportunity.settled.on"
        yield w.name(view.state), w.say(settled, by=view.settled_by or "", on=view.settled_on)
    if view.into_name is not None:
        yield w.say("opportunity.into"), w.free(view.into_name)


def _score(score: Score, view: OpportunityCard, w: Words) -> list[Element]:
    press = Press(verb=Verb.OPPORTUNITY_ASK, ids={"opportunity": view.opportunity, "choice": score.value})
    title = w.say("opportunity.section", score=score, points=Raw(span(view.scores[score], w)))
    link = execute(Button(title=w.say("opportunity.answer_it", score=score), press=press)) if view.may_prepare else None
    lines = [_line(one, w) for one in view.lines if SCORE[one.question] is score]
    how = w.say("opportunity.less") if score is Score.RISK else None
    return [row(title, sub=how, link=link, strong=True, spacing="Large"), *lines]


def _line(line: AnswerLine, w: Words) -> Element:
    if line.answer is None:
        offered = None
        if line.offered is not None:
            words = Raw(said(line.offered, w))
            offered = w.say("opportunity.offered", answer=words, source=Raw(source(line.offered, w)))
        return mark_row(UNKNOWN, ask(line.question, w), detail=w.say("opportunity.not_known"), sub=offered)
    told = source(line.answer, w)
    if line.by is not None:
        told = w.say("opportunity.entered", source=Raw(told), by=line.by)
    if line.outdated:
        told = " · ".join([told, w.say("opportunity.outdated")])
    return mark_row(_look(line.question, line.answer), ask(line.question, w), detail=said(line.answer, w), sub=told)


def _look(question: Question, answer: Answer) -> Look:
    """Colour says which way it pulls; the words say what is so."""
    return (WARNING, HALF, HALF, GOOD, GOOD)[good(question, answer)]


def _earlier(view: OpportunityCard, w: Words) -> list[Element]:
    lines = [
        text(_was(line.question, was, w), size="Small", spacing="ExtraSmall") for line in view.lines for was in line.earlier
    ]
    if not lines:
        return []
    title, sub = w.say("opportunity.earlier"), w.say("opportunity.earlier.sub", n=len(lines))
    return disclosure("earlier", title, sub, lines, spacing="Medium")


def _was(question: Question, was: Answer | None, w: Words) -> str:
    if was is None:
        return w.say("opportunity.was_unknown", question=Raw(ask(question, w)))
    return w.say(
        "opportunity.was", question=Raw(ask(question, w)), answer=Raw(said(was, w)), source=Raw(source(was, w))
    )


def _buttons(view: OpportunityCard, w: Words) -> list[Element]:
    ids = {"opportunity": view.opportunity}

    def button(key: str, verb: Verb) -> Button:
        return Button(title=w.say(key), press=Press(verb=verb, ids=ids))

    back = Button(title=w.say("opportunity.back"), press=Press(verb=Verb.OPPORTUNITIES_PAGE, ids={"page": "1"}))
    proposed = [button("opportunity.idea", Verb.IDEA_SHOW)] if view.idea else []
    if not view.may_prepare:
        others = [back]
        if view.initiative is not None:
            show = Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative})
            others.insert(0, Button(title=w.say("form.show_record"), press=show))
        if view.into is not None:
            goes_on = Press(verb=Verb.OPPORTUNITY_SHOW, ids={"opportunity": view.into})
            others.insert(0, Button(title=w.say("opportunity.show_other"), press=goes_on))
        return action_bar(others=others, overflow=proposed)
    promote = button("opportunity.promote", Verb.OPPORTUNITY_PROMOTE) if view.state is State.SCORED else None
    others = [button("opportunity.change", Verb.OPPORTUNITY_OPEN), button("opportunity.settle", Verb.OPPORTUNITY_SETTLING)]
    return action_bar(primary=promote, others=others, overflow=[*proposed, back])

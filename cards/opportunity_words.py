"""An answer, a place in the ranking and a score in words, the same on every card."""

from portfolio.opportunities.questions import FULL, Answer, Question, Score
from portfolio.opportunities.ranking import SCALE, Weights
from portfolio.opportunities.register import Origin
from portfolio.opportunities.scores import Span
from portfolio.views.opportunities import Place
from words.api import Raw, Words


def said(answer: Answer, w: Words) -> str:
    """"420", or "Somebody is named and has said yes"."""
    return w.number(answer.amount) if answer.amount is not None else w.name(answer.fact) if answer.fact else ""


def source(answer: Answer, w: Words) -> str:
    """Who says so, and of which day."""
    parts = [w.name(answer.basis), w.free(answer.source) if answer.source else "", w.day(answer.on)]
    return " · ".join(part for part in parts if part)


def asked_and_said(answer: Answer, w: Words) -> str:
    """"cases a month: 420"."""
    return w.say("opportunity.answer", question=answer.question, answer=Raw(said(answer, w)))


def place(found: Place | Origin, w: Words) -> str:
    """"2 (1 to 4)"; the range is left out where there is none."""
    key = "opportunity.place.sure" if found.best == found.worst else "opportunity.place"
    return w.say(key, rank=found.rank, best=found.best, worst=found.worst)


def span(found: Span, w: Words) -> str:
    """"7 of 12", or "7 to 11 of 12" while something is unknown."""
    key = "opportunity.score" if found.exact else "opportunity.score.range"
    return w.say(key, low=found.low, high=found.high, all=FULL)


def merit(found: Span, w: Words) -> str:
    """Its points of 100 under the weights."""
    low, high = (round(points / SCALE) for points in (found.low, found.high))
    return w.say("opportunity.merit" if low == high else "opportunity.merit.range", low=low, high=high)


def weights(found: Weights, w: Words) -> str:
    """"value 40 %, feasibility 30 %, little risk 30 %"."""
    return w.say("ranking.weights", **{score.value: found.of(score) for score in Score})


def ask(question: Question, w: Words) -> str:
    """The question in full."""
    return w.say(f"opportunity.ask.{question.value}")




def came_from(origin: Origin, w: Words) -> str:
    """"rank 2 (1 to 4) of 14 on 3 Nov 2026, 9 of 9 questions answered"."""
    where = Raw(place(origin, w))
    return w.say("record.origin.of", place=where, of=origin.of, on=origin.on, n=origin.answered, all=len(Question))

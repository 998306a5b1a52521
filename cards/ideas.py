"""An idea (E10): the short form anybody fills in, one idea with its clock and its answers, and what its author hears."""

from collections.abc import Mapping, Sequence

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import footer, header, notice, quote
from cards.elements import Element, card, text
from cards.forms import Form
from cards.looks import CLOSED, DUE, GOOD, OVERDUE, Chip, Look
from cards.pairs import pairs
from cards.similar import similar_rows
from cards.verbs import ANYWAY, Press, Verb
from portfolio.decisions import LONGEST_REASON
from portfolio.initiatives import MAX_NAME
from portfolio.opportunities.ideas import MAX_BOTHERS, MAX_WHO, SHORTEST_NO, Often, Reply
from portfolio.views.ideas import Clock, IdeaAnswered, IdeaCard, IdeaForm
from portfolio.views.initiatives import Similar
from words.api import Raw, Words

_LOOKS: Mapping[Reply, Look] = {Reply.ACCEPTED: GOOD, Reply.MERGED: CLOSED, Reply.REJECTED: CLOSED}


def draw_form(view: IdeaForm, w: Words) -> Element:
    """Four questions, a minute."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = [
        *form.text(
            "work", w.say("idea.work"), max_length=MAX_NAME, required=True, error=w.say("idea.work.error"),
            placeholder=w.say("idea.work.example"), spacing="Large",
        ),
        *form.text(
            "who", w.say("idea.who"), max_length=MAX_WHO, required=True, error=w.say("idea.who.error"),
            placeholder=w.say("idea.who.example"),
        ),
        *form.choice(
            "often", w.say("idea.often"), [(one.value, w.name(one)) for one in Often], required=True,
            error=w.say("idea.often.error"), style="compact", placeholder=w.say("idea.often.choose"),
        ),
        *form.text(
            "bothers", w.say("idea.bothers"), max_length=MAX_BOTHERS, required=True, multiline=True,
            error=w.say("idea.bothers.error"), placeholder=w.say("idea.bothers.example"),
        ),
    ]  # fmt: skip
    title = w.say("idea.title")
    body = [
        *header(eyebrow=w.say("idea.eyebrow"), title=title, sub=w.say("idea.sub")),
        *form.notice(inputs),
        *_like(view.similar, w, asked=True),
        *inputs,
        footer(w.say("idea.then")),
    ]
    seen = {"choice": ANYWAY} if view.similar else {}
    send = Button(
        title=w.say("idea.anyway" if view.similar else "idea.submit"),
        press=Press(verb=Verb.IDEA_SUBMIT, ids={"token": view.token, **seen}),
    )
    return card(body, actions=action_bar(primary=send), fallback_text=title)


def _like(found: Sequence[Similar], w: Words, *, asked: bool) -> list[Element]:
    """What is like it, with what was learnt where it was retired. `asked`: nothing has been proposed yet."""
    if not found:
        return []
    said = w.say("idea.like.ask" if asked else "idea.like.office")
    return [notice("warning", w.say("idea.like", n=len(found)), said), *similar_rows(found, w, links=False)]


def clock_chip(clock: Clock, w: Words) -> Chip:
    """Until when an answer is owed, or by how much it is late."""
    if clock.days < 0:
        return Chip(look=OVERDUE, word=w.say("idea.late", n=-clock.days))
    return Chip(look=DUE, word=w.say("idea.by", on=clock.last))


def answer_chip(answer: Reply, promoted: bool, w: Words) -> Chip:
    """What was answered."""
    if promoted:
        return Chip(look=GOOD, word=w.say("idea.promoted"))
    return Chip(look=_LOOKS[answer], word=w.name(answer))


def draw(view: IdeaCard, w: Words) -> Element:
    """One idea. The three answers weigh the same, so none is primary."""
    form = Form(words=w, values=view.values, problems=view.problems)
    mark = None
    if view.clock is not None:
        mark = clock_chip(view.clock, w)
    elif view.answer is not None:
        mark = answer_chip(view.answer, view.promoted, w)
    by = w.say("idea.yours") if view.mine else view.author or w.say("person.erased")
    body = [
        *header(
            eyebrow=w.say("idea.eyebrow"), title=w.free(view.work), sub=w.say("idea.from", by=by, on=view.proposed_on),
            mark=mark,
        ),
        *form.above(),
        *_just(view, w),
        *pairs([(w.say("idea.fact.who"), _said(view.who, w)), (w.say("idea.fact.often"), w.name(view.often))]),
        quote(w.say("idea.fact.bothers"), _said(view.bothers, w)),
        *_answered(view, w),
        *_like(view.similar, w, asked=False),
        *([footer(_owed(view.clock, w))] if view.clock is not None else []),
    ]
    return card(body, actions=_buttons(view, form), fallback_text=w.say("idea.fallback", work=view.work))


def _owed(clock: Clock, w: Words) -> str:
    return w.say("idea.was_owed" if clock.days < 0 else "idea.owed", on=clock.last)


def _said(words: str, w: Words) -> str:
    return w.free(words) if words else w.say("idea.erased")


def _just(view: IdeaCard, w: Words) -> list[Element]:
    if view.just is None:
        return []
    if view.just == "proposed" and view.clock is not None:
        return [notice("good", w.say("idea.just.proposed"), w.say("idea.just.proposed.text", on=view.clock.last))]
    return [notice("good", w.say(f"idea.just.{view.just}"))]


def _answered(view: IdeaCard, w: Words) -> list[Element]:
    if view.answer is None or view.answered_on is None:
        return []
    by = w.say("idea.answered", by=view.answered_by or w.say("person.erased"), on=view.answered_on)
    made = [text(_outcome(view.answer, view.promoted, view.into, w), spacing="Medium")]
    made.append(text(by, size="Small", subtle=True, spacing="None"))
    return [*made, *([quote(w.say("decided.reason"), w.free(view.reason))] if view.reason else [])]


def _outcome(answer: Reply | None, promoted: bool, into: str | None, w: Words) -> str:
    if promoted or answer is None:
        return w.say("idea.outcome.promoted", into=into or Raw(w.say("person.erased")))
    if answer is Reply.MERGED:
        return w.say("idea.outcome.merged", into=into or Raw(w.say("person.erased")))
    return w.say(f"idea.outcome.{answer}")


def _buttons(view: IdeaCard, form: Form) -> list[Element]:
    w = form.words
    if view.may_answer:
        return action_bar(others=[
            Button(title=w.say("idea.accept"), press=_answer(view, Reply.ACCEPTED)),
            _ask(w.say("idea.merge"), form.text(
                "merged.into", w.say("idea.into"), max_length=MAX_NAME, required=True, error=w.say("idea.into.error"),
                placeholder=w.say("idea.into.example"),
            ), Button(title=w.say("idea.merge.submit"), press=_answer(view, Reply.MERGED))),
            _ask(w.say("idea.no"), form.text(
                "rejected.reason", w.say("idea.reason"), max_length=LONGEST_REASON, required=True, multiline=True,
                error=w.say("idea.reason.error", least=SHORTEST_NO),
            ), Button(title=w.say("idea.no.submit"), press=_answer(view, Reply.REJECTED))),
        ], overflow=[_all(w.say("idea.list"), "waiting")])  # fmt: skip
    shown = []
    if view.initiative is not None:
        press = Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative})
        shown = [Button(title=w.say("notice.show"), press=press)]
    if view.may_score:
        press = Press(verb=Verb.OPPORTUNITY_SHOW, ids={"opportunity": view.idea})
        shown.append(Button(title=w.say("idea.score"), press=press))
    if view.mine:
        shown.append(_all(w.say("idea.mine"), "mine"))
    if view.office:
        shown.append(_all(w.say("idea.list"), "waiting"))
    if not (view.mine or view.office):
        shown.append(Button(
            title=w.say("opportunity.back"), press=Press(verb=Verb.OPPORTUNITIES_PAGE, ids={"page": "1"}), sends_inputs=False
        ))
    return action_bar(others=shown)


def _answer(view: IdeaCard, reply: Reply) -> Press:
    return Press(verb=Verb.IDEA_ANSWER, ids={"opportunity": view.idea, "choice": reply.value})


def _ask(title: str, inputs: Sequence[Element], send: Button) -> Element:
    return show_card(title, list(inputs), actions=[execute(send)])


def _all(title: str, whose: str) -> Button:
    return Button(title=title, press=Press(verb=Verb.IDEAS_SHOW, ids={"choice": whose}), sends_inputs=False)


def draw_answered(view: IdeaAnswered, w: Words) -> Element:
    """To the author."""
    by = view.by or w.say("person.erased")
    mark = answer_chip(view.answer or Reply.ACCEPTED, view.answer is None, w)
    body = [
        *header(
            eyebrow=w.say("idea.eyebrow"), title=w.free(view.work), sub=w.say("idea.answered", by=by, on=view.on), mark=mark
        ),
        text(_outcome(view.answer, view.answer is None, view.into, w), spacing="Medium"),
        *([quote(w.say("decided.reason"), w.free(view.reason))] if view.reason else []),
        footer(w.name(view.why)),
    ]
    press = Press(verb=Verb.IDEA_SHOW, ids={"opportunity": view.idea})
    told = w.say("idea.answered.fallback", work=view.work, answer=Raw(mark.word))
    return card(body, actions=action_bar(others=[Button(title=w.say("notice.show"), press=press)]), fallback_text=told)

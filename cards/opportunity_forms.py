"""The forms of the opportunity register: adding one, its questions, merging or rejecting it, the weights of the ranking."""

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import footer, header, quote, section
from cards.elements import Element, card, container, text
from cards.forms import Form, hint
from cards.layouts import flow
from cards.opportunity_words import ask, weights
from cards.similar import similar
from cards.verbs import ANYWAY, Press, Verb
from portfolio.initiatives import MAX_NAME, MAX_NOTE, MAX_SENTENCE
from portfolio.opportunities.commands import MERGE, NOT_KNOWN, REJECT
from portfolio.opportunities.questions import BANDS, CHOICES, MAX_SOURCE, SCORE, Basis, Question, Score
from portfolio.opportunities.ranking import USUAL
from portfolio.opportunities.register import SHORTEST_REASON
from portfolio.views.opportunities import OpportunityForm, QuestionsForm, SettleForm, WeightsForm
from words.api import Raw, Words


def draw(view: OpportunityForm, w: Words) -> Element:
    """Adding one, or changing what one is called."""
    form = Form(words=w, values={"observed": NOT_KNOWN, **view.values}, problems=view.problems)
    new = view.opportunity is None
    inputs = _described(view, form)
    title = w.say("opportunity.new" if new else "opportunity.change.title")
    body = [
        *header(eyebrow=w.say("opportunities.eyebrow"), title=title, sub=w.say("opportunity.new.sub") if new else None),
        *form.notice(inputs),
        *similar(view.similar, w, links=len(view.values) <= 1, added=True),
        *inputs,
    ]
    return card(body, actions=action_bar(primary=_send(view, w), overflow=[_back(view.opportunity, w)]), fallback_text=title)


def _described(view: OpportunityForm, form: Form) -> list[Element]:
    w = form.words
    observed = [(NOT_KNOWN, w.say("opportunity.observed.none")), *((id, w.free(name)) for id, name in view.observed)]
    return [
        *form.text(
            "name", w.say("register.name"), max_length=MAX_NAME, required=True, error=w.say("register.name.error"),
            placeholder=w.say("register.name.example"), spacing="Large",
        ),
        *form.text(
            "workflow", w.say("register.workflow"), max_length=MAX_SENTENCE, required=True,
            error=w.say("register.workflow.error"), placeholder=w.say("register.workflow.example"),
        ),
        *(
            form.choice("observed", w.say("opportunity.observed.ask"), observed, style="compact") if view.observed else []
        ),
    ]


def _send(view: OpportunityForm, w: Words) -> Button:
    if view.opportunity is None:
        seen = {"choice": ANYWAY} if view.similar else {}
        title = w.say("opportunity.new.anyway" if view.similar else "opportunity.new.submit")
        return Button(title=title, press=Press(verb=Verb.OPPORTUNITY_ADD, ids={"token": view.token, **seen}))
    press = Press(verb=Verb.OPPORTUNITY_CHANGE, ids={"opportunity": view.opportunity}, revision=view.revision)
    return Button(title=w.say("opportunity.save"), press=press)


def _back(opportunity: str | None, w: Words) -> Button:
    if opportunity is None:
        press = Press(verb=Verb.OPPORTUNITIES_PAGE, ids={"page": "1"})
        return Button(title=w.say("opportunity.back"), press=press, sends_inputs=False)
    press = Press(verb=Verb.OPPORTUNITY_SHOW, ids={"opportunity": opportunity})
    return Button(title=w.say("opportunity.cancel"), press=press, sends_inputs=False)


def draw_questions(view: QuestionsForm, w: Words) -> Element:
    """The three questions of a score, each with its source."""
    form = Form(words=w, values=view.values, problems=view.problems)
    asked = [question for question, score in SCORE.items() if score is view.score]
    inputs = [one for question in asked for one in _question(question, view, form)]
    title = w.say("opportunity.questions", score=view.score)
    body = [
        *header(eyebrow=w.free(view.name), title=title, sub=w.say("opportunity.questions.how")),
        *form.notice(inputs),
        *inputs,
    ]
    ids = {"opportunity": view.opportunity, "choice": view.score.value}
    save = Button(
        title=w.say("opportunity.save"), press=Press(verb=Verb.OPPORTUNITY_ANSWER, ids=ids, revision=view.revision)
    )
    return card(body, actions=action_bar(primary=save, overflow=[_back(view.opportunity, w)]), fallback_text=title)


def _question(question: Question, view: QuestionsForm, form: Form) -> list[Element]:
    w, id = form.words, question.value
    sources = [one for one in Basis if one is not Basis.REGISTER or question is Question.OPEN_CONSTRAINTS]
    basis = [(one.value, w.name(one)) for one in sources]
    how = form.choice(
        f"{id}.basis", w.say("opportunity.basis"), basis, style="compact", placeholder=w.say("opportunity.basis.choose")
    )
    on = form.date(f"{id}.on", w.say("opportunity.on"), latest=view.today, error=w.say("opportunity.on.error"))
    return [
        *section(ask(question, w), w.say("opportunity.prefilled") if question in view.offered else None, separator=True),
        *_answer(question, form),
        *(form.person("sponsor", "sponsor_name", w.say("opportunity.sponsor.ask")) if question is Question.OWNER else []),
        container([container(how), container(on)], layout=flow(min_item_px=150), spacing="Small"),
        *form.text(
            f"{id}.source", w.say("opportunity.source"), max_length=MAX_SOURCE,
            placeholder=w.say("opportunity.source.example"), spacing="Small",
        ),
    ]


def _answer(question: Question, form: Form) -> list[Element]:
    w, id = form.words, question.value
    if question in BANDS:
        return form.number(id, w.say(f"opportunity.label.{id}"), error=w.say("opportunity.number.error"))
    offered = [(fact.value, w.name(fact)) for fact in CHOICES[question]]
    return form.choice(
        id, w.say("opportunity.label"), [*offered, (NOT_KNOWN, w.say("opportunity.not_known"))], style="compact",
        placeholder=w.say("opportunity.choose"),
    )


def draw_settle(view: SettleForm, w: Words) -> Element:
    """Two forms that open in place: it goes on in another one, or it ends here."""
    form = Form(words=w, values=view.values, problems=view.problems)
    title = w.say("opportunity.settle.title", name=view.name)
    near = w.listed(w.free(name) for name in view.near)
    body = [
        *header(eyebrow=w.say("opportunities.eyebrow"), title=title, sub=w.say("opportunity.settle.sub")),
        *form.above(),
        *([text(w.say("opportunity.settle.near", names=Raw(near)), size="Small", spacing="Medium")] if near else []),
    ]
    choices = [_settle(choice, view, form) for choice in (MERGE, REJECT)]
    return card(body, actions=action_bar(others=choices, overflow=[_back(view.opportunity, w)]), fallback_text=title)


def _settle(choice: str, view: SettleForm, form: Form) -> Element:
    w = form.words
    into = form.text(
        "into", w.say("opportunity.into.ask"), max_length=MAX_NAME, required=True, error=w.say("opportunity.into.error")
    )
    body = [
        text(w.say(f"opportunity.{choice}.text"), size="Small"),
        *(into if choice == MERGE else []),
        *form.text(
            f"{choice}.reason", w.say("opportunity.why"), max_length=MAX_NOTE, multiline=True, required=True,
            error=w.say("problem.reason_too_short", least=SHORTEST_REASON),
        ),
    ]
    press = Press(
        verb=Verb.OPPORTUNITY_SETTLE, ids={"opportunity": view.opportunity, "choice": choice}, revision=view.revision
    )
    submit = execute(Button(title=w.say(f"opportunity.{choice}.submit"), press=press), primary=True)
    return show_card(w.say(f"opportunity.{choice}"), body, actions=[submit])


def draw_weights(view: WeightsForm, w: Words) -> Element:
    """The weights as they are, to be changed with a reason."""
    form = Form(words=w, values=view.values, problems=view.problems)
    parts = [
        container(form.number(score.value, w.name(score), error=w.say("problem.weight_unlikely"), required=True))
        for score in Score
    ]
    inputs = [
        container(parts, layout=flow(min_item_px=110), spacing="Large"),
        hint(w.say("ranking.hint")),
        *form.text(
            "reason", w.say("ranking.reason"), max_length=MAX_NOTE, multiline=True, required=True,
            error=w.say("problem.reason_too_short", least=SHORTEST_REASON), placeholder=w.say("ranking.reason.example"),
        ),
    ]
    title = w.say("ranking.title")
    body = [
        *header(eyebrow=w.say("opportunities.eyebrow"), title=title, sub=_chosen(view, w)),
        *form.notice(inputs),
        *([quote(w.say("ranking.was_reason"), w.free(view.reason))] if view.reason else []),
        *inputs,
        footer(w.say("ranking.then")),
    ]
    save = Button(title=w.say("ranking.submit"), press=Press(verb=Verb.RANKING_WEIGH, ids={}, revision=view.version))
    return card(body, actions=action_bar(primary=save, overflow=[_back(None, w)]), fallback_text=title)


def _chosen(view: WeightsForm, w: Words) -> str:
    if view.chosen_on is None:
        return w.say("ranking.usual", weights=Raw(weights(USUAL, w)))
    if view.chosen_by is None:
        return w.say("ranking.chosen", on=view.chosen_on)
    return w.say("ranking.chosen.by", on=view.chosen_on, by=view.chosen_by)

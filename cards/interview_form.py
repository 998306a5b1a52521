"""The interview as whoever is asked sees it: seven questions, a consent that starts at no, and what became of it (E1)."""

from cards.buttons import Button, action_bar, execute
from cards.components import footer, header, notice, row
from cards.due import why
from cards.elements import Element, card, text
from cards.forms import Form, hint
from cards.looks import GOOD, HALF, Chip
from cards.verbs import Press, Verb
from portfolio.discover.interviews import MAX_ANSWER, InterviewState, Standpoint, Topic
from portfolio.views.interviews import InterviewAskForm, InterviewForm, InterviewReceipt, OwnInterviews
from words.api import Words


def draw(view: InterviewForm, w: Words) -> Element:
    """The questions with what was answered so far."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = [*_questions(view, form), *_consent(view, form)]
    title = w.say("interview.title", name=view.workflow)
    body = [
        *header(
            eyebrow=w.say("interview.eyebrow", standpoint=view.standpoint), title=title,
            sub=w.say("interview.sub", by=view.asked_by) if view.asked_by else None,
        ),
        *form.notice(inputs),
        *([notice("good", w.say("interview.saved"), w.say("interview.saved.text"))] if view.just == "saved" else []),
        text(w.say("interview.intro"), spacing="Medium"),
        *inputs,
        _end(view, w),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=title)


def _questions(view: InterviewForm, form: Form) -> list[Element]:
    made: list[Element] = []
    for number, topic in enumerate(Topic, start=1):
        question = form.words.say(f"interview.ask.{view.standpoint}.{topic}")
        made += form.text(
            topic.value, form.words.say("interview.question", number=number, question=question), max_length=MAX_ANSWER,
            multiline=True, spacing="Large" if number == 1 else "Medium",
        )
    return made


def _consent(view: InterviewForm, form: Form) -> list[Element]:
    w = form.words
    choices = [("no", w.say("interview.quote.no")), ("yes", w.say("interview.quote.yes", standpoint=view.standpoint))]
    asked = form.choice("quote", w.say("interview.quote"), choices, spacing="Large")
    return [*asked, hint(w.say("interview.quote.hint"))]


def _end(view: InterviewForm, w: Words) -> Element:
    if view.why is None:
        return footer(w.say("interview.who_reads"))
    return why(view.why, w, w.say("interview.time"), w.say("interview.ignored"), w.say("interview.who_reads"))


def _buttons(view: InterviewForm, w: Words) -> list[Element]:
    ids = {"interview": view.interview}
    send = Button(
        title=w.say("interview.change" if view.answered else "interview.send"),
        press=Press(verb=Verb.INTERVIEW_SEND, ids=ids, revision=view.revision),
    )
    if view.answered:
        return action_bar(primary=send, others=[_withdraw(view.interview, w)])
    save = Button(
        title=w.say("interview.save"), press=Press(verb=Verb.INTERVIEW_SAVE, ids=ids, revision=view.revision)
    )
    decline = Button(title=w.say("interview.decline"), press=Press(verb=Verb.INTERVIEW_DECLINE, ids=ids))
    return action_bar(primary=send, others=[save], overflow=[decline])


def _withdraw(interview: str, w: Words) -> Button:
    press = Press(verb=Verb.INTERVIEW_WITHDRAW, ids={"interview": interview})
    return Button(title=w.say("interview.withdraw"), press=press, sends_inputs=False)


def draw_receipt(view: InterviewReceipt, w: Words) -> Element:
    """Sent: how much, how it may be used, and the two ways back."""
    title = w.say("interview.thanks", name=view.workflow)
    said = [w.say("interview.answered", n=view.answered)]
    if view.skipped:
        said.append(w.say("interview.skipped", n=view.skipped))
    body = [
        *header(
            eyebrow=w.say("interview.eyebrow", standpoint=view.standpoint), title=title, sub=" ".join(said),
            mark=Chip(look=GOOD, word=w.say("interview.sent")),
        ),
        notice(
            "info", w.say("interview.may.yes" if view.quotable else "interview.may.no"),
            w.say("interview.may.yes.text" if view.quotable else "interview.may.no.text", standpoint=view.standpoint),
        ),
        footer(w.say("interview.back")),
    ]
    show = Button(
        title=w.say("interview.open"), press=Press(verb=Verb.INTERVIEW_SHOW, ids={"interview": view.interview})
    )
    return card(body, actions=action_bar(others=[show, _withdraw(view.interview, w)]), fallback_text=title)


def draw_own(view: OwnInterviews, w: Words) -> Element:
    """All that one was asked: from here each is changed, or taken back."""
    title, page = w.say("interview.own", n=view.total), {"page": view.page, "pages": view.pages}
    eyebrow = w.say("interview.kit.page", **page) if view.pages > 1 else w.say("interview.kit")
    body = [*header(eyebrow=eyebrow, title=title, sub=w.say("interview.own.sub"))]
    for line in view.lines:
        sent = line.state is InterviewState.ANSWERED
        press = Press(verb=Verb.INTERVIEW_SHOW, ids={"interview": line.interview})
        mark = Chip(look=GOOD, word=w.say("interview.sent")) if sent else Chip(look=HALF, word=w.say("interview.own.open"))
        link = execute(Button(title=w.say("interview.own.show", name=line.workflow), press=press))
        body.append(row(w.free(line.workflow), sub=w.name(line.standpoint), mark=mark, link=link))
    turns = [("portfolio.back", view.page - 1)] if view.page > 1 else []
    turns += [("portfolio.on", view.page + 1)] if view.page < view.pages else []
    others = [
        Button(title=w.say(key), press=Press(verb=Verb.INTERVIEWS_SHOW, ids={"page": str(page)})) for key, page in turns
    ]
    return card([*body, footer(w.say("interview.back"))], actions=action_bar(others=others), fallback_text=title)


def draw_ask(view: InterviewAskForm, w: Words) -> Element:
    """The programme office picks a workflow, a person and from where they see the work."""
    form = Form(words=w, values=view.values, problems=view.problems)
    offered = [(id, w.free(name)) for id, name in view.workflows]
    inputs = [
        *form.choice(
            "workflow", w.say("interview.workflow"), offered, required=True, error=w.say("interview.workflow.error"),
            style="compact", placeholder=w.say("interview.workflow.choose"), spacing="Large",
        ),
        *form.person("person", "person_name", w.say("interview.person")),
        *form.choice(
            "standpoint", w.say("interview.standpoint"), [(one.value, w.name(one)) for one in Standpoint], required=True,
            error=w.say("interview.standpoint.error"), spacing="Medium",
        ),
    ]
    title = w.say("interview.ask")
    body = [
        *header(
            eyebrow=w.say("interview.kit"), title=title, sub=w.say("interview.ask.sub"),
            mark=Chip(look=HALF, word=w.say("interview.seven", n=len(Topic))),
        ),
        *form.notice(inputs),
        *inputs,
        footer(w.say("interview.ask.then")),
    ]
    press = Button(title=w.say("interview.ask.press"), press=Press(verb=Verb.INTERVIEW_ASK, ids={}))
    return card(body, actions=action_bar(primary=press), fallback_text=title)

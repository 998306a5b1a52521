"""What the programme office reads of interviews: where they stand, the answers to one topic, the pains made of them."""

from cards.buttons import Button, action_bar, execute
from cards.components import footer, header, notice, row, section
from cards.elements import Element, card, container, text
from cards.forms import Form, hint
from cards.verbs import Press, Verb
from portfolio.discover.interviews import MAX_PAIN
from portfolio.views.interviews import Heard, InterviewDesk, InterviewTopic
from words.api import Raw, Words
from words.map_said import voices


def draw(view: InterviewDesk, w: Words) -> Element:
    """By standpoint, by topic, and the pains of the workflow."""
    title, answered = w.free(view.name), any(count for _, count in view.topics)
    said = [f"{w.name(line.standpoint)}: {w.say(f'interview.is.{line.state}', n=line.count)}" for line in view.asked]
    body = [
        *header(eyebrow=w.say("interview.kit"), title=title, sub=w.say("interview.desk.sub")),
        *([notice("good", w.say("interview.pain.noted"))] if view.just == "pain" else []),
        *section(w.say("interview.asked")),
        text("\n".join(said) or w.say("interview.nobody"), size="Small", spacing="Small"),
        *(_topics(view, w) if answered else []),
        *(_pains(view, w) if view.pains else []),
        footer(w.say("interview.desk.roles")),
    ]
    ids = {"workflow": view.workflow}
    ask = Button(title=w.say("interview.ask"), press=Press(verb=Verb.INTERVIEW_OPEN, ids=ids))
    show = Button(title=w.say("map.show"), press=Press(verb=Verb.MAP_SHOW, ids=ids))
    return card(body, actions=action_bar(others=[ask, show]), fallback_text=w.say("interview.desk.fallback", name=view.name))


def _topics(view: InterviewDesk, w: Words) -> list[Element]:
    made = section(w.say("interview.answers"))
    for topic, count in view.topics:
        link = None
        if count:
            press = Press(verb=Verb.INTERVIEW_TOPIC, ids={"workflow": view.workflow, "topic": topic.value})
            link = execute(Button(title=w.say("interview.read", topic=topic), press=press))
        said = w.say("interview.count", n=count) if count else w.say("interview.count.none")
        made.append(row(w.name(topic), sub=said, link=link))
    return made


def _pains(view: InterviewDesk, w: Words) -> list[Element]:
    made = section(w.say("interview.pains"))
    for line in view.pains:
        press = Press(verb=Verb.PAIN_DROP, ids={"workflow": view.workflow, "pain": line.id})
        link = execute(Button(title=w.say("interview.pain.drop", text=line.text), press=press))
        made.append(row(w.free(line.text), sub=w.say("interview.heard", who=Raw(voices(line.heard, w))), link=link))
    return made


def draw_topic(view: InterviewTopic, w: Words) -> Element:
    """The answers to one topic; below them a line for what the programme office makes of them."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = [] if view.full else form.text(
        "text", w.say("interview.pain"), max_length=MAX_PAIN, required=True, error=w.say("interview.pain.error"),
        placeholder=w.say("interview.pain.example"), spacing="Large",
    )
    body = [
        *header(
            eyebrow=w.say("interview.eyebrow.answers", name=view.name), title=w.name(view.topic),
            sub=w.say("interview.count", n=len(view.heard) + view.more),
        ),
        *form.notice(inputs),
        *[_answer(one, w) for one in view.heard],
        *([text(w.say("interview.more", n=view.more), size="Small", subtle=True)] if view.more else []),
        *inputs,
        *([hint(w.say("interview.pain.hint"))] if inputs else []),
    ]
    ids = {"workflow": view.workflow, "topic": view.topic.value}
    note = Button(title=w.say("interview.pain.note"), press=Press(verb=Verb.PAIN_NOTE, ids=ids))
    back = Button(
        title=w.say("interview.desk"), press=Press(verb=Verb.INTERVIEW_DESK, ids={"workflow": view.workflow}),
        sends_inputs=False,
    )
    limit = Button(
        title=w.say("interview.limit"), press=Press(verb=Verb.INTERVIEW_LIMIT, ids=ids), sends_inputs=False
    )
    others = [*([limit] if view.heard else []), back]
    actions = action_bar(primary=note if inputs else None, others=others)
    return card(body, actions=actions, fallback_text=w.say("interview.topic.fallback", topic=view.topic, name=view.name))


def _answer(one: Heard, w: Words) -> Element:
    use = w.say("interview.may.yes" if one.quotable else "interview.may.no")
    lines = [
        text(w.say("interview.from", standpoint=one.standpoint, use=use), subtle=True, size="Small"),
        text(w.free(one.text), spacing="None"),
    ]
    return container(lines, style="emphasis", rounded=True, spacing="Small")



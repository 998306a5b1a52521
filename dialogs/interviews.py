"""Interviews: who is asked, what they answer, what the programme office makes of it."""

from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.discover.interviews import (
    MAX_ANSWER,
    MAX_PAIN,
    AnswerInterview,
    AskInterview,
    NotePain,
    Standpoint,
    Topic,
)
from portfolio.errors import Invalid


def ask(inputs: Mapping[str, str]) -> AskInterview:
    """The form of the programme office. Invalid with every problem."""
    read = Reader(inputs)
    workflow = read.text("workflow", most=16)
    person = read.person("person")
    standpoint = read.choice("standpoint", Standpoint)
    read.check()
    assert person and standpoint
    return AskInterview(workflow=workflow, person=person, standpoint=standpoint)


def answer(inputs: Mapping[str, str], interview: str, revision: int, *, sent: bool) -> AnswerInterview:
    """Seven answers, each of which may be missing. Without a clear yes nothing may be quoted."""
    read = Reader(inputs)
    said = {topic: read.text(topic.value, most=MAX_ANSWER, needed=False) for topic in Topic}
    read.check()
    return AnswerInterview(
        interview=interview, said={topic: text for topic, text in said.items() if text},
        quotable=inputs.get("quote") == "yes", sent=sent, revision=revision,
    )


def topic(named: str) -> Topic:
    """The topic that a button names. Invalid "bad_card" for none of ours."""
    try:
        return Topic(named)
    except ValueError as error:
        raise Invalid(code="bad_card") from error


def pain(inputs: Mapping[str, str], workflow: str, about: Topic) -> NotePain:
    """What the programme office makes of the answers."""
    read = Reader(inputs)
    text = " ".join(read.text("text", most=MAX_PAIN).split())
    read.check()
    return NotePain(workflow=workflow, topic=about, text=text)

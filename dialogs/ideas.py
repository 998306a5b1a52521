"""Proposing an idea, and the programme office's answer (E10)."""

from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.decisions import LONGEST_REASON
from portfolio.errors import Invalid
from portfolio.initiatives import MAX_NAME
from portfolio.opportunities.ideas import MAX_BOTHERS, MAX_WHO, AnswerIdea, Often, ProposeIdea, Reply


def propose(inputs: Mapping[str, str], token: str) -> ProposeIdea:
    """The form. Invalid with every problem."""
    read = Reader(inputs)
    work = " ".join(read.text("work", most=MAX_NAME).split())
    who, often = read.text("who", most=MAX_WHO), read.choice("often", Often)
    bothers = read.text("bothers", most=MAX_BOTHERS)
    read.check()
    assert often
    return ProposeIdea(work=work, who=who, often=often, bothers=bothers, token=token)


def answer(inputs: Mapping[str, str], idea: str, choice: str) -> AnswerIdea:
    """One of the three answers. Invalid "bad_card" for any other, else with every problem."""
    if choice not in tuple(Reply):
        raise Invalid(code="bad_card")
    read, outcome = Reader(inputs), Reply(choice)
    into = read.text("merged.into", most=MAX_NAME) if outcome is Reply.MERGED else ""
    reason = read.text("rejected.reason", most=LONGEST_REASON) if outcome is Reply.REJECTED else ""
    read.check()
    return AnswerIdea(idea=idea, answer=outcome, into=into, reason=reason)

"""The monthly check-in: answers by initiative (views.checkins.Row names the inputs)."""

from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.checkins import Answer, Outlook
from portfolio.commands import SubmitCheckIn
from portfolio.errors import Invalid, problem
from portfolio.initiatives import MAX_NOTE

_PARTS = ("value", "outlook", "note")


def submit(inputs: Mapping[str, str], check_in: str, revision: int) -> SubmitCheckIn:
    """All answers on the card. An initiative counts as answered by its outlook; a number left out is unknown (R15)."""
    read = Reader(inputs)
    asked = sorted({key.rpartition(".")[0] for key in inputs if key.rpartition(".")[2] in _PARTS and "." in key})
    answers = []
    for initiative in asked:
        value = read.number(f"{initiative}.value")
        outlook = read.choice(f"{initiative}.outlook", Outlook)
        note = read.text(f"{initiative}.note", most=MAX_NOTE, needed=False)
        if outlook is not None:
            answers.append(Answer(initiative=initiative, value=value, outlook=outlook, note=note))
    if not asked:
        raise Invalid(problem("", "nothing_answered"))
    read.check()
    return SubmitCheckIn(check_in=check_in, revision=revision, answers=tuple(answers))

"""The two answers to a pair that looks like one."""

from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.decisions import LONGEST_REASON
from portfolio.errors import problem
from portfolio.settling import Merge, TellApart, Things


def tell_apart(inputs: Mapping[str, str], first: str, second: str) -> TellApart:
    """They are two things."""
    read = Reader(inputs)
    reason = read.text("reason", most=LONGEST_REASON)
    read.check()
    return TellApart(first=first, second=second, reason=reason)


def merge(inputs: Mapping[str, str], first: str, second: str) -> Merge:
    """They are one, of which one goes on. Invalid with every problem."""
    read = Reader(inputs)
    reason, stays = read.text("reason", most=LONGEST_REASON), inputs.get("stays", "").strip()
    if stays not in (first, second):
        read.problems.append(problem("stays", "stays_needed"))
    things = read.choice("things", Things)
    read.check()
    assert things is not None
    return Merge(gone=second if stays == first else first, into=stays, reason=reason, things=things)

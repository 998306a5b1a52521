"""The decision at a gate, the second signature and second thoughts (views.gates names the inputs)."""

from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.commands import Countersign, Decide, ExtendGate, ReverseDefault
from portfolio.decisions import LONGEST_REASON
from portfolio.errors import Invalid, Problem, problem
from portfolio.verdicts import Choice


def decide(inputs: Mapping[str, str], gate: str, revision: int, choice: str) -> Decide:
    """One opened choice with its date and reason; whether they will do, and who else has to sign, is the domain's to say."""
    try:
        chosen = Choice(choice)
    except ValueError:
        raise Invalid(code="bad_card") from None
    read = Reader(inputs)
    on = read.day(f"{choice}.on")
    reason = read.text(f"{choice}.reason", most=LONGEST_REASON)
    second = read.person(f"{choice}.second", needed=False)
    expires = read.day(f"{choice}.expires", needed=False)
    read.check()
    assert on
    return Decide(gate=gate, revision=revision, choice=chosen, on=on, reason=reason, second=second, expires=expires)


def at_choice(problems: tuple[Problem, ...], choice: str) -> tuple[Problem, ...]:
    """The domain's problems ("on", "reason", "second", "expires") at the inputs of the choice that was opened."""
    return tuple(
        one if "." in one.field or not one.field else problem(f"{choice}.{one.field}", one.code, **one.params)
        for one in problems
    )


def countersign(inputs: Mapping[str, str], decision: str, *, agree: bool) -> Countersign:
    """Sign, or hand back with a remark."""
    read = Reader(inputs)
    remark = read.text("remark", most=LONGEST_REASON, needed=False)
    read.check()
    return Countersign(decision=decision, agree=agree, remark=remark)


def extend(inputs: Mapping[str, str], gate: str, revision: int) -> ExtendGate:
    """More time: a day and a reason."""
    read = Reader(inputs)
    on = read.day("on")
    reason = read.text("reason", most=LONGEST_REASON)
    read.check()
    assert on
    return ExtendGate(gate=gate, revision=revision, on=on, reason=reason)


def reverse(inputs: Mapping[str, str], gate: str) -> ReverseDefault:
    """A default taken back, with a reason."""
    read = Reader(inputs)
    reason = read.text("reason", most=LONGEST_REASON)
    read.check()
    return ReverseDefault(gate=gate, reason=reason)

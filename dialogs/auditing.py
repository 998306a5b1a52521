"""An owner's answers in the first step of an audit."""

from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.audits.answers import Alive
from portfolio.errors import Invalid, problem
from portfolio.views.auditing import AuditStep


def confirm(inputs: Mapping[str, str]) -> Mapping[str, Alive]:
    """The answers by initiative. Invalid with every problem; an initiative without an answer is left open."""
    read = Reader(inputs)
    said = {key: read.choice(key, Alive) for key, value in inputs.items() if value.strip()}
    if not said:
        read.problems.append(problem("", "audit_answer_one"))
    read.check()
    return {key: one for key, one in said.items() if one is not None}


def step(text: str) -> AuditStep:
    """The step a button leads to. Invalid "bad_card" for any other."""
    if text not in {str(one.value) for one in AuditStep}:
        raise Invalid(code="bad_card")
    return AuditStep(int(text))

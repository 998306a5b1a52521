"""What must not get worse: one small form (views.guardrails.GuardrailForm names its inputs)."""

from collections.abc import Mapping
from decimal import Decimal

from dialogs.fields import Reader
from dialogs.metric import PERCENT, Direction
from portfolio.commands import SaveGuardrail
from portfolio.errors import Invalid
from portfolio.metrics import MAX_METRIC, MAX_UNIT


def number(text: str | None) -> int | None:
    """The guardrail a button is about; None for a new one. Invalid for what no card of ours carries."""
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 6:
        raise Invalid(code="bad_card")
    return int(text)


def save(inputs: Mapping[str, str], initiative: str, known: int | None, revision: int) -> SaveGuardrail:
    """The filled form. Invalid with every problem; whether the margin will do is the domain's to say."""
    read = Reader(inputs)
    name = " ".join(read.text("guard_name", most=MAX_METRIC).split())
    unit = read.text("guard_unit", most=MAX_UNIT)
    direction = read.choice("guard_direction", Direction)
    margin = read.number("guard_margin", needed=True, least=Decimal(0))
    read.check()
    assert direction and margin is not None
    return SaveGuardrail(
        initiative=initiative, number=known, name=name, unit=unit, lower_is_better=direction is Direction.LOWER,
        margin=margin / PERCENT, revision=revision,
    )

"""What must not get worse: the list of an initiative's guardrails, and the form for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.errors import Problem
from portfolio.guardrails import Guarded
from portfolio.metrics import Family


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailForm:
    """The guardrails there are, and room for one more or a change of `number`. `family` is that of the metric that decides:
    the example follows it.

    Input ids: guard_name, guard_unit, guard_direction, guard_margin (percent).
    """

    initiative: str
    name: str
    metric: str
    family: Family
    gate_on: date
    revision: int
    known: tuple[Guarded, ...]
    number: int | None
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    just: str | None = None

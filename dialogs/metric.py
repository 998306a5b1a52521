"""The metric that decides: one form (views.initiatives.MetricForm names its inputs)."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from dialogs.fields import Reader
from portfolio.commands import ArmGate, SaveMetric
from portfolio.errors import problem
from portfolio.initiatives import MAX_NOTE, MAX_SENTENCE
from portfolio.linter import Draft, lint, refusals
from portfolio.metrics import LOWER_IS_BETTER, MAX_METRIC, MAX_PER_MONTH, MAX_UNIT, Family
from portfolio.prospects import Sketch

PERCENT = Decimal(100)


class Direction(StrEnum):
    """Which way is better, asked where the family does not say."""

    LOWER = "lower"
    HIGHER = "higher"


def save(inputs: Mapping[str, str], initiative: str, revision: int) -> SaveMetric:
    """The filled form. Invalid with every problem; whether the target is on the right side is the domain's to say."""
    read = Reader(inputs)
    name = read.text("metric", most=MAX_METRIC)
    family = read.choice("family", Family)
    unit = read.text("unit", most=MAX_UNIT)
    implied = LOWER_IS_BETTER[family] if family else None
    asked = read.choice("direction", Direction) if implied is None or inputs.get("direction", "").strip() else None
    population = read.text("population", most=MAX_SENTENCE, needed=False)
    source = read.text("source", most=MAX_SENTENCE, needed=False)
    per_month = _per_month(read)
    baseline = read.number("baseline")
    baseline_source = read.text("baseline_source", most=MAX_SENTENCE, needed=False)
    if baseline is not None and not baseline_source:
        read.problems.append(problem("baseline_source", "baseline_source_needed"))
    target = read.number("target", needed=True)
    target_on = read.day("target_on")
    floor = read.number("floor")
    breadth = read.number("breadth", least=Decimal(0))
    single_role = read.text("single_role", most=MAX_SENTENCE, needed=False)
    lead = read.person("adoption_lead", needed=False)
    plan = read.text("retirement_plan", most=MAX_NOTE)
    first_use = read.day("first_use", needed=False)
    if read.problems and name:  # what the domain refuses of the name is said in the same breath, not with the next press
        read.problems += refusals(lint(sketch(inputs).draft))
    read.check()
    assert family and target is not None and target_on
    return SaveMetric(
        initiative=initiative, name=name, family=family, unit=unit,
        lower_is_better=asked is Direction.LOWER if asked else bool(implied), source=source or None, baseline=baseline,
        baseline_source=baseline_source or None, target=target, target_on=target_on, floor=floor, adoption_lead=lead,
        retirement_plan=plan, revision=revision, population=population or None, per_month=per_month,
        first_use=first_use, breadth=None if breadth is None else breadth / PERCENT, single_role=single_role or None,
    )


def sketch(inputs: Mapping[str, str]) -> Sketch:
    """The form as far as it can be read: what is not there, or no number, is not said yet. Raises nothing."""
    read = Reader(inputs)
    family = read.choice("family", Family)
    direction = read.choice("direction", Direction)
    implied = LOWER_IS_BETTER[family] if family else None
    baseline = read.number("baseline")
    return Sketch(
        draft=Draft(
            text=read.text("metric", most=MAX_METRIC)[:MAX_METRIC], family=family,
            unit=read.text("unit", most=MAX_UNIT)[:MAX_UNIT] or None,
            population=read.text("population", most=MAX_SENTENCE)[:MAX_SENTENCE] or None,
            lower_is_better=direction is Direction.LOWER if direction else implied, target=read.number("target"),
            target_on=read.day("target_on"),
            source=(read.text("source", most=MAX_SENTENCE) or read.text("baseline_source", most=MAX_SENTENCE))[:MAX_SENTENCE]
            or None,
        ),
        baseline=baseline, floor=read.number("floor"), per_month=_per_month(read),
    )


def _per_month(read: Reader) -> Decimal | None:
    expected = read.number("per_month", least=Decimal(0))
    if expected is not None and expected > MAX_PER_MONTH:
        read.problems.append(problem("per_month", "number_too_long"))
    return expected or None


def arm(gate: str, revision: int) -> ArmGate:
    """"These are the rules"."""
    return ArmGate(gate=gate, revision=revision)

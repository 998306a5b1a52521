"""The metric that decides: one form (views.initiatives.MetricForm names its inputs)."""

from collections.abc import Mapping
from enum import StrEnum

from dialogs.fields import Reader
from portfolio.commands import ArmGate, SaveMetric
from portfolio.errors import problem
from portfolio.initiatives import MAX_NOTE, MAX_SENTENCE
from portfolio.metrics import LOWER_IS_BETTER, MAX_METRIC, MAX_UNIT, Family


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
    source = read.text("source", most=MAX_SENTENCE, needed=False)
    baseline = read.number("baseline")
    baseline_source = read.text("baseline_source", most=MAX_SENTENCE, needed=False)
    if baseline is not None and not baseline_source:
        read.problems.append(problem("baseline_source", "baseline_source_needed"))
    target = read.number("target", needed=True)
    target_on = read.day("target_on")
    floor = read.number("floor")
    lead = read.person("adoption_lead", needed=False)
    plan = read.text("retirement_plan", most=MAX_NOTE)
    read.check()
    assert family and target is not None and target_on
    return SaveMetric(
        initiative=initiative, name=name, family=family, unit=unit,
        lower_is_better=asked is Direction.LOWER if asked else bool(implied), source=source or None, baseline=baseline,
        baseline_source=baseline_source or None, target=target, target_on=target_on, floor=floor, adoption_lead=lead,
        retirement_plan=plan, revision=revision,
    )


def arm(gate: str, revision: int) -> ArmGate:
    """"These are the rules"."""
    return ArmGate(gate=gate, revision=revision)

"""Changing rules that were locked (views.amending and views.baselines name the inputs)."""

from collections.abc import Mapping
from decimal import Decimal

from dialogs.baseline import carried
from dialogs.fields import Reader
from dialogs.guardrail import number
from dialogs.metric import PERCENT, Direction
from portfolio.amending import AmendRules, AnswerAmendment, RenewBaseline
from portfolio.decisions import LONGEST_REASON
from portfolio.initiatives import MAX_SENTENCE
from portfolio.metrics import MAX_METRIC, MAX_UNIT, Family

_MARGIN = "margin."


def amend(inputs: Mapping[str, str], initiative: str, revision: int) -> AmendRules:
    """The filled form. Invalid with every problem; what it takes to change them is the domain's to say."""
    read = Reader(inputs)
    name = read.text("metric", most=MAX_METRIC)
    family = read.choice("family", Family)
    unit = read.text("unit", most=MAX_UNIT)
    direction = read.choice("direction", Direction)
    population = read.text("population", most=MAX_SENTENCE, needed=False)
    target = read.number("target", needed=True)
    target_on = read.day("target_on")
    floor = read.number("floor")
    breadth = read.number("breadth", least=Decimal(0))
    single_role = read.text("single_role", most=MAX_SENTENCE, needed=False)
    margins = {
        rail: read.number(id, needed=True, least=Decimal(0))
        for id in inputs
        if id.startswith(_MARGIN) and (rail := number(id.removeprefix(_MARGIN))) is not None
    }
    reason = read.text("reason", most=LONGEST_REASON)
    second = read.person("second", needed=False)
    read.check()
    assert family and direction and target is not None and target_on
    return AmendRules(
        initiative=initiative, revision=revision, name=name, family=family, unit=unit,
        lower_is_better=direction is Direction.LOWER, population=population or None, target=target, target_on=target_on,
        floor=floor, breadth=None if breadth is None else breadth / PERCENT, single_role=single_role or None,
        margins={rail: margin / PERCENT for rail, margin in margins.items() if margin is not None},
        reason=reason, second=second,
    )


def renew(inputs: Mapping[str, str], ids: Mapping[str, str], initiative: str, seen: str) -> RenewBaseline:
    """"Use as the new baseline", with a reason."""
    read = Reader(inputs)
    reason = read.text("reason", most=LONGEST_REASON)
    second = read.person("second", needed=False)
    read.check()
    return RenewBaseline(initiative=initiative, seen=seen, between=carried(ids), reason=reason, second=second)


def answer(inputs: Mapping[str, str], amendment: str, *, agree: bool) -> AnswerAmendment:
    """Agree, or refuse with a remark."""
    read = Reader(inputs)
    remark = read.text("remark", most=LONGEST_REASON, needed=False)
    read.check()
    return AnswerAmendment(amendment=amendment, agree=agree, remark=remark)

"""The forms of a plan's parts (views.plans.PlanForm names their inputs)."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from dialogs.fields import Reader
from portfolio.errors import Invalid, problem
from portfolio.initiatives import MAX_NAME, MAX_NOTE, MAX_SENTENCE, Integration
from portfolio.plan_commands import SavePlan, TakeBackPlan
from portfolio.plans import (
    MOST_WAVES,
    Budget,
    Cadence,
    Content,
    Expansion,
    Limit,
    Need,
    NeedKind,
    Needs,
    Part,
    Per,
    Placement,
    Wave,
)

PERCENT = Decimal(100)


def part(text: str) -> Part:
    """The part a button is about. Invalid for what no card of ours carries."""
    try:
        return Part(text)
    except ValueError as error:
        raise Invalid(code="bad_card") from error


def save(inputs: Mapping[str, str], initiative: str, of: Part, revision: int) -> SavePlan:
    """The filled form. Invalid with every problem; whether days and amounts will do is the domain's to say."""
    read = Reader(inputs)
    content, people = _READ[of](read)
    read.check()
    assert content is not None
    return SavePlan(initiative=initiative, part=of, revision=revision, content=content, people=people)


def take_back(initiative: str, of: Part, revision: int) -> TakeBackPlan:
    """One part is not so any more."""
    return TakeBackPlan(initiative=initiative, part=of, revision=revision)


_Read = tuple[Content | None, Mapping[str, str]]


def _integration(read: Reader) -> _Read:
    place = read.choice("place", Integration)
    if place is Integration.STANDALONE:
        read.problems.append(problem("place", "choose_one"))
    system, repositories, label, identities, evidence = (
        read.text(id, most=MAX_SENTENCE) for id in ("system", "repositories", "label", "identities", "evidence")
    )
    seen_on = read.day("seen_on", needed=False)
    lead = read.person("delivery_lead", needed=False)
    people = {"delivery_lead": lead} if lead else {}
    if place is None:
        return None, people
    return Placement(
        place=place, system=system, repositories=repositories, label=label, identities=identities, evidence=evidence,
        seen_on=seen_on,
    ), people


def _expansion(read: Reader) -> _Read:
    waves = tuple(wave for number in range(1, MOST_WAVES + 1) if (wave := _wave(read, number)) is not None)
    cadence = read.choice("cadence", Cadence)
    audience, form = read.text("audience", most=MAX_SENTENCE), read.text("form", most=MAX_SENTENCE)
    return Expansion(waves=waves, cadence=cadence, audience=audience, form=form) if cadence else None, {}


def _wave(read: Reader, number: int) -> Wave | None:
    """One wave; later ones may be left out, but none between two."""
    ids = [f"wave.{number}.{key}" for key in ("who", "where", "on")]
    later = [f"wave.{one}.{key}" for one in range(number, MOST_WAVES + 1) for key in ("who", "where", "on")]
    if number > 1 and not any(read.inputs.get(id, "").strip() for id in later):
        return None
    who, where = (read.text(id, most=MAX_NAME) for id in ids[:2])
    on = read.day(ids[2])
    return None if on is None else Wave(who=who, where=where, on=on)


def _needs(read: Reader) -> _Read:
    needs, people = [], {}
    for kind in NeedKind:
        needs.append(Need(kind=kind, what=read.text(f"need.{kind}", most=MAX_SENTENCE), owner=None))
        owner = read.person(f"owner.{kind}")
        if owner is not None:
            people[f"owner.{kind}"] = owner
    return Needs(needs=tuple(needs)), people


def _budget(read: Reader) -> _Read:
    amount = read.number("amount", needed=True, least=Decimal(0))
    currency = read.text("currency", most=MAX_NAME).upper()
    per, limit = read.choice("per", Per), read.choice("limit", Limit)
    alert = read.number("alert_at", least=Decimal(0))
    where = read.text("where", most=MAX_NOTE)
    if amount is None or per is None or limit is None:
        return None, {}
    share = None if alert is None else alert / PERCENT
    return Budget(amount=amount, currency=currency, per=per, limit=limit, alert_at=share, where=where), {}


_READ: Mapping[Part, Callable[[Reader], _Read]] = {
    Part.INTEGRATION: _integration, Part.EXPANSION: _expansion, Part.NEEDS: _needs, Part.BUDGET: _budget,
}

"""Writing down what makes an initiative ready for production: each part by itself, versioned, at any time (A5; R4)."""

from dataclasses import replace
from datetime import date, datetime

from actions import access, plan_news
from actions.plan_views import card, may_attest
from actions.sponsorship import candidate
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.errors import Conflict, Invalid, NotYours, Problem, Refused
from portfolio.initiatives import OVER, Initiative
from portfolio.people import Actor
from portfolio.plan_commands import SavePlan, TakeBackPlan
from portfolio.plans import (
    Budget,
    Content,
    Expansion,
    Needs,
    Placement,
    budget_problems,
    seen_problems,
    wave_problems,
)
from portfolio.views.plans import PlanCard
from store import Tx, initiatives, ledger, plans
from store.values import fingerprint


def save(tx: Tx, actor: Actor, command: SavePlan, now: datetime) -> PlanCard:
    """A new version of one part; the same again changes nothing.

    A lead who says on which day they saw the result there attests it with that; who changes what it says without that takes
    the attestation off. Conflict when the part changed since the form was drawn.
    """
    one = _open(tx, actor, command.initiative)
    today = local_date(now, actor.zone)
    written = plans.newest(tx, one.id).get(command.part)
    old = written.content if written else None
    found = _people(tx, actor, command, now)
    content = _completed(command.content, old, found, actor, one)
    problems = [*_problems(command.content, old, today), *(one for one in found.values() if isinstance(one, Problem))]
    if problems:
        raise Invalid(*problems)
    moved = _moved(one, content, found)
    if content == old and not moved:
        return card(tx, actor, one, now, just=(command.part, "saved"))
    if command.revision != (written.number if written else 0):
        raise Conflict("changed_since")
    version = command.revision
    if content != old:
        version += 1
        plans.add(tx, one.id, command.part, content, version=version, by=actor.number, now=now)
        if isinstance(content, Needs):
            plan_news.tell_owners(tx, actor, one, old, content, now)
    if moved:
        before, one = one, initiatives.change(tx, one, **moved)
        plan_news.tell_lead(tx, actor, before, one, now)
    seen = command.content.seen_on if isinstance(command.content, Placement) else None
    what = "saved" if seen is None else "attested"
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:{command.part}:{what}", subject=one.id,
        data={"version": version, "content": fingerprint(content), **moved},
    )
    return card(tx, actor, one, now, just=(command.part, what))


def _open(tx: Tx, actor: Actor, id: str) -> Initiative:
    one = access.to_change(tx, actor, Act.PREPARE, id)
    if one.stage in OVER:
        raise Refused("plan_over", name=one.name)
    return one


def _people(tx: Tx, actor: Actor, command: SavePlan, now: datetime) -> dict[str, int | Problem]:
    found: dict[str, int | Problem] = {}
    for field, said in command.people.items():
        person = candidate(tx, actor.tenant, said, field, now)
        found[field] = person if isinstance(person, Problem) else person.number
    return found


def _completed(
    content: Content, old: Content | None, found: dict[str, int | Problem], actor: Actor, one: Initiative
) -> Content:
    """What was typed, with the people who were meant."""
    if isinstance(content, Needs):
        owners = {field: number for field, number in found.items() if isinstance(number, int)}
        return Needs(needs=tuple(replace(need, owner=owners.get(f"owner.{need.kind}")) for need in content.needs))
    if isinstance(content, Expansion):
        return replace(content, waves=tuple(sorted(content.waves, key=lambda wave: wave.on)))
    if not isinstance(content, Placement):
        return content
    if content.seen_on is not None:
        if not may_attest(actor, one):
            raise NotYours("not_attester")
        return replace(content, attested_by=actor.number)
    if isinstance(old, Placement) and replace(old, seen_on=None, attested_by=None) == content:
        return old
    return content


def _problems(content: Content, old: Content | None, today: date) -> tuple[Problem, ...]:
    match content:
        case Placement():
            return seen_problems(content.seen_on, today)
        case Expansion():
            return wave_problems(content.waves, old.waves if isinstance(old, Expansion) else (), today)
        case Budget():
            return budget_problems(content)
        case Needs():
            return ()


def _moved(one: Initiative, content: Content, found: dict[str, int | Problem]) -> dict[str, str | int | None]:
    """What the form of the integration changes of the initiative itself: where it appears, and its delivery lead."""
    if not isinstance(content, Placement):
        return {}
    lead = found.get("delivery_lead")
    moved: dict[str, str | int | None] = {}
    if content.place is not one.integration:
        moved["integration"] = content.place.value
    if isinstance(lead, int) and lead != one.delivery_lead:
        moved["delivery_lead"] = lead
    return moved


def take_back(tx: Tx, actor: Actor, command: TakeBackPlan, now: datetime) -> PlanCard:
    """One part is not so any more: its trait or piece turns back, and that it was there is kept. Pressing again changes
    nothing."""
    one = _open(tx, actor, command.initiative)
    written = plans.newest(tx, one.id).get(command.part)
    if written is None or written.content is None:
        return card(tx, actor, one, now, just=(command.part, "taken_back"))
    if written.number != command.revision:
        raise Conflict("changed_since")
    version = written.number + 1
    plans.add(tx, one.id, command.part, None, version=version, by=actor.number, now=now)
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:{command.part}:taken_back", subject=one.id, data={"version": version}
    )
    return card(tx, actor, one, now, just=(command.part, "taken_back"))

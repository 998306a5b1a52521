"""What may be read for an initiative: asked for by somebody who prepares it, enabled or refused by an admin (HOUSE)."""

from dataclasses import replace
from datetime import datetime

from actions import access, outgoing
from actions.holding import outlook
from portfolio.addresses import Address
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.commands import AnswerGrant
from portfolio.company import Company
from portfolio.errors import Conflict, NotFound, Refused
from portfolio.grants import GRANT_MOVES, MOST_WAITING, PERMISSION, Grant, GrantState
from portfolio.initiatives import Initiative
from portfolio.machines import step
from portfolio.messages import Hold, Kind, Reason
from portfolio.people import Actor, Person, Role, name_of
from portfolio.sources import Failure, Trouble
from portfolio.views.connecting import SourceAnswered, SourceRequest, SourceRequests, SourceWaits, Unreached
from store import Tx, grants, guardrails, initiatives, ledger, metrics, people, sources, texts
from store.ids import new_id
from store.values import fingerprint

PAGE = 5


def demanded(
    tx: Tx, actor: Actor, one: Initiative, address: Address, now: datetime, guardrail: int | None = None
) -> Grant:
    """What was said of an address; one that nobody asked for, or that was refused, is put to the admins now: to all but who
    asks, who can answer it where they ask."""
    found = grants.find(tx, one.id, address)
    if found is not None and found.state in (GrantState.ASKED, GrantState.ENABLED):
        return found
    if len(grants.in_state(tx, GrantState.ASKED, initiative=one.id)) >= MOST_WAITING:
        raise Refused("source_asked_too_often", most=MOST_WAITING)
    if found is None:
        found = Grant(
            id=new_id("e"), initiative=one.id, address=address, state=GrantState.ASKED, round=1, asked_by=actor.number,
            asked_at=now, answered_by=None, answered_at=None, reason=None, guardrail=guardrail,
        )
        grants.add(tx, found)
    else:
        found = grants.ask_again(tx, found, address, guardrail, actor.number, now)
    _note(tx, actor, found, "asked", now)
    for admin in _others(tx, actor):
        outgoing.to_person(
            tx, admin.number, Kind.SOURCE_ASKED, request(tx, found), key=_key(found, admin.number),
            reason=Reason.SOURCE_ASKED, now=now, initiative=one.id,
        )
    return found


def _key(grant: Grant, admin: int) -> str:
    return f"source:{grant.id}:{grant.round}:{admin}"


def _admins(tx: Tx, tenant: str) -> list[Person]:
    return [one for one in people.everyone(tx) if Role.ADMIN in one.roles and one.tenant == tenant]


def _others(tx: Tx, asker: Actor) -> list[Person]:
    """Who can be asked: an admin who asks can answer, too, and needs no card for it."""
    return [one for one in _admins(tx, asker.tenant) if one.number != asker.number]


def _metric(tx: Tx, grant: Grant) -> str:
    """The number it was asked for, while there is one."""
    metric = metrics.latest(tx, grant.initiative)
    rail = next((one for one in guardrails.in_force(tx, grant.initiative) if one.number == grant.guardrail), None)
    return rail.name if rail is not None else metric.name if metric is not None else ""


def _note(tx: Tx, actor: Actor, grant: Grant, what: str, now: datetime, **data: str) -> None:
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:source:{what}", subject=grant.initiative,
        data={"grant": grant.id, "round": grant.round, "kind": grant.address.kind.value,
              "content": fingerprint(grant.address.text), **data},
    )


def request(tx: Tx, grant: Grant) -> SourceRequest:
    """What an admin is asked, and how it was answered."""
    one = initiatives.get(tx, grant.initiative)
    assert one is not None, "a grant is for an initiative"
    asker = people.get(tx, grant.asked_by)
    names = people.many(tx, [grant.answered_by])
    return SourceRequest(
        grant=grant.id, round=grant.round, name=one.name, metric=_metric(tx, grant),
        address=grant.address.text, kind=grant.address.kind, host=grant.address.host,
        permission=PERMISSION.get(grant.address.kind), asked_by=asker.name, asked_on=local_date(grant.asked_at, asker.zone),
        why=Reason.SOURCE_ASKED, state=grant.state,
        by=name_of(names, grant.answered_by),
        on=None if grant.answered_at is None else local_date(grant.answered_at, asker.zone), reason=grant.reason or "",
    )


def waits(
    tx: Tx, actor: Actor, one: Initiative, grant: Grant, company: Company, now: datetime, guardrail: int | None
) -> SourceWaits:
    """To who asks: it is not enabled, whose answer it waits for, and whom the question has not reached."""
    names, me = people.many(tx, [grant.answered_by]), people.get(tx, actor.number)
    waiting = grant.state is GrantState.ASKED
    asked = [
        (person.name, *_reached(tx, grant, person, company, now)) for person in _others(tx, actor) if waiting
    ]
    return SourceWaits(
        grant=grant.id, round=grant.round, initiative=one.id, name=one.name,
        metric=_metric(tx, replace(grant, guardrail=guardrail)),
        address=grant.address.text, host=grant.address.host, state=grant.state,
        on=local_date(grant.answered_at or grant.asked_at, actor.zone), zone=actor.zone,
        admins=tuple(name for name, why, _ in asked if why is None),
        held=tuple(Unreached(name=name, why=why, until=until) for name, why, until in asked if why is not None),
        told=me.released and not company.paused, by=name_of(names, grant.answered_by), reason=grant.reason or "",
        may_enable=waiting and allowed(actor, Act.ENABLE_SOURCE, one), guardrail=guardrail,
    )


def _reached(
    tx: Tx, grant: Grant, admin: Person, company: Company, now: datetime
) -> tuple[Hold | None, datetime | None]:
    """What keeps the question from an admin; nothing where it is theirs: it stands on the card they asked with."""
    return (None, None) if admin.number == grant.asked_by else outlook(tx, _key(grant, admin.number), company, now)


def form(tx: Tx, actor: Actor, id: str) -> SourceRequest:
    """The question again, as it stands."""
    return request(tx, _to_answer(tx, actor, id))


def _to_answer(tx: Tx, actor: Actor, id: str) -> Grant:
    access.demand(actor, Act.ENABLE_SOURCE)
    found = grants.get(tx, id)
    if found is None:
        raise NotFound("not_found")
    access.to_change(tx, actor, Act.ENABLE_SOURCE, found.initiative)
    return grants.get(tx, id) or found    # as it stands once nobody else is answering


def answer(tx: Tx, actor: Actor, command: AnswerGrant, now: datetime) -> SourceRequest:
    """Enable or refuse. The same answer again changes nothing; another one, once somebody has answered, is a Conflict."""
    found = _to_answer(tx, actor, command.grant)
    then = GrantState.ENABLED if command.enable else GrantState.REFUSED
    if found.state is then and found.round == command.round:
        return request(tx, found)
    if found.state is not GrantState.ASKED or found.round != command.round:
        raise Conflict("source_answered", by=name_of(people.many(tx, [found.answered_by]), found.answered_by) or "")
    return _answered(tx, actor, found, then, command.reason, now)


def _answered(tx: Tx, actor: Actor, found: Grant, then: GrantState, reason: str, now: datetime) -> SourceRequest:
    step(GRANT_MOVES, found.state, then, thing="grant")
    kept = texts.put(tx, reason) if reason else None
    grants.answer(tx, found, then, actor.number, now, kept)
    _note(tx, actor, found, then.value, now, **({"reason": kept.hash} if kept else {}))
    told = grants.get(tx, found.id)
    assert told is not None, "it was answered a moment ago"
    shown = request(tx, told)
    for admin in _admins(tx, actor.tenant):
        outgoing.show_instead(tx, _key(found, admin.number), shown, now)
    one = initiatives.get(tx, found.initiative)
    if one is not None and found.asked_by != actor.number:
        outgoing.to_person(
            tx, found.asked_by, Kind.SOURCE_ANSWERED,
            SourceAnswered(
                grant=found.id, initiative=one.id, name=one.name, address=found.address.text,
                enabled=then is GrantState.ENABLED, by=actor.name, reason=reason, why=Reason.ASKED_BY_YOU,
                metric=_metric(tx, found),
            ),
            key=f"source:{found.id}:{found.round}:answered", reason=Reason.ASKED_BY_YOU, now=now, initiative=one.id,
        )
    return shown


def enable(tx: Tx, actor: Actor, name: str, address: Address, now: datetime) -> SourceRequest:
    """An admin's own word: this may be read for the initiative of that name, whether or not somebody has asked."""
    access.demand(actor, Act.ENABLE_SOURCE)
    one = initiatives.by_name(tx, name)
    if one is None:
        raise NotFound("nothing_called", name=name)
    access.to_change(tx, actor, Act.ENABLE_SOURCE, one.id)
    found = grants.find(tx, one.id, address)
    if found is None:
        found = Grant(
            id=new_id("e"), initiative=one.id, address=address, state=GrantState.ASKED, round=1, asked_by=actor.number,
            asked_at=now, answered_by=None, answered_at=None, reason=None,
        )
        grants.add(tx, found)
    if found.state is GrantState.ENABLED:
        return request(tx, found)
    return _answered(tx, actor, found, GrantState.ENABLED, "", now)


def withdraw(tx: Tx, actor: Actor, id: str, now: datetime) -> SourceRequest:
    """It may no longer be read: what is bound to it says so from now on. What was read before stays."""
    found = _to_answer(tx, actor, id)
    if found.state is GrantState.WITHDRAWN:
        return request(tx, found)
    step(GRANT_MOVES, found.state, GrantState.WITHDRAWN, thing="grant")
    grants.answer(tx, found, GrantState.WITHDRAWN, actor.number, now, None)
    _note(tx, actor, found, "withdrawn", now)
    for source in sources.of_grant(tx, found.id):
        sources.looked(tx, source.id, Failure(trouble=Trouble.NOT_ALLOWED, about="withdrawn", since=now), now)
    told = grants.get(tx, found.id)
    assert told is not None, "it was withdrawn a moment ago"
    return request(tx, told)


def requests(tx: Tx, actor: Actor) -> SourceRequests:
    """Everything an admin has to answer, and the newest of what may be read."""
    access.demand(actor, Act.ENABLE_SOURCE)
    waiting = grants.in_state(tx, GrantState.ASKED)
    enabled = grants.in_state(tx, GrantState.ENABLED)[::-1]
    return SourceRequests(
        waiting=tuple(request(tx, one) for one in waiting[:PAGE]), enabled=tuple(request(tx, one) for one in enabled[:PAGE]),
        more=max(0, len(waiting) - PAGE) + max(0, len(enabled) - PAGE),
    )

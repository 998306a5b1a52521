"""The guided audit in Teams (A4): opened, its four steps, its owners asked and answering, and closed as a record.

It is one card of the programme office, drawn anew whenever an owner answers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from actions import access, audits, outgoing
from actions.outgoing import Card
from actions.people import actor_of
from portfolio.audits.answers import Alive
from portfolio.audits.changes import Changes
from portfolio.audits.lines import Kind as LineKind
from portfolio.audits.lines import Line, State
from portfolio.audits.record import OWED_BY, Audit, hash_of
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date, midnight, next_quarter
from portfolio.company import Company
from portfolio.conditions import Standing, Trait, TraitMark
from portfolio.errors import NotFound, Refused
from portfolio.initiatives import ACTIVE, Initiative
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, Role, name_of
from portfolio.views.auditing import (
    AuditCard,
    AuditConfirm,
    AuditLine,
    AuditStep,
    Closed,
    Missed,
    OwnedLine,
    Since,
)
from portfolio.views.notices import Notice, Tone
from store import Tx, initiatives, ledger, outbox, people, settings
from store import audits as stored
from store.audits import Kept
from store.locks import alone

SHOWN, ASKED, MISSED = 6, 8, 4
"""Lines of a step, initiatives an owner is asked about at once, and vanished lines on a card."""


def begin(tx: Tx, actor: Actor, now: datetime) -> AuditCard | AuditConfirm:
    """`audit`: the programme office opens the audit, or goes on with it; an owner is asked about what is theirs."""
    if not allowed(actor, Act.AUDIT):
        return _mine(tx, actor, now)
    alone(tx, "audits")
    open_one(tx, now, actor)
    return card(tx, actor, AuditStep.LIST, now)


def open_one(tx: Tx, now: datetime, actor: Actor | None = None) -> bool:
    """Begin an audit; False when one is under way. `actor` None: the calendar."""
    if stored.open_one(tx) is not None:
        return False
    by = None if actor is None else actor.number
    number = stored.begin(tx, by=by, on=now.date(), now=now)
    ledger.note(
        tx, at=now, actor=by, action=f"{'calendar' if actor is None else 'teams'}:audit:opened", subject=str(number)
    )
    return True


def quarter(tx: Tx, quarter: str, company: Company, now: datetime) -> bool:
    """The audit of this quarter is opened, and its card sent to the programme office before the next one's is. False where
    there is no office, or nothing in flight."""
    office = [one for one in people.everyone(tx) if Role.PROGRAMME_OFFICE in one.roles]
    if not office or not initiatives.in_flight(tx):
        return False
    alone(tx, "audits")
    open_one(tx, now)
    until = midnight(next_quarter(local_date(now, company.zone)), company.zone)
    for one in office:
        view = replace(card(tx, actor_of(tx, one.number), AuditStep.LIST, now), why=Reason.QUARTER)
        key = f"audit:{quarter}:{one.number}"
        if outgoing.to_person(tx, one.number, Kind.AUDIT_OPENED, view, key=key, reason=Reason.QUARTER, now=now, until=until):
            settings.put(tx, settings.audit_card(one.number), key)
    return True


def card(tx: Tx, actor: Actor, step: AuditStep, now: datetime) -> AuditCard:
    """A step of the audit that is under way. Refused while none is."""
    access.demand(actor, Act.AUDIT)
    kept = stored.open_one(tx)
    if kept is None:
        raise Refused("audit_not_open")
    done = audits.present(tx, local_date(now, actor.zone), now)
    return _drawn(tx, actor, kept, done, step)


def _drawn(tx: Tx, actor: Actor, kept: Kept, done: Audit, step: AuditStep, closed: Closed | None = None) -> AuditCard:
    flying = done.flying
    own = [line for line in flying if line.kind is LineKind.INITIATIVE]
    answers = Counter(Alive(done.answers[line.key]) for line in own if line.key in done.answers)
    picked = _picked(done, step)
    states = Counter(line.state for line in done.lines)
    return AuditCard(
        number=kept.id, step=step, on=done.on, states={state: states[state] for state in State}, flying=len(flying),
        answers={one: answers[one] for one in Alive}, unanswered=len(own) - answers.total(), asked=len(_asked(tx, kept.id)),
        met=done.met, late=len(done.in_purgatory), lines=_lines(tx, done, step, picked[:SHOWN]),
        more=max(0, len(picked) - SHOWN), since=None if (found := done.changes) is None else _since(found),
        zone=actor.zone, closed=closed,
    )


def _picked(done: Audit, step: AuditStep) -> list[Line]:
    """The lines a step is about, what matters most first."""
    past = {line.key: line.past(done.on) or -1 for line in done.flying}
    match step:
        case AuditStep.LIST:
            told = {Alive.GONE.value: 0, Alive.NOT_MINE.value: 1}
            own = [line for line in done.flying if line.kind is LineKind.INITIATIVE]
            open_ = [line for line in own if done.answers.get(line.key) != Alive.ALIVE.value]
            return sorted(open_, key=lambda line: (told.get(done.answers.get(line.key, ""), 2), -past[line.key], line.key))
        case AuditStep.DOCUMENT | AuditStep.GAPS:
            return sorted(
                (line for line in done.flying if _next(line, step) is not None), key=lambda line: (-past[line.key], line.key)
            )
    return sorted(done.flying, key=lambda line: (line.due or date.max, line.key))


def _next(line: Line, step: AuditStep) -> TraitMark | None:
    """The one next action of a line in a step: documenting its metric, or the first of the other traits it lacks."""
    traits = (Trait.METRIC,) if step is AuditStep.DOCUMENT else (Trait.OWNER, Trait.INTEGRATION, Trait.SCALE_PLAN)
    return next((mark for mark in line.marks if mark.trait in traits and mark.standing is not Standing.MET), None)


def _lines(tx: Tx, done: Audit, step: AuditStep, lines: Iterable[Line]) -> tuple[AuditLine, ...]:
    shown = list(lines)
    ones = initiatives.several(tx, [line.key for line in shown if line.kind is LineKind.INITIATIVE])
    names = people.many(tx, [person for one in ones.values() for person in (one.sponsor, one.delivery_lead)])
    made = []
    for line in shown:
        mark = _next(line, step) if step in (AuditStep.DOCUMENT, AuditStep.GAPS) else None
        role = "sponsor" if mark is None else OWED_BY.get(mark.next)
        one = ones.get(line.key)
        owes = None if one is None else {"sponsor": one.sponsor, "delivery_lead": one.delivery_lead}.get(role or "")
        said = done.answers.get(line.key)
        made.append(AuditLine(
            initiative=None if one is None else one.id, name=line.name, age=line.age(done.on), past=line.past(done.on),
            due=line.due, answer=None if said is None else Alive(said), next=None if mark is None else mark.next,
            owed_by=name_of(names, owes),
        ))
    return tuple(made)


def _since(found: Changes) -> Since:
    return Since(
        on=found.since, new=len(found.new), vanished=len(found.vanished), decided=len(found.decided),
        reopened=len(found.reopened), silent=len(found.silent), rescoped=len(found.rescoped),
        remeasured=len(found.remeasured),
        missed=tuple(
            Missed(id=_id(one.line.key), name=one.line.name, maybe=one.maybe.name if one.maybe else None,
                   confidence=one.confidence)
            for one in sorted(found.vanished, key=lambda one: (-(one.confidence or 0), one.line.key))[:MISSED]
        ),
    )


def _id(key: str) -> str:
    """A key as a button has room for it."""
    return hash_of(key.encode())[:24]


def join(tx: Tx, actor: Actor, id: str, now: datetime) -> AuditCard:
    """A vanished line goes on as the one that was put beside it."""
    access.demand(actor, Act.AUDIT)
    found = audits.present(tx, local_date(now, actor.zone), now).changes
    for one in found.vanished if found is not None else ():
        if _id(one.line.key) == id and one.maybe is not None:
            audits.join(tx, one.line.key, one.maybe.key, now, actor)
    return card(tx, actor, AuditStep.LIST, now)


# --- The owners ---


def _owned(tx: Tx, person: int, kept: Kept) -> list[Initiative]:
    """What this person answers for and has not answered of, in flight."""
    answered = stored.answers(tx, kept.id)
    mine = [one for one in initiatives.sponsored_by(tx, person) if one.owned and one.stage in ACTIVE]
    return sorted((one for one in mine if one.id not in answered), key=lambda one: (one.name, one.id))


def _question(tx: Tx, person: int, kept: Kept, why: Reason | None = None) -> AuditConfirm | None:
    ones = _owned(tx, person, kept)[:ASKED]
    if not ones:
        return None
    lines = tuple(OwnedLine(initiative=one.id, name=one.name, due=None) for one in ones)
    return AuditConfirm(number=kept.id, lines=lines, values={}, problems=(), why=why)


def _mine(tx: Tx, actor: Actor, now: datetime) -> AuditConfirm:
    kept = stored.open_one(tx)
    found = None if kept is None else _question(tx, actor.number, kept)
    if found is None:
        raise Refused("audit_nothing_asked")
    return found


def confirm_form(tx: Tx, actor: Actor, now: datetime) -> AuditConfirm:
    """The question once more, after an answer that could not be used."""
    return _mine(tx, actor, now)


def _key(number: int, person: int) -> str:
    return f"audit:{number}:{person}"


def _asked(tx: Tx, number: int) -> list[int]:
    """Who has the question."""
    return [person for person in initiatives.sponsors(tx) if outbox.find(tx, _key(number, person)) is not None]


def ask(tx: Tx, actor: Actor, now: datetime) -> AuditCard:
    """Ask every owner who has not answered, each once; pressing again asks nobody twice."""
    access.demand(actor, Act.AUDIT)
    kept = stored.open_one(tx)
    if kept is None:
        raise Refused("audit_not_open")
    asked = 0
    for person in initiatives.sponsors(tx):
        question = _question(tx, person, kept, Reason.AUDIT)
        if question is not None:
            asked += outgoing.to_person(
                tx, person, Kind.AUDIT_CONFIRM, question, key=_key(kept.id, person), reason=Reason.AUDIT, now=now,
                initiative=question.lines[0].initiative,
            )
    if asked:
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:audit:asked", subject=str(kept.id), data={"owners": asked}
        )
    return card(tx, actor, AuditStep.LIST, now)


def still_open(tx: Tx, person: int, view: AuditCard) -> bool:
    """Whether the audit is under way, and still this person's to carry out, when its card is about to be sent."""
    kept = stored.open_one(tx)
    return kept is not None and kept.id == view.number and allowed(actor_of(tx, person), Act.AUDIT)


def still_asked(tx: Tx, person: int, view: AuditConfirm) -> bool:
    """Whether the question is open when it is about to be sent."""
    kept = stored.open_one(tx)
    return kept is not None and kept.id == view.number and bool(_owned(tx, person, kept))


def confirm(tx: Tx, actor: Actor, number: int, said: Mapping[str, Alive], now: datetime) -> Notice | AuditConfirm:
    """An owner's answers; saying the same again changes nothing. NotFound for an initiative they do not answer for."""
    kept = stored.open_one(tx)
    if kept is None or kept.id != number:
        raise Refused("audit_over")
    mine = {one.id for one in initiatives.sponsored_by(tx, actor.number) if one.owned}
    if not said.keys() <= mine:
        raise NotFound("not_found")
    if stored.answer(tx, kept.id, said, by=actor.number, now=now):
        counts = Counter(said.values())
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:audit:answered", subject=str(kept.id),
            data={one.value: counts[one] for one in Alive},
        )
        refresh(tx, now)
    rest = _question(tx, actor.number, kept)
    if rest is not None:
        return rest
    return Notice(tone=Tone.GOOD, code="audit_thanks", params={"n": len(said)})


# --- Closing, and the card in the chat ---


def close(tx: Tx, actor: Actor, now: datetime) -> AuditCard:
    """[Close the audit]: keep it as a record. Refused while none is under way."""
    access.demand(actor, Act.AUDIT)
    kept = stored.open_one(tx)
    if kept is None:
        raise Refused("audit_not_open")
    done = audits.close(tx, local_date(now, actor.zone), now, actor)
    return _drawn(
        tx, actor, kept, done.audit, AuditStep.DECISIONS, Closed(hash=done.hash, by=actor.name, at=now)
    )


def on_card(tx: Tx, person: int, where: Card, view: AuditCard, now: datetime) -> None:
    """The card that was just said is the one that changes by itself."""
    settings.put(tx, settings.audit_card(person), outgoing.follow(tx, person, where, view, initiative=None, now=now))


def refresh(tx: Tx, now: datetime) -> None:
    """Draw the cards of the office anew, one for each of its members."""
    if stored.open_one(tx) is None:
        return
    for person in people.with_role(tx, Role.PROGRAMME_OFFICE):
        key = settings.get(tx, settings.audit_card(person))
        if key is not None:
            outgoing.refresh(tx, key, card(tx, actor_of(tx, person), AuditStep.LIST, now), now)

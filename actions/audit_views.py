"""The guided audit's card (A4) as it stands: one of its four steps, drawn anew for whoever has it in their chat."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from actions import access, audits, outgoing, overlaps
from actions.people import actor_of
from actions.sponsorship import not_theirs
from portfolio.audits.answers import Alive, Then
from portfolio.audits.changes import Changes, Vanished
from portfolio.audits.lines import Kind as LineKind
from portfolio.audits.lines import Line, State
from portfolio.audits.record import OWED_BY, Audit, hash_of
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.conditions import Standing, Trait, TraitMark
from portfolio.errors import Refused
from portfolio.gates import BEFORE, Gate
from portfolio.initiatives import ACTIVE, MOVES, Initiative, Stage, stage_on
from portfolio.people import Actor, Role, name_of
from portfolio.views.auditing import AuditCard, AuditLine, AuditStep, Closed, Missed, Since
from store import Tx, gates, ideas, initiatives, ledger, outbox, people, settings
from store import audits as stored
from store.audits import Kept

_MOVED = frozenset({"teams:gate:brought_forward", "teams:gate:extended"})
_LOOKED_THROUGH = 100
"""The newest entries of an initiative, looked through for what followed from an answer."""
SHOWN, MISSED, PAIRS = 6, 4, 4
"""Lines of a step, vanished lines and pairs that look like one on a card."""


def card(tx: Tx, actor: Actor, step: AuditStep, now: datetime) -> AuditCard:
    """A step of the audit that is under way. Refused while none is."""
    access.demand(actor, Act.AUDIT)
    kept = stored.open_one(tx)
    if kept is None:
        raise Refused("audit_not_open")
    done = audits.present(tx, local_date(now, actor.zone), now)
    return drawn(tx, actor, kept, done, step)


def drawn(tx: Tx, actor: Actor, kept: Kept, done: Audit, step: AuditStep, closed: Closed | None = None) -> AuditCard:
    """A step of the audit that is `done` so far, or with `closed` the record."""
    flying = done.flying
    own = [line for line in flying if line.kind is LineKind.INITIATIVE]
    answers = Counter(Alive(done.answers[line.key]) for line in own if line.key in done.answers)
    picked = _picked(done, step)
    states = Counter(line.state for line in done.lines)
    unanswered = ideas.waiting(tx) if step is AuditStep.LIST else []
    pairs = overlaps.lines(tx, actor) if step is AuditStep.GAPS else []
    passed = stored.between(tx, None if done.before is None else done.before.number, kept.id)
    return AuditCard(
        number=kept.id, step=step, on=done.on, states={state: states[state] for state in State}, flying=len(flying),
        answers={one: answers[one] for one in Alive}, unanswered=len(own) - answers.total(), asked=len(asked(tx, kept.id)),
        met=done.met, late=len(done.in_purgatory), lines=_lines(tx, done, step, picked[:SHOWN]),
        more=max(0, len(picked) - SHOWN), since=None if (found := done.changes) is None else _since(found),
        zone=actor.zone, closed=closed, pairs=tuple(pairs[:PAIRS]), more_pairs=max(0, len(pairs) - PAIRS),
        unread=passed[-1] if passed else None, ideas=len(unanswered),
        oldest_idea=local_date(unanswered[0].proposed_at, actor.zone) if unanswered else None,
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
    current = gates.current_of(tx, list(ones)) if step is AuditStep.LIST else {}
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
            owed_by=name_of(names, owes) if mark is not None or (one is not None and one.owned) else None,
            then=then(tx, one, current.get(one.id), done.on) if one is not None and step is AuditStep.LIST else None,
        ))
    return tuple(made)


def gone_since(tx: Tx, one: Initiative) -> datetime | None:
    """When whoever answers for it said that nobody uses it; None where that is not their last word."""
    said = stored.last_answer(tx, one.id)
    return said[2] if said is not None and said[0] is Alive.GONE and said[1] == one.sponsor else None


def acted_on(tx: Tx, one: Initiative, said: datetime) -> bool:
    """Whether an answer of that moment is spent: since then its decision was brought forward, moved or taken."""
    return any(
        entry.at >= said and (entry.action in _MOVED or ":decision:" in entry.action)
        for entry in ledger.of_subject(tx, one.id, _LOOKED_THROUGH)
    )


def then(tx: Tx, one: Initiative, gate: Gate | None, today: date) -> Then | None:
    """What the programme office can do about an initiative in the first step of an audit: name a sponsor where nobody
    answers for it or who does says that it is not theirs; bring its decision forward where they say that it is gone."""
    if one.stage not in ACTIVE:
        return None
    if not one.owned or not_theirs(tx, one):
        return Then.NAME_SPONSOR
    said = gone_since(tx, one)
    can_open = Stage.AT_GATE in MOVES.get(stage_on(one.stage, one.first_use, today), frozenset())
    ahead = gate is not None and gate.state in BEFORE and gate.due > today
    return Then.DECIDE if said is not None and can_open and ahead and not acted_on(tx, one, said) else None


def _since(found: Changes) -> Since:
    return Since(
        on=found.since, new=len(found.new), vanished=len(found.vanished), decided=len(found.decided),
        reopened=len(found.reopened), silent=len(found.silent), rescoped=len(found.rescoped),
        remeasured=len(found.remeasured),
        missed=tuple(
            Missed(id=id_of(one), name=one.line.name, maybe=one.maybe.name if one.maybe else None,
                   confidence=one.confidence)
            for one in sorted(found.vanished, key=lambda one: (-(one.confidence or 0), one.line.key))[:MISSED]
        ),
    )


def id_of(one: Vanished) -> str:
    """What a button carries of a vanished line and of the one that was put beside it."""
    beside = one.maybe.key if one.maybe else ""
    return hash_of(f"{one.line.key}\n{beside}".encode())[:24]


def key_of(number: int, person: int) -> str:
    """The outbox key of the question to an owner."""
    return f"audit:{number}:{person}"


def asked(tx: Tx, number: int) -> list[int]:
    """Who is asked: the question is on its way, or waits for their release and their working hours."""
    return [person for person in initiatives.sponsors(tx) if outbox.find(tx, key_of(number, person)) is not None]


def refresh(tx: Tx, now: datetime) -> None:
    """Draw the cards of the office anew, one for each of its members, at the step it shows."""
    if stored.open_one(tx) is None:
        return
    for person in people.with_role(tx, Role.PROGRAMME_OFFICE):
        key = settings.get(tx, settings.audit_card(person))
        row = outbox.find(tx, key) if key is not None else None
        if row is not None:
            shown = outgoing.unpack(row.view)
            step = shown.step if isinstance(shown, AuditCard) else AuditStep.LIST
            outgoing.answered(tx, row, card(tx, actor_of(tx, person), step, now), now)

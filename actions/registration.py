"""Registering an initiative and its sponsor's answer (R1, R2; A1, C1, C2, F1)."""

from datetime import date, datetime, timedelta

from actions import access, outgoing
from actions.people import named
from actions.records import record
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.commands import AnswerSponsorship, RegisterInitiative
from portfolio.company import Company
from portfolio.errors import Conflict, Invalid, NotYours, Problem, Refused, problem
from portfolio.gates import Gate, GateState, latest_due
from portfolio.initiatives import Initiative, SponsorState, Stage
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, Person
from portfolio.views.initiatives import Acceptance, Record
from portfolio.views.notices import Notice, Tone
from store import Tx, gates, initiatives, ledger, people
from store.ids import new_id
from store.locks import alone

OLDEST_FIRST_USE = timedelta(days=3653)
FURTHEST_FIRST_USE = timedelta(days=366)
LONGEST_CHAIN = 500
"""Entries looked through; an initiative whose sponsor is still being looked for has a handful."""


def register(
    tx: Tx, actor: Actor, command: RegisterInitiative, company: Company, now: datetime
) -> Record | Acceptance:
    """Store the initiative with its gate and ask the sponsor. Whoever names themselves gets the question at once.

    Pressing twice registers once (the form's token). Invalid with every problem; Refused for a name that is taken.
    """
    access.demand(actor, Act.REGISTER)
    alone(tx, f"register:{command.token}")
    before = initiatives.by_token(tx, command.token)
    if before is not None:
        if before.registered_by != actor.number:
            raise NotYours("not_yours")
        return _answer(tx, actor, before, now)
    today = local_date(now, company.zone)
    sponsor = named(tx, actor.tenant, command.sponsor, "sponsor")
    problems = [*_date_problems(command, today), *([sponsor] if isinstance(sponsor, Problem) else [])]
    if problems or isinstance(sponsor, Problem):
        raise Invalid(*problems)
    new = Initiative(
        id=new_id("i"), name=command.name, workflow=command.workflow, intent=command.intent,
        stage=Stage.PILOTING if command.first_use <= today else Stage.REGISTERED,
        first_use=command.first_use, sponsor=sponsor.number, sponsor_state=SponsorState.ASKED, adoption_lead=None,
        delivery_lead=None, integration=command.integration, retirement_plan=None, registered_by=actor.number,
        registered_at=now, revision=1,
    )
    if not initiatives.add(tx, new, command.token):
        raise Refused("duplicate_name", name=command.name)
    due = command.gate_on or latest_due(command.first_use, today)
    gate = Gate(
        id=new_id("g"), initiative=new.id, number=1, due=due, state=GateState.PLANNED, retire_only=False, armed_at=None,
        sealed_evidence=None, revision=1,
    )
    gates.add(tx, gate)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:initiative:registered", subject=new.id,
        data={"sponsor": sponsor.number, "gate": gate.id, "due": due.isoformat(), "stage": new.stage.value},
    )
    if sponsor.number != actor.number:
        _ask(tx, new, sponsor, actor.name, now)
    return _answer(tx, actor, new, now)


def _date_problems(command: RegisterInitiative, today: date) -> list[Problem]:
    found = []
    if command.first_use < today - OLDEST_FIRST_USE:
        found.append(problem("first_use", "first_use_too_old"))
    if command.first_use > today + FURTHEST_FIRST_USE:
        found.append(problem("first_use", "first_use_too_far"))
    latest = latest_due(command.first_use, today)
    if command.gate_on is not None:
        if command.gate_on < today:
            found.append(problem("gate_on", "date_in_past"))
        elif command.gate_on > latest:
            found.append(problem("gate_on", "gate_too_late", latest=latest))
        elif command.gate_on < command.first_use:
            found.append(problem("gate_on", "gate_before_use"))
    return found


def _answer(tx: Tx, actor: Actor, one: Initiative, now: datetime) -> Record | Acceptance:
    if one.sponsor == actor.number and one.sponsor_state is SponsorState.ASKED:
        return question(tx, one, actor.name)
    return record(tx, actor, one, now, just="registered")


def question(tx: Tx, one: Initiative, named_by: str) -> Acceptance:
    """What a named sponsor is asked."""
    gate = gates.current(tx, one.id)
    assert gate is not None, "every initiative has a gate"
    return Acceptance(
        initiative=one.id, name=one.name, workflow=one.workflow, named_by=named_by, gate_on=gate.due,
        why=Reason.NAMED_SPONSOR,
    )


def _ask(tx: Tx, one: Initiative, sponsor: Person, named_by: str, now: datetime) -> None:
    outgoing.to_person(
        tx, sponsor.number, Kind.ACCEPTANCE, question(tx, one, named_by),
        key=f"acceptance:{one.id}:{sponsor.number}", reason=Reason.NAMED_SPONSOR, now=now, initiative=one.id,
    )


def answer(tx: Tx, actor: Actor, command: AnswerSponsorship, now: datetime) -> Record | Notice:
    """Accept or decline (C2). Repeating the answer changes nothing; a person who declined is not asked again."""
    access.reserve(tx, command.initiative)
    found = initiatives.get(tx, command.initiative)
    if found is not None and found.sponsor != actor.number and _has_declined(tx, found.id, actor.number):
        raise Conflict("sponsor_already_answered", name=found.name)
    one = access.initiative(tx, actor, Act.ANSWER_SPONSORSHIP, command.initiative)
    if command.accept:
        if one.sponsor_state is SponsorState.ACCEPTED:
            return record(tx, actor, one, now, just="accepted")
        one = initiatives.change(tx, one, sponsor_state=SponsorState.ACCEPTED.value, sponsor_since=now)
        ledger.note(tx, at=now, actor=actor.number, action="teams:sponsor:accepted", subject=one.id)
        _close_card(tx, actor, one, "accepted_sponsor", now)
        return record(tx, actor, one, now, just="accepted")
    if one.sponsor_state is not SponsorState.ASKED:
        raise Conflict("sponsor_already_answered", name=one.name)
    if not command.instead:
        one = initiatives.change(tx, one, sponsor=None, sponsor_state=SponsorState.DECLINED.value)
        ledger.note(tx, at=now, actor=actor.number, action="teams:sponsor:declined", subject=one.id)
        return _close_card(tx, actor, one, "declined_sponsor", now)
    other = named(tx, actor.tenant, command.instead, "instead")
    if isinstance(other, Problem):
        raise Invalid(other)
    if other.number == actor.number:
        raise Invalid(problem("instead", "sponsor_needed"))
    if _has_declined(tx, one.id, other.number):
        raise Invalid(problem("instead", "declined_before"))
    one = initiatives.change(tx, one, sponsor=other.number, sponsor_state=SponsorState.ASKED.value)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:sponsor:named", subject=one.id, data={"sponsor": other.number}
    )
    _ask(tx, one, other, actor.name, now)
    return _close_card(tx, actor, one, "named_instead", now, other=other.name)


_DECLINED = frozenset({"teams:sponsor:declined", "teams:sponsor:named"})


def _has_declined(tx: Tx, initiative: str, person: int) -> bool:
    """The chain of who was asked and passed it on is in the ledger, and nowhere else."""
    entries = ledger.of_subject(tx, initiative, LONGEST_CHAIN)
    return any(entry.actor == person and entry.action in _DECLINED for entry in entries)


def _close_card(tx: Tx, actor: Actor, one: Initiative, code: str, now: datetime, **params: str) -> Notice:
    """The question in the chat becomes what was answered."""
    shown = one.id if allowed(actor, Act.SEE, one) else None
    told = Notice(tone=Tone.INFO, code=code, params={"name": one.name, **params}, initiative=shown)
    outgoing.show_instead(tx, f"acceptance:{one.id}:{actor.number}", told, now)
    return told


def ask_again(tx: Tx, actor: Actor, id: str) -> Acceptance:
    """The question once more, after an answer that could not be used."""
    one = access.initiative(tx, actor, Act.ANSWER_SPONSORSHIP, id)
    return question(tx, one, people.get(tx, one.registered_by).name)

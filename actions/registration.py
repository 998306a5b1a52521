"""Registering an initiative (R1, R2; A1, C1, F1)."""

from datetime import date, datetime, timedelta

from actions import access, promoting
from actions.asking import ask, question
from actions.records import record
from actions.sponsorship import candidate
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.commands import RegisterInitiative
from portfolio.company import Company
from portfolio.errors import Invalid, NotYours, Problem, Refused, problem
from portfolio.gates import Gate, GateState, latest_due, usual_due
from portfolio.initiatives import OLDEST_FIRST_USE, Initiative, SponsorState, Stage
from portfolio.people import Actor
from portfolio.views.initiatives import Acceptance, Record
from store import Tx, gates, initiatives, ledger
from store.ids import new_id
from store.locks import alone

FURTHEST_FIRST_USE = timedelta(days=366)


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
    sponsor = candidate(tx, actor.tenant, command.sponsor, "sponsor", now)
    problems = [*_date_problems(command, today), *([sponsor] if isinstance(sponsor, Problem) else [])]
    if problems or isinstance(sponsor, Problem):
        raise Invalid(*problems)
    new = Initiative(
        id=new_id("i"), name=command.name, workflow=command.workflow, intent=command.intent,
        stage=Stage.PILOTING if command.first_use <= today else Stage.REGISTERED,
        first_use=command.first_use, sponsor=sponsor.number, sponsor_state=SponsorState.ASKED, adoption_lead=None,
        delivery_lead=None, integration=command.integration, retirement_plan=None, registered_by=actor.number,
        registered_at=now, revision=1, sponsor_asked=now,
    )
    promoted = promoting.claim(tx, actor, command.opportunity) if command.opportunity else None
    if not initiatives.add(tx, new, command.token):
        raise Refused("duplicate_name", name=command.name)
    due = command.gate_on or usual_due(command.first_use, today, company.holidays)
    gate = Gate(
        id=new_id("g"), initiative=new.id, number=1, due=due, state=GateState.PLANNED, retire_only=False, armed_at=None,
        sealed_evidence=None, revision=1,
    )
    gates.add(tx, gate)
    if promoted is not None:
        promoting.carry(tx, actor, promoted, new.id, now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:initiative:registered", subject=new.id,
        data={"sponsor": sponsor.number, "gate": gate.id, "due": due.isoformat(), "stage": new.stage.value,
              "opportunity": command.opportunity},
    )
    if sponsor.number != actor.number:
        ask(tx, new, sponsor.number, actor.name, now)
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

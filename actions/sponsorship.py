"""Who answers for an initiative: asked, reminded, accepting or declining, and another one named (R2; C1, C2)."""

from collections.abc import Iterator
from datetime import datetime

from actions import access, outgoing
from actions.people import named
from actions.records import record
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.commands import AnswerSponsorship, NameSponsor
from portfolio.company import Company
from portfolio.directory import looked, unfit
from portfolio.errors import Conflict, Invalid, Problem, Refused, problem
from portfolio.initiatives import Initiative, SponsorState
from portfolio.messages import Kind, Reason
from portfolio.people import Account, Actor, Person, Role, name_of
from portfolio.views.initiatives import Acceptance, Record, SponsorMissing
from portfolio.views.notices import Notice, Tone
from store import Tx, accounts, gates, initiatives, ledger, outbox, people
from store.outbox import OutboxRow

LONGEST_CHAIN = 500
"""Entries looked through; an initiative whose sponsor is still being looked for has a handful."""


def candidate(tx: Tx, tenant: str, text: str, field: str, now: datetime) -> Person | Problem:
    """The person meant, if nothing known of their account speaks against them (R2)."""
    found = named(tx, tenant, text, field)
    if isinstance(found, Problem) or (state := unfit(accounts.of(tx, found.number), now)) is None:
        return found
    return problem(field, "account_unfit", name=found.name, account=state)


def question(tx: Tx, one: Initiative, named_by: str | None, why: Reason = Reason.NAMED_SPONSOR) -> Acceptance:
    """What a named sponsor is asked."""
    gate = gates.current(tx, one.id)
    assert gate is not None, "every initiative has a gate"
    return Acceptance(
        initiative=one.id, name=one.name, workflow=one.workflow, named_by=named_by, gate_on=gate.due, why=why
    )


def _keys(initiative: str, person: int) -> Iterator[str]:
    """The outbox keys of the cards that ask somebody, first to last: the question, its reminder, being asked again."""
    number = 1
    while True:
        yield f"acceptance:{initiative}:{person}" + (f":{number}" if number > 1 else "")
        number += 1


def _cards(tx: Tx, initiative: str, person: int) -> Iterator[OutboxRow]:
    for key in _keys(initiative, person):
        row = outbox.find(tx, key)
        if row is None:
            return
        yield row


def ask(
    tx: Tx, one: Initiative, person: int, named_by: str | None, now: datetime, why: Reason = Reason.NAMED_SPONSOR
) -> None:
    """Put the question, or its reminder, to the person who was named."""
    key = next(key for key in _keys(one.id, person) if outbox.find(tx, key) is None)
    outgoing.to_person(
        tx, person, Kind.ACCEPTANCE, question(tx, one, named_by, why), key=key, reason=why, now=now, initiative=one.id
    )


def _show(tx: Tx, initiative: str, person: int, view: Notice, now: datetime) -> None:
    """What became of the question, on every card that asked it."""
    for row in _cards(tx, initiative, person):
        outgoing.answered(tx, row, view, now)


def answer(
    tx: Tx, actor: Actor, command: AnswerSponsorship, company: Company, now: datetime
) -> Record | Notice:
    """Accept or decline (C2). Repeating the answer changes nothing; a person who declined is not asked again."""
    access.reserve(tx, command.initiative)
    found = initiatives.get(tx, command.initiative)
    if found is not None and found.sponsor != actor.number and _has_declined(tx, found.id, actor.number):
        raise Conflict("sponsor_already_answered", name=found.name)
    one = access.initiative(tx, actor, Act.ANSWER_SPONSORSHIP, command.initiative)
    if command.accept:
        return _accept(tx, actor, one, company, now)
    if one.sponsor_state is not SponsorState.ASKED:
        raise Conflict("sponsor_already_answered", name=one.name)
    if not command.instead:
        one = initiatives.change(tx, one, sponsor=None, sponsor_state=SponsorState.DECLINED.value)
        ledger.note(tx, at=now, actor=actor.number, action="teams:sponsor:declined", subject=one.id)
        _tell_who_can_name(tx, one, actor.name, Reason.SPONSOR_DECLINED, now)
        return _answered(tx, actor, one, "declined_sponsor", now)
    other = candidate(tx, actor.tenant, command.instead, "instead", now)
    if isinstance(other, Problem):
        raise Invalid(other)
    if other.number == actor.number:
        raise Invalid(problem("instead", "sponsor_needed"))
    if _has_declined(tx, one.id, other.number):
        raise Invalid(problem("instead", "declined_before"))
    one = initiatives.change(
        tx, one, sponsor=other.number, sponsor_state=SponsorState.ASKED.value, sponsor_asked=now
    )
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:sponsor:named", subject=one.id, data={"sponsor": other.number}
    )
    ask(tx, one, other.number, actor.name, now)
    return _answered(tx, actor, one, "named_instead", now, other=other.name)


def _accept(tx: Tx, actor: Actor, one: Initiative, company: Company, now: datetime) -> Record:
    if one.sponsor_state is SponsorState.ACCEPTED:
        return record(tx, actor, one, now, just="accepted")
    known = accounts.of(tx, actor.number)
    if (state := unfit(known, now)) is not None:
        raise Refused("account_unfit", name=one.name, account=state)
    if company.directory and not looked(known, now):
        raise Refused("account_not_looked_at")
    one = initiatives.change(tx, one, sponsor_state=SponsorState.ACCEPTED.value, sponsor_since=now)
    seen = known is not None and known.failure is None
    ledger.note(tx, at=now, actor=actor.number, action="teams:sponsor:accepted", subject=one.id, data={"account_seen": seen})
    _answered(tx, actor, one, "accepted_sponsor", now)
    _found(tx, one, "sponsor_found", actor.name, now)
    return record(tx, actor, one, now, just="accepted")


_DECLINED = frozenset({"teams:sponsor:declined", "teams:sponsor:named"})


def _has_declined(tx: Tx, initiative: str, person: int) -> bool:
    """The chain of who was asked and passed it on is in the ledger, and nowhere else."""
    entries = ledger.of_subject(tx, initiative, LONGEST_CHAIN)
    return any(entry.actor == person and entry.action in _DECLINED for entry in entries)


def _answered(tx: Tx, actor: Actor, one: Initiative, code: str, now: datetime, **params: str) -> Notice:
    """The question in the chat becomes what was answered."""
    shown = one.id if allowed(actor, Act.SEE, one) else None
    told = Notice(tone=Tone.INFO, code=code, params={"name": one.name, **params}, initiative=shown)
    _show(tx, one.id, actor.number, told, now)
    return told


def _registrar(tx: Tx, one: Initiative) -> str | None:
    """Who stands for the question; None: the programme office, for one that came from a list."""
    return None if one.registered_by is None else people.get(tx, one.registered_by).name


def ask_again(tx: Tx, actor: Actor, id: str) -> Acceptance:
    """The question once more, after an answer that could not be used."""
    one = access.initiative(tx, actor, Act.ANSWER_SPONSORSHIP, id)
    return question(tx, one, _registrar(tx, one))


# --- Nobody answers, or nobody wants to ------------------------------------------------------------------------------


def remind(tx: Tx, initiative: str, person: int, now: datetime) -> bool:
    """Three working days without an answer: the question once more. Not where the first card is still waiting itself."""
    one = _waiting(tx, initiative, person)
    cards = list(_cards(tx, initiative, person))
    if one is None or any(row.activity_id is None for row in cards):
        return False
    ask(tx, one, person, _registrar(tx, one), now, Reason.SPONSOR_LATE)
    return True


def hand_over(tx: Tx, initiative: str, person: int, now: datetime) -> bool:
    """Seven working days without an answer: whoever can name another is told. The question stays open."""
    one = _waiting(tx, initiative, person)
    if one is None:
        return False
    _tell_who_can_name(tx, one, people.get(tx, person).name, Reason.SPONSOR_SILENT, now)
    return True


def _waiting(tx: Tx, initiative: str, person: int) -> Initiative | None:
    one = initiatives.get(tx, initiative)
    still = one is not None and one.sponsor == person and one.sponsor_state is SponsorState.ASKED
    return one if still else None


def withdraw(tx: Tx, person: int, account: Account, now: datetime) -> int:
    """Somebody's account says that they cannot answer for anything (R2): what they were asked about or had accepted has no
    owner from now on, and whoever can name another is told, once. How many there were."""
    held = [one for one in initiatives.in_flight(tx) if one.sponsor == person and one.sponsor_state in _HOLDING]
    for one in held:
        left = initiatives.change(tx, one, sponsor_state=SponsorState.UNFIT.value)
        ledger.note(
            tx, at=now, actor=None, action="source:sponsor:unfit", subject=one.id,
            data={"sponsor": person, "account": account.value},
        )
        told = Notice(tone=Tone.INFO, code="account_unfit", params={"name": one.name, "account": account})
        _show(tx, one.id, person, told, now)
        _tell_who_can_name(tx, left, people.get(tx, person).name, Reason.SPONSOR_UNFIT, now)
    return len(held)


_HOLDING = frozenset({SponsorState.ASKED, SponsorState.ACCEPTED})


def _tell_who_can_name(tx: Tx, one: Initiative, asked: str, why: Reason, now: datetime) -> None:
    """A card to the programme office and to whoever registered it: nobody answers for it, and they can name somebody."""
    view = _missing(tx, one, asked, why, now)
    told = {one.registered_by, *people.with_role(tx, Role.PROGRAMME_OFFICE)} - {one.sponsor, None}
    for person in sorted(number for number in told if number is not None):
        key = f"sponsor_missing:{one.id}:{now.isoformat()}:{person}"
        outgoing.to_person(tx, person, Kind.SPONSOR_MISSING, view, key=key, reason=why, now=now, initiative=one.id)


def _missing(tx: Tx, one: Initiative, asked: str | None, why: Reason | None, now: datetime) -> SponsorMissing:
    gate = gates.current(tx, one.id)
    assert gate is not None, "every initiative has a gate"
    since, near = one.sponsor_asked, one.registered_by or one.sponsor
    zone = "UTC" if near is None else people.get(tx, near).zone
    known = None if one.sponsor is None else accounts.of(tx, one.sponsor)
    return SponsorMissing(
        initiative=one.id, name=one.name, workflow=one.workflow, gate_on=gate.due, state=one.sponsor_state, asked=asked,
        since=local_date(since, zone) if since else None, why=why,
        account=known.account if known is not None and one.sponsor_state is SponsorState.UNFIT else None,
    )


def _found(tx: Tx, one: Initiative, code: str, other: str, now: datetime) -> None:
    """Cards that asked for a sponsor say that there is one, or who is asked now."""
    told = Notice(tone=Tone.INFO, code=code, params={"name": one.name, "other": other}, initiative=one.id)
    for row in outbox.about(tx, Kind.SPONSOR_MISSING.value, one.id):
        outgoing.answered(tx, row, told, now)


def name_form(tx: Tx, actor: Actor, id: str, now: datetime) -> SponsorMissing:
    """`sponsor NAME`: the form that names somebody. Refused where a sponsor has accepted."""
    one = access.initiative(tx, actor, Act.NAME_SPONSOR, id)
    _must_be_free(one)
    asked = name_of(people.many(tx, [one.sponsor]), one.sponsor)
    return _missing(tx, one, asked, None, now)


def _must_be_free(one: Initiative) -> None:
    if one.owned:
        raise Refused("has_sponsor", name=one.name)


def name(tx: Tx, actor: Actor, command: NameSponsor, now: datetime) -> Record | Acceptance:
    """Name somebody where nobody has accepted. Whoever was asked before reads that they no longer are; whoever names
    themselves gets the question at once. Pressing twice asks once."""
    one = access.to_change(tx, actor, Act.NAME_SPONSOR, command.initiative)
    _must_be_free(one)
    other = candidate(tx, actor.tenant, command.sponsor, "sponsor", now)
    if isinstance(other, Problem):
        raise Invalid(other)
    if one.sponsor != other.number or one.sponsor_state is not SponsorState.ASKED:
        if _has_declined(tx, one.id, other.number):
            raise Invalid(problem("sponsor", "declined_before"))
        one = _ask_instead(tx, actor, one, other.number, other.name, now)
    if other.number == actor.number:
        return question(tx, one, actor.name)
    return record(tx, actor, one, now, just="sponsor_asked")


def _ask_instead(tx: Tx, actor: Actor, one: Initiative, other: int, called: str, now: datetime) -> Initiative:
    former = one.sponsor
    one = initiatives.change(tx, one, sponsor=other, sponsor_state=SponsorState.ASKED.value, sponsor_asked=now)
    ledger.note(tx, at=now, actor=actor.number, action="teams:sponsor:asked", subject=one.id, data={"sponsor": other})
    if former is not None:
        told = Notice(tone=Tone.INFO, code="no_longer_asked", params={"name": one.name})
        _show(tx, one.id, former, told, now)
    _found(tx, one, "sponsor_asked", called, now)
    if other != actor.number:
        ask(tx, one, other, actor.name, now)
    return one

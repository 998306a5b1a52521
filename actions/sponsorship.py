"""Who answers for an initiative: asked, reminded, accepting or declining, and another one named (R2; C1, C2)."""

from collections.abc import Iterable
from datetime import datetime

from actions import access, splits, together
from actions.asking import ask, cards_of, missing, question, registrar, say_found, show, tell_who_can_name
from actions.people import named
from actions.records import record
from actions.sponsor_loads import refit
from portfolio.audits.answers import Alive
from portfolio.authority import Act, allowed
from portfolio.commands import AnswerSponsorship, NameSponsor
from portfolio.company import Company
from portfolio.directory import looked, unfit
from portfolio.errors import Conflict, Invalid, Problem, Refused, problem
from portfolio.initiatives import WATCHED, Initiative, SponsorState
from portfolio.messages import Reason
from portfolio.people import Actor, Person, name_of
from portfolio.views.initiatives import Acceptance, Record, SponsorMissing
from portfolio.views.notices import Notice, Tone
from store import Tx, accounts, audits, initiatives, ledger, people

LONGEST_CHAIN = 500
"""Entries looked through; an initiative whose sponsor is still being looked for has a handful."""


def candidate(tx: Tx, tenant: str, text: str, field: str, now: datetime) -> Person | Problem:
    """The person meant, if nothing known of their account speaks against them (R2)."""
    found = named(tx, tenant, text, field)
    if isinstance(found, Problem) or (state := unfit(accounts.of(tx, found.number), now)) is None:
        return found
    return problem(field, "account_unfit", name=found.name, account=state)


def answer(
    tx: Tx, actor: Actor, command: AnswerSponsorship, company: Company, now: datetime
) -> Record | Notice:
    """Accept or decline (C2). Repeating the answer changes nothing; a person who declined is not asked again."""
    access.reserve(tx, command.initiative)
    found = initiatives.get(tx, command.initiative)
    if found is not None and found.sponsor != actor.number and has_declined(tx, found.id, actor.number):
        raise Conflict("sponsor_already_answered", name=found.name)
    one = access.initiative(tx, actor, Act.ANSWER_SPONSORSHIP, command.initiative)
    if command.accept:
        return _accept(tx, actor, one, company, now)
    asked = one.sponsor_asked
    if one.sponsor_state is not SponsorState.ASKED:
        raise Conflict("sponsor_already_answered", name=one.name)
    if not command.instead:
        one = decline(tx, actor, one, now)
        tell_who_can_name(tx, one, actor.name, Reason.SPONSOR_DECLINED, now)
        return _answered(tx, actor, one, asked, "declined_sponsor", now)
    other = another(tx, actor, command.instead, [one], now)
    one = pass_on(tx, actor, one, other.number, now)
    ask(tx, one, other.number, actor.name, now)
    return _answered(tx, actor, one, asked, "named_instead", now, other=other.name)


def decline(tx: Tx, actor: Actor, one: Initiative, now: datetime) -> Initiative:
    """Nobody is asked for it any more."""
    one = initiatives.change(tx, one, sponsor=None, sponsor_state=SponsorState.DECLINED.value)
    ledger.note(tx, at=now, actor=actor.number, action="teams:sponsor:declined", subject=one.id)
    return one


def pass_on(tx: Tx, actor: Actor, one: Initiative, other: int, now: datetime) -> Initiative:
    """Somebody else is asked for it, by who was asked before."""
    one = initiatives.change(tx, one, sponsor=other, sponsor_state=SponsorState.ASKED.value, sponsor_asked=now)
    ledger.note(tx, at=now, actor=actor.number, action="teams:sponsor:named", subject=one.id, data={"sponsor": other})
    return one


def another(tx: Tx, actor: Actor, named_as: str, ones: Iterable[Initiative], now: datetime) -> Person:
    """The person somebody names in their own place. Invalid for nobody known, oneself, or who has declined before."""
    other = candidate(tx, actor.tenant, named_as, "instead", now)
    if isinstance(other, Problem):
        raise Invalid(other)
    if other.number == actor.number:
        raise Invalid(problem("instead", "sponsor_needed"))
    if any(has_declined(tx, one.id, other.number) for one in ones):
        raise Invalid(problem("instead", "declined_before"))
    return other


def _accept(tx: Tx, actor: Actor, one: Initiative, company: Company, now: datetime) -> Record:
    if one.sponsor_state is SponsorState.ACCEPTED:
        return record(tx, actor, one, now, just="accepted")
    asked, one = one.sponsor_asked, take_on(tx, actor, one, company, now)
    fitted = refit(tx, actor.number, [one.id], company, now)
    splits.propose(tx, actor, company, now)
    _answered(tx, actor, one, asked, "accepted_sponsor", now)
    return record(tx, actor, one, now, just="accepted_moved" if one.id in fitted.moved else "accepted")


def take_on(tx: Tx, actor: Actor, one: Initiative, company: Company, now: datetime) -> Initiative:
    """They answer for it from now on; whoever was to look for somebody reads that. Refused where their account speaks
    against it, or has to be looked at first (R2)."""
    known = accounts.of(tx, actor.number)
    if (state := unfit(known, now)) is not None:
        raise Refused("account_unfit", name=one.name, account=state)
    if company.directory and not looked(known, now):
        raise Refused("account_not_looked_at")
    one = initiatives.change(tx, one, sponsor_state=SponsorState.ACCEPTED.value, sponsor_since=now)
    seen = known is not None and known.failure is None
    ledger.note(tx, at=now, actor=actor.number, action="teams:sponsor:accepted", subject=one.id, data={"account_seen": seen})
    say_found(tx, one, "sponsor_found", actor.name, now)
    return one


_DECLINED = frozenset({"teams:sponsor:declined", "teams:sponsor:named"})


def has_declined(tx: Tx, initiative: str, person: int) -> bool:
    """The chain of who was asked and passed it on is in the ledger, and nowhere else."""
    entries = ledger.of_subject(tx, initiative, LONGEST_CHAIN)
    return any(entry.actor == person and entry.action in _DECLINED for entry in entries)


def _answered(
    tx: Tx, actor: Actor, one: Initiative, asked: datetime | None, code: str, now: datetime, **params: str
) -> Notice:
    """The question in the chat becomes what was answered. `asked`: the moment it was asked in."""
    shown = one.id if allowed(actor, Act.SEE, one) else None
    told = Notice(tone=Tone.INFO, code=code, params={"name": one.name, **params}, initiative=shown)
    show(tx, one.id, actor.number, told, now)
    together.answered(tx, actor.number, asked, now)
    return told


def ask_again(tx: Tx, actor: Actor, id: str) -> Acceptance:
    """The question once more, after an answer that could not be used."""
    one = access.initiative(tx, actor, Act.ANSWER_SPONSORSHIP, id)
    return question(tx, one, registrar(tx, one))


# --- Nobody answers, or nobody wants to ------------------------------------------------------------------------------


def remind(tx: Tx, initiative: str, person: int, now: datetime) -> bool:
    """Three working days without an answer: the question once more. Not where the first card is still waiting itself."""
    one = _waiting(tx, initiative, person)
    cards = list(cards_of(tx, initiative, person))
    if one is None or any(row.activity_id is None for row in cards):
        return False
    ask(tx, one, person, registrar(tx, one), now, Reason.SPONSOR_LATE)
    return True


def hand_over(tx: Tx, initiative: str, person: int, now: datetime) -> bool:
    """Seven working days without an answer: whoever can name another is told. The question stays open."""
    one = _waiting(tx, initiative, person)
    if one is None:
        return False
    tell_who_can_name(tx, one, people.get(tx, person).name, Reason.SPONSOR_SILENT, now)
    return True


def _waiting(tx: Tx, initiative: str, person: int) -> Initiative | None:
    one = initiatives.get(tx, initiative)
    still = one is not None and one.sponsor == person and one.sponsor_state is SponsorState.ASKED
    return one if still else None


def name_form(tx: Tx, actor: Actor, id: str, now: datetime) -> SponsorMissing:
    """`sponsor NAME`: the form that names somebody. Refused where a sponsor has accepted."""
    one = access.initiative(tx, actor, Act.NAME_SPONSOR, id)
    must_be_free(tx, one)
    asked = name_of(people.many(tx, [one.sponsor]), one.sponsor)
    return missing(tx, one, asked, None, now)


def must_be_free(tx: Tx, one: Initiative) -> None:
    """Refused where somebody has accepted and has not said in an audit since then that it is not theirs."""
    if one.stage not in WATCHED:
        raise Refused("pair_over", name=one.name, stage=one.stage)
    if one.owned and not not_theirs(tx, one):
        raise Refused("has_sponsor", name=one.name)


def not_theirs(tx: Tx, one: Initiative) -> bool:
    """Whether its sponsor said so in an audit, after they accepted it."""
    said = audits.last_answer(tx, one.id)
    if said is None or one.sponsor_since is None:
        return False
    answer, by, at = said
    return answer is Alive.NOT_MINE and by == one.sponsor and at >= one.sponsor_since


def name(tx: Tx, actor: Actor, command: NameSponsor, now: datetime) -> Record | Acceptance:
    """Name somebody where nobody has accepted. Whoever was asked before reads that they no longer are; whoever names
    themselves gets the question at once. Pressing twice asks once."""
    one = access.to_change(tx, actor, Act.NAME_SPONSOR, command.initiative)
    must_be_free(tx, one)
    other = candidate(tx, actor.tenant, command.sponsor, "sponsor", now)
    if isinstance(other, Problem):
        raise Invalid(other)
    if one.sponsor != other.number or one.sponsor_state is not SponsorState.ASKED:
        if has_declined(tx, one.id, other.number):
            raise Invalid(problem("sponsor", "declined_before"))
        one = hand_to(tx, actor, one, other, now)
        if other.number != actor.number:
            ask(tx, one, other.number, actor.name, now)
    if other.number == actor.number:
        return question(tx, one, actor.name)
    return record(tx, actor, one, now, just="sponsor_asked")


def hand_to(tx: Tx, actor: Actor | None, one: Initiative, other: Person, now: datetime) -> Initiative:
    """Somebody is to be asked for it; whoever was asked before, or was to look for somebody, reads that. `actor` None:
    whoever has the record's command line."""
    former, asked, owned = one.sponsor, one.sponsor_asked, one.owned
    one = initiatives.change(tx, one, sponsor=other.number, sponsor_state=SponsorState.ASKED.value, sponsor_asked=now)
    ledger.note(
        tx, at=now, actor=actor.number if actor else None, action=f"{'teams' if actor else 'cli'}:sponsor:asked",
        subject=one.id, data={"sponsor": other.number},
    )
    if former is not None:
        told = Notice(tone=Tone.INFO, code="passed_on" if owned else "no_longer_asked", params={"name": one.name})
        show(tx, one.id, former, told, now)
        together.answered(tx, former, asked, now)
    say_found(tx, one, "sponsor_asked", other.name, now)
    return one

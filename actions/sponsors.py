"""A sponsor for several initiatives at once: named by the programme office, asked by one card, accepted in one press (C1).

The same rules as for one (actions.sponsorship): silence is not acceptance, and only a person who is known can be asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from actions import access, asking, outgoing, splits, sponsorship, together
from actions.sponsor_loads import ahead_of, refit
from portfolio.authority import Act, allowed
from portfolio.commands import AnswerSponsorships, NameSponsors
from portfolio.company import Company
from portfolio.errors import Conflict, Invalid, NotFound, Problem, problem
from portfolio.initiatives import Initiative, SponsorState
from portfolio.messages import Kind, Reason
from portfolio.names import folded
from portfolio.people import Account, Actor, Person, Role
from portfolio.spreading import weekly
from portfolio.views.initiatives import Acceptance
from portfolio.views.notices import Notice, Tone
from portfolio.views.sponsors import SeveralAsked, SeveralTaken, SponsorsWanted
from store import Tx, initiatives, ledger, people

MOST_CHOICES = 50
"""Initiatives offered at once; words narrow the list."""


def wanted(tx: Tx, actor: Actor, find: str) -> SponsorsWanted:
    """The initiatives, in flight or in production, that nobody has accepted to answer for and that this person can name
    somebody for; `find` narrows them by their name or unit."""
    free = [one for one in initiatives.watched(tx) if not one.owned and allowed(actor, Act.NAME_SPONSOR, one)]
    if not free:
        raise NotFound("all_sponsored")
    every = [line for line in together.lines(tx, free) if folded(find) in folded(f"{line.name} {line.unit}")]
    every.sort(key=lambda line: (line.asked is not None, folded(line.unit), folded(line.name)))
    return SponsorsWanted(lines=tuple(every[:MOST_CHOICES]), total=len(every), values={"find": find} if find else {})


def name(tx: Tx, actor: Actor, command: NameSponsors, now: datetime) -> Notice | SeveralAsked | Acceptance:
    """Ask one person for several initiatives. All of them or none; whoever names themselves gets the question at once."""
    other = sponsorship.candidate(tx, actor.tenant, command.sponsor, "sponsor", now)
    problems = [*([other] if isinstance(other, Problem) else [])]
    problems += [] if command.initiatives else [problem("chosen", "choose_some")]
    if problems or isinstance(other, Problem):
        raise Invalid(*problems)
    ones = [access.to_change(tx, actor, Act.NAME_SPONSOR, id) for id in sorted(set(command.initiatives))]
    for one in ones:
        sponsorship.must_be_free(tx, one)
    asked = ask_for(tx, actor, ones, other, now)
    if other.number == actor.number and asked:
        return again(tx, actor, asked[0].sponsor_asked or now)
    return Notice(tone=Tone.GOOD, code="several_asked", params={"n": len(ones), "other": other.name})


def ask_for(
    tx: Tx, actor: Actor | None, ones: Iterable[Initiative], other: Person, now: datetime
) -> list[Initiative]:
    """Name somebody for initiatives that are reserved, whoever answers for them now; what they are asked for already is left
    as it is."""
    some = list(ones)
    for one in some:
        if sponsorship.has_declined(tx, one.id, other.number):
            raise Invalid(problem("sponsor", "declined_before_of", name=one.name))
    new = [one for one in some if one.sponsor != other.number or one.sponsor_state is not SponsorState.ASKED]
    asked = [sponsorship.hand_to(tx, actor, one, other, now) for one in new]
    if asked and (actor is None or actor.number != other.number):
        _put(tx, asked, other.number, actor.name if actor else None, Reason.NAMED_SPONSOR, now)
    return asked


def _put(
    tx: Tx, ones: Sequence[Initiative], person: int, named_by: str | None, why: Reason, now: datetime
) -> None:
    if len(ones) == 1:
        asking.ask(tx, ones[0], person, named_by, now, why)
        return
    asked = ones[0].sponsor_asked
    assert asked is not None
    together.ask(tx, person, together.question(tx, ones, named_by, why), asked, now)


def again(tx: Tx, actor: Actor, asked: datetime) -> SeveralAsked | Acceptance:
    """The question once more, about what is still unanswered. NotFound when nothing is."""
    left = together.unanswered(tx, actor.number, asked)
    if not left:
        raise NotFound("nothing_asked")
    if len(left) == 1:
        return sponsorship.ask_again(tx, actor, left[0].id)
    return together.question(tx, left, asking.registrar(tx, left[0]), Reason.NAMED_SPONSOR)


def one_of_them(tx: Tx, actor: Actor, id: str) -> Acceptance:
    """The question about one of several by itself, with the way back to the others."""
    shown = sponsorship.ask_again(tx, actor, id)
    others = _of_its_moment(tx, id, actor.number)
    asked = others[0].sponsor_asked if len(others) > 1 else None
    return replace(shown, among=asked.isoformat() if asked else None)


def answer(
    tx: Tx, actor: Actor, command: AnswerSponsorships, company: Company, now: datetime
) -> SeveralTaken | Notice:
    """Accept, or decline and perhaps name somebody else, for everything of that moment that is unanswered."""
    ids = sorted(one.id for one in together.unanswered(tx, actor.number, command.asked))
    for id in ids:
        access.reserve(tx, id)
    left = [one for one in together.unanswered(tx, actor.number, command.asked) if one.id in ids]
    for one in left:
        access.initiative(tx, actor, Act.ANSWER_SPONSORSHIP, one.id)
    if command.accept:
        return _accept(tx, actor, left, command.asked, company, now)
    if not left:
        raise Conflict("nothing_asked")
    if command.instead:
        other = sponsorship.another(tx, actor, command.instead, left, now)
        passed = [sponsorship.pass_on(tx, actor, one, other.number, now) for one in left]
        _put(tx, passed, other.number, actor.name, Reason.NAMED_SPONSOR, now)
        told = Notice(tone=Tone.INFO, code="several_named", params={"n": len(left), "other": other.name})
    else:
        declined = [sponsorship.decline(tx, actor, one, now) for one in left]
        _tell_who_can_name(tx, declined, actor.name, Reason.SPONSOR_DECLINED, now)
        told = Notice(tone=Tone.INFO, code="several_declined", params={"n": len(left)})
    together.answered(tx, actor.number, command.asked, now)
    return told


def _accept(
    tx: Tx, actor: Actor, left: Sequence[Initiative], asked: datetime, company: Company, now: datetime
) -> SeveralTaken:
    """Their gates are fitted under three a week once all of them are theirs. Pressing again shows how that stands."""
    for one in left:
        sponsorship.take_on(tx, actor, one, company, now)
    fitted = refit(tx, actor.number, [one.id for one in left], company, now)
    spare = splits.propose(tx, actor, company, now) if left else 0
    together.answered(tx, actor.number, asked, now)
    theirs = [one for one in initiatives.watched(tx) if one.owned and one.sponsor == actor.number]
    mine = [one for one in theirs if one.sponsor_asked == asked]
    if not mine:
        raise Conflict("nothing_asked")
    counts = weekly(gate.due for gate in ahead_of(tx, actor.number, company, now))
    return SeveralTaken(total=len(mine), moved=len(fitted.moved), spare=spare, weeks=tuple(counts.items()))


# --- Nobody answers --------------------------------------------------------------------------------------------------


def remind(tx: Tx, initiative: str, person: int, now: datetime) -> bool:
    """Three working days without an answer: the question once more, about everything of its moment that is unanswered."""
    left = _of_its_moment(tx, initiative, person)
    if len(left) < 2 or left[0].sponsor_asked is None:
        return sponsorship.remind(tx, initiative, person, now)
    if any(row.activity_id is None for row in together.cards(tx, person, left[0].sponsor_asked)):
        return False
    _put(tx, left, person, asking.registrar(tx, left[0]), Reason.SPONSOR_LATE, now)
    return True


def hand_over(tx: Tx, initiative: str, person: int, now: datetime) -> bool:
    """Seven working days without an answer: whoever can name another is told, once for all of them."""
    left = _of_its_moment(tx, initiative, person)
    if len(left) < 2:
        return sponsorship.hand_over(tx, initiative, person, now)
    _tell_who_can_name(tx, left, people.get(tx, person).name, Reason.SPONSOR_SILENT, now)
    return True


def withdraw(tx: Tx, person: int, account: Account, now: datetime) -> int:
    """Somebody's account says that they cannot answer for anything (R2): what they were asked about or had accepted, in
    flight or in production, has no owner from now on, and whoever can name another is told, once for all of it. How many
    there were."""
    held = [one for one in initiatives.watched(tx) if one.sponsor == person and one.sponsor_state in _HOLDING]
    left = []
    for one in held:
        access.reserve(tx, one.id)
        left.append(initiatives.change(tx, one, sponsor_state=SponsorState.UNFIT.value))
        ledger.note(
            tx, at=now, actor=None, action="source:sponsor:unfit", subject=one.id,
            data={"sponsor": person, "account": account.value},
        )
        told = Notice(tone=Tone.INFO, code="account_unfit", params={"name": one.name, "account": account})
        asking.show(tx, one.id, person, told, now)
        together.answered(tx, person, one.sponsor_asked, now)
    called = people.get(tx, person).name
    if len(left) == 1:
        asking.tell_who_can_name(tx, left[0], called, Reason.SPONSOR_UNFIT, now)
    elif left:
        _tell_who_can_name(tx, left, called, Reason.SPONSOR_UNFIT, now)
    return len(left)


_HOLDING = frozenset({SponsorState.ASKED, SponsorState.ACCEPTED})


def _of_its_moment(tx: Tx, initiative: str, person: int) -> list[Initiative]:
    one = initiatives.get(tx, initiative)
    if one is None or one.sponsor_asked is None:
        return []
    return together.unanswered(tx, person, one.sponsor_asked)


def _tell_who_can_name(tx: Tx, ones: Sequence[Initiative], asked: str, why: Reason, now: datetime) -> None:
    """One card to the programme office: nobody answers for these, and it can name somebody."""
    every = together.lines(tx, ones)
    view = SponsorsWanted(
        lines=tuple(every[:MOST_CHOICES]), total=len(every), values={}, asked=asked,
        declined=why is Reason.SPONSOR_DECLINED, why=why,
    )
    for person in sorted(set(people.with_role(tx, Role.PROGRAMME_OFFICE)) - {one.sponsor for one in ones}):
        key = f"sponsors_wanted:{min(one.id for one in ones)}:{now.isoformat()}:{person}"
        outgoing.to_person(tx, person, Kind.SPONSOR_MISSING, view, key=key, reason=why, now=now)

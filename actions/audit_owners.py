"""What the guided audit asks the owners (A4): is each of theirs alive, gone, or not theirs?"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from actions import access, audit_views, outgoing
from portfolio.audits.answers import Alive
from portfolio.authority import Act
from portfolio.errors import NotFound, Refused
from portfolio.initiatives import ACTIVE, Initiative
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.views.auditing import AuditCard, AuditConfirm, AuditStep, OwnedLine
from portfolio.views.notices import Notice, Tone
from store import Tx, initiatives, ledger
from store import audits as stored
from store.audits import Kept

ASKED = 8
"""Initiatives an owner is asked about at once."""


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


def mine(tx: Tx, actor: Actor, now: datetime) -> AuditConfirm:
    """`audit` for an owner: what they are asked. Refused "audit_nothing_asked" where nothing is."""
    kept = stored.open_one(tx)
    found = None if kept is None else _question(tx, actor.number, kept)
    if found is None:
        raise Refused("audit_nothing_asked")
    return found


def confirm_form(tx: Tx, actor: Actor, now: datetime) -> AuditConfirm:
    """The question once more, after an answer that could not be used."""
    return mine(tx, actor, now)


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
                tx, person, Kind.AUDIT_CONFIRM, question, key=audit_views.key_of(kept.id, person), reason=Reason.AUDIT,
                now=now, initiative=question.lines[0].initiative,
            )
    if asked:
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:audit:asked", subject=str(kept.id), data={"owners": asked}
        )
    return audit_views.card(tx, actor, AuditStep.LIST, now)


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
        audit_views.refresh(tx, now)
    rest = _question(tx, actor.number, kept)
    if rest is not None:
        return rest
    return Notice(tone=Tone.GOOD, code="audit_thanks", params={"n": len(said)})

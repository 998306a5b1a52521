"""Asking somebody to answer for one initiative, and telling who can name another when nobody does: the cards themselves."""

from collections.abc import Iterator
from datetime import datetime

from actions import outgoing
from portfolio.calendar import local_date
from portfolio.initiatives import Initiative, SponsorState
from portfolio.messages import Kind, Reason
from portfolio.people import Role
from portfolio.views.initiatives import Acceptance, SponsorMissing
from portfolio.views.notices import Notice, Tone
from store import Tx, accounts, gates, outbox, people
from store.outbox import OutboxRow


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


def cards_of(tx: Tx, initiative: str, person: int) -> Iterator[OutboxRow]:
    """The cards that asked somebody, first to last."""
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


def show(tx: Tx, initiative: str, person: int, view: Notice, now: datetime) -> None:
    """What became of the question, on every card that asked it."""
    for row in cards_of(tx, initiative, person):
        outgoing.answered(tx, row, view, now)


def registrar(tx: Tx, one: Initiative) -> str | None:
    """Who stands for the question; None: the programme office, for one that came from a list."""
    return None if one.registered_by is None else people.get(tx, one.registered_by).name


def tell_who_can_name(tx: Tx, one: Initiative, asked: str, why: Reason, now: datetime) -> None:
    """A card to the programme office and to whoever registered it: nobody answers for it, and they can name somebody."""
    view = missing(tx, one, asked, why, now)
    told = {one.registered_by, *people.with_role(tx, Role.PROGRAMME_OFFICE)} - {one.sponsor, None}
    for person in sorted(number for number in told if number is not None):
        key = f"sponsor_missing:{one.id}:{now.isoformat()}:{person}"
        outgoing.to_person(tx, person, Kind.SPONSOR_MISSING, view, key=key, reason=why, now=now, initiative=one.id)


def missing(tx: Tx, one: Initiative, asked: str | None, why: Reason | None, now: datetime) -> SponsorMissing:
    """What whoever can name a sponsor is shown; `asked` is who was asked last."""
    gate = gates.current(tx, one.id)
    assert gate is not None, "every initiative has a gate"
    since, near = one.sponsor_asked, one.registered_by or one.sponsor
    zone = "UTC" if near is None else people.get(tx, near).zone
    known = None
    if one.owned:  # what counts is what they say now, and not since when they were asked
        since = None
    if one.sponsor is not None and one.sponsor_state is SponsorState.UNFIT:  # whatever was asked, it is their account
        known = accounts.of(tx, one.sponsor)
    return SponsorMissing(
        initiative=one.id, name=one.name, workflow=one.workflow, gate_on=gate.due, state=one.sponsor_state, asked=asked,
        since=local_date(since, zone) if since and known is None else None, why=why,
        account=known.account if known is not None else None,
    )


def say_found(tx: Tx, one: Initiative, code: str, other: str, now: datetime) -> None:
    """Cards that asked for a sponsor say that there is one, or who is asked now."""
    told = Notice(tone=Tone.INFO, code=code, params={"name": one.name, "other": other}, initiative=one.id)
    for row in outbox.about(tx, Kind.SPONSOR_MISSING.value, one.id):
        outgoing.answered(tx, row, told, now)

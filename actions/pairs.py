"""Two initiatives that look like one, settled by whoever answers for both: told apart for good, or merged (A7)."""

from collections.abc import Mapping
from datetime import date, datetime

from actions import access, merging
from actions import overlaps as looked
from actions.records import show
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.decisions import reason_problems
from portfolio.errors import Invalid, NotFound, Refused
from portfolio.gates import BEFORE, OWED, Gate
from portfolio.initiatives import WATCHED, Initiative, stage_on
from portfolio.people import Actor, Person, name_of
from portfolio.settling import Merge, TellApart, may_go
from portfolio.views.initiatives import Record
from portfolio.views.overlaps import PairForm, Side
from store import Tx, gates, ledger, overlaps, people


def form(tx: Tx, actor: Actor, first: str, second: str, now: datetime, *, in_audit: bool = False) -> PairForm:
    """Both side by side. Refused where they are no pair any more."""
    one, other = _both(tx, actor, first, second)
    _must_be_open(one, other)
    pair = next(iter(looked.alike(tx, [one, other])), None)
    if pair is None:
        raise Refused("no_pair", name=one.name, other=other.name)
    due, names = gates.current_of(tx, [one.id, other.id]), people.many(tx, [one.sponsor, other.sponsor])
    today = local_date(now, actor.zone)
    return PairForm(
        first=_side(one, other, due, names, today), second=_side(other, one, due, names, today), agrees=pair.agrees,
        in_audit=in_audit, values={}, problems=(),
    )


def _side(
    one: Initiative, other: Initiative, due: Mapping[str, Gate], names: Mapping[int, Person], today: date
) -> Side:
    gate = due.get(one.id)
    return Side(
        initiative=one.id, name=one.name, workflow=one.workflow, stage=stage_on(one.stage, one.first_use, today),
        sponsor=name_of(names, one.sponsor) if one.owned else None,
        gate_on=gate.due if gate is not None and gate.state in BEFORE | OWED else None,
        may_go=may_go(one) and not _puts_off(one, other, due), retirement_plan=one.retirement_plan,
    )


def _puts_off(gone: Initiative, into: Initiative, due: Mapping[str, Gate]) -> bool:
    """Whether a decision would be later for it: then merging would be a way round R1 and R9."""
    own, other = due.get(gone.id), due.get(into.id)
    return own is not None and own.state in BEFORE and (other is None or other.due > own.due)


def tell_apart(tx: Tx, actor: Actor, command: TellApart, now: datetime) -> Record:
    """They are two things: not shown as a pair again. Saying it again changes nothing."""
    one, other = _both(tx, actor, command.first, command.second, change=True)
    first, second = sorted((one.id, other.id))
    if (first, second) not in overlaps.told_apart(tx):
        _must_be_open(one, other)
        _must_be_reasoned(command.reason)
        said = overlaps.tell_apart(tx, first, second, now, by=actor.number, reason=command.reason.strip())
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:overlap:told_apart", subject=one.id,
            data={"other": other.id, "reason": said},
        )
    return show(tx, actor, one.id, now, just="told_apart")


def merge(tx: Tx, actor: Actor, command: Merge, company: Company, now: datetime) -> Record:
    """They are one: `gone` goes into the other, and its gate is void. Pressing again changes nothing. Refused while it owes
    a decision, and where it is decided on earlier than the other."""
    gone, into = _both(tx, actor, command.gone, command.into, change=True)
    known = overlaps.merge_of(tx, gone.id)
    if known is None or known.into != into.id:
        _must_be_open(gone, into)
        if not may_go(gone):
            raise Refused("merge_not_now", name=gone.name, stage=gone.stage)
        due = gates.current_of(tx, [gone.id, into.id])
        if _puts_off(gone, into, due):
            raise Refused("merge_puts_off", name=gone.name, other=into.name, on=due[gone.id].due)
        _must_be_reasoned(command.reason)
        merging.merge(tx, actor, gone, into, command.reason.strip(), command.things, company, now)
    return show(tx, actor, into.id, now, just="merged")


def _both(tx: Tx, actor: Actor, first: str, second: str, *, change: bool = False) -> tuple[Initiative, Initiative]:
    if first == second:
        raise NotFound("not_found")
    if change:
        for id in sorted((first, second)):   # always in one order, so that two who settle at once do not wait for each other
            access.reserve(tx, id)
    one, other = (access.initiative(tx, actor, Act.SETTLE_OVERLAP, id) for id in (first, second))
    return one, other


def _must_be_open(*both: Initiative) -> None:
    for one in both:
        if one.stage not in WATCHED:
            raise Refused("pair_over", name=one.name, stage=one.stage)


def _must_be_reasoned(reason: str) -> None:
    if problems := reason_problems(reason):
        raise Invalid(*problems)

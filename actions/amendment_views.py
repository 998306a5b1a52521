"""A change of the rules as the people concerned see it, and where it is shown."""

from datetime import datetime

from actions import outgoing
from actions.people import actor_of
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.criteria import Amendment, AmendmentState, differences, loosened, redefined
from portfolio.gates import SEAL_BEFORE, Gate
from portfolio.initiatives import Initiative
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, name_of
from portfolio.views.amending import Amended, AmendedLine
from store import Tx, amendments, gates, metrics, people


def shown(tx: Tx, made: Amendment, one: Initiative, reader: Actor | None, why: Reason | None = None) -> Amended:
    """A change for one reader; None: for whoever it was asked of, now that there is nothing left to answer."""
    gate, before = gates.get(tx, made.gate), metrics.version(tx, one.id, made.was.version)
    assert gate is not None and before is not None
    names = people.many(tx, [made.by, made.second])
    mine = reader is not None and asked_of(made, one) == reader.number
    prepared = made.state is AmendmentState.PREPARED
    return Amended(
        amendment=made.id, initiative=one.id, name=one.name, gate_on=gate.due, sealed_on=gate.due - SEAL_BEFORE,
        was=made.was, now=made.now, changes=differences(made.was, made.now), loosened=loosened(made.was, made.now),
        redefined=redefined(before, made.metric), reason=made.reason, by=name_of(names, made.by), at=made.at,
        zone=reader.zone if reader else "UTC", state=made.state, second=name_of(names, made.second), remark=made.remark,
        may_accept=mine and prepared and reader is not None and allowed(reader, Act.ARM, one),
        may_sign=mine and not prepared and reader is not None and allowed(reader, Act.COUNTERSIGN), why=why,
    )


def asked_of(made: Amendment, one: Initiative) -> int | None:
    """Whose answer it waits for; None: nobody's any more."""
    return {AmendmentState.PREPARED: one.sponsor, AmendmentState.PENDING: made.second}.get(made.state)


def lines(tx: Tx, gate: Gate, zone: str) -> tuple[AmendedLine, ...]:
    """The changes of a gate's criteria that are in force, oldest first: both versions are printed (R5)."""
    made = amendments.of_gate(tx, gate.id, [AmendmentState.FINAL])
    names = people.many(tx, [person for one in made for person in (one.by, one.second)])
    days = [local_date(one.settled_at or one.at, zone) for one in made]
    return tuple(
        AmendedLine(
            was=one.was, now=one.now, changes=differences(one.was, one.now), on=on, days_before=(gate.due - on).days,
            reason=one.reason, by=name_of(names, one.by), second=name_of(names, one.second),
        )
        for one, on in zip(made, days, strict=True)
    )


def keys(made: Amendment, of: int) -> tuple[str, str]:
    """The outbox keys of the question to somebody, and of its reminder."""
    return f"amendment:{made.id}:{of}", f"amendment:{made.id}:{of}:again"


def ask(tx: Tx, made: Amendment, one: Initiative, now: datetime) -> None:
    """The question to whoever has to agree next; the sponsor's cards show that it has gone on."""
    asked = asked_of(made, one)
    assert asked is not None
    why = Reason.CHANGE_ASKED if made.state is AmendmentState.PREPARED else Reason.CHANGE_TO_SIGN
    outgoing.to_person(
        tx, asked, Kind.AMENDMENT, shown(tx, made, one, actor_of(tx, asked), why), key=keys(made, asked)[0], reason=why,
        now=now, initiative=one.id,
    )
    if made.state is AmendmentState.PENDING and one.sponsor is not None:
        _show(tx, made, one, one.sponsor, now)


def _show(tx: Tx, made: Amendment, one: Initiative, person: int, now: datetime) -> None:
    for key in keys(made, person):
        outgoing.show_instead(tx, key, shown(tx, made, one, actor_of(tx, person)), now)


def settled(tx: Tx, made: Amendment, one: Initiative, by: Actor | None, now: datetime) -> None:
    """Every card that asked says what became of it; whoever asked for it hears, unless they answered themselves."""
    for person in {one.sponsor, made.second} - {None, made.by}:
        assert person is not None
        _show(tx, made, one, person, now)
    if by is None or by.number != made.by:
        outgoing.to_person(
            tx, made.by, Kind.AMENDMENT, shown(tx, made, one, actor_of(tx, made.by), Reason.CHANGE_ANSWERED),
            key=keys(made, made.by)[0], reason=Reason.CHANGE_ANSWERED, now=now, initiative=one.id,
        )

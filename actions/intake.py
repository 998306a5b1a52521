"""The pilots of an imported list become initiatives, each with a gate (R1, R20; FEATURES F1).

Shown before it is done. Nobody is asked or told by it: a list names no sponsor who has accepted, so none is taken from it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from actions import access
from actions.sponsor_loads import loads
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.errors import Conflict
from portfolio.gates import BEFORE, LONGEST, Gate, GateState
from portfolio.imports.counting import mailboxes_of
from portfolio.imports.entries import Entry, ListedStage
from portfolio.imports.owners import Owner, owner_of
from portfolio.imports.taking import Taken, contact_of, started, taken, unit_of
from portfolio.initiatives import Initiative, SponsorState, Stage
from portfolio.names import folded
from portfolio.people import Actor
from portfolio.spreading import Pilot, spread, weekly
from portfolio.views.intake import Intake, Week
from store import Tx, audits, gates, initiatives, intakes, ledger, listings
from store.ids import new_id
from store.intakes import Intake as Origin
from store.locks import alone
from store.values import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What would be done: the pilots with the days of their gates, and what a newer entry says of initiatives."""

    new: tuple[Taken, ...]
    days: Mapping[str, date]
    newer: Mapping[Origin, tuple[int, Entry]]
    moved_on: int
    mailboxes: frozenset[str]
    listed: Mapping[str, tuple[int, Entry]]

    @property
    def seen(self) -> str:
        """What has to be the same when it is done."""
        follow = sorted((origin.initiative, id) for origin, (id, _) in self.newer.items())
        return fingerprint((self.new, sorted(self.days.items()), follow))


def show(tx: Tx, actor: Actor | None, company: Company, now: datetime) -> Intake:
    """What adopting would do today. `actor` None: whoever has the record's command line."""
    _demand(actor)
    return _view(tx, _plan(tx, company, now), company, now)


def adopt(tx: Tx, actor: Actor | None, seen: str | None, company: Company, now: datetime) -> Intake:
    """Register every listed pilot that is no initiative yet, with its gate; all of them or none.

    `seen` is what was shown; Conflict when that is no longer what would be done. Again, it does nothing.
    """
    _demand(actor)
    alone(tx, "imports")
    plan = _plan(tx, company, now)
    if not plan.new and not plan.newer:
        return _view(tx, plan, company, now)
    if seen is not None and seen != plan.seen:
        raise Conflict("changed_since")
    shown = _view(tx, plan, company, now)
    source = "cli" if actor is None else "teams"
    origins = [_register(tx, one, plan, actor, source, now) for one in plan.new]
    intakes.add(tx, origins)
    for origin, (id, entry) in plan.newer.items():
        _follow(tx, origin, id, entry, actor, source, now)
    return replace(shown, loads=loads(tx, company, now), done=True)


def _demand(actor: Actor | None) -> None:
    if actor is not None:
        access.demand(actor, Act.ADOPT)


def _plan(tx: Tx, company: Company, now: datetime) -> _Plan:
    today = local_date(now, company.zone)
    listed, known = listings.in_force(tx), intakes.everything(tx)
    entries = [entry for _, entry in listed.values()]
    here = {folded(one.name) for one in initiatives.everything(tx)}
    # What its list has no longer is not taken now, nor what is here already under the key it had before it was joined.
    left = listings.no_longer(tx) | {key for former, key in audits.joins(tx).items() if former in known}
    new = taken((one for one in entries if one.key not in known and one.key not in left), here, today)
    ahead = {one.entry.key: one.latest for one in new if one.stage is Stage.REGISTERED}
    spread_out = spread(
        (Pilot(id=one.entry.key, sponsor=None, latest=one.latest) for one in new if one.entry.key not in ahead), today,
        company.holidays,
    )
    came = {key: listed[key] for key in known if key in listed}
    return _Plan(
        new=new, days={**spread_out.days, **ahead},
        newer={known[key]: found for key, found in came.items() if found[0] > known[key].import_id},
        moved_on=sum(entry.stage is not ListedStage.PILOT for _, entry in came.values()),
        mailboxes=mailboxes_of(entries), listed=listed,
    )


def _view(tx: Tx, plan: _Plan, company: Company, now: datetime) -> Intake:
    owners = Counter(owner_of(one.entry.named, plan.mailboxes) for one in plan.new)
    dated = sum(one.first_use is not None for one in plan.new)
    about = sum(one.about is not None for one in plan.new)
    today = local_date(now, company.zone)
    last = today + LONGEST
    days = [day for day in plan.days.values() if day <= last]
    ahead = [gate.due for gate in gates.in_states(tx, BEFORE) if today < gate.due <= last]
    new, every = weekly(days), weekly((*days, *ahead))
    return Intake(
        today=today, pilots=len(plan.new), dated=dated, about=about, undated=len(plan.new) - dated - about,
        owners={owner: owners[owner] for owner in Owner}, renamed=tuple(one.name for one in plan.new if one.renamed),
        followed=len(plan.newer), moved_on=plan.moved_on,
        weeks=tuple(Week(monday=monday, new=new.get(monday, 0), gates=count) for monday, count in every.items()),
        later=len(plan.days) - len(days),
        loads=loads(tx, company, now), seen=plan.seen,
    )


def _register(tx: Tx, one: Taken, plan: _Plan, actor: Actor | None, source: str, now: datetime) -> Origin:
    entry = one.entry
    new = Initiative(
        id=new_id("i"), name=one.name, workflow="", intent=one.intent, stage=one.stage, first_use=one.first_use,
        about=one.about, sponsor=None, sponsor_state=SponsorState.NONE, adoption_lead=None, delivery_lead=None,
        integration=None, retirement_plan=None, registered_by=actor.number if actor else None, registered_at=now, revision=1,
    )
    if not initiatives.add(tx, new, new.id):
        raise Conflict("changed_since")
    gate = Gate(
        id=new_id("g"), initiative=new.id, number=1, due=plan.days[entry.key], state=GateState.PLANNED, retire_only=False,
        armed_at=None, sealed_evidence=None, revision=1,
    )
    gates.add(tx, gate)
    import_id = plan.listed[entry.key][0]
    ledger.note(
        tx, at=now, actor=new.registered_by, action=f"{source}:initiative:adopted", subject=new.id,
        data={"import": import_id, "gate": gate.id, "due": gate.due.isoformat(), "stage": new.stage.value},
    )
    return Origin(
        initiative=new.id, key=entry.key, import_id=import_id, unit=unit_of(entry), contact=contact_of(entry),
        latest=one.latest,
    )


def _follow(
    tx: Tx, origin: Origin, id: int, entry: Entry, actor: Actor | None, source: str, now: datetime
) -> None:
    """A list that came again: its contact, and a first use that nobody knew to the day. Names and gates stay as they are."""
    intakes.follow(tx, origin.initiative, import_id=id, unit=unit_of(entry), contact=contact_of(entry))
    one = initiatives.get(tx, origin.initiative)
    assert one is not None, "an intake has its initiative"
    first_use, about = started(entry)
    if one.first_use is None:
        initiatives.change(
            tx, one, first_use=first_use, about=about.day if about else None,
            about_precision=about.precision.value if about else None,
        )
    ledger.note(
        tx, at=now, actor=actor.number if actor else None, action=f"{source}:initiative:relisted", subject=one.id,
        data={"import": id},
    )


"""`show`: the record of one initiative, and finding an initiative by what somebody typed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from actions import (
    access,
    adoption,
    baseline_cards,
    constraint_lines,
    overlaps,
    phases,
    published,
    sprint_views,
    workflows,
)
from actions.lateness import late
from actions.panels import panels
from actions.sources import bound_to, told, trouble
from portfolio.adoption import Adoption
from portfolio.authority import Act, allowed
from portfolio.baselines import ALWAYS
from portfolio.calendar import local_date
from portfolio.conditions import Condition, conditions, scorecard
from portfolio.errors import NotFound, Refused
from portfolio.gates import DECIDABLE, Gate
from portfolio.initiatives import ACTIVE, OVER, WATCHED, Initiative, stage_on
from portfolio.metrics import Metric
from portfolio.people import Actor, Person, name_of
from portfolio.second_thoughts import reversible_until
from portfolio.views.baselines import BaselineCard
from portfolio.views.initiatives import Event, Record, SourceTrouble
from store import (
    Tx,
    accounts,
    checkins,
    defaults,
    gates,
    initiatives,
    intakes,
    ledger,
    metrics,
    opportunities,
    people,
    plans,
)

HISTORY = 5


def show(
    tx: Tx, actor: Actor, id: str, now: datetime, *, just: str | None = None, aloud: bool = False
) -> Record:
    """The record as this person may see it. `just` names what has happened a moment ago; `aloud`: a channel reads along."""
    return record(tx, actor, access.initiative(tx, actor, Act.SEE, id), now, just=just, aloud=aloud)


def record(
    tx: Tx, actor: Actor, one: Initiative, now: datetime, *, just: str | None = None, aloud: bool = False
) -> Record:
    """The record of an initiative that has come through the door."""
    today = local_date(now, actor.zone)
    metric = metrics.latest(tx, one.id)
    gate = gates.current(tx, one.id)
    read = published.readable(tx, actor, [one], {one.id: metric} if metric else {}, today, aloud=aloud)
    entries = list(ledger.of_subject(tx, one.id, HISTORY))
    names = people.many(tx, [one.sponsor, one.adoption_lead, one.delivery_lead, *(entry.actor for entry in entries)])
    origin = intakes.of(tx, [one.id]).get(one.id)
    promoted = opportunities.of_initiative(tx, one.id)
    return Record(
        initiative=one.id,
        name=one.name,
        workflow=one.workflow,
        intent=one.intent,
        stage=stage_on(one.stage, one.first_use, today),
        integration=one.integration,
        sponsor=name_of(names, one.sponsor),
        sponsor_state=one.sponsor_state,
        adoption_lead=name_of(names, one.adoption_lead),
        delivery_lead=name_of(names, one.delivery_lead),
        first_use=one.first_use,
        about=one.about,
        unit=origin.unit if origin else "",
        contact=origin.contact if origin and not aloud else "",
        origin=promoted.origin if promoted else None,
        opportunity=promoted.id if promoted and not aloud and allowed(actor, Act.SEE_OPPORTUNITIES) else None,
        gate=gate.id if gate else None,
        gate_on=gate.due if gate else None,
        gate_state=gate.state if gate else None,
        days_left=(gate.due - today).days if gate else None,
        panel=panels(tx, [one.id], read).get(one.id),
        traits=() if one.stage in OVER else scorecard(one, metric, today, plans.in_force(tx, one.id)),
        conditions=standing(tx, one, metric, gate, today, read.use.get(one.id)),
        history=tuple(
            Event(at=entry.at, by=name_of(names, entry.actor),
                  action="_".join(entry.action.split(":")[1:]))
            for entry in entries
        ),
        zone=actor.zone,
        may_prepare=allowed(actor, Act.PREPARE, one) and gate is not None and gate.unlocked,
        may_decide=allowed(actor, Act.DECIDE, one) and gate is not None and gate.state in DECIDABLE,
        just=just,
        trouble=trouble(bound_to(tx, metric), today),
        sprint=sprint_views.running(tx, [one.id], now).get(one.id),
        may_sprint=sprint_views.may_offer(tx, actor, one, metric, gate, today),
        baseline=_baseline(tx, actor, one, gate, now),
        may_name_sponsor=allowed(actor, Act.NAME_SPONSOR, one) and not one.owned and one.stage in WATCHED,
        default_of=_reversible(tx, actor, one, today),
        use=read.use.get(one.id),
        use_trouble=_use_trouble(tx, one.id, today),
        account_trouble=_account_trouble(tx, one, names, today),
        may_connect=metric is not None and one.stage in ACTIVE and allowed(actor, Act.PREPARE, one),
        pairs=() if aloud else tuple(overlaps.beside(tx, actor, one)),
        went=overlaps.went(tx, actor, one),
        came=overlaps.came(tx, actor, one),
        constraints=() if aloud else constraint_lines.of(tx, one.id, today, actor),  # R18: sponsors read them first
        attached=workflows.of_initiative(tx, actor, one.id),
        phase=phases.of_initiative(tx, one, metric),
        may_attach=not aloud and workflows.may_attach(tx, actor, one),
    )


def _reversible(tx: Tx, actor: Actor, one: Initiative, today: date) -> str | None:
    taken = defaults.newest(tx, one.id)
    if taken is None or not allowed(actor, Act.REVERSE_DEFAULT, one) or defaults.reversed_before(tx, one.id):
        return None
    return taken.gate if today <= reversible_until(taken.on) else None


def _baseline(tx: Tx, actor: Actor, one: Initiative, gate: Gate | None, now: datetime) -> BaselineCard | None:
    if gate is None or not gate.unlocked or not allowed(actor, Act.PREPARE, one):
        return None
    return baseline_cards.of(tx, one, ALWAYS, now, may_accept=allowed(actor, Act.ARM, one), ahead=False)


def _use_trouble(tx: Tx, id: str, today: date) -> SourceTrouble | None:
    """R23, of the group whose use is followed."""
    cohort = adoption.followed(tx, id)
    return None if cohort is None else told(cohort.label, cohort.failure, "UTC", today)


def _account_trouble(tx: Tx, one: Initiative, names: Mapping[int, Person], today: date) -> SourceTrouble | None:
    """R23, of the account of whoever is to answer for it."""
    name = name_of(names, one.sponsor)
    known = accounts.of(tx, one.sponsor) if one.sponsor is not None and one.stage in WATCHED else None
    return None if known is None or name is None else told(name, known.failure, "UTC", today)


def find(tx: Tx, actor: Actor, text: str) -> Initiative:
    """The initiative whose name was typed, among those this person may see. NotFound or Refused say what to type."""
    exact = initiatives.by_name(tx, text)
    if exact is not None and allowed(actor, Act.SEE, exact):
        return exact
    seen = [one for one in initiatives.named_like(tx, text) if allowed(actor, Act.SEE, one)]
    if not seen:
        raise NotFound("nothing_called", name=text)
    if len(seen) > 1:
        raise Refused("several_called", name=text, names=", ".join(one.name for one in seen[:5]))
    return seen[0]


def standing(
    tx: Tx, one: Initiative, metric: Metric | None, gate: Gate | None, today: date, use: Adoption | None
) -> tuple[Condition, ...]:
    """What is wrong with an initiative, in a fixed order; `use` as far as it may be read."""
    found = standings(
        tx, [one], {one.id: metric} if metric else {}, {one.id: gate} if gate else {}, today, {one.id: use} if use else {}
    )
    return found[one.id]


def standings(
    tx: Tx, several: Sequence[Initiative], known: Mapping[str, Metric], due: Mapping[str, Gate], today: date,
    use: Mapping[str, Adoption],
) -> Mapping[str, tuple[Condition, ...]]:
    """The same for several, of which the metrics and gates are `known` and `due`."""
    stale = late(tx, [one.id for one in several], known, today)
    sponsors = {one.sponsor for one in several if one.sponsor is not None}
    lapsed = {number: checkins.lapsed_in_a_row(tx, number) for number in sponsors}
    seen = accounts.many(tx, sponsors)
    states = {number: one.account for number, one in seen.items()}
    return {
        one.id: tuple(sorted(conditions(
            one, known.get(one.id), due.get(one.id), lapsed_in_a_row=lapsed.get(one.sponsor or 0, 0), today=today,
            use=use.get(one.id), stale=one.id in stale, account=states.get(one.sponsor or 0),
        )))
        for one in several
    }


def gates_owed_by(tx: Tx, actor: Actor) -> list[str]:
    """The open gates this person has to decide."""
    mine = initiatives.sponsored_by(tx, actor.number)
    current = gates.current_of(tx, [one.id for one in mine])
    return [gate.id for gate in current.values() if gate.state in DECIDABLE]


def prepared_by(tx: Tx, actor: Actor) -> list[str]:
    """The initiatives whose metric this person may connect."""
    return [one.id for one in initiatives.in_flight(tx) if allowed(actor, Act.PREPARE, one)]

"""The card of a baseline: offered to the sponsor once a source's history is in, and shown whenever somebody asks (B6)."""

from dataclasses import replace
from datetime import datetime

from actions import access, amending, outgoing, prospects
from actions.histories import Read, read
from actions.sources import bound_to, in_force
from portfolio.authority import Act, allowed
from portfolio.baselines import ALWAYS, Between, Proposal, TooLittle, within
from portfolio.calendar import local_date
from portfolio.criteria import in_last_days
from portfolio.errors import Refused
from portfolio.gates import SEAL_BEFORE, Gate
from portfolio.initiatives import Initiative
from portfolio.judging import chosen
from portfolio.messages import Kind
from portfolio.messages import Reason as Why
from portfolio.metrics import BaselineState, Metric, target_problems
from portfolio.observations import SourceKind
from portfolio.people import Actor
from portfolio.prospects import sketch_of
from portfolio.sources import Source
from portfolio.views.baselines import BaselineCard, Locked, Renewal
from portfolio.views.notices import Notice, Tone
from store import Tx, gates, initiatives, metrics, observations, outbox

_BY_HAND = frozenset({SourceKind.LOG, SourceKind.TEMPLATE})


def show(tx: Tx, actor: Actor, id: str, between: Between, now: datetime) -> BaselineCard:
    """The card, for whoever may prepare. Refused while nothing has been read, or the first day of use is not known."""
    one = access.initiative(tx, actor, Act.PREPARE, id)
    if one.first_use is None:
        raise Refused("start_unknown", name=one.name)
    shown = of(tx, one, between, now, may_accept=allowed(actor, Act.ARM, one))
    if shown is None:
        raise Refused("no_history_yet", name=one.name)
    return shown


def renew(tx: Tx, actor: Actor, id: str, between: Between, now: datetime) -> BaselineCard:
    """The card of a locked baseline with what its source says now, to take another one. Refused as changes of locked
    criteria are."""
    shown = show(tx, actor, id, between, now)
    one = access.initiative(tx, actor, Act.PREPARE, id)
    gate, metric = amending.amendable(tx, actor, one, now)
    found = read(tx, one, metric, between, now)
    assert found is not None, "it is shown"
    proposal = found.found if isinstance(found.found, Proposal) else None
    renewal = Renewal(
        proposal=proposal, short=found.found if isinstance(found.found, TooLittle) else None,
        sealed_on=gate.due - SEAL_BEFORE, cosigned=in_last_days(gate, local_date(now, actor.zone)),
        fits=proposal is None or _fits(metric, proposal),
    )
    return replace(shown, renewal=renewal)


def later(tx: Tx, actor: Actor, id: str) -> Notice:
    """"Not yet": nothing is locked, and the record keeps the offer."""
    one = access.initiative(tx, actor, Act.PREPARE, id)
    return Notice(tone=Tone.INFO, code="baseline_later", params={"name": one.name}, initiative=one.id)


def of(
    tx: Tx, one: Initiative, between: Between, now: datetime, *, may_accept: bool, ahead: bool = True
) -> BaselineCard | None:
    """What there is to say of an initiative's baseline from history; None while nothing is bound or read. `ahead`: with what
    the design can show."""
    metric, gate = metrics.latest(tx, one.id), gates.current(tx, one.id)
    if metric is None or gate is None:
        return None
    found = read(tx, one, metric, between, now)
    if found is None:
        return None
    held = _locked(tx, metric, found)
    proposal = found.found if held is None and isinstance(found.found, Proposal) else None
    return BaselineCard(
        initiative=one.id, name=one.name, gate_on=gate.due, first_use=found.start, metric=metric.name, unit=metric.unit,
        source=found.source.label, how=found.source.how, between=between, seen=found.seen, proposal=proposal,
        short=found.found if held is None and isinstance(found.found, TooLittle) else None, locked=held,
        prospect=(
            prospects.of(tx, one, gate, sketch_of(metric, found.source.label), found.rows) if proposal and ahead else None
        ),
        fits=proposal is None or _fits(metric, proposal), may_accept=may_accept and gate.unlocked,
    )


def _fits(metric: Metric, proposal: Proposal) -> bool:
    return not target_problems(
        lower_is_better=metric.lower_is_better, baseline=proposal.middle, target=metric.target, floor=metric.floor
    )


def _locked(tx: Tx, metric: Metric, found: Read) -> Locked | None:
    baseline = metric.baseline
    if baseline is None or baseline.window is None or baseline.state is not BaselineState.LOCKED:
        return None
    window = baseline.window
    days = Between(since=window.since, until=window.until)
    return Locked(
        value=baseline.value, on=baseline.stated_on, n=window.n, slow=window.slow, first=window.first, last=window.last,
        hash=window.hash, changed=_changed(tx, found, days, window.batch),
    )


def _changed(tx: Tx, found: Read, between: Between, batch: int) -> int:
    known = observations.then_and_now(tx, found.source.id, batch)
    rows = (within(some, found.source, between, found.start) for some in known)
    return chosen(next(rows), next(rows), found.source, found.start).changed


def due(tx: Tx) -> tuple[str, ...]:
    """The initiatives whose source has been read and whose sponsor has not been offered its baseline. The end of a sprint
    offers what was logged by hand itself."""
    flying = {one.id: one for one in initiatives.in_flight(tx)}
    known = metrics.latest_of(tx, flying)
    open_, sources = gates.current_of(tx, flying), in_force(tx, known)
    read_ = observations.newest_of(tx, [source.id for source in sources.values()])
    return tuple(
        key
        for key, source in sources.items()
        if source.ref.kind not in _BY_HAND and source.id in read_ and flying[key].owned and owed(known[key], open_[key])
        and outbox.find(tx, _key(source)) is None
    )


def owed(metric: Metric, gate: Gate) -> bool:
    """Whether a baseline from history can still be taken: the rules are open, and none has been taken."""
    return gate.unlocked and (metric.baseline is None or metric.baseline.window is None)


def offer(tx: Tx, id: str, now: datetime) -> bool:
    """Send the sponsor the card, once for a source; not while there is too little history."""
    one = initiatives.get(tx, id)
    if one is None or one.sponsor is None:
        return False
    shown = of(tx, one, ALWAYS, now, may_accept=True)
    metric = metrics.latest(tx, id)
    source = bound_to(tx, metric)
    if shown is None or shown.proposal is None or source is None:
        return False
    return outgoing.to_person(
        tx, one.sponsor, Kind.BASELINE, replace(shown, why=Why.HISTORY_READ), key=_key(source), reason=Why.HISTORY_READ,
        now=now, initiative=one.id,
    )


def close(tx: Tx, one: Initiative, source: Source, now: datetime) -> None:
    """The card in the sponsor's chat shows that its baseline is locked."""
    told = Notice(tone=Tone.GOOD, code="baseline_locked_now", params={"name": one.name}, initiative=one.id)
    outgoing.show_instead(tx, _key(source), told, now)


def _key(source: Source) -> str:
    return f"baseline:{source.id}"

"""The portfolio list: what a person may see, filtered and in order, page by page; and all of a view, to be exported."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from actions import published, searching, sprint_views
from actions.panels import panels
from actions.published import Published
from actions.records import standings
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.filters import EVERYTHING, Filter, Sort
from portfolio.gates import Gate
from portfolio.initiatives import WATCHED, Initiative, Stage, stage_on
from portfolio.metrics import Metric
from portfolio.names import folded
from portfolio.people import Actor, Person, name_of
from portfolio.searching import Where, match, sections, wanted
from portfolio.verdicts import Verdict
from portfolio.views.digest import PortfolioList, PortfolioRow
from portfolio.views.finding import InitiativeCard
from portfolio.views.numbers import Panel
from store import Tx, gates, initiatives, metrics, people

PAGE = 8
_STAGES = tuple(Stage)
_Reading = Callable[[Sequence[Initiative], Mapping[str, Metric]], Published]
"""What may be read of initiatives with these metrics."""


def portfolio(
    tx: Tx, actor: Actor, page: int, now: datetime, filter: Filter = EVERYTHING, *, aloud: bool = False
) -> PortfolioList:
    """One page of the initiatives this person may see and wants to, without a filter those in trouble first; fit for where
    it is shown (`aloud`: a channel reads along)."""
    seen, today = _seen(tx, actor), local_date(now, actor.zone)
    read = _readable(tx, actor, today, aloud=aloud)
    chosen, due = _chosen(tx, seen, filter, today, read)
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    return PortfolioList(
        rows=_rows(tx, chosen[(page - 1) * PAGE : page * PAGE], due, today, now, read), page=page, pages=pages,
        total=len(chosen), mine_only=not allowed(actor, Act.SEE_PORTFOLIO), in_channel=aloud, filter=filter, seen=len(seen),
    )


def _seen(tx: Tx, actor: Actor) -> list[Initiative]:
    return [one for one in initiatives.everything(tx) if allowed(actor, Act.SEE, one)]


def _readable(tx: Tx, actor: Actor, today: date, *, aloud: bool) -> _Reading:
    def read(ones: Sequence[Initiative], known: Mapping[str, Metric]) -> Published:
        return published.readable(tx, actor, ones, known, today, aloud=aloud)

    return read


def view_of(tx: Tx, actor: Actor, now: datetime, filter: Filter) -> tuple[PortfolioRow, ...]:
    """Every row of all pages of `portfolio`, as this person may see them by themselves."""
    today = local_date(now, actor.zone)
    read = _readable(tx, actor, today, aloud=False)
    chosen, due = _chosen(tx, _seen(tx, actor), filter, today, read)
    return _rows(tx, chosen, due, today, now, read)


def export(tx: Tx, now: datetime, filter: Filter) -> tuple[PortfolioRow, ...]:
    """Every row of a view of the whole portfolio, for whoever has the record's command line."""
    def read(ones: Sequence[Initiative], known: Mapping[str, Metric]) -> Published:
        return published.newest(tx, ones, known)

    chosen, due = _chosen(tx, initiatives.everything(tx), filter, now.date(), read)
    return _rows(tx, chosen, due, now.date(), now, read)


def pasted(tx: Tx, actor: Actor, text: str, skip: int, count: int, now: datetime) -> tuple[InitiativeCard, ...]:
    """Initiatives to be pasted into a chat, among those this person may see; without words those in trouble first. A chat
    reads along, so bad news waits as it does for leadership (R18)."""
    seen = [one for one in initiatives.everything(tx) if allowed(actor, Act.SEE, one)]
    found = searching.matching(tx, text, seen) if text.strip() else seen
    due = gates.current_of(tx, [one.id for one in found])
    if not text.strip():
        found = sorted(found, key=lambda one: _owed(one, due))
    shown, today = found[skip : skip + count], local_date(now, actor.zone)
    known = metrics.latest_of(tx, [one.id for one in shown])
    read = published.readable(tx, actor, shown, known, today, aloud=True)
    names = people.many(tx, [one.sponsor for one in shown])
    drawn = panels(tx, [one.id for one in shown], read)
    return tuple(_card(one, due.get(one.id), names, drawn.get(one.id), today) for one in shown)


def _card(
    one: Initiative, gate: Gate | None, names: Mapping[int, Person], panel: Panel | None, today: date
) -> InitiativeCard:
    owed = gate is not None and one.stage in WATCHED
    return InitiativeCard(
        name=one.name, workflow=one.workflow, stage=stage_on(one.stage, one.first_use, today),
        sponsor=name_of(names, one.sponsor), owned=one.owned, gate_on=gate.due if gate and owed else None,
        gate_state=gate.state if gate else None, days_left=(gate.due - today).days if gate and owed else None, panel=panel,
        on=today,
    )


def _chosen(
    tx: Tx, seen: Iterable[Initiative], filter: Filter, today: date, read: _Reading
) -> tuple[list[Initiative], Mapping[str, Gate]]:
    """Those of these initiatives that the filter leaves, in its order, and the gates of all of them."""
    left = [one for one in seen if filter.stage in (None, stage_on(one.stage, one.first_use, today))]
    if filter.text:
        left = searching.matching(tx, filter.text, left)
    names = people.many(tx, [one.sponsor for one in left])
    if filter.sponsor:
        words = wanted(filter.sponsor)
        left = [one for one in left if _is_called(name_of(names, one.sponsor), words)]
    due = gates.current_of(tx, [one.id for one in left])
    if filter.condition is not None:
        known = metrics.latest_of(tx, [one.id for one in left])
        wrong = standings(tx, left, known, due, today, read(left, known).use)
        left = [one for one in left if filter.condition in wrong[one.id]]

    def order(one: Initiative) -> tuple[object, ...]:
        owed = _owed(one, due)
        match filter.sort:
            case Sort.NAME:
                return (folded(one.name),)
            case Sort.STAGE:
                return (_STAGES.index(stage_on(one.stage, one.first_use, today)), *owed, folded(one.name))
            case Sort.SPONSOR:
                name = name_of(names, one.sponsor)
                return (name is None, folded(name or ""), *owed, folded(one.name))
        return (*owed, folded(one.name))

    return sorted(left, key=order), due


def _owed(one: Initiative, due: Mapping[str, Gate]) -> tuple[bool, date]:
    """Those that owe a decision by its date, then the others."""
    gate = due.get(one.id)
    return gate is None or one.stage not in WATCHED, gate.due if gate else date.max


def _is_called(name: str | None, words: tuple[str, ...]) -> bool:
    return name is not None and bool(words) and match(words, sections({Where.NAME: name})) is not None


def _rows(
    tx: Tx, shown: list[Initiative], due: Mapping[str, Gate], today: date, now: datetime, read: _Reading
) -> tuple[PortfolioRow, ...]:
    found = metrics.latest_of(tx, [one.id for one in shown])
    may = read(shown, found)
    names = people.many(tx, [one.sponsor for one in shown])
    counting = sprint_views.running(tx, found, now)
    wrong = standings(tx, shown, found, due, today, may.use)
    rows = []
    for one in shown:
        gate, owed = due.get(one.id), one.stage in WATCHED
        rows.append(PortfolioRow(
            initiative=one.id,
            name=one.name,
            sponsor=name_of(names, one.sponsor),
            owned=one.owned,
            stage=stage_on(one.stage, one.first_use, today),
            gate_on=gate.due if gate and owed else None,
            gate_state=gate.state if gate else None,
            days_left=(gate.due - today).days if gate and owed else None,
            verdict=may.evidence[one.id].verdict if one.id in may.evidence else Verdict.NOT_MEASURED,
            conditions=wrong[one.id],
            sprint=counting.get(one.id),
        ))
    return tuple(rows)

"""How an initiative was judged over time: each finding with the version it was made with (B3, B8)."""

from datetime import datetime

from actions import access, evidence, published
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.criteria import Change, criteria_of, differences, redefined
from portfolio.errors import NotFound, Refused
from portfolio.initiatives import Initiative
from portfolio.metrics import Metric
from portfolio.people import Actor
from portfolio.verdicts import Verdict
from portfolio.views.judged import Against, Comparison, Judged, JudgedRow
from store import Tx, metrics, verdicts
from store.verdicts import Kept

MOST = 12
"""Rows on a card: three looks and a few versions of each. Older ones stay in the record."""


def show(tx: Tx, actor: Actor, id: str, now: datetime, *, aloud: bool = False) -> Judged:
    """The findings this person may read. Refused while there is no metric."""
    one = access.initiative(tx, actor, Act.SEE, id)
    metric = _metric(tx, one)
    rows = [_row(tx, kept, metric) for kept in _read(tx, actor, one, metric, now, aloud=aloud)]
    return Judged(initiative=one.id, name=one.name, version=metric.version, rows=tuple(rows))


def compare(tx: Tx, actor: Actor, id: str, key: str, now: datetime, *, aloud: bool = False) -> Comparison:
    """One earlier finding beside the newest. Refused across two definitions: those are two numbers."""
    shown = show(tx, actor, id, now, aloud=aloud)
    then = next((row for row in shown.rows if row.key == key), None)
    if then is None:
        raise NotFound("not_found")
    newest = shown.rows[0]
    if then.against is Against.DEFINITION or newest.against is Against.DEFINITION:
        metric = metrics.latest(tx, id)
        assert metric is not None
        raise Refused("other_definition", then=then.metric, was=then.version, now=metric.name, version=metric.version)
    return Comparison(initiative=shown.initiative, name=shown.name, then=then, now=newest)


def _metric(tx: Tx, one: Initiative) -> Metric:
    metric = metrics.latest(tx, one.id)
    if metric is None:
        raise Refused("no_metric_yet", name=one.name)
    return metric


def _read(tx: Tx, actor: Actor, one: Initiative, metric: Metric, now: datetime, *, aloud: bool) -> list[Kept]:
    """The last of each look and version that was measured; to whom bad news waits (R18), nothing that is newer than what
    they may read now."""
    every = list(verdicts.of(tx, one.id))
    if published.reads_later(actor, one, aloud=aloud):
        today = local_date(now, actor.zone)
        may = published.of(tx, [one], {one.id: metric}, today).evidence.get(one.id)
        newest = evidence.of(tx, metric)
        if may != newest:
            start = next((at for at, kept in enumerate(every) if kept.evidence == may), len(every))
            every = every[start:]
    last: dict[tuple[str, str, int], Kept] = {}
    for kept in every:
        if kept.evidence.verdict is not Verdict.NOT_MEASURED:
            last.setdefault((kept.gate, kept.look, kept.metric), kept)
    return list(last.values())[:MOST]


def _row(tx: Tx, kept: Kept, metric: Metric) -> JudgedRow:
    was = metrics.version(tx, kept.initiative, kept.metric)
    assert was is not None, "versions are never deleted"
    return JudgedRow(
        key=kept.hash, found=kept.evidence, metric=was.name, version=was.version, against=_against(was, metric)
    )


def _against(was: Metric, now: Metric) -> Against:
    if redefined(was, now):
        return Against.DEFINITION
    changed = differences(criteria_of(was, ()), criteria_of(now, ()))
    if Change.BASELINE in changed:
        return Against.BASELINE
    return Against.TARGET if changed else Against.SAME

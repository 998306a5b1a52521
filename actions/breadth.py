"""How broad the use of an initiative is, read live (R4)."""

from collections.abc import Mapping
from datetime import date

from actions import adoption, evidence
from portfolio.breadth import Breadth, breadth_of
from portfolio.decisions import Decision, Piece, missing_to_fund
from portfolio.gates import Gate
from portfolio.initiatives import Initiative
from portfolio.metrics import Metric
from store import Tx, gates, metrics, plans


def of(tx: Tx, metric: Metric | None, today: date) -> Breadth:
    """Of one metric's initiative, against its threshold."""
    if metric is None:
        return breadth_of(None, None, today)
    return several(tx, {metric.initiative: metric}, today)[metric.initiative]


def several(tx: Tx, known: Mapping[str, Metric], today: date) -> Mapping[str, Breadth]:
    """Of several, by initiative."""
    use = adoption.shown(tx, known)
    return {key: breadth_of(metric, use.get(key), today) for key, metric in known.items()}


def missing(tx: Tx, one: Initiative, metric: Metric | None, gate: Gate, today: date) -> tuple[Piece, ...]:
    """R4: what funding an initiative lacks today, at this gate."""
    return missing_to_fund(
        one, metric, gate, evidence.of(tx, metric), of(tx, metric, today), plans.in_force(tx, one.id)
    )


def left_of(tx: Tx, made: Decision, one: Initiative, gate: Gate, today: date) -> tuple[Piece, ...]:
    """The pieces an override named that are still missing (R4). `gate` is the initiative's newest: rules that were not
    locked at the decision are mended by locking those of what follows it."""
    if made.override is None:
        return ()
    decided = gate if gate.armed_at is not None else gates.get(tx, made.gate)
    assert decided is not None
    gone = missing(tx, one, metrics.latest(tx, one.id), decided, today)
    return tuple(piece for piece in made.override.pieces if piece in gone)

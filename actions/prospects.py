"""What a metric can show by its gate, from its source's history or from what people expect (FEATURES B11)."""

from collections.abc import Sequence
from datetime import date

from actions.sources import bound_to
from portfolio.gates import Gate
from portfolio.history import History, history_of
from portfolio.initiatives import Initiative
from portfolio.looks import look_on
from portfolio.metrics import Metric
from portfolio.prospects import Prospect, Sketch, Unknown, foreseen
from portfolio.sources import Seen
from store import Tx, metrics, observations


def of(tx: Tx, one: Initiative, gate: Gate, sketch: Sketch, rows: Sequence[Seen] | None = None) -> Prospect:
    """The prospect of a sketch: from the source of the stored metric, as long as the sketch is of the same thing. `rows`:
    what that source says now, where somebody has read it already."""
    start = one.first_use
    if start is None:
        return Prospect(gate_on=gate.due, unknown=Unknown.NO_START)
    metric = metrics.latest(tx, one.id)
    history = _history(tx, start, metric, rows) if metric is not None and _is_of(sketch, metric) else None
    alpha = look_on(start, gate, gate.due).alpha
    return foreseen(sketch, history, start, gate.due, alpha)


def _is_of(sketch: Sketch, metric: Metric) -> bool:
    draft = sketch.draft
    return (draft.text, draft.family, draft.unit, draft.lower_is_better) == (
        metric.name, metric.family, metric.unit, metric.lower_is_better,
    )  # fmt: skip


def _history(tx: Tx, start: date, metric: Metric, rows: Sequence[Seen] | None) -> History | None:
    source = bound_to(tx, metric)
    if source is None:
        return None
    return history_of(observations.live(tx, source.id) if rows is None else rows, source, metric, start)

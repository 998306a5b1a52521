"""Metrics before they decide: refused, incomplete, sound, and what they can show by their gate."""

from dataclasses import replace
from decimal import Decimal

from portfolio.errors import problem
from portfolio.gates import Missing
from portfolio.linter import Draft
from portfolio.metrics import Family
from portfolio.prospects import Prospect, Sketch, Unknown
from tests.cards.views_g import GATE_ON, METRIC, RULES

_USE = Sketch(
    draft=Draft(
        text="Weekly active users of *Copilot*", family=Family.CYCLE_TIME, unit="users", lower_is_better=False,
        target=Decimal(120), target_on=GATE_ON,
    ),
    baseline=Decimal(80), floor=None, per_month=None,
)  # fmt: skip
_METRIC_USE = replace(
    METRIC, workflow="From a request for proposal to the first draft", sketch=_USE,
    values=METRIC.values | {"metric": _USE.draft.text, "unit": "users", "target": "120", "baseline": "80"},
    problems=(
        problem("metric", "metric_activity", word="Weekly active users"), problem("unit", "unit_activity", word="users"),
    ),
)  # fmt: skip
_SOUND = Sketch(
    draft=Draft(
        text="RFP receipt to first draft, median", family=Family.CYCLE_TIME, unit="days", lower_is_better=True,
        target=Decimal("2.5"), target_on=GATE_ON, source="PSA time entries",
    ),
    baseline=Decimal("4.2"), floor=None, per_month=Decimal(18),
)  # fmt: skip
_OPEN = replace(_SOUND, draft=replace(_SOUND.draft, text="Errors", unit="%", source=None))
PROSPECT = Prospect(
    gate_on=GATE_ON, per_month=Decimal(18), change=Decimal("-0.2"), probability=Decimal("0.71"), smallest=Decimal("-0.45"),
    before=214, after=41, need=20,
)

SAMPLES: dict[str, object] = {
    "metric_use": _METRIC_USE,
    "metric_reworded": replace(_METRIC_USE, reworded=True, problems=()),
    "metric_sound": replace(METRIC, sketch=_SOUND, prospect=PROSPECT),
    "metric_weak": replace(
        METRIC, sketch=_OPEN, prospect=replace(PROSPECT, probability=Decimal("0.21"), smallest=None, assumed=True)
    ),
    "rules_undefined": replace(
        RULES, missing=(Missing.DEFINITION,), sketch=_OPEN, prospect=Prospect(gate_on=GATE_ON, unknown=Unknown.NO_HISTORY)
    ),
    "rules_too_few": replace(
        RULES, sketch=_SOUND,
        prospect=Prospect(gate_on=GATE_ON, per_month=Decimal(4), after=7, need=20, unknown=Unknown.TOO_FEW),
    ),
    "rules_no_time": replace(RULES, sketch=_SOUND, prospect=Prospect(gate_on=GATE_ON, unknown=Unknown.NO_TIME)),
}

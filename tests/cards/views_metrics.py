"""Metrics before they decide: refused, incomplete, sound, and what they can show by their gate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portfolio.baselines import Between, Proposal, TooLittle
from portfolio.course import Course, Point
from portfolio.errors import problem
from portfolio.gates import Missing
from portfolio.linter import Draft
from portfolio.messages import Reason
from portfolio.metrics import Family
from portfolio.prospects import Prospect, Sketch, Unknown
from portfolio.sources import How
from portfolio.statistics.judged import Reason as Why
from portfolio.views.baselines import BaselineCard, Locked
from tests.cards.panels import READ, WHY
from tests.cards.views_base import ARABIC, GATE_ON, ID, MARKDOWN, NAME
from tests.cards.views_g import METRIC, RECORD, RULES

COURSE = Course(
    before=tuple(
        Point(first=date(2026, month, 1), value=Decimal(value), n=30 + month)
        for month, value in ((3, "4.4"), (4, "4.1"), (5, "4.6"), (7, "4.0"), (8, "4.2"), (9, "4.3"))
    ),
    after=tuple(
        Point(first=date(2026, month, 1), value=Decimal(value), n=11)
        for month, value in ((9, "3.6"), (10, "2.9"), (11, "2.7"))
    ),
    monthly=True,
)
"""June is not known."""
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

PROPOSAL = Proposal(
    n=214, middle=Decimal("5.1"), slow=Decimal("12.0"), first=date(2026, 3, 12), last=date(2026, 6, 9),
    trend=Decimal("-0.17"), season=True,
)
CARD = BaselineCard(
    initiative=ID, name=NAME, gate_on=GATE_ON, first_use=date(2026, 9, 15), metric="RFP receipt to first draft, median",
    unit="days", source="PSA time entries", how=How.CASES, between=Between(), seen="3f9ac0de11b2a4f7" * 4,
    proposal=PROPOSAL, short=None, locked=None, prospect=PROSPECT, fits=True, may_accept=True, why=Reason.HISTORY_READ,
)  # fmt: skip
LOCKED = Locked(
    value=Decimal("5.1"), on=date(2026, 9, 16), n=214, slow=Decimal("12.0"), first=date(2026, 3, 12),
    last=date(2026, 6, 9), hash="3f9ac0de11b2a4f7" * 4, changed=4,
)

SAMPLES: dict[str, object] = {
    "baseline": CARD,
    "baseline_window": replace(
        CARD, between=Between(since=date(2026, 4, 1), until=date(2026, 6, 9)), why=None, may_accept=False,
        proposal=replace(PROPOSAL, trend=None, season=False),
    ),
    "baseline_preparer": replace(CARD, may_accept=False, why=None),
    "baseline_share": replace(
        CARD, how=How.SHARE, unit="%", name=MARKDOWN, metric=ARABIC, prospect=None, why=None,
        proposal=replace(PROPOSAL, middle=Decimal("18.2"), slow=None, trend=None),
    ),
    "baseline_unfit": replace(CARD, fits=False, proposal=replace(PROPOSAL, trend=Decimal("0.3"))),
    "baseline_moved": replace(CARD, why=None, problems=(problem("", "history_moved"),)),
    "baseline_short": replace(
        CARD, proposal=None, prospect=None, why=None, short=TooLittle(reason=Why.TOO_FEW_BEFORE, have=17, need=20)
    ),
    "baseline_locked": replace(CARD, proposal=None, prospect=None, why=None, locked=LOCKED),
    "record_course": replace(RECORD, panel=replace(READ, why=replace(WHY, course=COURSE))),
    "record_course_weeks": replace(
        RECORD, panel=replace(READ, target=None, why=replace(WHY, course=replace(COURSE, before=(), monthly=False)))
    ),
    "record_proposed": replace(RECORD, may_prepare=True, baseline=CARD),
    "record_history_short": replace(
        RECORD, may_prepare=True,
        baseline=replace(CARD, proposal=None, short=TooLittle(reason=Why.TOO_FEW_WEEKS, have=4, need=6)),
    ),
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

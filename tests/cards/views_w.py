"""Guardrails as cards show them: none judged, all three words, broken; and their form: `SAMPLES`, by name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portfolio.errors import problem
from portfolio.guardrails import Guarded, Guardrail, unmeasured
from portfolio.metrics import Family, Provenance
from portfolio.statistics.guardrails import Guard
from portfolio.verdicts import Advice, Interval, NotMeasured
from portfolio.views.guardrails import GuardrailForm
from tests.cards import views_g, views_sources
from tests.cards.panels import READ, WHY

RAIL = Guardrail(
    initiative=views_g.ID, number=1, version=2, name="Share of drafts sent back for rework", unit="%", lower_is_better=True,
    margin=Decimal("0.1"),
)  # fmt: skip
HIGHER = replace(RAIL, number=2, name=views_g.MARKDOWN, unit="points", lower_is_better=False, margin=Decimal("0.025"))
INTERVAL = Interval(low=Decimal("0.12"), high=Decimal("0.41"), level=Decimal(90), n_before=214, n_after=61)
JUDGED = Guarded(
    rail=RAIL, guard=Guard.BROKEN, because=None, estimate=Decimal("0.25"), interval=INTERVAL, n_before=214, n_after=61,
    source="Review list", provenance=Provenance.MEASURED, until=date(2026, 12, 6),
)  # fmt: skip
HOLDS = replace(JUDGED, guard=Guard.FINE, estimate=Decimal("-0.04"), interval=replace(
    INTERVAL, low=Decimal("-0.1"), high=Decimal("0.03")
))
MAYBE = replace(JUDGED, rail=HIGHER, guard=Guard.WARN, estimate=None, interval=None)
LATE = replace(JUDGED, rail=replace(RAIL, number=3), guard=None, because=NotMeasured.LATE, estimate=None, interval=None)

FORM = GuardrailForm(
    initiative=views_g.ID, name=views_g.NAME, metric="RFP receipt to first draft", family=Family.CYCLE_TIME,
    gate_on=views_g.GATE_ON, revision=4, known=(), number=None, values={}, problems=(),
)  # fmt: skip


def with_rails(*rails: Guarded) -> object:
    return replace(READ, guardrails=rails, why=replace(WHY, guardrails=rails))


SAMPLES: dict[str, object] = {
    "guard_form": FORM,
    "guard_form_list": replace(
        FORM, family=Family.REVENUE, known=(unmeasured(RAIL), MAYBE), just="guard_saved", name=views_g.ARABIC
    ),
    "guard_form_change": replace(
        FORM, known=(unmeasured(RAIL),), number=1, values={
            "guard_name": RAIL.name, "guard_unit": "%", "guard_margin": "10", "guard_direction": "lower",
        },
    ),
    "guard_form_full": replace(FORM, known=(unmeasured(RAIL), MAYBE, LATE), family=Family.TIME),
    "guard_form_refused": replace(
        FORM, name=views_g.LONG, family=Family.ERROR_RATE, values={"guard_name": views_g.MARKDOWN, "guard_margin": "ten"},
        problems=(
            problem("guard_name", "guard_twice"), problem("guard_margin", "not_a_number", text="ten"),
            problem("guard_direction", "choose_one"),
        ),
    ),
    "where_guarded": replace(views_sources.WHERE, metric=RAIL.name, guardrail=1),
    "where_uncounted": replace(views_sources.WHERE, may_sprint=True),
    "rules_guarded": replace(
        views_g.RULES, may_guard=True, panel=replace(views_g.PANEL, guardrails=(unmeasured(RAIL), unmeasured(HIGHER)))
    ),
    "rules_unguarded": replace(views_g.RULES, may_guard=True),
    "record_guarded": replace(views_g.RECORD, panel=with_rails(HOLDS, MAYBE, LATE)),
    "decision_broken": replace(
        views_g.DECISION, panel=with_rails(JUDGED, MAYBE), recommended=Advice.NARROW, missing_to_fund=()
    ),
    "decided_guarded": replace(views_g.DECIDED, panel=with_rails(JUDGED, HOLDS, LATE)),
}  # fmt: skip

"""Names, dates and numbers that the samples of initiatives and gates share."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from portfolio.initiatives import MAX_NAME
from portfolio.metrics import Provenance
from portfolio.verdicts import Interval, NotMeasured, Verdict
from portfolio.views.numbers import Panel, Stated

TODAY = date(2026, 11, 24)
GATE_ON = date(2026, 12, 14)
AT = datetime(2026, 11, 24, 9, 32, tzinfo=UTC)
ZONE = "Europe/Berlin"

NAME = "Proposal first drafts"
LONG = "Angebotsentwurfsautomatisierung für Ausschreibungen des öffentlichen Dienstes Süd"[:MAX_NAME]
ARABIC = "مسودات العروض الأولى (تجربة)"
MARKDOWN = "[Reset](https://evil.example) **now** <at>all</at> _x_ {{DATE(2026)}}"
REASON = "The gain holds in all four practices and the cost per writer is under what we pay for the old template tool."
WALL = "Der Nutzen zeigt sich in allen Bereichen. " * 23 + "Ende.\n\n1. erstens\n# zweitens"
ID = "i-7Kq2"
GUID = "8c1f1d0e-6a51-4b1f-9d3a-2f3f7a2f9c11"

BASELINE = Stated(
    value=Decimal("4.2"), provenance=Provenance.REPORTED, on=date(2026, 9, 16), by="Dana Whitfield",
    source="PSA time entries",
)  # fmt: skip
REPORTED = Stated(
    value=Decimal("2.9"), provenance=Provenance.REPORTED, on=date(2026, 11, 3), by="Dana Whitfield",
    source="PSA time entries",
)  # fmt: skip
PANEL = Panel(
    metric="RFP receipt to first draft, median", unit="days", lower_is_better=True, baseline=BASELINE, current=REPORTED,
    target=Decimal("2.5"), target_on=GATE_ON, floor=Decimal("3.5"), verdict=Verdict.NOT_MEASURED,
    because=NotMeasured.REPORTED_ONLY, interval=None,
)  # fmt: skip
EMPTY_PANEL = replace(
    PANEL, baseline=None, current=None, target=None, target_on=None, floor=None, because=NotMeasured.NO_BASELINE
)
MEASURED = Stated(
    value=Decimal("2.9"), provenance=Provenance.MEASURED, on=date(2026, 10, 31), by=None, source="PSA time entries"
)
PROVEN = replace(
    PANEL, baseline=replace(BASELINE, provenance=Provenance.EXTRACT, by=None), current=MEASURED, verdict=Verdict.PROVEN,
    because=None,
    interval=Interval(low=Decimal("-0.38"), high=Decimal("-0.24"), level=Decimal(90), n_before=214, n_after=41),
)  # fmt: skip
HIGHER = replace(
    PANEL, metric=MARKDOWN, unit="%", lower_is_better=False, baseline=replace(BASELINE, value=Decimal(41), source=None),
    current=replace(REPORTED, value=Decimal("38.25"), by=ARABIC), target=Decimal(75), floor=None,
)  # fmt: skip

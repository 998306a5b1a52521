"""Names and numbers that cards are tried with: long, right to left, Markdown, measured, reported and unknown."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portfolio.metrics import Provenance
from portfolio.verdicts import Interval, NotMeasured, Verdict
from portfolio.views.numbers import Panel, Stated

NAMES = (
    "Proposal first drafts",
    "Invoice exception triage",
    "Supplier contract answers",
    "Month-end commentary drafts",
    "Cash forecast explainer",
    "Service desk answers",
    "Contract clause review for the whole of Tax, Legal and Group Procurement in EMEA",
    "مسودات العروض الأولى",
    "[Reset *password*](https://evil.example) <at>all</at>",
    "12. Ideen_für_Angebote",
)  # the last four: as long as a name may be, right to left, Markdown, a list to a careless reader
PEOPLE = ("Dana Whitfield", "Priya Raman", "Heléna Ortiz-Baumgartner", "محمد الأمين", "M. Lee")


def stated(value: str, *, by: str | None = "Dana Whitfield", source: str | None = "PSA time entries") -> Stated:
    provenance = Provenance.REPORTED if by else Provenance.MEASURED
    return Stated(value=Decimal(value), provenance=provenance, on=date(2026, 10, 31), by=by, source=source)


REPORTED = Panel(
    metric="RFP receipt to first draft, median",
    unit="days",
    lower_is_better=True,
    baseline=stated("4.2"),
    current=stated("2.9"),
    target=Decimal("2.5"),
    target_on=date(2026, 12, 14),
    floor=Decimal("3.8"),
    verdict=Verdict.NOT_MEASURED,
    because=NotMeasured.REPORTED_ONLY,
    interval=None,
)
BARE = replace(REPORTED, baseline=None, current=None, target_on=None, floor=None, because=NotMeasured.NO_BASELINE)
MEASURED = replace(
    REPORTED,
    baseline=stated("4.2", by=None),
    current=stated("2.9", by=None),
    verdict=Verdict.LIKELY,
    because=None,
    interval=Interval(low=Decimal("-0.38"), high=Decimal("-0.24"), level=Decimal(90), n_before=214, n_after=41),
)

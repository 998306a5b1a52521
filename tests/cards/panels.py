"""Names and numbers that cards are tried with: long, right to left, Markdown, measured, reported and unknown."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from portfolio.evidence import Evidence
from portfolio.looks import LookName
from portfolio.metrics import Provenance
from portfolio.outlook import Foreseen
from portfolio.statistics.forecast import Chance
from portfolio.statistics.judged import Design, Reason, Warn
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

WHY = Evidence(
    look=LookName.GATE, until=date(2026, 12, 6), then=None, verdict=Verdict.LIKELY, because=None,
    estimate=Decimal("-0.31"), interval=MEASURED.interval, current=Decimal("2.9"), n_before=214, n_after=41, sample=True,
    reason=None, have=0, need=0, from_=None, design=Design.CASES, caveats=tuple(Warn), factor=Decimal("2.4"),
    provenance=Provenance.MEASURED, source="PSA time entries", read_at=datetime(2026, 12, 7, 6, 0, tzinfo=UTC), rows=265,
    first=date(2026, 3, 2), start=date(2026, 9, 15), changed=4, method="duration/same_people/1", version=1,
    hash="3f9ac0de11b2a4f7" * 4,
)
READ = replace(MEASURED, change=WHY.estimate, why=WHY)
"""Read from a source and judged, with everything there can be to say about it."""
_AROUND = Interval(low=Decimal("-0.28"), high=Decimal("0.06"), level=Decimal(90), n_before=214, n_after=41)
_SLIGHT = {"verdict": Verdict.UNCLEAR, "interval": _AROUND}
UNSETTLED = replace(
    READ, **_SLIGHT, change=Decimal("-0.13"), current=stated("3.65", by=None),
    why=replace(WHY, **_SLIGHT, estimate=Decimal("-0.13"), current=Decimal("3.65")),
)
"""Nothing shown, and about two and a half times the data would settle it."""
AHEAD = Foreseen(
    low=Decimal("-0.34"), high=Decimal("-0.12"), probability=Decimal("0.34"), chance=Chance.OPEN, early=False,
    until=date(2026, 10, 31), gate_on=date(2026, 12, 14),
)
SHORT = replace(
    READ, verdict=Verdict.NOT_MEASURED, because=NotMeasured.TOO_FEW, interval=None, change=None,
    why=replace(
        WHY, look=LookName.DAY_60, then=date(2026, 12, 7), verdict=Verdict.NOT_MEASURED, because=NotMeasured.TOO_FEW,
        estimate=None, interval=None, n_after=12, sample=False, reason=Reason.TOO_EARLY, have=12, need=20,
        from_=date(2026, 11, 20), caveats=(), factor=None, changed=0,
    ),
)
EARLY = replace(
    SHORT, because=NotMeasured.BEFORE_LOOK,
    why=replace(WHY, look=LookName.NONE, verdict=Verdict.NOT_MEASURED, because=NotMeasured.BEFORE_LOOK, estimate=None,
                interval=None, first=None, rows=0, factor=None, changed=1),
)

"""Who plays and what they do: sample content only, all of it made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.people import Role

FIRST_DAY, LAST_DAY = date(2026, 9, 1), date(2026, 11, 30)
ZONE = "Europe/Berlin"
CHANNEL_NAME = "AI Portfolio > Leadership"

OFFICE, ADMIN, REVIEWER = "Olga Brandt", "Adam Novak", "Joy Okafor"
DANA, PRIYA, HECTOR, MEI = "Dana Whitfield", "Priya Raman", "Hector Ortiz", "Mei Tanaka"

CAST: Mapping[str, tuple[str, str, frozenset[Role]]] = {
    OFFICE: ("programme office", ZONE, frozenset({Role.PROGRAMME_OFFICE})),
    ADMIN: ("admin", ZONE, frozenset({Role.ADMIN})),
    REVIEWER: ("security reviewer", "Europe/London", frozenset({Role.REVIEWER})),
    DANA: ("chief operating officer", ZONE, frozenset[Role]()),
    PRIYA: ("chief financial officer", "Europe/London", frozenset[Role]()),
    HECTOR: ("general counsel", "America/New_York", frozenset[Role]()),
    MEI: ("chief information officer", "Asia/Tokyo", frozenset[Role]()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One initiative and what its people do. Numbers are what a sponsor reports in September, October and November (for
    the month before each); None: the question is left open. `decision` None: nobody decides."""

    name: str
    workflow: str
    intent: str
    sponsor: str
    first_use: date
    integration: str
    metric: Mapping[str, str]
    values: tuple[str | None, str | None, str | None]
    outlooks: tuple[str, str, str]
    note: str
    accepts: bool = True
    decision: Mapping[str, str] | None = None


PORTFOLIO = (
    Play(
        name="Proposal first drafts", workflow="From an RFP's receipt to the first draft", sponsor=DANA,
        intent="Drafts start in Word from the governed library, not in a separate chat", first_use=date(2026, 8, 12),
        integration="office",
        metric={
            "metric": "RFP receipt to first draft, median", "family": "cycle_time", "unit": "days", "source": "PSA tool",
            "baseline": "4.2", "baseline_source": "PSA report, second quarter", "target": "2.9", "floor": "3.8",
            "adoption_lead_name": OFFICE, "retirement_plan": "Archive the site, empty the group, free 20 licences",
        },
        values=("3.9", "3.3", "2.9"), outlooks=("at_risk", "on_track", "on_track"),
        note="All four practices draft in the library now.",
        decision={
            "choice": "fund", "days": "56", "expires": "45", "second_name": REVIEWER,
            "reason": "The drafts hold up in all four practices; counting starts in the PSA tool in December.",
        },
    ),
    Play(
        name="Invoice exception triage", workflow="From a blocked invoice to its release", sponsor=PRIYA,
        intent="Exceptions are sorted before a clerk opens them", first_use=date(2026, 8, 19),
        integration="line_of_business",
        metric={
            "metric": "Exceptions cleared the same day", "family": "custom", "unit": "%", "direction": "higher",
            "baseline": "48", "baseline_source": "ERP extract, June", "target": "75", "floor": "55",
            "retirement_plan": "Switch the flow off, revoke its service account",
        },
        values=("52", "58", "61"), outlooks=("on_track", "at_risk", "at_risk"), note="Only three of nine teams use it.",
        decision={
            "choice": "narrow", "days": "50",
            "reason": "Keep the three teams that use it; prove it there before anybody else gets it.",
        },
    ),
    Play(
        name="Contract clause review", workflow="From a supplier's draft to our mark-up", sponsor=HECTOR,
        intent="Deviations from the playbook are marked before a lawyer reads", first_use=date(2026, 8, 5),
        integration="standalone",
        metric={
            "metric": "Hours per contract", "family": "time", "unit": "hours", "baseline": "6.5",
            "baseline_source": "Time sheets, spring", "target": "4",
            "retirement_plan": "Close the workspace, delete the index",
        },
        values=("6.4", "6.1", None), outlooks=("at_risk", "off_track", "off_track"),
        note="Lawyers paste clauses into a separate page.",
        decision={
            "choice": "retire", "days": "30",
            "reason": "Three months on, nobody opens a second window for it. We stop and keep the playbook.",
        },
    ),
    Play(
        name="Supplier contract answers", workflow="From a buyer's question to an answer", sponsor=PRIYA,
        intent="Buyers find the clause without asking legal", first_use=date(2026, 8, 22), integration="office",
        metric={
            "metric": "Hours until a buyer has an answer", "family": "cycle_time", "unit": "hours", "target": "8",
            "retirement_plan": "Remove the agent from the buyers' team",
        },
        values=(None, None, None), outlooks=("at_risk", "at_risk", "off_track"), note="Nobody counts the questions yet.",
    ),
    Play(
        name="Month-end commentary", workflow="From the closed books to the commentary", sponsor=PRIYA,
        intent="Controllers start from a draft", first_use=date(2026, 9, 7), integration="office",
        metric={
            "metric": "Hours per close", "family": "time", "unit": "hours", "baseline": "9",
            "baseline_source": "Controllers' estimate", "target": "5", "retirement_plan": "Take the template out of Excel",
        },
        values=(None, "7.5", "6.5"), outlooks=("on_track", "on_track", "on_track"), note="",
    ),
    Play(
        name="Service desk answers", workflow="From a ticket to its first answer", sponsor=MEI,
        intent="Routine tickets get an answer at once", first_use=date(2026, 9, 14), integration="service_or_crm",
        metric={
            "metric": "Tickets re-opened", "family": "error_rate", "unit": "%", "baseline": "14",
            "baseline_source": "Service desk report", "target": "9", "retirement_plan": "Remove the connector",
        },
        values=(None, "13", "11"), outlooks=("on_track", "on_track", "on_track"), note="",
    ),
    Play(
        name="Cash forecast explainer", workflow="From the forecast to the variance note", sponsor=MEI,
        intent="Treasury reads why, not only how much", first_use=date(2026, 9, 21), integration="office", metric={},
        values=(None, None, None), outlooks=("at_risk", "at_risk", "at_risk"), note="", accepts=False,
    ),
)

BY_NAME = {play.name: play for play in PORTFOLIO}

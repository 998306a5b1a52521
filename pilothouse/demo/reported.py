"""Seven initiatives whose numbers people report, so that nothing can be claimed of them: how they end all the same."""

from datetime import date

from pilothouse.demo.story import DANA, HECTOR, MEI, OFFICE, PRIYA, REVIEWER, Play

REPORTED = (
    Play(
        name="Customer letter replies", workflow="From a customer's letter to the reply", sponsor=DANA,
        intent="Replies start in Word from the governed library, not in a separate chat", first_use=date(2026, 8, 12),
        integration="office",
        metric={
            "metric": "Days from letter to reply, median", "family": "cycle_time", "unit": "days", "source": "CRM",
            "baseline": "4.2", "baseline_source": "CRM report, second quarter", "target": "2.9", "floor": "3.8",
            "adoption_lead_name": OFFICE, "retirement_plan": "Archive the site, empty the group, free 20 licences",
        },
        values=("3.9", "3.3", "2.9", None), outlooks=("at_risk", "on_track", "on_track", "on_track"),
        note="All four regions reply from the library now.",
        decision={
            "choice": "fund", "days": "56", "expires": "45", "second_name": REVIEWER,
            "reason": "The replies hold up in all four regions; counting starts in the CRM in December.",
        },
    ),
    Play(
        name="Expense claim triage", workflow="From a filed claim to its release", sponsor=PRIYA,
        intent="Exceptions are sorted before a clerk opens them", first_use=date(2026, 8, 19),
        integration="line_of_business",
        metric={
            "metric": "Claims cleared the same day", "family": "custom", "unit": "%", "direction": "higher",
            "baseline": "48", "baseline_source": "ERP extract, June", "target": "75", "floor": "55",
            "retirement_plan": "Switch the flow off, revoke its service account",
        },
        values=("52", "58", "61", "62"), outlooks=("on_track", "at_risk", "at_risk", "at_risk"),
        note="Only three of nine teams use it.",
        decision={
            "choice": "narrow", "days": "50",
            "reason": "Keep the three teams that use it; prove it there before anybody else gets it.",
        },
    ),
    Play(
        name="Patent search notes", workflow="From an invention report to the search note", sponsor=HECTOR,
        intent="Similar patents are listed before a lawyer searches", first_use=date(2026, 8, 5),
        integration="standalone",
        metric={
            "metric": "Hours per search", "family": "time", "unit": "hours", "baseline": "6.5",
            "baseline_source": "Time sheets, spring", "target": "4",
            "retirement_plan": "Close the workspace, delete the index",
        },
        values=("6.4", "6.1", None, None), outlooks=("at_risk", "off_track", "off_track", "off_track"),
        note="Lawyers paste abstracts into a separate page.",
        decision={
            "choice": "retire", "days": "30",
            "reason": "Three months on, nobody opens a second window for it. We stop and keep the search terms.",
        },
    ),
    Play(
        name="Supplier answers", workflow="From a buyer's question to an answer", sponsor=PRIYA,
        intent="Buyers find the clause without asking legal", first_use=date(2026, 8, 26), integration="office",
        metric={
            "metric": "Hours until a buyer has an answer", "family": "cycle_time", "unit": "hours", "target": "8",
            "source": "Nobody yet; the buyers' mailbox could tell",
            "retirement_plan": "Remove the agent from the buyers' team",
        },
        outlooks=("at_risk", "at_risk", "off_track", "off_track"), note="Nobody counts the questions yet.",
    ),
    Play(
        name="Month-end commentary", workflow="From the closed books to the commentary", sponsor=PRIYA,
        intent="Controllers start from a draft", first_use=date(2026, 9, 14), integration="office",
        metric={
            "metric": "Hours per close", "family": "time", "unit": "hours", "baseline": "9",
            "baseline_source": "Controllers' estimate", "target": "5", "retirement_plan": "Take the template out of Excel",
        },
        values=(None, "7.5", "6.5", "6.5"), outlooks=("on_track", "on_track", "on_track", "on_track"), note="",
    ),
    Play(
        name="Service desk answers", workflow="From a ticket to its first answer", sponsor=MEI,
        intent="Routine tickets get an answer at once", first_use=date(2026, 9, 14), integration="service_or_crm",
        metric={
            "metric": "Tickets re-opened", "family": "error_rate", "unit": "%", "baseline": "14",
            "baseline_source": "Service desk report", "target": "9", "retirement_plan": "Remove the connector",
        },
        values=(None, None, "11", "10"), outlooks=("on_track", "on_track", "on_track", "on_track"), note="",
    ),
    Play(
        name="Cash forecast explainer", workflow="From the forecast to the variance note", sponsor=MEI,
        intent="Treasury reads why, not only how much", first_use=date(2026, 9, 21), integration="office", metric={},
        outlooks=("at_risk", "at_risk", "at_risk", "at_risk"), note="", accepts=False,
    ),
)

"""Compositions of every component, close to the pictures of the design, for the checks of this folder."""

from datetime import date
from decimal import Decimal
from typing import Any

from cards.buttons import Button, action_bar, execute, show_card
from cards.charts import Bar, chart_horizontal_bar
from cards.components import (
    box,
    check_line,
    empty,
    field,
    footer,
    header,
    mark_row,
    notice,
    panel,
    quote,
    row,
    section,
    text_button,
    tiles,
)
from cards.disclosure import disclosure
from cards.elements import card, column, column_set, container, fact_set, text
from cards.inputs import choice_input, date_input, people_input, text_input
from cards.layouts import table
from cards.looks import CLOSED, DECISION, DUE, ERROR, EVIDENCE, FAILED, GOOD, OUTLOOK, OVERDUE, WARNING, Chip, chip
from cards.number import Ruler, number_panel
from cards.ruler import Scale
from cards.verbs import Press, Verb
from portfolio.checkins import Outlook
from portfolio.verdicts import Choice, Verdict


def button(title: str, verb: Verb = Verb.CHECKIN_SUBMIT, **ids: str) -> Button:
    return Button(title=title, press=Press(verb=verb, ids={"initiative": "INIT-017", **ids}, revision=3))


def proposal_panel(*, interval: bool) -> dict[str, Any]:
    low_high = (Decimal("2.6"), Decimal("3.2")) if interval else None
    scale = Scale(baseline=Decimal("4.2"), target=Decimal("2.5"), now=Decimal("2.9"), interval=low_high)
    return number_panel(
        name="RFP receipt to first draft, median",
        value="2.9 days",
        change="31% faster than baseline" if interval else None,
        interval="likely between 24 and 38% at 90%, 41 proposals" if interval else None,
        mark=None if interval else Chip(look=EVIDENCE[Verdict.NOT_MEASURED], word="Not measured"),
        ruler_=Ruler(scale=scale, alt="2.9 days, on the way from 4.2 to 2.5 days"),
        baseline="Baseline **4.2**",
        target="Target **2.5**",
        sources=(("Database", "Measured · PSA time entries, 31 Oct 2026"),),
    )


def check_in() -> dict[str, Any]:
    body = [
        *header(
            eyebrow="Monthly check-in · October 2026",
            title="Proposal first drafts",
            sub="Sponsor Dana Whitfield · about 2 minutes · closes 5 Nov",
            mark=Chip(look=DUE, word="Gate in 41 days"),
        ),
        notice("error", "Not saved: someone else saved this check-in at 09:12", "Your answers are kept below."),
        proposal_panel(interval=True),
        *field(
            text_input(
                "INIT-017.value",
                "1. Result this month, in days. Change it only if it is wrong",
                max_length=100,
                error="Enter the median number of days",
                value="2,9,1",
                spacing="Large",
            ),
            "“2,9,1” is not a number.",
        ),
        choice_input(
            "INIT-017.outlook",
            "2. Where will this be on gate day, 14 Dec?",
            [("on_track", "On track: will reach the target"), ("at_risk", "At risk"), ("off_track", "Off track: will miss")],
            error="Choose one",
            required=True,
            spacing="Medium",
        ),
        text_input(
            "INIT-017.note",
            "3. What changed, or what is in the way? (optional)",
            max_length=500,
            multiline=True,
            placeholder="One or two sentences leadership should read",
            spacing="Medium",
        ),
        people_input("helper", "Who can unblock it?", placeholder="Search people"),
    ]
    return card(
        body,
        actions=action_bar(
            primary=button("Save check-in"),
            others=[button("Show Marcus's version", Verb.CHECKIN_THEIRS)],
            overflow=[
                button("Remind me tomorrow", Verb.CHECKIN_SNOOZE, until="tomorrow"),
                button("Remind me on Monday", Verb.CHECKIN_SNOOZE, until="monday"),
            ],
        ),
        fallback_text="October check-in for Proposal first drafts is due 5 Nov.",
    )


def rows() -> dict[str, Any]:
    change = execute(button("Change: Cash forecast explainer", Verb.CHECKIN_EDIT))
    body = [
        *header(
            eyebrow="Monthly check-in · October 2026",
            title="Your four AI initiatives",
            sub="Priya Raman, CFO · about 3 minutes · closes 5 Nov",
            mark=Chip(look=WARNING, word="2 need you"),
        ),
        row(
            "Invoice exception triage",
            sub="Cleared same day 61% · target 75% by 12 Jan",
            mark=Chip(look=OUTLOOK[Outlook.AT_RISK], word="At risk"),
            strong=True,
            separator=False,
            spacing="Medium",
        ),
        panel([text("Only 3 of 9 teams used it last week.")], spacing="Small"),
        row(
            "Supplier contract answers",
            sub="No baseline, so no result can be claimed",
            mark=Chip(look=EVIDENCE[Verdict.NOT_MEASURED], word="Not measured"),
            strong=True,
            spacing="Medium",
        ),
        panel(
            [
                text_input("s", "Where it comes from", max_length=200, placeholder="Report or sample"),
                text("Don't have it? Leave it empty.", size="Small", subtle=True, spacing="Small"),
            ],
            spacing="Small",
        ),
        row(
            "Cash forecast explainer",
            sub="Variance notes in 1.2 days · target 1 day · measured",
            mark=Chip(look=OUTLOOK[Outlook.ON_TRACK], word="On track"),
            link=change,
            strong=True,
            spacing="Medium",
        ),
    ]
    return card(body, actions=action_bar(primary=button("Submit all four")), fallback_text="Your check-in is due.")


def gate() -> dict[str, Any]:
    def record(choice: str) -> dict[str, Any]:
        return show_card(
            choice,
            [
                text("Each asks a date and a reason.", size="Small"),
                date_input(
                    f"{choice}.on", "From when", error="Pick a date from today onwards", earliest=date(2026, 11, 24),
                    value=date(2027, 1, 5), required=True,
                ),
                text_input(f"{choice}.reason", "Reason, for the record", max_length=600, error="Give the reason",
                           required=True, multiline=True),
            ],
            actions=action_bar(primary=button(f"Record: {choice}", Verb.GATE_DECIDE, choice=choice)),
        )  # fmt: skip

    body = [
        *header(
            eyebrow="90-day gate · decide by 14 Dec 2026",
            title="Proposal first drafts",
            sub="Sponsor and decider: Dana Whitfield · day 68 of 90",
            mark=Chip(look=DUE, word="Decision due"),
        ),
        notice("warning", "3 of 5 criteria met, 1 likely, 1 open", "The open one, the DLP policy, is due 28 Nov."),
        proposal_panel(interval=False),
        *section("Criteria agreed on 16 Sep"),
        mark_row(WARNING, "Outcome: at least 25% faster", sub="31% faster so far", answer="Likely met"),
        mark_row(GOOD, "Run cost: up to $4,500 a month", sub="$3,860 in October", answer="Met"),
        mark_row(FAILED, "Governance: 7 of 7 checks closed", sub="6 closed; DLP policy is open", answer="Not met"),
        *disclosure(
            "governance",
            "Governance",
            "6 of 7 checks closed",
            [check_line(GOOD, "Named data owner"), check_line(ERROR, "DLP policy, J. Okafor, due 28 Nov")],
            spacing="Medium",
        ),
        *disclosure("scale", "Scale plan", "140 more people", [fact_set([("Who is next", "Tax and Legal, 140 people")])]),
        footer("Evidence frozen 23 Nov 2026, 06:00 · PSA, Entra sign-in logs"),
        *section("Your decision", "Each option asks for a date and a reason."),
    ]
    return card(
        body,
        actions=action_bar(others=[record("Fund to production"), record("Narrow scope"), record("Retire")]),
        fallback_text="A gate decision is due 14 Dec 2026.",
    )


def decided() -> dict[str, Any]:
    body = [
        *header(
            eyebrow="90-day gate · decided 24 Nov 2026",
            title="Proposal first drafts",
            sub="Decided by Dana Whitfield, COO",
            mark=Chip(look=DECISION[Choice.FUND], word="Funded to production"),
        ),
        fact_set([("Production start", "5 Jan 2027"), ("Evidence then", "2.9 days, not measured")], spacing="Medium"),
        quote("Reason", "The gain holds in all four practices."),
        footer("Recorded 24 Nov 2026, 10:32 · decision log #48"),
    ]
    show = execute(button("Initiative record", Verb.RECORD_SHOW))
    return card(body, actions=action_bar(others=[show], overflow=[button("Reopen")]), fallback_text="Decided: fund.")


def digest() -> dict[str, Any]:
    verdicts = [
        Bar(label="Proven", value=Decimal(3), shown="3 of 7", colour="good"),
        Bar(label="No clear effect", value=Decimal(1), shown="1 of 7", colour="attention"),
        Bar(label="Not measured", value=Decimal(3), shown="3 of 7", colour="neutral"),
    ]
    fund = chip(Chip(look=EVIDENCE[Verdict.PROVEN], word="Proven"))
    body = [
        *header(eyebrow="AI portfolio · October 2026", title="Three of seven initiatives have proven their outcome"),
        *tiles([("Outcome proven", "3 of 7", "was 2 in September"), ("Decisions waiting", "2", "1 is overdue")]),
        box(
            "Needs a leadership decision",
            [
                row("Contract clause review", sub="H. Ortiz decides.", mark=Chip(look=OVERDUE, word="11 days overdue"),
                    separator=False),
                row("Month-end commentary", sub="P. Raman decides.", mark=Chip(look=DUE, word="Due 14 Dec"),
                    separator=False),
            ],
        ),
        container(
            [
                text("Initiatives by evidence", bold=True, size="Small"),
                chart_horizontal_bar("Seven initiatives by evidence", verdicts),
            ],
            spacing="Large",
        ),
        *section("All initiatives", separator=True),
        table(
            ["Initiative", "Result", "Evidence", "Gate"],
            [[[text("Service desk answers", bold=True, size="Small"), text("M. Lee", size="Small", spacing="None")],
              [text("22% fewer tickets", size="Small")], [fund], [text("12. Dez", size="Small")]]],
            weights=[5, 4, 4, 2],
        ),
        container(
            [row("Service desk answers", sub="22% fewer tickets · gate 12. Dez",
                 mark=Chip(look=EVIDENCE[Verdict.PROVEN], word="Proven"), separator=False)],
            target_width="atMost:Standard",
        ),
        row("Retired one", mark=Chip(look=CLOSED, word="Retired")),
        footer("5 of 7 outcomes measured from systems of record · data to 31 Oct 2026"),
    ]  # fmt: skip
    return card(
        body,
        actions=action_bar(primary=button("Open decisions", Verb.GATE_OPEN)),
        fallback_text="AI portfolio for October 2026.",
        full_width=True,
    )


def audit() -> dict[str, Any]:
    fix = execute(button("Fix: No baseline", Verb.METRIC_OPEN))
    body = [
        *header(eyebrow="Initiative audit · 23 Nov 2026", title="Supplier contract answers",
                mark=Chip(look=WARNING, word="Not gate-ready")),
        *section("Fix before the gate"),
        mark_row(ERROR, "No baseline", detail="Without it, nobody can say whether this worked.",
                 sub="Who: P. Raman · from 30 minutes"),
        column_set([column([text("Ask for the list")]), column([text_button(fix)], width="auto")]),
    ]  # fmt: skip
    return card(body, fallback_text="5 of 9 in place.")


def nothing() -> dict[str, Any]:
    made = empty("ClipboardTaskListLtr", "No initiatives yet", "Add the AI work already in flight.")
    return card(
        [made],
        actions=action_bar(
            primary=button("Add the first initiative", Verb.REGISTER_OPEN), others=[button("Help", Verb.HELP_SHOW)]
        ),
        fallback_text="No initiatives yet.",
    )


SAMPLES = {made.__name__: made() for made in (check_in, rows, gate, decided, digest, audit, nothing)}

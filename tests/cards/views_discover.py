"""Realistic workflows, what was seen of them, and constraints; a seven-step RFP whose sums were worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from portfolio.adoption import Figure, Hidden
from portfolio.discover.constraints import ConstraintKind, ConstraintStanding
from portfolio.discover.steps import Step, totals
from portfolio.errors import problem
from portfolio.granted import Granted, Off
from portfolio.metrics import Provenance
from portfolio.usage import Product
from portfolio.views.discover import (
    AttachForm,
    ConstraintCard,
    ConstraintForm,
    ConstraintLine,
    ConstraintList,
    Named,
    StepForm,
    WatchCard,
    WatchedLine,
    WorkflowCard,
    WorkflowForm,
    WorkflowLine,
    WorkflowList,
)
from portfolio.views.landscape import GroupLine, Landscape
from tests.cards.panels import NAMES, PEOPLE
from tests.cards.views import DIGEST
from tests.cards.views import FORM as CHECK_IN
from tests.cards.views_g import RECORD
from tests.cards.views_gates import DECISION
from tests.cards.views_lists import SOURCE_LINES


def step(what: str, minutes: int | None, hours: float | None, **changes: object) -> Step:
    made = Step(
        what=what, role="Bid manager", system="Outlook", touch=None if minutes is None else timedelta(minutes=minutes),
        wait=None if hours is None else timedelta(hours=hours), switches=0, copies=0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


RFP = (
    step("Read the request and decide whether to bid", 45, 3, switches=2),
    step("Collect references and team profiles", 75, 24, system="SharePoint", switches=3, copies=4,
         pain="Every practice keeps its *own* folder"),
    step("Draft the approach", 120, 12, role="Partner", system="Word"),
    step("Price it", 48, 26.4, role="Finance", system="Excel", copies=2),
    step("Legal review", 30, 20, role="Legal", system="Outlook"),
    step("Format and proof-read", 39, 6, role="Assistant", system="Word", switches=1),
    step("Send it", 15, 7, switches=1, copies=1),
)
"""By hand: work 45+75+120+48+30+39+15 = 372 min = 6.2 h; waiting 3+24+12+26.4+20+6+7 = 98.4 h = 4.1 days; 7 and 7."""
PARTLY = (*RFP[:3], replace(RFP[3], touch=None, wait=None, switches=None, copies=None), *RFP[4:])

SEEN = WatchedLine(
    version=3, observed_on=date(2026, 11, 24), cases=5, provenance=Provenance.REPORTED, by=PEOPLE[1], totals=totals(RFP)
)
BEFORE = replace(SEEN, version=2, observed_on=date(2026, 6, 2), cases=None, provenance=Provenance.ESTIMATED, by=None)

CONSTRAINT = ConstraintLine(
    constraint="c-1", kind=ConstraintKind.RESIDENCY, text="No client data leaves the EU",
    source="Framework contract 12, section 4", owner=PEOPLE[2], expires=date(2026, 12, 31), reviewed_on=None,
    standing=ConstraintStanding.HOLDS, more=3,
    hits=(Named(id="i-1", name=NAMES[0]), Named(id="w-1", name="RFP to first draft")),
)
CONSTRAINTS = (
    replace(CONSTRAINT, constraint="c-2", kind=ConstraintKind.BUDGET, expires=date(2026, 11, 20), more=0,
            text="Licences only for the Tax practice until the cap is raised [x](https://evil.example)",
            standing=ConstraintStanding.EXPIRED),
    replace(CONSTRAINT, standing=ConstraintStanding.EXPIRING),
    replace(CONSTRAINT, constraint="c-3", kind=ConstraintKind.POLICY, text="*No* drafts to clients without a partner",
            expires=None, reviewed_on=date(2026, 10, 5), owner=None, hits=(), more=0),
    replace(CONSTRAINT, constraint="c-4", kind=ConstraintKind.SKILLS, text="", source="", hits=(), more=2),
)
LIST = ConstraintList(
    rows=CONSTRAINTS, page=2, pages=3, total=14, seen=14, kind=None, about="", may_change=True
)
FORM = ConstraintForm(
    constraint=None, revision=None, token="t-1", choices=(Named(id="w-1", name="RFP to first draft"),
                                                         *(Named(id=f"i-{at}", name=NAMES[at]) for at in range(5))),
    values={}, problems=(),
)  # fmt: skip
WORKFLOW = WorkflowCard(
    workflow="w-1", revision=2, name="RFP to first draft", system_of_record="PSA",
    actors=("Bid manager", "Partner", "Finance", "Legal"), owner_role="Head of bids", volume_per_month=Decimal("18.5"),
    volume_source="PSA, January to June", volume_provenance=Provenance.MEASURED, newest=SEEN, steps=RFP, earlier=(BEFORE,),
    attached=(Named(id="i-1", name=NAMES[0]), Named(id="i-2", name=NAMES[6])), constraints=CONSTRAINTS, may_change=True,
)
WATCH = WatchCard(
    watch="s-1", revision=4, workflow="w-1", name="RFP to first draft", steps=PARTLY, totals=totals(PARTLY),
    today=date(2026, 11, 25), values={}, problems=(),
)
STEP = StepForm(watch="s-1", revision=4, name="RFP to first draft", index=None, count=2, values={}, problems=())

LANDSCAPE = Landscape(
    workflow="w-1", name="RFP to *first* draft", on=date(2026, 11, 25), initiatives=2, sources=SOURCE_LINES[:3], more=2,
    groups=(
        GroupLine(group="Tax *pilot*", product=Product.COPILOT, people=Figure(value=Decimal(41)), by_directory=True,
                  on=date(2026, 11, 22)),
        GroupLine(group="Partners", product=Product.TEAMS, people=Figure(hidden=Hidden.FEW), by_directory=False,
                  on=date(2026, 11, 22)),
        GroupLine(group="Legal", product=Product.TEAMS, people=Figure(hidden=Hidden.TOO_CLOSE), by_directory=False,
                  on=date(2026, 11, 22)),
    ),
    granted=Granted(at=datetime(2026, 11, 25, tzinfo=UTC), total=12, off=(
        Off(permission="Reports.Read.All", feature="usage_reports"),
    )),
)  # fmt: skip

SAMPLES: dict[str, object] = {
    "landscape": LANDSCAPE,
    "landscape_none": replace(LANDSCAPE, initiatives=0, sources=(), more=0, groups=(), granted=None),

    "constraints": LIST,
    "constraints_one": replace(LIST, rows=CONSTRAINTS[:1], page=1, pages=1, total=1, seen=14, kind=ConstraintKind.BUDGET,
                               about="*draft*", may_change=False),
    "constraints_none": replace(LIST, rows=(), page=1, pages=1, total=0, seen=0),
    "constraints_none_mine": replace(LIST, rows=(), page=1, pages=1, total=0, seen=0, may_change=False),
    "constraint": ConstraintCard(line=CONSTRAINTS[1], revision=3, may_change=True, just="changed"),
    "constraint_refused": ConstraintCard(
        line=CONSTRAINTS[2], revision=3, may_change=True, problems=(problem("reason", "needed"),)
    ),
    "constraint_lifted": ConstraintCard(
        line=replace(CONSTRAINT, standing=ConstraintStanding.LIFTED, lifted_on=date(2026, 11, 3),
                     reason="The new contract allows *Switzerland*"),
        revision=4, may_change=False, just="lifted",
    ),
    "constraint_form": FORM,
    "constraint_form_refused": replace(
        FORM, constraint="c-1", revision=2,
        values={"kind": "data", "text": "x", "source": "y", "named": "Nothing", "hits": "i-1"},
        problems=(problem("named", "nothing_hit_called", name="Nothing"), problem("reviewed_on", "expiry_or_review"),
                  problem("owner", "not_met")),
    ),
    "checkin_limited": replace(CHECK_IN, rows=CHECK_IN.rows[:2], constraints=CONSTRAINTS),
    "checkin_limited_new": replace(CHECK_IN, rows=CHECK_IN.rows[:1], constraints=(CONSTRAINT,)),
    "decision_limited": replace(DECISION, constraints=tuple(replace(one, hits=(), more=2) for one in CONSTRAINTS)),
    "record_limited": replace(RECORD, constraints=CONSTRAINTS[:2], attached=Named(id="w-1", name="RFP to *first* draft")),
    "record_attachable": replace(RECORD, may_attach=True),
    "digest_limited": replace(DIGEST, constraints=CONSTRAINTS * 2),
    "workflows": WorkflowList(
        rows=(
            WorkflowLine(workflow="w-1", name="RFP to first draft", system_of_record="PSA", totals=totals(RFP),
                         watched_on=date(2026, 11, 24), attached=2),
            WorkflowLine(workflow="w-2", name="*Letters*", system_of_record=None, totals=None, watched_on=None, attached=0),
            WorkflowLine(workflow="w-3", name=NAMES[8], system_of_record="SAP", totals=totals(PARTLY),
                         watched_on=date(2026, 10, 1), attached=1),
        ),
        page=2, pages=3, total=19, may_change=True,
    ),
    "workflows_none": WorkflowList(rows=(), page=1, pages=1, total=0, may_change=True),
    "workflows_none_mine": WorkflowList(rows=(), page=1, pages=1, total=0, may_change=False),
    "workflow": WORKFLOW,
    "workflow_bare": replace(
        WORKFLOW, system_of_record=None, actors=(), owner_role=None, volume_per_month=None, volume_source=None,
        volume_provenance=None, newest=None, steps=(), earlier=(), attached=(), constraints=(), just="added", begun=True,
    ),
    "workflow_full": replace(
        WORKFLOW, newest=replace(SEEN, totals=totals(PARTLY * 3)), steps=tuple(
            replace(one, what=f"{one.what} {'ü' * 60}", pain="ß" * 200) for one in PARTLY * 3
        ), earlier=(BEFORE,) * 5, may_change=False, just="watched",
    ),
    "workflow_form": WorkflowForm(workflow=None, revision=None, token="t-1", values={}, problems=()),
    "workflow_form_refused": WorkflowForm(
        workflow="w-1", revision=2, token="t-1", values={"name": "RFP", "volume": "many"},
        problems=(problem("volume", "not_a_number", text="many"), problem("volume_source", "needed"),
                  problem("actors", "too_many_roles", most=8, long=60)),
    ),
    "attach": AttachForm(
        initiative="i-1", name=NAMES[0], typed="From *RFP* to draft", choices=(Named(id="w-1", name="RFP to first draft"),),
        values={"workflow": "none"}, problems=(),
    ),
    "attach_many": AttachForm(
        initiative="i-1", name=NAMES[0], typed="", choices=tuple(Named(id=f"w-{at}", name=NAMES[at]) for at in range(9)),
        values={}, problems=(problem("workflow", "choose_one"),),
    ),
    "watch": WATCH,
    "watch_new": replace(WATCH, steps=(), totals=totals(())),
    "watch_read": replace(WATCH, steps=RFP * 2, totals=totals(RFP * 2)),
    "watch_full": replace(
        WATCH, steps=(RFP * 2)[:12], totals=totals((RFP * 2)[:12]), values={"observed_on": "2027-01-01", "cases": "many"},
        problems=(problem("observed_on", "watched_ahead"), problem("cases", "count_unreadable", text="many", most=999)),
    ),
    "step": STEP,
    "step_refused": replace(
        STEP, index=1, count=7, values={"what": "Price it", "touch": "2 d", "wait": "soon", "copies": "few"},
        problems=(problem("touch", "span_day_of_work", text="2 d"), problem("wait", "span_unreadable", text="soon"),
                  problem("copies", "count_unreadable", text="few", most=999)),
    ),
}

"""One realistic sample of every view of an instrumentation sprint, and the extreme ones: `SAMPLES`, by name."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from portfolio.baselines import Proposal, TooLittle
from portfolio.errors import problem
from portfolio.messages import Reason
from portfolio.observations import Rejected, Shape
from portfolio.sources import Trouble
from portfolio.sprints import Progress, SprintState, Way, template
from portfolio.statistics.judged import Reason as Short
from portfolio.views.initiatives import SourceTrouble
from portfolio.views.sprints import LogAsked, LogForm, Logged, LogPlaces, SprintCard, SprintEnded, SprintForm
from tests.cards import views, views_g

METRIC = "RFP receipt to first draft"
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 12)
LACKING = TooLittle(reason=Short.TOO_FEW_BEFORE, have=11, need=20)
PROGRESS = Progress(day=12, days=42, cases=12, weeks=2, short=LACKING)
COMPLETE = Progress(day=42, days=42, cases=24, weeks=6, short=None)

FORM = SprintForm(
    initiative=views_g.ID, name=views_g.NAME, metric=METRIC, unit="days", last_on=LAST, use_moves=True,
    first_use=date(2026, 10, 13), gate_on=date(2027, 1, 11), revision=3, values={"what": "case", "way": "form"}, problems=(),
)  # fmt: skip
MINE = (
    Logged(entry="e-3", revision=12, started=datetime(2026, 9, 7, 7, 30, tzinfo=UTC), value=None, kind="Tax",
           ended=datetime(2026, 9, 11, 14, 5, tzinfo=UTC)),
    Logged(entry="e-2", revision=9, started=datetime(2026, 9, 3, 10, 0, tzinfo=UTC), value=None, kind=views_g.MARKDOWN,
           ended=datetime(2026, 9, 3, 15, 45, tzinfo=UTC)),
)  # fmt: skip
CARD = SprintCard(
    initiative=views_g.ID, name=views_g.NAME, metric=METRIC, unit="days", shape=Shape.CASE, way=Way.FORM,
    state=SprintState.RUNNING, progress=PROGRESS, first_on=FIRST, last_on=LAST, first_use=date(2026, 10, 13),
    gate_on=date(2027, 1, 11), loggers=("Dana Whitfield", "Ann Meyer"), mine=MINE, zone="Europe/Berlin", file=None,
    template=None, rejected=(), trouble=None, may_log=True, may_run=True, may_take=True, just=None,
)  # fmt: skip
LOG = LogForm(
    initiative=views_g.ID, name=views_g.NAME, metric=METRIC, unit="days", shape=Shape.CASE, entry="e-4", revision=None,
    timed=False, kinds=("Tax", "Audit", views_g.MARKDOWN), today=date(2026, 9, 12), first_on=FIRST,
    values={"ended_on": "2026-09-12"}, problems=(),
)  # fmt: skip
ASKED = LogAsked(
    initiative=views_g.ID, name=views_g.NAME, metric=METRIC, way=Way.FORM, progress=PROGRESS, last_on=LAST,
    asked_by="Dana Whitfield", why=Reason.NAMED_LOGGER,
)  # fmt: skip
ENDED = SprintEnded(
    initiative=views_g.ID, name=views_g.NAME, unit="days", progress=COMPLETE,
    proposal=Proposal(n=24, middle=Decimal("5.1"), slow=Decimal("12.5"), first=FIRST, last=LAST, trend=None, season=True),
    first_use=date(2026, 10, 13), gate_on=date(2027, 1, 11), why=Reason.SPRINT_OVER,
)  # fmt: skip
BAD = (
    Rejected(row=4, why="not_a_date", column="ended", value="31/31/2026"), Rejected(row=0, why="too_wide"),
    Rejected(row=7, why="start_missing", column="started"), Rejected(row=9, why="no_such_code", value="[x](http://e)"),
    *(Rejected(row=row, why="key_twice", column="case", value="RFP *118*") for row in range(10, 16)),
)  # fmt: skip

SAMPLES: dict[str, object] = {
    "sprint_form": FORM,
    "sprint_form_refused": replace(
        FORM, name=views_g.MARKDOWN, use_moves=False,
        values={"what": "case", "way": "file", "kinds": "ä" * 400, "loggers": f"{views_g.GUID},{views_g.GUID[::-1]}"},
        problems=(problem("kinds", "kinds_too_many", most=8), problem("what", "unit_no_time", unit="EUR")),
    ),
    "sprint_form_strangers": replace(
        FORM, values={"loggers_name": "Zed; *Ann*"}, problems=(problem("loggers", "not_met"), problem("way", "choose_one"))
    ),
    "sprint": CARD,
    "sprint_started": replace(CARD, just="started", mine=(), progress=replace(PROGRESS, day=1, cases=0, weeks=0)),
    "sprint_logged": replace(CARD, just="logged", may_run=False),
    "sprint_hours": replace(CARD, unit="hours", just="corrected"),
    "sprint_numbers": replace(
        CARD, shape=Shape.NUMBER, unit="hours", just="withdrawn", name=views_g.ARABIC,
        mine=(replace(MINE[0], started=None, value=Decimal("3.50")),),
    ),
    "sprint_shares": replace(
        CARD, shape=Shape.YES_NO, unit="%", progress=replace(PROGRESS, short=replace(LACKING, reason=Short.TOO_FEW_EVENTS)),
        mine=tuple(replace(MINE[0], entry=f"e-{n}", started=None, value=Decimal(n), kind=None) for n in (0, 1)),
    ),
    "sprint_file": replace(
        CARD, way=Way.FILE, mine=(), file="i-7kq2mzr4wd.csv", template=template(Shape.CASE), rejected=BAD, may_log=False,
        trouble=SourceTrouble(source="Pilothouse", since=FIRST, trouble=Trouble.COLUMN, about="started"),
    ),
    "sprint_done": replace(CARD, state=SprintState.DONE, progress=COMPLETE, may_run=False, just="done"),
    "sprint_short": replace(
        CARD, state=SprintState.SHORT, may_log=False, may_run=False, mine=(), just="short", name=views_g.LONG,
        progress=replace(PROGRESS, short=replace(LACKING, reason=Short.TOO_FEW_WEEKS, have=4, need=6)),
    ),
    "sprint_cancelled": replace(
        CARD, state=SprintState.CANCELLED, may_log=False, may_run=False, just="cancelled",
        progress=replace(PROGRESS, short=None),
    ),
    "log": LOG,
    "log_timed": replace(LOG, unit="minutes", timed=True, kinds=()),
    "log_number": replace(LOG, shape=Shape.NUMBER, unit="hours", values={"on": "2026-09-12"}),
    "log_share": replace(LOG, shape=Shape.YES_NO, unit="%", name=views_g.ARABIC),
    "log_refused": replace(
        LOG, name=views_g.MARKDOWN, metric=views_g.MARKDOWN,
        values={"started_on": "soon", "started_at": "9 Uhr", "ended_on": "2026-08-01", "kind": "Tax"},
        problems=(
            problem("started_on", "not_a_date", text="soon"), problem("started_at", "not_a_time", text="9 Uhr"),
            problem("ended_on", "case_before_sprint", on=FIRST),
        ),
    ),
    "log_again": replace(
        LOG, revision=12, values={
            "started_on": "2026-09-07", "started_at": "09:30", "ended_on": "2026-09-11", "ended_at": "16:05", "kind": "Tax",
        },
    ),
    "log_places": LogPlaces(places=((views_g.ID, views_g.NAME), ("i-2", views_g.MARKDOWN))),
    "log_asked": ASKED,
    "log_asked_week": replace(ASKED, why=Reason.WEEK_WITHOUT_CASE, way=Way.FILE, name=views_g.MARKDOWN),
    "sprint_ended": ENDED,
    "sprint_ended_trend": replace(
        ENDED, proposal=Proposal(n=31, middle=Decimal("12.5"), slow=None, first=FIRST, last=LAST, trend=Decimal("-0.2"),
                                 season=False),
    ),
    "sprint_ended_short": replace(
        ENDED, proposal=None, progress=replace(COMPLETE, cases=13, weeks=5, short=LACKING), name=views_g.LONG
    ),
    "sprint_ended_events": replace(
        ENDED, proposal=None, progress=replace(COMPLETE, short=TooLittle(reason=Short.TOO_FEW_EVENTS, have=2, need=5))
    ),
    "record_counting": replace(views_g.RECORD, sprint=PROGRESS, may_prepare=True),
    "record_uncounted": replace(views_g.RECORD, may_sprint=True, may_prepare=True),
    "rules_uncounted": replace(views_g.RULES, may_sprint=True),
    "portfolio_counting": replace(
        views.PORTFOLIO, rows=tuple(replace(one, sprint=PROGRESS) for one in views.PORTFOLIO.rows)
    ),
}  # fmt: skip

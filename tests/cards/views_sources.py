"""Realistic views of connecting a metric to its data, one of every kind and the extreme ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from portfolio.course import Course, Point
from portfolio.errors import problem
from portfolio.grants import GrantState
from portfolio.lookups import MOST_COLUMNS, MOST_SIGNS, ColumnSeen, Obstacle, Preview, PreviewRow
from portfolio.messages import Hold, Reason
from portfolio.observations import Binding, Rejected, Shape, SourceKind
from portfolio.sources import How, Trouble
from portfolio.views.connecting import (
    ColumnsForm,
    Connected,
    Counted,
    Looking,
    PathForm,
    SourceAnswered,
    SourceGap,
    SourcePreview,
    SourceRequest,
    SourceRequests,
    SourceWaits,
    TablesForm,
    Unreached,
    WhereForm,
)
from tests.cards.panels import NAMES

ZONE = "Europe/Berlin"
LINK = "https://contoso.sharepoint.com/sites/proposals/Lists/RFP log"
LABEL = "RFP log · proposals"
METRIC = "RFP receipt to first draft"
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)

WHERE = WhereForm(initiative="i00", name=NAMES[0], metric=METRIC, counted=None, may_sprint=False, values={}, problems=())
LOOKING = Looking(lookup="l00", initiative="i00", name=NAMES[0], label=LABEL, rows=False)
TABLES = TablesForm(
    lookup="l00", initiative="i00", name=NAMES[0], label="Cases.xlsx · proposals", tables=("Cases", "Archive_2025"),
    problems=(),
)  # fmt: skip
WEB = "https://kpi.contoso.com/api/v2/rfp?year=2026"
PATHS = PathForm(
    lookup="l00", initiative="i00", name=NAMES[0], label="rfp · kpi.contoso.com",
    found=(("data.items", 1214), ("data.teams", 7), ('["by.month"][0].rows', 1)), values={"table": "data.items"},
    problems=(),
)  # fmt: skip
MONDAY = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
WAITS = SourceWaits(
    grant="e00", round=1, initiative="i00", name=NAMES[0], metric=METRIC, address=LINK, host=None, state=GrantState.ASKED,
    on=date(2026, 11, 25), zone=ZONE, admins=("Ada Admin", "Bo *Admin*"), held=(), told=True, may_enable=False, by=None,
    reason="",
)  # fmt: skip
HELD = replace(
    WAITS, admins=(), told=False,
    held=(
        Unreached(name="Ada Admin", why=Hold.QUIET, until=MONDAY), Unreached(name="Bo *Admin*", why=Hold.SHADOW, until=None),
        Unreached(name="Cem Admin", why=Hold.NO_ADDRESS, until=None),
    ),
)  # fmt: skip
REQUEST = SourceRequest(
    grant="e00", round=1, name=NAMES[0], metric=METRIC, address=LINK, kind=SourceKind.LIST,
    permission="Lists.SelectedOperations.Selected", asked_by="Dana Whitfield", asked_on=date(2026, 11, 25),
    why=Reason.SOURCE_ASKED, state=GrantState.ASKED, by=None, on=None, reason="",
)  # fmt: skip
ENABLED = replace(REQUEST, state=GrantState.ENABLED, by="Ada Admin", on=date(2026, 11, 26))
COLUMNS = ColumnsForm(
    lookup="l00", initiative="i00", name=NAMES[0], metric=METRIC, unit="days", label=LABEL, zone=ZONE, shape=Shape.CASE,
    columns=tuple(
        ColumnSeen(name=name, shown=shown, type=type)
        for name, shown, type in (
            ("Title", "Title", "text"), ("Received", "Received", "dateTime"),
            ("Draft_x0020_sent", "First draft sent", "dateTime"), ("Owner", "Proposal owner", "personOrGroup"),
            ("Practice", "Practice", "choice"), ("Fee", "Fee", "currency"),
        )
    ),
    more=0, keyed=False,
    values={"start": "Received", "end": "Draft_x0020_sent", "person": "Owner", "kind": "Practice", "how": "cases"},
    problems=(),
)  # fmt: skip
EACH = MOST_SIGNS // MOST_COLUMNS // 2 - 2
FULLEST = tuple(ColumnSeen(name=f"{n:02d}" + "ä" * EACH, shown=f"{n:02d}" + "ö" * EACH) for n in range(MOST_COLUMNS))
BINDING = Binding(
    shape=Shape.CASE, zone=ZONE, start="Received", end="Draft_x0020_sent", person="Owner", kind="Practice"
)


def case(number: int, days: float | None) -> PreviewRow:
    start = NOW - timedelta(days=3 * number + 12)
    end = None if days is None else start + timedelta(days=days)
    return PreviewRow(
        at=end or start, start=start, end=end, value=None, n=1, person=("A. Novak", "M. Lee", "17")[number % 3],
        kind=("Tax", "Audit", "Advisory")[number % 3], group=None,
    )


PREVIEW = SourcePreview(
    lookup="l01", parent="l00", initiative="i00", name=NAMES[0], label=LABEL, unit="days", zone=ZONE, binding=BINDING,
    how=How.CASES, pilot=None,
    preview=Preview(
        rows=tuple(case(n, 2.25 + n) for n in range(10)), usable=214, open=6, first=date(2026, 3, 12),
        last=date(2026, 11, 13), refused=3,
        rejected=(
            Rejected(row=17, why="not_a_date", column="Received", value="next *week*"),
            Rejected(row=88, why="end_before_start", column="Draft_x0020_sent", value="2026-04-01T09:00:00Z"),
            Rejected(row=140, why="start_missing", column="Received"),
        ),
        course=Course(
            before=(), monthly=True,
            after=tuple(
                Point(first=date(2026, month, 1), value=Decimal(value), n=20 + month)
                for month, value in ((3, "4.375"), (4, "4.1"), (6, "4.6"), (7, "0.9"), (8, "5.2"))
            ),
        ),
    ),
    columns={
        "Received": "Received", "Draft_x0020_sent": "First draft sent", "Owner": "Proposal owner", "Practice": "Practice",
    },
)  # fmt: skip
SHARES = replace(
    PREVIEW, how=How.SHARE, unit="%", pilot="Pilot",
    binding=Binding(shape=Shape.YES_NO, zone=ZONE, at="Closed", value="Right", group="Team"),
    preview=Preview(
        rows=tuple(
            PreviewRow(at=NOW - timedelta(days=n), start=None, end=None, value=Decimal(n % 2), n=1, person=None, kind=None,
                       group="Pilot" if n % 3 else "Others")
            for n in range(4)
        ),
        usable=4, open=0, first=date(2026, 11, 21), last=date(2026, 11, 25), refused=0, rejected=(), pilots=2,
    ),
)  # fmt: skip
COUNTS = replace(
    PREVIEW, how=How.COUNTS, unit="findings",
    binding=Binding(shape=Shape.NUMBER, zone=ZONE, at="Month", value="Findings", n="Audits"),
    preview=replace(
        SHARES.preview, pilots=None, refused=9, rejected=(Rejected(row=0, why="too_wide"), Rejected(row=3, why="new_code")),
        rows=(PreviewRow(at=NOW, start=None, end=None, value=Decimal(3), n=41, person=None, kind=None, group=None),),
    ),
)  # fmt: skip
NOTHING = replace(
    PREVIEW,
    preview=Preview(
        rows=(), usable=0, open=0, first=None, last=None, refused=180,
        rejected=tuple(Rejected(row=n, why="not_a_date", column="Received", value="x" * 60) for n in range(1, 6)),
    ),
)
GAP = SourceGap(
    lookup="l00", initiative="i00", name=NAMES[0], label=LABEL, zone=ZONE,
    obstacle=Obstacle(trouble=Trouble.PERMISSION, about="Lists.SelectedOperations.Selected", feature="list_source"),
)  # fmt: skip
CONNECTED = Connected(
    initiative="i00", name=NAMES[0], metric=METRIC, label=LABEL, binding=BINDING, how=How.CASES, by="Dana Whitfield", at=NOW,
    zone=ZONE, again=False,
)  # fmt: skip


def gap(trouble: Trouble, about: str, why: str | None = None) -> SourceGap:
    return replace(GAP, obstacle=Obstacle(trouble=trouble, about=about, why=why))


SAMPLES: dict[str, object] = {
    "source_where": WHERE,
    "source_where_sprint": replace(WHERE, may_sprint=True),
    "source_where_counted": replace(WHERE, counted=Counted(label=LABEL, since=date(2026, 9, 3))),
    "source_where_refused": replace(
        WHERE, values={"place": "https://contoso.sharepoint.com/:l:/s/x/FAbc"},
        problems=(problem("place", "link_is_a_share"),),
    ),
    "source_looking": LOOKING,
    "source_looking_rows": replace(LOOKING, rows=True),
    "source_tables": TABLES,
    "source_tables_refused": replace(TABLES, problems=(problem("table", "choose_one"),)),
    "source_path": PATHS,
    "source_path_refused": replace(
        PATHS, values={"table": "data.*"}, problems=(problem("table", "path_elsewhere"),),
        found=tuple((f"years.y{number}.quarters[0].cases", 9) for number in range(12)),
    ),
    "source_waits": WAITS,
    "source_waits_held": HELD,
    "source_waits_partly": replace(WAITS, admins=("Cem Admin",), held=HELD.held[:1], address=WEB, host="kpi.contoso.com"),
    "source_waits_paused": replace(
        HELD, held=tuple(Unreached(name=NAMES[6], why=why, until=MONDAY) for why in (Hold.PAUSED, Hold.AWAY, Hold.CAP))
    ),
    "source_waits_yours": replace(WAITS, may_enable=True, guardrail=1, metric="Share of drafts sent back"),
    "source_waits_enabled": replace(WAITS, state=GrantState.ENABLED, by="Ada Admin"),
    "source_waits_nobody": replace(WAITS, admins=()),
    "source_waits_refused": replace(WAITS, state=GrantState.REFUSED, by="Ada Admin", reason="It holds *salaries*."),
    "source_waits_withdrawn": replace(WAITS, state=GrantState.WITHDRAWN, by=None),
    "source_request": REQUEST,
    "source_request_folder": replace(REQUEST, address="rfp.csv", kind=SourceKind.DROP, permission=None, metric=""),
    "source_request_host": replace(
        REQUEST, address=WEB, kind=SourceKind.HTTP, permission=None, host="kpi.contoso.com"
    ),
    "source_request_long": replace(REQUEST, address="https://contoso.sharepoint.com/sites/x/Lists/" + "a" * 300),
    "source_request_enabled": ENABLED,
    "source_request_refused": replace(ENABLED, state=GrantState.REFUSED, reason="It holds salaries."),
    "source_request_withdrawn": replace(ENABLED, state=GrantState.WITHDRAWN),
    "source_requests": SourceRequests(waiting=(REQUEST, replace(REQUEST, name=NAMES[6])), enabled=(ENABLED,) * 5, more=3),
    "source_requests_none": SourceRequests(waiting=(), enabled=(), more=0),
    "source_answered_yes": SourceAnswered(
        grant="e00", initiative="i00", name=NAMES[0], address=LINK, enabled=True, by="Ada Admin", reason="",
        why=Reason.ASKED_BY_YOU, metric="Share of drafts sent back",
    ),
    "source_answered_no": SourceAnswered(
        grant="e00", initiative="i00", name=NAMES[6], address=LINK, enabled=False, by="Ada Admin",
        reason="It holds salaries.", why=Reason.ASKED_BY_YOU,
    ),
    "source_columns": COLUMNS,
    "source_columns_number": replace(COLUMNS, shape=Shape.NUMBER, values={"how": "series", "value": "Fee"}),
    "source_columns_keyed": replace(COLUMNS, shape=Shape.YES_NO, keyed=True, values={}),
    "source_columns_full": replace(COLUMNS, shape=Shape.NUMBER, columns=FULLEST, more=70, keyed=True, values={}),
    "source_columns_refused": replace(
        COLUMNS,
        values={"start": "Received", "end": "Received", "group": "Practice"},
        problems=(
            problem("start", "column_chosen_twice"), problem("end", "column_chosen_twice"), problem("pilot", "needed"),
        ),
    ),
    "source_preview": PREVIEW,
    "source_preview_shares": SHARES,
    "source_preview_counts": COUNTS,
    "source_preview_series": replace(COUNTS, how=How.SERIES, unit="EUR"),
    "source_preview_nothing": NOTHING,
    "source_gap": GAP,
    "source_gap_over": replace(GAP, obstacle=None, label=""),
    "source_gap_throttled": replace(
        GAP, obstacle=Obstacle(trouble=Trouble.THROTTLED, about="", until=datetime(2026, 11, 25, 10, 5, tzinfo=UTC))
    ),
    "source_gap_not_found": gap(Trouble.NOT_FOUND, "list_source"),
    "source_gap_column": gap(Trouble.COLUMN, "First draft", "column_missing"),
    "source_gap_order": gap(Trouble.COLUMN, "First draft", "date_order_unknown"),
    "source_gap_unreadable": gap(Trouble.UNREADABLE, "not_a_workbook", "not_a_workbook"),
    "source_gap_big": gap(Trouble.UNREADABLE, "too_big", "too_big"),
    "source_gap_unavailable": gap(Trouble.UNAVAILABLE, "no_connection", "no_connection"),
    "source_gap_arriving": gap(Trouble.UNAVAILABLE, "still_arriving", "still_arriving"),
    "source_gap_private": gap(Trouble.NOT_ALLOWED, "private_address", "private_address"),
    "source_gap_redirect": gap(Trouble.NOT_ALLOWED, "redirect_elsewhere", "redirect_elsewhere"),
    "source_gap_status": gap(Trouble.UNAVAILABLE, "http_502", "http_502"),
    "source_gap_nothing_there": gap(Trouble.NOT_FOUND, "http_source", "http_source"),
    "source_gap_not_allowed": gap(Trouble.NOT_ALLOWED, "list_not_set_up", "list_not_set_up"),
    "source_connected": CONNECTED,
    "source_connected_again": replace(CONNECTED, again=True),
}  # fmt: skip

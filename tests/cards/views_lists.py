"""Realistic lists and notices: the portfolio, what a release would send, sources, and short answers."""

from dataclasses import replace
from datetime import UTC, date, datetime

from portfolio.conditions import Condition
from portfolio.gates import GateState
from portfolio.granted import Granted, Off
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.sources import Failure, Trouble
from portfolio.verdicts import Verdict
from portfolio.views.digest import (
    PortfolioList,
    PortfolioRow,
)
from portfolio.views.initiatives import SourceTrouble
from portfolio.views.shadow import ShadowPreview, WaitingLine
from portfolio.views.sources import SourceLine
from tests.cards.panels import NAMES, PEOPLE


def listed(number: int, **changes: object) -> PortfolioRow:
    made = PortfolioRow(
        initiative=f"i{number:02d}",
        name=NAMES[number % len(NAMES)],
        sponsor=PEOPLE[number % len(PEOPLE)],
        owned=True,
        stage=Stage.PILOTING,
        gate_on=date(2026, 12, 14),
        gate_state=GateState.ARMED,
        days_left=41,
        verdict=Verdict.NOT_MEASURED,
        conditions=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


PORTFOLIO = PortfolioList(
    rows=(
        listed(0, verdict=Verdict.PROVEN),
        listed(1, gate_state=GateState.OVERDUE, days_left=-11, stage=Stage.AT_GATE, conditions=(Condition.OVERDUE,)),
        listed(2, sponsor=None, owned=False, gate_on=None, gate_state=None, days_left=None,
               conditions=(Condition.UNOWNED, Condition.UNMEASURED)),
        listed(3, owned=False),
        *(listed(number) for number in range(4, 10)),
    ),
    page=2,
    pages=3,
    total=27,
    mine_only=False,
)  # fmt: skip

NOTICES = {
    "snoozed": {"on": date(2026, 11, 9)},
    "snooze_refused": {"on": date(2026, 12, 14)},
    "check_in_lapsed": {"period": "2026-09"},
    "declined_sponsor": {"name": NAMES[8]},
    "named_instead": {"name": NAMES[0], "other": PEOPLE[2]},
    "released": {"n": 1},
    "accepted_sponsor": {"name": NAMES[0]},
    "not_yours": {},
    "not_found": {},
    "nothing_called": {"name": NAMES[8]},
    "gate_not_open": {"on": date(2026, 12, 14)},
    "changed_since": {},
}

PREVIEW = ShadowPreview(
    people=12, shadowed=26, messages=17,
    lines=(
        WaitingLine(name=None, kinds=(Kind.CHANNEL_GATES, Kind.DIGEST)),
        WaitingLine(name="Dana Whitfield", kinds=(Kind.CHECK_IN, Kind.GATE_DECISION, Kind.CHECK_IN)),
        WaitingLine(name="*Priya* [Raman](http://evil)", kinds=(Kind.ACCEPTANCE,)),
    ),
    more=9, sample_for="Dana Whitfield",
    sample="Monthly check-in · October 2026\n\nOne initiative needs your answer\n- *Proposal* first drafts: 2.9 days …",
)  # fmt: skip

SOURCE_LINES = (
    SourceLine(
        name=NAMES[8], source="Finance team", known_on=None, late=True, trouble=SourceTrouble(
            source="Finance team", since=date(2026, 11, 3), trouble=Trouble.PERMISSION, about="Reports.Read.All",
            feature="usage_reports"),
    ),
    SourceLine(
        name=NAMES[0], source="PSA time entries", known_on=date(2026, 10, 29), late=True, trouble=SourceTrouble(
            source="PSA time entries", since=date(2026, 10, 30), trouble=Trouble.COLUMN, about="First draft"),
    ),
    SourceLine(name=NAMES[1], source="Invoices.xlsx", known_on=date(2026, 9, 12), late=True, trouble=None),
    SourceLine(name=NAMES[2], source="Contract list", known_on=date(2026, 11, 4), late=False, trouble=None),
)  # fmt: skip
_SEEN = Granted(at=datetime(2026, 11, 5, 3, 0, tzinfo=UTC), total=8, off=())
GRANTED = {
    "granted": _SEEN,
    "permissions": replace(_SEEN, off=(
        Off(permission="Reports.Read.All", feature="usage_reports"), Off(permission="User.Read.All", feature="user_state"),
        Off(permission="MailboxSettings.Read", feature="mailbox"),
    )),
    "unseen": replace(_SEEN, failure=Failure(trouble=Trouble.UNREADABLE, about="token_unknown", since=_SEEN.at)),
}  # fmt: skip

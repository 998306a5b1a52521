"""Realistic views, one of every kind and the extreme ones, for the checks of every card (the other half: views_g.py)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from portfolio.checkins import MOST_ROWS, Outlook
from portfolio.conditions import Condition
from portfolio.decisions import Piece
from portfolio.errors import problem
from portfolio.gates import GateState
from portfolio.messages import Reason
from portfolio.verdicts import Choice, Verdict
from portfolio.views.adoption import FollowForm
from portfolio.views.checkins import CheckInForm, Clash, Line, NothingOwed, Receipt, Row
from portfolio.views.digest import (
    DecisionLine,
    Digest,
    LateLine,
    Outcome,
    OverrideLine,
    RiskLine,
    VerdictCount,
)
from portfolio.views.gates import GateLine
from portfolio.views.notices import Failure, Help, LeftAsTyped, Notice, OfficeWord, Tone, Welcome, Word
from portfolio.views.sources import Sources
from tests.cards.panels import AHEAD, BARE, EARLY, MEASURED, NAMES, PEOPLE, READ, REPORTED, SHORT
from tests.cards.uses import CONCEALED, FADING, HEALTHY, HERO, SMALL
from tests.cards.views_lists import GRANTED, NOTICES, PORTFOLIO, PREVIEW, SOURCE_LINES

ZONE = "Europe/Berlin"


def row(number: int, **changes: object) -> Row:
    made = Row(
        initiative=f"i{number:02d}",
        name=NAMES[number % len(NAMES)],
        gate_on=date(2026, 12, 14),
        days_left=41,
        panel=REPORTED,
        last_outlook=list(Outlook)[number % 3],
    )
    return replace(made, **changes)  # type: ignore[arg-type]


FORM = CheckInForm(
    check_in="c1",
    person="Dana Whitfield",
    zone=ZONE,
    period="2026-10",
    closes_on=date(2026, 11, 5),
    revision=0,
    rows=(row(0), row(1, last_outlook=None), row(2, panel=None, gate_on=None, days_left=None)),
    more=0,
    why=Reason.MONTHLY,
    values={},
    problems=(),
    clash=None,
)
LINES = (
    Line(initiative="i00", name=NAMES[0], value=Decimal("2.9"), unit="days", outlook=Outlook.ON_TRACK,
         note="Tax practice starts on Monday; expect a small dip while they learn the library."),
    Line(initiative="i01", name=NAMES[1], value=None, unit=None, outlook=Outlook.AT_RISK, note=""),
    Line(initiative="i08", name=NAMES[8], value=Decimal("-1200.5"), unit="EUR", outlook=Outlook.OFF_TRACK,
         note="1. *Not* my number\n2. See [this](http://evil.example)"),
)  # fmt: skip
RECEIPT = Receipt(
    check_in="c1",
    period="2026-10",
    revision=1,
    saved_by="Dana Whitfield",
    saved_at=datetime(2026, 11, 3, 8, 14, tzinfo=UTC),
    zone=ZONE,
    lines=LINES,
    open=0,
    confirmed=False,
    corrected=False,
    editable_until=date(2026, 11, 6),
)


def gate_line(number: int, days_left: int, **changes: object) -> GateLine:
    made = GateLine(
        gate=f"g{number}",
        initiative=f"i{number:02d}",
        name=NAMES[number % len(NAMES)],
        sponsor=PEOPLE[number % len(PEOPLE)],
        gate_on=date(2026, 11, 14),
        days_left=days_left,
        state=GateState.OVERDUE if days_left < 0 else GateState.OPEN,
        decided=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def outcome(number: int, **changes: object) -> Outcome:
    made = Outcome(
        initiative=f"i{number:02d}",
        name=NAMES[number % len(NAMES)],
        sponsor=PEOPLE[number % len(PEOPLE)],
        panel=REPORTED,
        verdict=Verdict.NOT_MEASURED,
        outlook=Outlook.AT_RISK,
        note="",
        answered=True,
        confirmed=number % 2 == 0,
        gate_on=date(2026, 12, 14),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


DIGEST = Digest(
    period="2026-10",
    posted_on=date(2026, 11, 6),
    frozen_on=date(2026, 11, 2),
    owed=(gate_line(2, -11), gate_line(0, 8, sponsor=None), gate_line(3, 0, state=GateState.PENDING_REVIEW)),
    counts=(VerdictCount(verdict=Verdict.NOT_MEASURED, count=7),),
    outcomes=(
        outcome(0, note="Tax starts Monday; two trainers short."),
        outcome(1, panel=None, sponsor=None, gate_on=None),
        outcome(2, panel=BARE, answered=False, outlook=None),
        outcome(3, note="*Slower* than hoped"),
        outcome(4),
        outcome(8),
        outcome(9),
    ),
    more_outcomes=0,
    decided=(
        DecisionLine(initiative="i05", name=NAMES[5], choice=Choice.FUND, on=date(2026, 10, 20), by_policy=False,
                     panel=READ),
        DecisionLine(initiative="i06", name=NAMES[6], choice=Choice.RETIRE, on=date(2026, 10, 28), by_policy=True),
    ),
    overrides=(
        OverrideLine(initiative="i05", name=NAMES[5], pieces=(Piece.PROVENANCE, Piece.BUDGET), second="M. Lee",
                     expires=date(2026, 12, 19)),
    ),
    risks=(
        RiskLine(initiative="i02", name=NAMES[2], conditions=(Condition.UNBASELINED, Condition.OUTSIDE_WORKFLOW)),
        RiskLine(initiative="i03", name=NAMES[3], conditions=(Condition.OVERDUE,)),
    ),
    unanswered=1,
)  # fmt: skip
PROVEN = replace(
    DIGEST,
    counts=(
        VerdictCount(verdict=Verdict.PROVEN, count=3),
        VerdictCount(verdict=Verdict.LIKELY, count=1),
        VerdictCount(verdict=Verdict.SHORT, count=1),
        VerdictCount(verdict=Verdict.IMPROVED, count=1),
        VerdictCount(verdict=Verdict.WORSE, count=1),
    ),
    outcomes=(
        outcome(0, panel=replace(MEASURED, verdict=Verdict.PROVEN), verdict=Verdict.PROVEN),
        outcome(1, panel=MEASURED, verdict=Verdict.LIKELY),
        outcome(2, panel=replace(MEASURED, verdict=Verdict.WORSE), verdict=Verdict.WORSE),
    ),
)
QUIET = replace(
    DIGEST, owed=(), decided=(), overrides=(), risks=(), unanswered=0,
    outcomes=tuple(replace(one, note="", outlook=Outlook.ON_TRACK, answered=True) for one in DIGEST.outcomes),
)  # fmt: skip
FULL = replace(
    DIGEST,
    owed=tuple(gate_line(n, -n - 3, name=NAMES[6]) for n in range(5)),
    more_owed=8,
    more_overdue=2,
    more_risks=11,
    counts=tuple(VerdictCount(verdict=verdict, count=3) for verdict in Verdict),
    outcomes=tuple(outcome(n, name=NAMES[6], sponsor=PEOPLE[2], note="x" * 500) for n in range(10)),
    more_outcomes=14,
    decided=DIGEST.decided * 4,
    overrides=(replace(DIGEST.overrides[0], name=NAMES[6], pieces=tuple(Piece)),) * 3,
    risks=tuple(RiskLine(initiative=f"i{n}", name=NAMES[6], conditions=tuple(Condition)) for n in range(5)),
    unanswered=9,
)


SAMPLES: dict[str, object] = {
    "checkin": FORM,
    "checkin_page": replace(
        FORM, page=2, pages=3, values={f"{one.initiative}.outlook": "on_track" for one in FORM.rows}
    ),
    "checkin_one": replace(FORM, rows=(row(0),)),
    "checkin_one_bare": replace(FORM, rows=(row(0, panel=BARE, last_outlook=None),)),
    "checkin_measured": replace(FORM, rows=(row(0, panel=MEASURED),)),
    "checkin_some_read": replace(FORM, rows=(row(0, panel=READ), row(1), row(3, panel=SHORT))),
    "checkin_all_read": replace(FORM, rows=tuple(row(at, panel=READ) for at in range(MOST_ROWS))),
    "checkin_read": replace(FORM, rows=(row(0, panel=READ),), values={"i00.value": "2.9"}),
    "checkin_ahead": replace(FORM, rows=(
        row(0, panel=replace(EARLY, foreseen=AHEAD)), row(1, panel=replace(REPORTED, foreseen=replace(AHEAD, early=True))),
    )),
    "checkin_read_several": replace(
        FORM, rows=tuple(row(n, panel=READ) for n in range(8)), values={f"i{n:02d}.value": "2.9" for n in range(8)}
    ),
    "checkin_used": replace(FORM, rows=(row(0, panel=READ, use=FADING),), values={"i00.value": "2.9"}),
    "checkin_used_several": replace(FORM, rows=(row(0, use=HEALTHY), row(1, use=FADING), row(2, panel=None, use=HERO))),
    "sources": Sources(lines=SOURCE_LINES, more=2, troubled=3, why=None),
    "sources_sent": Sources(lines=SOURCE_LINES[:2], more=0, troubled=2, why=Reason.SOURCE_LATE),
    "sources_fine": Sources(lines=SOURCE_LINES[-1:], more=0, troubled=0, why=None),
    **{f"sources_{name}": Sources(lines=SOURCE_LINES[-1:], more=0, troubled=0, why=None, granted=granted)
       for name, granted in GRANTED.items()},
    "sources_none_unseen": Sources(lines=(), more=0, troubled=0, why=None, granted=GRANTED["unseen"]),
    "sources_none": Sources(lines=(), more=0, troubled=0, why=None),
    "follow": FollowForm(values={}, problems=()),
    "follow_refused": FollowForm(
        values={"name": "Proposals", "group": "our team", "product": "copilot"},
        problems=(problem("group", "not_an_object_id", text="our team"), problem("label", "needed")),
    ),
    "checkin_full": replace(FORM, rows=tuple(row(n, name=NAMES[6]) for n in range(8)), more=4,
                            beyond={"i90": frozenset({"use:fading"})},
                            values={f"i{n:02d}.note": "ä" * 500 for n in range(8)}),
    "checkin_refused": replace(
        FORM,
        values={"i00.value": "2,9 Tage", "i00.note": "Tax starts *Monday*.", "i01.value": "61", "i01.outlook": "at_risk"},
        problems=(
            problem("i00.value", "not_a_number", text="2,9 Tage"),
            problem("i00.outlook", "choose_one"),
            problem("i09.note", "text_too_long", most=500),
        ),
    ),
    "checkin_clash": replace(
        FORM, revision=2, values={"i00.value": "2.9", "i00.outlook": "at_risk"},
        clash=Clash(by="Marcus Lee", at=datetime(2026, 11, 3, 8, 12, tzinfo=UTC), theirs=LINES),
    ),
    "receipt": RECEIPT,
    "receipt_one": replace(RECEIPT, lines=LINES[:1]),
    "receipt_open": replace(RECEIPT, lines=LINES[:2], open=3),
    "receipt_confirmed": replace(RECEIPT, confirmed=True, revision=2),
    "receipt_late": replace(RECEIPT, saved_at=datetime(2026, 11, 20, 8, 14, tzinfo=UTC)),
    "receipt_corrected": replace(RECEIPT, corrected=True),
    "nothing_owed": NothingOwed(period="2026-10"),
    "digest": DIGEST,
    "digest_proven": PROVEN,
    "digest_quiet": QUIET,
    "digest_asked": replace(DIGEST, posted_on=None),
    "digest_corrected": replace(
        DIGEST,
        decided=(
            DecisionLine(
                initiative="i05", name=NAMES[5], choice=Choice.FUND, on=date(2026, 10, 20), by_policy=False, taken_back=True
            ),
            DecisionLine(initiative="i06", name=NAMES[6], choice=None, on=date(2026, 11, 28), by_policy=True),
        ),
    ),
    "digest_one": replace(QUIET, counts=(VerdictCount(verdict=Verdict.PROVEN, count=1),), outcomes=(outcome(0),)),
    "digest_empty": replace(QUIET, counts=(), outcomes=()),
    "digest_full": FULL,
    "digest_used": replace(
        DIGEST, late=tuple(LateLine(name=NAMES[n], source="PSA time entries", known_on=date(2026, 10, 20)) for n in (0, 8)),
        more_late=3,
        outcomes=(
            outcome(0, panel=READ, use=FADING), outcome(1, use=HERO), outcome(2, use=CONCEALED), outcome(3, use=SMALL),
        ),
    ),
    "portfolio": PORTFOLIO,
    "portfolio_mine": replace(PORTFOLIO, rows=PORTFOLIO.rows[:1], page=1, pages=1, total=1, mine_only=True),
    "portfolio_channel": replace(PORTFOLIO, in_channel=True),
    "portfolio_channel_empty": replace(PORTFOLIO, rows=(), page=1, pages=1, total=0, in_channel=True),
    "portfolio_empty": replace(PORTFOLIO, rows=(), page=1, pages=1, total=0),
    "failure": Failure(reference="AB12"),
    "welcome": Welcome(name="Dana *Whitfield*", in_channel=False, shadow=True),
    "welcome_channel": Welcome(name="AI steering", in_channel=True, shadow=False),
    "help": Help(said=None, likely=(), in_channel=False),
    "help_office": Help(said=None, likely=(), in_channel=False, office=tuple(OfficeWord)),
    "preview": PREVIEW,
    "preview_channel": replace(PREVIEW, people=0, lines=PREVIEW.lines[:1], more=0, sample_for=None),
    "preview_unread": replace(PREVIEW, unread=tuple(range(1_000_000, 1_000_010)), more_unread=7),
    "preview_nothing": replace(PREVIEW, people=0, messages=0, lines=(), more=0, sample_for=None, sample=""),
    "help_channel": Help(said=None, likely=(), in_channel=True),
    "help_unknown": Help(said="chekc [in](http://evil)", likely=(Word.CHECK_IN, Word.HELP, Word.DIGEST), in_channel=False),
    **{f"notice_{code}": Notice(tone=Tone.INFO, code=code, params=params) for code, params in NOTICES.items()},
    "notice_shown": Notice(tone=Tone.GOOD, code="accepted_sponsor", params={"name": NAMES[0]}, initiative="i00"),
    "left_as_typed": LeftAsTyped(problems=(problem("", "saved_meanwhile", by="Marcus *Lee*"),)),
    "notice_refused": Notice(tone=Tone.ERROR, code="gate_decided", params={}),
}  # fmt: skip

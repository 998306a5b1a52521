"""Realistic views of two initiatives that look like one."""

from dataclasses import replace
from datetime import date

from portfolio.errors import problem
from portfolio.initiatives import MAX_NAME, Stage
from portfolio.messages import Reason
from portfolio.overlaps import Agrees
from portfolio.settling import Things
from portfolio.views.overlaps import Left, MergedCard, MergedLine, PairForm, PairLine, Side
from tests.cards.panels import NAMES
from tests.cards.views_audits import GAPS
from tests.cards.views_g import RECORD

WHY = "One list of *tenders*, one library and the same six people [x](https://evil.example)."
PAIRS = (
    PairLine(first="i00", second="i09", first_name=NAMES[0], second_name="RFP drafts *wave 2*", agrees=tuple(Agrees)),
    PairLine(first="i01", second="i06", first_name=NAMES[1], second_name=NAMES[6], agrees=(Agrees.WORKFLOW,)),
)
FIRST = Side(
    initiative="i00", name=NAMES[0], workflow="From a request for proposal to the first draft", stage=Stage.PILOTING,
    sponsor="Dana Whitfield", gate_on=date(2026, 12, 14), may_go=True,
    retirement_plan="Archive the *site*, empty the group, free 20 licences",
)
SECOND = Side(
    initiative="i09", name="RFP drafts *wave 2*", workflow="", stage=Stage.AT_GATE, sponsor=None, gate_on=None, may_go=False,
)
FORM = PairForm(first=FIRST, second=SECOND, agrees=(Agrees.NAME, Agrees.WORKFLOW), in_audit=True, values={}, problems=())
LONG = replace(FIRST, name="ä" * MAX_NAME, workflow="ö" * 300, sponsor="ß" * 60, retirement_plan="ä" * 500)
DOWN = Left(things=Things.DOWN, plan="Archive the *site*, empty the group, free 20 licences", lead="Delia *Brandt*")
LINE = MergedLine(
    initiative="i09", name="RFP drafts *wave 2*", by="Olga Office", on=date(2026, 11, 20), reason=WHY, left=DOWN
)
MERGED = MergedCard(
    gone="i09", into="i00", gone_name="RFP drafts *wave 2*", into_name=NAMES[0], by="Olga Office", on=date(2026, 11, 20),
    reason=WHY, theirs=False, why=Reason.MERGED,
)
SAMPLES: dict[str, object] = {
    "pair": replace(FORM, in_audit=False, second=replace(SECOND, stage=Stage.REGISTERED, may_go=True)),
    "pair_one_way": FORM,
    "pair_no_way": replace(FORM, first=replace(FIRST, stage=Stage.PRODUCTION, may_go=False)),
    "pair_refused": replace(
        FORM, first=LONG, second=replace(LONG, initiative="i09"), values={"reason": "too short", "stays": "i09"},
        problems=(
            problem("reason", "reason_too_short", least=20), problem("stays", "stays_needed"),
            problem("things", "choose_one"),
        ),
    ),
    "audit_gaps_pairs": replace(GAPS, pairs=PAIRS, more_pairs=7),
    "audit_gaps_fullest": replace(
        GAPS, lines=GAPS.lines * 2, more_pairs=1,
        pairs=tuple(replace(PAIRS[0], first_name="ä" * MAX_NAME, second_name="ü" * MAX_NAME) for _ in range(4)),
    ),
    "record_pairs": replace(RECORD, pairs=(*PAIRS, *PAIRS), came=(LINE, replace(LINE, initiative=None, by=None, reason=""))),
    "record_merged": replace(
        RECORD, stage=Stage.MERGED, gate=None, gate_on=None, gate_state=None, days_left=None, traits=(), conditions=(),
        went=LINE,
    ),
    "merged_gone": MERGED,
    "merged_into": replace(MERGED, theirs=True, by=None),
    "merged_lead": replace(MERGED, lead=True, left=DOWN),
    "merged_nobody": replace(MERGED, left=replace(DOWN, plan=None, lead=None)),
    "merged_taken_over": replace(MERGED, theirs=True, lead=True, left=Left(things=Things.MOVE, plan=None, lead=None)),
    "merged_nothing": replace(MERGED, left=Left(things=Things.NONE, plan=None, lead=None)),
}  # fmt: skip

"""Changes of the rules that cards are tried with: asked, signed, refused, too late, in both versions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portfolio.baselines import ALWAYS, Between, Proposal, TooLittle
from portfolio.criteria import AmendmentState, Change, Criteria, differences, loosened
from portfolio.errors import problem
from portfolio.guardrails import Guardrail
from portfolio.messages import Reason
from portfolio.metrics import Family
from portfolio.sources import How
from portfolio.statistics.judged import Reason as Short
from portfolio.views.amending import Amended, AmendedLine, AmendForm
from portfolio.views.baselines import BaselineCard, Locked, Renewal
from portfolio.views.judged import Against, Comparison, Judged, JudgedRow
from tests.cards.panels import WHY
from tests.cards.views_base import ARABIC, AT, GATE_ON, GUID, ID, LONG, MARKDOWN, NAME, REASON, WALL, ZONE
from tests.cards.views_g import RULES
from tests.cards.views_gates import DECISION

SEALED_ON = date(2026, 12, 7)
_REWORK = Guardrail(
    initiative=ID, number=1, version=1, name="Rework", unit="%", lower_is_better=True, margin=Decimal("0.05")
)
WAS = Criteria(
    version=2, name="RFP receipt to first draft, median", family=Family.CYCLE_TIME, unit="days", lower_is_better=True,
    population=None, target=Decimal("2.5"), target_on=GATE_ON, floor=Decimal("3.5"), baseline=Decimal("4.2"),
    baseline_from=date(2026, 3, 12), baseline_to=date(2026, 9, 9), baseline_n=214, baseline_hash="3f9a" * 16,
    breadth=Decimal("0.5"), single_role=None, guardrails=(_REWORK,),
)  # fmt: skip
NOW = replace(WAS, version=3, target=Decimal("2.8"))
EVERYTHING = replace(
    WAS, version=3, name=MARKDOWN, family=Family.CUSTOM, unit="%", lower_is_better=False, population=ARABIC,
    target=Decimal("2.8"), target_on=date(2026, 12, 20), floor=None, baseline=None, baseline_n=None, baseline_hash=None,
    breadth=Decimal("0.4"), single_role=LONG, guardrails=(replace(_REWORK, margin=Decimal("0.1"), name=MARKDOWN),),
)  # fmt: skip
AMENDED = Amended(
    amendment="a-1", initiative=ID, name=NAME, gate_on=GATE_ON, sealed_on=SEALED_ON, was=WAS, now=NOW,
    changes=differences(WAS, NOW), loosened=loosened(WAS, NOW), redefined=False, reason=REASON, by="Dana Whitfield", at=AT,
    zone=ZONE, state=AmendmentState.FINAL, second="Rita Reviewer", remark="", may_accept=False, may_sign=False,
)  # fmt: skip
PENDING = replace(AMENDED, state=AmendmentState.PENDING, may_sign=True, why=Reason.CHANGE_TO_SIGN)
PREPARED = replace(AMENDED, state=AmendmentState.PREPARED, may_accept=True, why=Reason.CHANGE_ASKED, by=ARABIC, second=None)
_REBASED = replace(WAS, version=3, baseline=Decimal("4.6"), baseline_n=180, baseline_from=date(2026, 4, 1))
LINE = AmendedLine(
    was=WAS, now=NOW, changes=(Change.TARGET,), on=date(2026, 11, 24), days_before=20, reason=REASON, by="Dana Whitfield",
    second="Rita Reviewer",
)  # fmt: skip
LINES = (
    LINE,
    replace(LINE, was=NOW, now=_REBASED, changes=(Change.BASELINE,), second=None, by=None, reason="", days_before=1),
    replace(LINE, now=EVERYTHING, changes=differences(WAS, EVERYTHING), reason=MARKDOWN, second=ARABIC),
)
FORM = AmendForm(
    initiative=ID, name=NAME, gate_on=GATE_ON, sealed_on=SEALED_ON, revision=4, now=WAS, cosigned=True,
    values={
        "metric": WAS.name, "family": "cycle_time", "unit": "days", "direction": "lower", "population": "", "target": "2.5",
        "target_on": "2026-12-14", "floor": "3.5", "breadth": "50", "single_role": "", "margin.1": "5",
    },
    problems=(),
)  # fmt: skip
_PROPOSAL = Proposal(
    n=180, middle=Decimal("4.6"), slow=Decimal("9.8"), first=date(2026, 4, 1), last=date(2026, 9, 9), trend=None, season=True
)
RENEWAL = BaselineCard(
    initiative=ID, name=NAME, gate_on=GATE_ON, first_use=date(2026, 9, 16), metric=WAS.name, unit="days",
    source="PSA time entries", how=How.CASES, between=ALWAYS, seen="ab" * 32, proposal=None, short=None,
    locked=Locked(
        value=Decimal("4.2"), on=date(2026, 9, 15), n=214, slow=Decimal("9.1"), first=date(2026, 3, 12),
        last=date(2026, 9, 9), hash="3f9a" * 16, changed=4,
    ),
    prospect=None, fits=True, may_accept=False,
    renewal=Renewal(proposal=_PROPOSAL, short=None, sealed_on=SEALED_ON, cosigned=True, fits=True),
)  # fmt: skip

_FOUND = JudgedRow(key="ab" * 32, found=WHY, metric=WAS.name, version=3, against=Against.SAME)
JUDGED = Judged(initiative=ID, name=NAME, version=3, rows=(
    _FOUND,
    *(replace(_FOUND, key=f"{against.value:0<64}", version=2, against=against) for against in Against),
))  # fmt: skip
COMPARISON = Comparison(
    initiative=ID, name=NAME, now=_FOUND, then=replace(_FOUND, version=2, against=Against.BASELINE),
)  # fmt: skip

SAMPLES: dict[str, object] = {
    "judged": JUDGED,
    "judged_nothing": replace(JUDGED, rows=()),
    "judged_hostile": replace(JUDGED, name=MARKDOWN, rows=(replace(_FOUND, metric=ARABIC), replace(_FOUND, metric=LONG))),
    "comparison": COMPARISON,
    "comparison_same": replace(COMPARISON, then=replace(_FOUND, key="c")),
    "comparison_target": replace(COMPARISON, then=replace(_FOUND, key="c", against=Against.TARGET)),
    "amended": AMENDED,
    "amended_alone": replace(AMENDED, second=None, loosened=(), remark=WALL[:900]),
    "amended_to_sign": PENDING,
    "amended_to_sign_refused": replace(PENDING, problems=(problem("remark", "reason_too_short", least=20),)),
    "amended_to_accept": PREPARED,
    "amended_to_sign_again": replace(PENDING, why=Reason.CHANGE_LATE),
    "amended_waits": replace(PENDING, may_sign=False, why=None),
    "amended_back": replace(AMENDED, state=AmendmentState.HANDED_BACK, remark="A target that moves decides nothing.",
                            why=Reason.CHANGE_ANSWERED),
    "amended_declined": replace(AMENDED, state=AmendmentState.DECLINED, by=None, second=None, reason=""),
    "amended_lapsed": replace(AMENDED, state=AmendmentState.LAPSED),
    "amended_redefined": replace(
        AMENDED, now=EVERYTHING, changes=differences(WAS, EVERYTHING), loosened=loosened(WAS, EVERYTHING), redefined=True,
        name=LONG, reason=WALL, state=AmendmentState.PENDING, may_sign=True, why=Reason.CHANGE_TO_SIGN,
    ),
    "amended_baseline": replace(AMENDED, now=_REBASED, changes=(Change.BASELINE,), loosened=(Change.BASELINE,)),
    "amend_form": FORM,
    "amend_form_free": replace(FORM, cosigned=False, now=replace(WAS, guardrails=()), name=ARABIC),
    "amend_form_refused": replace(
        FORM, values={**FORM.values, "target": "9 days", "reason": "new", "second": GUID, "margin.1": "200"},
        problems=(
            problem("target", "not_a_number", text="9 days"), problem("reason", "reason_too_short", least=20),
            problem("second", "second_has_no_role"), problem("margin.1", "margin_out_of_range", least=1, most=90),
            problem("single_role", "case_too_short", least=20),
            problem("breadth", "breadth_out_of_range", least=5, most=100),
            problem("", "cosigner_needed"),
        ),
    ),
    "baseline_renewal": RENEWAL,
    "baseline_renewal_limited": replace(
        RENEWAL, between=Between(since=date(2026, 4, 1)), values={"reason": "new"},
        renewal=Renewal(proposal=_PROPOSAL, short=None, sealed_on=SEALED_ON, cosigned=False, fits=True),
        problems=(problem("reason", "reason_too_short", least=20), problem("second", "cosigner_needed")),
    ),
    "baseline_renewal_short": replace(RENEWAL, renewal=Renewal(
        proposal=None, short=TooLittle(reason=Short.TOO_FEW_BEFORE, have=12, need=20), sealed_on=SEALED_ON,
        cosigned=False, fits=True,
    )),
    "baseline_renewal_unfit": replace(RENEWAL, renewal=Renewal(
        proposal=replace(_PROPOSAL, middle=Decimal("2.1")), short=None, sealed_on=SEALED_ON, cosigned=True, fits=False,
    )),
    "rules_amended": replace(
        RULES, armed_on=date(2026, 9, 16), may_arm=False, may_amend=True, may_renew=True, amended=LINES[:2],
    ),
    "rules_waiting_change": replace(RULES, armed_on=date(2026, 9, 16), may_arm=False, waiting="a-1"),
    "decision_amended": replace(DECISION, amended=LINES),
}  # fmt: skip

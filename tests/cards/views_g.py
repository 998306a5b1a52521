"""One realistic sample of every view of initiatives and gates, and the extreme ones: `SAMPLES`, by name."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from portfolio.baselines import Proposal
from portfolio.conditions import Condition, Next, Standing, Trait, TraitMark
from portfolio.decisions import DecisionState, Piece
from portfolio.errors import problem
from portfolio.gates import DefaultDecision, GateState, Missing, Origin
from portfolio.initiatives import Integration, SponsorState, Stage
from portfolio.messages import Reason
from portfolio.people import UNFIT
from portfolio.sources import Trouble
from portfolio.verdicts import Advice, Choice, Verdict
from portfolio.views.initiatives import (
    Acceptance,
    Event,
    MetricForm,
    Record,
    RegisterForm,
    Rules,
    SourceTrouble,
)
from tests.cards.panels import EARLY, READ, SHORT, UNSETTLED
from tests.cards.uses import EVERY
from tests.cards.views_base import (
    ARABIC,
    AT,
    EMPTY_PANEL,
    GATE_ON,
    GUID,
    HIGHER,
    ID,
    LONG,
    MARKDOWN,
    NAME,
    PANEL,
    PROVEN,
    REASON,
    TODAY,
    WALL,
    ZONE,
)
from tests.cards.views_gates import CHANNEL, COUNTERSIGN, DECIDED, DECISION, DEFAULT, EXTEND, PREPARE, UNSPONSORED, line

REGISTER = RegisterForm(token="t-1", today=TODAY, values={}, problems=())
ACCEPTANCE = Acceptance(
    initiative=ID, name=NAME, workflow="From a request for proposal to the first draft", named_by="Marcus Lee",
    gate_on=GATE_ON, why=Reason.NAMED_SPONSOR,
)  # fmt: skip
METRIC = MetricForm(
    initiative=ID, name=NAME, gate_on=GATE_ON, revision=3, values={"target_on": "2026-12-14", "retirement_plan": ""},
    problems=(),
)  # fmt: skip
RULES = Rules(
    initiative=ID, name=NAME, gate="g-1", gate_on=GATE_ON, gate_revision=2, panel=PANEL,
    retirement_plan="Archive the site, empty the group, free 20 licences (service desk)", missing=(), armed_on=None,
    may_arm=True,
)  # fmt: skip
_TRAITS = (
    TraitMark(trait=Trait.METRIC, standing=Standing.PARTLY, next=Next.MEASURE_BASELINE),
    TraitMark(trait=Trait.OWNER, standing=Standing.MET, next=Next.NONE),
    TraitMark(trait=Trait.INTEGRATION, standing=Standing.PARTLY, next=Next.VERIFY_INTEGRATION),
    TraitMark(trait=Trait.SCALE_PLAN, standing=Standing.PARTLY, next=Next.WRITE_EXPANSION),
)
_BARE_TRAITS = (
    TraitMark(trait=Trait.METRIC, standing=Standing.MISSING, next=Next.SET_METRIC),
    TraitMark(trait=Trait.OWNER, standing=Standing.PARTLY, next=Next.ACCEPT),
    TraitMark(trait=Trait.INTEGRATION, standing=Standing.MISSING, next=Next.MOVE_INTO_WORKFLOW),
    TraitMark(trait=Trait.SCALE_PLAN, standing=Standing.MISSING, next=Next.WRITE_RETIREMENT),
)
BROAD = replace(RULES, panel=replace(PANEL, breadth=Decimal("0.6")))
FOR_ONE_ROLE = replace(RULES, panel=replace(PANEL, breadth=Decimal("0.5"), single_role="Two treasury analysts do this"))
RECORD = Record(
    initiative=ID, name=NAME, workflow="From a request for proposal to the first draft",
    intent="First drafts leave in two and a half days instead of four", stage=Stage.PILOTING,
    integration=Integration.OFFICE, sponsor="Dana Whitfield", sponsor_state=SponsorState.ACCEPTED,
    adoption_lead="Aylin Kaya", delivery_lead="Omar Haddad", first_use=date(2026, 9, 16), gate="g-1", gate_on=GATE_ON,
    gate_state=GateState.ARMED, days_left=20, panel=PANEL, traits=_TRAITS, conditions=(),
    history=(
        Event(at=AT, by="Dana Whitfield", action="gate_armed"),
        Event(at=datetime(2026, 9, 17, 22, 30, tzinfo=UTC), by="Aylin Kaya", action="metric_saved"),
        Event(at=datetime(2026, 9, 16, 8, 0, tzinfo=UTC), by=None, action="a_newer_kind_of_entry"),
    ),
    zone=ZONE, may_prepare=False, may_decide=False, just=None,
)  # fmt: skip
_REGISTER_REFUSED = replace(
    REGISTER,
    values={
        "name": MARKDOWN, "workflow": "x", "sponsor": GUID, "sponsor_name": "Dana", "first_use": "next week",
        "gate_on": "2027-06-01", "integration": "office",
    },
    problems=(
        problem("intent", "needed"),
        problem("sponsor", "ambiguous_person"),
        problem("first_use", "not_a_date", text="next week"),
        problem("gate_on", "gate_too_late", latest=date(2027, 2, 22)),
    ),
)  # fmt: skip
_METRIC_REFUSED = replace(
    METRIC,
    name=LONG,
    values={
        "metric": "RFP receipt to first draft, median", "family": "cycle_time", "unit": "days", "direction": "lower",
        "source": "", "baseline": "4,2 Tage", "baseline_source": "", "target": "5", "target_on": "2026-12-24",
        "floor": "1e999999", "adoption_lead": GUID, "adoption_lead_name": "", "retirement_plan": "Archive it",
    },
    problems=(
        problem("baseline", "not_a_number", text="4,2 Tage"),
        problem("baseline_source", "baseline_source_needed"),
        problem("target", "target_not_better", baseline=Decimal("4.2")),
        problem("target_on", "target_after_gate", on=GATE_ON),
        problem("floor", "number_too_long"),
        problem("adoption_lead", "not_met"),
    ),
)  # fmt: skip
_DECISION_REFUSED = replace(
    DECISION,
    values={"fund.on": "2026-12-01", "fund.reason": "Because", "fund.second_name": "Priya", "fund.expires": "soon"},
    problems=(
        problem("fund.on", "date_in_past"),
        problem("fund.reason", "reason_too_short", least=20),
        problem("fund.second", "second_has_no_role"),
        problem("fund.expires", "not_a_date", text="soon"),
    ),
)

SAMPLES: dict[str, object] = {
    "register": REGISTER,
    "register_refused": _REGISTER_REFUSED,
    "register_kept": replace(
        REGISTER, values={"sponsor": GUID, "first_use": "2026-11-30"}, problems=(problem("name", "needed"),)
    ),
    "acceptance": ACCEPTANCE,
    "acceptance_strange": replace(ACCEPTANCE, name=MARKDOWN, workflow=ARABIC, named_by=LONG),
    "acceptance_refused": replace(ACCEPTANCE, problems=(problem("instead", "not_met"),)),
    "unsponsored": UNSPONSORED,
    "unsponsored_declined": replace(
        UNSPONSORED, state=SponsorState.DECLINED, asked=MARKDOWN, name=ARABIC, why=Reason.SPONSOR_DECLINED,
        problems=(problem("sponsor", "not_met"),),
    ),
    **{f"unsponsored_{account}": replace(
        UNSPONSORED, state=SponsorState.UNFIT, account=account, why=Reason.SPONSOR_UNFIT, name=LONG, since=None,
    ) for account in sorted(UNFIT)},
    "unsponsored_not_theirs": replace(UNSPONSORED, state=SponsorState.ACCEPTED, since=None, why=None),
    "unsponsored_asked_for": replace(UNSPONSORED, name=LONG, asked=None, since=None, state=SponsorState.NONE, why=None),
    "metric": METRIC,
    "metric_refused": _METRIC_REFUSED,
    "rules": RULES, "rules_broad": BROAD, "rules_for_one_role": FOR_ONE_ROLE,
    "rules_locked": replace(RULES, armed_on=date(2026, 9, 16), panel=HIGHER),
    "rules_waiting": replace(RULES, may_arm=False, panel=replace(PANEL, floor=None)),
    "rules_missing": replace(
        RULES, name=LONG, panel=EMPTY_PANEL, retirement_plan=None, missing=tuple(Missing), may_arm=False
    ),
    "record": RECORD,
    "record_registered": replace(
        RECORD, stage=Stage.REGISTERED, integration=None, sponsor_state=SponsorState.ASKED, adoption_lead=None,
        gate_state=GateState.PLANNED, days_left=90, panel=None, traits=_BARE_TRAITS, history=(), may_prepare=True,
        conditions=(Condition.UNOWNED, Condition.UNMEASURED, Condition.OUTSIDE_WORKFLOW), just="registered",
    ),
    "record_due": replace(
        RECORD, stage=Stage.AT_GATE, gate_state=GateState.ESCALATED, days_left=-9, panel=PROVEN, may_decide=True,
        conditions=tuple(Condition), just="accepted",
    ),
    "record_unanswered": replace(
        RECORD, sponsor_state=SponsorState.DECLINED, sponsor=None, gate_state=GateState.PLANNED, may_prepare=True,
        may_name_sponsor=True, conditions=(Condition.UNOWNED,), just="sponsor_asked",
    ),
    "record_paused": replace(
        RECORD, stage=Stage.AT_GATE, gate_state=GateState.OPEN, days_left=0, may_decide=True, default_of="g-0"
    ),
    "record_over": replace(RECORD, stage=Stage.RETIRING, gate_state=GateState.DECIDED, traits=(), default_of="g-1"),
    "record_strange": replace(
        RECORD, name=MARKDOWN, workflow=ARABIC, intent=WALL[:300], sponsor=ARABIC, adoption_lead=MARKDOWN, panel=HIGHER,
        stage=Stage.RETIRED, gate=None, gate_on=None, gate_state=None, days_left=None, may_prepare=True,
    ),
    "rules_history": replace(RULES, panel=READ, history=MARKDOWN),
    "rules_proposed": replace(RULES, panel=READ, proposed=Proposal(
        n=214, middle=Decimal("5.1"), slow=Decimal("12.5"), first=date(2026, 3, 12), last=date(2026, 6, 9),
        trend=Decimal("-0.12"), season=True,
    )),
    **{
        f"record_{trouble}": replace(
            RECORD, trouble=SourceTrouble(source=MARKDOWN, since=date(2026, 11, 20), trouble=trouble, about="First *draft*")
        )
        for trouble in (Trouble.COLUMN, Trouble.PERMISSION)
    },
    "record_read": replace(RECORD, panel=READ),
    **{f"record_used_{name}": replace(RECORD, panel=READ, use=use) for name, use in EVERY.items()},
    "record_use_trouble": replace(RECORD, use_trouble=SourceTrouble(
        source="Proposal team", since=date(2026, 11, 20), trouble=Trouble.PERMISSION, about="Reports.Read.All",
        feature="usage_reports")),
    "record_account_unseen": replace(RECORD, account_trouble=SourceTrouble(
        source="Dana Whitfield", since=date(2026, 11, 20), trouble=Trouble.PERMISSION, about="User.Read.All",
        feature="user_state")),
    "record_account_unanswered": replace(RECORD, account_trouble=SourceTrouble(
        source=MARKDOWN, since=date(2026, 11, 20), trouble=Trouble.UNAVAILABLE, about="http_503")),
    "record_sponsor_unfit": replace(
        RECORD, sponsor_state=SponsorState.UNFIT, may_name_sponsor=True,
        conditions=(Condition.UNOWNED, Condition.SPONSOR_SHARED),
    ),
    "record_short": replace(RECORD, panel=SHORT),
    "record_early": replace(RECORD, panel=EARLY),
    "record_funded": replace(RECORD, stage=Stage.FUNDED, gate_state=GateState.DECIDED),
    "prepare": PREPARE,
    "prepare_unlocked": replace(PREPARE, days_left=7, missing=(), missing_to_fund=(Piece.BASELINE,), why=Reason.GATE_IN_7),
    "prepare_sponsor": replace(PREPARE, name=ARABIC, missing=(Missing.SPONSOR,), missing_to_fund=()),
    "decision": DECISION,
    "decision_refused": _DECISION_REFUSED,
    "decision_unarmed": replace(
        DECISION, name=MARKDOWN, today=date(2026, 12, 26), state=GateState.NOTICE, panel=None, armed=False,
        missing_to_fund=tuple(Piece), default=DefaultDecision.RETIRE, why=Reason.GATE_LATE_12,
    ),
    "decision_recommended": replace(DECISION, panel=PROVEN, recommended=Advice.FUND, missing_to_fund=(), default=None),
    "decision_against": replace(
        DECISION, panel=replace(PROVEN, verdict=Verdict.WORSE), recommended=Advice.RETIRE, missing_to_fund=tuple(Piece),
        values={"narrow.reason": WALL, "fund.reason": WALL, "retire.reason": WALL, "fund.second": GUID},
        problems=(problem("narrow.second", "second_needed"),),
    ),
    "decision_read": replace(DECISION, panel=READ, recommended=Advice.FUND, missing_to_fund=tuple(Piece)),
    "decision_extend": replace(DECISION, panel=UNSETTLED, recommended=Advice.EXTEND, extendable=True),
    "decision_improved": replace(
        DECISION, panel=replace(UNSETTLED, verdict=Verdict.IMPROVED), recommended=Advice.NARROW_OR_EXTEND, extendable=True,
    ),
    "decision_counting": replace(DECISION, panel=EARLY, recommended=Advice.COUNT_ON, extendable=True),
    "decision_gone": replace(DECISION, origin=Origin.GONE, choices=(Choice.RETIRE, Choice.FUND, Choice.NARROW)),
    "decision_back": replace(DECISION, origin=Origin.OVERRIDE, panel=READ, extendable=True),
    "decision_reversed": replace(DECISION, origin=Origin.REVERSED, name=LONG),
    "decision_second": replace(DECISION, origin=Origin.NARROWED),
    "decision_open": replace(DECISION, origin=Origin.NARROWED, armed=False, missing_to_fund=tuple(Piece)),
    "extend": EXTEND,
    "extend_refused": replace(
        EXTEND, name=MARKDOWN, values={"on": "2027-05-01", "reason": WALL},
        problems=(problem("on", "extension_out_of_range", latest=EXTEND.latest),),
    ),
    "decision_narrowed": replace(DECISION, choices=(Choice.FUND, Choice.RETIRE)),
    "decision_retire_only": replace(DECISION, choices=(Choice.RETIRE,), default=DefaultDecision.RETIRE),
    "countersign": COUNTERSIGN,
    "countersign_narrow": replace(COUNTERSIGN, choice=Choice.NARROW, pieces=(), expires=None),
    "countersign_refused": replace(
        COUNTERSIGN, name=LONG, by=MARKDOWN, reason=WALL, pieces=tuple(Piece),
        problems=(problem("remark", "reason_too_short", least=20),),
    ),
    "decided": DECIDED,
    "decided_pending": replace(DECIDED, state=DecisionState.PENDING, mine=True),
    "decided_back": replace(
        DECIDED, state=DecisionState.HANDED_BACK, mine=True, remark="No budget cap: please agree one with Finance first."
    ),
    "decided_undo": replace(DECIDED, mine=True, undo_until=datetime(2026, 11, 25, 9, 32, tzinfo=UTC)),
    "decided_lapsed": replace(DECIDED, state=DecisionState.LAPSED, mine=True, why=Reason.SIGNATURE_LAPSED),
    "decided_withdrawn": replace(DECIDED, state=DecisionState.WITHDRAWN),
    "decided_read": replace(DECIDED, panel=READ),
    "decided_narrow": replace(DECIDED, choice=Choice.NARROW, second=None, pieces=(), expires=None, panel=PROVEN),
    "decided_policy": replace(
        DECIDED, choice=Choice.RETIRE, by=None, by_policy=True, reason="", second=None, pieces=(), expires=None, panel=None
    ),
    "decided_strange": replace(
        DECIDED, name=MARKDOWN, by=ARABIC, second=MARKDOWN, reason=WALL, pieces=tuple(Piece), panel=HIGHER
    ),
    "channel": CHANNEL,
    "channel_newer": replace(CHANNEL, newer=date(2026, 12, 21)),
    "channel_done": replace(
        CHANNEL, lines=tuple(line(MARKDOWN, -2, state=GateState.DECIDED, decided=choice) for choice in Choice), more=0
    ),
    "channel_due": replace(CHANNEL, lines=(line(ARABIC, 3, sponsor=LONG),), more=0),
    "channel_late": replace(CHANNEL, lines=tuple(line(LONG, -day, sponsor=MARKDOWN) for day in range(1, 9)), more=1),
    "default_pause": DEFAULT,
    "default_refused": replace(DEFAULT, problems=(problem("reason", "reason_too_short", least=20),)),
    "default_final": replace(DEFAULT, reversible_until=None),
    "default_reversed": replace(
        DEFAULT, reversible_until=None, reversed_by="Lea Leader", reversed_on=date(2027, 1, 4), reason=REASON
    ),
    "default_reversed_strange": replace(
        DEFAULT, name=MARKDOWN, default=DefaultDecision.RETIRE, reversible_until=None, reversed_by=ARABIC,
        reversed_on=date(2027, 1, 4), reason=WALL,
    ),
    "default_retire": replace(DEFAULT, name=MARKDOWN, default=DefaultDecision.RETIRE, next_gate=None),
}  # fmt: skip

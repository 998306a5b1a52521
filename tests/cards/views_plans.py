"""What makes an initiative ready for production as cards are tried with it: empty, whole, run out, owned by nobody."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portfolio.conditions import Standing
from portfolio.errors import problem
from portfolio.initiatives import Integration, Lead
from portfolio.messages import Reason
from portfolio.plans import (
    Budget,
    Cadence,
    Expansion,
    Limit,
    Need,
    NeedKind,
    Part,
    Per,
    Placement,
    Proof,
    Wave,
)
from portfolio.views.plans import (
    AttestationEnds,
    AttestationLine,
    LeadNamed,
    NeedsNamed,
    OwnedNeed,
    PartState,
    PlanCard,
    PlanForm,
)
from tests.cards.views import FORM as CHECK_IN
from tests.cards.views import row
from tests.cards.views_base import ARABIC, GUID, ID, LONG, MARKDOWN, NAME

TODAY, SEEN = date(2026, 11, 25), date(2026, 11, 12)
PLACED = Placement(
    place=Integration.OFFICE, system="Word, and the Proposals library in SharePoint", repositories="Proposals, References",
    label="Internal", identities="The group AI-Proposals, with each user’s own rights",
    evidence="Integration test of 12 November.docx", seen_on=SEEN, attested_by=3,
)  # fmt: skip
EXPANSION = Expansion(
    waves=(
        Wave(who="Tax and Legal, 140 people", where="Germany", on=date(2027, 1, 11)),
        Wave(who="Advisory", where="Austria and Switzerland", on=date(2027, 3, 1)),
    ),
    cadence=Cadence.MONTHLY, audience="Executive committee", form="one page in the monthly report",
)  # fmt: skip
NEEDS = (
    OwnedNeed(kind=NeedKind.CAPACITY, what="140 licences and the quota of the model", owner="Ada Lindqvist"),
    OwnedNeed(kind=NeedKind.MONITORING, what="Errors and response time, alarm to the service desk", owner="Omar Haddad"),
    OwnedNeed(kind=NeedKind.SUPPORT, what="Second-level queue at the service desk", owner="Delia Brandt"),
)
BUDGET = Budget(
    amount=Decimal(12000), currency="EUR", per=Per.MONTH, limit=Limit.ALERT, alert_at=Decimal("0.8"),
    where="Azure budget ai-proposals, mails Finance",
)  # fmt: skip


def states(*standings: Standing, by: str | None = "Ada Lindqvist", on: date | None = SEEN) -> tuple[PartState, ...]:
    return tuple(
        PartState(part=part, standing=standing, by=by, on=on) for part, standing in zip(Part, standings, strict=True)
    )


MET, PARTLY, MISSING = Standing.MET, Standing.PARTLY, Standing.MISSING
WHOLE = PlanCard(
    initiative=ID, name=NAME, workflow="From a request to the first draft", states=states(MET, MET, MET, MET),
    placement=PLACED, proof=Proof.ATTESTED, attested_by="Delia Brandt", holds_until=date(2027, 5, 11), expansion=EXPANSION,
    retirement_plan="Archive the site, empty the group, free 20 licences", needs=NEEDS, budget=BUDGET, may_prepare=True,
    may_attest=False, just=(Part.INTEGRATION, "attested"),
)  # fmt: skip
EMPTY = replace(
    WHOLE, states=states(MISSING, MISSING, MISSING, MISSING, by=None, on=None), placement=None, proof=None,
    attested_by=None, holds_until=None, expansion=None, retirement_plan=None, needs=(), budget=None, just=None,
)  # fmt: skip
STATED = replace(
    EMPTY, states=states(PARTLY, MISSING, PARTLY, MISSING), placement=replace(PLACED, seen_on=None, attested_by=None),
    proof=Proof.STATED, needs=(NEEDS[0], replace(NEEDS[1], owner=None), NEEDS[2]), may_attest=True,
    just=(Part.EXPANSION, "taken_back"),
)  # fmt: skip
EXPIRED = replace(
    WHOLE, states=states(PARTLY, MET, MET, MET, by=None), placement=replace(PLACED, seen_on=date(2026, 4, 1)),
    proof=Proof.EXPIRED, attested_by=None, holds_until=date(2026, 9, 28),
    budget=replace(BUDGET, limit=Limit.CAP, alert_at=None, per=Per.YEAR), may_prepare=False, just=(Part.BUDGET, "saved"),
)  # fmt: skip
FULLEST = replace(
    WHOLE, name=MARKDOWN, workflow=ARABIC,
    placement=Placement(
        place=Integration.SERVICE_OR_CRM, system=LONG[:300], repositories=LONG[:300], label=MARKDOWN, identities=LONG[:300],
        evidence=LONG[:300], seen_on=SEEN, attested_by=3,
    ),
    attested_by=ARABIC,
    expansion=Expansion(
        waves=tuple(Wave(who=LONG[:80], where=ARABIC[:80], on=date(2027, month, 1)) for month in (1, 2, 3)),
        cadence=Cadence.QUARTERLY, audience=LONG[:300], form=LONG[:300],
    ),
    retirement_plan=LONG[:500], needs=tuple(replace(need, what=LONG[:300], owner=ARABIC) for need in NEEDS),
    budget=replace(BUDGET, limit=Limit.CAP, where=LONG[:500]),
)  # fmt: skip

INTEGRATION_FORM = PlanForm(
    initiative=ID, name=NAME, part=Part.INTEGRATION, revision=0, values={"place": "office"}, problems=(), today=TODAY,
    known=False, seen_from=date(2026, 10, 26),
)  # fmt: skip
ATTEST_FORM = replace(
    INTEGRATION_FORM, revision=2, known=True, may_attest=True, delivery_lead="Delia Brandt",
    values={
        "place": "office", "system": PLACED.system, "repositories": PLACED.repositories,
        "identities": PLACED.identities, "evidence": PLACED.evidence, "seen_on": "2026-08-01",
    },
    problems=(problem("seen_on", "seen_out_of_range", days=30), problem("label", "needed")),
)  # fmt: skip
EXPANSION_FORM = replace(
    INTEGRATION_FORM, part=Part.EXPANSION, revision=1, known=True, retirement_plan=WHOLE.retirement_plan,
    values={
        "wave.1.who": "Tax and Legal, 140 people", "wave.1.where": "Germany", "wave.1.on": "2027-01-11",
        "wave.2.who": "Advisory", "wave.2.on": "next spring", "cadence": "monthly", "audience": "Executive committee",
        "form": "one page in the monthly report",
    },
    problems=(problem("wave.2.on", "not_a_date", text="next spring"), problem("wave.2.where", "needed")),
)  # fmt: skip
NEEDS_FORM = replace(
    INTEGRATION_FORM, part=Part.NEEDS, revision=3, known=True,
    values={"need.capacity": NEEDS[0].what, "owner.capacity": GUID, "owner.support_name": "Delia"},
    problems=(problem("owner.support", "not_met"),), owners={NeedKind.CAPACITY: "Ada Lindqvist"},
)  # fmt: skip
BUDGET_FORM = replace(
    INTEGRATION_FORM, part=Part.BUDGET, name=MARKDOWN, values={"amount": "twelve", "currency": "EUR", "limit": "alert"},
    problems=(problem("amount", "not_a_number", text="twelve"), problem("alert_at", "alert_needed")),
)  # fmt: skip

NAMED = NeedsNamed(
    initiative=ID, name=NAME, needs=tuple(Need(kind=need.kind, what=need.what, owner=9) for need in NEEDS),
    by="Ada *Lindqvist*", on=SEEN, may_see=True, why=Reason.NEEDS_NAMED,
)  # fmt: skip
LEADS = LeadNamed(
    initiative=ID, name=NAME, leads=tuple(Lead), by="Ada *Lindqvist*", on=SEEN, why=Reason.LEAD_NAMED,
)  # fmt: skip
ENDS = AttestationEnds(
    initiative=ID, name=NAME, system=PLACED.system, seen_on=SEEN, holds_until=date(2027, 5, 11), why=Reason.ATTESTATION_ENDS,
)  # fmt: skip
LINES = (
    AttestationLine(initiative=ID, name=NAME, by="Delia *Brandt*", holds_until=date(2026, 11, 20), ended=True),
    *(
        AttestationLine(initiative=f"i-{n}", name=MARKDOWN, by=None, holds_until=date(2026, 12, n), ended=False)
        for n in range(7, 10)
    ),
)

SAMPLES: dict[str, object] = {
    "plan": WHOLE, "plan_empty": EMPTY, "plan_stated": STATED, "plan_expired": EXPIRED, "plan_fullest": FULLEST,
    "plan_integration": INTEGRATION_FORM, "plan_attest": ATTEST_FORM, "plan_expansion": EXPANSION_FORM,
    "plan_needs": NEEDS_FORM, "plan_budget": BUDGET_FORM,
    "lead_named": LEADS, "lead_named_one": replace(LEADS, name=LONG, by=None, leads=(Lead.DELIVERY,)),
    "needs_named": NAMED, "needs_named_blind": replace(NAMED, name=LONG, by=None, may_see=False, needs=NAMED.needs[:1]),
    "attestation_ends": ENDS,
    "attestation_ended": replace(ENDS, name=MARKDOWN, system=ARABIC, why=Reason.ATTESTATION_ENDED),
    "checkin_attestations": replace(CHECK_IN, rows=CHECK_IN.rows[:1], attestations=LINES),
    "checkin_attestations_fullest": replace(
        CHECK_IN, rows=tuple(row(n) for n in range(6)),
        attestations=tuple(replace(LINES[0], name="ä" * 80, by="ß" * 60) for _ in range(9)),
    ),
}  # fmt: skip

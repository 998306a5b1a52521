"""Builders of a plan's parts: everything in order, and what a test is about named by its argument."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portfolio.initiatives import Integration
from portfolio.plans import (
    Budget,
    Cadence,
    Expansion,
    Limit,
    Need,
    NeedKind,
    Needs,
    Per,
    Placement,
    Wave,
)
from tests.portfolio.values import DELIA, PAUL, TODAY

STATED = Placement(
    place=Integration.OFFICE, system="Word", repositories="Proposals", label="Internal", identities="AI-Proposals",
    evidence="Integration test.docx",
)  # fmt: skip
ATTESTED = replace(STATED, seen_on=TODAY, attested_by=DELIA)
WAVE = Wave(who="Tax and Legal", where="Germany", on=date(2027, 1, 11))
EXPANSION = Expansion(waves=(WAVE,), cadence=Cadence.MONTHLY, audience="Executive committee", form="one page")
OWNED = Needs(needs=tuple(Need(kind=kind, what=f"Some {kind}", owner=PAUL) for kind in NeedKind))
BUDGET = Budget(
    amount=Decimal(12000), currency="EUR", per=Per.MONTH, limit=Limit.ALERT, alert_at=Decimal("0.8"), where="Azure budget"
)

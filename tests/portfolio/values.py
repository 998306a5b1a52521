"""Builders of the domain's values: everything in order, and what a test is about named by its argument."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar

from portfolio.gates import Gate, GateState
from portfolio.initiatives import Initiative, Integration, SponsorState, Stage
from portfolio.metrics import Baseline, BaselineState, Family, Metric, Provenance
from portfolio.people import Actor, Role

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA, ADA, DELIA, PAUL, NOBODY = 1, 2, 3, 4, 9
T = TypeVar("T")


def initiative(**changes: object) -> Initiative:
    """Sponsored by DANA who has accepted, led by ADA and DELIA, registered by PAUL, inside Word, piloting."""
    values: dict[str, object] = {
        "id": "i-1", "name": "Proposal drafting", "workflow": "RFP answers", "intent": "First drafts in Word",
        "stage": Stage.PILOTING, "first_use": date(2026, 10, 1), "sponsor": DANA, "sponsor_state": SponsorState.ACCEPTED,
        "adoption_lead": ADA, "delivery_lead": DELIA, "integration": Integration.OFFICE, "retirement_plan": "Archive it",
        "registered_by": PAUL, "registered_at": NOW, "revision": 1,
    }
    return Initiative(**(values | changes))  # type: ignore[arg-type]


def baseline(**changes: object) -> Baseline:
    """Measured and locked."""
    values: dict[str, object] = {
        "value": Decimal("5.1"), "provenance": Provenance.MEASURED, "source": "PSA", "state": BaselineState.LOCKED,
        "stated_by": DANA, "stated_on": date(2026, 9, 30),
    }
    return Baseline(**(values | changes))  # type: ignore[arg-type]


def metric(**changes: object) -> Metric:
    """From 5.1 to 4.0 days, at least 4.6, by 14 December."""
    values: dict[str, object] = {
        "initiative": "i-1", "version": 1, "name": "Days to a first draft", "family": Family.CYCLE_TIME, "unit": "days",
        "lower_is_better": True, "source": "PSA", "target": Decimal("4.0"), "target_on": date(2026, 12, 14),
        "floor": Decimal("4.6"), "baseline": baseline(), "saved_at": NOW,
    }
    return Metric(**(values | changes))  # type: ignore[arg-type]


def gate(**changes: object) -> Gate:
    """Due 14 December, not armed."""
    values: dict[str, object] = {
        "id": "g-1", "initiative": "i-1", "number": 1, "due": date(2026, 12, 14), "state": GateState.PLANNED,
        "retire_only": False, "armed_at": None, "sealed_evidence": None, "revision": 1,
    }
    return Gate(**(values | changes))  # type: ignore[arg-type]


def actor(number: int = NOBODY, *roles: Role) -> Actor:
    """Somebody, with roles."""
    return Actor(
        number=number, tenant="t", name="Somebody", zone="Europe/Berlin", language="en", roles=frozenset(roles)
    )

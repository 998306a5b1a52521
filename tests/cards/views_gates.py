"""Realistic views of gates: to prepare, to decide, decided, and the channel's list."""

from dataclasses import replace
from datetime import date

from portfolio.decisions import DecisionState, Piece
from portfolio.gates import DefaultDecision, GateState, Missing
from portfolio.initiatives import SponsorState
from portfolio.messages import Reason
from portfolio.verdicts import Choice
from portfolio.views.gates import (
    ChannelGates,
    CountersignForm,
    Decided,
    DecisionForm,
    DefaultAnnounced,
    ExtendForm,
    GateLine,
    GatePrepare,
)
from portfolio.views.initiatives import (
    SponsorMissing,
)
from tests.cards.views_base import (
    AT,
    GATE_ON,
    ID,
    NAME,
    PANEL,
    REASON,
    ZONE,
)

PREPARE = GatePrepare(
    initiative=ID, name=NAME, gate_on=GATE_ON, days_left=14, missing=(Missing.METRIC, Missing.RETIREMENT_PLAN),
    missing_to_fund=tuple(Piece), why=Reason.GATE_IN_14,
)  # fmt: skip
DECISION = DecisionForm(
    gate="g-1", initiative=ID, name=NAME, sponsor="Dana Whitfield", gate_on=GATE_ON, today=GATE_ON, day=89,
    state=GateState.OPEN, revision=5, panel=PANEL, armed=True, recommended=None,
    missing_to_fund=tuple(
        piece for piece in Piece if piece not in (Piece.RULES, Piece.BASELINE, Piece.SPONSOR, Piece.INTEGRATION)
    ),
    choices=tuple(Choice), default=DefaultDecision.PAUSE, why=Reason.GATE_TODAY, values={}, problems=(),
)  # fmt: skip
COUNTERSIGN = CountersignForm(
    decision="d-4", initiative=ID, name=NAME, choice=Choice.FUND, on=date(2027, 1, 5), reason=REASON, by="Dana Whitfield",
    pieces=(Piece.PROVENANCE, Piece.CONTROLS, Piece.BUDGET), expires=date(2027, 2, 1), why=Reason.SIGNATURE_ASKED,
)  # fmt: skip
DECIDED = Decided(
    gate="g-1", initiative=ID, name=NAME, gate_on=GATE_ON, choice=Choice.FUND, on=date(2027, 1, 5), reason=REASON,
    by="Dana Whitfield", at=AT, zone=ZONE, state=DecisionState.FINAL, second="Priya Raman",
    pieces=(Piece.PROVENANCE, Piece.CONTROLS, Piece.BUDGET), expires=date(2027, 2, 1), panel=PANEL, reference="d-4",
)  # fmt: skip


def line(name: str, days_left: int, **fields: object) -> GateLine:
    """A line of the channel's list, owed unless `decided` says otherwise."""
    made = GateLine(
        gate="g-1", initiative=ID, name=name, sponsor="Dana Whitfield",
        gate_on=date.fromordinal(GATE_ON.toordinal() + days_left),
        days_left=days_left, state=GateState.OVERDUE if days_left < 0 else GateState.ARMED, decided=None,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


CHANNEL = ChannelGates(
    week_of=GATE_ON,
    lines=(
        line("Contract clause review", -11, sponsor="Henrik Ortiz"),
        line("Invoice exception triage", -1, sponsor=None),
        line(NAME, 0, state=GateState.OPEN),
        line("Month-end commentary", 1, state=GateState.SEALED, sponsor="Priya Raman"),
        line("Cash forecast explainer", 12),
        line("Service desk answers", -3, state=GateState.PENDING_REVIEW),
        line("Supplier contract answers", -2, state=GateState.DECIDED, decided=Choice.RETIRE),
    ),
    more=3,
)
DEFAULT = DefaultAnnounced(
    gate="g-1", initiative=ID, name=NAME, gate_on=GATE_ON, on=date(2026, 12, 28), default=DefaultDecision.PAUSE,
    next_gate=date(2027, 1, 27), reversible_until=date(2027, 1, 27),
)  # fmt: skip
EXTEND = ExtendForm(
    gate="g-1", initiative=ID, name=NAME, gate_on=GATE_ON, today=GATE_ON, revision=5, latest=date(2027, 1, 13), values={},
    problems=(),
)  # fmt: skip
UNSPONSORED = SponsorMissing(
    initiative=ID, name=NAME, workflow="From a request for proposal to the first draft", gate_on=GATE_ON,
    state=SponsorState.ASKED, asked="Dana Whitfield", since=date(2026, 9, 16), why=Reason.SPONSOR_SILENT,
)  # fmt: skip

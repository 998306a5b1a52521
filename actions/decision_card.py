"""The decision card as a view: sealed evidence, what funding lacks today, and the choices this gate offers."""

from dataclasses import replace
from datetime import date, datetime

from actions import breadth, constraint_lines
from actions.amendment_views import lines
from actions.panels import panel
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.decisions import MOST_NARROWINGS
from portfolio.gates import DefaultDecision, Gate, Origin
from portfolio.initiatives import Initiative
from portfolio.messages import Reason
from portfolio.second_thoughts import keeps_from_extending
from portfolio.verdicts import Advice, Choice, recommend
from portfolio.views.gates import DecisionForm
from portfolio.views.numbers import Panel
from store import Tx, decisions, gates, metrics, people
from store.values import dump, load


def evidence(tx: Tx, gate: Gate) -> Panel | None:
    """R6: the numbers of the seal where there is one; a gate that was never armed shows what is known now."""
    if gate.sealed_evidence is not None:
        return load(gate.sealed_evidence, Panel)
    return panel(tx, gate.initiative)


def kept_evidence(tx: Tx, gate: Gate) -> str | None:
    """What is kept with a decision: the seal, else what is known at this moment; None without a metric."""
    if gate.sealed_evidence is not None:
        return gate.sealed_evidence
    shown = panel(tx, gate.initiative)
    return dump(replace(shown, foreseen=None)) if shown is not None else None


def choices(tx: Tx, gate: Gate) -> tuple[Choice, ...]:
    """The three, less those a rule has used up: two narrowings (R9), and only retiring after a pause (R10). Where its
    sponsor says that nobody uses it, retiring stands first; nothing is chosen for them."""
    if gate.retire_only:
        return (Choice.RETIRE,)
    if decisions.count(tx, gate.initiative, [Choice.NARROW]) >= MOST_NARROWINGS:
        found: tuple[Choice, ...] = (Choice.FUND, Choice.RETIRE)
    else:
        found = tuple(Choice)
    return tuple(sorted(found, key=lambda one: one is not Choice.RETIRE)) if gate.origin is Origin.GONE else found


def keeps_from_more_time(tx: Tx, gate: Gate, shown: Panel | None, today: date) -> str | None:
    """R9: why this gate cannot be extended, as a code; None when it can. `shown` is its evidence."""
    before = gates.was_extended(tx, gate.initiative)
    return keeps_from_extending(gate, shown.why if shown else None, today, before=before)


def advised(tx: Tx, gate: Gate, shown: Panel | None, company: Company, today: date) -> Advice | None:
    """R7: what the rules make of this gate's evidence today, an extension included where it may still have one."""
    if shown is None:
        return None
    more_time = keeps_from_more_time(tx, gate, shown, today) is None
    return recommend(shown.verdict, company.policy, broken=bool(shown.broken), more_time=more_time)


def decision_form(tx: Tx, gate: Gate, one: Initiative, company: Company, why: Reason, now: datetime) -> DecisionForm:
    """The card for the sponsor of an open gate."""
    assert one.sponsor is not None
    sponsor = people.get(tx, one.sponsor)
    today = local_date(now, sponsor.zone)
    shown, metric = evidence(tx, gate), metrics.latest(tx, one.id)
    default = DefaultDecision.RETIRE if gate.retire_only and company.default else company.default
    return DecisionForm(
        gate=gate.id, initiative=one.id, name=one.name, sponsor=sponsor.name, gate_on=gate.due, today=today,
        day=(today - one.first_use).days if one.first_use else None, state=gate.state, revision=gate.revision, panel=shown,
        armed=gate.armed_at is not None,
        recommended=advised(tx, gate, shown, company, today),
        missing_to_fund=breadth.missing(tx, one, metric, gate, today), breadth=breadth.of(tx, metric, today),
        amended=lines(tx, gate, sponsor.zone),
        choices=choices(tx, gate), default=default,
        why=why, values={}, problems=(), origin=gate.origin,
        extendable=keeps_from_more_time(tx, gate, shown, today) is None,
        constraints=constraint_lines.of(tx, one.id, today),
    )

"""Leadership's monthly digest and the Monday list of gates, prepared as posts to the leadership channel (K1, F3, R4)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from actions import access, breadth, constraint_lines, idea_views, outcomes, outgoing, phases, published, roadmap_news
from actions.checkins import current_period
from actions.decision_card import evidence as sealed
from actions.gate_lines import line, lines, supersede
from actions.lateness import late
from actions.panels import panels
from actions.published import Published
from actions.records import standings
from portfolio.authority import Act
from portfolio.calendar import (
    DIGEST_DAY,
    MORNING,
    instant,
    local_date,
    month_of,
    working_day_of_month,
)
from portfolio.checkins import Answer
from portfolio.company import Company
from portfolio.gates import BEFORE, CHANNEL_HORIZON, OWED, Gate
from portfolio.initiatives import Initiative
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, Person, name_of
from portfolio.verdicts import Verdict
from portfolio.views.digest import DecisionLine, Digest, LateLine, Outcome, OverrideLine, RiskLine, VerdictCount
from portfolio.views.gates import ChannelGates
from store import Tx, checkins, decisions, defaults, gates, initiatives, ledger, metrics, outbox, people, settings

MOST_OWED = 5
MOST_OUTCOMES = 10
MOST_RISKS = 5
MOST_LATE = 5
MOST_LINES = 12


def prepare(tx: Tx, period: str, company: Company, now: datetime) -> bool:
    """Queue the month's digest for the leadership channel; False while no channel is bound."""
    channel = settings.get(tx, settings.LEADERSHIP_CHANNEL)
    if channel is None:
        return False
    fresh = outgoing.to_channel(
        tx, channel, Kind.DIGEST, build(tx, period, company, now), key=f"digest:{period}",
        reason=Reason.FIFTH_WORKING_DAY, now=now,
    )
    if fresh:
        ledger.note(tx, at=now, actor=None, action="calendar:digest:planned", subject=period)
    return fresh


def mine(tx: Tx, actor: Actor, company: Company, now: datetime) -> Digest:
    """`digest`: the newest month's digest as it stands now, for those who may read it."""
    access.demand(actor, Act.SEE_DIGEST)
    return replace(build(tx, current_period(now, company.zone), company, now), posted_on=None)


def build(tx: Tx, period: str, company: Company, now: datetime) -> Digest:
    """One screen about a month. Only numbers with provenance and date are in it (R17); unanswered is unknown (R15)."""
    today = local_date(now, company.zone)
    # These read the portfolio for themselves, so they come first: one reading of it in memory at a time.
    told = _late(tx, initiatives.watched(tx), today)
    phase = phases.programme(tx, company, now) if today.month % 3 == 1 else None
    flying = initiatives.in_flight(tx)
    due = gates.current_of(tx, [one.id for one in flying])
    names = people.many(tx, [one.sponsor for one in flying])
    read = published.of(tx, flying, metrics.latest_of(tx, [one.id for one in flying]), today)
    found = _outcomes(tx, flying, due, period, names, read)
    owed = [
        line(one, due[one.id], names, today)
        for one in flying
        if one.id in due and (due[one.id].state in OWED or due[one.id].due <= today)
    ]
    owed.sort(key=lambda gate: (gate.gate_on, gate.name))
    produced, risks = outcomes.for_leadership(tx, today), _risks(tx, flying, due, today, read)
    counts = dict.fromkeys(Verdict, 0)
    for outcome in found:
        counts[outcome.verdict] += 1
    return Digest(
        period=period, posted_on=today, frozen_on=today, owed=tuple(owed[:MOST_OWED]),
        more_owed=max(0, len(owed) - MOST_OWED), more_overdue=sum(gate.days_left < 0 for gate in owed[MOST_OWED:]),
        counts=tuple(VerdictCount(verdict=verdict, count=count) for verdict, count in counts.items() if count),
        outcomes=tuple(found[:MOST_OUTCOMES]), more_outcomes=max(0, len(found) - MOST_OUTCOMES),
        decided=_decided(tx, period, company, now), overrides=_overrides(tx, today),
        risks=risks[:MOST_RISKS], more_risks=max(0, len(risks) - MOST_RISKS),
        unanswered=sum(not outcome.answered for outcome in found),
        late=told[:MOST_LATE], more_late=max(0, len(told) - MOST_LATE), production=produced[:MOST_OUTCOMES],
        more_production=max(0, len(produced) - MOST_OUTCOMES), ideas_late=idea_views.late(tx, company, now),
        constraints=constraint_lines.for_digest(tx, today),
        roadmap=roadmap_news.since(tx, _former(period, company), company, now),
        phase=phase,
    )


def _former(period: str, company: Company) -> datetime:
    """When the former digest was due: the 5th working day of the period's own month."""
    year, month = month_of(period)
    return instant(working_day_of_month(year, month, DIGEST_DAY, company.holidays), MORNING, company.zone)


def _late(tx: Tx, flying: list[Initiative], today: date) -> tuple[LateLine, ...]:
    """Sources that have not been heard of, the longest silent first."""
    names = {one.id: one.name for one in flying}
    found = [one for several in late(tx, names, metrics.latest_of(tx, names), today).values() for one in several]
    found.sort(key=lambda one: (one.known_on, names[one.initiative]))
    return tuple(LateLine(name=names[one.initiative], source=one.source, known_on=one.known_on) for one in found)


_SILENT: tuple[Answer | None, bool] = (None, False)


def _outcomes(
    tx: Tx, flying: list[Initiative], due: Mapping[str, Gate], period: str, names: Mapping[int, Person],
    read: Published,
) -> list[Outcome]:
    answers: dict[str, tuple[Answer | None, bool]] = {}
    for check_in in checkins.of_period(tx, period):
        answers |= {given.initiative: (given, check_in.confirmed) for given in check_in.answers}
    ids = [one.id for one in flying]
    shown = panels(tx, ids, read)
    found = []
    for one in flying:
        answer, confirmed = answers.get(one.id, _SILENT)
        found.append(Outcome(
            initiative=one.id, name=one.name, sponsor=name_of(names, one.sponsor) if one.owned else None,
            panel=shown.get(one.id),
            verdict=shown[one.id].verdict if one.id in shown else Verdict.NOT_MEASURED,
            outlook=answer.outlook if answer else None, note=answer.note if answer else "", answered=answer is not None,
            confirmed=confirmed, gate_on=due[one.id].due if one.id in due else None, use=read.use.get(one.id),
        ))
    return found


def _decided(tx: Tx, period: str, company: Company, now: datetime) -> tuple[DecisionLine, ...]:
    """Since the former digest was due: decisions, and what policy paused."""
    since = _former(period, company)
    made, paused = decisions.final_between(tx, since, now), defaults.pauses_between(tx, since, now)
    names = initiatives.names(tx, [*(one.initiative for one in made), *(one.initiative for one in paused)])
    return (
        *(
            DecisionLine(
                initiative=one.initiative, name=names[one.initiative], choice=one.choice, on=one.on,
                by_policy=one.by is None, panel=None if (gate := gates.get(tx, one.gate)) is None else sealed(tx, gate),
            )
            for one in made
        ),
        *(
            DecisionLine(
                initiative=one.initiative, name=names[one.initiative], choice=None, on=one.next_gate or one.on,
                by_policy=True,
            )
            for one in paused
        ),
    )


def _overrides(tx: Tx, today: date) -> tuple[OverrideLine, ...]:
    """R4: printed in every digest until cured or expired, with what is still missing of it."""
    found = decisions.overrides_in_force(tx, today)
    ids = [one.initiative for one in found]
    about, current = initiatives.several(tx, ids), gates.current_of(tx, ids)
    signers = people.many(tx, [one.second for one in found])
    lines = []
    for one in found:
        assert one.override is not None
        left = breadth.left_of(tx, one, about[one.initiative], current[one.initiative], today)
        if left:
            lines.append(OverrideLine(
                initiative=one.initiative, name=about[one.initiative].name, pieces=left,
                second=name_of(signers, one.second) or "", expires=one.override.expires,
            ))
    return tuple(lines)


def _risks(
    tx: Tx, flying: list[Initiative], due: Mapping[str, Gate], today: date, read: Published
) -> tuple[RiskLine, ...]:
    wrong = standings(tx, flying, metrics.latest_of(tx, [one.id for one in flying]), due, today, read.use)
    found = [
        RiskLine(initiative=one.id, name=one.name, conditions=wrong[one.id]) for one in flying if wrong[one.id]
    ]
    found.sort(key=lambda risk: (-len(risk.conditions), risk.name))
    return tuple(found)


def channel_gates(tx: Tx, monday: date, company: Company, now: datetime) -> bool:
    """Queue the Monday list: gates due within 14 days or overdue; no post when there are none."""
    channel = settings.get(tx, settings.LEADERSHIP_CHANNEL)
    if channel is None:
        return False
    today = local_date(now, company.zone)
    near = [gate for gate in gates.in_states(tx, BEFORE | OWED) if gate.due <= today + CHANNEL_HORIZON]
    if not near:
        return False
    names = initiatives.names(tx, [gate.initiative for gate in near])
    near.sort(key=lambda gate: (gate.due, names[gate.initiative]))
    view = ChannelGates(
        week_of=monday, lines=tuple(lines(tx, near[:MOST_LINES], today)), more=max(0, len(near) - MOST_LINES)
    )
    former = outbox.newest(tx, Kind.CHANNEL_GATES.value)
    fresh = outgoing.to_channel(
        tx, channel, Kind.CHANNEL_GATES, view, key=f"channel_gates:{monday.isoformat()}", reason=Reason.GATES_NEAR,
        now=now, until=instant(monday + timedelta(days=7), MORNING, company.zone),
    )
    if fresh:
        ledger.note(tx, at=now, actor=None, action="calendar:gates:planned", subject=monday.isoformat())
        if former is not None:
            supersede(tx, former, monday, now)
    return fresh

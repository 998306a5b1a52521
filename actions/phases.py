"""Which phase the programme and an initiative are in, read from what the record has of each output (FEATURES E9)."""

from datetime import datetime, timedelta

from actions import access
from actions.checkins import current_period
from portfolio.authority import Act
from portfolio.calendar import DAY, month_of, period_of
from portfolio.company import Company
from portfolio.initiatives import FOLLOWED, WATCHED, Initiative, Integration
from portfolio.metrics import BaselineState, Metric
from portfolio.opportunities.register import State
from portfolio.people import Actor
from portfolio.phases import INITIATIVE, PROGRAMME, Output, Phase, Standing, standing
from portfolio.verdicts import Verdict
from portfolio.views.phases import PhasesCard
from store import (
    Tx,
    constraints,
    decisions,
    initiatives,
    metrics,
    opportunities,
    outbox,
    roadmaps,
    verdicts,
    watched,
    workflows,
)

QUARTER = timedelta(days=92)
MONTHS = 3


def show(tx: Tx, actor: Actor, company: Company, now: datetime, *, aloud: bool = False) -> PhasesCard:
    """`phases`: where the programme is, what there is of each phase's outputs, and what to do next."""
    access.demand(actor, Act.SEE_ROADMAP)
    return PhasesCard(standing=programme(tx, company, now), in_channel=aloud)


def programme(tx: Tx, company: Company, now: datetime) -> Standing:
    """The phase of the programme as a whole."""
    return standing(PROGRAMME, {output for output, there in _of_programme(tx, company, now).items() if there})


def _of_programme(tx: Tx, company: Company, now: datetime) -> dict[Output, bool]:
    ones = initiatives.watched(tx)
    ids = [one.id for one in ones]
    known, judged = metrics.latest_of(tx, ids), verdicts.latest_of(tx, ids)
    accepted = roadmaps.in_force(tx)
    return {
        Output.OBSERVED: bool(watched.newest(tx, [one.id for one in workflows.everything(tx)])),
        Output.CONSTRAINTS: bool(constraints.everything(tx) or constraints.lifted(tx)),
        Output.RANKED: any(one.state in (State.SCORED, State.PROMOTED) for one in opportunities.everything(tx)),
        Output.ROADMAP: accepted is not None,
        Output.BASELINES: any(map(_locked, known.values())),
        Output.VERDICTS: any(one.evidence.verdict is not Verdict.NOT_MEASURED for one in judged.values()),
        Output.REPORTS: _reported(tx, company, now),
        Output.ROADMAP_UPDATED: accepted is not None and accepted.at >= now - QUARTER,
    }


def _locked(metric: Metric | None) -> bool:
    return metric is not None and metric.baseline is not None and metric.baseline.state is BaselineState.LOCKED


def _reported(tx: Tx, company: Company, now: datetime) -> bool:
    """Leadership's post in each of three months in a row; this month's may still be ahead. What shadow mode holds back was
    not posted (R21)."""
    period, posted = current_period(now, company.zone), []
    for _ in range(MONTHS + 1):
        post = outbox.find(tx, f"digest:{period}")
        posted.append(post is not None and post.sent_at is not None)
        year, month = month_of(period)
        period = period_of(now.date().replace(year=year, month=month, day=1) - DAY)
    return all(posted[:MONTHS]) or all(posted[1:])


def of_initiative(tx: Tx, one: Initiative, metric: Metric | None) -> Standing | None:
    """The phase of one initiative: a pilot is being activated, and what is funded is followed, whatever came before. None
    once it is over."""
    if one.stage not in WATCHED:
        return None
    entered = Phase.OPTIMIZE if one.stage in FOLLOWED else Phase.ACTIVATE
    workflow = workflows.workflow_of(tx, one.id)
    there = {
        Output.WATCHED: workflow is not None and bool(watched.newest(tx, [workflow])),
        Output.PLACED: opportunities.of_initiative(tx, one.id) is not None,
        Output.LOCKED: _locked(metric),
        Output.INTEGRATED: one.integration not in (None, Integration.STANDALONE),
        Output.DECIDED: one.stage in FOLLOWED,
        Output.FOLLOWED: one.stage in FOLLOWED and _followed(tx, one.id),
    }
    return standing(INITIATIVE, {output for output, found in there.items() if found}, entered)


def _followed(tx: Tx, id: str) -> bool:
    """Whether its number was read since it was funded."""
    made, judged = decisions.funded_of(tx, [id]).get(id), verdicts.latest(tx, id)
    return made is not None and judged is not None and judged.at > made.at

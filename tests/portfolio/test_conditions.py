"""Conditions and the scorecard are computed from what is recorded; nothing can be ticked (A5, A6)."""

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio import commands, plan_commands, plans
from portfolio.conditions import Condition, Next, Standing, Trait, conditions, not_measured_because, scorecard
from portfolio.gates import Gate, GateState
from portfolio.initiatives import FOLLOWED, WATCHED, Initiative, Integration, SponsorState, Stage
from portfolio.metrics import BaselineState, Metric, Provenance
from portfolio.plans import NOTHING, Plans, together
from portfolio.verdicts import NotMeasured
from tests.portfolio.plans import ATTESTED, EXPANSION, OWNED, STATED
from tests.portfolio.values import ADA, DANA, TODAY, baseline, gate, initiative, metric

OLD, YOUNG = TODAY - timedelta(days=91), TODAY - timedelta(days=90)
LATE = gate(state=GateState.OPEN, due=TODAY - timedelta(days=1))
FOUND: list[tuple[Initiative, Metric | None, Gate | None, int, set[Condition]]] = [
    (initiative(), metric(), gate(), 0, set()),
    (initiative(sponsor_state=SponsorState.ASKED), metric(), gate(), 0, {Condition.UNOWNED}),
    (initiative(sponsor=None, sponsor_state=SponsorState.DECLINED), metric(), gate(), 0, {Condition.UNOWNED}),
    (initiative(), None, gate(), 0, {Condition.UNMEASURED}),
    (initiative(), metric(baseline=None), gate(), 0, {Condition.UNBASELINED}),
    (initiative(), metric(baseline=baseline(state=BaselineState.PROPOSED)), gate(), 0, {Condition.UNBASELINED}),
    (initiative(integration=Integration.STANDALONE), metric(), gate(), 0, {Condition.OUTSIDE_WORKFLOW}),
    (initiative(integration=None), metric(), gate(), 0, {Condition.OUTSIDE_WORKFLOW}),
    (initiative(first_use=YOUNG), metric(), LATE, 0, {Condition.OVERDUE}),
    (initiative(first_use=OLD), metric(), LATE, 0, {Condition.OVERDUE, Condition.IN_PURGATORY}),
    (initiative(first_use=OLD), metric(), None, 0, {Condition.IN_PURGATORY}),
    (initiative(first_use=YOUNG), metric(), None, 0, set()),
    (initiative(first_use=OLD), metric(), gate(), 0, set()),            # old, and its date has not come
    (initiative(first_use=OLD), metric(), replace(LATE, state=GateState.DECIDED), 0, set()),
    (initiative(), metric(), gate(), 1, set()),
    (initiative(), metric(), gate(), 2, {Condition.SPONSOR_SILENT}),
]


@pytest.mark.parametrize(("one", "its_metric", "its_gate", "lapsed", "found"), FOUND)
def test_what_is_wrong_with_an_initiative(
    one: Initiative, its_metric: Metric | None, its_gate: Gate | None, lapsed: int, found: set[Condition]
) -> None:
    assert conditions(one, its_metric, its_gate, lapsed_in_a_row=lapsed, today=TODAY) == found


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in WATCHED])
def test_once_it_goes_no_further_nothing_is_wrong_any_more(stage: Stage) -> None:
    bare = initiative(
        stage=stage, sponsor=None, sponsor_state=SponsorState.NONE, integration=None, first_use=TODAY - timedelta(days=900)
    )
    assert conditions(bare, None, LATE, lapsed_in_a_row=9, today=TODAY) == frozenset()


@pytest.mark.parametrize("stage", sorted(FOLLOWED))
def test_in_production_only_what_can_still_go_wrong_there_is_wrong(stage: Stage) -> None:
    bare = initiative(
        stage=stage, sponsor=None, sponsor_state=SponsorState.NONE, integration=None, first_use=TODAY - timedelta(days=900)
    )
    found = conditions(bare, None, LATE, lapsed_in_a_row=9, today=TODAY, stale=True)
    assert found == {Condition.UNOWNED, Condition.STALE_DATA}, "no decision is owed now (R24)"


@given(st.integers(0, 400), st.integers(-100, 100), st.sampled_from(list(GateState)))
def test_purgatory_is_old_and_past_a_date_or_without_one(age: int, late: int, state: GateState) -> None:
    one, its_gate = initiative(first_use=TODAY - timedelta(days=age)), gate(state=state, due=TODAY - timedelta(days=late))
    found = conditions(one, metric(), its_gate, lapsed_in_a_row=0, today=TODAY)
    assert (Condition.IN_PURGATORY in found) is (Condition.OVERDUE in found and age > 90)


def marks(one: Initiative, its_metric: Metric | None, plans: Plans = NOTHING) -> dict[Trait, tuple[Standing, Next]]:
    return {mark.trait: (mark.standing, mark.next) for mark in scorecard(one, its_metric, TODAY, plans)}


def test_the_scorecard_fills_trait_by_trait_each_by_its_own_evidence() -> None:
    one = initiative(
        sponsor=None, sponsor_state=SponsorState.NONE, adoption_lead=None, integration=None, retirement_plan=None
    )
    its_metric: Metric | None = None
    expected = {
        Trait.METRIC: (Standing.MISSING, Next.SET_METRIC),
        Trait.OWNER: (Standing.MISSING, Next.NAME_SPONSOR),
        Trait.INTEGRATION: (Standing.MISSING, Next.MOVE_INTO_WORKFLOW),
        Trait.SCALE_PLAN: (Standing.MISSING, Next.WRITE_RETIREMENT),
    }
    assert marks(one, its_metric) == expected
    said = baseline(provenance=Provenance.REPORTED, state=BaselineState.PROPOSED)
    steps: list[tuple[dict[str, object], Metric | None, Trait, tuple[Standing, Next]]] = [
        ({"sponsor": DANA, "sponsor_state": SponsorState.ASKED}, None, Trait.OWNER, (Standing.PARTLY, Next.ACCEPT)),
        ({"sponsor_state": SponsorState.ACCEPTED}, None, Trait.OWNER, (Standing.PARTLY, Next.NAME_ADOPTION_LEAD)),
        ({"adoption_lead": ADA}, None, Trait.OWNER, (Standing.MET, Next.NONE)),
        ({}, metric(baseline=None), Trait.METRIC, (Standing.PARTLY, Next.STATE_BASELINE)),
        ({}, metric(baseline=said), Trait.METRIC, (Standing.PARTLY, Next.LOCK_BASELINE)),
        ({}, metric(baseline=replace(said, state=BaselineState.LOCKED)), Trait.METRIC,
         (Standing.PARTLY, Next.MEASURE_BASELINE)),
        ({}, metric(), Trait.METRIC, (Standing.MET, Next.NONE)),
        ({"integration": Integration.STANDALONE}, metric(), Trait.INTEGRATION,
         (Standing.MISSING, Next.MOVE_INTO_WORKFLOW)),
        ({"integration": Integration.OFFICE}, metric(), Trait.INTEGRATION, (Standing.PARTLY, Next.STATE_INTEGRATION)),
        ({"retirement_plan": "Archive it"}, metric(), Trait.SCALE_PLAN, (Standing.PARTLY, Next.WRITE_EXPANSION)),
        ({}, None, Trait.METRIC, (Standing.MISSING, Next.SET_METRIC)),      # the target goes, and the trait with it
    ]
    for changes, its_metric, trait, then in steps:
        one = replace(one, **changes)  # type: ignore[arg-type]
        expected[trait] = then
        assert marks(one, its_metric) == expected, (changes, trait)


def test_nothing_that_can_be_asked_for_carries_a_mark_or_a_condition() -> None:
    asked = [
        kind for module in (commands, plan_commands, plans) for kind in vars(module).values()
        if is_dataclass(kind) and kind.__module__ == module.__name__
    ]
    assert len(asked) >= 7
    flags = {field.name for kind in asked for field in fields(kind) if field.type is bool}
    assert flags == {"accept", "lower_is_better", "agree", "timed", "enable"}


@given(
    st.builds(
        initiative, sponsor_state=st.sampled_from(list(SponsorState)), adoption_lead=st.sampled_from([None, ADA]),
        integration=st.sampled_from([None, *Integration]), retirement_plan=st.sampled_from([None, "", "Archive it"]),
    ),
    st.none() | st.builds(
        metric,
        baseline=st.none() | st.builds(
            baseline, state=st.sampled_from(list(BaselineState)), provenance=st.sampled_from(list(Provenance))
        ),
    ),
    st.lists(st.sampled_from([STATED, ATTESTED, EXPANSION, OWNED, replace(OWNED, needs=OWNED.needs[1:])])).map(together),
)
def test_every_trait_has_one_mark_and_what_is_not_met_has_a_next_action(
    one: Initiative, its_metric: Metric | None, plans: Plans
) -> None:
    found = scorecard(one, its_metric, TODAY, plans)
    assert tuple(mark.trait for mark in found) == tuple(Trait)
    for mark in found:
        assert (mark.standing is Standing.MET) is (mark.next is Next.NONE)


@pytest.mark.parametrize(
    ("its_metric", "why"),
    [
        (None, NotMeasured.NO_METRIC),
        (metric(baseline=None), NotMeasured.NO_BASELINE),
        (metric(baseline=baseline(state=BaselineState.PROPOSED)), NotMeasured.NO_BASELINE),
        (metric(baseline=baseline(provenance=Provenance.REPORTED)), NotMeasured.REPORTED_ONLY),
        (metric(baseline=baseline(provenance=Provenance.ESTIMATED, value=Decimal(0))), NotMeasured.REPORTED_ONLY),
        (metric(), NotMeasured.TOO_FEW),
    ],
)
def test_why_there_is_no_verdict(its_metric: Metric | None, why: NotMeasured) -> None:
    assert not_measured_because(its_metric) is why

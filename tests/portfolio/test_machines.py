"""The state machines are data: every move that is not written down is refused, and nothing is out of reach."""

from collections.abc import Mapping
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio import checkins, gates, initiatives, metrics, sprints
from portfolio.checkins import UNANSWERED, CheckInState
from portfolio.errors import Refused
from portfolio.gates import BEFORE, DECIDABLE, OWED, GateState
from portfolio.initiatives import ACTIVE, Stage
from portfolio.machines import step
from portfolio.metrics import BaselineState
from portfolio.sprints import SprintState

MACHINES: dict[str, tuple[type[StrEnum], Mapping[StrEnum, frozenset[StrEnum]], StrEnum]] = {
    "initiative": (Stage, initiatives.MOVES, Stage.REGISTERED),
    "gate": (GateState, gates.MOVES, GateState.PLANNED),
    "baseline": (BaselineState, metrics.BASELINE_MOVES, BaselineState.NEEDED),
    "check-in": (CheckInState, checkins.MOVES, CheckInState.PLANNED),
    "sprint": (SprintState, sprints.MOVES, SprintState.RUNNING),
}

FINAL = {
    "initiative": {Stage.RETIRED, Stage.MERGED, Stage.REJECTED},
    "gate": {GateState.CLOSED, GateState.VOIDED},
    "baseline": {BaselineState.SUPERSEDED},
    "check-in": set(),
    "sprint": {SprintState.DONE, SprintState.SHORT, SprintState.CANCELLED},
}

every_machine = pytest.mark.parametrize("thing", MACHINES)


@every_machine
def test_every_move_that_is_written_down_is_made(thing: str) -> None:
    states, moves, _ = MACHINES[thing]
    for now in states:
        for then in moves.get(now, frozenset()):
            assert step(moves, now, then, thing=thing) is then


@every_machine
def test_every_other_move_is_refused_and_says_from_where_to_where(thing: str) -> None:
    states, moves, _ = MACHINES[thing]
    illegal = [(now, then) for now in states for then in states if then not in moves.get(now, frozenset())]
    assert illegal
    for now, then in illegal:
        with pytest.raises(Refused) as refused:
            step(moves, now, then, thing=thing)
        assert refused.value.code == "illegal_move"
        assert refused.value.params == {"thing": thing, "now": now.value, "then": then.value}


@every_machine
def test_every_state_can_be_reached_from_the_first(thing: str) -> None:
    states, moves, first = MACHINES[thing]
    reached, ahead = {first}, [first]
    while ahead:
        new = moves.get(ahead.pop(), frozenset()) - reached
        reached |= new
        ahead += new
    assert reached == set(states)


@every_machine
def test_a_state_without_a_way_out_is_final_and_meant_to_be(thing: str) -> None:
    states, moves, _ = MACHINES[thing]
    assert {state for state in states if not moves.get(state)} == FINAL[thing]


@every_machine
def test_the_data_speak_of_known_states_only(thing: str) -> None:
    states, moves, _ = MACHINES[thing]
    assert set(moves) <= set(states)
    assert frozenset[StrEnum]().union(*moves.values()) <= set(states)


@given(st.data())
def test_any_walk_through_a_machine_stays_inside_it(data: st.DataObject) -> None:
    states, moves, now = MACHINES[data.draw(st.sampled_from(sorted(MACHINES)))]
    for then in data.draw(st.lists(st.sampled_from(sorted(states)), max_size=12)):
        try:
            now = step(moves, now, then, thing="it")
        except Refused:
            assert then not in moves.get(now, frozenset())
        else:
            assert now is then


def test_what_owes_a_decision_and_what_does_not_share_no_gate() -> None:
    assert not BEFORE & OWED
    assert DECIDABLE < OWED
    assert {GateState.DECIDED, GateState.CLOSED, GateState.VOIDED} == set(GateState) - BEFORE - OWED


def test_a_gate_is_overdue_escalated_and_noticed_in_this_order_only() -> None:
    ladder = [GateState.OPEN, GateState.OVERDUE, GateState.ESCALATED, GateState.NOTICE]
    for now in ladder:
        later = [then for then in ladder if then in gates.MOVES[now]]
        assert later == ladder[ladder.index(now) + 1 : ladder.index(now) + 2]


def test_a_decision_is_open_to_every_gate_that_owes_one_and_to_no_other() -> None:
    assert {state for state in GateState if GateState.DECIDED in gates.MOVES.get(state, frozenset())} == OWED


def test_what_has_been_decided_is_no_longer_in_flight() -> None:
    assert not ACTIVE & {Stage.FUNDED, Stage.SCALING, Stage.PRODUCTION, Stage.RETIRING, Stage.RETIRED}


def test_a_late_answer_is_welcome_whatever_became_of_the_check_in() -> None:
    for state in CheckInState:
        assert CheckInState.ANSWERED in checkins.MOVES[state]


def test_an_unanswered_check_in_can_still_be_closed_as_unknown_or_superseded() -> None:
    for state in UNANSWERED:
        assert checkins.MOVES[state] & {CheckInState.LAPSED, CheckInState.SUPERSEDED}

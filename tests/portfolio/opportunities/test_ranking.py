"""The laws of the ranking (FEATURES E6)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.opportunities.questions import FULL, MOST, Score
from portfolio.opportunities.ranking import MARGIN, USUAL, WHOLE, Candidate, Weights, lattice, rank, weight_problems
from portfolio.opportunities.scores import Scores, Span, merits

NOTHING_KNOWN = Span(low=0, high=FULL)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """What three questions can add up to, some of them unanswered."""
    unknown = draw(st.integers(0, 3))
    low = draw(st.integers(0, MOST * (3 - unknown)))
    return Span(low=low, high=low + MOST * unknown)


scored = st.fixed_dictionaries({score: spans() for score in Score})


@st.composite
def weightings(draw: st.DrawFn) -> Weights:
    """Any three percentages that add up to 100."""
    value = draw(st.integers(0, WHOLE))
    feasibility = draw(st.integers(0, WHOLE - value))
    return Weights(value=value, feasibility=feasibility, risk=WHOLE - value - feasibility)


registers = st.lists(scored, min_size=1, max_size=9).map(
    lambda several: [Candidate(id=f"o-{n}", scores=one) for n, one in enumerate(several)]
)


def known(value: int, feasibility: int, risk: int) -> Scores:
    """Scores of which everything is answered."""
    points = {Score.VALUE: value, Score.FEASIBILITY: feasibility, Score.RISK: risk}
    return {score: Span(low=one, high=one) for score, one in points.items()}


def moved(scores: Mapping[Score, Span], by: Mapping[Score, int]) -> Scores:
    """The scores with each span moved, within what there is."""
    found = {}
    for score, span in scores.items():
        step = max(-span.low, min(by[score], FULL - span.high))
        found[score] = Span(low=span.low + step, high=span.high + step)
    return found


@given(registers, weightings(), st.data())
def test_what_is_dominated_is_never_above_what_dominates_it(
    several: list[Candidate], weights: Weights, data: st.DataObject
) -> None:
    better = data.draw(st.sampled_from(several))
    worse = {score: data.draw(st.integers(0, 4)) * (1 if score is Score.RISK else -1) for score in Score}
    dominated = Candidate(id="o-dominated", scores=moved(better.scores, worse))
    found = {one.id: one for one in rank([*several, dominated], weights)}
    one, other = found[better.id], found[dominated.id]
    assert one.rank <= other.rank and one.best <= other.best and one.worst <= other.worst


@given(registers, weightings(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(several: list[Candidate], weights: Weights, random: st.DataObject) -> None:
    mixed = list(several)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert rank(mixed, weights) == rank(several, weights)


@given(registers, weightings())
def test_a_rank_lies_between_the_best_and_the_worst(several: list[Candidate], weights: Weights) -> None:
    for one in rank(several, weights):
        assert 1 <= one.best <= one.rank <= one.worst <= one.of == len(several)


@given(registers, weightings())
def test_tied_is_mutual_and_means_that_neither_is_surely_above(several: list[Candidate], weights: Weights) -> None:
    found = {one.id: one for one in rank(several, weights)}
    for one in found.values():
        for other in found.values():
            near = abs((one.merit.low + one.merit.high) - (other.merit.low + other.merit.high)) < 2 * MARGIN
            assert (other.id in one.tied) == (near and other.id != one.id)


@given(registers, weightings())
def test_one_that_is_worse_than_all_in_everything_changes_nobody_else(
    several: list[Candidate], weights: Weights
) -> None:
    floor = {score: min(merits(one.scores)[score].low for one in several) for score in Score}
    last = known(floor[Score.VALUE], floor[Score.FEASIBILITY], FULL - floor[Score.RISK])
    before = {one.id: one for one in rank(several, weights)}
    for one in rank([*several, Candidate(id="o-last", scores=last)], weights):
        if one.id != "o-last":
            was = before[one.id]
            assert (one.rank, one.best, one.worst) == (was.rank, was.best, was.worst)


@given(registers, weightings(), st.sampled_from(Score), st.integers(1, 4), st.data())
def test_a_better_answer_never_worsens_its_own_rank(
    several: list[Candidate], weights: Weights, score: Score, by: int, data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(several))
    better = dict.fromkeys(Score, 0) | {score: -by if score is Score.RISK else by}
    after = [replace(one, scores=moved(one.scores, better)) if one is chosen else one for one in several]
    was = next(one for one in rank(several, weights) if one.id == chosen.id)
    now = next(one for one in rank(after, weights) if one.id == chosen.id)
    assert now.rank <= was.rank and now.best <= was.best and now.worst <= was.worst


@given(registers, weightings(), st.data())
def test_learning_an_unknown_answer_never_widens_the_range(
    several: list[Candidate], weights: Weights, data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(several))
    learnt = {}
    for score, span in chosen.scores.items():
        low = data.draw(st.integers(span.low, span.high))
        learnt[score] = Span(low=low, high=data.draw(st.integers(low, span.high)))
    after = [replace(one, scores=learnt) if one is chosen else one for one in several]
    was = next(one for one in rank(several, weights) if one.id == chosen.id)
    now = next(one for one in rank(after, weights) if one.id == chosen.id)
    assert was.best <= now.best and now.worst <= was.worst


def test_two_that_are_near_are_tied_and_share_their_rank() -> None:
    one, two, third = rank([
        Candidate(id="o-a", scores=known(10, 9, 3)), Candidate(id="o-b", scores=known(9, 9, 3)),
        Candidate(id="o-c", scores=known(4, 4, 8)),
    ])  # fmt: skip
    assert (one.rank, two.rank, third.rank) == (1, 1, 3)
    assert one.tied == ("o-b",) and two.tied == ("o-a",) and third.tied == ()
    assert (third.best, third.worst) == (3, 3)


def test_what_nothing_is_known_of_could_be_anywhere_and_is_no_zero() -> None:
    blank = dict.fromkeys(Score, NOTHING_KNOWN)
    found = {one.id: one for one in rank([
        Candidate(id="o-good", scores=known(11, 11, 1)), Candidate(id="o-blank", scores=blank),
        Candidate(id="o-poor", scores=known(1, 1, 11)),
    ])}  # fmt: skip
    assert [one.rank for one in found.values()] == [1, 2, 3]
    assert (found["o-blank"].best, found["o-blank"].worst) == (1, 3)
    assert (found["o-good"].best, found["o-good"].worst) == (1, 2)


def test_the_weights_decide_between_two_that_neither_dominates() -> None:
    worth, easy = Candidate(id="o-worth", scores=known(12, 2, 2)), Candidate(id="o-easy", scores=known(2, 12, 2))
    value_first, ease_first = Weights(value=70, feasibility=15, risk=15), Weights(value=15, feasibility=70, risk=15)
    assert [one.id for one in rank([worth, easy], value_first)] == ["o-worth", "o-easy"]
    assert [one.id for one in rank([worth, easy], ease_first)] == ["o-easy", "o-worth"]
    assert {(one.best, one.worst) for one in rank([worth, easy], USUAL)} == {(1, 2)}


def test_the_lattice_is_fixed_and_holds_the_centre() -> None:
    tried = lattice(USUAL)
    assert len(tried) == len(set(tried)) == 61
    assert USUAL in tried
    assert all(weight_problems(one) == [] for one in tried)
    edge = lattice(Weights(value=100, feasibility=0, risk=0))
    assert Weights(value=100, feasibility=0, risk=0) in edge and all(min(one.feasibility, one.risk) >= 0 for one in edge)


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        (Weights(value=40, feasibility=30, risk=20), "weights_total"),
        (Weights(value=-10, feasibility=60, risk=50), "weight_unlikely"),
        (Weights(value=101, feasibility=0, risk=0), "weight_unlikely"),
    ],
)
def test_weights_that_are_none_are_refused(weights: Weights, code: str) -> None:
    assert [one.code for one in weight_problems(weights)] == [code]
    with pytest.raises(ValueError, match="percent"):
        rank([], weights)

"""The opportunity register, its answers and the weights, on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from actions import people
from portfolio.errors import Conflict
from portfolio.opportunities.questions import Answer, Basis, Fact, Question
from portfolio.opportunities.ranking import USUAL, Weights
from portfolio.opportunities.register import Opportunity, State
from portfolio.people import Identity
from store import Store, Tx, erasing, opportunities
from store import people as kept_people
from tests.actions.world import company

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CASES = Answer(
    question=Question.CASES, fact=None, amount=Decimal("18.50"), basis=Basis.OBSERVED, source="RFP answers, PSA",
    on=date(2026, 11, 2),
)
OWNER = Answer(
    question=Question.OWNER, fact=Fact.NAMED, amount=None, basis=Basis.PERSON, source="Otto Owner", on=date(2026, 11, 3)
)


def _somebody(tx: Tx) -> int:
    return people.meet(tx, Identity(tenant="t", object_id="o", name="Otto Owner"), company(), NOW).number


def _idea(by: int, number: int = 1) -> Opportunity:
    return Opportunity(
        id=f"o-{number}", name="Draft the first answer", workflow="RFP answers", proposed_by=by, proposed_at=NOW,
        state=State.IDEA, revision=1,
    )


async def test_an_opportunity_comes_back_as_it_was_kept_and_is_added_once(store: Store) -> None:
    def act(tx: Tx) -> None:
        one = _idea(_somebody(tx))
        assert opportunities.add(tx, one, "t-1")
        assert not opportunities.add(tx, replace(one, id="o-2"), "t-1")
        assert opportunities.by_token(tx, "t-1") == opportunities.get(tx, "o-1") == one
        changed = opportunities.change(tx, one, state=State.SCORED.value)
        assert changed == replace(one, state=State.SCORED, revision=2)
        with pytest.raises(Conflict):
            opportunities.change(tx, one, name="Later")

    await store.write(act)


async def test_the_newest_answer_holds_and_the_old_ones_stay(store: Store) -> None:
    def act(tx: Tx) -> None:
        by = _somebody(tx)
        opportunities.add(tx, _idea(by), "t-1")
        opportunities.answer(tx, "o-1", {Question.CASES: CASES, Question.OWNER: OWNER}, by=by, now=NOW)
        better = replace(CASES, amount=Decimal(24))
        opportunities.answer(tx, "o-1", {Question.CASES: better, Question.OWNER: None}, by=None, now=NOW + timedelta(1))
        assert opportunities.answers(tx, ["o-1", "o-2"]) == {"o-1": {Question.CASES: better}}
        given = [(one.question, one.answer, one.version, one.by) for one in opportunities.history(tx, "o-1")]
        assert given == [
            (Question.CASES, CASES, 1, by), (Question.OWNER, OWNER, 1, by),
            (Question.CASES, better, 2, None), (Question.OWNER, None, 2, None),
        ]  # fmt: skip

    await store.write(act)


async def test_weights_are_kept_as_versions(store: Store) -> None:
    def act(tx: Tx) -> None:
        by = _somebody(tx)
        assert (opportunities.weighting(tx).version, opportunities.weighting(tx).weights) == (0, USUAL)
        chosen = Weights(value=50, feasibility=25, risk=25)
        opportunities.weigh(tx, 1, chosen, "Growth comes first this year", by=by, now=NOW)
        found = opportunities.weighting(tx)
        assert (found.version, found.weights, found.reason, found.by) == (1, chosen, "Growth comes first this year", by)
        with pytest.raises(Conflict):
            opportunities.weigh(tx, 1, USUAL, "At the same time", by=by, now=NOW)

    await store.write(act)


async def test_erasing_somebody_takes_their_reasons_and_their_name_in_sources(store: Store) -> None:
    def act(tx: Tx) -> None:
        by = _somebody(tx)
        opportunities.add(tx, one := _idea(by), "t-1")
        opportunities.add(tx, replace(_idea(by, 2), sponsor=by), "t-2")
        opportunities.answer(tx, "o-1", {Question.OWNER: OWNER}, by=by, now=NOW)
        opportunities.settle(tx, one, State.MERGED, "The other one says it better", by=by, now=NOW, into="o-2")
        opportunities.weigh(tx, 1, USUAL, "Otto says so", by=by, now=NOW)
        erasing.erase(tx, kept_people.get(tx, by))
        found = opportunities.get(tx, "o-1")
        assert found is not None and (found.state, found.into, found.reason) == (State.MERGED, "o-2", "")
        assert opportunities.weighting(tx).reason == ""
        other = opportunities.get(tx, "o-2")
        assert other is not None and other.sponsor is None
        assert "Otto" not in opportunities.answers(tx, ["o-1"])["o-1"][Question.OWNER].source

    await store.write(act)

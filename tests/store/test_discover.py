"""Workflows, what is attached to them, what was seen, and constraints, on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from actions import people
from portfolio.discover.constraints import Constraint, ConstraintKind, Lifting
from portfolio.discover.steps import Observation, Step
from portfolio.discover.workflows import Workflow
from portfolio.errors import Conflict
from portfolio.metrics import Provenance
from portfolio.people import Identity
from store import Store, Tx, constraints, texts, watched, workflows
from store.tables import texts as words
from tests.actions.world import company

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
RFP = Workflow(
    id="w-rfp", name="RFP answers", system_of_record="PSA", actors=("Bid manager", "Partner"), owner_role="Head of bids",
    volume_per_month=Decimal("18"), volume_source="PSA, 2026", volume_provenance=Provenance.MEASURED, registered_by=None,
    registered_at=NOW, revision=1,
)
STEP = Step(
    what="Read the request", role="Bid manager", system="Outlook", touch=timedelta(minutes=45), wait=None, switches=2,
    copies=0, pain="Three inboxes",
)
SEEN = Observation(
    id="s-1", workflow="w-rfp", version=None, steps=(STEP,), observed_on=date(2026, 11, 24), cases=3,
    provenance=Provenance.REPORTED, by=None, at=NOW, revision=1,
)


def _owner(tx: Tx) -> int:
    who = Identity(tenant="t", object_id="o", name="Otto Owner")
    return people.meet(tx, who, company(), NOW).number


def _constraint(owner: int, **changes: object) -> Constraint:
    values: dict[str, object] = {
        "id": "c-1", "kind": ConstraintKind.CONTRACT, "text": "No client data outside the EU", "source": "Framework 12",
        "owner": owner, "expires": date(2026, 12, 31), "reviewed_on": None, "hits": ("i-1", "w-rfp"), "said_by": None,
        "said_at": NOW, "revision": 1,
    }
    return Constraint(**(values | changes))  # type: ignore[arg-type]


async def test_a_workflow_comes_back_as_it_was_kept_and_its_name_is_its_own(store: Store) -> None:
    def act(tx: Tx) -> None:
        assert workflows.insert(tx, RFP, "t-1")
        assert not workflows.insert(tx, replace(RFP, id="w-2", name=" rfp  ANSWERS"), "t-2")
        assert workflows.by_name(tx, "Rfp answers") == workflows.by_id(tx, "w-rfp") == RFP
        workflows.change(tx, changed := replace(RFP, system_of_record=None, revision=2))
        assert workflows.everything(tx) == [changed]
        with pytest.raises(Conflict):
            workflows.change(tx, replace(RFP, revision=2))

    await store.write(act)


async def test_something_belongs_to_one_workflow_at_a_time(store: Store) -> None:
    def act(tx: Tx) -> None:
        workflows.insert(tx, RFP, "t-1")
        workflows.insert(tx, replace(RFP, id="w-2", name="Letters"), "t-2")
        assert workflows.attach(tx, "i-1", "w-rfp", None, NOW)
        assert not workflows.attach(tx, "i-1", "w-rfp", None, NOW)
        assert workflows.attach(tx, "i-1", "w-2", None, NOW)
        assert (workflows.attached_to(tx, "w-rfp"), workflows.attached_to(tx, "w-2")) == ([], ["i-1"])
        assert workflows.attach(tx, "i-1", None, None, NOW)
        assert workflows.workflow_of(tx, "i-1") is None

    await store.write(act)


async def test_what_was_seen_keeps_its_versions_and_is_changed_only_while_it_is_written_down(store: Store) -> None:
    def act(tx: Tx) -> None:
        workflows.insert(tx, RFP, "t-1")
        watched.insert(tx, SEEN)
        assert watched.by_id(tx, "s-1") == SEEN and watched.of_workflow(tx, "w-rfp") == []
        watched.change(tx, done := replace(SEEN, version=watched.next_version(tx, "w-rfp"), revision=2))
        with pytest.raises(Conflict):
            watched.change(tx, replace(done, revision=3))
        watched.insert(tx, second := replace(SEEN, id="s-2", version=watched.next_version(tx, "w-rfp")))
        assert watched.of_workflow(tx, "w-rfp") == [second, done]
        assert watched.newest(tx, ["w-rfp"]) == {"w-rfp": second}

    await store.write(act)


async def test_pains_that_were_written_over_are_gone_for_good(store: Store) -> None:
    def act(tx: Tx) -> None:
        workflows.insert(tx, RFP, "t-1")
        watched.insert(tx, SEEN)
        watched.change(tx, replace(SEEN, steps=(replace(STEP, pain="Two inboxes"),), revision=2))
        left = [body for body in tx.execute(select(words.c.body)).scalars() if body]
        assert left == ['["Two inboxes"]']
        (found,) = (watched.by_id(tx, "s-1"),)
        assert found is not None and found.steps[0].pain == "Two inboxes"

    await store.write(act)


async def test_what_hits_a_workflow_hits_what_belongs_to_it_until_it_is_lifted(store: Store) -> None:
    def act(tx: Tx) -> None:
        one = _constraint(_owner(tx))
        workflows.insert(tx, RFP, "t-1")
        workflows.attach(tx, "i-2", "w-rfp", None, NOW)
        assert constraints.insert(tx, one, "f-1") is not None
        assert constraints.insert(tx, replace(one, id="c-2"), "f-1") is None
        assert constraints.hitting(tx, ["i-1", "i-2", "i-3", "w-rfp"]) == {
            "i-1": (one,), "i-2": (one,), "i-3": (), "w-rfp": (one,)
        }
        constraints.lift(tx, one, Lifting(reason="New contract", by=None, at=NOW))
        assert constraints.hitting(tx, ["i-1"]) == {"i-1": ()}
        (gone,) = constraints.lifted(tx)
        assert gone.lifted == Lifting(reason="New contract", by=None, at=NOW)
        with pytest.raises(Conflict):
            constraints.lift(tx, one, Lifting(reason="Again", by=None, at=NOW))

    await store.write(act)


async def test_what_goes_on_as_something_else_takes_its_constraints_and_its_workflow_along(store: Store) -> None:
    def act(tx: Tx) -> None:
        one = _constraint(_owner(tx))
        workflows.insert(tx, RFP, "t-1")
        workflows.attach(tx, "i-1", "w-rfp", None, NOW)
        constraints.insert(tx, one, "f-1")
        for _ in range(2):
            constraints.carry(tx, "i-1", "i-9")
            workflows.carry(tx, "i-1", "i-9", None, NOW)
        assert [found.hits for found in constraints.hitting(tx, ["i-9"])["i-9"]] == [("i-1", "i-9", "w-rfp")]
        assert workflows.workflow_of(tx, "i-9") == workflows.workflow_of(tx, "i-1") == "w-rfp"
        workflows.insert(tx, replace(RFP, id="w-2", name="Letters"), "t-2")
        workflows.attach(tx, "i-2", "w-2", None, NOW)
        workflows.carry(tx, "i-1", "i-2", None, NOW)
        assert workflows.workflow_of(tx, "i-2") == "w-2", "its own stays"

    await store.write(act)


async def test_a_constraint_says_what_it_says_now_and_its_former_words_are_gone(store: Store) -> None:
    def act(tx: Tx) -> None:
        one = _constraint(_owner(tx))
        constraints.insert(tx, one, "f-1")
        new = replace(one, text="No client data outside Germany", hits=("i-3",))
        said = constraints.change(tx, one, new)
        assert constraints.by_id(tx, "c-1") == replace(new, revision=2)
        left = {body for body in tx.execute(select(words.c.body)).scalars() if body}
        assert left == {"No client data outside Germany", "Framework 12"} and len(said.text) == 64
        assert texts.get(tx, 1) is None
        with pytest.raises(Conflict):
            constraints.change(tx, one, new)

    await store.write(act)

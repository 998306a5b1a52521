"""What the register takes over from what was observed, who may see what, and what an initiative takes along (E5, E6)."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions import metrics, opportunities, opportunity_forms, opportunity_views, promoting, records, registration
from portfolio.commands import RegisterInitiative
from portfolio.discover.constraints import Constraint, ConstraintKind, ConstraintStanding, Lifting
from portfolio.discover.steps import Observation, Step
from portfolio.discover.workflows import Workflow
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.initiatives import Integration
from portfolio.metrics import Provenance
from portfolio.opportunities.commands import AddOpportunity, AnswerQuestions, SettleOpportunity, Weigh
from portfolio.opportunities.questions import Answer, Basis, Fact, Question, Score
from portfolio.opportunities.ranking import USUAL, Weights
from portfolio.opportunities.register import State
from portfolio.opportunities.scores import Span
from portfolio.people import Actor
from portfolio.views.opportunities import AnswerLine, OpportunityCard
from store import Tx, constraints, watched, workflows
from store import opportunities as stored
from tests.actions.world import START, World, object_id

TODAY = START.date()
SAID = {
    Question.CASES: "80", Question.HOURS: "6.2", Question.OUTCOME: Fact.COUNTED, Question.DATA: Fact.API,
    Question.PLACE: Fact.SEPARATE, Question.OWNER: Fact.ACCEPTED, Question.SENSITIVE: Fact.INTERNAL,
    Question.WRONG: Fact.CHECKED, Question.OPEN_CONSTRAINTS: Fact.NONE,
}  # fmt: skip


def said(question: Question, what: Fact | str, on: date = TODAY) -> Answer:
    fact = what if isinstance(what, Fact) else None
    return Answer(
        question=question, fact=fact, amount=None if fact else Decimal(what), basis=Basis.INTERVIEW, source="The team", on=on
    )


async def add(world: World, office: Actor, name: str = "Proposal drafting", observed: str | None = None) -> OpportunityCard:
    command = AddOpportunity(name=name, workflow="RFP answers", observed=observed, token=f"form {name}")
    return await world.store.write(opportunities.add, office, command, world.now)


async def answer(world: World, office: Actor, card: OpportunityCard, **changes: Any) -> OpportunityCard:
    """All nine questions, or what `changes` says."""
    values: dict[str, Any] = {
        "opportunity": card.opportunity, "answers": {question: said(question, what) for question, what in SAID.items()},
        "sponsor": object_id("Dana Whitfield"), "revision": card.revision,
    }
    return await world.store.write(opportunities.answer, office, AnswerQuestions(**(values | changes)), world.now)


async def observed(world: World, owner: Actor) -> None:
    """A workflow that was watched, and two constraints on it."""
    def keep(tx: Tx) -> None:
        workflows.insert(tx, Workflow(
            id="w-rfp", name="RFP answers", system_of_record="PSA", actors=(), owner_role=None,
            volume_per_month=Decimal(18), volume_source="PSA, 2026", volume_provenance=Provenance.MEASURED,
            registered_by=None, registered_at=world.now, revision=1,
        ), "t-w")
        steps = tuple(
            Step(what=f"Step {n}", role=None, system=None, touch=timedelta(minutes=minutes), wait=None, switches=None,
                 copies=None)
            for n, minutes in enumerate((45, 327))
        )
        watched.insert(tx, Observation(
            id="s-1", workflow="w-rfp", version=1, steps=steps, observed_on=TODAY - timedelta(days=9), cases=3,
            provenance=Provenance.REPORTED, by=None, at=world.now, revision=1,
        ))
        for number, expires in enumerate((None, TODAY + timedelta(days=60))):
            constraints.insert(tx, Constraint(
                id=f"c-{number}", kind=ConstraintKind.CONTRACT, text=f"Secret limit {number}", source="Contract",
                owner=owner.number, expires=expires, reviewed_on=TODAY, hits=("w-rfp",), said_by=None, said_at=world.now,
                revision=1,
            ), f"t-{number}")

    await world.store.write(keep)


async def test_what_was_observed_is_offered_with_its_source_and_counts_once_it_is_saved(world: World) -> None:
    office = await world.meet("Olga Office")
    await observed(world, office)
    card = await add(world, office, observed="w-rfp")
    offered = {line.question: line.offered for line in card.lines if line.offered}
    assert {question: one.amount or one.fact for question, one in offered.items()} == {
        Question.CASES: Decimal(18), Question.HOURS: Decimal("6.2"), Question.OPEN_CONSTRAINTS: Fact.LASTING,
    }  # fmt: skip
    assert offered[Question.CASES].source == "RFP answers: PSA, 2026" and offered[Question.CASES].basis is Basis.OBSERVED
    assert offered[Question.HOURS].on == TODAY - timedelta(days=9)
    assert "Secret" not in offered[Question.OPEN_CONSTRAINTS].source and len(card.constraints) == 2
    assert card.scores[Score.VALUE] == Span(low=0, high=12), "nothing counts that nobody has saved"
    form = await world.store.read(opportunity_forms.questions, office, card.opportunity, Score.VALUE, world.now)
    assert (form.values["cases"], form.values["cases.basis"], form.values["hours"]) == ("18", "observed", "6.2")
    assert form.offered == (Question.CASES, Question.HOURS)


async def test_a_constraint_that_has_ended_is_said_and_not_counted(world: World) -> None:
    office = await world.meet("Olga Office")
    await observed(world, office)
    lifted = Lifting(reason="Renewed", by=None, at=world.now)
    await world.store.write(lambda tx: constraints.lift(tx, constraints.by_id(tx, "c-0"), lifted))
    card = await add(world, office, observed="w-rfp")
    (line,) = [line for line in card.lines if line.question is Question.OPEN_CONSTRAINTS]
    assert line.offered is not None and line.offered.fact is Fact.EXPIRING
    given = {Question.OPEN_CONSTRAINTS: replace(line.offered, source="")}
    card = await answer(world, office, card, answers=given)
    world.pass_(days=60)
    assert not (await register_line(world, office, card)).outdated, "the last day counts"
    world.pass_(days=1)
    assert (await register_line(world, office, card)).outdated
    shown = await world.store.read(opportunities.show, office, card.opportunity, world.now)
    assert [one.standing for one in shown.constraints] == [ConstraintStanding.EXPIRED]
    card = await answer(world, office, card, answers={Question.OPEN_CONSTRAINTS: None}, revision=shown.revision)
    assert (await register_line(world, office, card)).offered is None


async def register_line(world: World, office: Actor, card: OpportunityCard) -> AnswerLine:
    shown = await world.store.read(opportunities.show, office, card.opportunity, world.now)
    (line,) = [line for line in shown.lines if line.question is Question.OPEN_CONSTRAINTS]
    return line


async def test_what_is_on_record_is_dated_as_its_reader_counts_days_and_offered_to_whoever_answers(world: World) -> None:
    office, lea = await world.meet("Olga Office"), await world.meet("Lea Leader")
    world.now = world.now.replace(hour=1)
    await observed(world, office)
    card = await add(world, office, observed="w-rfp")
    west = replace(office, zone="America/Los_Angeles")
    form = await world.store.read(opportunity_forms.questions, west, card.opportunity, Score.RISK, world.now)
    assert form.values["open_constraints.on"] == form.today.isoformat() == "2026-08-31"
    seen = await world.store.read(opportunities.show, lea, card.opportunity, world.now)
    assert not any(line.offered for line in seen.lines), "who has no Answer to press is not told to"


async def test_a_workflow_stays_chosen_where_there_are_more_than_a_form_offers(world: World) -> None:
    office = await world.meet("Olga Office")

    def keep(tx: Tx) -> None:
        for number in range(opportunity_forms.MOST_WORKFLOWS + 1):
            workflows.insert(tx, Workflow(
                id=f"w-{number}", name=f"Work {number:02}", system_of_record="PSA", actors=(), owner_role=None,
                volume_per_month=None, volume_source=None, volume_provenance=None, registered_by=None,
                registered_at=world.now, revision=1,
            ), f"t-{number}")

    await world.store.write(keep)
    last = f"w-{opportunity_forms.MOST_WORKFLOWS}"
    card = await add(world, office, observed=last)
    form = await world.store.read(opportunity_forms.filled, office, card.opportunity)
    assert form.values["observed"] == last and form.observed[0][0] == last
    assert len(form.observed) == opportunity_forms.MOST_WORKFLOWS


@pytest.mark.parametrize(("fact", "named", "wrong"), [
    (Fact.ACCEPTED, False, "sponsor"), (Fact.NAMED, False, "sponsor"), (None, True, "owner"), (Fact.NOBODY, True, "owner"),
])  # fmt: skip
async def test_a_name_and_what_is_said_of_it_count_together_only(
    world: World, fact: Fact | None, named: bool, wrong: str
) -> None:
    office, _ = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    card = await add(world, office)
    given = {Question.OWNER: said(Question.OWNER, fact) if fact else None}
    with pytest.raises(Invalid) as refused:
        await answer(world, office, card, answers=given, **({} if named else {"sponsor": None}))
    assert [one.field for one in refused.value.problems] == [wrong]


async def test_a_day_to_come_is_refused_and_an_answer_taken_back_makes_an_idea_of_it_again(world: World) -> None:
    office, _ = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    card = await add(world, office)
    ahead = {Question.CASES: said(Question.CASES, "5", on=TODAY + timedelta(days=1))}
    with pytest.raises(Invalid) as refused:
        await answer(world, office, card, answers=ahead)
    assert [one.field for one in refused.value.problems] == ["cases.on"]
    card = await answer(world, office, card)
    assert card.state is State.SCORED and card.sponsor == "Dana Whitfield" and card.place is not None
    with pytest.raises(Conflict):
        await answer(world, office, card, answers=dict.fromkeys(SAID), revision=1)
    taken = dict.fromkeys((Question.OWNER, Question.DATA, Question.PLACE))
    back = await answer(world, office, card, answers=taken, sponsor=None)
    assert back.state is State.IDEA and back.place is None and back.sponsor is None
    (line,) = [line for line in back.lines if line.question is Question.DATA]
    assert line.answer is None and line.earlier == (said(Question.DATA, Fact.API),)


async def test_everybody_sees_what_they_proposed_and_the_register_is_for_those_who_may(world: World) -> None:
    office, eve, lea = [await world.meet(name) for name in ("Olga Office", "Eve Other", "Lea Leader")]
    card = await add(world, office)
    for refused, who in ((NotFound, eve), (NotYours, lea)):
        with pytest.raises(refused):
            await answer(world, who, card)
    with pytest.raises(NotYours):
        await add(world, eve, "Mine")
    with pytest.raises(NotYours):
        await world.store.write(opportunities.weigh, office, Weigh(weights=USUAL, reason="x" * 20, version=0), world.now)
    assert (await world.store.read(opportunities.show, lea, card.opportunity, world.now)).may_prepare is False
    with pytest.raises(NotFound):
        await world.store.read(opportunities.show, eve, card.opportunity, world.now)
    await world.store.write(lambda tx: tx.execute(
        stored.opportunities.update().values(proposed_by=eve.number)
    ))
    own = await world.store.read(opportunity_views.listing, eve, 1, world.now)
    assert own.mine_only and [row.name for row in own.rows] == ["Proposal drafting"] and own.rows[0].place is None
    assert (await world.store.read(opportunities.show, eve, card.opportunity, world.now)).place is None


async def test_the_weights_are_leaderships_and_two_at_once_are_told_apart(world: World) -> None:
    lea = await world.meet("Lea Leader")
    chosen = Weigh(weights=Weights(value=60, feasibility=20, risk=20), reason="Growth comes first this year", version=0)
    view = await world.store.write(opportunities.weigh, lea, chosen, world.now)
    assert view.weights == chosen.weights and view.chosen_on == TODAY
    before = await world.noted()
    assert (await world.store.write(opportunities.weigh, lea, chosen, world.now)).just == "weighed"
    assert await world.noted() == before
    with pytest.raises(Conflict):
        other = Weigh(weights=USUAL, reason="Somebody else has chosen", version=0)
        await world.store.write(opportunities.weigh, lea, other, world.now)


async def test_an_initiative_takes_along_what_is_known(world: World) -> None:
    office, dana = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    await observed(world, office)
    card = await add(world, office, observed="w-rfp")
    with pytest.raises(Refused):
        await world.store.read(promoting.form, office, card.opportunity, "t-p", world.now)
    card = await answer(world, office, card)
    form = await world.store.read(promoting.form, office, card.opportunity, "t-p", world.now)
    assert dict(form.values) == {
        "name": "Proposal drafting", "workflow": "RFP answers", "sponsor_name": "Dana Whitfield",
        "integration": "standalone",
    }  # fmt: skip
    command = RegisterInitiative(
        name="Proposal drafting", workflow="RFP answers", intent="Drafts", sponsor=object_id("Dana Whitfield"),
        first_use=TODAY, gate_on=None, integration=Integration.OFFICE, token="t-p", opportunity=card.opportunity,
    )
    record = await world.store.write(registration.register, office, command, world.company, world.now)
    assert await world.store.read(workflows.workflow_of, record.initiative) == "w-rfp"
    hits = await world.store.read(constraints.hitting, [record.initiative])
    assert {one.id for one in hits[record.initiative]} == {"c-0", "c-1"}
    shown = await world.store.read(records.show, office, record.initiative, world.now)
    assert shown.opportunity == card.opportunity and shown.origin is not None
    assert (shown.origin.rank, shown.origin.of, shown.origin.answered) == (1, 1, 9)
    seen = await world.store.read(records.show, dana, record.initiative, world.now)
    assert seen.opportunity is None and seen.origin == shown.origin
    form = await world.store.read(metrics.form, office, record.initiative)
    assert form.values["per_month"] == "80"
    with pytest.raises(Conflict):
        again = RegisterInitiative(**{name: getattr(command, name) for name in command.__slots__} | {"token": "t-2"})
        await world.store.write(registration.register, office, again, world.company, world.now)
    assert (await world.noted())["teams:initiative:registered"] == 1


async def test_two_who_press_at_once_make_one_initiative(world: World) -> None:
    office, _ = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    card = await answer(world, office, await add(world, office))
    both = [
        RegisterInitiative(
            name=name, workflow="RFP answers", intent="Drafts", sponsor=object_id("Dana Whitfield"), first_use=TODAY,
            gate_on=None, integration=Integration.OFFICE, token=name, opportunity=card.opportunity,
        )
        for name in ("Drafts", "Proposals")
    ]
    done = await asyncio.gather(
        *(world.store.write(registration.register, office, one, world.company, world.now) for one in both),
        return_exceptions=True,
    )
    assert sorted(isinstance(one, Conflict) for one in done) == [False, True], done
    assert (await world.noted())["teams:initiative:registered"] == 1


async def test_what_limits_the_one_limits_the_one_it_is_merged_into(world: World) -> None:
    office, _ = await world.meet("Olga Office"), await world.meet("Dana Whitfield")
    one, other = await add(world, office), await add(world, office, "Invoice triage")

    def limit(tx: Tx) -> None:
        constraints.insert(tx, Constraint(
            id="c-1", kind=ConstraintKind.DATA, text="No client data", source="", owner=office.number, expires=None,
            reviewed_on=TODAY, hits=(one.opportunity, other.opportunity), said_by=None, said_at=world.now, revision=1,
        ), "t-1")

    await world.store.write(limit)
    into = SettleOpportunity(
        opportunity=one.opportunity, into="invoice", reason="Both read the same letters", revision=one.revision
    )
    card = await world.store.write(opportunities.settle, office, into, world.now)
    assert card.state is State.MERGED and card.into_name == "Invoice triage" and card.may_prepare is False
    found = await world.store.read(constraints.by_id, "c-1")
    assert found is not None and set(found.hits) == {one.opportunity, other.opportunity}
    with pytest.raises(Conflict):
        await world.store.write(opportunities.settle, office, into, world.now)

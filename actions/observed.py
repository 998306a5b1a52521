"""Facts that an observed workflow and the constraint register already hold about an opportunity: offered, never taken over
by themselves."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from portfolio.calendar import local_date
from portfolio.discover.constraints import Constraint
from portfolio.discover.steps import totals
from portfolio.opportunities.questions import MAX_SOURCE, Answer, Basis, Fact, Question
from store import Tx, constraints, watched, workflows

_HOUR = timedelta(hours=1)


def offered(tx: Tx, id: str, zone: str, today: date) -> Mapping[Question, Answer]:
    """Cases a month and hours a case from the workflow it is attached to, open constraints from those that hit it and have
    not ended. What was timed only in part says nothing of the whole; that no constraint is registered does not say that
    there is none. Days are those of `zone`."""
    found = list(_of_workflow(tx, workflows.workflow_of(tx, id), zone))
    found += _of_constraints(constraints.hitting(tx, [id])[id], zone, today)
    return {one.question: one for one in found}


def outdated(answer: Answer | None, now: Answer | None) -> bool:
    """Whether somebody took an answer over from the constraint register that it does not give any more. `now` is what it
    offers, None for nothing that limits."""
    if answer is None or answer.basis is not Basis.REGISTER:
        return False
    return answer.fact is not (now.fact if now is not None else Fact.NONE)


def _of_workflow(tx: Tx, id: str | None, zone: str) -> Iterable[Answer]:
    known = workflows.by_id(tx, id) if id else None
    if known is None:
        return
    seen = watched.newest(tx, [known.id]).get(known.id)
    if known.volume_per_month is not None:
        said = f"{known.name}: {known.volume_source}" if known.volume_source else known.name
        day = known.volume_on or local_date(known.registered_at, zone)
        yield _answer(Question.CASES, said, day, amount=known.volume_per_month)
    if seen is not None and seen.steps and not totals(seen.steps).touch_unknown:
        hours = (Decimal(totals(seen.steps).touch / _HOUR)).quantize(Decimal("0.01"))
        yield _answer(Question.HOURS, known.name, seen.observed_on, amount=hours.normalize() + 0)


def _of_constraints(hits: Iterable[Constraint], zone: str, today: date) -> Iterable[Answer]:
    some = [one for one in hits if one.limits(today)]
    if some:
        fact = Fact.EXPIRING if all(one.expires for one in some) else Fact.LASTING
        # Their words stay where they can be erased.
        yield _answer(Question.OPEN_CONSTRAINTS, "", local_date(max(one.said_at for one in some), zone), fact=fact)


def _answer(
    question: Question, said: str, on: date, *, fact: Fact | None = None, amount: Decimal | None = None
) -> Answer:
    basis = Basis.REGISTER if question is Question.OPEN_CONSTRAINTS else Basis.OBSERVED
    return Answer(question=question, fact=fact, amount=amount, basis=basis, source=said[:MAX_SOURCE], on=on)

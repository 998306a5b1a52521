"""Forms of workflows, of what was seen of them, and of constraints."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from dialogs.fields import Reader
from portfolio.discover.commands import FinishWatch, KeepConstraint, KeepStep, KeepWorkflow, LiftConstraint
from portfolio.discover.constraints import MAX_NAMED, MAX_TEXT, ConstraintKind
from portfolio.discover.constraints import MAX_SOURCE as MAX_CONSTRAINT_SOURCE
from portfolio.discover.spans import read_span
from portfolio.discover.steps import (
    LONGEST_TOUCH,
    LONGEST_WAIT,
    MAX_PAIN,
    MAX_SYSTEM,
    MAX_WHAT,
    MOST_COUNTED,
    Step,
)
from portfolio.discover.workflows import MAX_NAME, MAX_ROLE, MAX_SOURCE, MOST_ACTORS, SAID_OF_VOLUME
from portfolio.errors import Invalid, Problem, problem
from portfolio.initiatives import MAX_NOTE
from portfolio.metrics import Provenance


def constraint(inputs: Mapping[str, str], token: str, id: str | None, revision: int | None) -> KeepConstraint:
    """The form of an entry (views.discover.ConstraintForm names its inputs). Invalid with every problem."""
    read = Reader(inputs)
    kind = read.choice("kind", ConstraintKind)
    text, source = read.text("text", most=MAX_TEXT), read.text("source", most=MAX_CONSTRAINT_SOURCE)
    owner = read.person("owner")
    expires, reviewed_on = read.day("expires", needed=False), read.day("reviewed_on", needed=False)
    named = read.text("named", most=MAX_NAMED, needed=False)
    read.check()
    assert kind and owner
    return KeepConstraint(
        constraint=id, revision=revision, token=token, kind=kind, text=text, source=source, owner=owner, expires=expires,
        reviewed_on=reviewed_on, hits=several(inputs, "hits"),
        named=tuple(name for line in named.splitlines() if (name := " ".join(line.split()))),
    )


def several(inputs: Mapping[str, str], id: str) -> tuple[str, ...]:
    """A choice of several, which arrives with commas between the ids."""
    return tuple(part for piece in inputs.get(id, "").split(",") if (part := piece.strip()))


def lift(inputs: Mapping[str, str], id: str, revision: int) -> LiftConstraint:
    """Why it holds no more."""
    read = Reader(inputs)
    reason = read.text("reason", most=MAX_NOTE)
    read.check()
    return LiftConstraint(constraint=id, revision=revision, reason=reason)


def kind_of(said: Mapping[str, str]) -> ConstraintKind | None:
    """The kind a list is narrowed to; None for any. Invalid "bad_card" for one that there is not."""
    chosen = said.get("kind", "any")
    try:
        return None if chosen == "any" else ConstraintKind(chosen)
    except ValueError:
        raise Invalid(code="bad_card") from None


def workflow(inputs: Mapping[str, str], token: str, id: str | None, revision: int | None) -> KeepWorkflow:
    """The form of a workflow (views.discover.WorkflowForm). Invalid with every problem: a volume without where it comes from
    is no number anybody can use (R17)."""
    read = Reader(inputs)
    name = " ".join(read.text("name", most=MAX_NAME).split())
    system, owner = read.text("system", most=MAX_SYSTEM, needed=False), read.text("owner", most=MAX_ROLE, needed=False)
    actors = tuple(role for part in inputs.get("actors", "").split(",") if (role := " ".join(part.split())))
    if len(actors) > MOST_ACTORS or any(len(role) > MAX_ROLE for role in actors):
        read.problems.append(problem("actors", "too_many_roles", most=MOST_ACTORS, long=MAX_ROLE))
    volume = read.number("volume", least=Decimal(0))
    source = read.text("volume_source", most=MAX_SOURCE, needed=volume is not None)
    provenance = read.choice("volume_provenance", Provenance) if volume is not None else None
    if provenance is not None and provenance not in SAID_OF_VOLUME:
        read.problems.append(problem("volume_provenance", "choose_one"))
    if volume is None and source:
        read.problems.append(problem("volume", "needed"))
    read.check()
    return KeepWorkflow(
        workflow=id, revision=revision, token=token, name=name, system_of_record=system or None, actors=actors,
        owner_role=owner or None, volume_per_month=volume, volume_source=source or None, volume_provenance=provenance,
    )


def step(inputs: Mapping[str, str], watch: str, revision: int, index: int | None) -> KeepStep:
    """The form of one step (views.discover.StepForm). Times as people write them; empty is unknown. Invalid with every
    problem."""
    read = Reader(inputs)
    what = read.text("what", most=MAX_WHAT)
    role, system = read.text("role", most=MAX_ROLE, needed=False), read.text("system", most=MAX_SYSTEM, needed=False)
    touch = _span(read, "touch", worked=True, longest=LONGEST_TOUCH)
    wait = _span(read, "wait", worked=False, longest=LONGEST_WAIT)
    switches, copies = _count(read, "switches"), _count(read, "copies")
    pain = read.text("pain", most=MAX_PAIN, needed=False)
    read.check()
    made = Step(
        what=what, role=role or None, system=system or None, touch=touch, wait=wait, switches=switches, copies=copies,
        pain=pain,
    )
    return KeepStep(watch=watch, revision=revision, index=index, step=made)


def _span(read: Reader, id: str, *, worked: bool, longest: timedelta) -> timedelta | None:
    found = read_span(read.inputs.get(id, ""), id, worked=worked, longest=longest)
    if isinstance(found, Problem):
        read.problems.append(found)
        return None
    return found


def _count(read: Reader, id: str) -> int | None:
    said = read.inputs.get(id, "").strip()
    if not said:
        return None
    if not (said.isascii() and said.isdecimal()) or int(said) > MOST_COUNTED:
        read.problems.append(problem(id, "count_unreadable", text=said[:40], most=MOST_COUNTED))
        return None
    return int(said)


def index(said: str | None) -> int | None:
    """Which step a button is about, counted from 0; None for a new one. Invalid "bad_card" for what is no such number."""
    if said is None:
        return None
    if not (said.isascii() and said.isdecimal()) or int(said) >= MOST_COUNTED:
        raise Invalid(code="bad_card")
    return int(said)


def finish(inputs: Mapping[str, str], watch: str, revision: int) -> FinishWatch:
    """On which day it was watched, and how many cases; none watched leaves the cases empty, or 0."""
    read = Reader(inputs)
    observed_on = read.day("observed_on")
    cases = _count(read, "cases")
    read.check()
    assert observed_on
    return FinishWatch(watch=watch, revision=revision, observed_on=observed_on, cases=cases or None)

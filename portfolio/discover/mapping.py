"""What is known of a workflow, drawn up as its current-state map: every number gets the letter of its source (E4, R17)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from portfolio.discover.interviews import Interview, InterviewState, Pain, Said, Topic
from portfolio.discover.steps import Observation, Step, totals
from portfolio.discover.workflows import Workflow
from portfolio.views.current_state import (
    CurrentState,
    Figure,
    MapConstraint,
    MapInitiative,
    MapOrigin,
    MapPain,
    MapSource,
    MapStep,
    Quote,
)
from portfolio.views.discover import ConstraintLine

HURTS = (Topic.SLOW, Topic.COPIED, Topic.FORBIDDEN, Topic.CHANGE, Topic.TRIED, Topic.MISSED, Topic.COUNTED)
"""The order in which quotes are shown: what a map is read for first."""
UNKNOWN = Figure(value=None, mark="")
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the record holds about one workflow, as its reader may know of it. `said` by interview; only what was sent.

    `gates`: the day on which each of the `initiatives` is decided on. `answered_on` is the day of the last answer, `office`
    whether whoever watched belongs to the programme office.
    """

    workflow: Workflow
    stated_on: date
    observation: Observation | None
    office: bool
    interviews: Sequence[Interview]
    answered_on: date | None
    said: Mapping[str, Said]
    pains: Sequence[Pain]
    constraints: Sequence[ConstraintLine]
    initiatives: Sequence[MapInitiative]
    opportunities: Sequence[str]


@dataclass(slots=True)
class _Legend:
    """Gives each source its letter, in the order in which they are first used."""

    on: date
    sources: list[MapSource] = field(default_factory=list)

    def mark(self, origin: MapOrigin, on: date | None = None, **more: object) -> str:
        known = next((one.mark for one in self.sources if one.origin is origin), None)
        if known is not None:
            return known
        letter = chr(ord("A") + len(self.sources))
        self.sources.append(MapSource(mark=letter, origin=origin, on=on or self.on, **more))  # type: ignore[arg-type]  # MapSource's own fields
        return letter


def draw_up(found: Gathered, on: date, *, may_interview: bool) -> CurrentState:
    """The map as of a day."""
    legend, work = _Legend(on=on), found.workflow
    seen = found.observation
    mark = "" if seen is None else legend.mark(
        MapOrigin.OBSERVED, seen.observed_on, provenance=seen.provenance, cases=seen.cases, office=found.office
    )
    steps = () if seen is None else _steps(seen.steps, mark)
    touch, wait, switches, copies = _sums(seen, mark)
    volume = UNKNOWN
    if work.volume_per_month is not None:
        volume = Figure(value=work.volume_per_month, mark=legend.mark(
            MapOrigin.VOLUME, found.stated_on, provenance=work.volume_provenance, text=work.volume_source or ""
        ))  # fmt: skip
    pains, quotes = _heard(found, legend)
    return CurrentState(
        workflow=work.id, name=work.name, on=on, owner_role=work.owner_role, roles=work.actors,
        system_of_record=work.system_of_record, volume=volume,
        counted=UNKNOWN if seen is None else Figure(value=Decimal(len(steps)), mark=mark),
        touch=touch, wait=wait, switches=switches, copies=copies, steps=steps, pains=pains, quotes=quotes,
        constraints=tuple(_constraint(one, legend) for one in found.constraints),
        initiatives=tuple(_initiative(one, legend) for one in found.initiatives),
        opportunities=tuple(found.opportunities), sources=tuple(legend.sources), may_interview=may_interview,
    )


def _sums(seen: Observation | None, mark: str) -> tuple[Figure, Figure, Figure, Figure]:
    if seen is None:
        return UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN
    sums = totals(seen.steps)

    def bound(value: timedelta | int, missing: int) -> Figure:
        if missing == sums.steps:
            return UNKNOWN
        exact = value if isinstance(value, timedelta) else Decimal(value)
        return Figure(value=exact, mark=mark, missing=missing, steps=sums.steps)

    return (
        bound(sums.touch, sums.touch_unknown), bound(sums.wait, sums.wait_unknown),
        bound(sums.switches, sums.switches_unknown), bound(sums.copies, sums.copies_unknown),
    )  # fmt: skip


def _steps(steps: Sequence[Step], mark: str) -> tuple[MapStep, ...]:
    sums = totals(steps)
    whole = sums.touch + sums.wait

    def known(value: timedelta | int | None) -> Figure:
        if value is None:
            return UNKNOWN
        return Figure(value=value if isinstance(value, timedelta) else Decimal(value), mark=mark)

    def share(step: Step) -> Figure:
        if (step.touch is None and step.wait is None) or not whole:
            return UNKNOWN
        part = (step.touch or timedelta()) + (step.wait or timedelta())
        percent = Decimal(part // _TICK) * 100 / Decimal(whole // _TICK)
        return Figure(value=percent.quantize(Decimal(1), rounding=ROUND_HALF_UP), mark=mark)

    return tuple(
        MapStep(
            what=step.what, role=step.role, system=step.system, touch=known(step.touch), wait=known(step.wait),
            switches=known(step.switches), copies=known(step.copies), share=share(step), pain=step.pain,
        )
        for step in steps
    )


def _heard(found: Gathered, legend: _Legend) -> tuple[tuple[MapPain, ...], tuple[Quote, ...]]:
    answered = {one.id: one for one in found.interviews if one.state is InterviewState.ANSWERED}
    if not answered:
        return (), ()
    mark = legend.mark(
        MapOrigin.INTERVIEWS, found.answered_on, answered=tuple(sorted(one.standpoint for one in answered.values()))
    )
    pains = tuple(
        MapPain(
            text=pain.text, mark=mark,
            heard=tuple(sorted(answered[id].standpoint for id in pain.heard if id in answered)),
        )
        for pain in found.pains if pain.text
    )
    quotes = [
        Quote(text=text, topic=topic, standpoint=one.standpoint, mark=mark)
        for one in answered.values() if one.quotable
        for topic, text in found.said.get(one.id, {}).items()
    ]
    quotes.sort(key=lambda one: (HURTS.index(one.topic), one.standpoint, one.text))
    return pains, tuple(quotes)


def _constraint(one: ConstraintLine, legend: _Legend) -> MapConstraint:
    mark = legend.mark(MapOrigin.REGISTER)
    return MapConstraint(
        kind=one.kind, text=one.text, source=one.source, owner=one.owner, standing=one.standing,
        expires=Figure(value=one.expires, mark=mark) if one.expires else UNKNOWN,
        reviewed_on=Figure(value=one.reviewed_on, mark=mark) if one.reviewed_on else UNKNOWN,
    )


def _initiative(one: MapInitiative, legend: _Legend) -> MapInitiative:
    if one.gate_on.value is None:
        return one
    mark = legend.mark(MapOrigin.RECORD)
    return MapInitiative(name=one.name, stage=one.stage, gate_on=Figure(value=one.gate_on.value, mark=mark))


def slowest(steps: Sequence[MapStep], most: int) -> tuple[tuple[int, MapStep], ...]:
    """The steps that take the largest share of the time, with their place in the row (from 1)."""
    shares = [(at, step) for at, step in enumerate(steps, start=1) if step.share.value]
    shares.sort(key=lambda one: (-Decimal(str(one[1].share.value)), one[0]))
    return tuple(shares[:most])

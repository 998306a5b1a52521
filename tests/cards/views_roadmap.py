"""Realistic roadmaps, capacities, decision calendars and phases."""

from dataclasses import replace
from datetime import date, timedelta

from portfolio.errors import problem
from portfolio.gates import GateState
from portfolio.phases import INITIATIVE, PROGRAMME, Output, Phase, standing
from portfolio.roadmap.changes import Became
from portfolio.roadmap.values import Why
from portfolio.views.phases import PhasesCard
from portfolio.views.roadmap import (
    CapacityForm,
    ChangeLine,
    DecisionDue,
    Decisions,
    FullWeek,
    Hurdle,
    Moved,
    RoadmapCard,
    RoadmapRow,
    RunningLine,
)
from tests.cards.panels import NAMES, PEOPLE
from tests.cards.views import DIGEST, FULL, QUIET
from tests.cards.views_g import RECORD

MONDAY = date(2026, 11, 30)
LATER = date(2027, 1, 18)
WEEK = timedelta(days=7)
CUSTOMER_DATA = "No customer data outside the EU [x](https://evil.example) until the *addendum* is signed"


def item(place: int, start: date | None = MONDAY, *hurdles: Hurdle, **changes: object) -> RoadmapRow:
    made = RoadmapRow(
        opportunity=f"o-{place:02d}", name=NAMES[place % len(NAMES)], rank=place, place=place, start=start,
        first_use=start and start + 2 * WEEK, gate=start and start + 14 * WEEK, hurdles=hurdles,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


MOVED = Moved(places=-2, by=PEOPLE[0], on=date(2026, 11, 3), reason="The *framework contract* ends in spring")
ROADMAP = RoadmapCard(
    rows=(
        item(1),
        item(2, MONDAY, Hurdle(why=Why.UNANSWERED, count=2), rank=4, moved=MOVED),
        item(3, LATER, Hurdle(why=Why.CAPACITY, until=LATER), rank=2),
        item(4, LATER + WEEK, Hurdle(why=Why.CONSTRAINT, until=LATER + timedelta(days=4), about=CUSTOMER_DATA), rank=3),
        item(5, None, Hurdle(why=Why.NO_SPONSOR), Hurdle(why=Why.CONSTRAINT, about="")),
        item(6, None, Hurdle(why=Why.CAPACITY)),
    ),
    page=1, pages=2, ranked=9, starting=4, begins=MONDAY, squads=2, weeks=12,
    running=(RunningLine(initiative="i-1", name=NAMES[7], until=date(2026, 12, 11)),),
    changed=(
        ChangeLine(name=NAMES[3], became=Became.OTHER_DAY, was=date(2026, 12, 14), start=LATER, because=None),
        ChangeLine(name=NAMES[5], became=Became.MOVED_OUT, was=MONDAY, start=None, because=Hurdle(why=Why.NO_SPONSOR)),
        ChangeLine(name=NAMES[2], became=Became.CAME_IN, was=None, start=MONDAY, because=None),
        ChangeLine(name=NAMES[7], became=Became.BEGUN, was=MONDAY, start=None, because=None),
        ChangeLine(name=NAMES[8], became=Became.UNRANKED, was=MONDAY, start=None, because=None),
    ),
    accepted_on=date(2026, 11, 3), accepted_by=PEOPLE[1], version=2, seen="0123456789abcdef", revision=1,
    may_plan=True, may_start=True, in_channel=False,
)  # fmt: skip
ASKED = problem("reason", "needed")
CALENDAR = Decisions(
    rows=tuple(
        DecisionDue(
            initiative=f"i-{n}", gate=f"g-{n}", name=NAMES[n], sponsor=None if n == 3 else PEOPLE[n % len(PEOPLE)],
            on=date(2026, 11, 25) + timedelta(days=9 * n - 6), state=GateState.OVERDUE if n == 0 else GateState.PLANNED,
            days_left=9 * n - 6, change_since=date(2026, 11, 18) if n == 1 else None,
        )
        for n in range(6)
    ),
    page=1, pages=2, total=14, overdue=1, until=date(2027, 2, 23), mine_only=False, in_channel=False,
    full=(
        FullWeek(sponsor=PEOPLE[0], monday=date(2026, 12, 7), count=5, number=7),
        FullWeek(sponsor=PEOPLE[2], monday=LATER, count=4),
    ),
)  # fmt: skip
EVERYTHING = frozenset(Output)
LONG = Hurdle(why=Why.CONSTRAINT, until=LATER, about="No *customer* data [x](https://evil.example) " * 7)
FULLEST = replace(
    ROADMAP, page=2, ranked=40,
    rows=tuple(
        item(n, MONDAY, LONG, LONG, Hurdle(why=Why.SPONSOR_FULL, until=LATER), Hurdle(why=Why.UNANSWERED, count=3),
             name="Contract *clause* review " * 3, moved=replace(MOVED, reason="The framework contract ends. " * 10))
        for n in range(2, 7)
    ),
    changed=tuple(replace(ROADMAP.changed[1], name="Contract *clause* review " * 3, because=LONG) for _ in range(9)),
    running=tuple(replace(ROADMAP.running[0], name="Contract *clause* review " * 3) for _ in range(50)),
)  # fmt: skip

SAMPLES: dict[str, object] = {
    "record_phase_skipped": replace(RECORD, phase=standing(INITIATIVE, {Output.INTEGRATED}, Phase.ACTIVATE)),
    "record_phase_followed": replace(RECORD, phase=standing(INITIATIVE, EVERYTHING, Phase.OPTIMIZE)),
    "digest_roadmap": replace(DIGEST, roadmap=ROADMAP.changed, phase=standing(PROGRAMME, {Output.OBSERVED})),
    "digest_roadmap_quiet": replace(QUIET, phase=standing(PROGRAMME, frozenset(Output))),
    "digest_roadmap_fullest": replace(FULL, roadmap=ROADMAP.changed, phase=standing(PROGRAMME, {Output.OBSERVED})),
    "roadmap": ROADMAP,
    "roadmap_fullest": FULLEST,
    "roadmap_moved": replace(ROADMAP, changed=(), just="moved"),
    "roadmap_refused": replace(ROADMAP, accepted_on=None, accepted_by=None, changed=(), problems=(ASKED,)),
    "roadmap_in_channel": replace(ROADMAP, in_channel=True, page=2, changed=()),
    "roadmap_unsized": replace(
        ROADMAP, squads=None, weeks=None, accepted_on=None, running=(), changed=(), starting=0, pages=1, ranked=2,
        rows=(item(1, None, Hurdle(why=Why.CAPACITY)), item(2, None, Hurdle(why=Why.NOT_SAID))),
    ),
    "roadmap_read": replace(
        ROADMAP, may_plan=False, accepted_by=None, changed=(), squads=1, starting=1, pages=1, ranked=4,
        rows=(
            item(1), item(2, LATER, Hurdle(why=Why.SPONSOR_FULL, until=LATER), moved=replace(MOVED, places=1, by=None)),
            item(3, None, Hurdle(why=Why.SPONSOR_FULL), moved=replace(MOVED, places=1, reason="")),
            item(4, None, Hurdle(why=Why.CAPACITY), moved=replace(MOVED, places=-1, by=None)),
        ),
    ),
    "roadmap_empty": replace(ROADMAP, rows=(), ranked=0, starting=0, pages=1, accepted_on=None, changed=(), running=()),
    "roadmap_capacity": CapacityForm(version=0, values={}),
    "roadmap_capacity_refused": CapacityForm(
        version=2, values={"squads": "a few", "weeks": "16", "reason": "Two teams come back in January"},
        problems=(problem("squads", "not_a_number", text="a few"), problem("weeks", "whole_between", least=4, most=12)),
    ),
    "decision_calendar": CALENDAR,
    "decision_calendar_mine": replace(
        CALENDAR, mine_only=True, rows=CALENDAR.rows[1:2], total=1, pages=1, overdue=0, full=(),
    ),
    "decision_calendar_none": replace(CALENDAR, rows=(), total=0, pages=1, overdue=0, full=()),
    "phases": PhasesCard(
        standing=standing(PROGRAMME, {Output.OBSERVED, Output.CONSTRAINTS, Output.RANKED, Output.BASELINES}),
        in_channel=False,
    ),
    "phases_done": PhasesCard(standing=standing(PROGRAMME, EVERYTHING), in_channel=True),
    "phases_first": PhasesCard(standing=standing(PROGRAMME, frozenset()), in_channel=False),
}

"""The assessment: registers and roadmap behind the maps, tagged, and whatever people typed is text."""

import re
from dataclasses import replace
from datetime import date

from portfolio.conditions import Trait
from portfolio.opportunities.questions import Question
from portfolio.opportunities.register import State
from portfolio.opportunities.scores import Span
from portfolio.roadmap.values import Why
from portfolio.views.assessment import Assessment, Flight, InFlight
from portfolio.views.current_state import CurrentState
from portfolio.views.opportunities import OpportunityRow, Place
from portfolio.views.roadmap import Hurdle, RoadmapCard, RoadmapRow
from reports.assessment import document
from tests.cards.views_maps import GATHERED, SAMPLES

AT, ON = 1_795_600_000, date(2026, 11, 25)
HOSTILE = '#read("/etc/passwd") *bold* ' + "ß" * 80


def ranked(number: int) -> OpportunityRow:
    return OpportunityRow(
        opportunity=f"o{number}", name=HOSTILE, state=State.SCORED, up=None, down=None, unknown=(Question.OUTCOME,),
        place=Place(rank=number, best=1, worst=number + 1, of=40, merit=Span(low=500, high=700), tied=(HOSTILE,)),
    )


def planned(number: int) -> RoadmapRow:
    start = ON if number < 3 else None
    return RoadmapRow(
        opportunity=f"o{number}", name=HOSTILE, rank=number, place=number, start=start, first_use=start, gate=start,
        hurdles=(Hurdle(why=Why.CAPACITY, until=date(2027, 2, 20)),),
    )


def flight(count: int) -> Flight:
    one = InFlight(name=HOSTILE, place=HOSTILE, days=4000, due=ON, past=3910, shown=(Trait.METRIC, Trait.OWNER))
    none = InFlight(name="Letters", place="", days=None, due=None, past=None, shown=())
    return Flight(count=count, late=count, met=dict.fromkeys(Trait, 1), longest=(one, none) * (min(count, 30) // 2))


ROADMAP = RoadmapCard(
    rows=tuple(planned(number) for number in range(1, 40)), page=1, pages=1, ranked=39, starting=2, begins=ON, squads=2,
    weeks=6, running=(), changed=(), accepted_on=None, accepted_by=None, version=0, seen="", revision=0, may_plan=False,
    may_start=False, in_channel=False,
)


def test_long_registers_run_on_over_tagged_sheets() -> None:
    shown = SAMPLES["map"]
    assert isinstance(shown, CurrentState)
    some = Assessment(
        on=ON, flight=flight(40), maps=(shown,), constraints=GATHERED.constraints * 9,
        ranked=tuple(ranked(n) for n in range(1, 40)), ideas=(HOSTILE,), roadmap=ROADMAP,
    )
    made = document(some, "de", AT)
    assert b"pdfuaid" in made and len(re.findall(rb"/Type\s*/Page\b", made)) > 4
    assert document(some, "de", AT) == made != document(replace(some, ideas=()), "de", AT)


def test_a_list_that_was_just_brought_in_is_one_sheet_and_what_is_in_flight() -> None:
    plan = replace(ROADMAP, rows=(), starting=0)
    some = Assessment(on=ON, flight=flight(400), maps=(), constraints=(), ranked=(), ideas=(), roadmap=plan)
    made = document(some, "en", AT)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) in (2, 3)
    assert made != document(replace(some, flight=flight(0)), "en", AT)

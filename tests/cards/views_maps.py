"""Current-state maps: as a first one looks, with nothing known, and with as much as there can be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from portfolio.discover.constraints import ConstraintKind, ConstraintStanding
from portfolio.discover.interviews import (
    MAX_ANSWER,
    MAX_PAIN,
    MOST_PAINS,
    Interview,
    InterviewState,
    Pain,
    Standpoint,
    Topic,
)
from portfolio.discover.mapping import UNKNOWN, Gathered, draw_up
from portfolio.discover.steps import MAX_WHAT, MOST_STEPS, Observation, Step
from portfolio.discover.workflows import Workflow
from portfolio.initiatives import Stage
from portfolio.metrics import Provenance
from portfolio.views.current_state import Figure, MapInitiative
from portfolio.views.discover import ConstraintLine
from tests.cards.panels import NAMES

NOW, ON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC), date(2026, 11, 25)


def step(what: str, role: str, system: str | None, touch: str | None, wait: str | None, **more: object) -> Step:
    """Hours of work and days of waiting."""
    return Step(
        what=what, role=role, system=system, touch=None if touch is None else timedelta(hours=float(touch)),
        wait=None if wait is None else timedelta(days=float(wait)), switches=more.get("switches", 0),  # type: ignore[arg-type]
        copies=more.get("copies", 0), pain=str(more.get("pain", "")),  # type: ignore[arg-type]
    )


RFP = (
    step("Read the request and decide to bid", "Bid manager", "Outlook", "0.5", "0.3"),
    step("Collect references", "Consultant", "SharePoint", "1", "0.2", switches=2, copies=3),
    step("Ask for prices", "Consultant", "ERP", "0.2", "1.1", switches=1, copies=1, pain="Only two people may open the ERP"),
    step("Write the first draft", "Consultant", "Word", "3", "0.4", switches=3),
    step("Legal review", "Legal", "Outlook", "0.5", "1.4", switches=1, pain="Sent back for wording that could be standard"),
    step("Correct and lay out", "Consultant", "Word", "0.8", "0.2", copies=1),
    step("Approve and send", "Partner", "PSA", "0.2", "0.5", switches=1),
)
"""FEATURES E2: touch time 6.2 h, wait 4.1 d."""
SEEN = Observation(
    id="o-1", workflow="w-rfpanswers", version=2, steps=RFP, observed_on=date(2026, 11, 18), cases=6,
    provenance=Provenance.ESTIMATED, by=7, at=NOW, revision=1,
)
WORK = Workflow(
    id="w-rfpanswers", name="RFP answers", system_of_record="PSA", actors=("Bid manager", "Consultant", "Legal", "Partner"),
    owner_role="Head of bids", volume_per_month=Decimal(14), volume_source="PSA, January to June",
    volume_provenance=Provenance.EXTRACT, registered_by=None, registered_at=NOW, revision=1,
)


def interview(number: int, standpoint: Standpoint, *, quotable: bool = True) -> Interview:
    return Interview(
        id=f"n-{number}", workflow=WORK.id, person=number, standpoint=standpoint, state=InterviewState.ANSWERED,
        quotable=quotable, asked_by=7, asked_at=NOW, answered_at=NOW, revision=2,
    )


def limit(text: str, kind: ConstraintKind, **more: object) -> ConstraintLine:
    plain = ConstraintLine(
        constraint="c-1", kind=kind, text=text, source="Framework contract, section four", owner="Rita Reviewer",
        expires=None, reviewed_on=date(2026, 9, 1), standing=ConstraintStanding.HOLDS, hits=(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


GATHERED = Gathered(
    workflow=WORK, stated_on=date(2026, 11, 2), observation=SEEN, office=True, answered_on=date(2026, 11, 20),
    interviews=(interview(1, Standpoint.DOER), interview(2, Standpoint.MANAGER, quotable=False),
                interview(3, Standpoint.GUARDIAN)),
    said={
        "n-1": {Topic.SLOW: "Prices. They sit in a system that only two people may open, and one is on leave.",
                Topic.CHANGE: "One place where the last ten offers can be searched."},
        "n-2": {Topic.SLOW: "Everything waits for Legal."},
        "n-3": {Topic.FORBIDDEN: "Client names must not leave the tenant, not even in a prompt."},
    },
    pains=(
        Pain(id="p-1", workflow=WORK.id, topic=Topic.SLOW, text="Every draft waits for prices from a second system", by=7,
             at=NOW, heard=("n-1", "n-2")),
    ),
    constraints=(
        limit("No client data leaves the EU", ConstraintKind.RESIDENCY),
        limit("The licence for drafting ends", ConstraintKind.CONTRACT, expires=date(2026, 12, 4), reviewed_on=None,
              standing=ConstraintStanding.EXPIRING),
    ),
    initiatives=(
        MapInitiative(name="Proposal drafting", stage=Stage.PILOTING, gate_on=Figure(value=date(2027, 1, 12), mark="")),
        MapInitiative(name="Reference search", stage=Stage.REGISTERED, gate_on=UNKNOWN),
    ),
    opportunities=("Price lookup in chat",),
)  # fmt: skip
BARE = replace(
    GATHERED, workflow=replace(WORK, system_of_record=None, actors=(), owner_role=None, volume_per_month=None,
                               volume_source=None, volume_provenance=None),
    observation=None, interviews=(), said={}, pains=(), constraints=(), initiatives=(), opportunities=(), answered_on=None,
)  # fmt: skip
PARTLY = replace(
    GATHERED, office=False, observation=replace(
        SEEN, cases=None, provenance=Provenance.REPORTED,
        steps=(replace(RFP[0], touch=None), replace(RFP[1], wait=None, switches=None), *RFP[2:]),
    ),
)
LONG = replace(
    GATHERED, workflow=replace(WORK, name=NAMES[6], actors=tuple(f"{NAMES[0]} of {n} regions" for n in range(8))),
    observation=replace(SEEN, steps=tuple(
        step("ä" * MAX_WHAT if n % 2 else "Correct and lay out " * 3, "Consultant for international bids", "Word",
             "1.5", "2.5", switches=9, copies=9, pain="ö" * 200)
        for n in range(MOST_STEPS)
    )),
    interviews=tuple(interview(n, list(Standpoint)[n % 4]) for n in range(9)),
    said={f"n-{n}": dict.fromkeys(Topic, "ü" * MAX_ANSWER) for n in range(9)},
    pains=tuple(
        Pain(id=f"p-{n}", workflow=WORK.id, topic=Topic.SLOW, text="ß" * MAX_PAIN, by=7, at=NOW,
             heard=tuple(f"n-{m}" for m in range(9)))
        for n in range(MOST_PAINS)
    ),
    constraints=tuple(limit("Kein " * 60, ConstraintKind.DATA) for _ in range(12)),
    initiatives=tuple(replace(GATHERED.initiatives[0], name=NAMES[6]) for _ in range(9)),
    opportunities=(NAMES[8], NAMES[7]) * 4,
)  # fmt: skip
SAMPLES: dict[str, object] = {
    "map": draw_up(GATHERED, ON, may_interview=True),
    "map_unwatched": draw_up(replace(GATHERED, observation=None), ON, may_interview=False),
    "map_bare": draw_up(BARE, ON, may_interview=True),
    "map_partly": draw_up(PARTLY, ON, may_interview=False),
    "map_fullest": draw_up(LONG, ON, may_interview=True),
}

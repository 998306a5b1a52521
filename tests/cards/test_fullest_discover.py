"""However long constraints, workflows and steps are, every card that carries them stays small enough to be delivered."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from cards.fit import MOST_BYTES, size
from cards.render import render
from portfolio.checkins import MOST_ROWS, MOST_SAID, Outlook
from portfolio.discover.constraints import MAX_NAMED, MAX_SOURCE, MAX_TEXT, ConstraintStanding
from portfolio.discover.steps import MAX_PAIN, MAX_SYSTEM, MAX_WHAT, MOST_READ, MOST_STEPS, Step, totals
from portfolio.discover.workflows import MAX_NAME, MAX_ROLE, MOST_ACTORS
from portfolio.initiatives import MAX_NOTE
from portfolio.views.discover import ConstraintCard, ConstraintLine, Named
from tests.cards.look import inputs
from tests.cards.test_fullest_g import ANYTHING, DECISION_REFUSED, FULLEST, NAME, PERSON, ROCKET
from tests.cards.views import FORM, SAMPLES, row
from tests.cards.views import FULL as FULL_DIGEST
from tests.cards.views_discover import CONSTRAINT, LIST, STEP, WATCH, WORKFLOW
from tests.cards.views_discover import FORM as CONSTRAINT_FORM
from tests.cards.views_plans import LINES
from words.api import LOCALES

HITS = tuple(Named(id=f"i-{at}", name=NAME) for at in range(40))
LONG = replace(
    CONSTRAINT, text=ROCKET * MAX_TEXT, source=ROCKET * MAX_SOURCE, owner=PERSON, hits=HITS,
    standing=ConstraintStanding.EXPIRED,
)
LIMITS: tuple[ConstraintLine, ...] = (LONG,) * 8
SAID = Step(
    what=ROCKET * MAX_WHAT, role=ROCKET * MAX_ROLE, system=ROCKET * MAX_SYSTEM, touch=timedelta(hours=1),
    wait=timedelta(days=3), switches=99, copies=99, pain=ROCKET * MAX_PAIN,
)
READ = (SAID,) * MOST_READ
AGAIN = tuple(
    replace(
        row(at), name=NAME, use=SAMPLES["checkin_used"].rows[0].use, last_outlook=Outlook.AT_RISK,  # type: ignore[attr-defined]
        panel=replace(SAMPLES["checkin_ahead"].rows[0].panel, unit=ROCKET * 20) if at % 2 else None,  # type: ignore[attr-defined]
    )
    for at in range(MOST_ROWS)
)
SAID_AGAIN = {"note": ROCKET * (MOST_SAID // MOST_ROWS // 4), "value": "9" * 15, "outlook": "at_risk"}
BAD = frozenset({"use:fading"})
FULL: dict[str, object] = {
    "list": replace(LIST, rows=(LONG,) * 6, about=ROCKET * 100),
    "card": ConstraintCard(line=replace(LONG, reason=ROCKET * MAX_NOTE), revision=1, may_change=True, just="changed"),
    "form": replace(
        CONSTRAINT_FORM, choices=HITS[:30],
        values=dict.fromkeys(inputs(render(CONSTRAINT_FORM, "en").card), ANYTHING) | {"named": ROCKET * MAX_NAMED},
    ),
    "workflow": replace(
        WORKFLOW, name=ROCKET * MAX_NAME, actors=(ROCKET * MAX_ROLE,) * MOST_ACTORS, attached=HITS, steps=READ,
        volume_per_month=Decimal("1.5"), constraints=LIMITS, begun=False,
    ),
    "watch": replace(WATCH, name=ROCKET * MAX_NAME, steps=READ[:MOST_STEPS], totals=totals(READ[:MOST_STEPS])),
    "step": replace(STEP, name=ROCKET * MAX_NAME, values=dict.fromkeys(inputs(render(STEP, "en").card), ANYTHING)),
    "record": replace(FULLEST["record"], constraints=LIMITS, attached=HITS[0]),  # type: ignore[type-var]
    "decision": replace(DECISION_REFUSED, constraints=LIMITS),
    "digest": replace(FULL_DIGEST, constraints=LIMITS),
    "check_in_again": replace(
        FORM, rows=AGAIN, person=PERSON, constraints=LIMITS, attestations=LINES, page=2, pages=3, beyond={"i-9": BAD},
        values={f"{one.initiative}.{part}": said for one in AGAIN for part, said in SAID_AGAIN.items()},
    ),
    "check_in": replace(FORM, rows=FORM.rows * 2, constraints=LIMITS, attestations=LINES),
}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", FULL)
def test_the_fullest_card_is_delivered(name: str, language: str) -> None:
    assert size(render(FULL[name], language).card) <= MOST_BYTES

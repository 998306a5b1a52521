"""Realistic samples of what is in production: the message to its sponsor, and digests with its lines."""

from dataclasses import replace
from datetime import date

from portfolio.gates import Origin
from portfolio.messages import Reason
from portfolio.verdicts import Verdict
from portfolio.views.production import OutcomeLine, Outcomes
from tests.cards.panels import NAMES, PEOPLE, READ
from tests.cards.uses import EVERY
from tests.cards.views import DIGEST, FULL, QUIET


def produced(number: int, **changes: object) -> OutcomeLine:
    made = OutcomeLine(
        initiative=f"i{number:02d}", name=NAMES[number % len(NAMES)], sponsor=PEOPLE[number % len(PEOPLE)],
        funded_on=date(2026, 3, 12), then=Verdict.PROVEN, panel=READ, review_on=date(2027, 3, 12),
        origin=Origin.YEARLY,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


BAD = replace(READ, verdict=Verdict.SHORT)
LINES = (
    produced(0),
    produced(1, panel=BAD, then=Verdict.LIKELY, origin=Origin.CHECK, review_on=date(2026, 6, 10)),
    produced(2, panel=BAD, origin=Origin.FADING, use=EVERY["fading"]),
    produced(3, panel=replace(READ, verdict=Verdict.WORSE), origin=Origin.GUARDRAIL),
    produced(4, panel=None, then=None),
)
OUTCOMES = Outcomes(
    period="2026-10", person="Dana Whitfield", digest_on=date(2026, 11, 6), lines=LINES[1:2], more=0, all=1,
    why=Reason.OUTCOME,
)  # fmt: skip
FULLEST = tuple(
    produced(n, name=NAMES[6], sponsor=PEOPLE[2], panel=BAD, origin=Origin.GUARDRAIL) for n in range(10)
)

SAMPLES: dict[str, object] = {
    "outcomes_one": OUTCOMES,
    "outcomes_several": replace(OUTCOMES, lines=LINES[1:4], all=6),
    "outcomes_fullest": replace(OUTCOMES, lines=FULLEST[:5], more=5, all=27),
    "digest_production": replace(DIGEST, production=LINES, more_production=2),
    "digest_production_quiet": replace(QUIET, production=LINES[:1]),
    "digest_production_only": replace(QUIET, production=LINES[:2], counts=(), outcomes=()),
    "digest_production_fullest": replace(FULL, production=FULLEST, more_production=9),
}

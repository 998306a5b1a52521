"""Bad news about an initiative, as codes: its sponsor reads it first (R18).

Bad news is what changes by itself and is told by the system: a verdict, a broken guardrail, a fade, use that rests on few.
Gate dates, overdue gates and security have ladders of their own and wait for nobody.
"""

from collections.abc import Mapping
from datetime import timedelta

from portfolio.adoption import Adoption
from portfolio.evidence import Evidence
from portfolio.statistics.guardrails import Guard
from portfolio.verdicts import Verdict
from portfolio.views.checkins import CheckInForm, Row
from portfolio.views.gates import DecisionForm
from portfolio.views.production import OutcomeLine, Outcomes

HEAD_START = 3
"""Working days between the sponsor's message and leadership (R18)."""
LONGEST_HOLD = timedelta(days=45)
"""How long bad news waits for its sponsor's message at most. Found just after one check-in, it is in the next one's message
and open to leadership within 40 days, holidays included: after that, none could be sent, and leadership reads it (R15)."""
BAD = frozenset({Verdict.SHORT, Verdict.IMPROVED, Verdict.NO_EFFECT, Verdict.UNCLEAR, Verdict.WORSE})
"""Everything that was measured and misses the target. Not measured is no news."""
News = frozenset[str]


def of_evidence(found: Evidence | None) -> News:
    """What is bad about what was measured."""
    if found is None:
        return frozenset()
    broken = {f"guardrail:{one.rail.number}" for one in found.guardrails if one.guard is Guard.BROKEN}
    return frozenset(broken | ({f"verdict:{found.verdict.value}"} if found.verdict in BAD else set()))


def of_use(use: Adoption | None) -> News:
    """What is bad about how it is used. Amber is a colour on a page, and no news (docs/statistics.md, adoption)."""
    if use is None:
        return frozenset()
    return frozenset(code for code, holds in (("use:fading", use.fading), ("use:hero", use.hero is True)) if holds)


def of_line(line: OutcomeLine) -> News:
    """What is bad about what is in production."""
    return of_evidence(line.panel.why if line.panel else None) | of_use(line.use)


def of_row(row: Row) -> News:
    """What is bad about what a check-in asks about."""
    return of_evidence(row.panel.why if row.panel else None) | of_use(row.use)


def read_in(view: object) -> Mapping[str, News]:
    """What a sponsor reads in a message, by initiative: all the bad news there is of each, what did not fit included."""
    if isinstance(view, CheckInForm):
        return {**view.beyond, **{row.initiative: of_row(row) for row in view.rows}}
    if isinstance(view, Outcomes):
        return {**view.beyond, **{line.initiative: of_line(line) for line in view.lines}}
    if isinstance(view, DecisionForm) and view.panel is not None:
        return {view.initiative: of_evidence(view.panel.why)}
    return {}

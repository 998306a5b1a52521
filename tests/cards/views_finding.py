"""Realistic answers to somebody who looks for something: found, listed only, on further pages, nothing, nothing asked."""

from dataclasses import replace
from datetime import date

from portfolio.conditions import Condition
from portfolio.errors import problem
from portfolio.filters import Filter, Sort
from portfolio.gates import GateState
from portfolio.imports.entries import ListedStage
from portfolio.initiatives import Stage
from portfolio.overlaps import Agrees
from portfolio.searching import Where
from portfolio.views.finding import InitiativeCard, SearchHit, SearchResults
from portfolio.views.initiatives import RegisterForm, Similar
from tests.cards.panels import MEASURED, NAMES, PEOPLE, REPORTED
from tests.cards.views_lists import PORTFOLIO


def hit(number: int, **changes: object) -> SearchHit:
    made = SearchHit(
        initiative=f"i{number:02d}", name=NAMES[number % len(NAMES)], who=PEOPLE[number % len(PEOPLE)], stage=Stage.PILOTING,
        places=(Where.NAME,), said="",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


RESULTS = SearchResults(
    text="proposal draft",
    hits=(
        hit(0),
        hit(1, places=(Where.NAME, Where.WORKFLOW), said="From a request for *proposal* to the first draft"),
        hit(2, stage=Stage.RETIRED, who=None, places=(Where.LESSON,),
            said="… nobody read the drafts before the client call, so the time that was saved came back as …"),
        hit(6, initiative=None, who="DHS, Customs and Border Protection", stage=ListedStage.PILOT,
            places=(Where.INTENT, Where.UNIT), said="… proposals that wait for weeks [x](https://evil.example) …"),
        hit(7, initiative=None, who=None, stage=ListedStage.UNKNOWN),
        hit(8, stage=Stage.AT_GATE),
        hit(9), hit(4),
    ),
    page=2, pages=3, total=20,
)  # fmt: skip

PASTED = InitiativeCard(
    name=NAMES[0], workflow="From a request for proposal to the first draft", stage=Stage.PILOTING, sponsor=PEOPLE[0],
    owned=True, gate_on=date(2026, 12, 14), gate_state=GateState.ARMED, days_left=19, panel=MEASURED, on=date(2026, 11, 25),
)
CONDITION, TEXT = Filter(condition=Condition.OVERDUE), Filter(text="*draft* [x](https://evil.example)", sort=Sort.NAME)
ALL = Filter(condition=Condition.UNMEASURED, stage=Stage.AT_GATE, sponsor="Dana", text="draft", sort=Sort.SPONSOR)

SIMILAR = (
    Similar(initiative="i-1", name=NAMES[0], sponsor=PEOPLE[0], stage=Stage.RETIRED, agrees=(Agrees.NAME, Agrees.WORKFLOW),
            lesson="Nobody read the *drafts* before the client call, so the time saved came back as rework."),
    Similar(initiative="i-2", name=NAMES[6], sponsor=None, stage=Stage.PILOTING, agrees=(Agrees.WORKFLOW,), lesson=""),
    Similar(initiative=None, name=NAMES[8], sponsor=None, stage=None, agrees=(Agrees.NAME,), lesson=""),
)  # fmt: skip
REGISTER = RegisterForm(token="t-1", today=date(2026, 11, 25), values={"name": "RFP drafting"}, problems=(), similar=SIMILAR)

SAMPLES: dict[str, object] = {
    "search": RESULTS,
    "search_one": replace(RESULTS, hits=RESULTS.hits[:1], page=1, pages=1, total=1, in_channel=True),
    "search_nothing": replace(RESULTS, text="*zzz* [a](b)", hits=(), page=1, pages=1, total=0),
    "register_similar": REGISTER,
    "register_one_similar": replace(REGISTER, similar=SIMILAR[2:], problems=(problem("sponsor", "sponsor_needed"),)),
    "pasted": PASTED,
    "pasted_bare": replace(
        PASTED, name=NAMES[8], workflow="*bold*", sponsor=None, owned=False, gate_on=None, gate_state=None, days_left=None,
        panel=None, stage=Stage.RETIRED,
    ),
    "pasted_reported": replace(
        PASTED, name=NAMES[7], owned=False, panel=REPORTED, gate_state=GateState.OVERDUE, days_left=-3
    ),
    "portfolio_narrowed": replace(PORTFOLIO, filter=CONDITION, seen=112),
    "portfolio_ordered": replace(PORTFOLIO, filter=TEXT, total=1, rows=PORTFOLIO.rows[:1], page=1, pages=1, seen=112),
    "portfolio_none_so": replace(PORTFOLIO, filter=ALL, total=0, rows=(), page=1, pages=1, seen=112, in_channel=True),
    "search_ask": replace(RESULTS, text="", hits=(), page=1, pages=1, total=0),
}

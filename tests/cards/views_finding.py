"""Realistic answers to somebody who looks for something: found, listed only, on further pages, nothing, nothing asked."""

from dataclasses import replace

from portfolio.imports.entries import ListedStage
from portfolio.initiatives import Stage
from portfolio.searching import Where
from portfolio.views.finding import SearchHit, SearchResults
from tests.cards.panels import NAMES, PEOPLE


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

SAMPLES: dict[str, object] = {
    "search": RESULTS,
    "search_one": replace(RESULTS, hits=RESULTS.hits[:1], page=1, pages=1, total=1, in_channel=True),
    "search_nothing": replace(RESULTS, text="*zzz* [a](b)", hits=(), page=1, pages=1, total=0),
    "search_ask": replace(RESULTS, text="", hits=(), page=1, pages=1, total=0),
}

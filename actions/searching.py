"""`search`: initiatives and entries of imported lists by words, as far as the person who asks may see them (A9, G9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.initiatives import Initiative, stage_on
from portfolio.names import folded
from portfolio.people import Actor, name_of
from portfolio.searching import Match, Where, excerpt, kept_sections, match, sections, wanted
from portfolio.views.finding import SearchHit, SearchResults
from store import Tx, decisions, initiatives, intakes, listings, people

PAGE = 8
LONGEST = 100
"""Characters of a question; more are not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An initiative with its texts, or the key of a listed entry, with its name as names are ordered."""

    one: Initiative | str
    name: str
    match: Match
    texts: Mapping[Where, str]


def search(tx: Tx, actor: Actor, text: str, page: int, now: datetime) -> SearchResults:
    """One page of what this person may see that has all of these words. Listed entries are the portfolio's, so whoever may
    see only their own does not find them; one that became an initiative is found as that."""
    text = " ".join(text.split())[:LONGEST]
    words = wanted(text)
    seen = [one for one in initiatives.everything(tx) if allowed(actor, Act.SEE, one)]
    found = _found(tx, words, seen, listed=allowed(actor, Act.SEE_PORTFOLIO))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    return SearchResults(
        text=text, hits=_hits(tx, words, found[(page - 1) * PAGE : page * PAGE], local_date(now, actor.zone)),
        page=page, pages=pages, total=len(found),
    )


def everything(tx: Tx, text: str, today: date) -> tuple[SearchHit, ...]:
    """All that has these words, for whoever has the record's command line."""
    words = wanted(text)
    return _hits(tx, words, _found(tx, words, initiatives.everything(tx), listed=True), today)


def matching(tx: Tx, text: str, seen: Iterable[Initiative]) -> list[Initiative]:
    """Those of these initiatives that have all of these words, the nearest first."""
    found = _found(tx, wanted(text), seen, listed=False)
    return [one.one for one in found if isinstance(one.one, Initiative)]


def _found(tx: Tx, words: tuple[str, ...], seen: Iterable[Initiative], *, listed: bool) -> list[_Found]:
    if not words:
        return []
    lessons, adopted = decisions.lessons(tx), intakes.everything(tx)
    units = {origin.initiative: origin.unit for origin in adopted.values()}
    found = []
    for one in seen:
        texts = {
            Where.NAME: one.name, Where.WORKFLOW: one.workflow, Where.INTENT: one.intent,
            Where.LESSON: lessons.get(one.id, ""), Where.UNIT: units.get(one.id, ""),
        }
        if (met := match(words, sections(texts))) is not None:
            found.append(_Found(one=one, name=folded(one.name), match=met, texts=texts))
    for key, kept in listings.with_words(tx, words) if listed else ():
        here = kept_sections(kept)
        if key not in adopted and (met := match(words, here)) is not None:
            found.append(_Found(one=key, name=here[Where.NAME].strip(), match=met, texts={}))
    found.sort(key=lambda one: (-one.match.score, isinstance(one.one, str), len(one.name), one.name))
    return found


def _hits(tx: Tx, words: tuple[str, ...], found: list[_Found], today: date) -> tuple[SearchHit, ...]:
    entries = listings.several(tx, [one.one for one in found if isinstance(one.one, str)])
    names = people.many(tx, [one.one.sponsor for one in found if isinstance(one.one, Initiative)])
    hits = []
    for each in found:
        one, places = each.one, each.match.places
        if isinstance(one, str):
            entry = entries[one]
            unit = ", ".join(part for part in (entry.organisation, entry.unit) if part)
            texts = {Where.NAME: entry.name, Where.UNIT: unit, Where.INTENT: entry.intent}
            hits.append(SearchHit(
                initiative=None, name=entry.name, who=unit or None, stage=entry.stage, places=places,
                said=_said(words, texts, places),
            ))
        else:
            hits.append(SearchHit(
                initiative=one.id, name=one.name, who=name_of(names, one.sponsor),
                stage=stage_on(one.stage, one.first_use, today), places=places,
                said=_said(words, each.texts, places),
            ))
    return tuple(hits)


def _said(words: tuple[str, ...], texts: Mapping[Where, str], places: tuple[Where, ...]) -> str:
    """The words around what was found outside the name, at the first such place."""
    place = next((where for where in places if where is not Where.NAME), None)
    return "" if place is None else excerpt(words, texts[place])

"""Bad news that sponsors have been sent, and the day from which others may read it (R18)."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import delete, insert, select

from store.database import Tx
from store.judging_tables import told


def put(tx: Tx, initiative: str, news: Iterable[str], on: date) -> None:
    """This is what holds now: news that holds no more is forgotten, so that it is news when it comes again. What was told
    before keeps its day."""
    here = told.c.initiative == initiative
    now = frozenset(news)
    tx.execute(delete(told).where(here, told.c.news.not_in(now)))
    known = {row.news for row in tx.execute(select(told.c.news).where(here))}
    if new := sorted(now - known):
        tx.execute(insert(told), [{"initiative": initiative, "news": code, "open_on": on} for code in new])


def open_of(tx: Tx, initiatives: Iterable[str], today: date) -> Mapping[str, frozenset[str]]:
    """What others may read today, by initiative."""
    where = told.c.initiative.in_(list(initiatives)) & (told.c.open_on <= today)
    found: dict[str, set[str]] = {}
    for row in tx.execute(select(told).where(where)):
        found.setdefault(row.initiative, set()).add(row.news)
    return {key: frozenset(codes) for key, codes in found.items()}

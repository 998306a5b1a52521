"""Erasing a person from every table but the ledger, which holds their random number only (M7; HOUSE.md, the ledger)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, String, Table, delete, func, or_, select, update

from portfolio.imports.entries import Entry
from portfolio.people import ERASED, Person
from portfolio.searching import entry_words
from store import interviews, leaving, texts, uploads
from store.account_tables import accounts
from store.discover_tables import constraints, watched, workflows
from store.domain_tables import addresses, answers, decisions, defaults, gates, people, people_roles
from store.every_table import metadata
from store.idea_tables import ideas
from store.initiatives import name_key
from store.interview_tables import pains
from store.judging_tables import amendments
from store.ledger import by_actor
from store.list_tables import listed, listed_words
from store.opportunity_tables import opportunities, ranking_weights
from store.overlap_tables import apart, merges
from store.roadmap_tables import roadmap_capacities, roadmap_moves
from store.tables import ledger, outbox, twins
from store.tables import texts as words
from store.values import load

_ENDED = "closed"
_KEPT = {ledger.name, people.name, words.name, listed_words.name}
"""Tables that are not searched: the ledger holds no words; people and texts are erased row by row; listed words
follow from their entry."""
_SHORTEST = 3
"""Shorter remarks ("ok") are erased where they are kept, and not looked for in old cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an erasing takes away: remarks they wrote, messages that were for them, and places where their name stands."""

    texts: int
    messages: int
    places: int


def look(tx: Connection, person: Person) -> Found:
    """What would go, without changing anything."""
    ids, said = _written(tx, person.number), interviews.said_by(tx, person.number)
    mine = select(func.count()).select_from(outbox).where(outbox.c.recipient_person == person.number)
    changes = sum(1 for _ in _changes(tx, person, _bodies(tx, ids)))
    return Found(texts=len(ids) + said, messages=tx.execute(mine).scalar_one(), places=changes)


def erase(tx: Connection, person: Person) -> Found:
    """Take it all away, for good. The row itself stays as a number that others' rows refer to."""
    found = look(tx, person)
    interviews.forget(tx, person.number)
    ids = _written(tx, person.number)
    for table, key, column, value in list(_changes(tx, person, _bodies(tx, ids))):
        tx.execute(update(table).where(*key).values({column.name: value}))
    for id in ids:
        texts.erase(tx, id)
    uploads.forget(tx)
    leaving.erase(tx, person.number)
    mine = outbox.c.recipient_person == person.number
    tx.execute(delete(twins).where(twins.c.outbox_id.in_(select(outbox.c.id).where(mine))))
    tx.execute(update(outbox).where(mine).values(
        state=_ENDED, activity_id=None, conversation_id=None, hold_reason=None, owner=None, lease_until=None, detail="erased"
    ))
    tx.execute(update(opportunities).where(opportunities.c.sponsor == person.number).values(sponsor=None))
    tx.execute(delete(addresses).where(addresses.c.person == person.number))
    tx.execute(delete(accounts).where(accounts.c.person == person.number))
    tx.execute(delete(people_roles).where(people_roles.c.person == person.number))
    tx.execute(update(people).where(people.c.number == person.number).values(
        name=ERASED, object_id=f"erased-{person.number}", zone="UTC", language="en", reachable=False, released=False
    ))
    return found


def _written(tx: Connection, person: int) -> list[int]:
    """The ids of the words this person wrote that are still there."""
    chosen = [
        select(answers.c.note).where(answers.c.by == person),
        select(decisions.c.reason).where(decisions.c.by == person),
        select(decisions.c.remark).where(decisions.c.second == person),
        select(defaults.c.reason).where(defaults.c.reversed_by == person),
        select(pains.c.text).where(pains.c.by == person),
        select(amendments.c.reason).where(amendments.c.by == person),
        select(amendments.c.remark).where(amendments.c.second == person),
        select(constraints.c.text).where(constraints.c.said_by == person),
        select(constraints.c.source).where(constraints.c.said_by == person),
        select(constraints.c.lift_reason).where(constraints.c.lifted_by == person),
        select(watched.c.pains).where(watched.c.by == person),
        select(opportunities.c.reason).where(opportunities.c.settled_by == person),
        select(ranking_weights.c.reason).where(ranking_weights.c.by == person),
        select(roadmap_capacities.c.reason).where(roadmap_capacities.c.by == person),
        select(roadmap_moves.c.reason).where(roadmap_moves.c.by == person),
        select(apart.c.reason).where(apart.c.by == person),
        select(merges.c.reason).where(merges.c.by == person),
        select(ideas.c.who).where(_proposed_by(person)),
        select(ideas.c.bothers).where(_proposed_by(person)),
    ]
    extended = [entry.data["gate"] for entry in by_actor(tx, person, "teams:gate:extended")]
    chosen.append(select(gates.c.extension).where(gates.c.id.in_(extended)))
    ids = {id for one in chosen for id in tx.execute(one).scalars() if id is not None}
    there = select(words.c.id).where(words.c.id.in_(ids), words.c.body.is_not(None))
    return sorted(tx.execute(there).scalars())


def _proposed_by(person: int) -> Any:
    """Ideas of this person."""
    return ideas.c.opportunity.in_(select(opportunities.c.id).where(opportunities.c.proposed_by == person))


def _bodies(tx: Connection, ids: list[int]) -> list[str]:
    found = tx.execute(select(words.c.body).where(words.c.id.in_(ids))).scalars()
    return sorted({body for body in found if len(body) >= _SHORTEST}, key=len, reverse=True)


_Change = tuple[Table, list[Any], Column[Any], str]


def _changes(tx: Connection, person: Person, bodies: list[str]) -> Iterator[_Change]:
    """Every cell that names them, or repeats what they wrote (frozen cards), with what it says instead."""
    patterns = [_whole(said) for name in (person.name, person.object_id) for said in _spellings(name)]
    patterns += [re.compile(re.escape(said)) for body in bodies for said in _spellings(body)]
    for table in metadata.sorted_tables:
        if table.name in _KEPT:
            continue
        keys = list(table.primary_key.columns)
        for column in table.columns:
            if not isinstance(column.type, String) or column.primary_key or column.foreign_keys or column.name == "name_key":
                continue
            looked_for = bodies if column is outbox.c.view else []
            for row in tx.execute(select(*keys, column).where(_mentions(column, person, looked_for))):
                *key, said = row
                left = said
                for pattern in patterns:
                    left = pattern.sub(ERASED, left)
                if left != said:
                    where = [part == value for part, value in zip(keys, key, strict=True)]
                    yield table, where, column, left
                    if table.name in ("initiatives", workflows.name) and column.name == "name":
                        yield table, where, table.c.name_key, name_key(f"{left} {key[0]}")
                    if column is listed.c.entry:
                        same = [part == value for part, value in zip(listed_words.primary_key, key, strict=True)]
                        yield listed_words, same, listed_words.c.words, entry_words(load(left, Entry))


def _mentions(column: Column[Any], person: Person, bodies: list[str]) -> Any:
    wanted = [*_spellings(person.name), person.object_id, *(said for body in bodies for said in _spellings(body))]
    return or_(*(column.contains(said, autoescape=True) for said in wanted))


def _spellings(said: str) -> list[str]:
    """As it is, and as JSON writes it."""
    return list(dict.fromkeys([said, json.dumps(said, ensure_ascii=False)[1:-1]]))


def _whole(said: str) -> re.Pattern[str]:
    """The name by itself: "Al" is not in "Although"."""
    return re.compile(rf"(?<!\w){re.escape(said)}(?!\w)")

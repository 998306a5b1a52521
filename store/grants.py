"""Grants: row <-> value. One row per initiative and address; asking again is its next round."""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.addresses import Address, read_address
from portfolio.grants import Grant, GrantState
from store import texts
from store.database import Tx
from store.source_tables import grants


def _key(address: Address) -> str:
    """One for everything that is enabled together."""
    return hashlib.sha256(address.reach.casefold().encode()).hexdigest()


def _grant(tx: Tx, row: Row[Any]) -> Grant:
    address = read_address(row.address)
    assert isinstance(address, Address), "only addresses that can be read are kept"
    return Grant(
        id=row.id, initiative=row.initiative, address=address, state=GrantState(row.state), round=row.round,
        asked_by=row.asked_by, asked_at=row.asked_at, answered_by=row.answered_by, answered_at=row.answered_at,
        reason=None if row.reason is None else texts.get(tx, row.reason), guardrail=row.guardrail,
    )


def add(tx: Tx, new: Grant) -> None:
    """A new row."""
    tx.execute(insert(grants).values(
        id=new.id, initiative=new.initiative, address=new.address.text, address_key=_key(new.address),
        state=new.state.value, round=new.round, asked_by=new.asked_by, asked_at=new.asked_at,
        answered_by=new.answered_by, answered_at=new.answered_at, guardrail=new.guardrail,
    ))


def get(tx: Tx, id: str) -> Grant | None:
    """By id."""
    row = tx.execute(select(grants).where(grants.c.id == id)).first()
    return _grant(tx, row) if row else None


def find(tx: Tx, initiative: str, address: Address) -> Grant | None:
    """What was said of an address for an initiative."""
    where = (grants.c.initiative == initiative, grants.c.address_key == _key(address))
    row = tx.execute(select(grants).where(*where)).first()
    return _grant(tx, row) if row else None


def ask_again(tx: Tx, old: Grant, address: Address, guardrail: int | None, by: int, now: datetime) -> Grant:
    """The next round of an address that was refused or withdrawn, or of another one on the same host."""
    new = replace(
        old, address=address, guardrail=guardrail, state=GrantState.ASKED, round=old.round + 1, asked_by=by, asked_at=now,
        answered_by=None, answered_at=None, reason=None,
    )
    tx.execute(update(grants).where(grants.c.id == old.id).values(
        address=address.text, guardrail=guardrail, state=new.state.value, round=new.round, asked_by=by, asked_at=now,
        answered_by=None, answered_at=None, reason=None,
    ))
    return new


def answer(tx: Tx, old: Grant, state: GrantState, by: int, now: datetime, reason: texts.TextRef | None) -> None:
    """An admin's answer."""
    tx.execute(update(grants).where(grants.c.id == old.id).values(
        state=state.value, answered_by=by, answered_at=now, reason=None if reason is None else reason.id
    ))


def in_state(tx: Tx, state: GrantState, *, initiative: str | None = None) -> list[Grant]:
    """All grants in a state, the longest asked first; or those of one initiative."""
    where = [grants.c.state == state.value]
    if initiative is not None:
        where.append(grants.c.initiative == initiative)
    return [_grant(tx, row) for row in tx.execute(select(grants).where(*where).order_by(grants.c.asked_at, grants.c.id))]


def enabled(tx: Tx, ids: Collection[str]) -> frozenset[str]:
    """Those of these grants that hold."""
    where = (grants.c.id.in_(list(ids)), grants.c.state == GrantState.ENABLED.value)
    return frozenset(tx.execute(select(grants.c.id).where(*where)).scalars())

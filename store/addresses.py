"""Where people and channels can be reached: the raw reference of the newest authenticated event, one row each."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from portfolio.delivery import Address
from store.database import Tx
from store.domain_tables import addresses
from store.once import insert_new

_LOCKED = select(addresses).where(addresses.c.key == bindparam("of")).with_for_update()
_REACHED = select(addresses).where(addresses.c.key == bindparam("of"), addresses.c.installed)
_RENEW = update(addresses).where(addresses.c.key == bindparam("of"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One place as an event described it. `raw` is the activity's JSON; `at` the event's own timestamp."""

    person: int | None
    channel: str | None
    team: str | None
    tenant: str
    conversation_id: str | None
    service_url: str
    bot_id: str
    member_id: str | None
    raw: str
    installed: bool
    at: datetime

    @property
    def key(self) -> str:
        """"person:<number>" or "channel:<id>"."""
        return f"person:{self.person}" if self.person is not None else f"channel:{self.channel}"


def keep(tx: Tx, new: Reference) -> bool:
    """Store or renew a place. An event older than what is known changes nothing, so events may come in any order.

    Returns True when the place became installed or stopped being so.
    """
    if new.team is not None and _removed_after(tx, new.team, new.at):
        new = replace(new, installed=False)
    values = {name: getattr(new, name) for name in Reference.__slots__}
    old = _locked(tx, new.key)
    if old is None:
        if insert_new(tx, addresses, addresses.c.key, key=new.key, **values):
            return new.installed
        old = _locked(tx, new.key)     # somebody else inserted it at this very moment
        assert old is not None
    if _order(new) < _order(old):
        return False
    if new.conversation_id is None:
        values["conversation_id"] = old.conversation_id
    tx.execute(_RENEW, {"of": new.key, **values})
    return bool(old.installed != new.installed)


def _locked(tx: Tx, key: str) -> Row[Any] | None:
    return tx.execute(_LOCKED, {"of": key}).first()


def _order(one: Any) -> tuple[datetime, bool, str]:
    """Newer events count. Two of the same instant are put in the same order however they come; a place they disagree
    about counts as installed: sending there tells the truth."""
    return one.at, one.installed, one.raw


def _team_key(team: str) -> str:
    return f"team:{team}"


def _removed_after(tx: Tx, team: str, at: datetime) -> bool:
    """Whether the app was removed from the team after something was said there."""
    removed = tx.execute(select(addresses.c.at).where(addresses.c.key == _team_key(team))).scalar()
    return removed is not None and at <= removed


def _address(row: Row[Any]) -> Address:
    return Address(
        tenant=row.tenant, service_url=row.service_url, conversation_id=row.conversation_id, member_id=row.member_id,
        bot_id=row.bot_id,
    )


def _find(tx: Tx, key: str) -> Address | None:
    row = tx.execute(_REACHED, {"of": key}).first()
    return _address(row) if row else None


def of_person(tx: Tx, number: int) -> Address | None:
    """The person's one-to-one chat, or None while the app is not installed for them."""
    return _find(tx, f"person:{number}")


def of_channel(tx: Tx, channel: str) -> Address | None:
    """The channel, or None when the app is not in its team."""
    return _find(tx, f"channel:{channel}")


def leave_team(tx: Tx, team: str, at: datetime) -> bool:
    """The app was removed from a team: none of its channels can be reached until something newer comes from there.

    A row of its own remembers it, for what a channel said before may arrive afterwards. False when it was known.
    """
    key = _team_key(team)
    mark = dict.fromkeys(("tenant", "service_url", "bot_id", "raw"), "")
    if not insert_new(tx, addresses, addresses.c.key, key=key, installed=False, at=at, **mark):
        older = (addresses.c.key == key) & (addresses.c.at < at)
        if tx.execute(update(addresses).where(older).values(at=at)).rowcount == 0:
            return False
    there = (addresses.c.team == team) & (addresses.c.at <= at)
    tx.execute(update(addresses).where(there).values(installed=False))
    return True


def unreachable(tx: Tx, key: str) -> None:
    """A send was refused for good: nothing more is sent there until a new event arrives from it."""
    tx.execute(update(addresses).where(addresses.c.key == key).values(installed=False))


def learn_conversation(tx: Tx, key: str, conversation_id: str) -> None:
    """Keep the id of a chat that was created by sending."""
    tx.execute(update(addresses).where(addresses.c.key == key).values(conversation_id=conversation_id))

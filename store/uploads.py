"""Lists on their way into the record: row <-> value. What was read is erased as soon as the way has ended."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.imports.uploads import UPLOAD_MOVES, Seen, Told, Trouble, Upload, UploadState
from portfolio.machines import step
from store.database import Tx
from store.upload_tables import uploads
from store.values import dump, load

_OPEN = (UploadState.WAITING.value, UploadState.READ.value, UploadState.ORDERED.value)
_PLAIN = [column for column in uploads.c if column.name != "sheet"]
_ERASED = {"url": None, "seen": None, "trouble": None, "sheet": None}


def _upload(row: Row[Any]) -> Upload:
    return Upload(
        id=row.id, asker=row.asker, state=UploadState(row.state), name=row.name, url=row.url, address=row.address,
        told=load(row.told, Told), seen=None if row.seen is None else load(row.seen, Seen),
        trouble=None if row.trouble is None else load(row.trouble, Trouble), asked_at=row.asked_at,
        expires_at=row.expires_at, revision=row.revision, card=row.card, shown=row.shown, number=row.number,
    )


def add(tx: Tx, new: Upload) -> None:
    """A list that somebody sent or named."""
    tx.execute(insert(uploads).values(
        id=new.id, asker=new.asker, state=new.state.value, name=new.name, url=new.url, address=new.address,
        told=dump(new.told), asked_at=new.asked_at, expires_at=new.expires_at, revision=new.revision, card=new.card,
        shown=new.shown,
    ))


def get(tx: Tx, id: str) -> Upload | None:
    """By id."""
    row = tx.execute(select(*_PLAIN).where(uploads.c.id == id)).first()
    return _upload(row) if row else None


def open_of(tx: Tx, asker: int) -> list[Upload]:
    """What somebody has not finished, oldest first."""
    where = (uploads.c.asker == asker, uploads.c.state.in_(_OPEN))
    return [_upload(row) for row in tx.execute(select(*_PLAIN).where(*where).order_by(uploads.c.asked_at, uploads.c.id))]


def to_do(tx: Tx) -> list[Upload]:
    """What waits for the worker, oldest first: to be read, or to be imported."""
    where = uploads.c.state.in_((UploadState.WAITING.value, UploadState.ORDERED.value))
    return [_upload(row) for row in tx.execute(select(*_PLAIN).where(where).order_by(uploads.c.asked_at, uploads.c.id))]


def late(tx: Tx, now: datetime) -> list[Upload]:
    """The open ones whose time is over."""
    where = (uploads.c.state.in_(_OPEN), uploads.c.expires_at <= now)
    return [_upload(row) for row in tx.execute(select(*_PLAIN).where(*where).order_by(uploads.c.id))]


def askers_of(tx: Tx, address: str) -> set[int]:
    """Who has had a list read from this place."""
    where = (uploads.c.address == address, uploads.c.revision > 0)
    return set(tx.execute(select(uploads.c.asker).where(*where)).scalars())


def sheet(tx: Tx, id: str) -> bytes | None:
    """The rows that were read, as they are kept (store.kept_sheets); None: they have to be fetched."""
    return tx.execute(select(uploads.c.sheet).where(uploads.c.id == id)).scalar()


def read(
    tx: Tx, one: Upload, *, seen: Seen | None, trouble: Trouble | None, sheet: bytes | None, until: datetime
) -> None:
    """What came of a reading. `sheet` None leaves what is kept."""
    kept = {} if sheet is None else {"sheet": sheet}
    _move(
        tx, one, UploadState.READ, url=None, trouble=None if trouble is None else dump(trouble),
        seen=None if seen is None else dump(seen), revision=one.revision + 1, expires_at=until, **kept,
    )


def again(tx: Tx, one: Upload, told: Told, until: datetime) -> None:
    """To be understood anew, with other columns."""
    _move(tx, one, UploadState.WAITING, told=dump(told), expires_at=until)


def order(tx: Tx, one: Upload, until: datetime) -> None:
    """To be imported."""
    _move(tx, one, UploadState.ORDERED, expires_at=until)


def applied(tx: Tx, one: Upload, number: int | None) -> None:
    """Imported; None: everything in it was known like this."""
    _move(tx, one, UploadState.APPLIED, number=number, **_ERASED)


def end(tx: Tx, one: Upload) -> None:
    """Put aside, or its time is over."""
    _move(tx, one, UploadState.OVER, **_ERASED)


def on_card(tx: Tx, id: str, card: str | None, shown: int) -> None:
    """The card in the chat that shows it, and how often it was told something new."""
    tx.execute(update(uploads).where(uploads.c.id == id).values(card=card, shown=shown))


def _move(tx: Tx, one: Upload, then: UploadState, **values: Any) -> None:
    state = step(UPLOAD_MOVES, one.state, then, thing="upload")
    tx.execute(update(uploads).where(uploads.c.id == one.id).values(state=state.value, **values))


def forget(tx: Tx) -> None:
    """End all that is not being imported this moment: whoever is to be erased may be named in any list."""
    open_ = uploads.c.state.in_((UploadState.WAITING.value, UploadState.READ.value))
    tx.execute(update(uploads).where(open_).values(state=UploadState.OVER.value, **_ERASED))

"""The few switches an admin turns while the app runs; everything else is configuration."""

from sqlalchemy import delete, insert, select, update

from store.database import Tx
from store.domain_tables import settings
from store.locks import alone

LEADERSHIP_CHANNEL = "leadership_channel"
RELEASED_CHANNEL = "released_channel"
SAMPLE = "sample"
GRANTED = "granted"


def audit_card(person: int) -> str:
    """The key of the card in somebody's chat that shows the audit under way and changes by itself."""
    return f"audit_card:{person}"


def get(tx: Tx, key: str) -> str | None:
    """The value, or None when it was never set."""
    row = tx.execute(select(settings.c.value).where(settings.c.key == key)).first()
    return row.value if row else None


def put(tx: Tx, key: str, value: str) -> bool:
    """Set a value; False when it already was that."""
    alone(tx, f"setting:{key}")
    old = get(tx, key)
    if old == value:
        return False
    if old is None:
        tx.execute(insert(settings).values(key=key, value=value))
    else:
        tx.execute(update(settings).where(settings.c.key == key).values(value=value))
    return True


def drop(tx: Tx, key: str) -> None:
    """It is not set any more."""
    tx.execute(delete(settings).where(settings.c.key == key))

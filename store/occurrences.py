"""Each scheduled thing happens once, by its key (R22)."""

from datetime import datetime

from sqlalchemy import Connection

from store.once import insert_once
from store.tables import occurrences


def claim(tx: Connection, key: str, now: datetime) -> bool:
    """Claim the occurrence `key` (what, for whom, which period); False when it was claimed before, by whomever.

    What the occurrence causes belongs into the same transaction: then it happens exactly when the claim is kept.
    """
    return insert_once(tx, occurrences, occurrences.c.key, key=key, claimed_at=now)

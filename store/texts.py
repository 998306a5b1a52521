"""Words that can be erased. The ledger refers to them by a salted hash, which says nothing once the salt is gone."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.tables import texts

SALT_BYTES = 16
_PUT = texts.insert().returning(texts.c.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRef:
    """Where some words are, and what the ledger may say about them: SHA-256 of salt and UTF-8 body, in hex."""

    id: int
    hash: str


def digest(salt: bytes, body: str) -> str:
    """The hash the ledger holds."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def put(tx: Connection, body: str) -> TextRef:
    """Keep words. The same words twice are two texts with two hashes.

    ValueError for what no data base keeps as text: the character NUL and halves of surrogate pairs.
    """
    if "\0" in body:
        raise ValueError("a text cannot hold the character NUL")
    salt = secrets.token_bytes(SALT_BYTES)
    ref = digest(salt, body)
    return TextRef(id=tx.execute(_PUT, {"salt": salt, "body": body}).scalar_one(), hash=ref)


def get(tx: Connection, id: int) -> str | None:
    """The words; None when they were erased or never existed."""
    return tx.execute(select(texts.c.body).where(texts.c.id == id)).scalar_one_or_none()


def erase(tx: Connection, id: int) -> bool:
    """Erase words and salt for good; False when there was nothing left to erase.

    SQLite overwrites the page (secure_delete); what the write-ahead log still holds goes when the record is closed.
    """
    done = tx.execute(texts.update().where(texts.c.id == id, texts.c.body.is_not(None)).values(salt=None, body=None))
    return done.rowcount == 1

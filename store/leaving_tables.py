"""The table of files on their way out. No file is in it."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from store.metadata import BigId, metadata
from store.types import UtcDateTime

leaving = Table(
    "leaving",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("asker", BigId, ForeignKey("people.number"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("said", Text, nullable=True),                      # what was asked for, as JSON; erased when it is over
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("place", Text, nullable=True),                     # where Teams keeps it, as JSON; erased after a day
    Column("asked_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("tried_at", UtcDateTime, nullable=True),
    Index("ix_leaving_state_expires_at", "state", "expires_at"),
    Index("ix_leaving_asker", "asker"),
)

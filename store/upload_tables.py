"""Tables of lists on their way into the record, and of how the columns of lists are read."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from portfolio.imports.uploads import LONGEST_NAME
from store.metadata import BigId, metadata, primary_key
from store.types import UtcDateTime

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("asker", BigId, ForeignKey("people.number"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=True),                               # good for minutes; erased once it was read
    Column("address", Text, nullable=True),
    Column("told", Text, nullable=False),                             # what was said of the columns, as JSON
    Column("seen", Text, nullable=True),                              # what it says, as JSON; erased when it is over
    Column("trouble", Text, nullable=True),
    Column("sheet", LargeBinary, nullable=True),                      # its rows (kept_sheets); erased when it is over
    Column("asked_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("card", Text, nullable=True),                              # the key of the card in the chat, in the outbox
    Column("shown", Integer, nullable=False),
    Column("number", BigId, ForeignKey("imports.id"), nullable=True),
    Index("ix_uploads_state_expires_at", "state", "expires_at"),
    Index("ix_uploads_asker", "asker"),
)

mappings = Table(
    "mappings",
    metadata,
    primary_key("id"),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("name_key", String(64), nullable=False, unique=True),      # a hash of the folded name
    Column("headings", String(64), nullable=False),                   # a hash of the headings it is for
    Column("columns", Text, nullable=False),
    Column("order", String(3), nullable=True),
    Column("by", BigId, ForeignKey("people.number"), nullable=True),  # None: on the command line
    Column("at", UtcDateTime, nullable=False),
    Index("ix_mappings_headings", "headings"),
)

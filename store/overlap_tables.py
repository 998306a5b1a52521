"""Tables of what somebody said of two that look like one."""

from sqlalchemy import Column, ForeignKey, String, Table

from portfolio.imports.entries import MAX_KEY
from store.metadata import BigId, metadata
from store.types import UtcDateTime

apart = Table(
    "apart",                                                          # pairs that somebody told apart: listed keys, or ids
    metadata,
    Column("first", String(MAX_KEY + 10), primary_key=True),
    Column("second", String(MAX_KEY + 10), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=True),      # None: on the command line
    Column("reason", BigId, ForeignKey("texts.id"), nullable=True),       # words, erasable
)

merges = Table(
    "merges",                                                         # initiatives that went into another
    metadata,
    Column("initiative", String(16), ForeignKey("initiatives.id"), primary_key=True),
    Column("into", String(16), ForeignKey("initiatives.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=False),
    Column("reason", BigId, ForeignKey("texts.id"), nullable=False),      # words, erasable
    Column("things", String(10), nullable=True),                          # None: merged before this was asked
)

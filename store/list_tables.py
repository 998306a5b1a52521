"""Tables of imported lists. An entry is kept as its list had it, each time it changed; nothing is written over."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table, Text

from portfolio.imports.entries import MAX_KEY
from store.metadata import BigId, metadata, primary_key
from store.types import UtcDateTime

imports = Table(
    "imports",
    metadata,
    primary_key("id"),
    Column("at", UtcDateTime, nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=True),   # None: on the command line
    Column("file", String(200), nullable=False),
    Column("hash", String(64), nullable=False),                       # SHA-256 of the file
    Column("columns", Text, nullable=False),                          # which column was taken for what, as JSON
    Column("rows", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reverted_at", UtcDateTime, nullable=True),
    sqlite_autoincrement=True,
)

listed = Table(
    "listed",
    metadata,
    Column("import_id", BigId, ForeignKey("imports.id"), primary_key=True),
    Column("key", String(MAX_KEY + 10), primary_key=True),
    Column("hash", String(64), nullable=False),                       # of the entry, its row aside
    Column("entry", Text, nullable=False),
)

listed_words = Table(
    "listed_words",                                                   # by itself: a search reads all of it
    metadata,
    Column("import_id", BigId, primary_key=True),
    Column("key", String(MAX_KEY + 10), primary_key=True),
    Column("words", Text, nullable=False),                            # portfolio.searching.entry_words
    ForeignKeyConstraint(["import_id", "key"], ["listed.import_id", "listed.key"]),
)

"""Tables of audits: each with its document, what owners answered, and which keys are one thing under two names."""

from sqlalchemy import Column, Date, ForeignKey, String, Table, Text

from portfolio.imports.entries import MAX_KEY
from store.metadata import BigId, metadata, primary_key
from store.types import UtcDateTime

_KEY = MAX_KEY + 10

audits = Table(
    "audits",
    metadata,
    primary_key("id"),
    Column("state", String(8), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("opened_by", BigId, ForeignKey("people.number"), nullable=True),   # None: the calendar, or the command line
    Column("closed_at", UtcDateTime, nullable=True),
    Column("closed_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("before", BigId, ForeignKey("audits.id"), nullable=True),         # the one it is compared with
    Column("document", Text, nullable=True),                                 # canonical JSON, once it is closed
    Column("hash", String(64), nullable=True),                               # of that; the ledger has it too
    sqlite_autoincrement=True,
)

audit_answers = Table(
    "audit_answers",
    metadata,
    Column("audit", BigId, ForeignKey("audits.id"), primary_key=True),
    Column("key", String(_KEY), primary_key=True),
    Column("answer", String(16), nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

audit_joins = Table(
    "audit_joins",
    metadata,
    Column("former", String(_KEY), primary_key=True),
    Column("now", String(_KEY), nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=True),          # None: on the command line
    Column("at", UtcDateTime, nullable=False),
)

unlisted = Table(
    "unlisted",                                                               # no longer in its list since that import
    metadata,
    Column("import_id", BigId, ForeignKey("imports.id"), primary_key=True),
    Column("key", String(_KEY), primary_key=True),
)

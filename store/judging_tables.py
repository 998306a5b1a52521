"""Tables of what evidence was found, and of who has read bad news of it."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from store.metadata import BigId, metadata, primary_key
from store.types import UtcDateTime

verdicts = Table(
    "verdicts",
    metadata,
    primary_key(),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("metric", Integer, nullable=False),
    Column("gate", String(16), ForeignKey("gates.id"), nullable=False),
    Column("look", String(16), nullable=False),
    Column("hash", String(64), nullable=False),                    # of everything it was computed from
    Column("stamp", Text, nullable=False),
    Column("method", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("evidence", Text, nullable=False),                      # portfolio.evidence.Evidence as JSON
    Index("ix_verdicts_initiative", "initiative"),
    sqlite_autoincrement=True,
)

told = Table(
    "told",                                                        # bad news its sponsor has been sent (R18)
    metadata,
    Column("initiative", String(16), ForeignKey("initiatives.id"), primary_key=True),
    Column("news", String(40), primary_key=True),                  # a code
    Column("open_on", Date, nullable=False),                       # from when others may read it
)

amendments = Table(
    "amendments",                                                  # changes of locked criteria (R5), those refused included
    metadata,
    Column("id", String(16), primary_key=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("gate", String(16), ForeignKey("gates.id"), nullable=False),
    Column("was", Text, nullable=False),                           # portfolio.criteria.Criteria as JSON
    Column("now", Text, nullable=False),
    Column("metric", Text, nullable=False),                        # the version it makes, as JSON
    Column("reason", BigId, ForeignKey("texts.id"), nullable=False),  # words, erasable
    Column("by", BigId, ForeignKey("people.number"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("second", BigId, ForeignKey("people.number"), nullable=True),
    Column("settled_at", UtcDateTime, nullable=True),
    Column("remark", BigId, ForeignKey("texts.id"), nullable=True),
    Index("ix_amendments_gate", "gate"),
)

"""Tables of what may be read, and of looks into the tenant for a dialog."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from store.metadata import BigId, metadata
from store.types import UtcDateTime

grants = Table(
    "grants",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("address", Text, nullable=False),
    Column("address_key", String(64), nullable=False),             # a hash of the folded address: one row for one place
    Column("state", String(16), nullable=False),
    Column("round", Integer, nullable=False),                      # how often it was asked for
    Column("asked_by", BigId, ForeignKey("people.number"), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("answered_at", UtcDateTime, nullable=True),
    Column("reason", BigId, ForeignKey("texts.id"), nullable=True),  # words, erasable
    Column("guardrail", Integer, nullable=True),                   # what it was asked for; none: the metric that decides
    UniqueConstraint("initiative", "address_key"),
    Index("ix_grants_state", "state"),
)

lookups = Table(
    "lookups",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("asker", BigId, ForeignKey("people.number"), nullable=False),
    Column("grant", String(16), ForeignKey("grants.id"), nullable=False),
    Column("parent", String(16), nullable=True),                   # the look at the columns that a preview belongs to
    Column("state", String(16), nullable=False),
    Column("ask", Text, nullable=True),                            # as JSON; both are erased once the look is over
    Column("answer", Text, nullable=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("card", Text, nullable=True),                           # the key of the card in the chat, in the outbox
    Column("seen", Integer, nullable=False),                       # how often that card was told something new
    Column("source", String(16), nullable=True),                   # what was saved from it
    Index("ix_lookups_state_expires_at", "state", "expires_at"),
    Index("ix_lookups_asker_initiative", "asker", "initiative"),
)

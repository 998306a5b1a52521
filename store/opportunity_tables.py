"""Tables of the opportunity register: candidates, every answer that was ever given, and the weights of the ranking."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from store.metadata import BigId, metadata
from store.types import ExactDecimal, UtcDateTime

opportunities = Table(
    "opportunities",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),      # the form it came from: pressing twice adds once
    Column("name", String(200), nullable=False),
    Column("workflow", Text, nullable=False),                      # the work it is about, in words
    Column("proposed_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sponsor", BigId, ForeignKey("people.number"), nullable=True),
    Column("settled_at", UtcDateTime, nullable=True),
    Column("settled_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("reason", BigId, ForeignKey("texts.id"), nullable=True),
    Column("into", String(16), ForeignKey("opportunities.id"), nullable=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=True, unique=True),
    Column("origin", Text, nullable=True),                         # register.Origin as JSON, once it was promoted
    Index("ix_opportunities_proposed_by", "proposed_by"),
)

opportunity_answers = Table(
    "opportunity_answers",
    metadata,
    Column("opportunity", String(16), ForeignKey("opportunities.id"), primary_key=True),
    Column("question", String(24), primary_key=True),
    Column("version", Integer, primary_key=True),                  # counts from 1; the newest holds
    Column("fact", String(24), nullable=True),
    Column("amount", ExactDecimal, nullable=True),
    Column("basis", String(16), nullable=True),                    # None: taken back, so it is unknown again
    Column("source", Text, nullable=True),
    Column("on", Date, nullable=True),
    Column("by", BigId, ForeignKey("people.number"), nullable=True),
    Column("at", UtcDateTime, nullable=False),
)

ranking_weights = Table(
    "ranking_weights",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("value", Integer, nullable=False),
    Column("feasibility", Integer, nullable=False),
    Column("risk", Integer, nullable=False),
    Column("reason", BigId, ForeignKey("texts.id"), nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

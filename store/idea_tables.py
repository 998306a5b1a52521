"""The table of ideas: what was said of an opportunity when it was proposed, and what was answered."""

from sqlalchemy import Column, ForeignKey, String, Table

from store.metadata import BigId, metadata
from store.types import UtcDateTime

ideas = Table(
    "ideas",
    metadata,
    Column("opportunity", String(16), ForeignKey("opportunities.id"), primary_key=True),
    Column("who", BigId, ForeignKey("texts.id"), nullable=False),          # words of its author, erasable
    Column("often", String(16), nullable=False),
    Column("bothers", BigId, ForeignKey("texts.id"), nullable=False),      # the same
    Column("answer", String(16), nullable=True),
    Column("answered_at", UtcDateTime, nullable=True),
    Column("answered_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=True),
)

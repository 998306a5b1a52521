"""What makes an initiative ready for production beside its number: where its result appears, waves, needs, budget."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from store.metadata import BigId, metadata
from store.types import UtcDateTime

plans = Table(
    "plans",
    metadata,
    Column("initiative", String(16), ForeignKey("initiatives.id"), primary_key=True),
    Column("part", String(16), primary_key=True),                  # portfolio.plans.Part
    Column("version", Integer, primary_key=True),                  # from 1; the newest counts
    Column("content", Text, nullable=True),                        # the part's value as JSON; null: taken back
    Column("saved_by", BigId, ForeignKey("people.number"), nullable=True),  # null: by erasing somebody who owned a need
    Column("saved_at", UtcDateTime, nullable=False),
)

"""The table of initiatives."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from store.metadata import BigId, metadata
from store.types import UtcDateTime

initiatives = Table(
    "initiatives",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),      # the form it came from: pressing twice registers once
    Column("name", String(200), nullable=False),
    Column("name_key", String(200), nullable=False, unique=True),  # folded; two initiatives never share a name
    Column("workflow", Text, nullable=False),
    Column("intent", Text, nullable=False),
    Column("stage", String(24), nullable=False),
    Column("first_use", Date, nullable=True),                      # None: not known to the day
    Column("about", Date, nullable=True),                          # and then as exactly as it is known
    Column("about_precision", String(8), nullable=True),
    Column("sponsor", BigId, ForeignKey("people.number"), nullable=True),
    Column("sponsor_state", String(16), nullable=False),
    Column("sponsor_asked", UtcDateTime, nullable=True),
    Column("sponsor_since", UtcDateTime, nullable=True),
    Column("adoption_lead", BigId, ForeignKey("people.number"), nullable=True),
    Column("delivery_lead", BigId, ForeignKey("people.number"), nullable=True),
    Column("integration", String(24), nullable=True),
    Column("retirement_plan", Text, nullable=True),
    Column("registered_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("registered_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_initiatives_sponsor", "sponsor"),
)

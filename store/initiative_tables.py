"""Tables of initiatives, and of which entry of an imported list one came from."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from portfolio.imports.entries import MAX_KEY
from portfolio.initiatives import MAX_SENTENCE
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

intakes = Table(
    "intakes",
    metadata,
    Column("initiative", String(16), ForeignKey("initiatives.id"), primary_key=True),
    Column("key", String(MAX_KEY + 10), nullable=False, unique=True),  # of its entry: a list makes each initiative once
    Column("import_id", BigId, ForeignKey("imports.id"), nullable=False),  # whose entry was followed last
    Column("unit", String(80), nullable=False),
    Column("contact", String(MAX_SENTENCE), nullable=False),
    Column("latest", Date, nullable=False),                        # R1: its first gate is never later
)

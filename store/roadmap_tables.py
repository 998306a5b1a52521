"""Tables of the roadmap: how many squads there are, the moves people made, and what was accepted."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from store.metadata import BigId, instant, metadata, primary_key

roadmap_capacities = Table(
    "roadmap_capacities",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),     # counts from 1; the newest holds
    Column("squads", Integer, nullable=False),
    Column("weeks", Integer, nullable=False),
    Column("reason", BigId, ForeignKey("texts.id"), nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=False),
    instant("at"),
)

roadmap_moves = Table(
    "roadmap_moves",
    metadata,
    primary_key("id"),
    Column("opportunity", String(16), ForeignKey("opportunities.id"), nullable=False),
    Column("places", Integer, nullable=False),                             # -1 up, 1 down
    Column("reason", BigId, ForeignKey("texts.id"), nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=False),
    instant("at"),
    sqlite_autoincrement=True,
)

roadmaps = Table(
    "roadmaps",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),     # counts from 1; the newest is in force
    Column("plan", Text, nullable=False),                                  # portfolio.roadmap.values.Plan as JSON: no words
    Column("accepted_by", BigId, ForeignKey("people.number"), nullable=False),
    instant("accepted_at"),
    Column("withdrawn_by", BigId, ForeignKey("people.number"), nullable=True),
    instant("withdrawn_at", nullable=True),
)

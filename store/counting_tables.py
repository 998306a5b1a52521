"""Tables of how numbers come about by hand, of what must not get worse beside them, and of what is foreseen."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from store.metadata import BigId, metadata
from store.types import ExactDecimal, UtcDateTime

sprints = Table(
    "sprints",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("source", String(16), ForeignKey("sources.id"), nullable=False),  # where its cases are
    Column("way", String(8), nullable=False),
    Column("kinds", Text, nullable=False),                         # the kinds of work offered in the form, as JSON
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("use_was", Date, nullable=False),                       # first use before the sprint moved it
    Column("state", String(16), nullable=False),
    Column("started_by", BigId, ForeignKey("people.number"), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Index("ix_sprints_initiative", "initiative"),
)

sprint_loggers = Table(
    "sprint_loggers",
    metadata,
    Column("sprint", String(16), ForeignKey("sprints.id"), primary_key=True),
    Column("person", BigId, ForeignKey("people.number"), primary_key=True),
    Index("ix_sprint_loggers_person", "person"),
)

forecasts = Table(
    "forecasts",
    metadata,
    Column("gate", String(16), ForeignKey("gates.id"), primary_key=True),
    Column("week", Integer, primary_key=True),                     # since first use: one a week, and no more
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("metric", Integer, nullable=False),
    Column("batch", BigId, ForeignKey("batches.id"), nullable=False),  # the newest it was made from
    Column("method", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("foreseen", Text, nullable=True),                       # portfolio.outlook.Foreseen as JSON; null: nobody can say
    Index("ix_forecasts_initiative", "initiative"),
)

guardrails = Table(
    "guardrails",
    metadata,
    Column("initiative", String(16), ForeignKey("initiatives.id"), primary_key=True),
    Column("number", Integer, primary_key=True),                   # 1 to 3
    Column("version", Integer, primary_key=True),                  # the newest counts
    Column("name", String(200), nullable=False),
    Column("unit", String(40), nullable=False),
    Column("lower_is_better", Boolean, nullable=False),
    Column("margin", ExactDecimal, nullable=False),                # 0.05: 5 % worse is still bearable
    Column("dropped", Boolean, nullable=False),
    Column("saved_by", BigId, ForeignKey("people.number"), nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

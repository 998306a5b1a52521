"""Tables of workflows, of what was seen when they were watched, and of constraints."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from store.metadata import BigId, instant, metadata
from store.types import ExactDecimal

workflows = Table(
    "workflows",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),         # the form it came from
    Column("name", String(200), nullable=False),
    Column("name_key", String(200), nullable=False, unique=True),     # folded; two workflows never share a name
    Column("system_of_record", Text, nullable=True),
    Column("actors", Text, nullable=False),                           # roles, as JSON
    Column("owner_role", Text, nullable=True),
    Column("volume_per_month", ExactDecimal, nullable=True),
    Column("volume_source", Text, nullable=True),
    Column("volume_provenance", String(16), nullable=True),
    Column("volume_on", Date, nullable=True),                         # None: when it was registered
    Column("registered_by", BigId, ForeignKey("people.number"), nullable=True),  # None: on the command line
    instant("registered_at"),
    Column("revision", Integer, nullable=False),
)

attached = Table(
    "attached",                                                       # which workflow something belongs to
    metadata,
    Column("subject", String(16), primary_key=True),                  # of an initiative or an opportunity
    Column("workflow", String(16), ForeignKey("workflows.id"), nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=True),
    instant("at"),
    Column("open_on", Date, nullable=True),                           # from when leadership may read what hits it by that
    Index("ix_attached_workflow", "workflow"),
)

watched = Table(
    "watched",                                                        # a workflow was watched: its steps
    metadata,
    Column("id", String(16), primary_key=True),
    Column("workflow", String(16), ForeignKey("workflows.id"), nullable=False),
    Column("version", Integer, nullable=True),                        # None: still written down
    Column("steps", Text, nullable=False),                            # as JSON, without what hurts
    Column("pains", BigId, ForeignKey("texts.id"), nullable=True),    # what hurts, as JSON, in the order of the steps
    Column("observed_on", Date, nullable=False),
    Column("cases", Integer, nullable=True),
    Column("provenance", String(16), nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=True),
    instant("at"),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("workflow", "version"),
)

constraints = Table(
    "constraints",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),         # the form it came from
    Column("kind", String(16), nullable=False),
    Column("text", BigId, ForeignKey("texts.id"), nullable=False),
    Column("source", BigId, ForeignKey("texts.id"), nullable=False),
    Column("owner", BigId, ForeignKey("people.number"), nullable=False),
    Column("expires", Date, nullable=True),
    Column("reviewed_on", Date, nullable=True),
    Column("said_by", BigId, ForeignKey("people.number"), nullable=True),
    instant("said_at"),
    Column("open_on", Date, nullable=True),                           # from when leadership may read it; None: at once
    Column("revision", Integer, nullable=False),
    instant("lifted_at", nullable=True),
    Column("lifted_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("lift_reason", BigId, ForeignKey("texts.id"), nullable=True),
)

constraint_hits = Table(
    "constraint_hits",
    metadata,
    Column("constraint", String(16), ForeignKey("constraints.id"), primary_key=True),
    Column("subject", String(16), primary_key=True),                  # of an initiative, an opportunity or a workflow
    Column("open_on", Date, nullable=True),                           # one that came later; None: as its constraint
    Index("ix_constraint_hits_subject", "subject"),
)

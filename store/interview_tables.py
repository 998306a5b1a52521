"""Tables of interviews, of what was said in them, and of what the programme office made of it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from store.metadata import BigId, instant, metadata

interviews = Table(
    "interviews",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("workflow", String(16), ForeignKey("workflows.id"), nullable=False),
    Column("person", BigId, ForeignKey("people.number"), nullable=False),
    Column("standpoint", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("quotable", Boolean, nullable=False),
    Column("asked_by", BigId, ForeignKey("people.number"), nullable=False),
    instant("asked_at"),
    instant("answered_at", nullable=True),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("workflow", "person"),                            # asked once, whatever came of it
    Index("ix_interviews_person", "person"),
)

interview_answers = Table(
    "interview_answers",                                               # deleted when somebody takes them back
    metadata,
    Column("interview", String(16), ForeignKey("interviews.id"), primary_key=True),
    Column("topic", String(16), primary_key=True),
    Column("body", Text, nullable=False),
)

pains = Table(
    "pains",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("workflow", String(16), ForeignKey("workflows.id"), nullable=False),
    Column("topic", String(16), nullable=False),
    Column("text", BigId, ForeignKey("texts.id"), nullable=False),
    Column("by", BigId, ForeignKey("people.number"), nullable=False),
    instant("at"),
    Index("ix_pains_workflow", "workflow"),
)

pain_heard = Table(
    "pain_heard",                                                      # from which interviews
    metadata,
    Column("pain", String(16), ForeignKey("pains.id"), primary_key=True),
    Column("interview", String(16), ForeignKey("interviews.id"), primary_key=True),
)

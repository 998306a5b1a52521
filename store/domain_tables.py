"""Tables of the domain. Words and names live here and can be erased; the ledger holds only codes, ids and hashes."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from store.metadata import BigId, metadata, primary_key
from store.types import ExactDecimal, UtcDateTime

people = Table(
    "people",
    metadata,
    Column("number", BigId, primary_key=True, autoincrement=False),
    Column("tenant", String(64), nullable=False),
    Column("object_id", String(64), nullable=False),
    Column("name", String(256), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("met_at", UtcDateTime, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("released", Boolean, nullable=False),
    UniqueConstraint("tenant", "object_id"),
)

people_roles = Table(
    "people_roles",
    metadata,
    Column("person", BigId, ForeignKey("people.number"), primary_key=True),
    Column("role", String(32), primary_key=True),
)

addresses = Table(
    "addresses",
    metadata,
    Column("key", String(300), primary_key=True),                  # "person:<number>" or "channel:<id>"
    Column("person", BigId, ForeignKey("people.number"), nullable=True),
    Column("channel", String(256), nullable=True),
    Column("team", String(256), nullable=True),
    Column("tenant", String(64), nullable=False),
    Column("conversation_id", String(512), nullable=True),
    Column("service_url", String(512), nullable=False),
    Column("bot_id", String(256), nullable=False),
    Column("member_id", String(256), nullable=True),
    Column("raw", Text, nullable=False),
    Column("installed", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),                     # the newest event's own timestamp
    Index("ix_addresses_team", "team"),
)

settings = Table(
    "settings",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

metrics = Table(
    "metrics",
    metadata,
    Column("initiative", String(16), ForeignKey("initiatives.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("family", String(24), nullable=False),
    Column("unit", String(40), nullable=False),
    Column("lower_is_better", Boolean, nullable=False),
    Column("source", Text, nullable=True),
    Column("target", ExactDecimal, nullable=False),
    Column("target_on", Date, nullable=False),
    Column("floor", ExactDecimal, nullable=True),
    Column("population", Text, nullable=True),
    Column("per_month", ExactDecimal, nullable=True),
    Column("breadth", ExactDecimal, nullable=True),                # 0.5: half of its people have to use it (R4)
    Column("single_role", Text, nullable=True),                    # why nobody else has to: words
    Column("baseline", ExactDecimal, nullable=True),
    Column("baseline_provenance", String(16), nullable=True),
    Column("baseline_source", Text, nullable=True),
    Column("baseline_state", String(16), nullable=True),
    Column("baseline_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("baseline_on", Date, nullable=True),
    Column("baseline_n", Integer, nullable=True),                  # these eight: a baseline from history
    Column("baseline_slow", ExactDecimal, nullable=True),
    Column("baseline_first", Date, nullable=True),
    Column("baseline_last", Date, nullable=True),
    Column("baseline_batch", BigId, nullable=True),                # no foreign key: batches refer to metrics already
    Column("baseline_hash", String(64), nullable=True),
    Column("baseline_since", Date, nullable=True),
    Column("baseline_until", Date, nullable=True),
    Column("saved_by", BigId, ForeignKey("people.number"), nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

check_ins = Table(
    "check_ins",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("person", BigId, ForeignKey("people.number"), nullable=False),
    Column("period", String(7), nullable=False),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("answered_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("answered_at", UtcDateTime, nullable=True),
    Column("corrected", Boolean, nullable=False),
    UniqueConstraint("person", "period"),
    Index("ix_check_ins_period", "period"),
)

answers = Table(
    "answers",
    metadata,
    Column("check_in", String(16), ForeignKey("check_ins.id"), primary_key=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),                 # every revision is kept; the newest counts
    Column("value", ExactDecimal, nullable=True),
    Column("outlook", String(16), nullable=False),
    Column("note", BigId, ForeignKey("texts.id"), nullable=True),  # words, erasable
    Column("by", BigId, ForeignKey("people.number"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_answers_initiative", "initiative"),
)

gates = Table(
    "gates",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("due", Date, nullable=False),
    Column("state", String(24), nullable=False),
    Column("retire_only", Boolean, nullable=False),
    Column("origin", String(16), nullable=False, server_default="first"),
    Column("was_due", Date, nullable=True),                        # before it was extended
    Column("extension", BigId, ForeignKey("texts.id"), nullable=True),  # why it was: words, erasable
    Column("armed_at", UtcDateTime, nullable=True),
    Column("sealed_evidence", Text, nullable=True),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("initiative", "number"),
    Index("ix_gates_state_due", "state", "due"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("gate", String(16), ForeignKey("gates.id"), nullable=False),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("choice", String(16), nullable=False),
    Column("on", Date, nullable=False),
    Column("reason", BigId, ForeignKey("texts.id"), nullable=True),  # words, erasable; none when policy decided
    Column("by", BigId, ForeignKey("people.number"), nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("second", BigId, ForeignKey("people.number"), nullable=True),
    Column("pieces", Text, nullable=True),
    Column("expires", Date, nullable=True),
    Column("signed_at", UtcDateTime, nullable=True),
    Column("remark", BigId, ForeignKey("texts.id"), nullable=True),
    Index("ix_decisions_gate", "gate"),
    Index("ix_decisions_initiative", "initiative"),
)

defaults = Table(
    "defaults",                                                    # what policy did where nobody decided (R10)
    metadata,
    Column("gate", String(16), ForeignKey("gates.id"), primary_key=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("taken", String(16), nullable=False),
    Column("on", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("next_gate", Date, nullable=True),
    Column("reversed_by", BigId, ForeignKey("people.number"), nullable=True),
    Column("reversed_at", UtcDateTime, nullable=True),
    Column("reason", BigId, ForeignKey("texts.id"), nullable=True),  # why it was taken back: words, erasable
    Index("ix_defaults_initiative", "initiative"),
)

sources = Table(
    "sources",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("initiative", String(16), nullable=False),
    Column("metric", Integer, nullable=False),                     # the version it was bound to
    Column("kind", String(16), nullable=False),
    Column("locator", Text, nullable=False),                       # an address made of ids; never a secret
    Column("label", String(200), nullable=False),                  # what people call it
    Column("columns", Text, nullable=False),                       # which column means what, as JSON
    Column("how", String(16), nullable=False),
    Column("pilot", String(200), nullable=True),
    Column("guardrail", Integer, nullable=True),                   # its number; none: the metric that decides
    Column("salt", LargeBinary(16), nullable=False),               # of the hashes that stand for the people in its rows
    Column("enabled_by", BigId, ForeignKey("people.number"), nullable=False),
    Column("enabled_at", UtcDateTime, nullable=False),
    Column("looked_at", UtcDateTime, nullable=True),
    Column("read_at", UtcDateTime, nullable=True),                 # the last look that saw something
    Column("failure", Text, nullable=True),                        # why the last look saw nothing, as JSON
    Column("cursor", Text, nullable=True),                         # where the next part begins, as JSON
    Column("grant", String(16), ForeignKey("grants.id"), nullable=True),  # what an admin enabled; none where nobody has to
    ForeignKeyConstraint(["initiative", "metric"], ["metrics.initiative", "metrics.version"]),
    Index("ix_sources_initiative", "initiative"),
)

sweeps = Table(
    "sweeps",
    metadata,
    Column("source", String(16), ForeignKey("sources.id"), primary_key=True),
    Column("key", Text, primary_key=True),                         # of the pass over everything that is under way
)

batches = Table(
    "batches",
    metadata,
    primary_key(),
    Column("source", String(16), ForeignKey("sources.id"), nullable=False),
    Column("number", Integer, nullable=False),                     # counts a source's batches: two workers cannot both add
    Column("key", Text, nullable=False, unique=True),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("refreshed_on", Date, nullable=True),
    Column("sha256", String(64), nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("rejected", Text, nullable=False),                      # the first of the refused rows, as JSON
    UniqueConstraint("source", "number"),
    sqlite_autoincrement=True,
)

observations = Table(
    "observations",
    metadata,
    primary_key(),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("metric", Integer, nullable=False),
    Column("source", String(16), ForeignKey("sources.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("opened", UtcDateTime, nullable=True),
    Column("closed", UtcDateTime, nullable=True),
    Column("value", ExactDecimal, nullable=True),
    Column("n", Integer, nullable=False),
    Column("person", String(64), nullable=True),                   # a salted hash, never a name
    Column("work", Text, nullable=True),                           # the kind of work
    Column("group", Text, nullable=True),
    Column("batch", BigId, ForeignKey("batches.id"), nullable=False),
    Column("superseded_by", BigId, ForeignKey("batches.id"), nullable=True),
    Index("ix_observations_source_superseded_by", "source", "superseded_by"),
    sqlite_autoincrement=True,
)

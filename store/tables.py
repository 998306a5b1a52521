"""Every table of the record."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from store.metadata import BigId, instant, metadata, primary_key

# --- The engine's own tables -------------------------------------------------------------------------------------------

ledger = Table(
    "ledger",
    metadata,
    Column("seq", BigId, primary_key=True, autoincrement=False),  # counted by the chain: no gaps after a rollback
    instant("at"),
    Column("actor", BigId),  # a person's local number; no foreign key, for the entry outlives the person
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("data", Text, nullable=False),  # canonical JSON, exactly as hashed
    Column("prev", String(64), nullable=False, unique=True),  # one successor each: a fork is refused by the data base
    Column("hash", String(64), nullable=False, unique=True),
    info={"append_only": True},
)

texts = Table(
    "texts",
    metadata,
    primary_key(),
    Column("salt", LargeBinary(16)),  # NULL once erased: then the hash in the ledger says nothing about the words
    Column("body", Text),
    CheckConstraint("(salt is null) = (body is null)", name="erased_whole"),
    sqlite_autoincrement=True,
)

occurrences = Table(
    "occurrences",
    metadata,
    Column("key", Text, primary_key=True),  # what, for whom, which period (R22)
    instant("claimed_at"),
)

outbox = Table(
    "outbox",
    metadata,
    primary_key(),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("recipient_person", BigId),
    Column("recipient_channel", Text),
    Column("lane", Text, nullable=False),  # the recipient as one value: at most one row of a lane is being sent
    Column("initiative", Text),
    Column("view", Text, nullable=False),  # the frozen view as JSON
    Column("view_version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),  # counts the views this row has had
    Column("revision_out", Integer, nullable=False),  # the one handed to the last claim; 0 = none yet
    Column("reason", Text, nullable=False),
    instant("due_at"),
    instant("expires_at", nullable=True),
    Column("state", Text, nullable=False),
    Column("hold_reason", Text),
    Column("attempts", Integer, nullable=False),  # claims so far; also the fence of the current one
    Column("rejections", Integer, nullable=False),
    Column("ambiguous", Integer, nullable=False),  # attempts of which nobody knows whether they arrived
    Column("owner", Text),
    instant("claimed_at", nullable=True),
    instant("lease_until", nullable=True),
    instant("next_try_at", nullable=True),  # NULL: held until somebody releases it
    Column("conversation_id", Text),
    Column("activity_id", Text),  # set once delivered: from then on a send is an update of that message
    instant("created_at"),
    instant("sent_at", nullable=True),
    instant("settled_at", nullable=True),
    Column("detail", Text),
    CheckConstraint("(recipient_person is null) <> (recipient_channel is null)", name="one_recipient"),
    CheckConstraint(
        "state in ('due','held','sending','sent','failed','in_doubt','undeliverable','expired','closed')", name="state"
    ),
    Index("ix_outbox_state_next_try_at", "state", "next_try_at"),
    Index("ix_outbox_lane_claimed_at", "lane", "claimed_at"),
    # the same condition on PostgreSQL is in migration 0001; named here it would load that dialect, 2.4 MB, for SQLite too
    Index("uq_outbox_lane_sending", "lane", unique=True, sqlite_where=text("state = 'sending'")),
    sqlite_autoincrement=True,
)

attempts = Table(
    "attempts",
    metadata,
    Column("outbox_id", BigId, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    instant("at"),
    Column("outcome", Text, nullable=False),
    Column("detail", Text),
)

twins = Table(
    "twins",  # further copies of one message, known because somebody pressed a button on one
    metadata,
    Column("outbox_id", BigId, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("activity_id", Text, primary_key=True),
    instant("noted_at"),
)

# --- The domain's tables -----------------------------------------------------------------------------------------------

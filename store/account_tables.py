"""What the directory and the mailboxes say of people."""

from sqlalchemy import Column, ForeignKey, String, Table, Text

from store.metadata import BigId, instant, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("person", BigId, ForeignKey("people.number"), primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=True),                    # null: it was looked for, and was never seen
    instant("looked_at"),
    instant("seen_at", nullable=True),
    Column("failure", Text, nullable=True),                        # why the last look did not see it
    Column("mailbox", Text, nullable=True),
    instant("mailbox_at", nullable=True),
)

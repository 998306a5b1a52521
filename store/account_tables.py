"""What the directory says of people's accounts."""

from sqlalchemy import Column, ForeignKey, String, Table

from store.metadata import BigId, instant, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("person", BigId, ForeignKey("people.number"), primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=True),                    # null: it was looked for, and could not be seen
    instant("looked_at"),
)

"""Tables of use: which group is followed, what each report said of it, and what may be shown of that."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from store.metadata import BigId, instant, metadata, primary_key

cohorts = Table(
    "cohorts",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("group", String(64), nullable=False),                   # the directory's id
    Column("label", String(200), nullable=False),                  # what people call it
    Column("product", String(16), nullable=False),
    Column("salt", LargeBinary(16), nullable=False),               # of the hashes that stand for its people
    Column("enabled_by", BigId, ForeignKey("people.number"), nullable=False),
    instant("enabled_at"),
    instant("looked_at", nullable=True),
    instant("read_at", nullable=True),
    Column("failure", Text, nullable=True),                        # why the last look saw nothing, as JSON
    Index("ix_cohorts_initiative", "initiative"),
)

usage_reports = Table(
    "usage_reports",
    metadata,
    primary_key(),
    Column("cohort", String(16), ForeignKey("cohorts.id"), nullable=False),
    Column("number", Integer, nullable=False),                     # counts a group's reports: two workers cannot both add
    Column("on", Date, nullable=False),                            # the day the report is as of
    Column("provisional_from", Date, nullable=False),
    instant("fetched_at"),
    Column("sha256", String(64), nullable=False),
    Column("days", Integer, nullable=False),
    Column("members", Integer, nullable=False),
    Column("concealed", Boolean, nullable=False),
    Column("missing", Text, nullable=False),                       # counts this report does not have, as JSON
    Column("reported", Integer, nullable=False),
    Column("active", Integer, nullable=False),
    Column("licensed", Integer, nullable=True),                    # by the directory; null: it does not say
    Column("agrees", Boolean, nullable=True),                      # with the product's own totals; null: not seen
    Column("superseded_by", BigId, ForeignKey("usage_reports.id"), nullable=True),  # the same day, told differently later
    UniqueConstraint("cohort", "number"),
    sqlite_autoincrement=True,
)

usage_rows = Table(
    "usage_rows",
    metadata,
    Column("report", BigId, ForeignKey("usage_reports.id"), primary_key=True),
    Column("person", String(64), primary_key=True),                # a salted hash, never a name
    Column("last", Date, nullable=True),
    Column("counts", Text, nullable=False),                        # as JSON
)

adoptions = Table(
    "adoptions",
    metadata,
    primary_key(),
    Column("initiative", String(16), ForeignKey("initiatives.id"), nullable=False),
    Column("cohort", String(16), ForeignKey("cohorts.id"), nullable=False),
    instant("at"),
    Column("adoption", Text, nullable=False),                      # portfolio.adoption.Adoption as JSON
    Index("ix_adoptions_initiative", "initiative"),
    sqlite_autoincrement=True,
)

"""The tables of working together. Like `tables`, every change here needs a migration."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from webapp.db.tables import UtcDateTime, metadata

log_entries = Table(
    "log_entries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", String(64)),
    Column("deed", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_log_entries_person_id_id", "person_id", "id"),
    Index("ix_log_entries_deed_id", "deed", "id"),
)

budgets = Table(
    "budgets",
    metadata,
    Column("who", String(64), primary_key=True),
    Column("per_day", Integer),
    Column("per_month", Integer),
)

usage = Table(
    "usage",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("jobs", Integer, nullable=False),
    Index("ix_usage_day", "day"),
)

hand_overs = Table(
    "hand_overs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "picture_id", String(36), ForeignKey("pictures.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("from_id", String(64), ForeignKey("people.id"), nullable=False),
    Column("to_id", String(64), ForeignKey("people.id"), nullable=False, index=True),
    Column("note", Text, nullable=False),
    Column("draft", LargeBinary),
    Column("created_at", UtcDateTime, nullable=False),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("secret", String(80), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("event", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False, index=True),
    Column("due_at", UtcDateTime, index=True),
    Column("attempts", Integer, nullable=False),
    Column("delivered_at", UtcDateTime),
    Column("answer", Text, nullable=False),
)

"""The tables of upkeep. Like `tables`, every change here needs a migration."""

from sqlalchemy import JSON, Column, Float, Integer, String, Table, Text

from webapp.db.tables import UtcDateTime, metadata

processes = Table(
    "processes",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("host", String(100), nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("beat_at", UtcDateTime, nullable=False),
)

housekeeping = Table(
    "housekeeping",
    metadata,
    Column("task", String(140), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("lease", String(40)),
    Column("leased_until", UtcDateTime),
    Column("began_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("took_s", Float),
    Column("done", Text, nullable=False),
    Column("error", Text),
    Column("error_at", UtcDateTime),
    Column("state", JSON, nullable=False),
)

unnamed_bytes = Table(
    "unnamed_bytes",
    metadata,
    Column("blob", String(64), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("claimed_until", UtcDateTime),
)

missing_bytes = Table(
    "missing_bytes",
    metadata,
    Column("blob", String(64), primary_key=True),
    Column("found_at", UtcDateTime, nullable=False),
)

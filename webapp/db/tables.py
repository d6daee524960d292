"""The tables, as SQLAlchemy Core sees them. Every change here needs a migration in `migrations/versions`."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC on both engines; SQLite keeps no zone, so it is taken off and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        aware: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC)


pictures = Table(
    "pictures",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("blob", String(64), nullable=False, index=True),
    Column("content_type", String(32), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("provider", String(16), nullable=False),
    Column("message_id", String(200)),
    Column("buttons", JSON, nullable=False),
    Column("is_grid", Boolean, nullable=False),
    Column("job_id", String(36), index=True),
    Column("button", String(100)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", String(64), nullable=False),
    UniqueConstraint("provider", "message_id"),
    Index("ix_pictures_created_at_id", "created_at", "id"),
    Index("ix_pictures_created_by_created_at_id", "created_by", "created_at", "id"),
    Index("ix_pictures_button_created_at_id", "button", "created_at", "id"),
    Index("ix_pictures_created_by_button_created_at_id", "created_by", "button", "created_at", "id"),
)

_OF_STAGES = ("status", "created_at", "id", "button", "created_by")
"""In the order of a stage, with what else it is filtered by."""

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("fingerprint", String(16)),
    Column("button", String(100), nullable=False),
    Column("prompt", Text, nullable=False),
    Column("picture_id", String(36), ForeignKey("pictures.id"), index=True),
    Column("source_message_id", String(200)),
    Column("painting", String(64)),
    Column("wire_mask", String(64)),
    Column("provider", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("progress", Integer),
    Column("message_id", String(200)),
    Column("result_url", Text),
    Column("result_buttons", JSON, nullable=False),
    Column("result_picture_id", String(36)),
    Column("error_code", String(40)),
    Column("error_text", Text),
    Column("hook_secret", String(64), nullable=False),
    Column("cancel_requested", Boolean, nullable=False),
    Column("cancel_sent_at", UtcDateTime),
    Column("turn", Integer, nullable=False),
    Column("queue_position", Integer),
    Column("expected_s", Float),
    Column("attempts", Integer, nullable=False),
    Column("watched_s", Float, nullable=False),
    Column("created_by", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("accepted_at", UtcDateTime),
    Column("started_at", UtcDateTime),
    Column("polled_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("due_at", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime),
    Column("lease", String(40)),
    Column("hook_message_id", String(200), index=True),
    Column("hooked_at", UtcDateTime),
    Column("approval", String(16)),
    Column("counted_on", String(10)),
    Column("version", Integer, nullable=False),
    UniqueConstraint("created_by", "key"),
    Index("ix_jobs_status_due_at", "status", "due_at"),
    Index("ix_jobs_created_at_id", "created_at", "id"),
    Index("ix_jobs_status_created_at_id_button_created_by", *_OF_STAGES),
    Index("ix_jobs_created_by_created_at_id", "created_by", "created_at", "id"),
    Index("ix_jobs_status_turn_created_at", "status", "turn", "created_at"),
    Index("ix_jobs_created_by_status_turn", "created_by", "status", "turn"),
    Index("ix_jobs_button_finished_at", "button", "finished_at"),
)
for _name in ("painting", "wire_mask"):
    _is_there = jobs.c[_name].is_not(None)
    Index(f"ix_jobs_{_name}", jobs.c[_name], sqlite_where=_is_there, postgresql_where=_is_there)

job_events = Table(
    "job_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("job_id", String(36), ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("status", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("data", JSON),
)

drafts = Table(
    "drafts",
    metadata,
    Column("picture_id", String(36), ForeignKey("pictures.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("etag", String(64), nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("free_at", UtcDateTime, nullable=False),
    Column("poll_free_at", UtcDateTime, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("paused_at", UtcDateTime),
    Column("paused_code", String(40)),
    Column("paused_text", Text),
    Column("probe_at", UtcDateTime),
    Column("balance", Text),
    Column("balance_at", UtcDateTime),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("name_key", String(240), unique=True),
    Column("role", String(16), nullable=False),
    Column("password", String(200)),
    Column("subject", String(500), unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("id", String(36), nullable=False, index=True),
    Column("person_id", String(64), ForeignKey("people.id"), nullable=False, index=True),
    Column("agent", String(200), nullable=False),
    Column("rotate", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

links = Table(
    "links",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("role", String(16)),
    Column("person_id", String(64), ForeignKey("people.id")),
    Column("uses_left", Integer, nullable=False),
    Column("made_by", String(64), ForeignKey("people.id")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("window_start", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
    Index("ix_attempts_window_start", "window_start"),
)

shares = Table(
    "shares",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("what", String(16), nullable=False),
    Column(
        "picture_id", String(36), ForeignKey("pictures.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("with_prompt", Boolean, nullable=False),
    Column("passphrase", String(200)),
    Column("views", Integer, nullable=False),
    Column("made_by", String(64), ForeignKey("people.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("person_id", String(64), nullable=False, index=True),
    Column("name", String(80), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("expires_at", UtcDateTime),
)

closings = Table(
    "closings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("until", UtcDateTime),
    Column("text", Text, nullable=False),
)
